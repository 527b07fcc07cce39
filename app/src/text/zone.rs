//! The company's zone: instants to what a clock on its wall shows, and back.
//!
//! On the night clocks go forward an hour doesn't exist: what is typed inside it is refused. On the night they go back an hour
//! happens twice: what is typed means the first, with [`SECOND`] behind it the second.

use std::cell::{Cell, RefCell};

use domain::check::FieldCode;
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
        let wall = (|| {
            let shown = intl::date_in("sv-SE", at, &options)?;
            let mut numbers = shown.split(|c: char| !c.is_ascii_digit()).filter_map(|part| part.parse::<u32>().ok());
            let mut next = || numbers.next();
            let day = Date::from_ymd_opt(i32::try_from(next()?).ok()?, next()?, next()?)?;
            Some(day.and_hms_opt(next()?, next()?, next()?)?.and_utc().timestamp_millis())
        })();
        wall.map_or(0, |wall| wall - at.div_euclid(1_000) * 1_000)
    })
}

/// What stands behind a typed time that means the second of two.
const SECOND: char = '#';

/// Names the offset of an hour that the clock shows twice.
pub(crate) type Twice = fn(Instant) -> Option<String>;

thread_local! {
    /// What is written behind a time that the clock shows twice; `records::form::hours` brings it. A list, as in
    /// `records::form::more`.
    pub(crate) static TWICE: RefCell<Vec<Twice>> = const { RefCell::new(Vec::new()) };
    /// The last day asked for, and whether clocks change about it.
    static CHANGES: Cell<(i64, bool)> = const { Cell::new((i64::MIN, false)) };
}

/// The instants at which the wall clock shows `wall` (as milliseconds, as though it were UTC): the first and the last, which are
/// the same on all but one night; none inside the hour that is skipped.
fn resolve(wall: i64, offset: impl Fn(i64) -> i64) -> Option<(i64, i64)> {
    // A day before and after no change of today is in force any more or not yet.
    let (before, after) = (offset(wall - DAY), offset(wall + DAY));
    let (first, second) = (wall - before, wall - after);
    let shows = |at: i64| at + offset(at) == wall;
    match (shows(first), shows(second)) {
        (true, true) => Some((first.min(second), first.max(second))),
        (false, true) => Some((second, second)),
        (true, false) => Some((first, first)),
        (false, false) => None,
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
pub(crate) fn hint() -> String {
    let city = super::conventions(|company| {
        let zone = company.zone.as_str();
        zone.rsplit_once('/').map_or(zone, |(_, city)| city).replace('_', " ")
    });
    super::fill(super::records::TIMES_OF, &[("city", &city)])
}

/// Whether the wall clock shows this time twice.
pub(crate) fn is_twice(at: Instant) -> bool {
    let day = at.0.div_euclid(DAY);
    let (known, changes) = CHANGES.get();
    let changes = if known == day { changes } else { offset((day - 1) * DAY) != offset((day + 2) * DAY) };
    CHANGES.set((day, changes));
    changes && resolve(at.0 + offset(at.0), offset).is_some_and(|(first, last)| first != last)
}

/// `UTC+2`, of the clock at an instant.
pub(crate) fn name_of(at: Instant) -> String {
    let minutes = offset(at.0) / MINUTE;
    let rest = minutes.abs() % 60;
    let rest = if rest == 0 { String::new() } else { [":", &rest.to_string()].concat() };
    ["UTC", if minutes < 0 { "−" } else { "+" }, &(minutes.abs() / 60).to_string(), &rest].concat()
}

/// The two instants that a typed time may mean.
pub(crate) fn both(typed: &str) -> Option<(Instant, Instant)> {
    let (first, last) = resolve(wall_from(typed)?, offset)?;
    (first != last).then_some((Instant(first), Instant(last)))
}

/// The typed time as the first or the second of two.
pub(crate) fn marked(typed: &str, second: bool) -> String {
    let mut plain = plain(typed).to_owned();
    if second {
        plain.push(SECOND);
    }
    plain
}

pub(crate) fn is_marked(typed: &str) -> bool {
    typed.ends_with(SECOND)
}

/// Without the mark: what a `datetime-local` input holds.
pub(crate) fn plain(typed: &str) -> &str {
    typed.trim_end_matches(SECOND)
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
    // Where midnight is skipped, the offset before leads past it.
    Instant(resolve(wall, offset).map_or_else(|| wall - offset(wall - DAY), |(first, _)| first))
}

/// As a `datetime-local` input writes it: `2026-03-12T14:05`; the second of two times is marked.
pub(crate) fn to_input(at: Instant) -> String {
    let wall = at.0 + offset(at.0);
    let Some(day) = Instant(wall).utc_date() else { return String::new() };
    let minutes = wall.rem_euclid(DAY) / MINUTE;
    let two = |number: i64| if number < 10 { ["0", &number.to_string()].concat() } else { number.to_string() };
    let typed = [day.to_string().as_str(), "T", &two(minutes / 60), ":", &two(minutes % 60)].concat();
    if is_twice(at) { marked(&typed, resolve(wall, offset).is_some_and(|(first, _)| first != at.0)) } else { typed }
}

/// From what a `datetime-local` input holds, and perhaps the mark.
///
/// # Errors
/// `WrongType` for what is no time, `SkippedHour` for one that doesn't exist on that day.
pub(crate) fn from_input(typed: &str) -> Result<Instant, FieldCode> {
    let wall = wall_from(typed).ok_or(FieldCode::WrongType)?;
    let (first, last) = resolve(wall, offset).ok_or(FieldCode::SkippedHour)?;
    Ok(Instant(if is_marked(typed) { last } else { first }))
}

fn wall_from(typed: &str) -> Option<i64> {
    let (day, time) = plain(typed).split_once(['T', ' '])?;
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
        resolve(wall_from(wall).unwrap(), madrid).unwrap().0
    }

    #[test]
    fn ordinary_times_have_the_seasons_offset() {
        assert_eq!(at("2026-01-15T10:00"), wall_from("2026-01-15T09:00").unwrap());
        assert_eq!(at("2026-07-15T10:00"), wall_from("2026-07-15T08:00").unwrap());
    }

    #[test]
    fn an_hour_that_does_not_exist_is_no_time() {
        assert_eq!(at("2026-03-29T01:59"), FORWARD - MINUTE);
        assert_eq!(resolve(wall_from("2026-03-29T02:30").unwrap(), madrid), None);
        assert_eq!(at("2026-03-29T03:00"), FORWARD);
    }

    #[test]
    fn an_hour_that_happens_twice_is_both_of_its_times() {
        let both = resolve(wall_from("2026-10-25T02:30").unwrap(), madrid);
        assert_eq!(both, Some((BACK - 30 * MINUTE, BACK + 30 * MINUTE)));
        // The mark tells which one is meant and is no part of the time.
        assert_eq!(wall_from(&marked("2026-10-25T02:30", true)), wall_from("2026-10-25T02:30"));
        assert!(is_marked(&marked("2026-10-25T02:30", true)) && !is_marked(&marked("2026-10-25T02:30#", false)));
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
