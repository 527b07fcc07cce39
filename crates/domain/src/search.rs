//! Search: which words a record is found by.
//!
//! The edge keeps each record's words in one table, one row a word, and finds a record by the beginnings of words; the
//! seed writes the same rows. (SQLite's full-text tables can't be exported from D1, so backups would suffer.)
//!
//! A line is what one field says. Plates, phones, tax numbers and the like are also kept by their letters and digits alone,
//! from each of their parts on: `+34 600 123 987` is found by `34600…`, `600123…` and `123987`.
//!
//! Invariant: writing and searching cut text into words by the same functions, and fold it alike.

use std::collections::BTreeSet;

use crate::folding::folded;

/// Words kept per record: the first ones.
const MOST_WORDS: usize = 60;
/// Characters kept per word.
const LONGEST_WORD: usize = 40;
/// Letters and digits of the longest code: an IBAN.
const LONGEST_CODE: usize = 34;
/// Letters together in a code; more are a word.
const MOST_LETTERS: usize = 4;
/// Digits of the shortest number that is typed in groups, and of the longest group.
const SHORTEST_IN_GROUPS: usize = 7;
const MOST_IN_GROUP: usize = 4;
/// Digits of the longest country code.
const LONGEST_COUNTRY_CODE: usize = 3;

/// The words of a text, whose lines are told apart: folded, split at everything that isn't a letter or digit. A readable
/// number such as `BK-2026-00012` is kept whole and by its counter, so that its prefix doesn't match every record there is.
#[must_use]
pub fn words(text: &str) -> Vec<String> {
    let mut kept = KeptWords::default();
    for line in text.lines() {
        let mut parts: Vec<Vec<String>> = Vec::new();
        for chunk in line.split_whitespace() {
            if let Some(counter) = readable_number(chunk) {
                kept.add(&chunk.to_lowercase());
                kept.add(&chunk.replace('-', "").to_lowercase());
                kept.add(counter);
                kept.add(counter.trim_start_matches('0'));
                parts.push(Vec::new());
                continue;
            }
            let cut = cut(&folded(chunk));
            for word in &cut {
                kept.add(word);
                if is_number(word) && (chunk.starts_with('+') || chunk.starts_with("00")) {
                    kept.add_without_country(without_exit_code(word));
                }
                for piece in letters_and_digits(word) {
                    kept.add(piece);
                }
            }
            kept.add_code(&cut);
            parts.push(cut);
        }
        for run in runs(&parts) {
            kept.add_code(&run);
        }
        kept.add_code(&parts.concat());
    }
    let mut all: Vec<String> = kept.words.into_iter().collect();
    all.sort();
    all
}

/// The words of a search, longest first, because the longest finds the fewest.
#[must_use]
pub fn query_words(text: &str) -> Vec<String> {
    let mut all: BTreeSet<String> = BTreeSet::new();
    let mut parts: Vec<Vec<String>> = Vec::new();
    for chunk in text.split_whitespace() {
        if readable_number(chunk).is_some() {
            all.insert(chunk.to_lowercase());
            parts.push(Vec::new());
            continue;
        }
        let cut = cut(&folded(chunk));
        // Typed as one, so it is one.
        parts.push(match code(&cut) {
            Some(code) => vec![code],
            None => cut,
        });
    }
    for run in parts.chunk_by(|one, other| is_numeric(one) && is_numeric(other)) {
        let run = run.concat();
        let joined = run.concat();
        // A phone number, in groups of whatever length.
        let grouped = run.len() > 1
            && run.iter().all(|part| is_number(part) && part.len() <= MOST_IN_GROUP)
            && joined.len() >= SHORTEST_IN_GROUPS;
        let words = if grouped { vec![joined] } else { run };
        all.extend(words.iter().map(|word| without_exit_code(word).chars().take(LONGEST_WORD).collect()));
    }
    let mut all: Vec<String> = all.into_iter().collect();
    all.sort_by_key(|word| core::cmp::Reverse(word.chars().count()));
    all.truncate(4);
    all
}

/// The first string that is greater than every string beginning with `word`.
#[must_use]
pub fn after(word: &str) -> String {
    format!("{word}\u{10ffff}")
}

/// Words in the order they are met, each once, and not too many.
#[derive(Default)]
struct KeptWords {
    words: BTreeSet<String>,
}

impl KeptWords {
    fn add(&mut self, word: &str) {
        if !word.is_empty() && self.words.len() < MOST_WORDS {
            self.words.insert(word.chars().take(LONGEST_WORD).collect());
        }
    }

    /// `34600123987` also by what comes behind the country's code, however long that is.
    fn add_without_country(&mut self, number: &str) {
        self.add(number);
        if number.len() > SHORTEST_IN_GROUPS + 1 {
            for national in (1..=LONGEST_COUNTRY_CODE).filter_map(|length| number.get(length..)) {
                self.add(national);
            }
        }
    }

    /// A code of several parts, by its letters and digits alone, from each part on.
    fn add_code(&mut self, parts: &[String]) {
        if parts.len() > 1
            && let Some(code) = code(parts)
        {
            self.add(without_exit_code(&code));
            let mut rest = code.as_str();
            for part in parts {
                self.add(rest);
                rest = rest.strip_prefix(part.as_str()).unwrap_or(rest);
            }
        }
    }
}

fn cut(folded: &str) -> Vec<String> {
    folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

fn is_number(word: &str) -> bool {
    !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_digit())
}

fn is_numeric(part: &[String]) -> bool {
    !part.is_empty() && part.iter().all(|word| is_number(word))
}

/// Numbers that stand one behind the other.
fn runs(parts: &[Vec<String>]) -> Vec<Vec<String>> {
    let together = parts.chunk_by(|one, other| is_numeric(one) && is_numeric(other));
    together.filter(|run| run.iter().all(|part| is_numeric(part))).map(<[_]>::concat).collect()
}

/// The parts as one, if together they are a code: digits among them, few letters in a row, and not too long.
fn code(parts: &[String]) -> Option<String> {
    let joined = parts.concat();
    let digits = joined.bytes().any(|byte| byte.is_ascii_digit());
    let few_letters = joined.split(|c: char| c.is_ascii_digit()).all(|letters| letters.chars().count() <= MOST_LETTERS);
    (digits && few_letters && joined.chars().count() <= LONGEST_CODE).then_some(joined)
}

/// `0034…` as `34…`: people write a country's number with a plus or as they dial it.
fn without_exit_code(word: &str) -> &str {
    word.strip_prefix("00").filter(|rest| is_number(word) && rest.len() > SHORTEST_IN_GROUPS).unwrap_or(word)
}

/// `1234abc` as `1234` and `abc`; nothing for what changes more than twice.
fn letters_and_digits(word: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut rest = word;
    while let Some(first) = rest.chars().next() {
        let digits = first.is_ascii_digit();
        let end = rest.find(|c: char| c.is_ascii_digit() != digits).unwrap_or(rest.len());
        let (piece, behind) = rest.split_at(end);
        pieces.push(piece);
        rest = behind;
    }
    if (2..=3).contains(&pieces.len()) { pieces } else { Vec::new() }
}

fn readable_number(chunk: &str) -> Option<&str> {
    let mut parts = chunk.split('-');
    let (prefix, year, counter) = (parts.next()?, parts.next()?, parts.next()?);
    let letters = (1..=4).contains(&prefix.len()) && prefix.bytes().all(|b| b.is_ascii_alphabetic());
    let digits = |s: &str| !s.is_empty() && s.bytes().all(|b| b.is_ascii_digit());
    (letters && year.len() == 4 && digits(year) && digits(counter) && parts.next().is_none()).then_some(counter)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Whether a record that says `text` is found by what is sought.
    fn finds(query: &str, text: &str) -> bool {
        let kept = words(text);
        let wanted = query_words(query);
        !wanted.is_empty() && wanted.iter().all(|word| kept.iter().any(|kept| kept.starts_with(word)))
    }

    #[test]
    fn text_is_found_without_marks_or_case_however_it_is_composed() {
        assert_eq!(words("Transportes Gárcía, S.L."), ["garcia", "l", "s", "transportes"]);
        for (query, text) in [
            ("skoda", "Škoda Octavia"),
            ("ŠKODA", "Skoda"),
            ("gross", "Groß & Söhne"),
            ("groß", "GROSS"),
            ("zatec", "Žatec"),
            ("stefan", "Ștefan Popa"),
            ("dakovo", "Đakovo"),
            ("orsted", "Ørsted"),
            ("istanbul", "İstanbul"),
            ("García", "Garci\u{301}a"),
            ("Garci\u{301}a", "García"),
            ("lodz", "Łódź"),
            ("hr hos", "Hr. Høst"),
        ] {
            assert!(finds(query, text), "{query} finds {text}");
        }
    }

    #[test]
    fn numbers_are_found_by_their_letters_and_digits_alone() {
        for (text, queries) in [
            (
                "+34 600 123 987",
                &[
                    "600123987",
                    "+34600123987",
                    "0034600123987",
                    "600 123 987",
                    "+34 600 12",
                    "60012398",
                    "600.123.987",
                    "600 123",
                ][..],
            ),
            ("600123987", &["600 123 987", "600-123-987", "600 12 39 87", "600123987"]),
            ("0034 600 123 987", &["600123987", "+34600123987"]),
            ("+34600123987", &["600123987", "600 123 987", "+34 600 123 987"]),
            ("0034600123987", &["600123987", "+34600123987"]),
            ("B-81.342.999", &["B81342999", "b-81342999", "81342999", "B-81.342.999", "81.342"]),
            ("B81342999", &["B-81.342.999", "81342999", "81.342.999"]),
            ("ESB81342999", &["esb81342999", "81342999"]),
            ("1234 ABC", &["1234abc", "1234-ABC", "1234 abc", "abc", "1234", "ABC 1234", "12"]),
            ("1234ABC", &["1234 ABC", "1234-abc", "abc", "１２３４ＡＢＣ"]),
            ("BK-2026-00573", &["BK-2026-00573", "BK202600573", "573", "00573"]),
            ("WX-1234", &["wx1234", "WX 1234", "1234"]),
            ("ES79 2100 0813 6101 2345 6789", &["ES7921000813", "2100 0813 6101", "6789"]),
            ("Llamar al 91 055 51 00 por la tarde", &["910555100", "91 055 51 00"]),
            ("Gran Vía 25, 28013 Madrid", &["gran 25", "28013", "25 28013"]),
        ] {
            for query in queries {
                assert!(finds(query, text), "{query:?} finds {text:?}: {:?} in {:?}", query_words(query), words(text));
            }
        }
        assert!(!finds("600123988", "+34 600 123 987"));
        assert!(!finds("1234abd", "1234 ABC"));
    }

    #[test]
    fn what_one_field_says_does_not_run_into_the_next() {
        assert!(!finds("7123", "Sprinter 7\n1234 ABC"));
        assert!(finds("sprinter abc", "Sprinter 7\n1234 ABC"));
    }

    #[test]
    fn a_readable_number_is_found_whole_or_by_its_counter_but_not_by_its_prefix() {
        assert_eq!(words("BK-2026-00012"), ["00012", "12", "bk-2026-00012", "bk202600012"]);
        assert_eq!(query_words("bk-2026-00012"), ["bk-2026-00012"]);
    }

    #[test]
    fn the_longest_word_is_sought_first() {
        assert_eq!(query_words("la madrid"), ["madrid", "la"]);
    }

    #[test]
    fn the_first_words_of_a_long_text_are_kept() {
        let text: Vec<String> = (0..100)
            .map(|at| format!("w{}", char::from(b'a' + at % 26).to_string().repeat(1 + usize::from(at / 26))))
            .collect();
        let kept = words(&["zebra", &text.join(" ")].join(" "));
        assert_eq!(kept.len(), MOST_WORDS);
        assert!(kept.contains(&"zebra".to_owned()));
    }
}
