//! Saving a record on the version one has seen.

use domain::history::{Change, HistoryAct, changes};
use domain::problem::ProblemKind;

use serde_json::Value as Json;

use super::table::{Settled, Table, Tables};
use super::write::{self, Write};
use super::{document, find, settle};
use crate::db::{DbError, Statement};
use crate::http::answer::Answer;
use crate::http::problems::Refusal;
use crate::http::request::Call;

/// `PUT /api/vehicles/{id}`: 200 with the record as it is now.
///
/// # Errors
/// 404; 428 without a version; 409 on a stale one, with the record as it is; 409 while archived; 422 by field.
pub async fn update_record(call: &Call, tables: Tables, table: &'static Table) -> Answer {
    let id = call.record()?;
    let (caller, rows) = call.staff(vec![find::statement(table, id, None)]).await?;
    let text = rows.text(0).ok_or(ProblemKind::NotFound)?;
    let version = call.version()?;
    let mut body = call.json()?;
    (table.hooks.normalize)(&mut body);
    let current = parse(&text)?;
    let visibility = caller.visibility(table.kind);
    visibility.fill(&mut body, document::fields(&current).as_object()).map_err(Refusal::invalid)?;
    let draft = (table.draft)(body)?;
    at_version(&current, version)?;
    if document::is_archived(&current) {
        return Err(ProblemKind::Archived.into());
    }
    let save = Write {
        caller: &caller,
        now: call.now,
        id,
        act: HistoryAct::Updated,
        current: Some(&current),
        draft: Some(&draft),
        query: call.query(),
    };
    (table.hooks.allow)(&save)?;
    let changed = changes(document::fields(&current), &draft);
    if changed.is_empty() {
        return find::reply(visibility, text);
    }

    let write = async |settled| {
        let statements = batch(table, &save, (id, version), &changed, settled)?;
        Ok(finish(call, table, id, statements).await)
    };
    settle::judge_and_write(call, tables, table, &save, write).await?
}

/// All that a save writes, in its order; `at` is the id and the version that it changes.
fn batch(
    table: &Table,
    save: &Write,
    at: (i64, i64),
    changed: &[Change],
    settled: Settled,
) -> Result<Vec<Statement>, Refusal> {
    let nothing = Json::Null;
    let (id, draft) = (save.id, save.draft.unwrap_or(&nothing));
    let mut statements = write::references(table, draft, |field| save.changes(field));
    statements.extend(write::pictures(table, save));
    statements.extend((table.hooks.before)(save));
    statements.extend(settled.before);
    statements.extend(write::update(table, at, save.now, changed, &(table.hooks.set)(save)?));
    if changed.iter().any(|change| table.found_by.contains(&change.field.as_str())) {
        statements.extend(write::words(table, id, &write::searched_text(table, draft)));
    }
    statements.push(write::history(table.collection(), id, &save.actor(), save.now, save.act, changed));
    statements.extend((table.hooks.after)(save));
    statements.extend(settled.after);
    Ok(statements)
}

/// Refuses a save on another version of the record than the one that stands.
///
/// # Errors
/// 409 with the record as it is, unless it has that version.
pub fn at_version(current: &Json, version: i64) -> Result<(), Refusal> {
    if document::version(current)? == version { Ok(()) } else { Err(Refusal::stale(current.clone())) }
}

/// A record's document as JSON.
///
/// # Errors
/// 500 when it isn't.
pub fn parse(text: &str) -> Result<Json, Refusal> {
    serde_json::from_str(text).map_err(|error| Refusal::internal(format!("record: {error}")))
}

/// Writes the batch and answers with the record it left behind, as the caller sees it.
///
/// # Errors
/// 409 with the record as it is, when someone else was faster; otherwise as the statements are refused.
pub async fn finish(call: &Call, table: &Table, id: i64, mut statements: Vec<Statement>) -> Answer {
    statements.push(find::statement(table, id, None));
    match call.db.write(&statements).await {
        Ok(mut rows) => {
            let text = rows.take_last().ok_or(ProblemKind::NotFound)?;
            find::reply(call.visibility(table.kind), text)
        }
        Err(DbError::Refused(name)) if name == "stale" => {
            let rows = call.db.read(&[find::statement(table, id, None)]).await?;
            let text = rows.text(0).ok_or(ProblemKind::NotFound)?;
            Err(Refusal::stale(parse(&text)?))
        }
        Err(error) => Err(error.into()),
    }
}
