//! How records are found by their words, in SQL.

use domain::search;
use serde_json::Value as Json;

use super::List;
use crate::db::Sql;
use crate::http::problems::Refusal;

/// The words that are searched, longest first; an empty list where there are only signs, which nothing has.
///
/// # Errors
/// 400 for a list that isn't searched.
pub fn of_query(list: &List, q: &str) -> Result<Option<Vec<String>>, Refusal> {
    if q.trim().is_empty() {
        return Ok(None);
    }
    if list.words.is_empty() || q.contains('\0') {
        return Err(Refusal::parameter("q"));
    }
    Ok(Some(search::query_words(q)))
}

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

/// A word that fewer records have is gathered by. Gathering costs about four reads a record; walking to a page of what so many
/// of a hundred thousand have, ten times as much at the worst.
pub const RARE: u32 = 300;

/// Of `words` the first that fewer than `most` records have, as a scalar; null if none is so rare.
#[must_use]
pub fn rarer_than(most: u32, kind: &Sql, words: &[String]) -> Sql {
    let mut sql = Sql::default();
    sql.with("(SELECT value FROM json_each(?)", Json::from(words).to_string());
    sql.push(" WHERE (SELECT count(*) FROM (SELECT 1 FROM words WHERE ").append(&begins_as(kind, "value"));
    sql.push(&format!(" LIMIT {most})) < {most} ORDER BY key LIMIT 1)"));
    sql
}
