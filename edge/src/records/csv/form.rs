//! How a list is written as text: for people's spreadsheets, in their language, or for programs.
//!
//! Invariant: whichever of comma, semicolon and tab a reader parts fields at, none begins like a formula, unless it is a number.

use domain::field::{Field, Kind};
use domain::money::Currency;
use domain::text::{Language, Text};
use domain::time::{Instant, MINUTE};
use serde_json::Value as Json;

use super::super::list::{CodeWords, Column, List};
use crate::io::zone::Zone;

/// How the company and the reader write times and amounts.
#[derive(Clone, Copy)]
pub struct Form {
    /// The company's: in which times are written.
    pub zone: Zone,
    /// The company's, whose decimals amounts have; without one they stay minor units.
    pub currency: Option<Currency>,
    /// Whose words and signs are used; none for programs, which get names, codes and ISO 8601.
    pub reader: Option<Language>,
}

/// A column that is written, with what is the same for all rows.
pub struct Written {
    /// Which of the row's values it is.
    place: usize,
    /// What it is called and how it is written.
    field: &'static Field,
    /// In which its codes are written for people.
    words: CodeWords,
}

/// A flag that is set, for people.
const YES: Text = Text(["Sí", "Yes", "Sì", "Tak"]);
/// A flag that isn't, for people.
const NO: Text = Text(["No", "No", "No", "Nie"]);

impl Form {
    /// Where spreadsheets write decimals with a comma, they part fields at semicolons.
    const fn separator(self) -> char {
        match self.reader {
            Some(Language::Es | Language::It | Language::Pl) => ';',
            Some(Language::En) | None => ',',
        }
    }

    /// Those of a list's columns that are written, to be made once for all rows. Ids and versions say nothing to people: the names
    /// are there.
    pub fn columns<'l>(self, list: &List, columns: impl Iterator<Item = Column<'l>>) -> Vec<Written> {
        columns
            .enumerate()
            .filter(|(_, column)| self.reader.is_none() || !column.is_for_programs(list))
            .map(|(place, column)| Written { place, field: column.field, words: column.words() })
            .collect()
    }

    /// The names of the columns. For people after the byte order mark by which Excel knows UTF-8.
    pub fn head(self, columns: &[Written]) -> String {
        let mut out = String::from(if self.reader.is_some() { "\u{feff}" } else { "" });
        let name = |column: &Written| match self.reader {
            Some(language) => column.field.label.get(language).to_owned(),
            None => column.field.name.to_owned(),
        };
        self.line(&mut out, columns.iter().map(name));
        out
    }

    /// Writes a row of the list behind what `out` holds, and ends the line.
    pub fn row(self, out: &mut String, columns: &[Written], row: &[Json]) {
        let value = |column: &Written| self.value(column, row.get(column.place).unwrap_or(&Json::Null));
        self.line(out, columns.iter().map(value));
    }

    /// One value as text, before it is quoted.
    fn value(self, column: &Written, value: &Json) -> String {
        match value {
            Json::Null => String::new(),
            Json::Number(number) => match (column.field.kind, number.as_i64()) {
                (Kind::Instant, Some(at)) => self.instant(Instant(at)),
                (Kind::Money | Kind::Price, Some(minor)) => self.money(minor),
                (Kind::Duration, Some(spent)) if self.reader.is_some() => {
                    let minutes = spent / MINUTE;
                    format!("{}:{:02}", minutes / 60, minutes % 60)
                }
                _ => number.to_string(),
            },
            Json::Array(values) => unarmed(&values.iter().filter_map(Json::as_str).collect::<Vec<_>>().join(" ")),
            Json::String(text) => {
                let words = self.reader.and_then(|language| Some(column.words.get(text)?.get(language)));
                unarmed(words.unwrap_or(text))
            }
            Json::Bool(on) => match self.reader {
                Some(language) => (if *on { YES } else { NO }).get(language).to_owned(),
                None => on.to_string(),
            },
            Json::Object(_) => value.to_string(),
        }
    }

    /// A time, in the company's zone.
    fn instant(self, at: Instant) -> String {
        if self.reader.is_some() { self.zone.readable(at) } else { self.zone.exact(at) }
    }

    /// An amount of minor units.
    fn money(self, minor: i64) -> String {
        let plain = self.currency.map_or_else(|| minor.to_string(), |currency| currency.plain(minor));
        if self.separator() == ';' { plain.replace('.', ",") } else { plain }
    }

    /// RFC 4180, and quoted as well where another reader's separator stands.
    fn line(self, out: &mut String, values: impl Iterator<Item = String>) {
        for (place, value) in values.enumerate() {
            if place > 0 {
                out.push(self.separator());
            }
            // A decimal comma is quoted only where it would part the number.
            let number = value.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'-' | b',' | b'.'));
            let parts = if number { value.contains(self.separator()) } else { value.contains(SEPARATORS) };
            if parts || value.contains('"') {
                out.push('"');
                out.push_str(&value.replace('"', "\"\""));
                out.push('"');
            } else {
                out.push_str(&value);
            }
        }
        out.push_str("\r\n");
    }
}

/// What some reader parts fields or lines at.
const SEPARATORS: [char; 5] = [',', ';', '\t', '\n', '\r'];

/// Wherever a reader may begin a field, what looks like a formula gets an apostrophe, so that no spreadsheet runs it (OWASP,
/// CSV injection). Spaces and quotes before it are skipped, since readers skip them.
fn unarmed(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 1);
    let mut begins = true;
    for c in text.chars() {
        let runs = matches!(c, '=' | '+' | '-' | '@' | '＝' | '＋' | '－' | '＠' | '\t' | '\r');
        if begins && runs {
            out.push('\'');
        }
        out.push(c);
        begins = SEPARATORS.contains(&c) || begins && (c.is_whitespace() || c == '"');
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::money::payment::PaymentRow;
    use domain::people::customer::CustomerRow;

    const PLAIN: Form = Form { zone: Zone::UTC, currency: None, reader: None };

    fn in_euros(reader: Option<Language>) -> Form {
        Form { currency: Currency::find("EUR"), reader, ..PLAIN }
    }

    fn written(form: Form, field: &'static Field, value: impl Into<Json>) -> String {
        let mut out = String::new();
        let column = Written { place: 0, field, words: Column::new(field).words() };
        form.row(&mut out, &[column], &[value.into()]);
        out.trim_end_matches("\r\n").to_owned()
    }

    fn text(value: impl Into<Json>) -> String {
        written(PLAIN, &CustomerRow::COMPANY, value)
    }

    #[test]
    fn values_are_quoted_where_they_must_be() {
        assert_eq!(text("a,\"b\"\nc"), "\"a,\"\"b\"\"\nc\"");
        assert_eq!(text("a;b"), "\"a;b\"");
        assert_eq!(text(Json::Null), "");
        assert_eq!(text(true), "true");
    }

    #[test]
    fn a_formula_is_only_text_wherever_a_reader_begins_a_field() {
        for (typed, kept) in [
            ("=1+1", "'=1+1"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("Hotel;=1+1;", "\"Hotel;'=1+1;\""),
            ("a, -2", "\"a, '-2\""),
            ("a\r\n=b", "\"a\r\n'=b\""),
            ("a\n\"=b\"", "\"a\n\"\"'=b\"\"\""),
            ("\t=1", "\"'\t'=1\""),
            ("Madrid - Vigo", "Madrid - Vigo"),
            ("＝1", "'＝1"),
        ] {
            assert_eq!(text(typed), kept);
        }
        assert_eq!(text(-5), "-5");
    }

    #[test]
    fn people_get_their_signs_and_programs_get_iso() {
        let at = &PaymentRow::AT;
        assert_eq!(written(in_euros(Some(Language::Es)), at, 1_800_000_000_000_i64), "2027-01-15 08:00");
        assert_eq!(written(PLAIN, at, 1_800_000_000_000_i64), "2027-01-15T08:00:00+00:00");
        let amount = &PaymentRow::AMOUNT;
        for (reader, kept) in [(Some(Language::Pl), "-123,45"), (Some(Language::En), "-123.45"), (None, "-123.45")] {
            assert_eq!(written(in_euros(reader), amount, -12_345), kept);
        }
        let on = &CustomerRow::ACTIVE;
        assert_eq!(written(in_euros(Some(Language::It)), on, true), "Sì");
    }
}
