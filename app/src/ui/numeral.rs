//! Numbers as people type them, and as the app keeps them. Pure.
//!
//! Kept form: digits with at most one `.`, or whole minor units for money. Shown form: the reader's decimal sign, no
//! grouping, so that what is shown can be edited. Reading is forgiving about grouping and about the other decimal sign.

/// The decimal sign of a language tag.
pub(super) fn decimal_sign(language: &str) -> char {
    if language.starts_with("en") { '.' } else { ',' }
}

/// Reads what was typed into canonical form: `"1.234,5"` → `"1234.5"`. `None` if it is no number.
pub(super) fn read(typed: &str, decimal: char) -> Option<String> {
    let text: String = typed.chars().filter(|c| !c.is_whitespace() && *c != '\u{a0}' && *c != '\'').collect();
    let (negative, text) = match text.strip_prefix(['-', '−']) {
        Some(rest) => (true, rest),
        None => (false, text.as_str()),
    };
    if text.contains('.')
        && text.contains(',')
        && text.rfind(['.', ',']).is_some_and(|at| text.matches(&text[at..=at]).count() > 1)
    {
        return None;
    }
    let split = decimal_place(text, decimal);
    let (whole, fraction) = match split {
        Some(at) => (&text[..at], &text[at + 1..]),
        None => (text, ""),
    };
    let digits: String = whole.chars().filter(|c| !matches!(c, '.' | ',')).collect();
    let all_digits = |s: &str| s.bytes().all(|b| b.is_ascii_digit());
    if (digits.is_empty() && fraction.is_empty()) || !all_digits(&digits) || !all_digits(fraction) {
        return None;
    }
    let digits = digits.trim_start_matches('0');
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
    Some(out)
}

/// Where the decimal sign stands, if there is one. A lone sign followed by exactly three digits groups thousands, unless it
/// is the language's own decimal sign.
fn decimal_place(text: &str, decimal: char) -> Option<usize> {
    let last = text.rfind(['.', ','])?;
    let sign = if text[last..].starts_with('.') { '.' } else { ',' };
    let count = text.matches(sign).count();
    let both = text.contains('.') && text.contains(',');
    if count > 1 {
        return None;
    }
    if both || sign == decimal {
        return Some(last);
    }
    (text.len() - last - 1 != 3).then_some(last)
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

/// `"1:30"`, `"90"` (minutes), `"1h 30m"`, `"1,5 h"` → minutes.
pub(super) fn read_minutes(typed: &str) -> Option<u32> {
    let text = typed.trim().to_ascii_lowercase();
    if let Some((hours, minutes)) = text.split_once(':') {
        let minutes: u32 = minutes.trim().parse().ok().filter(|m| *m < 60)?;
        return hours.trim().parse::<u32>().ok()?.checked_mul(60)?.checked_add(minutes);
    }
    if let Some((hours, rest)) = text.split_once('h') {
        let rest = rest.trim().trim_end_matches("min").trim_end_matches('m').trim();
        let minutes: u32 = if rest.is_empty() { 0 } else { rest.parse().ok()? };
        let hours = hours.trim().replace(',', ".");
        let (whole, fraction) = hours.split_once('.').unwrap_or((&hours, ""));
        let tenths: u32 = if fraction.is_empty() { 0 } else { fraction.get(..1)?.parse().ok()? };
        return whole.parse::<u32>().ok()?.checked_mul(60)?.checked_add(tenths * 6)?.checked_add(minutes);
    }
    text.trim_end_matches("min").trim_end_matches('m').trim().parse().ok()
}

/// Minutes → `"1:05"`.
pub(super) fn show_minutes(minutes: u32) -> String {
    let mut out = (minutes / 60).to_string();
    out.push_str(if minutes % 60 < 10 { ":0" } else { ":" });
    out.push_str(&(minutes % 60).to_string());
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_in_either_decimal_sign() {
        for (typed, decimal, kept) in [
            ("1234,5", ',', Some("1234.5")),
            ("1.234,50", ',', Some("1234.5")),
            ("1,234.50", '.', Some("1234.5")),
            ("1.5", ',', Some("1.5")),
            ("1.500", ',', Some("1500")),
            ("1.500", '.', Some("1.5")),
            ("1.234.567", ',', Some("1234567")),
            (" 1 200 ", ',', Some("1200")),
            ("-0,50", ',', Some("-0.5")),
            ("-0", ',', Some("0")),
            ("007", ',', Some("7")),
            (",5", ',', Some("0.5")),
            ("", ',', None),
            ("12a", ',', None),
            ("1,2,3.4.5", ',', None),
        ] {
            assert_eq!(read(typed, decimal).as_deref(), kept, "{typed}");
        }
    }

    #[test]
    fn money_keeps_the_currencys_decimals() {
        assert_eq!(to_minor("12.5", 2).as_deref(), Some("1250"));
        assert_eq!(to_minor("0.05", 2).as_deref(), Some("5"));
        assert_eq!(to_minor("1200", 0).as_deref(), Some("1200"));
        assert_eq!(to_minor("1.234", 3).as_deref(), Some("1234"));
        assert_eq!(to_minor("1.234", 2), None);
        assert_eq!(from_minor("5", 2), "0.05");
        assert_eq!(from_minor("-1250", 2), "-12.50");
        assert_eq!(from_minor("1200", 0), "1200");
        assert_eq!(from_minor("", 2), "");
    }

    #[test]
    fn durations_are_read_as_people_write_them() {
        for (typed, minutes) in [
            ("1:30", Some(90)),
            ("90", Some(90)),
            ("1h 30m", Some(90)),
            ("1,5 h", Some(90)),
            ("45 min", Some(45)),
            ("1:75", None),
            ("x", None),
        ] {
            assert_eq!(read_minutes(typed), minutes, "{typed}");
        }
        assert_eq!(show_minutes(65), "1:05");
    }
}
