//! Instants, calendar dates and spans.
//!
//! Instants are UTC epoch milliseconds; dates (expiry, due) are dates without a zone. The company's IANA zone decides what
//! "today" is; whoever knows the zone's rules (the browser's `Intl`, the edge's `io`) converts and passes the result in.
//!
//! Invariant: nothing here knows what time it is.

use serde::{Deserialize, Serialize};

pub use chrono::{Datelike, Days, NaiveDate as Date};

/// The first day of the week that a day stands in: a Monday in all of our languages, English being Britain's.
#[must_use]
pub fn week_of(day: Date) -> Date {
    day.checked_sub_days(Days::new(day.weekday().num_days_from_monday().into())).unwrap_or(day)
}

/// Reads `YYYY-MM-DD`, and nothing else. What chrono has for it brings along every other way to write a date.
#[must_use]
pub fn read_date(text: &str) -> Option<Date> {
    let (year, rest) = text.split_once('-')?;
    let (month, day) = rest.split_once('-')?;
    let number = |text: &str, digits: usize| {
        let is_plain = text.len() == digits && text.bytes().all(|byte| byte.is_ascii_digit());
        is_plain.then(|| text.parse::<u32>().ok()).flatten()
    };
    Date::from_ymd_opt(i32::try_from(number(year, 4)?).ok()?, number(month, 2)?, number(day, 2)?)
}

/// A moment: UTC epoch milliseconds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(transparent)]
pub struct Instant(pub i64);

/// Milliseconds of a second.
pub const SECOND: i64 = 1_000;
/// Milliseconds of a minute.
pub const MINUTE: i64 = 60 * SECOND;
/// Milliseconds of an hour.
pub const HOUR: i64 = 60 * MINUTE;
/// Milliseconds of 24 hours; the company's calendar days may have 23 or 25.
pub const DAY: i64 = 24 * HOUR;

impl Instant {
    /// 2000-01-01T00:00Z; nothing a fleet records is older.
    pub const EARLIEST: Self = Self(946_684_800_000);
    /// 2100-01-01T00:00Z.
    pub const LATEST: Self = Self(4_102_444_800_000);

    /// Whether it lies in the years 2000 to 2099: what lies outside is a slip of the finger.
    #[must_use]
    pub fn plausible(self) -> bool {
        self >= Self::EARLIEST && self < Self::LATEST
    }

    /// So many milliseconds later, or earlier for a negative number.
    #[must_use]
    pub const fn plus(self, milliseconds: i64) -> Self {
        Self(self.0.saturating_add(milliseconds))
    }

    /// As the UTC calendar date; for company days convert with the zone instead.
    #[must_use]
    pub fn utc_date(self) -> Option<Date> {
        chrono::DateTime::from_timestamp_millis(self.0).map(|t| t.date_naive())
    }
}

/// A half-open span: it contains its start, not its end, so an end may equal the next start.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Span {
    /// Its first moment.
    pub from: Instant,
    /// The first moment after it.
    pub to: Instant,
}

impl Span {
    /// Whether they share a moment; two that only meet don't.
    #[must_use]
    pub fn overlaps(self, other: Self) -> bool {
        self.from < other.to && other.from < self.to
    }

    /// What of it the others leave uncovered, in order.
    #[must_use]
    pub fn without(self, others: impl IntoIterator<Item = Self>) -> Vec<Self> {
        let mut others: Vec<Self> = others.into_iter().filter(|other| other.overlaps(self)).collect();
        others.sort_by_key(|other| other.from);
        let (mut gaps, mut at) = (Vec::new(), self.from);
        for other in others {
            if other.from > at {
                gaps.push(Self { from: at, to: other.from });
            }
            at = at.max(other.to);
        }
        if at < self.to {
            gaps.push(Self { from: at, to: self.to });
        }
        gaps
    }

    /// Milliseconds; never negative.
    #[must_use]
    pub fn length(self) -> i64 {
        self.to.0.saturating_sub(self.from.0).max(0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_spans_leave_uncovered_of_one() {
        let span = |from, to| Span { from: Instant(from), to: Instant(to) };
        let whole = span(10, 20);
        assert_eq!(whole.without([]), [whole]);
        assert_eq!(whole.without([span(15, 17), span(5, 12), span(11, 13)]), [span(13, 15), span(17, 20)]);
        assert_eq!(whole.without([span(20, 30), span(0, 10)]), [whole]);
        assert_eq!(whole.without([span(0, 15), span(15, 99)]), []);
    }

    #[test]
    fn a_week_begins_on_monday_and_ends_with_its_sunday() {
        let monday = read_date("2026-11-23");
        for day in ["2026-11-23", "2026-11-26", "2026-11-29"] {
            assert_eq!(read_date(day).map(week_of), monday, "{day}");
        }
        assert_eq!(read_date("2026-11-30").map(week_of), read_date("2026-11-30"));
    }

    #[test]
    fn spans_that_only_touch_do_not_overlap() {
        let span = |from, to| Span { from: Instant(from), to: Instant(to) };
        assert!(!span(0, 10).overlaps(span(10, 20)));
        assert!(span(0, 11).overlaps(span(10, 20)));
        assert!(span(0, 100).overlaps(span(10, 20)));
    }
}
