//! `Retry-After`, as seconds or as an HTTP date (RFC 9110 §10.2.3).
//!
//! Invariant: whatever a server writes, the answer is a moment within [`LONGEST_WAIT`] of now, or none.

use domain::time::{DAY, Instant, SECOND};
use http::HeaderMap;
use http::header::RETRY_AFTER;

/// Milliseconds. Nobody may put our mail off for longer with one header.
pub const LONGEST_WAIT: i64 = DAY;

/// The moment a response asks us to wait for.
pub fn of(headers: &HeaderMap, now: Instant) -> Option<Instant> {
    parse(headers.get(RETRY_AFTER)?.to_str().ok()?, now)
}

/// The moment one value names; a date in the past means now.
pub fn parse(value: &str, now: Instant) -> Option<Instant> {
    let value = value.trim();
    let wait = match value.parse::<i64>() {
        Ok(seconds) if seconds >= 0 => seconds.saturating_mul(SECOND),
        Ok(_) => return None,
        Err(_) => chrono::DateTime::parse_from_rfc2822(value).ok()?.timestamp_millis().saturating_sub(now.0),
    };
    Some(now.plus(wait.clamp(0, LONGEST_WAIT)))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Sun, 22 Nov 2026 17:00:00 GMT.
    const NOW: Instant = Instant(1_795_366_800_000);

    #[test]
    fn seconds_and_dates_name_the_same_moment() {
        assert_eq!(parse("120", NOW), Some(Instant(NOW.0 + 120_000)));
        assert_eq!(parse("Sun, 22 Nov 2026 17:02:00 GMT", NOW), Some(Instant(NOW.0 + 120_000)));
    }

    #[test]
    fn a_nonsensical_wait_is_bounded_or_ignored() {
        assert_eq!(parse("99999999999999999", NOW), Some(NOW.plus(LONGEST_WAIT)));
        assert_eq!(parse("Thu, 01 Jan 1970 00:00:00 GMT", NOW), Some(NOW));
        assert_eq!(parse("-5", NOW), None);
        assert_eq!(parse("soon", NOW), None);
    }
}
