//! JSON with fields: a row of a list, a record, a draft, read by name.

use serde_json::Value;

/// Something fields are read from: a row of a list, a record, a draft.
pub(crate) trait Fields {
    /// `Null` when there is none.
    fn field(&self, name: &str) -> &Value;
}

pub(crate) const NULL: Value = Value::Null;

/// A record: its draft's fields, then its facts, then its stamp.
impl Fields for Value {
    fn field(&self, name: &str) -> &Value {
        let within = |part| self.get(part).and_then(|part: &Value| part.get(name));
        within("fields").or_else(|| within("facts")).or_else(|| self.get(name)).unwrap_or(&NULL)
    }
}

/// A text without its quotes, anything else as JSON; empty where there is nothing.
pub(crate) fn text_of(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Null => String::new(),
        other => other.to_string(),
    }
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
