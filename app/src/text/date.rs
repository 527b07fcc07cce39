//! Dates and times as the reader writes them, in the company's zone whatever the browser's is.

use domain::time::{DAY, Date, HOUR, Instant, MINUTE, read_date};

use super::intl::{self, Options};

/// The browser's clock.
#[allow(clippy::cast_possible_truncation)]
pub(crate) fn now() -> Instant {
    Instant(js_sys::Date::now() as i64)
}

fn zoned(at: Instant, options: Options) -> String {
    super::conventions(|company| {
        let mut all = vec![("timeZone", company.zone.as_str())];
        all.extend_from_slice(options);
        intl::instant(at.0, &all)
    })
}

/// `12 mar 2026`
pub(crate) fn date(day: Date) -> String {
    of_day(day, &[("dateStyle", "medium")])
}

/// A time that the clock shows twice says which it is: `25 oct 2026, 02:30 (UTC+1)`.
fn with_offset(at: Instant, mut written: String) -> String {
    let twice = super::zone::TWICE.with_borrow(|all| all.first().copied());
    if let Some(offset) = twice.and_then(|offset| offset(at)) {
        written.push_str(&offset);
    }
    written
}

/// `12 mar 2026, 14:05`
pub(crate) fn instant(at: Instant) -> String {
    // Not a style of the browser's: its hours have one digit in Spanish where `near` has two.
    let parts =
        [("day", "numeric"), ("month", "short"), ("year", "numeric"), ("hour", "2-digit"), ("minute", "2-digit")];
    with_offset(at, zoned(at, &parts))
}

/// As [`instant`]; nothing where the time isn't set.
pub(crate) fn when(at: Option<Instant>) -> String {
    at.map(instant).unwrap_or_default()
}

/// `jue, 12 mar, 14:05`; what lies further off than half a year says its year as well.
pub(crate) fn near(at: Instant) -> String {
    let parts = [
        ("weekday", "short"),
        ("day", "numeric"),
        ("month", "short"),
        ("hour", "2-digit"),
        ("minute", "2-digit"),
        ("year", "numeric"),
    ];
    let far = at.0.saturating_sub(now().0).abs() > 180 * DAY;
    with_offset(at, zoned(at, &parts[..if far { 6 } else { 5 }]))
}

/// `jueves, 12 de marzo`
pub(crate) fn day(at: Instant) -> String {
    zoned(at, &[("weekday", "long"), ("day", "numeric"), ("month", "long")])
}

/// `Hoy`, `Mañana`, `Ayer`, else `Jueves`: what [`day`] is called here and now.
pub(crate) fn near_day(at: Instant) -> String {
    let away = super::zone::today_at(at).map(|day| day.signed_duration_since(super::zone::today()).num_days());
    let name = match away {
        Some(days @ -1..=1) => intl::relative(days, "day"),
        _ => zoned(at, &[("weekday", "long")]),
    };
    let (first, rest) = name.split_at(name.chars().next().map_or(0, char::len_utf8));
    [&super::capitals(first), rest].concat()
}

/// `08:30–13:00`; what ends on another day says how many days later: `22:30–01:30 +1`.
pub(crate) fn times(from: Instant, to: Instant) -> String {
    let days = super::zone::today_at(from).zip(super::zone::today_at(to));
    let later = days.map_or(0, |(from, to)| to.signed_duration_since(from).num_days());
    let span = [time(from).as_str(), "–", &time(to)].concat();
    if later > 0 { [span.as_str(), " +", &later.to_string()].concat() } else { span }
}

/// `3 de diciembre`
pub(crate) fn month_day(at: Instant) -> String {
    zoned(at, &[("day", "numeric"), ("month", "long")])
}

/// Whether it is yesterday, today or tomorrow.
pub(crate) fn is_near_day(at: Instant) -> bool {
    let away = super::zone::today_at(at).map(|day| day.signed_duration_since(super::zone::today()).num_days());
    away.is_some_and(|days| days.abs() <= 1)
}

/// `12 mar`
pub(crate) fn short_day(at: Instant) -> String {
    zoned(at, &[("weekday", "short"), ("day", "numeric"), ("month", "short")])
}

/// `14:05`
pub(crate) fn time(at: Instant) -> String {
    with_offset(at, zoned(at, &[("hour", "2-digit"), ("minute", "2-digit")]))
}

fn of_day(day: Date, options: Options) -> String {
    let Some(noon) = day.and_hms_opt(12, 0, 0) else { return String::new() };
    let mut all = vec![("timeZone", "UTC")];
    all.extend_from_slice(options);
    intl::instant(noon.and_utc().timestamp_millis(), &all)
}

/// `jueves, 12 de marzo de 2026`
pub(crate) fn whole_day(day: Date) -> String {
    of_day(day, &[("dateStyle", "full")])
}

/// `marzo de 2026`, of the month of a day.
pub(crate) fn whole_month(day: Date) -> String {
    of_day(day, &[("month", "long"), ("year", "numeric")])
}

/// `J` and `jueves`
pub(crate) fn weekday(day: Date) -> (String, String) {
    (of_day(day, &[("weekday", "narrow")]), of_day(day, &[("weekday", "long")]))
}

/// `mar 2026`, for a month given as `2026-03`.
pub(crate) fn month(month: &str) -> String {
    let middle = read_date(&[month, "-15"].concat()).and_then(|day| day.and_hms_opt(12, 0, 0));
    let Some(middle) = middle else { return month.to_owned() };
    intl::instant(middle.and_utc().timestamp_millis(), &[("timeZone", "UTC"), ("month", "short"), ("year", "numeric")])
}

/// `12 mar, 14:05 – 18:30`, or with both dates when they differ.
pub(crate) fn span(from: Instant, to: Instant) -> String {
    let end = if super::zone::today_at(from) == super::zone::today_at(to) { time(to) } else { near(to) };
    [near(from).as_str(), end.as_str()].join(" – ")
}

/// `12 mar 2026 (dentro de 6 días)`, of what ends on a day given as `YYYY-MM-DD`; nothing where none is given.
pub(crate) fn ends(on: &str) -> String {
    let Some(on) = read_date(on) else { return String::new() };
    [date(on).as_str(), " (", &days_away(on).1, ")"].concat()
}

/// How many days off a day is, and in words: `hoy`, `dentro de 5 días`, `hace 14 días`.
pub(crate) fn days_away(day: Date) -> (i64, String) {
    let days = day.signed_duration_since(super::zone::today()).num_days();
    (days, intl::relative(days, "day"))
}

/// The same in few letters: `dentro de 5 d`.
pub(crate) fn days_away_short(day: Date) -> (i64, String) {
    let days = day.signed_duration_since(super::zone::today()).num_days();
    (days, intl::relative_short(days, "day"))
}

/// `ahora`, `hace 3 horas`, `mañana`; show [`instant`] as its title.
pub(crate) fn relative(at: Instant) -> String {
    let (value, unit) = distance(at);
    intl::relative(value, unit)
}

/// `dentro de 3 h`, where there is little room for [`relative`].
pub(crate) fn relative_short(at: Instant) -> String {
    let (value, unit) = distance(at);
    intl::relative_short(value, unit)
}

/// How many of which unit it is away.
fn distance(at: Instant) -> (i64, &'static str) {
    let distance = at.0.saturating_sub(now().0);
    let (unit, length) = match distance.abs() {
        // None of them: now.
        d if d < MINUTE => ("second", MINUTE),
        d if d < HOUR => ("minute", MINUTE),
        d if d < DAY => ("hour", HOUR),
        d if d < 30 * DAY => ("day", DAY),
        d if d < 365 * DAY => ("month", 30 * DAY),
        _ => ("year", 365 * DAY),
    };
    (distance / length, unit)
}
