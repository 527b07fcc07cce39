//! Gentle locks: how often something may be tried from one address and for one name in a quarter of an hour.
//!
//! Tries are counted before they are judged, so that many at once don't slip through; a success takes its own back.
//!
//! Invariant: known and unknown names are counted alike.

use domain::problem::ProblemKind;
use domain::time::{Instant, MINUTE};

use super::problems::Refusal;
use crate::db::{Rows, Statement};

/// Milliseconds.
const WINDOW: i64 = 15 * MINUTE;

/// One thing that is counted, and how often it may happen in a window.
pub struct Limit {
    key: String,
    most: i64,
}

impl Limit {
    /// Tries for one name (an email address).
    #[must_use]
    pub fn of_name(what: &str, name: &str) -> Self {
        Self { key: format!("{what} name {}", crate::io::hash::sha256(&[name.to_lowercase().as_bytes()])), most: 8 }
    }

    /// Tries from one address: an office shares it, so it is wider.
    #[must_use]
    pub fn of_address(what: &str, address: &str) -> Self {
        Self { key: format!("{what} from {address}"), most: 100 }
    }

    /// What a signed-in person makes us do towards others.
    #[must_use]
    pub fn of_person(what: &str, person: i64) -> Self {
        Self { key: format!("{what} by {person}"), most: 20 }
    }

    /// Counts a try.
    #[must_use]
    pub fn count(&self, now: Instant) -> Statement {
        Statement::new(
            "INSERT INTO attempts (key, window_start, count) VALUES (?, ?, 1) ON CONFLICT DO UPDATE SET count = count + 1",
        )
        .bind(&self.key)
        .bind(window(now))
    }

    /// The tries of this window, for [`Limit::check`].
    #[must_use]
    pub fn counted(&self, now: Instant) -> Statement {
        Statement::new("SELECT CAST(count AS TEXT) FROM attempts WHERE key = ? AND window_start = ?")
            .bind(&self.key)
            .bind(window(now))
    }

    /// Writes what stands there already: a batch that changes nothing else then takes no less time than one that does.
    #[must_use]
    pub fn touch(&self, now: Instant) -> Statement {
        Statement::new("UPDATE attempts SET count = count WHERE key = ? AND window_start = ?")
            .bind(&self.key)
            .bind(window(now))
    }

    /// Takes a try back after a success.
    #[must_use]
    pub fn forgive(&self, now: Instant) -> Statement {
        Statement::new("UPDATE attempts SET count = count - 1 WHERE key = ? AND window_start = ? AND count > 0")
            .bind(&self.key)
            .bind(window(now))
    }

    /// # Errors
    /// 429 with the seconds until the window ends.
    pub fn check(&self, rows: &Rows, place: usize, now: Instant) -> Result<(), Refusal> {
        let count: i64 = rows.text(place).and_then(|text| text.parse().ok()).unwrap_or_default();
        if count <= self.most {
            return Ok(());
        }
        let left = (window(now) + WINDOW - now.0) / 1_000 + 1;
        Err(Refusal::new(ProblemKind::TooManyRequests).with_retry_after(u32::try_from(left).unwrap_or(900)))
    }
}

const fn window(now: Instant) -> i64 {
    now.0 - now.0.rem_euclid(WINDOW)
}

/// Windows that ended are of no use.
#[must_use]
pub fn forget(now: Instant) -> Statement {
    Statement::new("DELETE FROM attempts WHERE window_start < ?").bind(window(now))
}
