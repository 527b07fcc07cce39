//! What a new password must be: long enough, and none that somebody else would try first.
//!
//! The form asks only what it can know by itself ([`check`]); the edge, which knows whose it is, asks the rest ([`refusal`]).
//!
//! Invariant: a password is compared and never changed; nothing here trims or folds what is kept.

use crate::check::{Check, FieldCode};
use crate::folding::folded;

/// Characters; long enough for any sentence, short enough to hash.
pub const LONGEST: usize = 200;
/// Characters (NIST SP 800-63B asks for 8 with a second factor, 15 without; product of both and patience).
pub const SHORTEST: usize = 10;
/// Letters and digits that have to be there beside what anybody knows of its owner.
const BESIDES: usize = 6;
/// Letters of the shortest word that counts as one's own.
const SHORTEST_WORD: usize = 3;

/// Rows of keys and what is counted in order: who follows one surprises nobody.
const IN_ORDER: &[&str] = &[
    "1234567890",
    "0123456789",
    "abcdefghijklmnopqrstuvwxyz",
    "qwertyuiop",
    "asdfghjkl",
    "zxcvbnm",
    "1qaz",
    "2wsx",
    "3edc",
    "4rfv",
    "5tgb",
    "6yhn",
    "7ujm",
];
/// Letters and digits that have to be there beside those that follow from the ones before.
const SURPRISES: usize = 6;
/// Letters of the shortest word that is looked up.
const SHORTEST_COMMON: usize = 4;

/// Whether it is as long as a password has to be, and not one character repeated.
pub fn check(check: &mut Check, field: &str, password: &str) {
    let length = password.chars().count();
    let first = password.chars().next();
    let monotonous = password.chars().all(|c| Some(c) == first);
    if check.that(field, length <= LONGEST, FieldCode::TooLong)
        && check.that(field, length >= SHORTEST, FieldCode::ShortPassword)
    {
        check.that(field, !monotonous, FieldCode::WeakPassword);
    }
}

/// Whose password it is to be.
#[derive(Clone, Copy, Debug)]
pub struct Owner<'o> {
    /// The person's.
    pub name: &'o str,
    /// The address they sign in with.
    pub email: &'o str,
    /// The names of the companies that theirs are.
    pub companies: &'o [&'o str],
}

/// Why it can't be this owner's: it runs along the keys, is one that is `common` (in lower case) but for what people put around
/// it, or is little more than their name, their address or their company.
#[must_use]
pub fn refusal(password: &str, owner: &Owner<'_>, common: impl Fn(&str) -> bool) -> Option<FieldCode> {
    let folded = folded(password);
    if surprises(repeated(&joined(&folded))) < SURPRISES || readings(&folded).iter().any(|word| common(word)) {
        return Some(FieldCode::WeakPassword);
    }
    let name = words(owner.name);
    // Whole, the part before the @, and the host's labels.
    let address = words(owner.email);
    let company: Vec<String> = owner.companies.iter().flat_map(|company| words(company)).collect();
    let all: Vec<String> = [name.as_slice(), &address, &company].concat();
    [
        (&name, FieldCode::PasswordOfName),
        (&address, FieldCode::PasswordOfAddress),
        (&company, FieldCode::PasswordOfCompany),
        // A bit of each is no better.
        (&all, FieldCode::PasswordOfName),
    ]
    .into_iter()
    .find_map(|(words, code)| (besides(password, words) < BESIDES).then_some(code))
}

/// Letters and digits that nobody would have known from those before: what repeats itself or goes on in an order doesn't count,
/// also where two such rows alternate (`q1w2e3`).
fn surprises(joined: &str) -> usize {
    let letters: Vec<char> = joined.chars().collect();
    let back = |place: usize, steps: usize| place.checked_sub(steps).and_then(|place| letters.get(place)).copied();
    let follows = |place: usize, every: usize| match (back(place, 2 * every), back(place, every), back(place, 0)) {
        (Some(first), Some(second), Some(third)) => is_in_order(first, second, third),
        _ => false,
    };
    (0..letters.len()).filter(|place| !follows(*place, 1) && !follows(*place, 2)).count()
}

/// Whether three letters are the same or stand side by side, one way or the other.
fn is_in_order(first: char, second: char, third: char) -> bool {
    let stand = |order: &&str| {
        let place = |letter| order.chars().position(|c| c == letter);
        match (place(first), place(second), place(third)) {
            (Some(a), Some(b), Some(c)) => (a + 1 == b && b + 1 == c) || (c + 1 == b && b + 1 == a),
            _ => false,
        }
    };
    (first == second && second == third) || IN_ORDER.iter().any(stand)
}

/// What somebody may have begun with: as it stands, without digits and signs at its ends, with letters for what is written in
/// their place, without what separates, and once if it is one thing several times.
fn readings(folded: &str) -> Vec<String> {
    let mut readings = Vec::new();
    for text in [folded, bare(folded)] {
        let [with_i, with_l] = ['i', 'l'].map(|one| text.chars().map(|c| letter_for(c, one)).collect::<String>());
        for text in [text, bare(&with_i), bare(&with_l)] {
            let joined = joined(text);
            let once = repeated(&joined);
            readings.extend([text, &joined, once, bare(once)].map(str::to_owned));
        }
    }
    readings.retain(|word| word.chars().count() >= SHORTEST_COMMON);
    readings.sort();
    readings.dedup();
    readings
}

fn joined(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

fn bare(text: &str) -> &str {
    text.trim_matches(|c: char| !c.is_alphabetic())
}

/// The letter that a digit or a sign commonly stands for; `one` is what 1 does.
const fn letter_for(c: char, one: char) -> char {
    match c {
        '@' | '4' => 'a',
        '0' => 'o',
        '1' | '!' | '|' => one,
        '3' | '€' => 'e',
        '$' | '5' => 's',
        '7' => 't',
        c => c,
    }
}

/// What it is made of by being written several times; itself if that is once.
fn repeated(text: &str) -> &str {
    let ends = text.char_indices().map(|(end, _)| end).skip(1);
    let mut parts = ends.filter(|end| text.len().is_multiple_of(*end)).filter_map(|end| text.get(..end));
    parts.find(|part| part.repeat(text.len() / part.len()) == text).unwrap_or(text)
}

/// Folded, each once.
fn words(text: &str) -> Vec<String> {
    let folded = folded(text);
    let mut words: Vec<String> =
        folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_owned).collect();
    words.sort();
    words.dedup();
    words
}

/// Letters and digits that stay when the words are taken out of it; many when none is in it.
fn besides(password: &str, own: &[String]) -> usize {
    let mut own: Vec<&str> =
        own.iter().map(String::as_str).filter(|word| word.chars().count() >= SHORTEST_WORD).collect();
    own.sort_by_key(|word| core::cmp::Reverse(word.len()));
    let mut left = words(password);
    let mut found = false;
    for part in &mut left {
        for word in &own {
            if part.contains(word) {
                found = true;
                // A space keeps what stood on either side from becoming a word of its own.
                *part = part.replace(word, " ");
            }
        }
    }
    let kept = || left.iter().flat_map(|part| part.chars()).filter(|c| *c != ' ').count();
    if found { kept() } else { usize::MAX }
}

#[cfg(test)]
mod tests {
    use super::*;

    const OLGA: Owner<'_> =
        Owner { name: "Olga Núñez", email: "o.nunez@vega-sur.example", companies: &["Transportes Vega, S.L."] };

    fn refused(password: &str) -> Option<FieldCode> {
        refusal(password, &OLGA, |word| matches!(word, "password" | "barcelona"))
    }

    #[test]
    fn what_everybody_tries_first_is_refused() {
        let errors = |password: &str| {
            let mut all = Check::default();
            check(&mut all, "password", password);
            all.into_errors().into_iter().map(|error| error.code).collect::<Vec<_>>()
        };
        assert_eq!(errors("short"), [FieldCode::ShortPassword]);
        assert_eq!(errors("zzzzzzzzzzzz"), [FieldCode::WeakPassword]);
        assert_eq!(errors(&"ab".repeat(101)), [FieldCode::TooLong]);
        assert_eq!(errors("cuatro ruedas y un volante"), []);
    }

    #[test]
    fn a_common_password_is_known_by_whatever_stands_around_it_and_in_its_place() {
        for password in [
            "Password123",
            "PASSWORD-2026!",
            "P@ssw0rd2026",
            "pássw0rd!!!",
            "password-password",
            "Password1Password1",
            "pa55 w0rd 77",
            "barce1ona.1899",
            "1234567891",
            "123456789012",
            "0987654321",
            "qwerty1234",
            "q1w2e3r4t5",
            "asdfghjkl1",
            "abcdefghij",
            "aaaaaaaaab",
            "abcabcabcabc",
        ] {
            assert_eq!(refused(password), Some(FieldCode::WeakPassword), "{password}");
        }
        for password in ["cuatro ruedas y un volante", "cV7-rtq!mZ2k", "barcelona menos password", "94 trenes a Soria"]
        {
            assert_eq!(refused(password), None, "{password}");
        }
    }

    #[test]
    fn what_anybody_knows_of_its_owner_is_refused_with_its_reason() {
        for (password, reason) in [
            ("Olga Núñez", FieldCode::PasswordOfName),
            ("olganunez2026", FieldCode::PasswordOfName),
            ("NUÑEZ-olga-1!", FieldCode::PasswordOfName),
            ("o.nunez@vega-sur.example", FieldCode::PasswordOfAddress),
            ("vega-sur.example", FieldCode::PasswordOfAddress),
            ("transportesvega", FieldCode::PasswordOfCompany),
            ("Transportes Vega, S.L.", FieldCode::PasswordOfCompany),
            ("vega-olga-1", FieldCode::PasswordOfName),
        ] {
            assert_eq!(refused(password), Some(reason), "{password}");
        }
    }

    #[test]
    fn a_sentence_may_name_oneself() {
        for password in
            ["cuatro ruedas y un volante", "olga quiere mucho café", "vega: siete colinas", "9 2 7 4 1 8 olga"]
        {
            assert_eq!(refused(password), None, "{password}");
        }
    }
}
