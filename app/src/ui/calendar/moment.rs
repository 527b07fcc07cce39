//! Days and times as people type them, and as the app keeps them. Pure.
//!
//! Kept form: `2026-11-24`, with a time `2026-11-24T09:30`. Shown form: the reader's, in digits, so that what is shown can be
//! edited and is read back as the same. Typed may be less: `3/12`, `3 dic`, `mañana 9`, `930`; of an end also how long after
//! its start, `+2h`.
//!
//! Invariant: a day that doesn't exist is refused, never moved to one that does.

use domain::time::{Date, Datelike, Days, read_date, week_of};

use crate::text::small;
use crate::ui::numeral::read_minutes;

/// How the reader writes days, and which one it is.
#[derive(Clone, Copy)]
pub(super) struct Reader {
    /// Between day, month and year.
    pub sign: char,
    /// The beginnings of the months' names, from January.
    pub months: &'static str,
    /// The beginnings of the weekdays' names, from Monday.
    pub weekdays: &'static str,
    /// What yesterday, today, tomorrow and the day after are called.
    pub near: &'static str,
    pub today: Date,
}

/// A day, and the minutes into it that the clock on the wall shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Wall {
    pub day: Date,
    pub minute: u32,
}

/// What was typed as a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Typed {
    At(Wall),
    /// So many minutes after the start.
    After(u32),
}

/// Why what was typed is no day, or no time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unread {
    Letters,
    /// The 30th of February.
    NoSuchDay,
    /// Only the day was typed.
    NoTime(Date),
}

const DAY: u32 = 24 * 60;

impl Wall {
    /// From the kept form.
    pub fn read(kept: &str) -> Option<Self> {
        let (day, time) = kept.split_once('T')?;
        Some(Self { day: read_date(day)?, minute: read_time(time)? })
    }

    pub fn kept(self) -> String {
        [self.day.to_string().as_str(), "T", &show_time(self.minute)].concat()
    }
}

fn two(number: u32) -> String {
    [if number < 10 { "0" } else { "" }, &number.to_string()].concat()
}

/// `09:30`
pub(super) fn show_time(minute: u32) -> String {
    [two(minute / 60).as_str(), ":", &two(minute % 60)].concat()
}

impl Reader {
    /// `24/11/2026`
    pub fn show_day(&self, day: Date) -> String {
        let mut shown = two(day.day());
        shown.push(self.sign);
        shown.push_str(&two(day.month()));
        shown.push(self.sign);
        shown.push_str(&day.year().to_string());
        shown
    }

    /// `24/11/2026 09:30`
    pub fn show(&self, at: Wall) -> String {
        [self.show_day(at.day).as_str(), " ", &show_time(at.minute)].concat()
    }

    /// A day in any of the ways it is typed.
    pub fn read_day(&self, typed: &str) -> Result<Date, Unread> {
        if let Some(day) = read_date(typed.trim()) {
            return Ok(day);
        }
        let words = words(typed);
        let words: Vec<&str> = words.iter().map(String::as_str).filter(|word| !FILLERS.contains(word)).collect();
        let digits = |word: &str| word.bytes().all(|byte| byte.is_ascii_digit());
        match words.as_slice() {
            [word] if digits(word) => self.in_digits(word),
            [word] => self.named(word).ok_or(Unread::Letters),
            [year, month, day] if digits(year) && year.len() == 4 => self.on(day, month, Some(year)),
            [one, two] if digits(one) => self.on(one, two, None),
            [one, two] => self.on(two, one, None),
            [one, two, three] if digits(one) => self.on(one, two, Some(three)),
            // `Dec 3 2026`, `Tue 24/11`, `Tue 24/11/2026`
            [one, two, three] if self.month(one).is_some() && three.len() == 4 => self.on(two, one, Some(three)),
            [one, two, three] if self.weekday(one).is_some() => self.on(two, three, None),
            [one, two, three, four] if self.weekday(one).is_some() => self.on(two, three, Some(four)),
            _ => Err(Unread::Letters),
        }
    }

    /// A day and a time. What is left out of it is `before`'s; a time that is the end of what began at `start` comes after it.
    pub fn read(&self, typed: &str, before: Option<Wall>, start: Option<Wall>) -> Result<Typed, Unread> {
        let typed = typed.trim();
        if let Some(long) = typed.strip_prefix('+') {
            let minutes = read_minutes(long).filter(|minutes| *minutes > 0 && start.is_some());
            return minutes.map(Typed::After).ok_or(Unread::Letters);
        }
        if let Some(at) = Wall::read(typed) {
            return Ok(Typed::At(at));
        }
        if let (Some(minute), false) = (read_time(typed), self.is_day(typed)) {
            return Ok(Typed::At(self.at_time(minute, before, start)));
        }
        let split = typed.char_indices().rev().filter(|(_, c)| matches!(c, ' ' | ',' | 'T'));
        for (at, _) in split {
            let (day, time) = typed.split_at(at);
            let time = time.trim_start_matches([' ', ',', 'T']);
            let is_year = time.len() == 4 && matches!(time.get(..2), Some("19" | "20" | "21"));
            if let (Some(minute), false) = (read_time(time), is_year) {
                match self.read_day(day) {
                    Ok(day) => return Ok(Typed::At(Wall { day, minute })),
                    Err(Unread::NoSuchDay) => return Err(Unread::NoSuchDay),
                    Err(_) => {}
                }
            }
        }
        let day = self.read_day(typed)?;
        let minute = before.map(|before| before.minute).ok_or(Unread::NoTime(day))?;
        Ok(Typed::At(Wall { day, minute }))
    }

    fn at_time(&self, minute: u32, before: Option<Wall>, start: Option<Wall>) -> Wall {
        match (start, before) {
            (Some(start), _) if minute > start.minute => Wall { day: start.day, minute },
            (Some(start), _) => Wall { day: start.day.succ_opt().unwrap_or(start.day), minute },
            (None, Some(before)) => Wall { day: before.day, minute },
            (None, None) => Wall { day: self.today, minute },
        }
    }

    /// Whether `3.12` is a day rather than twelve past three: where days are written with points.
    fn is_day(&self, typed: &str) -> bool {
        self.sign == '.' && typed.contains('.') && self.read_day(typed).is_ok()
    }

    /// `24`, `2411`, `241126`, `24112026`
    fn in_digits(&self, digits: &str) -> Result<Date, Unread> {
        let part = |from: usize, to: usize| digits.get(from..to).unwrap_or("");
        match digits.len() {
            1 | 2 => {
                let month = self.today.month();
                let coming = self.on(digits, &month.to_string(), None).ok().filter(|day| *day >= self.today);
                coming.map_or_else(|| self.on(digits, &(month % 12 + 1).to_string(), None), Ok)
            }
            4 => self.on(part(0, 2), part(2, 4), None),
            6 => self.on(part(0, 2), part(2, 4), Some(part(4, 6))),
            8 => self.on(part(0, 2), part(2, 4), Some(part(4, 8))),
            _ => Err(Unread::Letters),
        }
    }

    /// `mañana`, `lunes`: the next one.
    fn named(&self, word: &str) -> Option<Date> {
        let days = |days: usize| self.today.checked_add_days(Days::new(days as u64));
        let is = |name: &str| name.split('/').any(|name| fold(name) == word);
        if let Some(at) = self.near.split(' ').position(is) {
            return if at == 0 { self.today.pred_opt() } else { days(at - 1) };
        }
        let wanted = self.weekday(word)?;
        let today = self.today.signed_duration_since(week_of(self.today)).num_days();
        days((wanted + 7 - usize::try_from(today).ok()? - 1) % 7 + 1)
    }

    fn weekday(&self, word: &str) -> Option<usize> {
        begins(self.weekdays, word)
    }

    fn month(&self, word: &str) -> Option<u32> {
        let named = begins(self.months, word).and_then(|at| u32::try_from(at + 1).ok());
        named.or_else(|| word.parse().ok())
    }

    /// A day of a month by number or name. Without its year it is the one from three months ago to nine ahead.
    fn on(&self, day: &str, month: &str, year: Option<&str>) -> Result<Date, Unread> {
        let (Ok(day), Some(month)) = (day.parse::<u32>(), self.month(month)) else { return Err(Unread::Letters) };
        let in_year = |year: i32| Date::from_ymd_opt(year, month, day).ok_or(Unread::NoSuchDay);
        let Some(year) = year else {
            let this = self.today.year();
            let apart = |found: &Date| found.signed_duration_since(self.today).num_days();
            let near = |found: &Date| (-90..=275).contains(&apart(found));
            let all = [this, this + 1, this - 1].map(|year| in_year(year).ok());
            // The 29th of February is that of the next year that has one.
            return all.into_iter().flatten().find(near).map_or_else(|| in_year(this), Ok);
        };
        match (year.len(), year.parse::<i32>()) {
            (2, Ok(short)) => in_year(if short < 70 { 2000 } else { 1900 } + short),
            (4, Ok(year)) if (1900..2200).contains(&year) => in_year(year),
            _ => Err(Unread::Letters),
        }
    }
}

/// What may stand between the parts of a day.
const FILLERS: &[&str] = &["de", "del", "of", "the", "di", "il", "el", "st", "nd", "rd", "th", "r", "roku"];

/// Runs of digits and of letters, without accents.
fn words(typed: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut last = ' ';
    for c in fold(typed).chars() {
        if c.is_alphanumeric() {
            match words.last_mut().filter(|_| last.is_alphanumeric() && last.is_ascii_digit() == c.is_ascii_digit()) {
                Some(word) => word.push(c),
                None => words.push(c.into()),
            }
        }
        last = c;
    }
    words
}

/// In small letters without the accents of our languages.
fn fold(text: &str) -> String {
    let plain = |c: char| match c {
        'á' | 'à' | 'ą' => 'a',
        'ć' => 'c',
        'é' | 'è' | 'ę' => 'e',
        'í' | 'ì' => 'i',
        'ł' => 'l',
        'ñ' | 'ń' => 'n',
        'ó' | 'ò' => 'o',
        'ś' => 's',
        'ú' | 'ù' => 'u',
        'ź' | 'ż' => 'z',
        c => c,
    };
    small(text.trim()).chars().map(plain).collect()
}

/// Which of these beginnings, of three letters each, a word has.
fn begins(all: &str, word: &str) -> Option<usize> {
    all.split(' ').position(|beginning| word.starts_with(beginning))
}

/// Minutes into the day: `9`, `930`, `09:30`, `9.30`, `9h30`, `9:30 pm`.
fn read_time(typed: &str) -> Option<u32> {
    let text = small(typed.trim()).replace("a.m.", "am").replace("p.m.", "pm");
    let (text, half) = match (text.strip_suffix("am"), text.strip_suffix("pm")) {
        (Some(rest), _) => (rest, Some(0)),
        (_, Some(rest)) => (rest, Some(12)),
        _ => (text.as_str(), None),
    };
    let number = |text: &str, most: usize| {
        let plain = (1..=most).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
        plain.then(|| text.parse::<u32>().ok()).flatten()
    };
    let text = text.trim().trim_end_matches('h').trim_end();
    let (hour, minute) = match text.split_once([':', '.', ',', 'h']) {
        Some((hour, minute)) => (number(hour, 2)?, number(minute, 2).filter(|_| minute.len() == 2)?),
        None if text.len() > 2 => {
            let (hour, minute) = text.split_at_checked(text.len() - 2)?;
            (number(hour, 2)?, number(minute, 2)?)
        }
        None => (number(text, 2)?, 0),
    };
    let hour = match half {
        Some(half) if (1..=12).contains(&hour) => hour % 12 + half,
        Some(_) => return None,
        None => hour,
    };
    Some(hour * 60 + minute).filter(|at| minute < 60 && *at < DAY)
}

#[cfg(test)]
mod tests;
