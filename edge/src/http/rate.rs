//! How often somebody may do something: so many at once, then one each time that a place has come free again.
//!
//! A place is taken before it is judged what for, so that many at once don't slip through; a success may give it back. Kept is
//! one instant: when all places will be free (the generic cell rate algorithm).
//!
//! Invariant: a refusal takes no place, so that asking again makes nobody wait longer.

use core::net::{IpAddr, Ipv6Addr};

use domain::problem::ProblemKind;
use domain::time::{Instant, MINUTE, SECOND};

use super::caller::Actor;
use super::problems::Refusal;
use super::request::Call;
use crate::db::{DbError, Rows, Statement, guard_unchanged};

/// What a signed-in person does that is kept, sent, or takes long.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Act {
    UploadFile,
    AddPicture,
    WriteMail,
    MailLink,
    Export,
    /// Trying out what others answer: an account, an app, a consent.
    Try(&'static str),
    OwnPassword,
    OwnProfile,
    /// A customer's.
    RequestBooking,
    ChangeBooking,
}

impl Act {
    /// Its name, how many may be done at once, and milliseconds until a place comes free again.
    const fn allowance(self) -> (&'static str, i64, i64) {
        match self {
            Self::UploadFile => ("upload", 50, 10 * SECOND),
            Self::AddPicture => ("picture", 20, 30 * SECOND),
            Self::WriteMail => ("mail", 30, 30 * SECOND),
            Self::MailLink => ("link", 30, 30 * SECOND),
            Self::Export => ("export", 60, 10 * SECOND),
            Self::Try(what) => (what, 20, 45 * SECOND),
            Self::OwnPassword => ("password", 8, 2 * MINUTE),
            Self::OwnProfile => ("profile", 30, 30 * SECOND),
            Self::RequestBooking => ("request", 20, 2 * MINUTE),
            Self::ChangeBooking => ("change", 40, 30 * SECOND),
        }
    }
}

/// One thing that is counted.
pub struct Limit {
    key: String,
    most: i64,
    every: i64,
}

impl Limit {
    #[must_use]
    pub fn new(act: Act, who: &Actor) -> Self {
        let (name, most, every) = act.allowance();
        Self { key: format!("{name} by {}", who.key()), most, every }
    }

    /// Tries from one address: an office shares it, so it is wide.
    #[must_use]
    pub fn of_address(what: &str, address: &str) -> Self {
        Self { key: format!("{what} from {}", network(address)), most: 100, every: 9 * SECOND }
    }

    /// Takes a place, if there is one; yields a row if so.
    #[must_use]
    pub fn count(&self, now: Instant) -> Statement {
        Statement::new(
            "INSERT INTO paces (key, full_at) VALUES (?, ?) ON CONFLICT DO UPDATE SET full_at = max(full_at, ?) + ? \
             WHERE max(full_at, ?) + ? <= ? RETURNING 'counted'",
        )
        .bind(&self.key)
        .bind(now.plus(self.every))
        .bind(now)
        .bind(self.every)
        .bind(now)
        .bind(self.every)
        .bind(now.plus(self.most * self.every))
    }

    /// Behind [`Limit::count`], for [`Limit::check`].
    #[must_use]
    pub fn counted(&self) -> Statement {
        Statement::new("SELECT CAST(full_at AS TEXT) FROM paces WHERE key = ?").bind(&self.key)
    }

    /// The same for a batch that is not to happen without a place.
    #[must_use]
    pub fn guard(&self, now: Instant) -> [Statement; 2] {
        [self.count(now), guard_unchanged(ProblemKind::TooManyRequests.code())]
    }

    /// Gives a place back after a success.
    #[must_use]
    pub fn refund(&self) -> Statement {
        Statement::new("UPDATE paces SET full_at = full_at - ? WHERE key = ?").bind(self.every).bind(&self.key)
    }

    /// What [`Limit::count`] and [`Limit::counted`] yielded at these places of a batch.
    ///
    /// # Errors
    /// 429 with the seconds until a place comes free.
    pub fn check(&self, rows: &Rows, (counted, full_at): (usize, usize), now: Instant) -> Result<(), Refusal> {
        if rows.count(counted) > 0 { Ok(()) } else { Err(self.refusal(rows, full_at, now)?) }
    }

    fn refusal(&self, rows: &Rows, place: usize, now: Instant) -> Result<Refusal, DbError> {
        let full_at = Instant(rows.row_json(place)?);
        Ok(too_many(full_at.plus(self.every - self.most * self.every), now))
    }

    /// Takes a place on its own, before what it is for begins.
    ///
    /// # Errors
    /// 429.
    pub async fn take(&self, call: &Call) -> Result<(), Refusal> {
        let rows = call.db.write(&[self.count(call.now), self.counted()]).await?;
        self.check(&rows, (0, 1), call.now)
    }

    /// A refusal of a batch with [`Limit::guard`] in it, with how long to wait if that is the reason.
    pub async fn explain(&self, call: &Call, refusal: Refusal) -> Refusal {
        if refusal.kind() != ProblemKind::TooManyRequests {
            return refusal;
        }
        let rows = call.db.read(&[self.counted()]).await;
        rows.and_then(|rows| self.refusal(&rows, 0, call.now)).unwrap_or(refusal)
    }
}

/// Whose an address is: of IPv6 a customer has at least a /64 (RFC 6177), any address of which is theirs to take.
fn network(address: &str) -> String {
    match address.parse::<IpAddr>().map(|address| address.to_canonical()) {
        Ok(IpAddr::V6(address)) => format!("{}/64", Ipv6Addr::from_bits(address.to_bits() >> 64 << 64)),
        Ok(address) => address.to_string(),
        Err(_) => address.to_owned(),
    }
}

/// 429 with the seconds until then.
#[must_use]
pub fn too_many(until: Instant, now: Instant) -> Refusal {
    let seconds = (until.0.saturating_sub(now.0) + SECOND - 1) / SECOND;
    Refusal::new(ProblemKind::TooManyRequests).with_retry_after(u32::try_from(seconds.max(1)).unwrap_or(u32::MAX))
}

/// What is free again need not be kept.
#[must_use]
pub fn forget(now: Instant) -> Statement {
    Statement::new("DELETE FROM paces WHERE full_at < ?").bind(now)
}

#[cfg(test)]
mod tests {
    use super::network;

    #[test]
    fn whoever_has_many_addresses_is_counted_once() {
        for (address, counted) in [
            ("198.51.100.7", "198.51.100.7"),
            ("::ffff:198.51.100.7", "198.51.100.7"),
            ("2001:db8:1:2::1", "2001:db8:1:2::/64"),
            ("2001:0db8:1:2:ffff:ffff:ffff:ffff", "2001:db8:1:2::/64"),
            ("2001:db8:1:3::1", "2001:db8:1:3::/64"),
            ("local", "local"),
        ] {
            assert_eq!(network(address), counted);
        }
    }
}
