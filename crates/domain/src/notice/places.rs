//! The `{places}` of a text: whether each is one that will be filled, and what is said of one that won't.

use crate::check::FieldCode;
use crate::text::{Language, Text};

/// What is wrong with a text's places.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Misplaced {
    /// Nobody fills it, so it would go out as it is.
    Unknown(String),
    /// A brace without its other half, with the words around it.
    Unbalanced(String),
}

crate::text::texts! {
    UNKNOWN: "«{name}» no existe. Puede usar: {places}.", "“{name}” is not known. You may use: {places}.", "«{name}» non esiste. Puoi usare: {places}.", "„{name}” nie istnieje. Można użyć: {places}.";
    UNBALANCED: "Falta una llave en «{near}». Puede usar: {places}.", "A brace is missing at “{near}”. You may use: {places}.", "Manca una parentesi graffa in «{near}». Puoi usare: {places}.", "Brakuje nawiasu klamrowego przy „{near}”. Można użyć: {places}.";
}

impl Misplaced {
    /// What the field is refused with.
    #[must_use]
    pub const fn code(&self) -> FieldCode {
        match self {
            Self::Unknown(_) => FieldCode::UnknownValue,
            Self::Unbalanced(_) => FieldCode::WrongType,
        }
    }

    /// Names it, and the places there are.
    #[must_use]
    pub fn sentence(&self, known: &[&str], language: Language) -> String {
        let places = known.iter().map(|place| ["{", place, "}"].concat()).collect::<Vec<_>>().join(", ");
        let (text, name): (Text, _) = match self {
            Self::Unknown(name) => (UNKNOWN, ["{", name, "}"].concat()),
            Self::Unbalanced(near) => (UNBALANCED, near.clone()),
        };
        text.fill(language, &[("name", &name), ("near", &name), ("places", &places)])
    }
}

/// Characters of the words around a lone brace.
const NEAR: usize = 20;

/// The first place of `text` that is none of `known`, or the first brace without its other half.
#[must_use]
pub fn misplaced(text: &str, known: &[&str]) -> Option<Misplaced> {
    let lone = |from: &str| Some(Misplaced::Unbalanced(from.chars().take(NEAR).collect()));
    let mut rest = text;
    while let Some(at) = rest.find(['{', '}']) {
        let (before, brace) = rest.split_at(at);
        let Some(inside) = brace.strip_prefix('{') else {
            let near: String = before.chars().rev().take(NEAR).collect();
            return lone(&near.chars().rev().chain(['}']).collect::<String>());
        };
        let whole = inside.split_once('}').filter(|(name, _)| !name.contains(['{', '\n']));
        let Some((name, after)) = whole else { return lone(brace) };
        if !known.contains(&name) {
            return Some(Misplaced::Unknown(name.to_owned()));
        }
        rest = after;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::notice::{Notice, places, wording_of};

    #[test]
    fn a_place_that_nobody_fills_is_named_with_those_that_are() {
        let found = misplaced("Hola, {person}: {nope}", &["person", "what"]);
        assert_eq!(found, Some(Misplaced::Unknown("nope".into())));
        let message = found.map(|found| found.sentence(&["person", "what"], Language::Es));
        assert_eq!(message.as_deref(), Some("«{nope}» no existe. Puede usar: {person}, {what}."));
    }

    #[test]
    fn a_brace_without_its_other_half_is_found() {
        for text in ["{person", "person}", "{per{son}", "a { b", "} {person}", "{person}}", "{pers\non}", "{"] {
            assert!(matches!(misplaced(text, &["person"]), Some(Misplaced::Unbalanced(_))), "{text}");
        }
        assert_eq!(misplaced("{}", &["person"]), Some(Misplaced::Unknown(String::new())));
        assert_eq!(misplaced("{Person}", &["person"]), Some(Misplaced::Unknown("Person".into())));
        assert_eq!(misplaced("{person}{person}", &["person"]), None);
    }

    #[test]
    fn no_words_of_volantes_own_have_a_place_that_is_refused() {
        for notice in Notice::ALL {
            for language in Language::ALL {
                for is_digest in [false, true] {
                    let wording = wording_of(*notice, is_digest, *language);
                    for text in [&wording.subject, &wording.body] {
                        assert_eq!(misplaced(text, places(*notice)), None, "{notice:?} in {language:?}: {text}");
                        assert!(matches!(
                            misplaced(&[text, " {nope}"].concat(), places(*notice)),
                            Some(Misplaced::Unknown(_))
                        ));
                    }
                }
            }
        }
    }
}
