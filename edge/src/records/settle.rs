//! What a save decides about rows of others, and how the tables' refusals are told in full.

use domain::problem::ProblemKind;

use super::table::{Settle, Settled, Table, Tables};
use super::taken;
use super::write::Write;
use crate::db::Rows;
use crate::http::problems::Refusal;
use crate::http::request::Call;

/// What the table's own area decides, or one that stands above it.
#[must_use]
pub fn settle_of(tables: Tables, table: &Table) -> Option<Settle> {
    table.hooks.settle.or_else(|| (tables.settle)(table.kind))
}

/// Reads what the save touches of others and judges it.
///
/// # Errors
/// As the hook judges.
pub async fn settled(call: &Call, settle: Option<Settle>, save: &Write<'_>) -> Result<Settled, Refusal> {
    let Some(settle) = settle else { return Ok(Settled::default()) };
    let Some(reading) = (settle.read)(save) else { return Ok(Settled::default()) };
    let rows = if reading.is_empty() { Rows::default() } else { call.db.read(&reading).await? };
    (settle.judge)(save, &rows)
}

/// Whether what was read had changed when it was written, so that it is to be judged once more.
#[must_use]
pub fn moved_on(settle: Option<Settle>, refusal: &Refusal) -> bool {
    settle.is_some() && matches!(refusal.kind(), ProblemKind::TripsUndecided | ProblemKind::AlreadyBooked)
}

/// The refusal, with what stands in the way.
pub async fn explained(call: &Call, table: &Table, save: &Write<'_>, refusal: Refusal) -> Refusal {
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
