//! Recognising what servers really say: from OAuth errors, Graph and Google documents, SMTP replies and dead connections to
//! one of the kinds that the product knows.
//!
//! Every machine of this crate fails with a [`Failure`]; each file below reads one family of answers.
//!
//! Invariant: what a server said stays beside the kind, on one bounded line; what is ours is a [`Remark`], never its words.

pub(crate) mod google;
pub(crate) mod graph;
pub(crate) mod oauth;
pub(crate) mod retry_after;
pub(crate) mod smtp;

use domain::mail::failure::{MailFailure, Stage};
use domain::mail::remark::Remark;
use domain::time::Instant;
use http::StatusCode;

/// A kind, and what the server said.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}: {server_message}", kind.code())]
pub struct Failure {
    /// What the outbox does with it, and what a person reads.
    pub kind: MailFailure,
    /// Of [`MailFailure::Throttled`]: not before this moment; `None` when the server did not say.
    pub until: Option<Instant>,
    /// The server's own words, or what it is named by: one line, at most [`LONGEST`] characters, without control characters. Empty
    /// where none spoke.
    pub server_message: String,
    /// What we noticed ourselves.
    pub remark: Option<Remark>,
}

/// A failure and how far the attempt had come.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{failure}")]
pub struct StageFailure {
    /// How far the attempt had come.
    pub stage: Stage,
    /// Why it ended there.
    pub failure: Failure,
    /// Whether the server may have accepted the message all the same: the whole of it had been handed over and the answer
    /// never came. Only then can trying again make the same mail arrive twice.
    pub perhaps_accepted: bool,
    /// Whom the server would not take, each with its reason, when that is why nothing was sent.
    pub refused: Vec<(String, Failure)>,
}

/// Characters kept of a server's words.
pub const LONGEST: usize = 500;

impl Failure {
    /// A kind with a server's words, which are brought onto one line and cut at [`LONGEST`] characters.
    #[must_use]
    pub fn new(kind: MailFailure, server_message: &str) -> Self {
        let mut line = String::with_capacity(server_message.len().min(LONGEST));
        for word in server_message.split(|c: char| c.is_control() || c.is_whitespace()).filter(|word| !word.is_empty())
        {
            if !line.is_empty() {
                line.push(' ');
            }
            line.push_str(word);
        }
        if let Some((end, _)) = line.char_indices().nth(LONGEST) {
            line.truncate(end);
        }
        Self { kind, until: None, server_message: line, remark: None }
    }

    /// Where no server said anything, or nothing that is to be shown.
    #[must_use]
    pub const fn ours(kind: MailFailure, remark: Remark) -> Self {
        Self { kind, until: None, server_message: String::new(), remark: Some(remark) }
    }

    /// Beside words that are the server's, or a name.
    #[must_use]
    pub fn with(self, remark: Remark) -> Self {
        Self { remark: Some(remark), ..self }
    }

    /// Where too much was asked: the moment that the server named, if it did.
    pub(crate) fn after(self, until: Option<Instant>) -> Self {
        Self { until: until.filter(|_| self.kind == MailFailure::Throttled), ..self }
    }

    /// An answer that is not the service's.
    pub(crate) const fn unreadable() -> Self {
        Self::ours(MailFailure::Protocol, Remark::Unreadable)
    }

    /// Of an answer that isn't the document we expected: its status and nothing of its body, whoever wrote that.
    pub(crate) fn status(kind: MailFailure, status: u16) -> Self {
        let reason = StatusCode::from_u16(status).ok().and_then(|status| status.canonical_reason()).unwrap_or_default();
        Self::new(kind, &format!("{status} {reason}")).with(Remark::Unreadable)
    }

    /// The failure of an attempt that had come as far as this, with nothing perhaps accepted and nobody refused.
    #[must_use]
    pub fn at(self, stage: Stage) -> StageFailure {
        StageFailure { stage, failure: self, perhaps_accepted: false, refused: Vec::new() }
    }
}

/// What an HTTP status means when the body says nothing we know, with a `Retry-After` or without.
fn by_status(status: StatusCode, waits: bool) -> MailFailure {
    match status.as_u16() {
        429 => MailFailure::Throttled,
        503 if waits => MailFailure::Throttled,
        401 => MailFailure::ReauthRequired,
        403 => MailFailure::PolicyBlocked,
        408 | 500.. => MailFailure::ServerGone,
        400..=499 => MailFailure::Permanent,
        _ => MailFailure::Protocol,
    }
}

/// How far an HTTP exchange had come that failed so.
#[must_use]
pub const fn http_stage(kind: MailFailure) -> Stage {
    match kind {
        MailFailure::DnsOrBlocked => Stage::Connect,
        MailFailure::Tls => Stage::Tls,
        MailFailure::ReauthRequired
        | MailFailure::ConsentMissing
        | MailFailure::ScopeMissing
        | MailFailure::AuthRejected => Stage::SignIn,
        MailFailure::SecretExpired
        | MailFailure::SecretWrong
        | MailFailure::AppUnknown
        | MailFailure::NotAuthorised
        | MailFailure::PolicyBlocked
        | MailFailure::SmtpAuthDisabled
        | MailFailure::Throttled
        | MailFailure::ServerGone
        | MailFailure::Protocol
        | MailFailure::LargeFiles
        | MailFailure::Permanent => Stage::Message,
    }
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
        let failure = Failure::new(MailFailure::Protocol, "a\r\n\tb\u{0}c  d");
        assert_eq!(failure.server_message, "a b c d");
        assert_eq!(Failure::new(MailFailure::Protocol, &"ñ".repeat(2_000)).server_message.chars().count(), LONGEST);
    }
}
