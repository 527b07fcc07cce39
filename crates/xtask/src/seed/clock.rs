//! The company's calendar round the instant the data ends at.

use crate::Result;
use chrono::{DateTime, Datelike, Days, LocalResult, NaiveDate, TimeZone, Utc, Weekday};
use chrono_tz::Tz;
use domain::time::{HOUR, MINUTE};

pub struct Clock {
    zone: Tz,
    pub now: i64,
    pub today: NaiveDate,
}

impl Clock {
    pub fn new(zone: Tz, now: i64) -> Result<Self> {
        let today = DateTime::from_timestamp_millis(now).ok_or("the clock is out of range")?.with_timezone(&zone);
        Ok(Self { zone, now, today: today.date_naive() })
    }

    /// The last full quarter of an hour.
    pub fn quarter(&self) -> i64 {
        self.now - self.now.rem_euclid(15 * MINUTE)
    }

    pub fn day(&self, offset: i64) -> NaiveDate {
        let days = Days::new(offset.unsigned_abs());
        let day = if offset < 0 { self.today.checked_sub_days(days) } else { self.today.checked_add_days(days) };
        day.unwrap_or(self.today)
    }

    /// The instant at which a clock on the wall shows it; where it is shown twice the first, where never an hour later.
    pub fn at(&self, day: NaiveDate, hour: u32, minute: u32) -> i64 {
        let wall = day.and_hms_opt(hour, minute, 0).unwrap_or_default();
        match self.zone.from_local_datetime(&wall) {
            LocalResult::Single(at) | LocalResult::Ambiguous(at, _) => at.timestamp_millis(),
            LocalResult::None => Utc.from_utc_datetime(&wall).timestamp_millis() + HOUR - self.offset(&wall.and_utc()),
        }
    }

    fn offset(&self, at: &DateTime<Utc>) -> i64 {
        let wall = at.with_timezone(&self.zone).naive_local();
        wall.and_utc().timestamp_millis() - at.timestamp_millis()
    }

    pub fn date(&self, at: i64) -> NaiveDate {
        DateTime::from_timestamp_millis(at).map_or(self.today, |at| at.with_timezone(&self.zone).date_naive())
    }

    pub fn year(&self, at: i64) -> i32 {
        self.date(at).year()
    }

    /// The Sundays on which clocks in the European Union change (Directive 2000/84/EC: the last of March and of October),
    /// eldest first, from a year ago to a fortnight ahead: at least one of each.
    pub fn changes(&self) -> Vec<NaiveDate> {
        let (first, last) = (self.day(-363), self.day(14));
        let of_year = |year: i32| [3, 10].into_iter().filter_map(move |month| last_sunday(year, month));
        let years = first.year()..=last.year();
        years.flat_map(of_year).filter(|day| (first..=last).contains(day)).collect()
    }
}

fn last_sunday(year: i32, month: u32) -> Option<NaiveDate> {
    let end = NaiveDate::from_ymd_opt(year, month, 31)?;
    end.checked_sub_days(Days::new(u64::from(end.weekday().days_since(Weekday::Sun))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nights_the_clocks_change_are_an_hour_short_or_long() -> Result<()> {
        let clock = Clock::new(chrono_tz::Europe::Madrid, 1_795_000_000_000)?; // 2026-11-18
        let [spring, autumn] = clock.changes()[..] else { return Err("two changes".into()) };
        let length = |day: NaiveDate| clock.at(day, 6, 0) - clock.at(day, 0, 0);
        assert_eq!((length(spring), length(autumn)), (5 * HOUR, 7 * HOUR));
        assert_eq!(clock.at(spring, 2, 30), clock.at(spring, 3, 30), "half past two is shown never");
        Ok(())
    }
}
