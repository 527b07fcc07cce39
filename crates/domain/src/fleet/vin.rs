//! VINs as scanners and people write them, and what is wrong with one.

use crate::check::{Check, FieldCode};
use crate::folding::narrow;

/// ISO 3779.
const LENGTH: usize = 17;

crate::text::texts! {
    NO_SUCH_LETTER: "Un VIN no lleva las letras I, O ni Q, y aquí está {about}: compruebe si es un 1 o un 0.", "A VIN has no I, O or Q, and here is {about}: check whether it is a 1 or a 0.", "Un VIN non ha le lettere I, O e Q, e qui c'è {about}: controlla se è un 1 o uno 0.", "VIN nie zawiera liter I, O ani Q, a jest tu {about}: sprawdź, czy to nie 1 albo 0.";
    ONLY_LETTERS_AND_DIGITS: "Un VIN solo lleva letras y cifras; sobra «{about}».", "A VIN has only letters and digits; “{about}” doesn't belong in it.", "Un VIN ha solo lettere e cifre; «{about}» è di troppo.", "VIN ma tylko litery i cyfry; „{about}” do niego nie należy.";
    WRONG_LENGTH: "Un VIN tiene 17 letras y cifras, y aquí hay {about}. Si el vehículo no tiene VIN, use «Otro número de bastidor».", "A VIN has 17 letters and digits, and here are {about}. If the vehicle has no VIN, use “Other chassis number”.", "Un VIN ha 17 lettere e cifre, e qui ce ne sono {about}. Se il veicolo non ha un VIN, usa «Altro numero di telaio».", "VIN ma 17 liter i cyfr, a tu jest {about}. Jeśli pojazd nie ma numeru VIN, użyj pola „Inny numer podwozia”.";
}

/// What was put right in a VIN as it was typed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct VinCorrections {
    /// A scanner says what it reads, and a VIN's bar code begins with an I (for import) that is no part of it.
    pub leading_i: bool,
    /// Spaces, dots and hyphens between groups.
    pub separators: bool,
}

/// A VIN in capital letters and narrow digits, without what scanners and people put between.
#[must_use]
pub fn normalize_vin(typed: &str) -> (String, VinCorrections) {
    let mut done = VinCorrections::default();
    let mut vin = String::with_capacity(typed.len());
    for c in narrow(typed.trim()).chars() {
        if c.is_whitespace()
            || matches!(c, '-' | '.' | '·' | '\u{200b}'..='\u{200f}' | '\u{2010}'..='\u{2013}' | '\u{feff}')
        {
            done.separators = true;
        } else {
            vin.extend(c.to_uppercase());
        }
    }
    if let Some(rest) = vin.strip_prefix('I').filter(|rest| rest.len() == LENGTH && rest.is_ascii()) {
        vin = rest.to_owned();
        done.leading_i = true;
    }
    (vin, done)
}

impl Check {
    /// ISO 3779: 17 letters and digits without I, O and Q. The check digit is North American only and not asked for. Empty
    /// passes.
    pub fn vin(&mut self, field: &str, value: &str) -> bool {
        let (vin, _) = normalize_vin(value);
        if vin.is_empty() || !self.latin(field, &vin) {
            return vin.is_empty();
        }
        if let Some(other) = vin.chars().find(|c| !c.is_ascii_alphanumeric()) {
            return self.say(field, FieldCode::Vin, ONLY_LETTERS_AND_DIGITS, other.to_string());
        }
        if vin.len() != LENGTH {
            return self.say(field, FieldCode::Vin, WRONG_LENGTH, vin.len().to_string());
        }
        match vin.chars().find(|c| matches!(c, 'I' | 'O' | 'Q')) {
            Some(letter) => self.say(field, FieldCode::Vin, NO_SUCH_LETTER, letter.to_string()),
            None => true,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Language;

    fn message_of(vin: &str) -> Option<String> {
        let mut check = Check::default();
        check.vin("vin", vin);
        check.into_errors().first().map(|error| error.sentence(Language::En))
    }

    #[test]
    fn a_vin_is_put_right_as_scanners_and_people_write_it() {
        for (typed, vin, leading_i, separators) in [
            ("WDB9066331S123456", "WDB9066331S123456", false, false),
            ("wdb9066331s123456", "WDB9066331S123456", false, false),
            ("IWDB9066331S123456", "WDB9066331S123456", true, false),
            ("WDB 906 6331 S123456", "WDB9066331S123456", false, true),
            ("iWDB-9066331-S-123456", "WDB9066331S123456", true, true),
            ("ＷＤＢ９０６６３３１Ｓ１２３４５６", "WDB9066331S123456", false, false),
            ("12345", "12345", false, false),
            ("I12345", "I12345", false, false),
        ] {
            assert_eq!(normalize_vin(typed), (vin.to_owned(), VinCorrections { leading_i, separators }), "{typed}");
            assert_eq!(normalize_vin(vin).0, vin);
        }
    }

    #[test]
    fn each_fault_of_a_vin_has_its_own_sentence_that_names_it() {
        for good in ["", "WDB9066331S123456", "IWDB9066331S123456", "wdb 9066331 s123456"] {
            assert_eq!(message_of(good), None, "{good}");
        }
        for (bad, named) in [
            ("12345", "here are 5. If the vehicle has no VIN"),
            ("WDB9066331S12345O", "here is O"),
            ("WDB9066331S1Q3456", "here is Q"),
            ("WDB9066331S12345/", "“/”"),
            ("WDB9066331Х123456", "Х ≠ X"),
            ("ЖDB9066331S123456", "«Ж»"),
            ("ÑDB9066331S123456", "“Ñ”"),
        ] {
            let message = message_of(bad).unwrap_or_default();
            assert!(message.contains(named), "{bad}: {message}");
        }
    }
}
