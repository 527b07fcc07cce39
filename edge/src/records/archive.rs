//! Archiving, restoring, deleting. What others refer to is archived; a refused deletion names who refers to it.

use domain::problem::{Obstacle, ProblemKind};
use serde_json::Value as Json;

use super::table::{self, Shape, Table, set};
use super::taken::Wanted;
use super::write::{self, Write};
use super::{find, kept, settle, update};
use crate::db::{DbError, Rows, Statement, guard_unchanged};
use crate::http::answer::{Answer, Reply};
use crate::http::caller::Caller;
use crate::http::problems::Refusal;
use crate::http::request::Call;

/// Names of each kind in a refused deletion.
const MOST_NAMED: u32 = 5;

/// `POST /api/vehicles/{id}/archive`: 200 with the record.
///
/// # Errors
/// 404; 428; 409 stale; 409 when it is archived already.
pub async fn archive(call: &Call, table: &'static Table) -> Answer {
    move_it(call, table, "archived").await
}

/// `POST /api/vehicles/{id}/restore`: 200 with the record.
///
/// # Errors
/// 404; 428; 409 stale; 409 when it isn't archived; 409 naming who has a value of its that only one may have.
pub async fn restore(call: &Call, table: &'static Table) -> Answer {
    move_it(call, table, "restored").await
}

async fn move_it(call: &Call, table: &'static Table, act: &'static str) -> Answer {
    let id = call.record()?;
    let (caller, rows) = call.staff(vec![find::statement(table, id, None)]).await?;
    let current = current(call, &rows)?;
    let archives = act == "archived";
    if kept::is_archived(&current) == archives {
        return Err(ProblemKind::AlreadyDone.into());
    }
    let save =
        Write { caller: &caller, now: call.now, id, act, current: Some(&current), draft: None, query: call.query() };
    (table.hooks.allow)(&save)?;
    let version = call.version()?;
    let mut judged_again = false;
    loop {
        let settled = settle::settled(call, table, &save).await?;
        let mut more = (table.hooks.set)(&save);
        more.push(set("archived_at", archives.then_some(call.now)));
        let mut statements = (table.hooks.before)(&save);
        statements.extend(settled.before);
        statements.extend(write::update(table, (id, version), call.now, &[], &more));
        statements.push(write::history(table.collection(), id, &save.actor(), call.now, act, &[]));
        statements.extend((table.hooks.after)(&save));
        statements.extend(settled.after);
        match update::finish_naming(call, table, (id, Wanted::Restored), &caller, statements).await {
            Err(refusal) if !judged_again && settle::moved_on(table, &refusal) => judged_again = true,
            Err(refusal) => return Err(settle::explained(call, table, &save, refusal).await),
            done => return done,
        }
    }
}

/// `DELETE /api/vehicles/{id}`: 204.
///
/// # Errors
/// 404; 428; 409 stale; 409 naming what refers to it.
pub async fn delete(call: &Call, table: &'static Table) -> Answer {
    let id = call.record()?;
    let (caller, rows) = call.staff(vec![find::statement(table, id, None), obstacles(table, id)]).await?;
    let current = current(call, &rows)?;
    let in_the_way: Vec<Obstacle> = rows.json::<Vec<Vec<Obstacle>>>(1)?.unwrap_or_default().concat();
    if !in_the_way.is_empty() {
        return Err(Refusal::new(ProblemKind::StillReferred).with_obstacles(in_the_way));
    }
    write_deletion(call, table, &caller, &current).await
}

async fn write_deletion(call: &Call, table: &'static Table, caller: &Caller, current: &Json) -> Answer {
    let (id, version) = (call.record()?, call.version()?);
    let save = Write { caller, now: call.now, id, act: "deleted", current: Some(current), draft: None, query: "" };
    (table.hooks.allow)(&save)?;
    let mut statements = (table.hooks.before)(&save);
    statements.push(
        Statement::new(format!("DELETE FROM {} WHERE id = ? AND version = ?", table.name)).bind(id).bind(version),
    );
    statements.push(guard_unchanged("stale"));
    statements.push(Statement::new("DELETE FROM words WHERE kind = ? AND id = ?").bind(table.collection()).bind(id));
    statements.push(write::history(table.collection(), id, &save.actor(), call.now, save.act, &[]));
    statements.extend((table.hooks.after)(&save));
    match call.db.write(&statements).await {
        Ok(_) => Ok(Reply::empty()),
        Err(DbError::Missing) => Err(ProblemKind::StillReferred.into()),
        Err(error) => Err(error.into()),
    }
}

fn current(call: &Call, rows: &Rows) -> Result<Json, Refusal> {
    let current = rows.json(0)?.ok_or(ProblemKind::NotFound)?;
    update::at_version(&current, call.version()?)?;
    Ok(current)
}

/// Yields, for each kind that may refer to the record, a few that do.
fn obstacles(table: &Table, id: i64) -> Statement {
    let mut sql = crate::db::Sql::default();
    sql.push("SELECT json_array(");
    for (place, referred) in table.referred.iter().enumerate() {
        let by = table::of(referred.by);
        sql.push(if place == 0 { "" } else { ", " }).push(&format!(
            "(SELECT json_group_array(json_object('kind', '{}', 'id', t.id, 'label', {})) FROM (SELECT * FROM {} WHERE ",
            by.collection(),
            by.label,
            by.name,
        ));
        let column = referred.column;
        match by.field(column).map(|field| field.shape) {
            Some(Shape::Json) => {
                sql.with(&format!("EXISTS (SELECT 1 FROM json_each(\"{column}\") WHERE value = ?)"), id)
            }
            _ => sql.with(&format!("\"{column}\" = ?"), id),
        };
        sql.push(&format!(" LIMIT {MOST_NAMED}) t)"));
    }
    sql.push(")");
    sql.into()
}
