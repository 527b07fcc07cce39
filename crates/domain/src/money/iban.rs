//! An account's number within free text: what a payer copies.

/// The first IBAN in a text, as it is written there. Its check digits are right (ISO 7064, modulo 97), so nothing else that
/// begins with two letters is taken for one.
#[must_use]
pub fn find(text: &str) -> Option<&str> {
    let starts = text.char_indices().filter(|(at, letter)| {
        let before = text.get(..*at).and_then(|before| before.chars().next_back());
        letter.is_ascii_uppercase() && !before.is_some_and(char::is_alphanumeric)
    });
    starts.filter_map(|(at, _)| text.get(at..)).find_map(beginning)
}

/// The longest IBAN that a text begins with: 15 to 34 letters and digits, in groups or not.
fn beginning(text: &str) -> Option<&str> {
    let mut compact = String::new();
    let mut longest = None;
    for (at, letter) in text.char_indices() {
        match letter {
            ' ' | '\u{a0}' => continue,
            '0'..='9' | 'A'..='Z' if compact.len() < 34 => compact.push(letter),
            _ => break,
        }
        let next = text.get(at + 1..).and_then(|rest| rest.chars().next());
        if compact.len() >= 15 && !next.is_some_and(char::is_alphanumeric) && holds(&compact) {
            longest = text.get(..=at);
        }
    }
    longest
}

/// Two letters, two check digits, and a remainder of 1 once these four stand at the end and letters count from 10.
fn holds(compact: &str) -> bool {
    let Some((head, rest)) = compact.split_at_checked(4) else { return false };
    let shape = head
        .bytes()
        .enumerate()
        .all(|(at, byte)| if at < 2 { byte.is_ascii_uppercase() } else { byte.is_ascii_digit() });
    let digits = rest.chars().chain(head.chars()).filter_map(|letter| letter.to_digit(36));
    shape && digits.fold(0, |sum, digit| (sum * if digit < 10 { 10 } else { 100 } + digit) % 97) == 1
}

#[cfg(test)]
mod tests {
    use super::find;

    #[test]
    fn an_iban_is_found_among_other_words_as_it_is_written() {
        for (text, found) in [
            (
                "Transportes Vega, S.L.\nIBAN ES79 2100 0813 6101 2345 6789\nIndique el número",
                "ES79 2100 0813 6101 2345 6789",
            ),
            ("IBAN:ES7921000813610123456789.", "ES7921000813610123456789"),
            ("PL61 1090 1014 0000 0712 1981 2874 BIC WBKPPLPP", "PL61 1090 1014 0000 0712 1981 2874"),
            ("IT60 X054 2811 1010 0000 0123 456", "IT60 X054 2811 1010 0000 0123 456"),
            ("Sort code 12-34-56, GB82 WEST 1234 5698 7654 32", "GB82 WEST 1234 5698 7654 32"),
        ] {
            assert_eq!(find(text), Some(found), "{text}");
        }
    }

    #[test]
    fn what_only_looks_like_one_is_none() {
        for text in ["", "ES79 2100 0813 6101 2345 6788", "BIZUM 600 123 987", "XES7921000813610123456789", "ES79"] {
            assert_eq!(find(text), None, "{text}");
        }
    }
}
