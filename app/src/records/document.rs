//! JSON with fields: a row of a list, a record, a draft, read by name.
//!
//! Invariant: what can't be read or written as what it should be is said to the console, never taken for nothing.

use domain::list::Page;
use leptos::logging;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

/// Something fields are read from: a row of a list, a record, a draft.
pub(crate) trait Fields {
    /// `Null` when there is none.
    fn field(&self, name: &str) -> &Value;
}

pub(crate) const NULL: Value = Value::Null;

/// What a flag that is set reads as.
pub(crate) static TRUE: Value = Value::Bool(true);

/// A row of a list, as the edge wrote it: its values in the order of the list's columns.
pub(crate) struct Line<'r> {
    columns: &'r [String],
    values: &'r [Value],
}

impl<'r> Line<'r> {
    pub fn of(page: &'r Page<Vec<Value>>, values: &'r [Value]) -> Self {
        Self { columns: &page.columns, values }
    }
}

impl Fields for Line<'_> {
    fn field(&self, name: &str) -> &Value {
        let at = self.columns.iter().position(|column| column == name);
        at.and_then(|at| self.values.get(at)).unwrap_or(&NULL)
    }
}

/// A record: its draft's fields, then its facts, then its stamp.
impl Fields for Value {
    fn field(&self, name: &str) -> &Value {
        let within = |part| self.get(part).and_then(|part: &Value| part.get(name));
        within("fields").or_else(|| within("facts")).or_else(|| self.get(name)).unwrap_or(&NULL)
    }
}

/// A draft or a part of one. What can't be written is sent as nothing, which the edge refuses.
pub(crate) fn to_json(value: &impl Serialize) -> Value {
    serde_json::to_value(value).unwrap_or_else(|error| {
        logging::error!("a draft that can't be written: {error}");
        NULL
    })
}

/// What the edge or a control wrote; nothing where there is none.
pub(crate) fn from_json<T: DeserializeOwned + Default>(value: &Value) -> T {
    if value.is_null() {
        return T::default();
    }
    T::deserialize(value).unwrap_or_else(|error| {
        logging::error!("{value} can't be read: {error}");
        T::default()
    })
}

/// What every answer of its kind has under this name.
pub(crate) fn part(answer: &Value, name: &str) -> Value {
    answer.get(name).cloned().unwrap_or_else(|| {
        logging::error!("an answer without {name}");
        NULL
    })
}

/// A record's version, which every record has.
pub(crate) fn version(record: &Value) -> i64 {
    record.get("version").and_then(Value::as_i64).unwrap_or_else(|| {
        logging::error!("a record without a version");
        0
    })
}

/// A text without its quotes, anything else as JSON; empty where there is nothing.
pub(crate) fn text_of(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Null => String::new(),
        other => other.to_string(),
    }
}

/// A whole number; 0 where there is none.
pub(crate) fn number_of(value: &Value) -> i64 {
    value.as_i64().unwrap_or(0)
}

/// What people know a record by: its number, its name.
pub(crate) fn name_of(record: &Value) -> String {
    let candidates = [
        ("facts", "number"),
        ("fields", "name"),
        ("fields", "company"),
        ("facts", "name"),
        ("fields", "subject"),
        ("fields", "title"),
        ("facts", "vehicle_name"),
    ];
    let text = |(part, field): &(&str, &str)| record.get(part)?.get(field)?.as_str().filter(|text| !text.is_empty());
    candidates.iter().find_map(text).unwrap_or_default().to_owned()
}
