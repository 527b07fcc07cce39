//! A text with all of its languages.

use super::Language;

/// One sentence or label in Spanish, English, Italian and Polish, in this order.
///
/// `{name}` marks a place to be filled with [`Text::fill`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Text(pub [&'static str; 4]);

impl Text {
    /// The words of one language.
    #[must_use]
    pub const fn get(self, language: Language) -> &'static str {
        let [es, en, it, pl] = self.0;
        match language {
            Language::Es => es,
            Language::En => en,
            Language::It => it,
            Language::Pl => pl,
        }
    }
}

/// A [`Text`](crate::text::Text): `text!("es", "en", "it", "pl")`.
#[macro_export]
macro_rules! text {
    ($es:literal, $en:literal, $it:literal, $pl:literal $(,)?) => {
        $crate::text::Text([$es, $en, $it, $pl])
    };
}
