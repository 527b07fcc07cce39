//! What was said, for the person who wants to see where it failed.
//!
//! Invariant: a secret is struck out when a line is added, wherever it stands in it, so a transcript may be stored and shown.

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

    pub fn lines(&self) -> &[Line] {
        &self.lines
    }

    pub fn ours(&mut self, text: &str) {
        self.add(true, text);
    }

    pub fn theirs(&mut self, text: &str) {
        self.add(false, text);
    }

    /// Strikes secrets out of words that go elsewhere.
    pub fn struck_out(&self, text: &str) -> String {
        self.secrets.iter().fold(text.to_string(), |text, secret| text.replace(secret.expose(), "••••"))
    }

    fn add(&mut self, ours: bool, text: &str) {
        if self.lines.len() < MOST_LINES {
            let text = self.struck_out(text).chars().filter(|c| !c.is_control()).take(LONGEST_LINE).collect();
            self.lines.push(Line { ours, text });
        }
    }
}
