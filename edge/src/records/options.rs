//! Pickers: a few live records whose words begin as typed, or those with given ids.

use domain::list::ListQuery;

use super::list::{self, View};
use super::table::Table;
use crate::db::{Sql, Statement};
use crate::http::answer::{Answer, Reply};
use crate::http::problems::Refusal;
use crate::http::request::Call;

/// Matches shown at once.
const MOST: u32 = 20;

/// `GET /api/vehicles/options?q=va`: a list of `domain::record::Choice`. With `id=7,8` those records, archived or not, so
/// that a form can name what was chosen long ago. The list's filters work here too.
///
/// # Errors
/// 400 naming the parameter that can't be understood.
pub async fn list_options(call: &Call, table: &'static Table) -> Answer {
    let query = list::read(call.query());
    let asked = query.as_ref().map_err(Clone::clone).and_then(|query| statement(table, query.clone()));
    let (caller, mut rows) = call.staff_asking(asked).await?;
    View { scope: None, visibility: caller.visibility(table.kind) }.allow(&query?)?;
    Ok(Reply::json_text(rows.take_row(0)?))
}

/// Yields the choices as JSON.
fn statement(table: &Table, mut query: ListQuery) -> Result<Statement, Refusal> {
    let (label, hint, name) = (table.label, table.hint, table.name());
    let mut sql = Sql::default();
    sql.push("SELECT json_group_array(json_object('id', id, 'label', label, 'hint', hint)) FROM (");
    sql.push(&format!("SELECT t.id AS id, {label} AS label, {hint} AS hint FROM "));
    match query.filters.remove("id") {
        Some(ids) => {
            let ids: Vec<i64> =
                ids.split(',').map(str::parse).collect::<Result<_, _>>().map_err(|_| Refusal::parameter("id"))?;
            let ids = serde_json::Value::from(ids).to_string();
            sql.push(&format!("{name} t WHERE t.id IN (SELECT value FROM json_each("));
            sql.with("?)) ORDER BY t.id", ids).push(&format!(" LIMIT {}", domain::list::LARGEST_PAGE));
        }
        None => {
            sql.push("(").append(&list::first_keys(&table.list, &query, MOST)?);
            sql.push(&format!(") k CROSS JOIN {name} t WHERE t.id = k.id"));
        }
    }
    sql.push(")");
    Ok(sql.into())
}
