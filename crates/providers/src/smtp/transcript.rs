//! What was said, for the person who wants to see where it failed.
//!
//! Invariant: a secret is struck out wherever it stands, also when the server spreads it over lines or puts spaces between, so a
//! transcript may be stored and shown.

use std::collections::HashSet;

use super::reply::is_enhanced;
use crate::secret::Secret;

/// Lines kept.
const MOST_LINES: usize = 200;
/// Characters kept of a line.
const LONGEST_LINE: usize = 500;

/// One line of the conversation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Whether we said it, rather than the server.
    pub ours: bool,
    /// At most 500 characters, without line end or control characters; secrets are dots.
    pub text: String,
}

pub(super) struct Transcript {
    lines: Vec<Line>,
    secrets: Vec<Secret>,
}

impl Transcript {
    /// `secrets` in every form in which they could appear.
    pub fn new(secrets: Vec<Secret>) -> Self {
        Self { lines: Vec::new(), secrets: secrets.into_iter().filter(|secret| !secret.is_empty()).collect() }
    }

    /// Secrets are looked for in all that the server said, line ends and spaces left out.
    pub fn lines(&self) -> Vec<Line> {
        let theirs: Vec<&str> = self.lines.iter().filter(|line| !line.ours).map(|line| line.text.as_str()).collect();
        let mut struck = self.strike(&theirs).into_iter();
        let shown = |line: &Line| {
            let text = if line.ours { line.text.clone() } else { struck.next()? };
            Some(Line { ours: line.ours, text: text.chars().take(LONGEST_LINE).collect() })
        };
        self.lines.iter().filter_map(shown).collect()
    }

    pub fn ours(&mut self, text: &str) {
        self.add(true, text);
    }

    pub fn theirs(&mut self, text: &str) {
        self.add(false, text);
    }

    /// Strikes secrets out of words that go elsewhere.
    pub fn redact(&self, text: &str) -> String {
        self.strike(&[text]).concat()
    }

    /// The texts, with what they hold of secrets between them replaced by dots.
    fn strike(&self, texts: &[&str]) -> Vec<String> {
        // Every letter that counts, by its place; SMTP's own numbers at a line's beginning don't.
        let letters: Vec<(usize, usize, char)> = texts
            .iter()
            .enumerate()
            .flat_map(|(at, text)| {
                let head = head(text);
                text.char_indices()
                    .filter(move |(place, c)| *place >= head && !c.is_whitespace())
                    .map(move |(place, c)| (at, place, c))
            })
            .collect();
        let mut hidden = vec![false; letters.len()];
        for secret in &self.secrets {
            let secret: Vec<char> = secret.expose().chars().filter(|c| !c.is_whitespace()).collect();
            for (from, window) in letters.windows(secret.len().max(1)).enumerate() {
                if window.iter().map(|(_, _, c)| c).eq(&secret) {
                    hidden.iter_mut().skip(from).take(secret.len()).for_each(|letter| *letter = true);
                }
            }
        }
        let places: HashSet<(usize, usize)> =
            letters.iter().zip(hidden).filter_map(|((at, place, _), hidden)| hidden.then_some((*at, *place))).collect();
        texts.iter().enumerate().map(|(at, text)| dotted(text, |place| places.contains(&(at, place)))).collect()
    }

    fn add(&mut self, ours: bool, text: &str) {
        if self.lines.len() < MOST_LINES {
            // Cut later, so that a secret across the end is seen.
            let text = text.chars().filter(|c| !c.is_control()).take(4 * LONGEST_LINE).collect();
            self.lines.push(Line { ours, text });
        }
    }
}

/// Bytes of the number and the enhanced code that a line of a reply begins with (RFC 5321 §4.2, RFC 3463 §2).
fn head(text: &str) -> usize {
    let mut words = text.split_inclusive(' ');
    let number =
        words.next().filter(|word| word.trim_end().len() == 3 && word.trim_end().bytes().all(|b| b.is_ascii_digit()));
    let Some(number) = number else { return 0 };
    let code = words.next().filter(|word| is_enhanced(word.trim_end()));
    number.len() + code.map_or(0, str::len)
}

/// Each run of hidden letters as dots.
fn dotted(text: &str, hidden: impl Fn(usize) -> bool) -> String {
    let mut out = String::with_capacity(text.len());
    let mut within = false;
    for (place, letter) in text.char_indices() {
        let is_hidden = hidden(place);
        if is_hidden && !within {
            out.push_str("••••");
        }
        if !is_hidden {
            out.push(letter);
        }
        within = is_hidden;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_is_struck_out_however_the_server_spreads_it() {
        let secret = "AGZsb3RhAHMzY3JldG8tbGFyZ28=";
        for at in 1..secret.len() {
            let (first, rest) = secret.split_at(at);
            let mut transcript = Transcript::new(vec![Secret::new(secret)]);
            transcript.ours("AUTH PLAIN ••••");
            transcript.theirs(&format!("535 5.7.8 you said {first}"));
            transcript.theirs(&format!("535 5.7.8 {rest} to me"));
            let shown: Vec<_> = transcript.lines().into_iter().map(|line| line.text).collect();
            assert_eq!(shown, ["AUTH PLAIN ••••", "535 5.7.8 you said ••••", "535 5.7.8 •••• to me"], "{at}");
            assert_eq!(transcript.redact(&format!("535 {first} {rest} no")), "535 •••• •••• no", "{at}");
        }
    }
}
