//! Search: which words a record is found by.
//!
//! The edge keeps each record's words in one table, one row a word, and finds a record by the beginnings of words; the
//! seed writes the same rows. (SQLite's full-text tables can't be exported from D1, so backups would suffer.)
//!
//! Invariant: writing and searching cut text into words by this one function.

/// Words kept per record.
const MOST_WORDS: usize = 60;
/// Characters kept per word.
const LONGEST_WORD: usize = 40;

/// The words of a text: lower case, without accents, split at everything that isn't a letter or digit. A readable number
/// such as `BK-2026-00012` is kept whole and by its counter, so that its prefix doesn't match every record there is.
#[must_use]
pub fn words(text: &str) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    for chunk in text.split_whitespace() {
        if let Some(counter) = readable_number(chunk) {
            out.push(chunk.to_lowercase());
            out.push(counter.to_owned());
            let short = counter.trim_start_matches('0');
            if !short.is_empty() {
                out.push(short.to_owned());
            }
            continue;
        }
        let plain: String = chunk.chars().flat_map(char::to_lowercase).map(without_accent).collect();
        let parts = plain.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty());
        out.extend(parts.map(|w| w.chars().take(LONGEST_WORD).collect()));
    }
    out.sort();
    out.dedup();
    out.truncate(MOST_WORDS);
    out
}

/// The words of a search, longest first, because the longest finds the fewest.
#[must_use]
pub fn sought(text: &str) -> Vec<String> {
    let mut out: Vec<String> = match readable_number(text.trim()) {
        Some(_) => vec![text.trim().to_lowercase()],
        None => words(text),
    };
    out.sort_by_key(|word| core::cmp::Reverse(word.chars().count()));
    out.truncate(4);
    out
}

/// The first string that is greater than every string beginning with `word`.
#[must_use]
pub fn after(word: &str) -> String {
    format!("{word}\u{10ffff}")
}

fn readable_number(chunk: &str) -> Option<&str> {
    let mut parts = chunk.split('-');
    let (prefix, year, counter) = (parts.next()?, parts.next()?, parts.next()?);
    let letters = (1..=4).contains(&prefix.len()) && prefix.bytes().all(|b| b.is_ascii_alphabetic());
    let digits = |s: &str| !s.is_empty() && s.bytes().all(|b| b.is_ascii_digit());
    (letters && year.len() == 4 && digits(year) && digits(counter) && parts.next().is_none()).then_some(counter)
}

fn without_accent(c: char) -> char {
    match c {
        'á' | 'à' | 'â' | 'ä' | 'ã' | 'å' | 'ą' => 'a',
        'é' | 'è' | 'ê' | 'ë' | 'ę' => 'e',
        'í' | 'ì' | 'î' | 'ï' => 'i',
        'ó' | 'ò' | 'ô' | 'ö' | 'õ' => 'o',
        'ú' | 'ù' | 'û' | 'ü' => 'u',
        'ñ' | 'ń' => 'n',
        'ç' | 'ć' => 'c',
        'ł' => 'l',
        'ś' => 's',
        'ź' | 'ż' => 'z',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_found_without_accents_or_case() {
        assert_eq!(words("Transportes Gárcía, S.L."), ["garcia", "l", "s", "transportes"]);
        assert_eq!(words("Łódź"), ["lodz"]);
    }

    #[test]
    fn a_readable_number_is_found_whole_or_by_its_counter_but_not_by_its_prefix() {
        assert_eq!(words("BK-2026-00012"), ["00012", "12", "bk-2026-00012"]);
        assert_eq!(sought("bk-2026-00012"), ["bk-2026-00012"]);
    }

    #[test]
    fn the_longest_word_is_sought_first() {
        assert_eq!(sought("la madrid"), ["madrid", "la"]);
    }
}
