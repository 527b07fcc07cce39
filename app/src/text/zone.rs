//! The company's zone: instants to what a clock on its wall shows, and back.
//!
//! On the night clocks go forward an hour doesn't exist: what is typed inside it means the time as long after the change.
//! On the night they go back an hour happens twice: what is typed means the first.

use domain::time::{DAY, Date, Instant, MINUTE, read_date};

use super::intl;

/// Milliseconds that the wall clock is ahead of UTC at an instant, in the company's zone.
fn offset(at: i64) -> i64 {
    super::conventions(|company| {
        let options = [
            ("timeZone", company.zone.as_str()),
            ("hourCycle", "h23"),
            ("calendar", "gregory"),
            ("year", "numeric"),
            ("month", "2-digit"),
            ("day", "2-digit"),
            ("hour", "2-digit"),
            ("minute", "2-digit"),
            ("second", "2-digit"),
        ];
        // Swedish writes year, month, day in this order, all in digits.
        let shown = intl::date_in("sv-SE", at, &options).unwrap_or_default();
        let mut numbers = shown.split(|c: char| !c.is_ascii_digit()).filter_map(|part| part.parse::<u32>().ok());
        let mut next = || numbers.next();
        let wall = (|| {
            let day = Date::from_ymd_opt(i32::try_from(next()?).ok()?, next()?, next()?)?;
            Some(day.and_hms_opt(next()?, next()?, next()?)?.and_utc().timestamp_millis())
        })();
        wall.map_or(0, |wall| wall - at.div_euclid(1_000) * 1_000)
    })
}

/// The instant at which the wall clock shows `wall` (as milliseconds, as though it were UTC).
fn resolve(wall: i64, offset: impl Fn(i64) -> i64) -> i64 {
    // A day before and after no change of today is in force any more or not yet.
    let (before, after) = (offset(wall - DAY), offset(wall + DAY));
    let (first, second) = (wall - before, wall - after);
    let shows = |at: i64| at + offset(at) == wall;
    match (shows(first), shows(second)) {
        (true, true) => first.min(second),
        (false, true) => second,
        // It exists once, or in the gap, where the offset before the change leads past it.
        _ => first,
    }
}

/// Whether clocks where this device is show another time than the company's at that instant.
pub(crate) fn elsewhere(at: Instant) -> bool {
    intl::device_offset(at.0) != offset(at.0)
}

/// Whether they do now, or will in half a year, when either may have put its clocks forward.
pub(crate) fn lives_elsewhere() -> bool {
    let now = super::date::now();
    elsewhere(now) || elsewhere(Instant(now.0 + 182 * DAY))
}

/// That the times are the company's: `Madrid time`.
pub(crate) fn told() -> String {
    let city = super::conventions(|company| company.zone.rsplit('/').next().unwrap_or_default().replace('_', " "));
    super::fill(super::records::TIMES_OF, &[("city", &city)])
}

/// The company's calendar date at an instant.
pub(crate) fn today_at(at: Instant) -> Option<Date> {
    Instant(at.0 + offset(at.0)).utc_date()
}

/// The company's calendar date now.
pub(crate) fn today() -> Date {
    today_at(super::date::now()).unwrap_or_default()
}

/// Zones to choose from.
pub(crate) fn known() -> Vec<String> {
    intl::zones()
}

/// The zone of this device, as a first guess at the company's.
pub(crate) fn of_browser() -> String {
    intl::zone_of_browser().unwrap_or_else(|| "Europe/Madrid".to_owned())
}

/// The instant at which the company's day begins.
pub(crate) fn start_of(day: Date) -> Instant {
    let wall = day.and_hms_opt(0, 0, 0).map_or(0, |midnight| midnight.and_utc().timestamp_millis());
    Instant(resolve(wall, offset))
}

/// As a `datetime-local` input writes it: `2026-03-12T14:05`.
pub(crate) fn to_input(at: Instant) -> String {
    let wall = at.0 + offset(at.0);
    let Some(day) = Instant(wall).utc_date() else { return String::new() };
    let minutes = wall.rem_euclid(DAY) / MINUTE;
    let two = |number: i64| if number < 10 { ["0", &number.to_string()].concat() } else { number.to_string() };
    [day.to_string().as_str(), "T", &two(minutes / 60), ":", &two(minutes % 60)].concat()
}

/// From what a `datetime-local` input holds.
pub(crate) fn from_input(typed: &str) -> Option<Instant> {
    wall_from(typed).map(|wall| Instant(resolve(wall, offset)))
}

fn wall_from(typed: &str) -> Option<i64> {
    let (day, time) = typed.split_once(['T', ' '])?;
    let mut parts = time.split(':');
    let (hour, minute) = (parts.next()?.parse().ok()?, parts.next()?.parse().ok()?);
    Some(read_date(day)?.and_hms_opt(hour, minute, 0)?.and_utc().timestamp_millis())
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::time::HOUR;

    /// 29 March 2026, 01:00 UTC: Madrid goes from +1 to +2.
    const FORWARD: i64 = 1_774_746_000_000;
    /// 25 October 2026, 01:00 UTC: back from +2 to +1.
    const BACK: i64 = 1_792_890_000_000;

    fn madrid(at: i64) -> i64 {
        if (FORWARD..BACK).contains(&at) { 2 * HOUR } else { HOUR }
    }

    fn at(wall: &str) -> i64 {
        resolve(wall_from(wall).unwrap(), madrid)
    }

    #[test]
    fn ordinary_times_have_the_seasons_offset() {
        assert_eq!(at("2026-01-15T10:00"), wall_from("2026-01-15T09:00").unwrap());
        assert_eq!(at("2026-07-15T10:00"), wall_from("2026-07-15T08:00").unwrap());
    }

    #[test]
    fn an_hour_that_does_not_exist_means_as_long_after_the_change() {
        assert_eq!(at("2026-03-29T01:59"), FORWARD - MINUTE);
        assert_eq!(at("2026-03-29T02:30"), FORWARD + 30 * MINUTE);
        assert_eq!(at("2026-03-29T03:00"), FORWARD);
    }

    #[test]
    fn an_hour_that_happens_twice_means_its_first_time() {
        assert_eq!(at("2026-10-25T02:30"), BACK - 30 * MINUTE);
        assert_eq!(at("2026-10-25T03:00"), BACK + HOUR);
        assert_eq!(at("2026-10-25T01:00"), BACK - 2 * HOUR);
    }

    #[test]
    fn what_is_no_time_is_no_instant() {
        for typed in ["", "2026-03-12", "2026-13-12T10:00", "2026-03-12T25:00", "noon"] {
            assert_eq!(wall_from(typed), None, "{typed}");
        }
    }
}
