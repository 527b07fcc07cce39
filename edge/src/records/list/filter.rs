//! What a list may be narrowed by: its filters, its search, live or archived, and the caller's scope.

use domain::choice::Choice;
use domain::list::ListQuery;
use domain::search;
use serde_json::Value as Json;

use super::order::MOST_TERMS;
use super::{List, Scope, Sort};
use crate::db::{Sql, Value};
use crate::http::problems::Refusal;

/// A filter's values, and which of them can be.
#[derive(Clone, Copy, Debug)]
pub enum Takes {
    /// Ids or numbers.
    Numbers,
    /// Codes of a closed set.
    Codes(fn(&str) -> bool),
    /// `true` or `false`.
    Flag,
    /// `YYYY-MM-DD`.
    Date,
}

#[derive(Clone, Copy, Debug)]
enum Test {
    /// The expression is one of the values.
    Among,
    AtLeast,
    Before,
    /// SQL of its own that holds when the flag is `true`, and not when it is `false`.
    Holds,
    /// SQL of its own for each code.
    Cases(&'static [Case]),
}

/// A code that stands for a condition rather than for a column's value.
#[derive(Clone, Copy, Debug)]
pub struct Case {
    pub code: &'static str,
    pub sql: &'static str,
    /// The sort whose index holds the condition, taken unless another is asked for; empty for the list's own.
    pub sort: &'static str,
    /// The same under another sort: written so that SQLite walks that sort's index, which pays where most rows hold it.
    /// Empty where few do, which are better gathered and put in order.
    pub walked: &'static str,
}

#[must_use]
pub const fn case(code: &'static str, sql: &'static str, sort: &'static str) -> Case {
    Case { code, sql, sort, walked: "" }
}

impl Case {
    #[must_use]
    pub const fn walked(self, sql: &'static str) -> Self {
        Self { walked: sql, ..self }
    }

    fn under(&self, sort: &Sort) -> &'static str {
        if self.walked.is_empty() || self.sort == sort.name { self.sql } else { self.walked }
    }
}

/// A name in the query string and the SQL it stands for.
#[derive(Clone, Copy, Debug)]
pub struct Filter {
    pub name: &'static str,
    pub sql: &'static str,
    pub takes: Takes,
    test: Test,
}

/// One or more ids, with commas.
#[must_use]
pub const fn among(name: &'static str, sql: &'static str) -> Filter {
    Filter { name, sql, takes: Takes::Numbers, test: Test::Among }
}

/// One or more codes of a choice, with commas: `code("status", "t.status", is::<VehicleStatus>)`.
#[must_use]
pub const fn code(name: &'static str, sql: &'static str, known: fn(&str) -> bool) -> Filter {
    Filter { name, sql, takes: Takes::Codes(known), test: Test::Among }
}

/// From this instant or number on.
#[must_use]
pub const fn at_least(name: &'static str, sql: &'static str) -> Filter {
    Filter { name, sql, takes: Takes::Numbers, test: Test::AtLeast }
}

/// Before this instant or number.
#[must_use]
pub const fn before(name: &'static str, sql: &'static str) -> Filter {
    Filter { name, sql, takes: Takes::Numbers, test: Test::Before }
}

/// `true` or `false` in a column of 0 and 1.
#[must_use]
pub const fn on(name: &'static str, sql: &'static str) -> Filter {
    Filter { name, sql, takes: Takes::Flag, test: Test::Among }
}

/// `true` or `false` of a condition.
#[must_use]
pub const fn test(name: &'static str, sql: &'static str) -> Filter {
    Filter { name, sql, takes: Takes::Flag, test: Test::Holds }
}

/// One or more codes, with commas, each with a condition of its own.
#[must_use]
pub const fn cases(name: &'static str, cases: &'static [Case]) -> Filter {
    Filter { name, sql: "", takes: Takes::Codes(|_| true), test: Test::Cases(cases) }
}

impl Filter {
    /// The sort that goes with the codes asked for.
    pub(super) fn sort(&self, text: &str) -> Option<&'static str> {
        let Test::Cases(cases) = self.test else { return None };
        let asked = |code| cases.iter().find(|case| case.code == code).map(|case| case.sort);
        text.split(',').filter_map(asked).find(|sort| !sort.is_empty())
    }

    /// Compares dates instead of numbers.
    #[must_use]
    pub const fn dates(self) -> Self {
        Self { takes: Takes::Date, ..self }
    }
}

/// Whether a text is one of a choice's codes.
#[must_use]
pub fn is<C: Choice>(text: &str) -> bool {
    C::ALL.iter().any(|choice| choice.code() == text)
}

/// Everything after `WHERE` but the cursor's.
pub struct Wanted {
    pub all: Sql,
    /// Of these one must hold too, and no two can, each with an index of its own: a filter's several values, or the two
    /// ways to search.
    pub either: Vec<Way>,
}

/// One of several ways to the rows.
pub struct Way {
    pub held: Sql,
    /// SQL that holds if this way is to be gone at all. It decides how many rows are looked for, since SQLite asks it of each
    /// row where it stands among the conditions.
    pub open: Sql,
}

/// Values of a filter that are looked up one by one.
const MOST_EITHER: usize = MOST_TERMS;

pub fn wanted(list: &List, query: &ListQuery, sort: &Sort, scope: Option<&Scope>) -> Result<Wanted, Refusal> {
    let mut wanted = Wanted { all: Sql::default(), either: Vec::new() };
    wanted.all.push(match (list.archives, query.archived) {
        (true, false) => "t.archived_at IS NULL",
        (true, true) => "t.archived_at IS NOT NULL",
        (false, false) => "1",
        (false, true) => return Err(Refusal::parameter("archived")),
    });
    if let Some(scope) = scope {
        wanted.all.push(" AND (").push(scope.sql).push(")").bind_all(&scope.values);
    }
    for (name, value) in &query.filters {
        let filter = list.filters.iter().find(|filter| filter.name == name).ok_or_else(|| Refusal::parameter(name))?;
        let mut held = apply(filter, sort, value).ok_or_else(|| Refusal::parameter(name))?;
        match held.len() {
            1 => drop(wanted.all.append(&held.remove(0))),
            several if several <= MOST_EITHER && wanted.either.is_empty() && query.q.is_empty() => {
                wanted.either = held.into_iter().map(|held| Way { held, open: Sql::default() }).collect();
            }
            _ => drop(wanted.all.append(&any(&held))),
        }
    }
    searched(&mut wanted, list, &query.q)?;
    Ok(wanted)
}

fn any(conditions: &[Sql]) -> Sql {
    let mut sql = Sql::default();
    for (place, condition) in conditions.iter().enumerate() {
        sql.push(if place == 0 { " AND ((1" } else { ") OR (1" }).append(condition);
    }
    sql.push("))");
    sql
}

/// Records found by a word up to which they are gathered and put in order; a word that more have is met soon enough by
/// walking the list in its order and asking each record.
const FEW: u32 = 1_000;

fn searched(wanted: &mut Wanted, list: &List, q: &str) -> Result<(), Refusal> {
    if q.trim().is_empty() {
        return Ok(());
    }
    if list.words.is_empty() || q.contains('\0') {
        return Err(Refusal::parameter("q"));
    }
    let words = search::sought(q);
    let Some((first, further)) = words.split_first() else {
        wanted.all.push(" AND 0");
        return Ok(());
    };
    for word in further {
        wanted.all.append(&has(list, word));
    }
    let mut gathered = Sql::default();
    gathered.push(" AND t.id IN (SELECT id FROM words WHERE ").append(&begins(list, first)).push(")");
    wanted.either = vec![
        Way { held: gathered, open: those_with(list, first, "<") },
        Way { held: has(list, first), open: those_with(list, first, ">=") },
    ];
    Ok(())
}

/// Whether few or many have a word.
fn those_with(list: &List, word: &str, than: &str) -> Sql {
    let mut sql = Sql::default();
    sql.push("(SELECT count(*) FROM (SELECT 1 FROM words WHERE ").append(&begins(list, word));
    sql.push(&format!(" LIMIT {FEW})) {than} {FEW}"));
    sql
}

/// Whether record `t` has the word.
fn has(list: &List, word: &str) -> Sql {
    let mut sql = Sql::default();
    sql.push(" AND EXISTS (SELECT 1 FROM words WHERE id = t.id AND ").append(&begins(list, word)).push(")");
    sql
}

fn begins(list: &List, word: &str) -> Sql {
    let mut sql = Sql::default();
    sql.with("kind = ?", list.words).with(" AND word >= ?", word).with(" AND word < ?", search::after(word));
    sql
}

/// One condition, or for several values one each.
fn apply(filter: &Filter, sort: &Sort, text: &str) -> Option<Vec<Sql>> {
    let of = filter.sql;
    let mut values: Vec<&str> = text.split(',').collect();
    values.sort_unstable();
    values.dedup();
    let one = |test: &str, value: Json| {
        let mut sql = Sql::default();
        sql.with(&format!(" AND {of} {test} ?"), Value::of_json(&value));
        sql
    };
    let plain = |text: String| {
        let mut sql = Sql::default();
        sql.push(&text);
        sql
    };
    match filter.test {
        Test::Holds => {
            let not = if value(filter.takes, text)? == 1 { "" } else { "NOT " };
            Some(vec![plain(format!(" AND {not}({of})"))])
        }
        Test::AtLeast => Some(vec![one(">=", value(filter.takes, text)?)]),
        Test::Before => Some(vec![one("<", value(filter.takes, text)?)]),
        Test::Cases(cases) => {
            let held = |code: &&str| cases.iter().find(|case| case.code == *code);
            values.iter().map(|code| held(code).map(|case| plain(format!(" AND ({})", case.under(sort))))).collect()
        }
        Test::Among if values.len() > MOST_EITHER => {
            let values: Vec<Json> = values.iter().map(|text| value(filter.takes, text)).collect::<Option<_>>()?;
            let mut sql = Sql::default();
            sql.with(&format!(" AND {of} IN (SELECT value FROM json_each(?))"), Value::of_json(&Json::from(values)));
            Some(vec![sql])
        }
        Test::Among => values.iter().map(|text| value(filter.takes, text).map(|value| one("=", value))).collect(),
    }
}

fn value(takes: Takes, text: &str) -> Option<Json> {
    match takes {
        Takes::Numbers => {
            let number: i64 = text.parse().ok()?;
            (number.unsigned_abs() <= domain::id::MAX_ID.unsigned_abs()).then(|| number.into())
        }
        Takes::Codes(known) => known(text).then(|| text.into()),
        Takes::Flag => match text {
            "true" => Some(1.into()),
            "false" => Some(0.into()),
            _ => None,
        },
        Takes::Date => text.parse::<domain::time::Date>().ok().map(|date| date.to_string().into()),
    }
}
