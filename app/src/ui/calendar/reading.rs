//! What was typed into a field of a day or a time, as the field keeps it.

use domain::time::{Date, Instant, MINUTE, read_date};

use super::moment::{Reader, Typed, Unread, Wall};
use crate::text::{fill, t, zone};
use crate::ui::date::{Asked, sign};
use crate::ui::{numeral, words};

/// The reader of this page.
pub(super) fn reader() -> Reader {
    Reader {
        sign: sign(),
        months: t(words::MONTHS),
        weekdays: t(words::WEEKDAYS),
        near: t(words::NEAR_DAYS),
        today: zone::today(),
    }
}

/// The first and the last day that may be chosen; an end's first is its start's.
pub(super) fn bounds(asked: &Asked) -> (Option<Date>, Option<Date>) {
    (read_date(&asked.min).or_else(|| start(asked).map(|start| start.day)), read_date(&asked.max))
}

pub(super) fn start(asked: &Asked) -> Option<Wall> {
    Wall::read(zone::plain(&asked.start))
}

/// What is kept of what was typed: a day or a time, or why it is none.
pub(super) fn read(typed: &str, asked: &Asked) -> String {
    let reader = reader();
    let found = if asked.timed {
        let typed = reader.read(typed, Wall::read(zone::plain(&asked.kept)), start(asked));
        typed.map(|typed| match typed {
            Typed::At(at) => (at.day, at.kept()),
            Typed::After(minutes) => after(minutes, asked),
        })
    } else {
        reader.read_day(typed).map(|day| (day, day.to_string()))
    };
    let why = match found {
        Ok((day, kept)) => match bounds(asked) {
            (Some(min), _) if day < min => fill(words::NOT_BEFORE, &[("day", &reader.show_day(min))]),
            (_, Some(max)) if day > max => fill(words::NOT_AFTER, &[("day", &reader.show_day(max))]),
            _ => return kept,
        },
        Err(why) => sentence(why, asked.timed, &reader),
    };
    numeral::unread(&why, typed)
}

/// The time so many minutes after the start, also over a night on which clocks change.
fn after(minutes: u32, asked: &Asked) -> (Date, String) {
    let start = zone::from_input(&asked.start).unwrap_or(Instant(0));
    let end = Instant(start.0 + i64::from(minutes) * MINUTE);
    (zone::today_at(end).unwrap_or(Date::MIN), zone::to_input(end))
}

fn sentence(why: Unread, timed: bool, reader: &Reader) -> String {
    let tomorrow = reader.near.split(' ').nth(2).unwrap_or("");
    let example = |day| reader.show(Wall { day, minute: 9 * 60 + 30 });
    match why {
        Unread::NoSuchDay => t(words::NO_SUCH_DAY).to_owned(),
        Unread::NoTime(day) => fill(words::NO_TIME, &[("example", &example(day))]),
        Unread::Letters if timed => fill(words::NO_MOMENT, &[("example", &example(reader.today)), ("near", tomorrow)]),
        Unread::Letters => fill(words::NO_DAY, &[("example", &reader.show_day(reader.today)), ("near", tomorrow)]),
    }
}
