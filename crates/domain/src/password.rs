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

/// Those that are tried first, in lower case.
pub const WELL_KNOWN: &[&str] = &[
    "1234567890",
    "0123456789",
    "password12",
    "password123",
    "password1234",
    "qwertyuiop",
    "contraseña",
    "contrasena",
    "contraseña1",
    "passwordpassword",
    "1q2w3e4r5t",
    "qwerty12345",
    "iloveyou12",
    "administrator",
    "12345678910",
    "0987654321",
    "hasło12345",
    "haslo12345",
    "volante123",
    "letmein1234",
    "welcome123",
    "abcdefghij",
    "aaaaaaaaaa",
];

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
    pub name: &'o str,
    pub email: &'o str,
    /// The names of the companies that theirs are.
    pub companies: &'o [&'o str],
}

/// Why it can't be this owner's: it is among `well_known` ([`WELL_KNOWN`], or a longer list), or little more than their name,
/// their address or their company.
#[must_use]
pub fn refusal(password: &str, owner: &Owner<'_>, well_known: impl Fn(&str) -> bool) -> Option<FieldCode> {
    if well_known(&password.to_lowercase()) {
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
        refusal(password, &OLGA, |known| WELL_KNOWN.contains(&known))
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
        assert_eq!(refused("Password123"), Some(FieldCode::WeakPassword));
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
            ["cuatro ruedas y un volante", "olga quiere mucho café", "vega: siete colinas", "1 2 3 4 5 6 7 8 olga"]
        {
            assert_eq!(refused(password), None, "{password}");
        }
    }
}
