//! Letters of another alphabet that are taken for Latin ones: `Х` (Cyrillic) in a chassis number, `а` in `аna@vega.example`.
//!
//! Only Cyrillic and Greek have such letters; what is written in another script altogether stays as it is.

use crate::check::{Check, FieldCode};
use crate::folding::look_alike;
use crate::text::Text;

const NOT_LATIN: Text = crate::text!(
    "Hay letras de otro alfabeto: {about}. Escríbalas con el teclado latino.",
    "There are letters of another alphabet: {about}. Type them on a Latin keyboard.",
    "Ci sono lettere di un altro alfabeto: {about}. Scrivile con la tastiera latina.",
    "Są tu litery innego alfabetu: {about}. Wpisz je na klawiaturze łacińskiej."
);

/// A Greek or Cyrillic letter.
const fn is_foreign(c: char) -> bool {
    matches!(c, '\u{370}'..='\u{3ff}' | '\u{1f00}'..='\u{1fff}' | '\u{400}'..='\u{52f}' | '\u{1c80}'..='\u{1c8f}')
}

/// Whether a word is of two alphabets, or of one and seen as of the other.
fn is_mixed(word: &str) -> bool {
    let foreign = |c: &char| is_foreign(*c);
    let latin = |c: char| c.is_alphabetic() && (c.is_ascii() || matches!(c, '\u{c0}'..='\u{24f}'));
    word.chars().any(is_foreign)
        && (word.chars().any(latin) || word.chars().filter(foreign).all(|c| look_alike(c).is_some()))
}

impl Check {
    /// Letters and digits that stand on metal and paper: none of another alphabet.
    pub fn latin(&mut self, field: &str, value: &str) -> bool {
        self.without_foreign(field, value.chars())
    }

    /// An address, seen as it is: each word between its signs is of one alphabet, and looks like no other's. Mailboxes in any
    /// script pass (RFC 6531). Empty passes.
    pub fn mailbox(&mut self, field: &str, value: &str) -> bool {
        let words = value.split(|c: char| c.is_ascii() && !c.is_ascii_alphanumeric());
        self.email(field, value)
            && self.without_foreign(field, words.filter(|word| is_mixed(word)).flat_map(str::chars))
    }

    /// Names each, with the letter it looks like: `Х ≠ X`.
    fn without_foreign(&mut self, field: &str, letters: impl Iterator<Item = char>) -> bool {
        let named = letters.filter(|c| is_foreign(*c)).map(|c| match look_alike(c) {
            Some(latin) => format!("{c} ≠ {latin}"),
            None => format!("«{c}»"),
        });
        let named: Vec<String> = named.collect();
        named.is_empty() || self.say(field, FieldCode::ControlCharacter, NOT_LATIN, named.join(", "))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Language;

    fn message_of(checks: impl FnOnce(&mut Check) -> bool) -> Option<String> {
        let mut check = Check::default();
        checks(&mut check);
        check.into_errors().first().map(|error| error.sentence(Language::En))
    }

    #[test]
    fn a_letter_of_another_alphabet_on_a_plate_is_named() {
        assert_eq!(message_of(|check| check.latin("plate", "1234 ÑÜ-Ł")), None);
        for (plate, named) in [("12З4 ABC", "«З»"), ("Х12", "Х ≠ X"), ("1234 ΒΖΗ", "Β ≠ B, Ζ ≠ Z, Η ≠ H")]
        {
            assert!(
                message_of(|check| check.latin("plate", plate)).is_some_and(|message| message.contains(named)),
                "{plate}"
            );
        }
    }

    #[test]
    fn an_address_that_looks_like_another_is_refused_and_real_mailboxes_pass() {
        for real in [
            "ana@vega.example",
            "łukasz@firma.pl",
            "用户@例え.jp",
            "иван@почта.рф",
            "иван.petrov@mail.example",
            "αλέξης@παράδειγμα.ελ",
            "jöns+2@våra.example",
        ] {
            assert_eq!(message_of(|check| check.mailbox("email", real)), None, "{real}");
        }
        for (mixed, named) in [
            ("аna@vega.example", "а ≠ a"),
            ("ana@vegа.example", "а ≠ a"),
            ("ana@veжa.example", "«ж»"),
            ("оса@vega.example", "о ≠ o"),
        ] {
            let message = message_of(|check| check.mailbox("email", mixed)).unwrap_or_default();
            assert!(message.contains(named), "{mixed}: {message}");
        }
    }
}
