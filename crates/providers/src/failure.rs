//! Recognising what servers really say: from OAuth errors, Graph and Google documents, SMTP replies and dead connections to
//! one of the fifteen kinds that the product knows.
//!
//! Every machine of this crate fails with a [`Failure`]; each file below reads one family of answers.
//!
//! Invariant: what a server said stays beside the kind, on one bounded line; where none spoke, it is a technical remark.

pub(crate) mod google;
pub(crate) mod graph;
pub(crate) mod oauth;
pub(crate) mod retry_after;
pub(crate) mod smtp;

use domain::mail::failure::{MailFailure, Stage};
use domain::time::Instant;
use http::StatusCode;

use crate::wire::Response;

/// A kind, and what the server said.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}: {said}", kind.code())]
pub struct Failure {
    pub kind: MailFailure,
    /// One line, at most [`LONGEST`] characters, without control characters.
    pub said: String,
}

/// A failure and how far the attempt had come.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{failure}")]
pub struct StageFailure {
    pub stage: Stage,
    pub failure: Failure,
    /// Whether the server may have accepted the message all the same: the whole of it had been handed over and the answer
    /// never came. Only then can trying again make the same mail arrive twice.
    pub perhaps_accepted: bool,
}

/// Characters kept of a server's words.
pub const LONGEST: usize = 500;

impl Failure {
    #[must_use]
    pub fn new(kind: MailFailure, said: &str) -> Self {
        let mut line = String::with_capacity(said.len().min(LONGEST));
        for word in said.split(|c: char| c.is_control() || c.is_whitespace()).filter(|word| !word.is_empty()) {
            if !line.is_empty() {
                line.push(' ');
            }
            line.push_str(word);
        }
        if let Some((end, _)) = line.char_indices().nth(LONGEST) {
            line.truncate(end);
        }
        Self { kind, said: line }
    }

    pub(crate) fn protocol(said: &str) -> Self {
        Self::new(MailFailure::Protocol, said)
    }

    #[must_use]
    pub fn at(self, stage: Stage) -> StageFailure {
        StageFailure { stage, failure: self, perhaps_accepted: false }
    }
}

/// What an HTTP status means when the body says nothing we know. `until` is what `Retry-After` named.
fn by_status(status: StatusCode, until: Option<Instant>) -> MailFailure {
    match status.as_u16() {
        429 => MailFailure::Throttled { until },
        503 if until.is_some() => MailFailure::Throttled { until },
        401 => MailFailure::ReauthRequired,
        403 => MailFailure::PolicyBlocked,
        408 | 500.. => MailFailure::ServerGone,
        400..=499 => MailFailure::Permanent,
        _ => MailFailure::Protocol,
    }
}

/// How far an HTTP exchange had come that failed so.
pub(crate) const fn http_stage(kind: MailFailure) -> Stage {
    match kind {
        MailFailure::DnsOrBlocked => Stage::Connect,
        MailFailure::Tls => Stage::Tls,
        MailFailure::ReauthRequired
        | MailFailure::ConsentMissing
        | MailFailure::ScopeMissing
        | MailFailure::AuthRejected => Stage::SignIn,
        _ => Stage::Message,
    }
}

/// What stands in for a body that is not the document we expected: the status line and the beginning of the text.
fn plain_words(response: &Response) -> String {
    let text: String = String::from_utf8_lossy(response.body()).chars().take(LONGEST).collect();
    let status = response.status();
    format!("{} {} {text}", status.as_u16(), status.canonical_reason().unwrap_or_default())
}

/// Whether any of the lower-case `parts` occurs in `lower`.
fn says(lower: &str, parts: &[&str]) -> bool {
    parts.iter().any(|part| lower.contains(part))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_kept_on_one_bounded_line() {
        let failure = Failure::protocol("a\r\n\tb\u{0}c  d");
        assert_eq!(failure.said, "a b c d");
        assert_eq!(Failure::protocol(&"ñ".repeat(2_000)).said.chars().count(), LONGEST);
    }
}
