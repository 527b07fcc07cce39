//! What a booking's move does to the rows that hang on it, as statements for the move's batch.
//!
//! Invariant: a logbook that was completed stays so; it tells what was driven, whatever became of the booking.

use domain::notice::Notice;
use domain::time::Instant;

use super::{notices, time_cards};
use crate::db::{Sql, Statement, Value};
use crate::http::caller::Actor;

/// Withdraws the open logbooks and the unpaid invoice of a cancelled booking. A draft invoice is cancelled too rather than
/// deleted, so that its history still says what became of it. (A paid one is refused by the trigger `invoices_paid_stay`.)
pub fn of_cancelling(booking: i64, reason: &str, actor: &Actor, now: Instant) -> Vec<Statement> {
    let open = "booking = ? AND status IN ('new', 'processing')";
    vec![
        notices::to_drivers_of_open(Notice::TripWithdrawn, booking, actor, now),
        time_cards::stop_all(&format!("SELECT id FROM logbooks WHERE {open}"), booking, now),
        noted(("logbooks", "id"), "cancelled", &status_change("cancelled"), ("logbooks", open), booking, actor, now),
        Statement::new(format!("UPDATE logbooks SET status = 'cancelled', version = version + 1, updated_at = ? WHERE {open}"))
            .bind(now)
            .bind(booking),
        noted(("invoices", "id"), "cancelled", "'[]'", ("invoices", LIVE_INVOICE), booking, actor, now),
        Statement::new(format!(
            "UPDATE invoices SET cancelled_at = ?, reason = ?, version = version + 1, updated_at = ? WHERE {LIVE_INVOICE}"
        ))
        .bind(now)
        .bind(reason)
        .bind(now)
        .bind(booking),
    ]
}

const LIVE_INVOICE: &str = "booking = ? AND cancelled_at IS NULL AND credited_at IS NULL";

/// Starts a booking that is approved, because one of its logbooks started.
pub fn start_booking(booking: i64, actor: &Actor, now: Instant) -> Vec<Statement> {
    let approved = "id = ? AND status = 'approved'";
    vec![
        noted(("bookings", "id"), "started", &status_change("processing"), ("bookings", approved), booking, actor, now),
        Statement::new(format!(
            "UPDATE bookings SET status = 'processing', version = version + 1, updated_at = ? WHERE {approved}"
        ))
        .bind(now)
        .bind(booking),
    ]
}

/// SQL for a history's change of `status`, read from the row before it changes.
fn status_change(to: &str) -> String {
    format!("json_array(json_object('field', 'status', 'before', status, 'after', '{to}'))")
}

/// A history entry of `of` (a kind, and the column that names its record) for each row of `from` (a table and its condition
/// of one value), written before the rows change.
pub fn noted(
    of: (&str, &str),
    act: &str,
    changes: &str,
    from: (&str, &str),
    value: impl Into<Value>,
    actor: &Actor,
    now: Instant,
) -> Statement {
    let ((kind, record), (table, condition)) = (of, from);
    let mut sql = Sql::default();
    sql.with("INSERT INTO history (kind, record, at, who_kind, who, who_name, act, changes) SELECT ?, ", kind);
    sql.push(record);
    sql.with(", ?", now).with(", ?", actor.kind).with(", ?", actor.id).with(", ?", &actor.name).with(", ?", act);
    sql.push(", ").push(changes).push(" FROM ").push(table).push(" WHERE ").with(condition, value);
    sql.into()
}
