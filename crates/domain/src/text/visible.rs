//! What of a text can be seen. Characters that show nothing make two names out of one, and those that turn the direction of
//! text let a name read as another (Unicode TR 36).

use std::borrow::Cow;

/// What shows nothing itself: Unicode's Default_Ignorable_Code_Point, the marks of interlinear annotation, and no more.
const fn is_hidden(c: char) -> bool {
    matches!(c,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180b}'..='\u{180f}'
        | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{3164}'
        | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}' | '\u{1bca0}'..='\u{1bca3}'
        | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}')
}

/// Of what emoji are made: the joiner and the variation selector mean something between these.
fn is_pictograph(c: char) -> bool {
    c >= '\u{2190}' && !c.is_alphanumeric() && !is_hidden(c)
}

/// The text without what can't be seen; a line's and a paragraph's separator are line breaks.
#[must_use]
pub fn visible(text: &str) -> Cow<'_, str> {
    let odd = |c: char| is_hidden(c) || matches!(c, '\u{2028}' | '\u{2029}');
    if text.is_ascii() || !text.contains(odd) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        let after_picture = || out.chars().next_back().is_some_and(|last| is_pictograph(last) || last == '\u{fe0f}');
        let kept = match c {
            '\u{fe0f}' => out.chars().next_back().is_some_and(is_pictograph),
            '\u{200d}' => after_picture() && rest.peek().copied().is_some_and(is_pictograph),
            '\u{2028}' | '\u{2029}' => {
                out.push('\n');
                false
            }
            _ => !is_hidden(c),
        };
        if kept {
            out.push(c);
        }
    }
    Cow::Owned(out)
}

/// Whether there is nothing to be seen in it.
#[must_use]
pub fn is_blank(text: &str) -> bool {
    // The empty braille cell is a letter to Unicode and nothing to the eye.
    text.chars().all(|c| c.is_whitespace() || is_hidden(c) || c == '\u{2800}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_shows_nothing_or_turns_the_text_round_is_left_out() {
        for hidden in [
            "\u{200b}",
            "\u{200e}",
            "\u{200f}",
            "\u{202a}",
            "\u{202e}",
            "\u{2066}",
            "\u{2069}",
            "\u{feff}",
            "\u{ad}",
            "\u{2060}",
            "\u{fe0f}",
            "\u{e0041}",
            "\u{e0100}",
            "\u{3164}",
            "\u{200d}",
            "\u{61c}",
            "\u{180e}",
            "\u{fff9}",
        ] {
            assert_eq!(visible(&format!("Ana{hidden} Ruiz{hidden}")), "Ana Ruiz", "{hidden:?}");
            assert!(is_blank(&format!("{hidden} {hidden}")) && visible(hidden).is_empty(), "{hidden:?}");
        }
        assert!(is_blank("\u{2800}\u{a0}\t"));
        assert_eq!(visible("one\u{2028}two"), "one\ntwo");
    }

    #[test]
    fn every_letter_and_every_emoji_stays() {
        for text in [
            "Łódź, Ñuñoa & Òscar",
            "שלום",
            "مرحبا",
            "👩\u{200d}🔧 🏳\u{fe0f}\u{200d}🌈 ❤\u{fe0f}",
            "e\u{301}",
            "5\u{a0}kg",
        ] {
            assert_eq!(visible(text), text);
            assert!(!is_blank(text));
        }
    }
}
