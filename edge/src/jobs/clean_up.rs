//! Forgets what has expired: sessions, links, tries, idempotency keys.

use domain::time::{DAY, HOUR, Instant};

use crate::db::Statement;
use crate::http::rate;

/// Rows of each kind forgotten in one run.
const MOST: u32 = 1_000;

pub fn statements(now: Instant) -> Vec<Statement> {
    let forget = |table: &str, key: &str, condition: &str| {
        format!("DELETE FROM {table} WHERE ({key}) IN (SELECT {key} FROM {table} WHERE {condition} < ? LIMIT {MOST})")
    };
    vec![
        Statement::new(forget("sessions", "id", "expires_at")).bind(now),
        Statement::new(forget("links", "token_hash", "expires_at")).bind(now),
        // A client that was away for two days won't send the same call again.
        Statement::new(forget("idempotency_keys", "who, key", "at")).bind(now.plus(-48 * HOUR)),
        rate::forget(now.plus(-DAY)),
    ]
}
