//! The company's time zone: which day an instant belongs to, and when a day begins.
//!
//! Invariant: a zone is checked when settings are saved; reading an unknown one falls back to UTC rather than failing.

use std::cell::Cell;

use chrono::{Datelike, Days, LocalResult, NaiveDateTime, NaiveTime, SecondsFormat, TimeZone};
use domain::time::{Date, Instant};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Zone(chrono_tz::Tz);

thread_local! {
    static EXPECTED: Cell<Zone> = const { Cell::new(Zone::UTC) };
}

/// As chrono has it; an instant that lies beyond its years (262,000) reads as the first of 1970, whose offset no zone overflows.
#[must_use]
pub fn utc(at: Instant) -> chrono::DateTime<chrono::Utc> {
    chrono::DateTime::from_timestamp_millis(at.0).unwrap_or_default()
}

impl Zone {
    pub const UTC: Self = Self(chrono_tz::UTC);

    /// The company's as this isolate saw it last, UTC at first: what a request goes by until its caller tells.
    #[must_use]
    pub fn expected() -> Self {
        EXPECTED.get()
    }

    /// What [`Zone::expected`] says from now on.
    pub fn expect(self) {
        EXPECTED.set(self);
    }

    /// An IANA name, exactly as in the database.
    #[must_use]
    pub fn find(name: &str) -> Option<Self> {
        name.parse().ok().map(Self)
    }

    #[must_use]
    pub fn or_utc(name: &str) -> Self {
        Self::find(name).unwrap_or(Self::UTC)
    }

    /// Its IANA name.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.0.name()
    }

    fn local(self, at: Instant) -> NaiveDateTime {
        utc(at).with_timezone(&self.0).naive_local()
    }

    /// The calendar date of an instant here.
    #[must_use]
    pub fn date(self, at: Instant) -> Date {
        self.local(at).date()
    }

    #[must_use]
    pub fn year(self, at: Instant) -> i32 {
        self.date(at).year()
    }

    /// The first instant of a date here; where midnight is skipped, the first that exists.
    #[must_use]
    pub fn start_of(self, date: Date) -> Instant {
        let midnight = date.and_time(NaiveTime::MIN);
        let local = |time: NaiveDateTime| match self.0.from_local_datetime(&time) {
            LocalResult::Single(at) | LocalResult::Ambiguous(at, _) => Some(Instant(at.timestamp_millis())),
            LocalResult::None => None,
        };
        let later = [0, 30, 60, 90, 120].into_iter().map(|minutes| midnight + chrono::Duration::minutes(minutes));
        later.into_iter().find_map(local).unwrap_or(Instant(midnight.and_utc().timestamp_millis()))
    }

    /// From the first instant of a date to the first of the next.
    #[must_use]
    pub fn day(self, date: Date) -> domain::time::Span {
        let next = date.checked_add_days(Days::new(1)).unwrap_or(date);
        domain::time::Span { from: self.start_of(date), to: self.start_of(next) }
    }

    /// `2026-03-29T14:05:00+02:00` (ISO 8601), for programs.
    #[must_use]
    pub fn exact(self, at: Instant) -> String {
        utc(at).with_timezone(&self.0).to_rfc3339_opts(SecondsFormat::AutoSi, false)
    }

    /// `2026-03-29 14:05`, for files that people open in a spreadsheet; where the clock shows that twice, with its offset:
    /// `2026-10-25 02:30 +01:00`.
    #[must_use]
    pub fn readable(self, at: Instant) -> String {
        let written = self.local(at).format("%Y-%m-%d %H:%M").to_string();
        self.offset_of_twice(at).map_or_else(|| written.clone(), |offset| format!("{written} {}", signed(offset)))
    }

    /// `14:05`, as [`Zone::readable`] writes it.
    #[must_use]
    pub fn time(self, at: Instant) -> String {
        self.local(at).format("%H:%M").to_string()
    }

    /// Milliseconds that the clock is ahead of UTC, at a time that it shows twice.
    fn offset_of_twice(self, at: Instant) -> Option<i64> {
        let local = self.local(at);
        let twice = matches!(self.0.from_local_datetime(&local), LocalResult::Ambiguous(..));
        twice.then(|| local.and_utc().timestamp_millis() - at.0)
    }

    /// ` (UTC+1)`, which stands behind a time that the clock shows twice; nothing behind others.
    #[must_use]
    pub fn offset_if_twice(self, at: Instant) -> String {
        let Some(offset) = self.offset_of_twice(at) else { return String::new() };
        let minutes = offset.abs() / domain::time::MINUTE;
        let rest = if minutes % 60 == 0 { String::new() } else { format!(":{:02}", minutes % 60) };
        format!(" (UTC{}{}{rest})", if offset < 0 { '−' } else { '+' }, minutes / 60)
    }
}

/// `+01:00`
fn signed(offset: i64) -> String {
    let minutes = offset.abs() / domain::time::MINUTE;
    format!("{}{:02}:{:02}", if offset < 0 { '-' } else { '+' }, minutes / 60, minutes % 60)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn date(text: &str) -> Date {
        text.parse().unwrap()
    }

    #[test]
    fn the_day_changes_at_the_companys_midnight() {
        let madrid = Zone::find("Europe/Madrid").unwrap();
        // 2026-07-01T22:30Z is half past midnight in Madrid.
        let at = Instant(date("2026-07-01").and_hms_opt(22, 30, 0).unwrap().and_utc().timestamp_millis());
        assert_eq!(madrid.date(at), date("2026-07-02"));
        assert_eq!(madrid.readable(at), "2026-07-02 00:30");
    }

    #[test]
    fn an_hour_that_happens_twice_says_which_it_is() {
        let madrid = Zone::find("Europe/Madrid").unwrap();
        // 25 October 2026, 00:30Z and 01:30Z.
        let first = Instant(date("2026-10-25").and_hms_opt(0, 30, 0).unwrap().and_utc().timestamp_millis());
        assert_eq!(madrid.readable(first), "2026-10-25 02:30 +02:00");
        assert_eq!(madrid.readable(first.plus(domain::time::HOUR)), "2026-10-25 02:30 +01:00");
        assert_eq!(madrid.readable(first.plus(2 * domain::time::HOUR)), "2026-10-25 03:30");
        let offset = |hours: i64| madrid.offset_if_twice(first.plus(hours * domain::time::HOUR));
        assert_eq!([offset(0), offset(1), offset(2)], [" (UTC+2)", " (UTC+1)", ""]);
        assert_eq!(madrid.time(first), "02:30");
    }

    #[test]
    fn days_on_which_the_clock_moves_have_23_and_25_hours() {
        let madrid = Zone::find("Europe/Madrid").unwrap();
        assert_eq!(madrid.day(date("2026-03-29")).length(), 23 * domain::time::HOUR);
        assert_eq!(madrid.day(date("2026-10-25")).length(), 25 * domain::time::HOUR);
    }

    #[test]
    fn a_day_whose_midnight_is_skipped_begins_when_it_can() {
        let cairo = Zone::find("Africa/Cairo").unwrap();
        let start = cairo.start_of(date("2024-04-26"));
        assert_eq!(cairo.readable(start), "2024-04-26 01:00");
        assert!(Zone::find("Europe/Atlantis").is_none());
    }
}
