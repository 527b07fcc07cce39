//! The order of a list, and the rows behind a cursor: in SQL, the pieces that follow each other in that order, each found by
//! its index.
//!
//! Invariant: what comes first in a piece comes first in the list, so that no more is read than is shown.

use domain::id::MAX_ID;
use domain::problem::ProblemKind;
use serde_json::Value as Json;

use super::Sort;
use crate::db::{Sql, Value};
use crate::http::problems::Refusal;

/// The order of a page, and where in it the page begins.
pub(super) struct Order<'l> {
    /// What it goes by, before the id.
    pub sort: &'l Sort,
    /// Whether it and the id go downwards.
    pub falls: bool,
    /// Rows that are looked for.
    pub most: u32,
    /// The conditions that lie behind the cursor, in the order of the list.
    pub pieces: Vec<Sql>,
}

impl<'l> Order<'l> {
    /// The order behind a cursor; from its beginning where that is empty.
    ///
    /// # Errors
    /// 400 for a cursor that no list made.
    pub fn new(sort: &'l Sort, falls: bool, most: u32, cursor: &str) -> Result<Self, Refusal> {
        Ok(Self { sort, falls, most, pieces: pieces(sort, falls, cursor)? })
    }

    /// `ORDER BY`, where the sort's value and the id are called so.
    pub fn by(&self, sort: &str, id: &str) -> String {
        let direction = if self.falls { " DESC" } else { "" };
        format!(" ORDER BY {sort}{direction}, {id}{direction}")
    }
}

/// What lies behind the cursor; see [`Order::pieces`].
fn pieces(sort: &Sort, falls: bool, cursor: &str) -> Result<Vec<Sql>, Refusal> {
    if cursor.is_empty() {
        return Ok(vec![Sql::default()]);
    }
    let (value, id) = position(cursor).ok_or(ProblemKind::UnknownCursor)?;
    let (by, further) = (sort.sql, if falls { "<" } else { ">" });
    let (mut same, mut beyond) = (Sql::default(), Sql::default());
    if value == Value::Null {
        same.with(&format!(" AND {by} IS NULL AND t.id {further} ?"), id);
        beyond.push(&format!(" AND {by} IS NOT NULL"));
        // Empty ones stand first when rising and last when falling.
        return Ok(if falls { vec![same] } else { vec![same, beyond] });
    }
    same.with(&format!(" AND {by} = ?"), value.clone()).with(&format!(" AND t.id {further} ?"), id);
    beyond.with(&format!(" AND {by} {further} ?"), value);
    let mut pieces = vec![same, beyond];
    if falls && sort.nullable {
        let mut empty = Sql::default();
        empty.push(&format!(" AND {by} IS NULL"));
        pieces.push(empty);
    }
    Ok(pieces)
}

/// `[sort value, id]`.
fn position(cursor: &str) -> Option<(Value, i64)> {
    let (value, id): (Json, i64) = serde_json::from_str(cursor).ok()?;
    let value = match value {
        Json::Null => Value::Null,
        Json::Number(number) => Value::Int(number.as_i64().filter(|number| (-MAX_ID..=MAX_ID).contains(number))?),
        Json::String(text) => Value::Text(text),
        _ => return None,
    };
    (0..=MAX_ID).contains(&id).then_some((value, id))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::records::list::rising;

    #[test]
    fn a_cursor_that_was_not_ours_is_refused() {
        for cursor in
            ["x", "[]", "[1]", "[1,-2]", "[{},2]", "[1.5,2]", "[1,2,3]", "{\"a\":1}", "[1,99999999999999999999]"]
        {
            assert_eq!(position(cursor), None, "{cursor}");
        }
        assert_eq!(position("[\"ñ\",7]"), Some((Value::Text("ñ".into()), 7)));
    }

    #[test]
    fn empty_values_come_first_when_rising_and_last_when_falling() {
        let sort = rising("year", "t.year").nullable();
        assert_eq!(pieces(&sort, false, "[null,3]").unwrap().len(), 2);
        assert_eq!(pieces(&sort, false, "[2020,3]").unwrap().len(), 2);
        assert_eq!(pieces(&sort, true, "[2020,3]").unwrap().len(), 3);
        assert_eq!(pieces(&sort, true, "[null,3]").unwrap().len(), 1);
    }
}
