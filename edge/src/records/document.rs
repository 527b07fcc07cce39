//! A record's document as JSON, by what all of them have (`domain::record::Record`).

use domain::time::Instant;
use serde_json::Value as Json;

use crate::http::problems::Refusal;

/// What a record has under a name that it hasn't.
static NULL: Json = Json::Null;

/// The draft as it is kept.
#[must_use]
pub fn fields(record: &Json) -> &Json {
    record.get("fields").unwrap_or(&NULL)
}

/// What the edge derived.
#[must_use]
pub fn fact<'r>(record: &'r Json, name: &str) -> &'r Json {
    record.get("facts").and_then(|facts| facts.get(name)).unwrap_or(&NULL)
}

/// A field's or a fact's text. One that is `null`, or not there, is as good as one that was left empty.
#[must_use]
pub fn text(value: &Json) -> &str {
    value.as_str().unwrap_or_default()
}

/// A moment that a record can't be without.
///
/// # Errors
/// 500 when it is.
pub fn moment(value: &Json) -> Result<Instant, Refusal> {
    value.as_i64().map(Instant).ok_or_else(|| Refusal::internal(format!("a record's moment is {value}")))
}

/// Counts saves from 1.
///
/// # Errors
/// 500 for what is no record.
pub fn version(record: &Json) -> Result<i64, Refusal> {
    let version = record.get("version").and_then(Json::as_i64);
    version.ok_or_else(|| Refusal::internal("a record without a version"))
}

/// Whether it was archived when it was read.
#[must_use]
pub fn is_archived(record: &Json) -> bool {
    record.get("archived_at").is_some_and(|at| !at.is_null())
}
