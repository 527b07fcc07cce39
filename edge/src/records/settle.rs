//! What a save decides about rows of others, and how the tables' refusals are told in full.

use domain::problem::ProblemKind;

use super::table::{Settle, Settled, Table, Tables};
use super::taken;
use super::write::Write;
use crate::db::Rows;
use crate::http::answer::Answer;
use crate::http::problems::Refusal;
use crate::http::request::Call;

/// Judges a save and writes it, and does both once more where what was judged had changed by the time it was written. What the
/// tables refuse comes back told in full, apart from what ends the save before.
///
/// # Errors
/// As the hook judges, or as `write` ends.
pub async fn judge_and_write(
    call: &Call,
    tables: Tables,
    table: &Table,
    save: &Write<'_>,
    write: impl AsyncFn(Settled) -> Result<Answer, Refusal>,
) -> Result<Answer, Refusal> {
    let settle = settle_of(tables, table);
    let mut judged_again = false;
    loop {
        match write(settled(call, settle, save).await?).await? {
            Err(refusal) if !judged_again && moved_on(settle, &refusal) => judged_again = true,
            Err(refusal) => return Ok(Err(explained(call, table, save, refusal).await)),
            done => return Ok(done),
        }
    }
}

/// What the table's own area decides, or one that stands above it.
fn settle_of(tables: Tables, table: &Table) -> Option<Settle> {
    table.hooks.settle.or_else(|| (tables.settle)(table.kind))
}

/// Reads what the save touches of others and judges it.
async fn settled(call: &Call, settle: Option<Settle>, save: &Write<'_>) -> Result<Settled, Refusal> {
    let Some(settle) = settle else { return Ok(Settled::default()) };
    let Some(reading) = (settle.read)(save) else { return Ok(Settled::default()) };
    let rows = if reading.is_empty() { Rows::default() } else { call.db.read(&reading).await? };
    (settle.judge)(save, &rows)
}

/// Whether what was read had changed when it was written, so that it is to be judged once more.
fn moved_on(settle: Option<Settle>, refusal: &Refusal) -> bool {
    settle.is_some() && matches!(refusal.kind(), ProblemKind::TripsUndecided | ProblemKind::AlreadyBooked)
}

/// The refusal, with what stands in the way.
async fn explained(call: &Call, table: &Table, save: &Write<'_>, refusal: Refusal) -> Refusal {
    let refusal = taken::named(call, table, save, refusal).await;
    let Some(explain) = table.hooks.explain else { return refusal };
    let reading = (explain.read)(save, &refusal);
    if reading.is_empty() {
        return refusal;
    }
    match call.db.read(&reading).await {
        Ok(rows) => (explain.describe)(save, &rows, refusal),
        // Why it was refused is known; only the names are missing.
        Err(_) => refusal,
    }
}
