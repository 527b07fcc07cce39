//! What a booking's move does to the rows that hang on it, as statements for the move's batch.
//!
//! Invariant: a logbook that was completed stays so; it tells what was driven, whatever became of the booking.

use domain::history::HistoryAct;
use domain::notice::Notice;
use domain::time::Instant;

use super::{notices, time_cards};
use crate::db::Statement;
use crate::http::caller::Actor;
use crate::records::write;

/// Withdraws the open logbooks of a cancelled booking.
pub fn of_cancelling(booking: i64, actor: &Actor, now: Instant) -> Vec<Statement> {
    let open = "booking = ? AND status IN ('new', 'processing')";
    vec![
        notices::to_drivers_of_open(Notice::TripWithdrawn, booking, actor, now),
        time_cards::stop_all(&format!("SELECT id FROM logbooks WHERE {open}"), booking, now),
        write::history_of_each(
            ("logbooks", "id"),
            HistoryAct::Cancelled,
            &status_change("cancelled"),
            ("logbooks", open),
            booking,
            actor,
            now,
        ),
        Statement::new(format!(
            "UPDATE logbooks SET status = 'cancelled', version = version + 1, updated_at = ? WHERE {open}"
        ))
        .bind(now)
        .bind(booking),
    ]
}

/// Starts a booking that is approved, because one of its logbooks started.
pub fn start_booking(booking: i64, actor: &Actor, now: Instant) -> Vec<Statement> {
    let approved = "id = ? AND status = 'approved'";
    vec![
        write::history_of_each(
            ("bookings", "id"),
            HistoryAct::Started,
            &status_change("processing"),
            ("bookings", approved),
            booking,
            actor,
            now,
        ),
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
