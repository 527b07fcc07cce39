//! What a list may be narrowed by: its filters, its search, live or archived, and the caller's scope.

use std::slice;

use domain::choice::Choice;
use domain::list::ListQuery;
use domain::search;
use serde_json::Value as Json;

use super::order::MOST_TERMS;
use super::ways::{Way, Ways, apart};
use super::words::{has, of_kind};
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
    /// The sort whose index holds the condition, taken unless another is asked for; empty where every sort has such an index.
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
    /// See [`Filter::few`].
    few: bool,
}

/// One or more ids, with commas.
#[must_use]
pub const fn among(name: &'static str, sql: &'static str) -> Filter {
    Filter { name, sql, takes: Takes::Numbers, test: Test::Among, few: false }
}

/// One or more codes of a choice, with commas: `code("status", "t.status", is::<VehicleStatus>)`.
#[must_use]
pub const fn code(name: &'static str, sql: &'static str, known: fn(&str) -> bool) -> Filter {
    Filter { name, sql, takes: Takes::Codes(known), test: Test::Among, few: false }
}

/// From this instant or number on.
#[must_use]
pub const fn at_least(name: &'static str, sql: &'static str) -> Filter {
    Filter { name, sql, takes: Takes::Numbers, test: Test::AtLeast, few: false }
}

/// Before this instant or number.
#[must_use]
pub const fn before(name: &'static str, sql: &'static str) -> Filter {
    Filter { name, sql, takes: Takes::Numbers, test: Test::Before, few: false }
}

/// `true` or `false` in a column of 0 and 1.
#[must_use]
pub const fn on(name: &'static str, sql: &'static str) -> Filter {
    Filter { name, sql, takes: Takes::Flag, test: Test::Among, few: false }
}

/// `true` or `false` of a condition.
#[must_use]
pub const fn test(name: &'static str, sql: &'static str) -> Filter {
    Filter { name, sql, takes: Takes::Flag, test: Test::Holds, few: false }
}

/// One or more codes, with commas, each with a condition of its own.
#[must_use]
pub const fn cases(name: &'static str, cases: &'static [Case]) -> Filter {
    Filter { name, sql: "", takes: Takes::Codes(|_| true), test: Test::Cases(cases), few: false }
}

impl Filter {
    /// The sort that goes with the codes asked for.
    pub(super) fn sort(&self, text: &str) -> Option<&'static str> {
        let Test::Cases(cases) = self.test else { return None };
        let asked = |code| cases.iter().find(|case| case.code == code).map(|case| case.sort);
        text.split(',').filter_map(asked).find(|sort| !sort.is_empty())
    }

    /// Few rows hold it, whatever value is asked for, or if it is a condition's `true`, and an index finds them: they are found
    /// by it, whatever else is asked for.
    #[must_use]
    pub const fn few(self) -> Self {
        Self { few: true, ..self }
    }

    fn is_few(&self, text: &str) -> bool {
        self.few && (text == "true" || !matches!(self.test, Test::Holds))
    }

    /// Whether what the filter asks for is found by an index that is in this order.
    fn is_in_order(&self, list: &List, sort: &Sort, text: &str) -> bool {
        match self.test {
            Test::AtLeast | Test::Before => self.sql == sort.sql,
            Test::Cases(cases) => {
                let asked = text.split(',').filter_map(|code| cases.iter().find(|case| case.code == code));
                asked.into_iter().all(|case| case.sort.is_empty() || case.sort == sort.name || !case.walked.is_empty())
            }
            Test::Among => list.sorts.first().is_some_and(|own| own.name == sort.name),
            // What has a condition of its own is few.
            Test::Holds => true,
        }
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
#[derive(Default)]
pub struct Wanted {
    pub all: Sql,
    /// Of these one must hold too, and no two can, each with an index of its own: a filter's several values, or the ways of
    /// which one is gone.
    pub either: Vec<Way>,
    /// The common table that the ways' `open` asks; empty where nothing is to be chosen.
    pub choice: Sql,
}

/// Values of a filter that are looked up one by one.
const MOST_EITHER: usize = MOST_TERMS;

pub fn wanted(
    list: &List,
    query: &ListQuery,
    sort: &Sort,
    falls: bool,
    scope: Option<&Scope>,
) -> Result<Wanted, Refusal> {
    let mut wanted = Wanted::default();
    wanted.all.push(match (list.archives, query.archived) {
        (true, false) => "t.archived_at IS NULL",
        (true, true) => "t.archived_at IS NOT NULL",
        (false, false) => "1",
        (false, true) => return Err(Refusal::parameter("archived")),
    });
    if let Some(scope) = scope {
        wanted.all.push(" AND (").push(scope.sql).push(")").bind_all(&scope.values);
    }
    let words = query_words(list, &query.q)?;
    if words.as_ref().is_some_and(Vec::is_empty) {
        wanted.all.push(" AND 0");
    }
    let words = words.unwrap_or_default();
    // What is one's own is few, and found by that.
    let mut in_order = true;
    let (mut few, mut gathers) = (Sql::default(), false);
    let mut filters: Vec<Vec<Sql>> = Vec::new();
    for (name, value) in &query.filters {
        let filter = list.filters.iter().find(|filter| filter.name == name).ok_or_else(|| Refusal::parameter(name))?;
        let held = apply(filter, sort, value).ok_or_else(|| Refusal::parameter(name))?;
        if filter.is_few(value) && scope.is_none() {
            few.append(&any(&held));
            gathers |= matches!(filter.test, Test::Holds) || !filter.is_in_order(list, sort, value);
            continue;
        }
        filters.push(held);
        in_order &= scope.is_some() || filter.is_in_order(list, sort, value);
    }
    let narrowed = |filters: &[Vec<Sql>]| {
        filters.iter().fold(Sql::default(), |mut sql, one| {
            sql.append(&any(one));
            sql
        })
    };
    if !few.is_empty() {
        few.append(&apart(&narrowed(&filters)));
        for word in &words {
            few.push(" AND ").append(&has(&of_kind(list.words), word));
        }
        wanted.either.push(Way { held: few, gathers, ..Way::default() });
    } else if words.is_empty() && in_order {
        // One filter's values are looked up side by side.
        let several = filters.iter().position(|held| (2..=MOST_EITHER).contains(&held.len()));
        let ways = several.map(|place| filters.remove(place)).unwrap_or_default();
        wanted.either = ways.iter().map(|held| Way::always(any(slice::from_ref(held)))).collect();
        wanted.all.append(&narrowed(&filters));
    } else {
        let filters = narrowed(&filters);
        let ways = Ways { list, sort, falls, filters, in_order, words };
        ways.choose(&mut wanted);
    }
    Ok(wanted)
}

fn any(conditions: &[Sql]) -> Sql {
    let mut sql = Sql::default();
    for (place, condition) in conditions.iter().enumerate() {
        sql.push(if place == 0 { " AND (" } else { " OR " }).append(condition);
    }
    sql.push(")");
    sql
}

/// The words that are searched, longest first: an empty list where there are only signs, which nothing has.
fn query_words(list: &List, q: &str) -> Result<Option<Vec<String>>, Refusal> {
    if q.trim().is_empty() {
        return Ok(None);
    }
    if list.words.is_empty() || q.contains('\0') {
        return Err(Refusal::parameter("q"));
    }
    Ok(Some(search::query_words(q)))
}

/// One condition, or for several values one each.
fn apply(filter: &Filter, sort: &Sort, text: &str) -> Option<Vec<Sql>> {
    let of = filter.sql;
    let mut values: Vec<&str> = text.split(',').collect();
    values.sort_unstable();
    values.dedup();
    let one = |test: &str, value: Json| {
        let mut sql = Sql::default();
        sql.with(&format!("{of} {test} ?"), Value::of_json(&value));
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
            Some(vec![plain(format!("{not}({of})"))])
        }
        Test::AtLeast => Some(vec![one(">=", value(filter.takes, text)?)]),
        Test::Before => Some(vec![one("<", value(filter.takes, text)?)]),
        Test::Cases(cases) => {
            let held = |code: &&str| cases.iter().find(|case| case.code == *code);
            values.iter().map(|code| held(code).map(|case| plain(format!("({})", case.under(sort))))).collect()
        }
        Test::Among if values.len() > MOST_EITHER => {
            let values: Vec<Json> = values.iter().map(|text| value(filter.takes, text)).collect::<Option<_>>()?;
            let mut sql = Sql::default();
            sql.with(&format!("{of} IN (SELECT value FROM json_each(?))"), Value::of_json(&Json::from(values)));
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
