//! How records are found by their words, in SQL.

use domain::search;
use serde_json::Value as Json;

use crate::db::Sql;

/// A kind of record's words, as the SQL that names the kind.
#[must_use]
pub fn of_kind(kind: &str) -> Sql {
    let mut sql = Sql::default();
    sql.with("?", kind);
    sql
}

/// Whether record `t` has a word that begins so.
#[must_use]
pub fn has(kind: &Sql, word: &str) -> Sql {
    let mut sql = Sql::default();
    sql.push("EXISTS (SELECT 1 FROM words WHERE id = t.id AND ").append(&begins(kind, word)).push(")");
    sql
}

/// Rows of `words` that begin so.
#[must_use]
pub fn begins(kind: &Sql, word: &str) -> Sql {
    let mut sql = Sql::default();
    sql.push("kind = ").append(kind).with(" AND word >= ?", word).with(" AND word < ?", search::after(word));
    sql
}

/// As [`begins`], of a word that SQL tells.
#[must_use]
pub fn begins_as(kind: &Sql, word: &str) -> Sql {
    let mut sql = Sql::default();
    sql.push("kind = ").append(kind);
    // What `search::after` adds.
    sql.push(&format!(" AND word >= {word} AND word < {word} || char({})", u32::from(char::MAX)));
    sql
}

/// Records that are gathered without a further question.
pub const RARE: u32 = 100;
/// Records that are gathered if walking the list is not known to find a page sooner. Gathering costs about four reads a record;
/// walking past a hundred thousand rows for a page of what so many have costs more.
pub const FEW: u32 = 1_000;
/// The same where a record must have several words, which a walk meets still more rarely.
pub const FEW_OF_SEVERAL: u32 = 5_000;

/// Of `words` the first that fewer than `most` records have, as a scalar; null if none is so rare.
#[must_use]
pub fn rarer_than(most: u32, kind: &Sql, words: &[String]) -> Sql {
    let mut sql = Sql::default();
    sql.with("(SELECT value FROM json_each(?)", Json::from(words).to_string());
    sql.push(" WHERE (SELECT count(*) FROM (SELECT 1 FROM words WHERE ").append(&begins_as(kind, "value"));
    sql.push(&format!(" LIMIT {most})) < {most} ORDER BY key LIMIT 1)"));
    sql
}
