//! Creating a record, once per `Idempotency-Key`.

use domain::history::HistoryAct;
use domain::record::Created;
use serde_json::Value as Json;

use super::settle;
use super::table::{Settled, Table, Tables};
use super::write::{self, Write};
use crate::db::Statement;
use crate::http::answer::Answer;
use crate::http::idempotency::Idempotent;
use crate::http::problems::Refusal;
use crate::http::request::Call;
use crate::io::random;

/// `POST /api/vehicles`: 201 with `domain::record::Created`.
///
/// # Errors
/// 422 naming every field that is wrong, taken or refers to what isn't there.
pub async fn create_record(call: &Call, tables: Tables, table: &'static Table) -> Answer {
    let (caller, key) = match call.staff_keyed(Vec::new()).await? {
        Idempotent::Replay(reply) => return Ok(reply),
        Idempotent::First { caller, key, .. } => (caller, key),
    };
    let mut body = call.json()?;
    (table.hooks.normalize)(&mut body);
    caller.visibility(table.kind).fill(&mut body, None).map_err(Refusal::invalid)?;
    let draft = (table.draft)(body)?;
    let id = random::id();
    let save = Write {
        caller: &caller,
        now: call.now,
        id,
        act: HistoryAct::Created,
        current: None,
        draft: Some(&draft),
        query: call.query(),
    };
    (table.hooks.allow)(&save)?;
    let answer = serde_json::to_string(&Created { id, version: 1 }).map_err(|e| Refusal::internal(e.to_string()))?;
    let write = async |settled| {
        let written = key.written(call, answer.clone(), batch(table, &save, &draft, settled)?).await?;
        Ok(written.map_err(Refusal::from))
    };
    settle::judge_and_write(call, tables, table, &save, write).await?
}

/// All that a creation writes, in its order.
fn batch(table: &Table, save: &Write, draft: &Json, settled: Settled) -> Result<Vec<Statement>, Refusal> {
    let mut statements = write::references(table, draft, |_| true);
    statements.extend(write::pictures(table, save));
    statements.extend((table.hooks.before)(save));
    statements.extend(settled.before);
    statements.push(write::insert(table, save.id, save.now, draft, &(table.hooks.set)(save)?));
    if !table.found_by.is_empty() {
        statements.extend(write::words(table, save.id, &write::searched_text(table, draft)));
    }
    let changes = write::filled_in(draft);
    statements.push(write::history(table.collection(), save.id, &save.actor(), save.now, save.act, &changes));
    statements.extend((table.hooks.after)(save));
    statements.extend(settled.after);
    Ok(statements)
}
