//! Fills a database that is migrated and that nothing serves.
//!
//! Invariant: the same data and the same day give the same rows.

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
    pub door: &'static str,
    pub who: &'static str,
    pub email: &'static str,
    pub password: &'static str,
}

/// Nobody for [`Data::Empty`].
pub fn sign_ins(_data: Data) -> &'static [SignIn] {
    &[]
}

/// Writes everything in one transaction; `now_ms` is the instant the twelve months end at.
pub fn fill(_connection: &mut Connection, _data: Data, _now_ms: i64) -> Result<()> {
    Ok(())
}
