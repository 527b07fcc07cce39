//! Fills a database that is migrated and that nothing serves.
//!
//! One enters by [`fill`]. What is written beside every record (words, history, notifications, counters) is written as
//! the edge writes it, so that the product can't tell seeded records from its own.
//!
//! Invariant: the same data and the same instant give the same rows.

mod chance;
mod clock;
mod demo;
mod journal;
mod large;
mod numbers;
mod row;
mod sign_in;
#[cfg(test)]
mod tests;
mod words;

use crate::Result;
use rusqlite::Connection;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Data {
    /// Twelve months of a small company, with the awkward cases in it.
    Demo,
    /// Nothing: the first-run page asks for company and owner.
    Empty,
    /// A hundred thousand bookings, to measure with.
    Large,
}

impl Data {
    pub fn name(self) -> &'static str {
        match self {
            Self::Demo => "demo",
            Self::Empty => "empty",
            Self::Large => "large",
        }
    }
}

/// A person who can sign in to the seeded data, as `run` prints it.
pub struct SignIn {
    /// `staff` or `portal`.
    pub app: &'static str,
    pub who: &'static str,
    pub email: &'static str,
    pub password: &'static str,
}

/// Nobody for [`Data::Empty`].
pub fn sign_ins(data: Data) -> &'static [SignIn] {
    sign_in::sign_ins_of(data)
}

/// The company's public address while it is served on this machine. Only `localhost` is trusted with secure cookies by every
/// browser; an address in digits is not.
pub fn site(port: u16) -> String {
    format!("http://localhost:{port}")
}

/// What lies in the past was told then: no mail is owed for it, and no invoice becomes overdue today.
const ALL_NOTIFIED: &str = "UPDATE notifications SET mail = 'none';
    INSERT INTO overdue_notices (invoice, due_on) SELECT id, due_on FROM invoices WHERE owing IS NOT NULL AND due_on IS NOT NULL;";

/// Writes everything in one transaction; `now_ms` is the instant the twelve months end at.
pub fn fill(connection: &mut Connection, data: Data, now_ms: i64) -> Result<()> {
    // A row is one of a few dozen statements; each is parsed once.
    connection.set_prepared_statement_cache_capacity(100);
    let transaction = connection.transaction()?;
    match data {
        Data::Demo => demo::fill(&transaction, now_ms)?,
        Data::Large => large::fill(&transaction, now_ms)?,
        Data::Empty => {}
    }
    transaction.execute_batch(ALL_NOTIFIED)?;
    transaction.commit()?;
    Ok(())
}
