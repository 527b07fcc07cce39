//! How the rows of a page are found.
//!
//! An index holds what is asked for in the list's order, so that a page reads no more than it shows. A filter's several values
//! are looked up side by side, and their first rows put in order. What few have, by a filter that says so or a word that is
//! [`RARE`], is gathered: all of it is read, then put in order. A search for words that many have walks the list and asks each
//! row. A filter under an order that its index hasn't is left to SQLite, which may read every row that has it.

use domain::list::ListQuery;

use super::filter::{Filter, among};
use super::order::Order;
use super::words::{self, RARE, begins_as, has, of_kind, rarer_than};
use super::{List, Scope};
use crate::db::Sql;
use crate::http::problems::Refusal;

/// Terms of a compound SELECT that D1 takes.
pub(super) const MOST_TERMS: usize = 5;

/// What every list can be narrowed to: these records.
const IDS: Filter = among("id", "t.id").few();

/// Ways to the rows, none of which finds a row of another.
pub struct Plan {
    /// What all rows are.
    all: Sql,
    /// What is asked for beyond that, in parts.
    ways: Vec<Way>,
    /// The common table `rare`: the word that is gathered by, or nothing. Empty where nothing is searched.
    rare: Sql,
}

/// One way to the rows.
#[derive(Default)]
struct Way {
    /// The conditions, each after its `AND`.
    held: Sql,
    /// By what the rows have, and not by the list's order.
    gathers: bool,
    /// Only if no word is rare.
    walks: bool,
}

impl Plan {
    /// # Errors
    /// 400 naming a filter that the list doesn't have, or a value that can't be.
    pub fn new(list: &List, query: &ListQuery, scope: Option<&Scope>) -> Result<Self, Refusal> {
        let mut all = Sql::default();
        all.push(match (list.archives, query.archived) {
            (true, false) => "t.archived_at IS NULL",
            (true, true) => "t.archived_at IS NOT NULL",
            (false, false) => "1",
            (false, true) => return Err(Refusal::parameter("archived")),
        });
        if let Some(scope) = scope {
            all.push(" AND (").push(scope.sql).push(")").bind_all(&scope.values);
        }
        let (mut few, mut filters, mut several) = (Sql::default(), Sql::default(), Vec::new());
        for (name, text) in &query.filters {
            let filter = list.filters.iter().chain([&IDS]).find(|filter| filter.name == name);
            let conditions =
                filter.and_then(|filter| filter.conditions(text)).ok_or_else(|| Refusal::parameter(name))?;
            // What is one's own is fewer still, and found by that.
            if scope.is_none() && filter.is_some_and(|filter| filter.is_few(text)) {
                few.append(&any_of(&conditions));
            } else if several.is_empty() && (2..=MOST_TERMS).contains(&conditions.len()) {
                several = conditions;
            } else {
                filters.append(&any_of(&conditions));
            }
        }
        let words = words::of_query(list, &query.q)?;
        if words.as_ref().is_some_and(Vec::is_empty) {
            all.push(" AND 0");
        }
        let (words, kind) = (words.unwrap_or_default(), of_kind(list.words));
        let mut have = Sql::default();
        for word in &words {
            have.push(" AND ").append(&has(&kind, word));
        }

        let (mut ways, mut rare) = (Vec::new(), Sql::default());
        if few.is_empty() && words.is_empty() {
            all.append(&filters);
            let values = if several.is_empty() { vec![Sql::default()] } else { several };
            ways.extend(values.into_iter().map(|value| Way { held: any_of(&[value]), ..Way::default() }));
            return Ok(Self { all, ways, rare });
        }
        filters.append(&any_of(&several));
        if !words.is_empty() {
            filters.append(&few);
            rare.push("WITH rare (word) AS MATERIALIZED (SELECT word FROM (SELECT ");
            rare.append(&rarer_than(RARE, &kind, &words)).push(" AS word) WHERE word IS NOT NULL) ");
            few = Sql::default();
            few.push(" AND t.id IN (SELECT id FROM words WHERE ");
            few.append(&begins_as(&kind, "(SELECT word FROM rare)")).push(")");
            let mut held = filters.clone();
            held.append(&have);
            ways.push(Way { held, gathers: false, walks: true });
        }
        few.append(&apart(&filters)).append(&have);
        ways.push(Way { held: few, gathers: true, walks: false });
        Ok(Self { all, ways, rare })
    }

    /// Whether all of it is found by the list's order.
    pub fn is_in_order(&self) -> bool {
        self.ways.iter().all(|way| !way.gathers && !way.walks)
    }

    /// The first rows behind the order's cursor. `select` names the columns `s` and `id`, which the order goes by.
    pub fn rows(&self, select: &str, order: &Order) -> Sql {
        let found = self.ways.iter().map(|way| self.found(select, order, way)).collect();
        let mut sql = self.rare.clone();
        sql.append(&together(found, &format!("{} LIMIT {}", order.by("s", "id"), order.most)));
        sql
    }

    /// The rows that one way leads to, piece by piece.
    fn found(&self, select: &str, order: &Order, way: &Way) -> Sql {
        // No index is in the order of an expression.
        let by = order.by(&format!("{}{}", if way.gathers { "+" } else { "" }, order.sort.sql), "t.id");
        let most = order.most;
        // SQLite would ask a condition of each row; a limit it asks once.
        let limit = if way.walks { format!("iif(EXISTS (SELECT 1 FROM rare), 0, {most})") } else { most.to_string() };
        let select_piece = |piece| {
            let mut sql = Sql::default();
            // The cursor first: of two lower bounds SQLite enters the index at the one that it meets first.
            sql.push(select).push(" WHERE 1").append(piece).push(" AND ").append(&self.all).append(&way.held);
            sql.push(&format!("{by} LIMIT {limit}"));
            sql
        };
        together(order.pieces.iter().map(select_piece).collect(), &format!(" LIMIT {most}"))
    }
}

/// The rows of one select, or those of several behind each other with what is to come of them all.
fn together(selects: Vec<Sql>, of_all: &str) -> Sql {
    if let [one] = selects.as_slice() {
        return one.clone();
    }
    let mut sql = Sql::default();
    for select in &selects {
        sql.push(if sql.is_empty() { "SELECT * FROM (" } else { " UNION ALL SELECT * FROM (" });
        sql.append(select).push(")");
    }
    sql.push(of_all);
    sql
}

/// One of a filter's conditions must hold.
fn any_of(conditions: &[Sql]) -> Sql {
    let mut sql = Sql::default();
    for condition in conditions.iter().filter(|condition| !condition.is_empty()) {
        sql.push(if sql.is_empty() { " AND (" } else { " OR " }).append(condition);
    }
    if !sql.is_empty() {
        sql.push(")");
    }
    sql
}

/// The same conditions, which no index is sought for.
fn apart(conditions: &Sql) -> Sql {
    let mut sql = Sql::default();
    if !conditions.is_empty() {
        sql.push(" AND +(1").append(conditions).push(")");
    }
    sql
}
