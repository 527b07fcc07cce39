//! The filters that a list declares, and their conditions in SQL.

use domain::choice::Choice;
use serde_json::Value as Json;

use super::plan::MOST_TERMS;
use crate::db::{Sql, Value};

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
    /// Another table ties it to one of the values.
    Linked,
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
    /// The sort whose index holds the condition, taken unless another is asked for; empty where it is the list's own.
    pub sort: &'static str,
}

#[must_use]
pub const fn case(code: &'static str, sql: &'static str, sort: &'static str) -> Case {
    Case { code, sql, sort }
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

const fn filter(name: &'static str, sql: &'static str, takes: Takes, test: Test) -> Filter {
    Filter { name, sql, takes, test, few: false }
}

/// One or more ids, with commas.
#[must_use]
pub const fn among(name: &'static str, sql: &'static str) -> Filter {
    filter(name, sql, Takes::Numbers, Test::Among)
}

/// One or more ids that rows of another table tie it to; `sql` lacks what follows the column that names them:
/// `linked("invoice", "t.id IN (SELECT payment FROM payment_allocations WHERE invoice")`.
#[must_use]
pub const fn linked(name: &'static str, sql: &'static str) -> Filter {
    filter(name, sql, Takes::Numbers, Test::Linked)
}

/// One or more codes of a choice, with commas: `code("status", "t.status", is::<VehicleStatus>)`.
#[must_use]
pub const fn code(name: &'static str, sql: &'static str, known: fn(&str) -> bool) -> Filter {
    filter(name, sql, Takes::Codes(known), Test::Among)
}

/// From this instant or number on.
#[must_use]
pub const fn at_least(name: &'static str, sql: &'static str) -> Filter {
    filter(name, sql, Takes::Numbers, Test::AtLeast)
}

/// Before this instant or number.
#[must_use]
pub const fn before(name: &'static str, sql: &'static str) -> Filter {
    filter(name, sql, Takes::Numbers, Test::Before)
}

/// `true` or `false` in a column of 0 and 1.
#[must_use]
pub const fn on(name: &'static str, sql: &'static str) -> Filter {
    filter(name, sql, Takes::Flag, Test::Among)
}

/// `true` or `false` of a condition.
#[must_use]
pub const fn test(name: &'static str, sql: &'static str) -> Filter {
    filter(name, sql, Takes::Flag, Test::Holds)
}

/// One or more codes, with commas, each with a condition of its own.
#[must_use]
pub const fn cases(name: &'static str, cases: &'static [Case]) -> Filter {
    filter(name, "", Takes::Codes(|_| true), Test::Cases(cases))
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

    pub(super) fn is_few(&self, text: &str) -> bool {
        self.few && (text == "true" || !matches!(self.test, Test::Holds))
    }

    /// Compares dates instead of numbers.
    #[must_use]
    pub const fn dates(self) -> Self {
        Self { takes: Takes::Date, ..self }
    }

    /// The conditions of which one must hold, one for each value; none where a value can't be.
    pub(super) fn conditions(&self, text: &str) -> Option<Vec<Sql>> {
        let mut values: Vec<&str> = text.split(',').collect();
        values.sort_unstable();
        values.dedup();
        // A row may be tied to several values, and must be found once.
        let (closed, apart) = if matches!(self.test, Test::Linked) { (")", 1) } else { ("", MOST_TERMS) };
        let compared = |test: &str, value: Json| {
            let mut sql = Sql::default();
            sql.with(&format!("{} {test}{closed}", self.sql), Value::of_json(&value));
            sql
        };
        let plain = |not: &str, condition: &str| {
            let mut sql = Sql::default();
            sql.push(not).push("(").push(condition).push(")");
            sql
        };
        let one = match self.test {
            Test::Holds if self.takes.value(text)? == 1 => plain("", self.sql),
            Test::Holds => plain("NOT ", self.sql),
            Test::AtLeast => compared(">= ?", self.takes.value(text)?),
            Test::Before => compared("< ?", self.takes.value(text)?),
            Test::Cases(cases) => {
                let held = |code: &&str| cases.iter().find(|case| case.code == *code);
                return values.iter().map(|code| held(code).map(|case| plain("", case.sql))).collect();
            }
            Test::Among | Test::Linked if values.len() > apart => {
                let values: Option<Vec<Json>> = values.iter().map(|text| self.takes.value(text)).collect();
                compared("IN (SELECT value FROM json_each(?))", Json::from(values?).to_string().into())
            }
            Test::Among | Test::Linked => {
                return values.iter().map(|text| self.takes.value(text).map(|value| compared("= ?", value))).collect();
            }
        };
        Some(vec![one])
    }
}

impl Takes {
    fn value(self, text: &str) -> Option<Json> {
        match self {
            Self::Numbers => {
                let number: i64 = text.parse().ok()?;
                (number.unsigned_abs() <= domain::id::MAX_ID.unsigned_abs()).then(|| number.into())
            }
            Self::Codes(known) => known(text).then(|| text.into()),
            Self::Flag => match text {
                "true" => Some(1.into()),
                "false" => Some(0.into()),
                _ => None,
            },
            Self::Date => text.parse::<domain::time::Date>().ok().map(|date| date.to_string().into()),
        }
    }
}

/// Whether a text is one of a choice's codes.
#[must_use]
pub fn is<C: Choice>(text: &str) -> bool {
    C::ALL.iter().any(|choice| choice.code() == text)
}
