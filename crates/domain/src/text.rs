//! The four languages, and sentences that exist in all of them.
//!
//! One makes a [`Text`] by [`text!`](crate::text!), or a constant by `texts!`. It can't be made with a language missing, and the
//! constants are private to their crate, so the compiler itself refuses a missing translation and warns of an unused one.
//!
//! On the host and at the edge a text is its four sentences. In the apps (feature `words-apart`) it is a number, and the browser
//! fetches the words of one language: see `apart`.
//!
//! Invariant: no sentence is looked up by a string key.

crate::choice! {
    /// The language a person reads. Spanish is the reference language.
    #[derive(Default)]
    pub enum Language {
        #[default]
        Es = "es": "Español", "Español", "Español", "Español";
        En = "en": "English", "English", "English", "English";
        It = "it": "Italiano", "Italiano", "Italiano", "Italiano";
        Pl = "pl": "Polski", "Polski", "Polski", "Polski";
    }
}

impl Language {
    /// The first language of an `Accept-Language` value (RFC 9110 §12.5.4) that we speak; weights are not needed, because
    /// browsers send their languages in order of preference.
    #[must_use]
    pub fn from_accept(header: &str) -> Option<Self> {
        header.split(',').find_map(|part| {
            let tag = part.split(';').next()?.trim();
            tag.split('-').next()?.to_ascii_lowercase().parse().ok()
        })
    }
}

#[cfg(not(feature = "words-apart"))]
mod whole;
#[cfg(not(feature = "words-apart"))]
pub use whole::Text;

#[cfg(feature = "words-apart")]
mod apart;
#[cfg(feature = "words-apart")]
pub use apart::{Sentence, Text, learn, length};

/// What a sentence begins with in an app's data, until the build takes its words out.
pub const MARK: [u8; 12] = *b"\xffa sentence:";

/// What ends it in each language; no text holds this byte.
pub const END: u8 = 0xff;

/// Stands where an app lacks the words of a sentence, for a reader and a test to see.
pub const MISSING: &str = "\u{2047}";

impl Text {
    /// The sentence with each `{name}` replaced by its value; an unknown place stays as it is.
    #[must_use]
    pub fn fill(self, language: Language, values: &[(&str, &str)]) -> String {
        let mut out = String::with_capacity(64);
        let mut rest = self.get(language);
        while let Some(open) = rest.find('{') {
            let (before, from_open) = rest.split_at(open);
            out.push_str(before);
            let Some(close) = from_open.find('}') else {
                rest = from_open;
                break;
            };
            let (place, after) = from_open.split_at(close + 1);
            let name = place.trim_matches(['{', '}']);
            let value = values.iter().find(|(n, _)| *n == name).map_or(place, |(_, v)| *v);
            out.push_str(value);
            rest = after;
        }
        out.push_str(rest);
        out
    }
}

mod visible;

pub use visible::{is_blank, visible};

/// Defines crate-private [`Text`] constants: `NAME: "es", "en", "it", "pl";`. Not for other crates: the compiler finds no dead
/// code in what another crate's macro made.
macro_rules! texts {
    ($($(#[$meta:meta])* $name:ident: $es:literal, $en:literal, $it:literal, $pl:literal;)*) => {
        $($(#[$meta])* pub(crate) const $name: $crate::text::Text = $crate::text!($es, $en, $it, $pl);)*
    };
}
pub(crate) use texts;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_is_filled_in_the_readers_language() {
        let text = crate::text!("Hola {name}", "Hello {name}", "Ciao {name}", "Cześć {name}");
        assert_eq!(text.fill(Language::Pl, &[("name", "Ewa")]), "Cześć Ewa");
        assert_eq!(text.fill(Language::En, &[("other", "x")]), "Hello {name}");
    }

    #[test]
    fn the_first_spoken_language_of_accept_language_wins() {
        assert_eq!(Language::from_accept("de-DE,de;q=0.9,it-IT;q=0.8,en;q=0.7"), Some(Language::It));
        assert_eq!(Language::from_accept("zh, ja"), None);
    }
}
