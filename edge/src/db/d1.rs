//! D1 by the `worker` crate: statements in, columns out.
//!
//! Invariant: a row's text stays where the runtime keeps it; only what [`Text`] is asked for crosses into this module's memory.

use std::fmt;

use serde::Deserialize;
use serde::de::{Deserializer, IgnoredAny, MapAccess, Visitor};
use worker::D1Database;
use worker::d1::{D1PreparedStatement, D1Result, serde_wasm_bindgen::preserve};
use worker::wasm_bindgen::{JsCast, JsValue};

use super::{DbError, Statement, Text, Value};

/// Each statement's columns, row after row, none where they are null; and the rows read and written by all of them.
pub async fn run(
    database: &D1Database,
    statements: &[Statement],
) -> Result<(Vec<Vec<Option<Text>>>, u64, u64), DbError> {
    let outcomes = match statements {
        // A batch of one does the same, at a greater cost.
        [statement] => vec![prepared(database, statement)?.all().await?],
        _ => {
            let statements = statements.iter().map(|statement| prepared(database, statement));
            database.batch(statements.collect::<Result<_, _>>()?).await?
        }
    };
    let (mut read, mut written) = (0, 0);
    let mut yielded = Vec::with_capacity(outcomes.len());
    for outcome in outcomes {
        let (rows_read, rows_written) = cost(&outcome);
        read += rows_read;
        written += rows_written;
        yielded.push(outcome.results::<Columns>()?.into_iter().flat_map(|row| row.0).collect());
    }
    Ok((yielded, read, written))
}

fn prepared(database: &D1Database, statement: &Statement) -> worker::Result<D1PreparedStatement> {
    let values: Vec<JsValue> = statement.values.iter().map(Value::to_js).collect();
    database.prepare(&*statement.sql).bind(&values)
}

/// Only told, never relied on: the crate can't read what D1 says of a database beyond 4 GB.
fn cost(outcome: &D1Result) -> (u64, u64) {
    let meta = outcome.meta().ok().flatten();
    let rows = |count: Option<usize>| count.map_or(0, |count| count as u64);
    meta.map_or((0, 0), |meta| (rows(meta.rows_read), rows(meta.rows_written)))
}

impl From<worker::Error> for DbError {
    fn from(error: worker::Error) -> Self {
        match &error {
            worker::Error::D1(error) => {
                let error: &js_sys::Error = error.as_ref();
                Self::from_message(&String::from(error.message()))
            }
            worker::Error::UnknownJsError { message, .. } => Self::from_message(message),
            _ => Self::from_message(&error.to_string()),
        }
    }
}

/// A row's columns in their order, whatever their names.
struct Columns(Vec<Option<Text>>);

/// Passed on as the runtime has it.
#[derive(Deserialize)]
struct Column(#[serde(with = "preserve")] JsValue);

impl<'de> Deserialize<'de> for Columns {
    fn deserialize<D: Deserializer<'de>>(row: D) -> Result<Self, D::Error> {
        struct Row;

        impl<'de> Visitor<'de> for Row {
            type Value = Columns;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a row")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut row: A) -> Result<Columns, A::Error> {
                let mut columns = Vec::new();
                while let Some((_, Column(value))) = row.next_entry::<IgnoredAny, _>()? {
                    columns.push(value.dyn_into().ok().map(Text));
                }
                Ok(Columns(columns))
            }
        }

        row.deserialize_map(Row)
    }
}
