//! Numbers as people type them, and as the app keeps them. Pure.
//!
//! Kept form: digits with at most one `.`, or whole minor units for money. Shown form: the reader's decimal sign, no
//! grouping, so that what is shown can be edited. Either decimal sign is understood where only one reading is possible;
//! where two are, both are told. What can't be read is kept as it was typed, with the sentence that says why ([`unread`]).
//!
//! Invariant: a number is never rounded here, and no digit is dropped but zeros that say nothing.

use super::words;
use crate::text::{fill, t};

/// Decimals that any measure, quantity and rate may have.
pub(crate) const MOST_PLACES: u8 = domain::measure::MOST_PLACES;
/// Digits before the decimal sign, and all in all: few enough for an `i64` of the smallest unit.
const MOST_DIGITS: usize = 15;
const MOST_DIGITS_IN_ALL: usize = 18;

/// What a field can keep.
#[derive(Clone, Debug)]
pub(crate) struct Wanted {
    /// The reader's decimal sign.
    pub decimal: char,
    pub places: u8,
    /// Words that may be pasted along with the number: its unit, its currency's code and sign.
    pub beside: Vec<String>,
    /// Whether two possible readings are refused instead of shown.
    pub one_reading: bool,
}

/// A number as it was understood, in canonical digits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Read {
    pub number: String,
    /// What it could mean as well.
    pub other: Option<String>,
}

/// Why typed text is no number for its field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Unread {
    /// Something besides digits and their signs.
    Letters,
    /// Signs between the digits that no way of writing numbers has.
    Signs,
    TooManyDecimals(u8),
    TooManyDigits,
    /// Both readings, where guessing would be expensive; the second if it has no more decimals than can be kept.
    TwoReadings(String, Option<String>),
}

impl Unread {
    pub fn sentence(&self, decimal: char) -> String {
        match self {
            Self::Letters => fill(words::NO_NUMBER, &[("example", &show("1234.5", decimal))]),
            Self::Signs => fill(words::WRONG_SIGNS, &[("example", &show("1234.5", decimal))]),
            Self::TooManyDecimals(0) => t(words::WHOLE_ONLY).to_owned(),
            Self::TooManyDecimals(places) => fill(words::TOO_MANY_DECIMALS, &[("count", &places.to_string())]),
            Self::TooManyDigits => t(words::TOO_MANY_DIGITS).to_owned(),
            Self::TwoReadings(one, None) => fill(words::ONE_READING, &[("one", &whole_amount(one, decimal))]),
            Self::TwoReadings(one, Some(other)) => {
                fill(words::TWO_READINGS, &[("one", &whole_amount(one, decimal)), ("other", &show(other, decimal))])
            }
        }
    }
}

/// A whole number so written that it has one reading only: `1459,00`.
fn whole_amount(canonical: &str, decimal: char) -> String {
    let zeros = if canonical.contains('.') { "" } else { ".00" };
    show(&[canonical, zeros].concat(), decimal)
}

/// Said beside the field while there are two readings; `None` where there is one.
pub(crate) fn understood(read: &Read, decimal: char) -> Option<String> {
    let other = show(read.other.as_ref()?, decimal);
    Some(fill(words::UNDERSTOOD, &[("number", &show(&read.number, decimal)), ("other", &other)]))
}

/// The decimal sign of a language tag.
pub(crate) fn decimal_sign(language: &str) -> char {
    if language.starts_with("en") { '.' } else { ',' }
}

/// Between the digits where only a decimal sign can stand, whatever the language.
const DECIMAL: char = ';';

/// Other scripts' digits and signs as ours; `None` for what can't be seen.
fn plain(c: char) -> Option<char> {
    let digit = |zero: u32| char::from_digit((u32::from(c)).wrapping_sub(zero), 10);
    Some(match c {
        '\u{200b}'..='\u{200f}'
        | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{2069}'
        | '\u{feff}'
        | '\u{61c}'
        | '\u{ad}' => {
            return None;
        }
        '０'..='９' => digit(0xff10)?,
        '\u{660}'..='\u{669}' => digit(0x660)?,
        '\u{6f0}'..='\u{6f9}' => digit(0x6f0)?,
        '．' => '.',
        '，' => ',',
        '\u{66b}' => DECIMAL,
        ';' => '?',
        '\u{66c}' | '’' | '‘' | 'ʼ' | '＇' | '´' => '\'',
        '−' | '–' | '‒' | '﹣' | '－' => '-',
        '＋' => '+',
        c if c.is_whitespace() => ' ',
        c => c,
    })
}

/// Takes a word away from either end, once.
fn without_word<'t>(text: &'t str, words: &[String]) -> &'t str {
    let at_start = |word: &String| {
        let (start, rest) = text.split_at_checked(word.len())?;
        (!word.is_empty() && start.eq_ignore_ascii_case(word)).then_some(rest)
    };
    let at_end = |word: &String| {
        let (rest, end) = text.split_at_checked(text.len().checked_sub(word.len())?)?;
        (!word.is_empty() && end.eq_ignore_ascii_case(word)).then_some(rest)
    };
    words.iter().find_map(|word| at_start(word).or_else(|| at_end(word))).unwrap_or(text).trim()
}

/// Reads what was typed: `"1.234,5"` → `1234.5`.
pub(crate) fn read(typed: &str, wanted: &Wanted) -> Result<Read, Unread> {
    let text: String = typed.chars().filter_map(plain).collect();
    let mut words = wanted.beside.clone();
    // `USD` before `US$` before `$`.
    words.sort_by_key(|word| core::cmp::Reverse(word.len()));
    // `-€5` or `€-5`
    let (outer, text) = sign(text.trim());
    let text = without_word(text, &words);
    let (inner, text) = if outer.is_none() { sign(text) } else { (None, text) };
    let negative = outer.or(inner) == Some(true);
    let between = |c: char| matches!(c, '.' | ',' | ' ' | '\'' | DECIMAL);
    if !text.bytes().any(|byte| byte.is_ascii_digit()) || !text.chars().all(|c| c.is_ascii_digit() || between(c)) {
        return Err(Unread::Letters);
    }
    let number = |parts: Option<(String, &str)>| parts.map(|(whole, part)| canonical(negative, &whole, part));
    let grouped = number(all_groups(text));
    let decimal = number(with_decimals(text));
    let own = text.contains(wanted.decimal);
    let (number, other) = match (grouped, decimal) {
        (Some(_), Some(decimal)) if own => (decimal, None),
        (Some(grouped), Some(decimal)) => (grouped, Some(decimal).filter(|_| wanted.places > 0)),
        (Some(one), None) | (None, Some(one)) => (one, None),
        (None, None) => return Err(Unread::Signs),
    };
    if let (true, Some(other)) = (wanted.one_reading, &other) {
        let fits = other.split_once('.').is_none_or(|(_, fraction)| fraction.len() <= usize::from(wanted.places));
        return Err(Unread::TwoReadings(number, Some(other.clone()).filter(|_| fits)));
    }
    let (whole, fraction) = number.split_once('.').unwrap_or((&number, ""));
    if fraction.len() > usize::from(wanted.places) {
        return Err(Unread::TooManyDecimals(wanted.places));
    }
    let most = MOST_DIGITS.min(MOST_DIGITS_IN_ALL.saturating_sub(usize::from(wanted.places)));
    if whole.trim_start_matches('-').len() > most {
        return Err(Unread::TooManyDigits);
    }
    Ok(Read { number, other })
}

/// Whether the sign that stands first is a minus, if one does, and the rest.
fn sign(text: &str) -> (Option<bool>, &str) {
    match text.strip_prefix(['-', '+']) {
        Some(rest) => (Some(text.starts_with('-')), rest.trim_start()),
        None => (None, text),
    }
}

/// Digits in groups of thousands: one to three and no leading zero, then three each, always the same sign between.
fn thousands(text: &str) -> Option<String> {
    let Some(sign) = text.chars().find(|c| !c.is_ascii_digit()) else { return Some(text.to_owned()) };
    let mut groups = text.split(sign);
    let first = groups.next()?;
    let digits = |group: &str| group.bytes().all(|byte| byte.is_ascii_digit());
    let whole = (1..=3).contains(&first.len()) && !first.starts_with('0') && digits(first);
    (whole && sign != DECIMAL && groups.all(|group| group.len() == 3 && digits(group)))
        .then(|| text.chars().filter(char::is_ascii_digit).collect())
}

/// Read without decimals.
fn all_groups(text: &str) -> Option<(String, &str)> {
    Some((thousands(text)?, ""))
}

/// Read with the last sign as the decimal one.
fn with_decimals(text: &str) -> Option<(String, &str)> {
    let at = text.rfind(['.', ',', DECIMAL])?;
    let (whole, rest) = text.split_at(at);
    let mut rest = rest.chars();
    let sign = rest.next()?;
    let fraction = rest.as_str();
    let clean = !whole.contains(sign) && fraction.bytes().all(|byte| byte.is_ascii_digit());
    clean.then(|| Some((thousands(whole)?, fraction)))?
}

fn canonical(negative: bool, whole: &str, fraction: &str) -> String {
    let digits = whole.trim_start_matches('0');
    let fraction = fraction.trim_end_matches('0');
    let mut out = String::new();
    if negative && !(digits.is_empty() && fraction.is_empty()) {
        out.push('-');
    }
    out.push_str(if digits.is_empty() { "0" } else { digits });
    if !fraction.is_empty() {
        out.push('.');
        out.push_str(fraction);
    }
    out
}

/// Stands before and behind the sentence in what was kept unread; nobody types it.
const MARK: char = '\u{1f}';

/// What is kept of text that couldn't be read: why, and what was typed, so that nothing typed is lost.
pub(super) fn unread(why: &str, typed: &str) -> String {
    let mut out = String::from(MARK);
    out.push_str(why);
    out.push(MARK);
    out.push_str(typed);
    out
}

/// The sentence that says why it couldn't be read, and what was typed.
fn taken_apart(kept: &str) -> Option<(&str, &str)> {
    kept.strip_prefix(MARK)?.split_once(MARK)
}

/// Why what is kept isn't a value, if it isn't.
pub(crate) fn why_unread(kept: &str) -> Option<&str> {
    taken_apart(kept).map(|(why, _)| why)
}

/// What was typed of what is kept unread.
pub(super) fn as_typed(kept: &str) -> Option<&str> {
    taken_apart(kept).map(|(_, typed)| typed)
}

/// The signs by which people write a currency.
pub(super) fn signs(currency: &str) -> &'static [&'static str] {
    match currency {
        "EUR" => &["€"],
        "USD" => &["US$", "$"],
        "GBP" => &["£"],
        "JPY" | "CNY" => &["¥", "￥"],
        "CHF" => &["SFr.", "Fr."],
        "PLN" => &["zł", "zl"],
        "CZK" => &["Kč"],
        "DKK" | "SEK" | "NOK" | "ISK" => &["kr.", "kr"],
        "RON" => &["lei"],
        "BGN" => &["лв."],
        "HUF" => &["Ft"],
        "TRY" => &["₺", "TL"],
        "UAH" => &["₴"],
        "BRL" => &["R$"],
        "ILS" => &["₪"],
        "INR" => &["₹"],
        "KRW" => &["₩"],
        "VND" => &["₫"],
        "NGN" => &["₦"],
        "MXN" | "ARS" | "CLP" | "COP" | "UYU" | "CAD" | "AUD" | "NZD" => &["$"],
        _ => &[],
    }
}

/// Canonical form → shown form.
pub(super) fn show(canonical: &str, decimal: char) -> String {
    canonical.replace('.', if decimal == ',' { "," } else { "." })
}

/// Canonical decimal → minor units, `None` if it has more decimals than the currency.
pub(super) fn to_minor(canonical: &str, exponent: u8) -> Option<String> {
    let (whole, fraction) = canonical.split_once('.').unwrap_or((canonical, ""));
    let places = usize::from(exponent);
    if fraction.len() > places {
        return None;
    }
    let (sign, whole) = whole.strip_prefix('-').map_or(("", whole), |rest| ("-", rest));
    let mut digits = String::from(whole);
    digits.push_str(fraction);
    digits.extend(std::iter::repeat_n('0', places - fraction.len()));
    let digits = digits.trim_start_matches('0');
    Some(if digits.is_empty() { "0".into() } else { [sign, digits].concat() })
}

/// Parts of minor units, `finer` decimals more than the currency has → canonical decimal with as many of those as it needs:
/// `("14590", 2, 4)` → `"0.01459"`, `("12500000", 2, 4)` → `"12.50"`.
pub(super) fn from_parts(parts: &str, exponent: u8, finer: u8) -> String {
    let all = from_minor(parts, exponent + finer);
    let Some((whole, fraction)) = all.split_once('.') else { return all };
    let needed = fraction.trim_end_matches('0').len().max(usize::from(exponent));
    [whole, if needed == 0 { "" } else { "." }, fraction.split_at(needed).0].concat()
}

/// Minor units → canonical decimal with all its decimals: `("5", 2)` → `"0.05"`.
pub(super) fn from_minor(minor: &str, exponent: u8) -> String {
    let (sign, digits) = minor.strip_prefix('-').map_or(("", minor), |rest| ("-", rest));
    let places = usize::from(exponent);
    if digits.is_empty() || places == 0 {
        return minor.to_owned();
    }
    let mut padded: String = std::iter::repeat_n('0', (places + 1).saturating_sub(digits.len())).collect();
    padded.push_str(digits);
    let (whole, fraction) = padded.split_at(padded.len() - places);
    [sign, whole, ".", fraction].concat()
}

/// `"1:30"`, `"90"` (minutes), `"1h 30m"`, `"1,5 h"` → minutes; `None` for what isn't whole minutes.
pub(crate) fn read_minutes(typed: &str) -> Option<u32> {
    let plain: String = typed.chars().filter_map(plain).collect();
    let text = plain.trim().to_ascii_lowercase();
    let whole = |text: &str| text.trim().parse::<u32>().ok();
    if let Some((hours, minutes)) = text.split_once(':') {
        return whole(hours)?.checked_mul(60)?.checked_add(whole(minutes).filter(|m| *m < 60)?);
    }
    if let Some((hours, rest)) = text.split_once('h') {
        let rest = rest.trim().trim_end_matches("min").trim_end_matches('m').trim();
        let minutes: u32 = if rest.is_empty() { 0 } else { whole(rest)? };
        let hours = hours.trim().replace(',', ".");
        let (hours, fraction) = hours.split_once('.').unwrap_or((&hours, ""));
        // Thousandths of an hour, of which three minutes are fifty.
        let fraction = fraction.trim_end_matches('0');
        let thousandths = if fraction.is_empty() {
            0
        } else {
            whole(fraction)? * 10_u32.pow(3_u32.checked_sub(u32::try_from(fraction.len()).ok()?)?)
        };
        let part = (thousandths * 60) % 1_000 == 0;
        let minutes = part.then_some(thousandths * 60 / 1_000)?.checked_add(minutes)?;
        return whole(hours)?.checked_mul(60)?.checked_add(minutes);
    }
    whole(text.trim_end_matches("min").trim_end_matches('m'))
}

/// Minutes → `"1:05"`.
pub(super) fn show_minutes(minutes: u32) -> String {
    let mut out = (minutes / 60).to_string();
    out.push_str(if minutes % 60 < 10 { ":0" } else { ":" });
    out.push_str(&(minutes % 60).to_string());
    out
}

#[cfg(test)]
pub(crate) mod tests;
