//! What changed in a record, newest first.

use domain::problem::ProblemKind;

use super::list::{self, Scope};
use super::table::Table;
use super::update;
use crate::db::{Sql, Statement};
use crate::http::answer::{Answer, Reply};
use crate::http::request::Call;

/// Saves that are told of one record.
const MOST: u32 = 200;

/// `GET /api/vehicles/{id}/history`: a list of `domain::history::HistoryEntry`.
///
/// # Errors
/// 404 when there is no such record, or none that the caller may see.
pub async fn list_history(call: &Call, table: &'static Table) -> Answer {
    let id = call.record()?;
    let (caller, mut rows) = call.staff(vec![statement(table, id, None)]).await?;
    let found = match list::own(table, &caller)? {
        None => rows.take(0),
        scope => call.db.read(&[statement(table, id, scope.as_ref())]).await?.take(0),
    };
    let found = found.ok_or(ProblemKind::NotFound)?;
    let visibility = caller.visibility(table.kind);
    if visibility.is_whole() {
        return Ok(Reply::json_text(found));
    }
    let mut entries = update::parse(&found.to_string())?;
    visibility.hide_changes(&mut entries);
    Ok(Reply::json(&entries))
}

/// Yields the history as JSON, of a record that the scope holds.
fn statement(table: &Table, id: i64, scope: Option<&Scope>) -> Statement {
    let mut sql = Sql::default();
    sql.push("SELECT (").append(&entries(table.collection(), id));
    sql.with(&format!(") FROM {} t WHERE t.id = ?", table.name()), id);
    if let Some(scope) = scope {
        sql.push(" AND (").push(scope.sql).push(")").bind_all(&scope.values);
    }
    sql.into()
}

/// The SELECT that yields a record's history as JSON.
#[must_use]
pub fn entries(kind: &str, id: i64) -> Sql {
    let mut sql = Sql::default();
    sql.push(
        "SELECT json_group_array(json_object('at', at, 'who', who_name, 'act', act, 'changes', json(changes))) FROM ",
    )
    .with("(SELECT at, who_name, act, changes FROM history WHERE kind = ?", kind)
    .with(" AND record = ?", id)
    .push(&format!(" ORDER BY seq DESC LIMIT {MOST})"));
    sql
}
