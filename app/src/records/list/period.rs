//! A period among the filters: people choose its first and last day, the edge takes `since` and, exclusive, `until`.

use domain::list::ListQuery;
use domain::time::{Date, Instant, read_date};

use crate::text::{date, zone};
use domain::list::By;

const SINCE: &str = "since";
const UNTIL: &str = "until";

/// Takes over `2026-03-01..2026-03-31`; either end may be missing.
pub(super) fn set(query: &mut ListQuery, by: By, chosen: &str) {
    let (from, to) = chosen.split_once("..").unwrap_or((chosen, ""));
    let day_after = |day: Date| day.succ_opt();
    for (name, day) in [(SINCE, read_date(from)), (UNTIL, read_date(to).and_then(day_after))] {
        match day {
            Some(day) => query.filters.insert(name.to_owned(), written(by, day)),
            None => query.filters.remove(name),
        };
    }
}

fn written(by: By, day: Date) -> String {
    if matches!(by, By::Days) { day.to_string() } else { zone::start_of(day).0.to_string() }
}

fn read(by: By, text: &str) -> Option<Date> {
    if matches!(by, By::Days) { text.parse().ok() } else { zone::today_at(Instant(text.parse().ok()?)) }
}

/// The chosen days, as [`set`] takes them; `None` when there is no period.
pub(super) fn range_of(query: &ListQuery, by: By) -> Option<String> {
    let day = |name| query.filters.get(name).and_then(|text| read(by, text));
    let (since, until) = (day(SINCE), day(UNTIL).and_then(|day| day.pred_opt()));
    let text = |day: Option<Date>| day.map(|day| day.to_string()).unwrap_or_default();
    (since.is_some() || until.is_some()).then(|| [text(since).as_str(), "..", &text(until)].concat())
}

/// In the reader's words.
pub(super) fn shown(chosen: &str) -> String {
    let day = |text: &str| read_date(text).map(date::date).unwrap_or_default();
    let (from, to) = chosen.split_once("..").unwrap_or((chosen, ""));
    [day(from).as_str(), " – ", &day(to)].concat()
}
