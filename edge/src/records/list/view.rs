//! What somebody sees of a list.

use domain::list::ListQuery;
use domain::visibility::Visibility;

use super::{Column, List, Scope, own};
use crate::http::caller::Caller;
use crate::http::problems::Refusal;
use crate::records::table::Table;

/// Which of a list's rows somebody sees, and what of each.
#[derive(Clone, Debug)]
pub struct View {
    /// The rows; all of them without one.
    pub scope: Option<Scope>,
    /// The columns.
    pub visibility: Visibility,
}

impl View {
    /// What the caller sees of a table's list.
    ///
    /// # Errors
    /// 403 for records of which nothing can be the caller's own.
    pub fn for_caller(table: &Table, caller: &Caller) -> Result<Self, Refusal> {
        Ok(Self { scope: own(table, caller)?, visibility: caller.visibility(table.kind) })
    }

    /// Whether the list is the same as for who sees everything.
    pub fn is_whole(&self, list: &List) -> bool {
        self.scope.is_none() && list.columns().all(|column| self.visibility.shows(column.name()))
    }

    /// By what isn't seen nothing is put in order or narrowed, or the order would tell it.
    ///
    /// # Errors
    /// 400 naming the parameter, as of a list that has no such sort or filter.
    pub fn allow(&self, query: &ListQuery) -> Result<(), Refusal> {
        if !self.visibility.shows(query.sorting().0) {
            return Err(Refusal::parameter("sort"));
        }
        let unseen = query.filters.keys().find(|name| !self.visibility.shows(name));
        unseen.map_or(Ok(()), |name| Err(Refusal::parameter(name)))
    }

    /// Those that are seen.
    pub fn columns<'l>(&self, list: &'l List) -> impl Iterator<Item = Column<'l>> {
        list.columns().filter(|column| self.visibility.shows(column.name()))
    }
}
