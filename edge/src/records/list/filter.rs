//! The filters that a list declares, and their conditions in SQL.

use domain::choice::Choices;
use domain::id::MAX_ID;
use serde_json::Value as Json;

use super::plan::MOST_TERMS;
use crate::db::{Sql, Value};

/// A filter's values, and which of them can be.
#[derive(Clone, Copy, Debug)]
pub enum Takes {
    /// Ids or numbers.
    Numbers,
    /// Codes of a closed set.
    Codes(Choices),
    /// `true` or `false`.
    Flag,
    /// `YYYY-MM-DD`.
    Date,
}

/// How a filter's SQL is asked about its values.
#[derive(Clone, Copy, Debug)]
enum Test {
    /// The SQL is an expression, which is one of the values.
    Among,
    /// The SQL is a condition of one value.
    Compares,
    /// The SQL is a condition that holds when the flag is `true`, and not when it is `false`.
    Holds,
    /// SQL of its own for each code.
    Cases(&'static [Case]),
}

/// A code that stands for a condition rather than for a column's value.
#[derive(Clone, Copy, Debug)]
pub struct Case {
    /// What a query says.
    code: &'static str,
    /// The condition that it stands for.
    sql: &'static str,
    /// See [`case`].
    sort: &'static str,
}

/// `sort` is the one whose index holds the condition, taken unless another is asked for; empty where it is the list's own.
#[must_use]
pub const fn case(code: &'static str, sql: &'static str, sort: &'static str) -> Case {
    Case { code, sql, sort }
}

/// A name in the query string and the SQL it stands for.
#[derive(Clone, Copy, Debug)]
pub struct Filter {
    /// What a query calls it.
    pub name: &'static str,
    /// As [`Test`] says.
    sql: &'static str,
    /// What its values may be.
    takes: Takes,
    /// How they are compared.
    test: Test,
    /// See [`Filter::few`].
    few: bool,
}

/// A filter that isn't few.
const fn filter(name: &'static str, sql: &'static str, takes: Takes, test: Test) -> Filter {
    Filter { name, sql, takes, test, few: false }
}

/// One or more ids, with commas.
#[must_use]
pub const fn among(name: &'static str, sql: &'static str) -> Filter {
    filter(name, sql, Takes::Numbers, Test::Among)
}

/// One or more codes of a choice, with commas: `code("status", "t.status", choices::<VehicleStatus>)`.
#[must_use]
pub const fn code(name: &'static str, sql: &'static str, known: Choices) -> Filter {
    filter(name, sql, Takes::Codes(known), Test::Among)
}

/// A condition of one value: `compares("since", "t.at >= ?", Takes::Numbers)`.
#[must_use]
pub const fn compares(name: &'static str, sql: &'static str, takes: Takes) -> Filter {
    filter(name, sql, takes, Test::Compares)
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
    filter(name, "", Takes::Codes(Vec::new), Test::Cases(cases))
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

    /// Whether what is asked for is [`few`](Self::few).
    pub(super) fn is_few(&self, text: &str) -> bool {
        self.few && (text == "true" || !matches!(self.test, Test::Holds))
    }

    /// The conditions of which one must hold, one for each value; none where a value can't be.
    pub fn conditions(&self, text: &str) -> Option<Vec<Sql>> {
        let mut values: Vec<&str> = text.split(',').collect();
        values.sort_unstable();
        values.dedup();
        let plain = |not: &str, condition: &str| {
            let mut sql = Sql::default();
            sql.push(not).push("(").push(condition).push(")");
            sql
        };
        let compared = |test: &str, value: Json| {
            let mut sql = Sql::default();
            sql.with(&format!("{}{test}", self.sql), Value::of_json(&value));
            sql
        };
        match self.test {
            Test::Holds => Some(vec![plain(if self.takes.value(text)? == 1 { "" } else { "NOT " }, self.sql)]),
            Test::Compares => Some(vec![compared("", self.takes.value(text)?)]),
            Test::Cases(cases) => {
                let held = |code: &&str| cases.iter().find(|case| case.code == *code);
                values.iter().map(|code| held(code).map(|case| plain("", case.sql))).collect()
            }
            Test::Among if values.len() > MOST_TERMS => {
                let values: Option<Vec<Json>> = values.iter().map(|text| self.takes.value(text)).collect();
                Some(vec![compared(" IN (SELECT value FROM json_each(?))", Json::from(values?).to_string().into())])
            }
            Test::Among => {
                values.iter().map(|text| self.takes.value(text).map(|value| compared(" = ?", value))).collect()
            }
        }
    }
}

impl Takes {
    /// A value as it is bound; none where it can't be one.
    fn value(self, text: &str) -> Option<Json> {
        match self {
            Self::Numbers => text.parse().ok().filter(|number| (-MAX_ID..=MAX_ID).contains(number)).map(Json::from),
            Self::Codes(known) => known().iter().any(|(code, _)| *code == text).then(|| text.into()),
            Self::Flag => match text {
                "true" => Some(1.into()),
                "false" => Some(0.into()),
                _ => None,
            },
            Self::Date => text.parse::<domain::time::Date>().ok().map(|date| date.to_string().into()),
        }
    }
}
