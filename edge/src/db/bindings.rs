//! D1 as JavaScript has it. The `worker` crate's own binding reads every row through serde and loses the messages of
//! `all()`; this one takes the one text a row has, and hands on what the database said.

use js_sys::{Array, Promise};
use worker::wasm_bindgen::{JsCast, JsValue, prelude::wasm_bindgen};

use super::{DbError, Statement, Text};
use crate::io::task::settled;

#[wasm_bindgen]
extern "C" {
    type Bindings;
    #[wasm_bindgen(method, getter, js_name = DB)]
    fn database(this: &Bindings) -> Option<Database>;

    #[derive(Clone)]
    pub type Database;
    #[wasm_bindgen(method, catch)]
    fn prepare(this: &Database, sql: &str) -> Result<Prepared, JsValue>;
    #[wasm_bindgen(method, catch)]
    fn batch(this: &Database, statements: &Array) -> Result<Promise, JsValue>;

    type Prepared;
    #[wasm_bindgen(method, catch, variadic)]
    fn bind(this: &Prepared, values: Vec<JsValue>) -> Result<Prepared, JsValue>;
    #[wasm_bindgen(method, catch)]
    fn all(this: &Prepared) -> Result<Promise, JsValue>;

    type Outcome;
    #[wasm_bindgen(method, getter)]
    fn results(this: &Outcome) -> Option<Vec<JsValue>>;
    #[wasm_bindgen(method, getter)]
    fn meta(this: &Outcome) -> Meta;

    /// `js-sys` hands out a list that costs a crossing of the border for each item.
    #[wasm_bindgen(js_namespace = Object, js_name = values)]
    fn columns(row: &JsValue) -> Vec<JsValue>;

    type Meta;
    #[wasm_bindgen(method, getter)]
    fn rows_read(this: &Meta) -> Option<f64>;
    #[wasm_bindgen(method, getter)]
    fn rows_written(this: &Meta) -> Option<f64>;
}

pub fn database(env: &worker::Env) -> Result<Database, DbError> {
    env.unchecked_ref::<Bindings>().database().ok_or_else(|| DbError::Broken("there is no binding DB".to_owned()))
}

/// Each statement's columns, row after row, none where they are null; and the rows read and written by all of them.
pub async fn run(database: &Database, statements: &[Statement]) -> Result<(Vec<Vec<Option<Text>>>, u64, u64), DbError> {
    let outcomes = match statements {
        // A batch of one does the same, at a greater cost.
        [statement] => vec![settled(&prepared(database, statement)?.all().map_err(db_error)?).await.map_err(db_error)?],
        _ => {
            let batch = Array::new();
            for statement in statements {
                batch.push(&prepared(database, statement)?.into());
            }
            let outcomes = settled(&database.batch(&batch).map_err(db_error)?).await.map_err(db_error)?;
            outcomes.unchecked_into::<Array>().to_vec()
        }
    };
    let (mut read, mut written) = (0, 0);
    let mut yielded = Vec::with_capacity(statements.len());
    for outcome in outcomes {
        let outcome: Outcome = outcome.unchecked_into();
        let meta = outcome.meta();
        read += count(meta.rows_read());
        written += count(meta.rows_written());
        let rows = outcome.results().unwrap_or_default();
        yielded.push(rows.iter().flat_map(columns).map(|column| column.dyn_into().ok().map(Text)).collect());
    }
    Ok((yielded, read, written))
}

fn prepared(database: &Database, statement: &Statement) -> Result<Prepared, DbError> {
    let plain = database.prepare(&statement.sql).map_err(db_error)?;
    plain.bind(statement.values.iter().map(super::Value::to_js).collect()).map_err(db_error)
}

#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
fn count(number: Option<f64>) -> u64 {
    number.unwrap_or_default() as u64
}

fn db_error(error: JsValue) -> DbError {
    let message = error.dyn_ref::<js_sys::Error>().map(|error| String::from(error.message()));
    DbError::from_message(&message.unwrap_or_else(|| format!("{error:?}")))
}
