//! `Retry-After`, as seconds or as an HTTP date in any of its three forms (RFC 9110 §10.2.3, §5.6.7).
//!
//! Invariant: whatever a server writes, the answer is a moment within [`LONGEST_WAIT`] of now, or none.

use domain::time::{DAY, Instant, SECOND};
use http::HeaderMap;
use http::header::RETRY_AFTER;

/// Milliseconds. Nobody may put our mail off for longer with one header.
pub const LONGEST_WAIT: i64 = DAY;

/// The moment a response asks us to wait for.
pub fn read_retry_after(headers: &HeaderMap, now: Instant) -> Option<Instant> {
    parse(headers.get(RETRY_AFTER)?.to_str().ok()?, now)
}

/// The moment one value names; a date in the past means now.
pub fn parse(value: &str, now: Instant) -> Option<Instant> {
    let value = value.trim();
    let wait = match value.parse::<i64>() {
        Ok(seconds) if seconds >= 0 => seconds.saturating_mul(SECOND),
        Ok(_) => return None,
        Err(_) => date(value, now)?.saturating_sub(now.0),
    };
    Some(now.plus(wait.clamp(0, LONGEST_WAIT)))
}

/// Milliseconds of IMF-fixdate, or of the two forms that only old servers write.
fn date(value: &str, now: Instant) -> Option<i64> {
    if let Ok(date) = chrono::DateTime::parse_from_rfc2822(value) {
        return Some(date.timestamp_millis());
    }
    // A two-digit year more than fifty years ahead is one of the last century.
    let century = |date: chrono::NaiveDateTime| {
        let at = date.and_utc().timestamp_millis();
        if at > now.0.saturating_add(50 * 365 * DAY) { at - 36_525 * DAY } else { at }
    };
    let old = chrono::NaiveDateTime::parse_from_str(value, "%A, %d-%b-%y %H:%M:%S GMT").map(century);
    let asctime = || chrono::NaiveDateTime::parse_from_str(value, "%a %b %e %H:%M:%S %Y");
    old.ok().or_else(|| asctime().ok().map(|date| date.and_utc().timestamp_millis()))
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
    fn the_forms_of_old_servers_are_read_too() {
        for date in ["Sunday, 22-Nov-26 17:02:00 GMT", "Sun Nov 22 17:02:00 2026", "Sun, 22 Nov 2026 17:02:00 GMT"] {
            assert_eq!(parse(date, NOW), Some(Instant(NOW.0 + 120_000)), "{date}");
        }
        assert_eq!(parse("Sunday, 06-Nov-94 08:49:37 GMT", NOW), Some(NOW), "long past");
        assert_eq!(parse("Sun Nov  1 08:49:37 2026", NOW), Some(NOW));
    }

    #[test]
    fn a_nonsensical_wait_is_bounded_or_ignored() {
        assert_eq!(parse("99999999999999999", NOW), Some(NOW.plus(LONGEST_WAIT)));
        assert_eq!(parse("Thu, 01 Jan 1970 00:00:00 GMT", NOW), Some(NOW));
        assert_eq!(parse("-5", NOW), None);
        assert_eq!(parse("soon", NOW), None);
    }
}
