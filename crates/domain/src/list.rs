//! Lists: what is asked of one (search, filters, sort, cursor) and the page that comes back.
//!
//! A [`ListQuery`] is read from and written to a query string, on the screen's URL and on the edge's alike, so a list's
//! whole state can be linked.
//!
//! Invariant: a page's cost does not grow with the table; there are no offsets and no totals.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::choice::Choices;
use crate::record::RecordKind;
use crate::text::Text;

/// Rows in a page unless asked otherwise.
pub const PAGE: u32 = 50;
/// The most rows a page may have.
pub const LARGEST_PAGE: u32 = 200;
/// Characters of a search that are looked at.
pub const LONGEST_SEARCH: usize = 100;

/// A list's whole state, as its query string holds it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ListQuery {
    /// Words to find; each must begin a word of the record.
    pub q: String,
    /// A sort's name, `-` before it to turn it round; empty for the list's own.
    pub sort: String,
    /// Filter name to value; several values with commas.
    pub filters: BTreeMap<String, String>,
    /// From the previous page's `next`; empty for the first.
    pub cursor: String,
    /// Rows; 0 means [`PAGE`].
    pub limit: u32,
    /// Only archived records instead of only live ones.
    pub archived: bool,
}

/// A parameter that can't be understood, by name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BadParameter(pub String);

impl ListQuery {
    /// Reads `q=…&sort=-from&status=new,approved&cursor=…`.
    ///
    /// # Errors
    /// Names the first parameter whose value can't be understood. Unknown names are taken as filters; the list decides
    /// whether it has such a filter.
    pub fn parse(query: &str) -> Result<Self, BadParameter> {
        let mut out = Self::default();
        for (name, value) in form_urlencoded::parse(query.as_bytes()) {
            match &*name {
                "q" => out.q = value.chars().take(LONGEST_SEARCH).collect(),
                "sort" => out.sort = value.into_owned(),
                "cursor" => out.cursor = value.into_owned(),
                "limit" => {
                    out.limit = value
                        .parse()
                        .ok()
                        .filter(|n| (1..=LARGEST_PAGE).contains(n))
                        .ok_or(BadParameter("limit".into()))?;
                }
                "archived" => {
                    out.archived = match &*value {
                        "true" => true,
                        "false" | "" => false,
                        _ => return Err(BadParameter("archived".into())),
                    };
                }
                _ if value.is_empty() => {}
                _ => {
                    out.filters.insert(name.into_owned(), value.into_owned());
                }
            }
        }
        Ok(out)
    }

    /// The query string, without `?`; parameters at their defaults are left out.
    #[must_use]
    pub fn to_query(&self) -> String {
        let mut out = form_urlencoded::Serializer::new(String::new());
        for (name, value) in [("q", &self.q), ("sort", &self.sort)] {
            if !value.is_empty() {
                out.append_pair(name, value);
            }
        }
        for (name, value) in &self.filters {
            if !value.is_empty() {
                out.append_pair(name, value);
            }
        }
        if self.archived {
            out.append_pair("archived", "true");
        }
        if self.limit != 0 {
            out.append_pair("limit", &self.limit.to_string());
        }
        if !self.cursor.is_empty() {
            out.append_pair("cursor", &self.cursor);
        }
        out.finish()
    }

    /// Rows asked for.
    #[must_use]
    pub fn rows(&self) -> u32 {
        if self.limit == 0 { PAGE } else { self.limit.min(LARGEST_PAGE) }
    }

    /// The sort's name and whether it is turned round.
    #[must_use]
    pub fn sorting(&self) -> (&str, bool) {
        match self.sort.strip_prefix('-') {
            Some(name) => (name, true),
            None => (&self.sort, false),
        }
    }
}

/// A page of a list. Each row is transmitted as an array in the order of `columns`, half the bytes of objects; serde reads
/// it into the row's struct, whose fields stand in the same order.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Page<R> {
    /// The names of a row's values, in their order.
    pub columns: Vec<String>,
    /// At most as many as were asked for ([`ListQuery::rows`]).
    pub rows: Vec<R>,
    /// The next page's cursor; `null` on the last page.
    pub next: Option<String>,
}

/// An order that a list has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sort {
    /// What a query calls it: `sort=name`, or `sort=-name` turned round.
    pub name: &'static str,
    /// Largest first unless turned round.
    pub falls: bool,
}

/// Smallest first.
#[must_use]
pub const fn rising(name: &'static str) -> Sort {
    Sort { name, falls: false }
}

/// Largest first.
#[must_use]
pub const fn falling(name: &'static str) -> Sort {
    Sort { name, falls: true }
}

impl Sort {
    /// The one of that name; for constants, so that a list's columns know by themselves which of them are sorted by.
    #[must_use]
    pub const fn find(sorts: &[Self], name: &str) -> Option<Self> {
        let mut place = 0;
        while place < sorts.len() {
            if same(sorts[place].name, name) {
                return Some(sorts[place]);
            }
            place += 1;
        }
        None
    }
}

/// `==` in a constant.
const fn same(one: &str, other: &str) -> bool {
    let (one, other) = (one.as_bytes(), other.as_bytes());
    let mut place = 0;
    while place < one.len() && place < other.len() && one[place] == other[place] {
        place += 1;
    }
    place == one.len() && place == other.len()
}

/// What a filter offers.
#[derive(Clone, Copy, Debug)]
pub enum By {
    /// One code of a closed set.
    OneOf(Choices),
    /// Codes of a closed set, any of which will do.
    AnyOf(Choices),
    /// One record of the kind, by its id.
    Record(RecordKind),
    /// A period, kept as the instants `since` and `until`.
    Dates,
    /// A period, kept as the calendar dates `since` and `until`.
    Days,
    /// `true` or `false`; either way when it isn't said.
    Flag,
}

/// A filter that a list offers to people; the edge may know more.
#[derive(Clone, Copy, Debug)]
pub struct Filter {
    /// The parameter's name.
    pub name: &'static str,
    /// What people call it.
    pub label: Text,
    /// What may be chosen.
    pub by: By,
}

impl Filter {
    /// A filter sent under `name`.
    #[must_use]
    pub const fn new(name: &'static str, label: Text, by: By) -> Self {
        Self { name, label, by }
    }

    /// The parameters that it is sent as.
    #[must_use]
    pub const fn parameters(&self) -> &[&'static str] {
        match self.by {
            By::Dates | By::Days => &["since", "until"],
            _ => core::slice::from_ref(&self.name),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_survives_its_url() {
        let query = ListQuery {
            q: "garcía & hijos".into(),
            sort: "-from".into(),
            filters: [("status".to_owned(), "new,approved".to_owned())].into(),
            cursor: "[1,\"ñ\"]".into(),
            limit: 20,
            archived: true,
        };
        assert_eq!(ListQuery::parse(&query.to_query()), Ok(query));
        assert_eq!(ListQuery::default().to_query(), "");
    }

    #[test]
    fn impossible_parameters_are_named() {
        assert_eq!(ListQuery::parse("limit=0"), Err(BadParameter("limit".into())));
        assert_eq!(ListQuery::parse("limit=100000"), Err(BadParameter("limit".into())));
        assert_eq!(ListQuery::parse("archived=perhaps"), Err(BadParameter("archived".into())));
    }
}
