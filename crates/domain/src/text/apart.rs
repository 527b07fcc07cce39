//! A text whose words are fetched: what an app's code holds is a number.
//!
//! The compiler writes each sentence into the app's data with all of its languages, behind a [`MARK`]. From the finished files the
//! build takes the words out, puts the number in their place, and writes a file of words for each language
//! (`xtask/src/build/words.rs`). The app fetches one language's and hands them to [`learn`].
//!
//! Invariant: a sentence's words are with the file that holds its number, so no list can forget one.

use std::cell::RefCell;

use super::{END, Language, MARK, MISSING};

/// One sentence or label, by its number.
///
/// `{name}` marks a place to be filled with [`Text::fill`].
#[derive(Clone, Copy)]
pub struct Text(&'static u32);

/// What the build looks for: the mark, room for the number, and the words in the order of [`Language::ALL`].
#[repr(C)]
pub struct Sentence<const LENGTH: usize> {
    mark: [u8; MARK.len()],
    number: u32,
    words: [u8; LENGTH],
}

/// How many bytes the words take.
#[must_use]
pub const fn length(words: [&str; 4]) -> usize {
    let [es, en, it, pl] = words;
    es.len() + en.len() + it.len() + pl.len() + words.len()
}

impl<const LENGTH: usize> Sentence<LENGTH> {
    /// The sentence before the build numbers it; `LENGTH` is what [`length`] says of the same words.
    #[must_use]
    #[expect(clippy::indexing_slicing, reason = "the compiler runs it")]
    pub const fn new(words: [&str; 4]) -> Self {
        let mut all = [END; LENGTH];
        let (mut at, mut language) = (0, 0);
        while language < words.len() {
            let word = words[language].as_bytes();
            let mut byte = 0;
            while byte < word.len() {
                all[at] = word[byte];
                at += 1;
                byte += 1;
            }
            at += 1;
            language += 1;
        }
        Self { mark: MARK, number: u32::MAX, words: all }
    }

    /// What stands for it in the code.
    #[must_use]
    pub const fn text(&'static self) -> Text {
        Text(&self.number)
    }
}

thread_local! {
    /// By their numbers; what has not arrived is missing.
    static WORDS: RefCell<Vec<Option<&'static str>>> = const { RefCell::new(Vec::new()) };
}

/// Takes over the words of sentences that are numbered from `first` on.
pub fn learn(first: usize, words: Vec<String>) {
    WORDS.with_borrow_mut(|known| {
        known.resize(known.len().max(first + words.len()), None);
        for (place, word) in known.iter_mut().skip(first).zip(words) {
            *place = Some(word.leak());
        }
    });
}

impl Text {
    /// The sentence in the language that was fetched; without its words, [`MISSING`].
    #[must_use]
    pub fn get(self, _: Language) -> &'static str {
        let number = usize::try_from(self.number()).unwrap_or(usize::MAX);
        WORDS.with_borrow(|known| known.get(number).copied().flatten()).unwrap_or(MISSING)
    }

    // Never put into its callers, where the compiler would see that only the number is read of a sentence, and drop its words.
    #[inline(never)]
    fn number(self) -> u32 {
        // SAFETY: what a reference leads to can be read.
        #[expect(unsafe_code, reason = "the build writes the number; the compiler must not read the one it knows")]
        unsafe {
            std::ptr::read_volatile(self.0)
        }
    }
}

/// The same words have the same number.
impl PartialEq for Text {
    fn eq(&self, other: &Self) -> bool {
        self.number() == other.number()
    }
}

impl Eq for Text {}

impl std::fmt::Debug for Text {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.get(Language::default()))
    }
}

/// A [`Text`](crate::text::Text): `text!("es", "en", "it", "pl")`.
#[macro_export]
macro_rules! text {
    ($es:literal, $en:literal, $it:literal, $pl:literal $(,)?) => {{
        static SENTENCE: $crate::text::Sentence<{ $crate::text::length([$es, $en, $it, $pl]) }> =
            $crate::text::Sentence::new([$es, $en, $it, $pl]);
        SENTENCE.text()
    }};
}
