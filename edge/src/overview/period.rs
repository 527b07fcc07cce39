//! The period an overview is asked for, in the company's calendar.

use chrono::{Datelike, Days, Months};
use domain::time::{Date, Span};

use crate::io::zone::Zone;

/// Days a period may have: a leap year.
const LONGEST: i64 = 366;
/// Months shown, the period's last one included.
const MONTHS: u32 = 12;

/// Both days belong to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Period {
    pub from: Date,
    pub to: Date,
}

impl Period {
    /// From the query's `from` and `to`; left out, they are the ends of the month: `today`'s, or the other one's.
    ///
    /// # Errors
    /// Names the parameter that isn't a date, or makes the period end before it begins or last more than a leap year.
    pub fn parse(from: Option<&str>, to: Option<&str>, today: Date) -> Result<Self, &'static str> {
        let date = |name: &'static str, text: Option<&str>| {
            let parsed = text
                .map(|text| text.parse::<Date>().ok().filter(|date| (1900..2100).contains(&date.year())).ok_or(name));
            parsed.transpose()
        };
        let (from, to) = (date("from", from)?, date("to", to)?);
        let from = from.unwrap_or_else(|| first_of_month(to.unwrap_or(today)));
        let to = to.unwrap_or_else(|| last_of_month(from));
        let days = (to - from).num_days();
        if (0..LONGEST).contains(&days) { Ok(Self { from, to }) } else { Err("to") }
    }

    /// As many days, up to the day before it begins.
    pub fn before(self) -> Self {
        let length = self.to - self.from;
        let to = self.from.pred_opt().unwrap_or(self.from);
        Self { from: to - length, to }
    }

    pub fn span(self, zone: Zone) -> Span {
        Span { from: zone.start_of(self.from), to: zone.day(self.to).to }
    }

    /// First days of the months shown and of the one after them, oldest first.
    pub fn months(self) -> Vec<Date> {
        let last = first_of_month(self.to);
        (0..=MONTHS)
            .filter_map(|ago| last.checked_add_months(Months::new(1))?.checked_sub_months(Months::new(MONTHS - ago)))
            .collect()
    }
}

fn first_of_month(date: Date) -> Date {
    date.with_day(1).unwrap_or(date)
}

fn last_of_month(date: Date) -> Date {
    let next = first_of_month(date).checked_add_months(Months::new(1));
    next.and_then(|next| next.checked_sub_days(Days::new(1))).unwrap_or(date)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn date(text: &str) -> Date {
        text.parse().unwrap()
    }

    fn parse(from: Option<&str>, to: Option<&str>) -> Result<(String, String), &'static str> {
        Period::parse(from, to, date("2026-11-22")).map(|period| (period.from.to_string(), period.to.to_string()))
    }

    #[test]
    fn what_is_left_out_is_the_end_of_the_month() {
        let is = |from: &str, to: &str| Ok((from.to_owned(), to.to_owned()));
        assert_eq!(parse(None, None), is("2026-11-01", "2026-11-30"));
        assert_eq!(parse(Some("2026-02-10"), None), is("2026-02-10", "2026-02-28"));
        assert_eq!(parse(None, Some("2026-02-10")), is("2026-02-01", "2026-02-10"));
    }

    #[test]
    fn impossible_periods_are_refused() {
        assert_eq!(parse(Some("2026-02-30"), None), Err("from"));
        assert_eq!(parse(Some("2026-02-10"), Some("2026-02-09")), Err("to"));
        assert_eq!(parse(Some("2024-01-01"), Some("2026-01-01")), Err("to"));
        assert!(parse(Some("2024-01-01"), Some("2024-12-31")).is_ok());
        assert_eq!(parse(Some("+262142-01-01"), None), Err("from"));
    }

    #[test]
    fn the_period_before_has_as_many_days_and_ends_where_this_one_begins() {
        let before = Period { from: date("2026-03-01"), to: date("2026-03-31") }.before();
        assert_eq!(before, Period { from: date("2026-01-29"), to: date("2026-02-28") });
        let day = Period { from: date("2026-03-01"), to: date("2026-03-01") };
        assert_eq!(day.before(), Period { from: date("2026-02-28"), to: date("2026-02-28") });
    }

    #[test]
    fn twelve_months_end_with_the_periods_last() {
        let months = Period { from: date("2026-01-15"), to: date("2026-03-31") }.months();
        assert_eq!(months.len(), 13);
        assert_eq!((months.first(), months.last()), (Some(&date("2025-04-01")), Some(&date("2026-04-01"))));
    }

    #[test]
    fn a_period_reaches_to_the_end_of_its_last_day_there() {
        let madrid = Zone::or_utc("Europe/Madrid");
        let span = Period { from: date("2026-03-29"), to: date("2026-03-29") }.span(madrid);
        assert_eq!(span.length(), 23 * domain::time::HOUR);
    }
}
