//! Folding: one spelling for all that people take for the same text.
//!
//! Search folds what it keeps and what it seeks; a unique name is compared by its [`key`], a plate or a tax number by its
//! [`code_key`]. What was typed is what is kept and shown.
//!
//! Invariant: folding what is folded changes nothing.

use unicode_normalization::UnicodeNormalization;

/// Without case, marks, width, composition and what can't be seen: `Škoda`, `ŠKODA` and `Sˇkoda` are one.
#[must_use]
pub fn folded(text: &str) -> String {
    let lower = text.nfkd().filter(|c| !is_mark(*c) && !is_invisible(*c)).flat_map(char::to_lowercase);
    let mut out = String::with_capacity(text.len());
    for c in lower.filter(|c| !is_mark(*c)) {
        match plain(c) {
            Some(letters) => out.push_str(letters),
            None => out.push(c),
        }
    }
    // What was decomposed and isn't a mark belongs together again: Hangul, the kana's voicing signs.
    let composed: String = out.nfc().collect();
    latin_where_it_looks_so(&composed)
}

/// Words of which every letter looks Latin, in Latin letters: `АВС` (Cyrillic) is seen as `ABC`, `вода` isn't seen as Latin.
fn latin_where_it_looks_so(text: &str) -> String {
    if text.is_ascii() {
        return text.to_owned();
    }
    let latin = |c: char| {
        if c.is_ascii() {
            Some(c)
        } else {
            c.to_uppercase().next().and_then(look_alike).map(|c| c.to_ascii_lowercase())
        }
    };
    let mut out = String::with_capacity(text.len());
    for word in text.split_inclusive(|c: char| !c.is_alphanumeric()) {
        let body = word.trim_end_matches(|c: char| !c.is_alphanumeric());
        match body.chars().map(latin).collect::<Option<String>>() {
            Some(seen) => out.push_str(&seen),
            None => out.push_str(body),
        }
        out.push_str(word.split_at(body.len()).1);
    }
    out
}

/// What unique names are compared by: folded, with single spaces.
#[must_use]
pub fn key(name: &str) -> String {
    folded(name).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What plates, phones and tax numbers are compared by: their letters and digits alone.
#[must_use]
pub fn code_key(code: &str) -> String {
    folded(code).chars().filter(|c| c.is_alphanumeric()).collect()
}

/// What VAT numbers of the Union and its neighbours begin with (EN 16931, BR-CO-09: ISO 3166-1, and EL for Greece).
const VAT_COUNTRIES: &[&str] = &[
    "at", "be", "bg", "ch", "cy", "cz", "de", "dk", "ee", "el", "es", "fi", "fr", "gb", "gr", "hr", "hu", "ie", "it",
    "lt", "lu", "lv", "mt", "nl", "no", "pl", "pt", "ro", "se", "si", "sk", "xi",
];

/// What tax numbers are compared by: [`code_key`] without the country before it. What follows one has 8 to 12 letters and
/// digits, six of them digits at least; an Italian person's code (`cz…`, 16) is longer.
#[must_use]
pub fn tax_key(number: &str) -> String {
    let key = code_key(number);
    let national = VAT_COUNTRIES.iter().find_map(|country| key.strip_prefix(country));
    let is_number = |rest: &&str| {
        (8..=12).contains(&rest.len()) && rest.bytes().filter(u8::is_ascii_digit).count() >= 6 && rest.is_ascii()
    };
    national.filter(is_number).map(str::to_owned).unwrap_or(key)
}

/// Full-width letters, digits and signs (U+FF01 to U+FF5E), as an East Asian keyboard types them, in their usual width.
#[must_use]
pub fn narrow(text: &str) -> String {
    let narrow = |c: char| match c {
        '\u{ff01}'..='\u{ff5e}' => u32::from(c).checked_sub(0xfee0).and_then(char::from_u32).unwrap_or(c),
        _ => c,
    };
    text.chars().map(narrow).collect()
}

/// Letters that no decomposition makes plain.
const fn plain(c: char) -> Option<&'static str> {
    Some(match c {
        'ł' => "l",
        'ø' => "o",
        'đ' | 'ð' | 'ɖ' => "d",
        'ß' => "ss",
        'æ' => "ae",
        'œ' => "oe",
        'þ' => "th",
        'ı' => "i",
        'ħ' => "h",
        'ŧ' => "t",
        'ŋ' => "n",
        'ĸ' => "k",
        'ς' => "σ",
        'ə' => "e",
        _ => return None,
    })
}

/// Marks above, below and through letters, of the scripts that are read without them too.
const fn is_mark(c: char) -> bool {
    matches!(c,
        '\u{300}'..='\u{36f}' | '\u{483}'..='\u{489}' | '\u{591}'..='\u{5bd}' | '\u{5bf}' | '\u{5c1}' | '\u{5c2}' | '\u{5c4}'
        | '\u{5c5}' | '\u{5c7}' | '\u{610}'..='\u{61a}' | '\u{64b}'..='\u{65f}' | '\u{670}' | '\u{6d6}'..='\u{6dc}'
        | '\u{1ab0}'..='\u{1aff}' | '\u{1dc0}'..='\u{1dff}' | '\u{20d0}'..='\u{20ff}' | '\u{fe00}'..='\u{fe0f}'
        | '\u{fe20}'..='\u{fe2f}')
}

/// What stands in a text and isn't seen: joiners, directions, soft hyphens, fillers.
const fn is_invisible(c: char) -> bool {
    matches!(c,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180b}'..='\u{180f}'
        | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{feff}' | '\u{ffa0}'
        | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}')
}

/// A letter or digit of another script that is taken for a Latin one, and which: `А` (Cyrillic) looks like `A`.
#[must_use]
pub fn look_alike(c: char) -> Option<char> {
    const PAIRS: &[(&str, &str)] = &[
        // Cyrillic, capital and small.
        ("АВЕЅІЈКМНОРСТУХҮԌԚԜ", "ABESIJKMHOPCTYXYGQW"),
        ("аесіјорѕухһԛԝ", "aecijopsyxhqw"),
        // Greek.
        ("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "ABEZHIKMNOPTYX"),
        ("αικνορυχ", "aikvopux"),
    ];
    PAIRS
        .iter()
        .find_map(|(foreign, latin)| foreign.chars().zip(latin.chars()).find(|(one, _)| *one == c))
        .map(|(_, latin)| latin)
}

/// What a draft's field is compared, and put in order, by: a column beside it, called as the field is with `_key`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Key {
    /// By [`key`].
    Name,
    /// By [`code_key`].
    Code,
    /// By [`tax_key`].
    TaxNumber,
}

impl Key {
    /// What stands in the column for what stands in the field.
    #[must_use]
    pub fn of(self, text: &str) -> String {
        match self {
            Self::Name => key(text),
            Self::Code => code_key(text),
            Self::TaxNumber => tax_key(text),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_one_whatever_their_case_marks_width_composition_and_what_is_not_seen() {
        for (name, plain) in [
            ("Škoda", "skoda"),
            ("Groß", "gross"),
            ("GROẞ", "gross"),
            ("Žatec", "zatec"),
            ("Ștefan", "stefan"),
            ("Şişli", "sisli"),
            ("Đakovo", "dakovo"),
            ("Ørsted", "orsted"),
            ("İstanbul", "istanbul"),
            ("ISTANBUL", "istanbul"),
            ("Iğdır", "igdir"),
            ("García", "garcia"),
            ("Garci\u{301}a", "garcia"),
            ("Æsir & Œuvre", "aesir & oeuvre"),
            ("Þór", "thor"),
            ("ŁÓDŹ", "lodz"),
            ("Ｆｕｒｇｏｎ\u{3000}１２", "furgon 12"),
            ("Fur\u{200b}go\u{ad}n\u{202e}", "furgon"),
            ("ﬁnal", "final"),
            ("ΟΔΥΣΣΕΥΣ", "οδυσσευσ"),
            ("Οδυσσεύς", "οδυσσευσ"),
            ("ЁЛКА", "елка"),
            ("한국", "한국"),
            ("が", "が"),
            ("АВС", "abc"),
            ("Сamion", "camion"),
            ("вода", "вода"),
            ("  Peña \t del\u{a0}Sol ", "pena del sol"),
        ] {
            assert_eq!(key(name), plain, "{name}");
        }
    }

    #[test]
    fn folding_twice_changes_nothing() {
        for c in ('\0'..=char::MAX).filter(|c| u32::from(*c) < 0x3_0000 || u32::from(*c) > 0xe_0000) {
            let once = folded(&c.to_string());
            assert_eq!(folded(&once), once, "{c:?} {:x}", u32::from(c));
        }
    }

    #[test]
    fn codes_are_compared_by_their_letters_and_digits() {
        for plate in [
            "1234 ABC",
            "1234ABC",
            "1234-ABC",
            "1234\u{a0}abc",
            "１２３４ ＡＢＣ",
            "1234·ABC",
            "12\u{200b}34 ABC",
            "1234.A.B.C",
        ] {
            assert_eq!(code_key(plate), "1234abc", "{plate}");
        }
        assert_eq!(code_key("B-81.342.999"), code_key("b81342999"));
        assert_eq!(code_key("1234 АВС"), "1234abc");
        assert_ne!(code_key("1234 ЖШД"), "1234abc");
    }

    #[test]
    fn a_tax_number_is_one_with_its_country_before_it_and_without() {
        for (one, other) in
            [("ES B81342999", "B-81.342.999"), ("PL 526-025-09-95", "5260250995"), ("atu12345678", "U 12345678")]
        {
            assert_eq!(tax_key(one), tax_key(other), "{one}");
            assert_eq!(tax_key(&tax_key(one)), tax_key(one), "{one}");
        }
        for (one, other) in [("CZLMRA80A01H501U", "LMRA80A01H501U"), ("ES B81342999", "B81342998"), ("ESTADO", "TADO")]
        {
            assert_ne!(tax_key(one), tax_key(other), "{one}");
        }
    }

    #[test]
    fn letters_that_look_latin_are_known() {
        assert_eq!("1234 АВС".chars().filter_map(look_alike).collect::<String>(), "ABC");
        assert_eq!(look_alike('Х'), Some('X'));
        assert_eq!(look_alike('X'), None);
        assert_eq!(look_alike('Ж'), None);
    }
}
