//! Tries for one name (an email address) by whoever doesn't prove who they are: a few are free, then each waits twice as long as
//! the one before. A device that the person has signed in on has tries of its own, so that nobody shuts them out there.
//!
//! Tries are counted before they are judged; a success takes its own back.
//!
//! Invariant: known and unknown names are counted alike, by the same statements.

use domain::time::{DAY, HOUR, Instant, MINUTE};

use crate::db::{Rows, Sql, Statement};
use crate::http::problems::Refusal;
use crate::http::rate::{Limit, too_many};
use crate::http::request::Call;
use crate::http::sessions::{self, Kind};
use crate::io::hash;

/// Tries that wait for nothing.
const FREE: i64 = 5;
/// Milliseconds to wait after the last of them; then twice as long each time, up to the longest.
const FIRST_WAIT: i64 = MINUTE;
const LONGEST_WAIT: i64 = HOUR;
/// After so long without a try it begins anew.
const REST: i64 = DAY;

/// One name that is tried, from one device and address.
pub(super) struct Attempts {
    kind: Kind,
    email: String,
    /// The hash of the device's token, if it brings one.
    device: Option<String>,
    of_name: String,
    of_device: Option<String>,
    by_address: Limit,
}

/// Statements of [`Attempts::statements`].
pub(super) const COUNTS: usize = 5;

impl Attempts {
    pub fn new(call: &Call, kind: Kind, what: &str, email: &str) -> Self {
        let device = call.device_hash(kind);
        let name = hash::sha256(&[email.to_lowercase().as_bytes()]);
        Self {
            kind,
            email: email.to_owned(),
            of_name: format!("{} {what} {name}", kind.code()),
            of_device: device.as_ref().map(|device| format!("{} {what} {name} on {device}", kind.code())),
            device,
            by_address: Limit::of_address(&format!("{} {what}", kind.code()), &call.address()),
        }
    }

    /// Whether the name's person has signed in on the device before, as SQL.
    fn known(&self) -> Sql {
        let people = match self.kind {
            Kind::Staff => "staff",
            Kind::Portal => "portal_users",
        };
        // The device comes first: without one no name is looked up, so that known names cost no more.
        let mut sql = Sql::default();
        sql.push(&format!("EXISTS (SELECT 1 FROM devices d CROSS JOIN {people} p ON p.id = d.person"));
        sql.with(" WHERE d.token_hash = ?", self.device.as_deref()).with(" AND d.kind = ?", self.kind.code());
        sql.with(" AND p.email = ? COLLATE NOCASE)", &self.email);
        sql
    }

    fn key(&self) -> Sql {
        let mut sql = Sql::default();
        sql.push("iif(").append(&self.known()).with(", ?", self.of_device.as_deref()).with(", ?)", &self.of_name);
        sql
    }

    /// Counts a try, for [`Attempts::check`].
    pub fn statements(&self, now: Instant) -> [Statement; COUNTS] {
        let mut count = Sql::default();
        count.push("INSERT INTO waits (key, attempts, next_at, seen_at) SELECT ").append(&self.key());
        count.with(", 1, ?", now).with(", ? WHERE true ON CONFLICT DO UPDATE SET ", now);
        let again = "iif(seen_at < ?, 1, attempts + 1)";
        count.with(&format!("attempts = {again}"), now.plus(-REST));
        count.with(", next_at = ?", now).with(&format!(" + iif({again} < {FREE}, 0, "), now.plus(-REST));
        count.with(&format!("min({LONGEST_WAIT}, {FIRST_WAIT} << min({again} - {FREE}, 16))), "), now.plus(-REST));
        count.with("seen_at = ?", now).with(" WHERE next_at <= ? RETURNING 'counted'", now);
        let mut next = Sql::default();
        next.push("SELECT CAST(next_at AS TEXT) FROM waits WHERE key = ").append(&self.key());
        let mut known = Sql::default();
        known.push("SELECT 'known' WHERE ").append(&self.known());
        [count.into(), next.into(), known.into(), self.by_address.count(now), self.by_address.counted()]
    }

    /// What [`Attempts::statements`] yielded, the first in a batch.
    ///
    /// # Errors
    /// 429 with the seconds to wait. The address doesn't count for whoever tries on a device of their own.
    pub fn check(&self, rows: &Rows, now: Instant) -> Result<(), Refusal> {
        if rows.count(0) == 0 {
            return Err(too_many(Instant(rows.row_json(1)?), now));
        }
        if rows.count(2) > 0 { Ok(()) } else { self.by_address.check(rows, (3, 4), now) }
    }

    /// Takes the try back; before the device is known for the person, if it becomes so.
    pub fn refund(&self) -> [Statement; 2] {
        let mut back = Sql::default();
        back.push("UPDATE waits SET attempts = max(attempts - 1, 0), next_at = 0 WHERE key = ").append(&self.key());
        [back.into(), self.by_address.refund()]
    }
}

/// What has rested long enough is forgotten, and devices on which nobody has signed in for longer than their cookie lasts.
#[must_use]
pub fn forget(now: Instant) -> [Statement; 2] {
    [
        Statement::new("DELETE FROM waits WHERE seen_at < ? AND next_at < ?").bind(now.plus(-REST)).bind(now),
        Statement::new("DELETE FROM devices WHERE seen_at < ?").bind(now.plus(-sessions::DEVICE_LASTS)),
    ]
}
