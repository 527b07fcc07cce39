//! A record's document as JSON, by what all of them have (`domain::record::Record`).

use serde_json::Value as Json;

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

/// Counts saves from 1; 0 for what is no record.
#[must_use]
pub fn version(record: &Json) -> i64 {
    record.get("version").and_then(Json::as_i64).unwrap_or_default()
}

/// Whether it was archived when it was read.
#[must_use]
pub fn is_archived(record: &Json) -> bool {
    record.get("archived_at").is_some_and(|at| !at.is_null())
}
