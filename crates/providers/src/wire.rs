//! The requests and answers that machines exchange with the edge, and the ways an exchange can come to nothing.
//!
//! The types are `http`'s with a plain body, which are `oauth2`'s too, so one fetch function of the edge serves all.
//!
//! Invariant: a header that carries a token is marked sensitive, so printing a request does not print the token.

use http::header::{AUTHORIZATION, CONTENT_LENGTH, CONTENT_TYPE, HeaderName, HeaderValue};
use http::{Method, Request as HttpRequest, Response as HttpResponse};
use serde::Serialize;

use crate::failure::Failure;
use crate::secret::Secret;
use domain::mail::failure::MailFailure;
use domain::mail::remark::Remark;

/// What a machine asks the edge to send.
pub type Request = HttpRequest<Vec<u8>>;
/// What the edge brings back, its body whole.
pub type Response = HttpResponse<Vec<u8>>;

/// Why no answer came, as the edge reports it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{words}")]
pub struct Unreached {
    /// Where on the way it ended.
    pub kind: UnreachedKind,
    /// The runtime's own words, for whoever runs the server.
    pub words: String,
}

/// Where on the way to an answer it ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UnreachedKind {
    /// The name has no address.
    Name,
    /// Nobody listens there, or something in between refuses.
    Refused,
    /// We don't go there ([`crate::host`]).
    Forbidden,
    /// No answer in the time allowed.
    TimedOut,
    /// The handshake or the certificate failed.
    Tls,
    /// The connection ended in the middle.
    Closed,
}

impl Unreached {
    /// An exchange that came to nothing, in the runtime's words.
    #[must_use]
    pub fn new(kind: UnreachedKind, words: impl Into<String>) -> Self {
        Self { kind, words: words.into() }
    }

    /// Reads an exception's text: a Worker's runtime gives nothing else. What isn't recognised counts as closed, which is
    /// retried.
    ///
    /// Of a socket that was to be private from the start, workerd says the same whether the name, the port or the certificate
    /// was at fault ("proxy request failed, cannot connect to the specified address"). A caller who wants to know opens the
    /// same port once without TLS: if that works, it was [`UnreachedKind::Tls`].
    #[must_use]
    pub fn from_words(words: &str) -> Self {
        let lower = words.to_ascii_lowercase();
        let says = |parts: &[&str]| parts.iter().any(|part| lower.contains(part));
        let kind = if says(&["certificate", "handshake", "tls ", "ssl routines", "ssl error", "ssl alert", "ssl_"]) {
            UnreachedKind::Tls
        } else if says(&["dns", "getaddrinfo", "name not resolved", "no such host", "name or service not known"]) {
            UnreachedKind::Name
        } else if says(&["timed out", "timeout", "time out"]) {
            UnreachedKind::TimedOut
        } else if says(&["refused", "cannot connect", "not permitted", "prohibited", "unreachable", "not allowed"]) {
            UnreachedKind::Refused
        } else {
            UnreachedKind::Closed
        };
        Self::new(kind, words)
    }
}

impl From<Unreached> for Failure {
    fn from(unreached: Unreached) -> Self {
        let (kind, remark) = match unreached.kind {
            UnreachedKind::Name => (MailFailure::DnsOrBlocked, Remark::NoSuchName),
            UnreachedKind::Refused => (MailFailure::DnsOrBlocked, Remark::NobodyListens),
            UnreachedKind::Forbidden => (MailFailure::DnsOrBlocked, Remark::NotPublic),
            UnreachedKind::Tls => (MailFailure::Tls, Remark::Certificate),
            UnreachedKind::TimedOut => (MailFailure::ServerGone, Remark::NoAnswer),
            UnreachedKind::Closed => (MailFailure::ServerGone, Remark::Closed),
        };
        Self::ours(kind, remark)
    }
}

/// A request under construction; building it can't panic, and a wrong address is a [`Failure`].
pub(crate) struct Draft {
    method: Method,
    url: String,
    headers: Vec<(HeaderName, HeaderValue)>,
    body: Vec<u8>,
}

impl Draft {
    pub(crate) fn new(method: Method, url: String) -> Self {
        Self { method, url, headers: Vec::new(), body: Vec::new() }
    }

    pub(crate) fn header(mut self, name: HeaderName, value: &str) -> Result<Self, Failure> {
        self.headers.push((name, readable(value)?));
        Ok(self)
    }

    /// `Authorization: Bearer` (RFC 6750 §2.1).
    pub(crate) fn bearer(mut self, token: &Secret) -> Result<Self, Failure> {
        let mut value = readable(&format!("Bearer {}", token.expose()))?;
        value.set_sensitive(true);
        self.headers.push((AUTHORIZATION, value));
        Ok(self)
    }

    pub(crate) fn json(self, body: &impl Serialize) -> Result<Self, Failure> {
        let bytes = serde_json::to_vec(body).map_err(|_| Failure::unreadable())?;
        self.body("application/json", bytes)
    }

    pub(crate) fn body(mut self, content_type: &str, body: Vec<u8>) -> Result<Self, Failure> {
        self.body = body;
        self.header(CONTENT_TYPE, content_type)
    }

    /// A POST without a body says so, or some servers answer 411.
    pub(crate) fn empty(self) -> Result<Self, Failure> {
        self.header(CONTENT_LENGTH, "0")
    }

    pub(crate) fn build(self) -> Result<Request, Failure> {
        let mut request = HttpRequest::builder()
            .method(self.method)
            .uri(self.url)
            .body(self.body)
            .map_err(|_| Failure::unreadable())?;
        request.headers_mut().extend(self.headers);
        Ok(request)
    }
}

fn readable(value: &str) -> Result<HeaderValue, Failure> {
    HeaderValue::from_str(value).map_err(|_| Failure::unreadable())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_runtime_says_of_a_broken_connection_is_recognised() {
        for (words, kind) in [
            ("DNS lookup failed.", MailFailure::DnsOrBlocked),
            ("connect(): Connection refused", MailFailure::DnsOrBlocked),
            ("connect to ssl0.ovh.net:465: Connection refused", MailFailure::DnsOrBlocked),
            ("proxy request failed, cannot connect to the specified address", MailFailure::DnsOrBlocked),
            ("TLS peer's certificate is not trusted; reason = self-signed certificate", MailFailure::Tls),
            ("TLS Handshake Failed.", MailFailure::Tls),
            ("The operation was aborted due to timeout", MailFailure::ServerGone),
            ("Network connection lost.", MailFailure::ServerGone),
        ] {
            let failure = Failure::from(Unreached::from_words(words));
            assert_eq!(failure.kind, kind, "{words}");
            assert!(
                failure.server_message.is_empty() && failure.remark.is_some(),
                "the runtime's words are no server's"
            );
        }
    }

    #[test]
    fn printing_a_request_does_not_print_its_token() {
        let draft = Draft::new(Method::GET, "https://graph.example/me".into());
        let request = draft.bearer(&Secret::new("eyJ0eXAi")).and_then(Draft::build).unwrap();
        assert!(!format!("{request:?}").contains("eyJ0eXAi"));
        assert_eq!(request.headers()["authorization"], "Bearer eyJ0eXAi");
    }
}
