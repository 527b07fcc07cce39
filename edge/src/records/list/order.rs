//! The rows behind a cursor, in SQL: the pieces that follow each other in the list's order, each found by its index.
//!
//! Invariant: what comes first in a piece comes first in the list, so that no more is read than is shown.

use domain::id::MAX_ID;
use domain::problem::ProblemKind;
use serde_json::Value as Json;

use super::filter::Wanted;
use super::ways::Way;
use super::{List, Sort};
use crate::db::{Sql, Value};
use crate::http::problems::Refusal;

/// Terms of a compound SELECT that D1 takes.
pub(super) const MOST_TERMS: usize = 5;

pub(super) struct Order<'l> {
    pub sort: &'l Sort,
    pub falls: bool,
    pub most: u32,
}

impl Order<'_> {
    pub fn by(&self, sort: &str, id: &str) -> String {
        format!("{} LIMIT {}", self.unlimited(sort, id), self.most)
    }

    fn unlimited(&self, sort: &str, id: &str) -> String {
        let direction = if self.falls { " DESC" } else { "" };
        format!(" ORDER BY {sort}{direction}, {id}{direction}")
    }

    /// The ids of the rows that are shown, each alternative's found by its own index, before anything is read or joined.
    pub fn keys(&self, list: &List, wanted: &Wanted, pieces: &[Sql]) -> Sql {
        let select = format!("SELECT t.id AS id, {} AS s FROM {}", self.sort.sql, base(list.from));
        if wanted.either.is_empty() {
            return self.pieces(&select, &wanted.all, &Way::default(), pieces);
        }
        if let Some(sql) = self.merged(&select, wanted, pieces) {
            return sql;
        }
        let mut sql = wanted.choice.clone();
        for (place, one) in wanted.either.iter().enumerate() {
            sql.push(if place == 0 { "SELECT * FROM (" } else { " UNION ALL SELECT * FROM (" });
            sql.append(&self.pieces(&select, &wanted.all, one, pieces)).push(")");
        }
        sql.push(&self.by("s", "id"));
        sql
    }

    /// All alternatives as one, if they are few: SQLite merges terms that are each in order, so that every one walks its index
    /// only as far as its rows are the next ones. `select` names the columns `s` and `id`.
    pub fn merged(&self, select: &str, wanted: &Wanted, pieces: &[Sql]) -> Option<Sql> {
        let ways = &wanted.either;
        if ways.len() * pieces.len() > MOST_TERMS || ways.iter().any(|way| way.gathers || !way.open.is_empty()) {
            return None;
        }
        let mut sql = Sql::default();
        for (place, (way, piece)) in
            ways.iter().flat_map(|way| pieces.iter().map(move |piece| (way, piece))).enumerate()
        {
            sql.push(if place == 0 { "" } else { " UNION ALL " }).push(select).push(" WHERE 1").append(piece);
            sql.push(" AND ").append(&wanted.all).append(&way.held);
        }
        sql.push(&self.by("s", "id"));
        Some(sql)
    }

    /// The rows behind the cursor, piece by piece, found in one way; none where that isn't open.
    pub fn pieces(&self, select: &str, all: &Sql, way: &Way, pieces: &[Sql]) -> Sql {
        // No index is in the order of an expression.
        let by = if way.gathers { format!("+{}", self.sort.sql) } else { self.sort.sql.to_owned() };
        let gathered = [anywhere(pieces)];
        let pieces = if way.gathers { &gathered } else { pieces };
        let mut sql = Sql::default();
        let several = pieces.len() > 1;
        for (place, piece) in pieces.iter().enumerate() {
            if several {
                sql.push(if place == 0 { "SELECT * FROM (" } else { " UNION ALL SELECT * FROM (" });
            }
            // The cursor first: of two lower bounds SQLite enters the index at the one that it meets first.
            sql.push(select).push(" WHERE 1").append(piece).push(" AND ").append(all).append(&way.held);
            sql.push(&self.unlimited(&by, "t.id"));
            if way.open.is_empty() {
                sql.push(&format!(" LIMIT {}", self.most));
            } else {
                sql.push(" LIMIT iif(").append(&way.open).push(&format!(", {}, 0)", self.most));
            }
            if several {
                sql.push(")");
            }
        }
        if several {
            sql.push(&format!(" LIMIT {}", self.most));
        }
        sql
    }
}

/// The list's own table, without what it joins.
pub(super) fn base(from: &str) -> &str {
    let joined = ["CROSS JOIN", "LEFT JOIN", "JOIN"].iter().filter_map(|join| from.find(join)).min();
    joined.and_then(|at| from.get(..at)).unwrap_or(from)
}

/// The conditions that lie behind the cursor, in the order of the list.
pub(super) fn pieces(sort: &Sort, falls: bool, cursor: &str) -> Result<Vec<Sql>, Refusal> {
    if cursor.is_empty() {
        return Ok(vec![Sql::default()]);
    }
    let (value, id) = position(cursor).ok_or(ProblemKind::UnknownCursor)?;
    let (by, further) = (sort.sql, if falls { "<" } else { ">" });
    let mut same = Sql::default();
    let mut beyond = Sql::default();
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

/// All pieces as one, for rows that are not found by the list's order.
fn anywhere(pieces: &[Sql]) -> Sql {
    let mut sql = Sql::default();
    for piece in pieces.iter().filter(|piece| !piece.is_empty()) {
        sql.push(if sql.is_empty() { " AND +((1" } else { ") OR (1" }).append(piece);
    }
    if !sql.is_empty() {
        sql.push("))");
    }
    sql
}

/// `[sort value, id]`.
fn position(cursor: &str) -> Option<(Value, i64)> {
    let (value, id): (Json, i64) = serde_json::from_str(cursor).ok()?;
    let value = match value {
        Json::Null => Value::Null,
        Json::Number(number) => Value::Int(number.as_i64().filter(|n| n.unsigned_abs() <= MAX_ID.unsigned_abs())?),
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
    fn the_lists_own_table_is_known_from_what_it_joins() {
        assert_eq!(base("bookings t CROSS JOIN customers u ON u.id = t.customer"), "bookings t ");
        assert_eq!(base("bookings t"), "bookings t");
    }

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
