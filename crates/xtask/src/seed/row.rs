//! A row on its way into a table. Its fields come from the draft a person would have filled in, checked as the edge
//! checks it, so that the data can't hold what the product would refuse.

use crate::Result;
use domain::{check::Draft, field::Field};
use rusqlite::{Connection, params_from_iter, types::Value};
use serde::Serialize;
use std::{borrow::Cow, fmt::Write};

pub struct Row {
    table: &'static str,
    columns: Vec<Cow<'static, str>>,
    values: Vec<Value>,
}

impl Row {
    pub fn new(table: &'static str) -> Self {
        Self { table, columns: Vec::with_capacity(32), values: Vec::with_capacity(32) }
    }

    /// A record: its id, when it was created and last changed, and a column for each of the draft's fields.
    pub fn record<D: Draft>(table: &'static str, id: i64, stamp: Stamp, draft: &D) -> Result<Self> {
        if let Some(error) = draft.errors().first() {
            return Err(format!("{table} {id}: {} {}", error.field, error.code.code()).into());
        }
        let row = Self::new(table).with("id", id).with("version", stamp.version);
        let row = row.with("created_at", stamp.created).with("updated_at", stamp.updated).fields(draft)?;
        Ok(row.keys(D::FIELDS))
    }

    /// What its values are compared by, as the edge writes it beside them.
    fn keys(mut self, fields: &[Field]) -> Self {
        for (field, key) in fields.iter().filter_map(|field| Some((field, field.key?))) {
            let value = self.columns.iter().position(|column| column == field.name).map(|at| &self.values[at]);
            let text = if let Some(Value::Text(text)) = value { text.as_str() } else { "" };
            let made = key.of(text);
            self.columns.extend(field.key_column().map(Cow::Owned));
            self.values.push(made.into());
        }
        self
    }

    fn fields(mut self, draft: &impl Serialize) -> Result<Self> {
        let serde_json::Value::Object(fields) = serde_json::to_value(draft)? else {
            return Err(format!("a draft of {} is no object", self.table).into());
        };
        for (field, value) in fields {
            self.columns.push(Cow::Owned(field));
            self.values.push(stored(value)?);
        }
        Ok(self)
    }

    pub fn with(mut self, column: &'static str, value: impl Into<Value>) -> Self {
        self.columns.push(Cow::Borrowed(column));
        self.values.push(value.into());
        self
    }

    pub fn text(self, column: &'static str, value: &str) -> Self {
        self.with(column, value.to_owned())
    }

    /// A value kept as JSON text.
    pub fn json(self, column: &'static str, value: &impl Serialize) -> Result<Self> {
        let text = serde_json::to_string(value)?;
        Ok(self.with(column, text))
    }

    pub fn insert(self, connection: &Connection) -> Result<()> {
        let mut sql = format!("INSERT INTO {} (", self.table);
        for (at, column) in self.columns.iter().enumerate() {
            write!(sql, "{}\"{column}\"", if at == 0 { "" } else { "," })?;
        }
        sql.push_str(") VALUES (");
        for at in 0..self.columns.len() {
            sql.push_str(if at == 0 { "?" } else { ",?" });
        }
        sql.push(')');
        let mut statement = connection.prepare_cached(&sql)?;
        let done = statement.execute(params_from_iter(&self.values));
        done.map_err(|error| format!("{} {:?}: {error}", self.table, self.values.first()))?;
        Ok(())
    }
}

/// When a record was created and last changed, and how often it was saved.
#[derive(Clone, Copy)]
pub struct Stamp {
    pub created: i64,
    pub updated: i64,
    pub version: i64,
}

impl Stamp {
    pub fn new(created: i64) -> Self {
        Self { created, updated: created, version: 1 }
    }

    pub fn changed(self, updated: i64, times: i64) -> Self {
        Self { created: self.created, updated: updated.max(self.created), version: self.version + times }
    }
}

/// As the tables keep it: flags as 0/1, lists of small values as JSON text.
fn stored(value: serde_json::Value) -> Result<Value> {
    use serde_json::Value as Json;
    Ok(match value {
        Json::Null => Value::Null,
        Json::Bool(flag) => Value::from(flag),
        Json::Number(number) => Value::from(number.as_i64().ok_or("only integers are kept")?),
        Json::String(text) => Value::from(text),
        Json::Array(_) | Json::Object(_) => Value::from(value.to_string()),
    })
}
