//! Sending through the Gmail API.

use domain::mail::failure::{MailFailure, Stage};
use peers::Peers;
use providers::failure::StageFailure;
use providers::gmail::{Accepted, read, send};
use providers::mail::{Mail, Mailbox};
use providers::mime::{self, Bcc};
use providers::oauth::Grant;
use providers::secret::Secret;
use serde_json::json;

use crate::granting::{google, granted, person};
use crate::mails::{file, mail};
use crate::net::{fetch, now};

fn post(token: &Secret, mail: &Mail) -> Result<Accepted, StageFailure> {
    let message = mime::write(mail, Bcc::Written).unwrap();
    read(fetch(send(&Peers::shared().places.google.gmail, token, message).unwrap()), now())
}

#[test]
fn small_and_large_mails_arrive_byte_for_byte() {
    let ana = person("ana");
    let token = granted(&google(), Grant::GmailSend, &ana).access;
    for (via, size) in [("gmail send", 1_000), ("gmail upload", 6_000_000)] {
        let mut mail = mail("gmail", &ana);
        mail.bcc = vec![Mailbox::new("", "jefe@vega.example")];
        mail.attachments = vec![file("reserva.pdf", size)];
        let accepted = post(&token, &mail).unwrap();
        assert!(!accepted.id.is_empty());
        let arrived = Peers::shared().accepted(&mail.message_id);
        assert_eq!(arrived.len(), 1);
        assert_eq!(arrived[0].via, via);
        assert_eq!(arrived[0].owner.as_deref(), Some(ana.as_str()));
        assert_eq!(arrived[0].to, ["ana@cliente.example", "jefe@vega.example"]);
        assert!(Peers::shared().raw(&arrived[0]) == mime::write(&mail, Bcc::Written).unwrap());
    }
}

#[test]
fn a_dead_token_a_missing_scope_and_a_limit_are_told_apart() {
    let ana = person("ana");
    let mail = mail("gmail", &ana);
    let dead = post(&Secret::new("ya29.nada"), &mail).unwrap_err();
    assert_eq!((dead.stage, dead.failure.kind), (Stage::SignIn, MailFailure::ReauthRequired));
    let narrow = granted(&google(), Grant::Identity, &ana).access;
    let narrow = post(&narrow, &mail).unwrap_err();
    assert_eq!((narrow.stage, narrow.failure.kind), (Stage::SignIn, MailFailure::ScopeMissing));

    let token = granted(&google(), Grant::GmailSend, &ana).access;
    let server_message = json!({ "error": { "code": 429, "message": "Too many concurrent requests for user", "errors": [{ "domain": "usageLimits", "reason": "rateLimitExceeded" }], "status": "RESOURCE_EXHAUSTED" } });
    Peers::shared().order(&json!({ "peer": "gmail", "match": marked(&mail), "status": 429, "headers": { "Retry-After": "9" }, "body": server_message }));
    let before = now();
    let limited = post(&token, &mail).unwrap_err();
    assert_eq!(limited.failure.kind, MailFailure::Throttled, "{limited}");
    assert!(limited.failure.until >= Some(before.plus(9_000)), "{limited}");
    assert!(!limited.perhaps_accepted);
    post(&token, &mail).unwrap();
    assert_eq!(Peers::shared().accepted(&mail.message_id).len(), 1);
}

#[test]
fn an_answer_that_was_lost_is_said_to_be_so() {
    let ana = person("ana");
    let token = granted(&google(), Grant::GmailSend, &ana).access;
    let mail = mail("gmail", &ana);
    Peers::shared().order(&json!({ "peer": "gmail", "match": marked(&mail), "close": true, "after": true }));
    let failure = post(&token, &mail).unwrap_err();
    assert!(failure.perhaps_accepted, "{failure}");
    assert_eq!(failure.failure.kind, MailFailure::ServerGone);
    assert_eq!(Peers::shared().accepted(&mail.message_id).len(), 1);
}

/// A part of the request's base64 that only this mail has.
fn marked(mail: &Mail) -> String {
    let request = send("http://peer", &Secret::new("t"), mime::write(mail, Bcc::Written).unwrap()).unwrap();
    String::from_utf8(request.body().clone()).unwrap()
}
