//! Sending through the Gmail API: one request with the whole message (Gmail API reference: `users.messages.send`).
//!
//! Small messages travel as JSON, large ones through the upload address, up to Google's 35 MB. The message has to hold its
//! `Bcc` header ([`crate::mime::Bcc::Written`]): Google reads the recipients from the headers and takes that one out.
//!
//! Invariant: `gmail.send` is enough; nothing here reads the mailbox.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE;
use domain::mail::failure::MailFailure;
use domain::mail::remark::Remark;
use domain::time::Instant;
use http::Method;
use serde::Deserialize;
use serde_json::json;

use crate::failure::{Failure, StageFailure, google as recognise, http_stage};
use crate::secret::Secret;
use crate::wire::{Draft, Request, Response, Unreached, UnreachedKind};

/// Google's public address; tests have another.
pub const BASE: &str = "https://gmail.googleapis.com";

/// Bytes of a message that travels as JSON; above, the upload address saves a third.
const LARGEST_JSON: usize = 1_000_000;
/// Bytes of a message that Google takes at all.
pub const LARGEST: usize = 36_700_160;

/// Google took the mail.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Accepted {
    /// Gmail's id of the sent message.
    pub id: String,
    /// Gmail's id of its thread; empty where Google leaves it out.
    #[serde(default)]
    pub thread_id: String,
}

/// Asks for the mailbox's profile, which `gmail.send` doesn't show: the refusal too tells that the token is taken.
///
/// # Errors
/// `Protocol` when the request can't be written.
pub fn profile(base: &str, token: &Secret) -> Result<Request, Failure> {
    let base = base.trim_end_matches('/');
    Draft::new(Method::GET, format!("{base}/gmail/v1/users/me/profile")).bearer(token)?.build()
}

/// Reads the answer to [`profile`]: whose mailbox it is, or an empty text where only sending was granted.
///
/// # Errors
/// What Google refused it with: a token that it doesn't take, an API that is switched off.
pub fn read_profile(response: &Response, now: Instant) -> Result<String, Failure> {
    #[derive(Deserialize)]
    #[serde(rename_all = "camelCase")]
    struct Profile {
        email_address: String,
    }
    if response.status().as_u16() == 200
        && let Ok(profile) = serde_json::from_slice::<Profile>(response.body())
    {
        return Ok(profile.email_address);
    }
    let failure = recognise::read(response, now);
    if failure.kind == MailFailure::ScopeMissing { Ok(String::new()) } else { Err(failure) }
}

/// The request that sends a message written by [`crate::mime::write`].
///
/// # Errors
/// `Permanent` when the message is larger than [`LARGEST`].
pub fn send(base: &str, token: &Secret, message: Vec<u8>) -> Result<Request, Failure> {
    let base = base.trim_end_matches('/');
    let size = message.len();
    if size > LARGEST {
        return Err(Failure::ours(MailFailure::Permanent, Remark::TooLarge));
    }
    let post = |path: &str| Draft::new(Method::POST, format!("{base}{path}")).bearer(token);
    if size <= LARGEST_JSON {
        let raw = URL_SAFE.encode(&message);
        post("/gmail/v1/users/me/messages/send")?.json(&json!({ "raw": raw }))?.build()
    } else {
        post("/upload/gmail/v1/users/me/messages/send?uploadType=media")?.body("message/rfc822", message)?.build()
    }
}

/// Reads the answer to [`send`].
///
/// # Errors
/// What Google refused it with, or that no answer came.
pub fn read(answer: Result<Response, Unreached>, now: Instant) -> Result<Accepted, StageFailure> {
    let (failure, perhaps_accepted) = match answer {
        Ok(response) if response.status().as_u16() == 200 => match serde_json::from_slice(response.body()) {
            Ok(accepted) => return Ok(accepted),
            Err(_) => (Failure::unreadable(), true),
        },
        Ok(response) => (recognise::read(&response, now), recognise::leaves_open(&response)),
        Err(unreached) => {
            let perhaps = matches!(unreached.kind, UnreachedKind::TimedOut | UnreachedKind::Closed);
            (unreached.into(), perhaps)
        }
    };
    let stage = http_stage(failure.kind);
    Err(StageFailure { perhaps_accepted, ..failure.at(stage) })
}

#[cfg(test)]
mod tests {
    use domain::mail::failure::Stage;

    use super::*;

    const NOW: Instant = Instant(1_795_366_800_000);

    fn answer(status: u16, body: &str) -> Result<Response, Unreached> {
        Ok(http::Response::builder().status(status).body(body.as_bytes().to_vec()).unwrap())
    }

    #[test]
    fn a_small_message_travels_as_url_safe_base64() {
        let request = send(BASE, &Secret::new("ya29"), vec![0xfb, 0xff, 0xbf, b'a']).unwrap();
        assert_eq!(request.uri(), "https://gmail.googleapis.com/gmail/v1/users/me/messages/send");
        assert_eq!(request.headers()["authorization"], "Bearer ya29");
        assert_eq!(request.body(), br#"{"raw":"-_-_YQ=="}"#);
    }

    #[test]
    fn a_large_message_goes_through_the_upload_address() {
        let request = send("http://127.0.0.1:9/", &Secret::new("t"), vec![b'x'; LARGEST_JSON + 1]).unwrap();
        assert_eq!(request.uri(), "http://127.0.0.1:9/upload/gmail/v1/users/me/messages/send?uploadType=media");
        assert_eq!(request.headers()["content-type"], "message/rfc822");
        let refused = send(BASE, &Secret::new("t"), vec![b'x'; LARGEST + 1]).unwrap_err();
        assert_eq!(refused.kind, MailFailure::Permanent);
    }

    #[test]
    fn googles_answer_names_the_message() {
        let body = r#"{"id":"18c1f0","threadId":"18c1f0","labelIds":["SENT"]}"#;
        let accepted = read(answer(200, body), NOW).unwrap();
        assert_eq!((accepted.id.as_str(), accepted.thread_id.as_str()), ("18c1f0", "18c1f0"));
    }

    #[test]
    fn a_refusal_says_its_stage_and_whether_the_mail_may_have_gone() {
        let dead = r#"{"error":{"code":401,"message":"Invalid Credentials","errors":[{"reason":"authError"}],"status":"UNAUTHENTICATED"}}"#;
        let failure = read(answer(401, dead), NOW).unwrap_err();
        assert_eq!((failure.stage, failure.failure.kind), (Stage::SignIn, MailFailure::ReauthRequired));
        assert!(!failure.perhaps_accepted);
        for lost in [(500, "<html>"), (502, ""), (504, dead), (202, ""), (204, "")] {
            assert!(read(answer(lost.0, lost.1), NOW).unwrap_err().perhaps_accepted, "{lost:?}");
        }
        let internal = r#"{"error":{"code":500,"message":"Internal error","errors":[{"reason":"backendError"}]}}"#;
        assert!(!read(answer(500, internal), NOW).unwrap_err().perhaps_accepted, "Google itself says that it failed");
        assert!(read(answer(200, "<html>"), NOW).unwrap_err().perhaps_accepted);
        let closed = Unreached::new(UnreachedKind::Closed, "Network connection lost.");
        assert!(read(Err(closed), NOW).unwrap_err().perhaps_accepted);
    }
}
