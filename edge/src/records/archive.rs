//! Archiving, restoring, deleting. What others refer to is archived; a refused deletion names who refers to it.
//!
//! Invariant: nothing live stands on what is archived. What is still to be done with refuses the archiving, and what a record
//! can't be without comes back before it; both are guards in the batch, named once they refused.

use domain::check::FieldCode;
use domain::history::HistoryAct;
use domain::problem::{Obstacle, ProblemKind};
use domain::text::Text;
use serde_json::Value as Json;

use super::table::{Reference, Settled, Table, Tables, set};
use super::write::{self, Write};
use super::{document, find, settle, update};
use crate::db::{DbError, Rows, Sql, Statement, guard, guard_unchanged};
use crate::http::answer::{Answer, Reply};
use crate::http::caller::Caller;
use crate::http::problems::Refusal;
use crate::http::request::Call;

/// Names of each kind in a refused deletion.
const MOST_NAMED: u32 = 5;

/// What a refused archiving says.
const PENDING: Text = Text([
    "Hay trabajo pendiente; termínelo o cancélelo antes.",
    "There is unfinished business; finish or cancel it first.",
    "C'è lavoro in sospeso; prima terminalo o annullalo.",
    "Są niezałatwione sprawy; najpierw je zakończ lub anuluj.",
]);
/// What a refused restoring says.
const GROUND_ARCHIVED: Text = Text([
    "Depende de un registro archivado; restáurelo primero.",
    "It depends on an archived record; restore that one first.",
    "Dipende da un elemento archiviato; prima ripristina quello.",
    "Zależy od zarchiwizowanego wpisu; najpierw przywróć tamten.",
]);

/// `POST /api/vehicles/{id}/archive`: 200 with the record.
///
/// # Errors
/// 404; 428; 409 stale; 409 when it is archived already; 409 naming what has to be done with first.
pub async fn archive(call: &Call, tables: Tables, table: &'static Table) -> Answer {
    move_it(call, tables, table, HistoryAct::Archived).await
}

/// `POST /api/vehicles/{id}/restore`: 200 with the record.
///
/// # Errors
/// 404; 428; 409 stale; 409 when it isn't archived; 409 naming who has a value of its that only one may have, or what has
/// to be restored first.
pub async fn restore(call: &Call, tables: Tables, table: &'static Table) -> Answer {
    move_it(call, tables, table, HistoryAct::Restored).await
}

/// Archives or restores, as `act` says.
async fn move_it(call: &Call, tables: Tables, table: &'static Table, act: HistoryAct) -> Answer {
    let id = call.record()?;
    let (caller, rows) = call.staff(vec![find::statement(table, id, None)]).await?;
    let current = current(call, &rows)?;
    let archives = act == HistoryAct::Archived;
    if document::is_archived(&current) == archives {
        return Err(ProblemKind::AlreadyDone.into());
    }
    let save =
        Write { caller: &caller, now: call.now, id, act, current: Some(&current), draft: None, query: call.query() };
    (table.hooks.allow)(&save)?;
    let version = call.version()?;
    let write = async |settled: Settled| {
        let mut more = (table.hooks.set)(&save)?;
        more.push(set("archived_at", archives.then_some(call.now)));
        let mut statements =
            if archives { pending_guards(tables, table, id) } else { ground_guards(tables, table, &current) };
        statements.extend((table.hooks.before)(&save));
        statements.extend(settled.before);
        statements.extend(write::update(table, (id, version), call.now, &[], &more));
        statements.push(write::history(table.collection(), id, &save.actor(), call.now, act, &[]));
        statements.extend((table.hooks.after)(&save));
        statements.extend(settled.after);
        Ok(update::finish(call, table, id, statements).await)
    };
    match settle::judge_and_write(call, tables, table, &save, write).await? {
        Err(refusal) if archives => {
            let pending = obstacles(tables, table, id, |reference| reference.pending);
            Err(named(call, (PENDING, ProblemKind::TransitionNotAllowed), pending, &caller, refusal).await)
        }
        Err(refusal) => {
            let ground = ground(tables, table, &current);
            Err(named(call, (GROUND_ARCHIVED, ProblemKind::Archived), ground, &caller, refusal).await)
        }
        done => done,
    }
}

/// Refuses while anything is still to be done with that names the record.
fn pending_guards(tables: Tables, table: &Table, id: i64) -> Vec<Statement> {
    let held = tables.referring(table).filter_map(|(by, reference)| Some((by, reference, reference.pending?)));
    held.map(|(by, reference, pending)| {
        let condition = format!("EXISTS (SELECT 1 FROM {} t WHERE {} AND {pending})", by.name(), reference.naming());
        guard(ProblemKind::TransitionNotAllowed.code(), &condition).bind(id)
    })
    .collect()
}

/// The records that it can't be without: those its draft must name.
fn grounds(tables: Tables, table: &Table, current: &Json) -> Vec<(&'static Table, i64)> {
    let fields = document::fields(current);
    let needed = |field: &str| {
        let mut without = fields.clone();
        if let Some(value) = without.get_mut(field) {
            *value = Json::Null;
        }
        (table.draft)(without).is_err_and(|refusal| refusal.is_at(field, FieldCode::Required))
    };
    let named = table.references().filter_map(|reference| {
        let id = fields.get(reference.field)?.as_i64()?;
        Some((tables.archiving(reference.to)?, id)).filter(|_| needed(reference.field))
    });
    named.collect()
}

/// Refuses while one of them is archived.
fn ground_guards(tables: Tables, table: &Table, current: &Json) -> Vec<Statement> {
    let archived = |(of, id): (&Table, i64)| {
        let condition = format!("EXISTS (SELECT 1 FROM {} WHERE id = ? AND archived_at IS NOT NULL)", of.name());
        guard(ProblemKind::Archived.code(), &condition).bind(id)
    };
    grounds(tables, table, current).into_iter().map(archived).collect()
}

/// Yields those of them that are archived.
fn ground(tables: Tables, table: &Table, current: &Json) -> Statement {
    let mut sql = Sql::default();
    sql.push("SELECT json_array(json_array()");
    for (of, id) in grounds(tables, table, current) {
        sql.push(&format!(
            ", (SELECT json_group_array(json_object('kind', '{}', 'id', t.id, 'label', {})) FROM {} t \
             WHERE t.archived_at IS NOT NULL",
            of.collection(),
            of.label,
            of.name(),
        ));
        sql.with(" AND t.id = ?)", id);
    }
    sql.push(")");
    sql.into()
}

/// A refusal of this kind with what it says beside its title and the lists of obstacles that `reading` yields, where it does.
async fn named(
    call: &Call,
    (detail, kind): (Text, ProblemKind),
    reading: Statement,
    caller: &Caller,
    refusal: Refusal,
) -> Refusal {
    if refusal.kind() != kind {
        return refusal;
    }
    let Ok(rows) = call.db.read(&[reading]).await else { return refusal };
    match rows.row_json::<Vec<Vec<Obstacle>>>(0).map(|found| found.concat()) {
        Ok(found) if !found.is_empty() => refusal.with_detail(detail.get(caller.language)).with_obstacles(found),
        _ => refusal,
    }
}

/// `DELETE /api/vehicles/{id}`: 204.
///
/// # Errors
/// 404; 428; 409 stale; 409 naming what refers to it.
pub async fn delete(call: &Call, tables: Tables, table: &'static Table) -> Answer {
    let id = call.record()?;
    let (caller, rows) =
        call.staff(vec![find::statement(table, id, None), obstacles(tables, table, id, |_| Some("1"))]).await?;
    let current = current(call, &rows)?;
    let in_the_way: Vec<Obstacle> = rows.row_json::<Vec<Vec<Obstacle>>>(1)?.concat();
    if !in_the_way.is_empty() {
        return Err(Refusal::new(ProblemKind::StillReferred).with_obstacles(in_the_way));
    }
    write_deletion(call, tables, table, &caller, &current).await
}

/// Deletes the version that the call names, unless something has come to refer to it.
async fn write_deletion(call: &Call, tables: Tables, table: &'static Table, caller: &Caller, current: &Json) -> Answer {
    let (id, version) = (call.record()?, call.version()?);
    let save =
        Write { caller, now: call.now, id, act: HistoryAct::Deleted, current: Some(current), draft: None, query: "" };
    (table.hooks.allow)(&save)?;
    // A column that names it is a foreign key; a list that does is looked into here.
    let lists = tables.referring(table).filter(|(_, reference)| reference.is_list);
    let mut statements: Vec<Statement> = lists
        .map(|(by, reference)| {
            let condition = format!("EXISTS (SELECT 1 FROM {} t WHERE {})", by.name(), reference.naming());
            guard(ProblemKind::StillReferred.code(), &condition).bind(id)
        })
        .collect();
    statements.extend((table.hooks.before)(&save));
    statements.push(
        Statement::new(format!("DELETE FROM {} WHERE id = ? AND version = ?", table.name())).bind(id).bind(version),
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

/// The record that was read, in the version that the call names.
fn current(call: &Call, rows: &Rows) -> Result<Json, Refusal> {
    let current = rows.json(0)?.ok_or(ProblemKind::NotFound)?;
    update::at_version(&current, call.version()?)?;
    Ok(current)
}

/// Yields, for each reference there may be to the record, a few of those that name it and that `which` (SQL) holds of.
fn obstacles(tables: Tables, table: &Table, id: i64, which: impl Fn(&Reference) -> Option<&'static str>) -> Statement {
    let mut sql = Sql::default();
    sql.push("SELECT json_array(json_array()");
    let referring = tables.referring(table);
    for (by, reference, which) in referring.filter_map(|(by, one)| Some((by, one, which(&one)?))) {
        sql.push(&format!(
            ", (SELECT json_group_array(json_object('kind', '{}', 'id', t.id, 'label', {})) FROM (SELECT * FROM {} t WHERE ",
            by.collection(),
            by.label,
            by.name(),
        ));
        sql.with(&reference.naming(), id).push(&format!(" AND {which} LIMIT {MOST_NAMED}) t)"));
    }
    sql.push(")");
    sql.into()
}
