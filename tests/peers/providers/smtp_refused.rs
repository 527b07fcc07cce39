//! What submission servers refuse, each at its stage and for its reason.

use domain::mail::failure::{MailFailure, Stage};
use peers::Peers;
use providers::mail::Mailbox;
use providers::oauth::Grant;
use providers::secret::Secret;
use providers::smtp::{Plan, Security, SignIn, Task};
use serde_json::json;

use crate::granting::person;
use crate::mails::{file, mail, unique};
use crate::net::conversation;
use crate::smtp::{by_password, by_token, dovecot, one, sending, speak};

fn refused(sign_in: SignIn, task: Task, way: (Security, u16)) -> (Stage, MailFailure) {
    let failure = speak(sign_in, task, way).ended.unwrap_err();
    assert!(!failure.perhaps_accepted, "{failure}");
    (failure.stage, failure.failure.kind)
}

#[test]
fn a_wrong_password_is_the_passwords_fault_everywhere() {
    let receiver = &Peers::shared().places.receiver;
    for way in [
        (Security::StartTls, receiver.submission),
        (Security::Implicit, receiver.smtps),
        (Security::StartTls, dovecot().submission),
        (Security::Implicit, dovecot().submissions),
    ] {
        let wrong = SignIn::Password { user: "flota@vega.example".into(), password: Secret::new("otra-clave") };
        assert_eq!(refused(wrong, Task::Validate, way), (Stage::SignIn, MailFailure::AuthRejected));
    }
}

#[test]
fn a_refused_token_asks_for_a_new_sign_in_and_the_challenge_is_kept() {
    let ana = person("ana");
    let way = (Security::StartTls, dovecot().submission);
    let dead = SignIn::Token { user: ana.clone(), token: Secret::new("nada") };
    // A token for Graph is none for SMTP, and one's own is none for another's mailbox.
    let graph = by_token(&ana, Grant::GraphSend);
    let SignIn::Token { token, .. } = by_token(&ana, Grant::OutlookSmtp) else { panic!("a token") };
    let foreign = SignIn::Token { user: person("otra"), token };
    for sign_in in [dead, graph, foreign] {
        let failure = speak(sign_in, Task::Validate, way).ended.unwrap_err();
        assert_eq!((failure.stage, failure.failure.kind), (Stage::SignIn, MailFailure::ReauthRequired), "{failure}");
    }
}

#[test]
fn a_server_without_xoauth2_takes_no_token() {
    let receiver = &Peers::shared().places.receiver;
    let sign_in = SignIn::Token { user: "flota@vega.example".into(), token: Secret::new("nadie-lo-pide") };
    let way = (Security::Implicit, receiver.small);
    assert_eq!(refused(sign_in, Task::Validate, way), (Stage::SignIn, MailFailure::AuthRejected));
}

#[test]
fn a_certificate_that_nobody_trusts_ends_it_before_a_word() {
    let places = &Peers::shared().places;
    let way = (Security::Implicit, places.receiver.untrusted);
    assert_eq!(refused(by_password(), Task::Validate, way), (Stage::Tls, MailFailure::Tls));
    // The same after STARTTLS: the right server, seen by somebody who trusts another CA.
    let plan = Plan {
        security: Security::StartTls,
        our_name: "volante.example".into(),
        sign_in: by_password(),
        task: Task::Validate,
    };
    for port in [places.receiver.submission, dovecot().submission] {
        let conversation = conversation(plan.clone(), port, &places.foreign_ca);
        let failure = conversation.ended.unwrap_err();
        assert_eq!((failure.stage, failure.failure.kind), (Stage::Tls, MailFailure::Tls));
        assert!(
            !conversation.transcript.iter().any(|line| line.ours && line.text.starts_with("AUTH")),
            "{:?}",
            conversation.transcript
        );
    }
}

#[test]
fn the_wrong_kind_of_encryption_and_the_wrong_port_are_named() {
    let receiver = &Peers::shared().places.receiver;
    let clear = (Security::Implicit, receiver.relay);
    assert_eq!(refused(by_password(), Task::Validate, clear), (Stage::Tls, MailFailure::Tls));
    // Nobody offers STARTTLS there, so nothing is said in clear.
    let never = (Security::StartTls, receiver.relay);
    assert_eq!(refused(by_password(), Task::Validate, never), (Stage::Tls, MailFailure::Tls));
    let nobody = (Security::StartTls, 1);
    assert_eq!(refused(by_password(), Task::Validate, nobody), (Stage::Connect, MailFailure::DnsOrBlocked));
}

#[test]
fn a_refused_recipient_is_named_and_the_others_get_their_mail() {
    let receiver = &Peers::shared().places.receiver;
    for way in [(Security::Implicit, receiver.smtps), (Security::StartTls, dovecot().submission)] {
        let mut mail = mail("some", "flota@vega.example");
        mail.to.push(Mailbox::new("", "nadie@cliente.example"));
        let outcome = speak(by_password(), sending(&mail), way).ended.unwrap();
        let [(address, failure)] = outcome.refused.as_slice() else { panic!("{:?}", outcome.refused) };
        assert_eq!((address.as_str(), failure.kind), ("nadie@cliente.example", MailFailure::Permanent));
        assert_eq!(one(&mail).to, ["ana@cliente.example"]);

        for (local, expected) in
            [("nadie", MailFailure::Permanent), ("lleno", MailFailure::Permanent), ("luego", MailFailure::Throttled)]
        {
            mail.to = vec![Mailbox::new("", &format!("{local}@cliente.example"))];
            assert_eq!(refused(by_password(), sending(&mail), way), (Stage::Recipients, expected), "{local}");
        }
    }
}

#[test]
fn a_message_too_large_is_refused_before_or_after_it_was_sent() {
    let mut mail = mail("large", "flota@vega.example");
    mail.attachments = vec![file("plano.pdf", 200_000)];
    let silent = (Security::Implicit, Peers::shared().places.receiver.small);
    assert_eq!(refused(by_password(), sending(&mail), silent), (Stage::Message, MailFailure::Permanent));
    mail.attachments = vec![file("plano.pdf", 9_500_000)];
    for way in [(Security::StartTls, dovecot().submission), (Security::Implicit, dovecot().submissions)] {
        let conversation = speak(by_password(), sending(&mail), way);
        let failure = conversation.ended.unwrap_err();
        assert_eq!((failure.stage, failure.failure.kind), (Stage::Message, MailFailure::Permanent), "{failure}");
        assert!(
            !conversation.transcript.iter().any(|line| line.text == "DATA"),
            "nothing is sent that was announced as too much"
        );
    }
    assert!(Peers::shared().accepted(&mail.message_id).is_empty());
}

#[test]
fn what_microsoft_and_google_really_say_is_understood_over_a_real_connection() {
    let way = (Security::Implicit, Peers::shared().places.receiver.smtps);
    for (stage, reply, expected) in [
        (
            "AUTH",
            "535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Tenant. Visit https://aka.ms/smtp_auth_disabled for more information.",
            (Stage::SignIn, MailFailure::SmtpAuthDisabled),
        ),
        (
            "AUTH",
            "550 5.7.30 Basic authentication is not supported for Client Submission.",
            (Stage::SignIn, MailFailure::SmtpAuthDisabled),
        ),
        (
            "AUTH",
            "454 4.7.0 Too many login attempts, please try again later. - gsmtp",
            (Stage::SignIn, MailFailure::Throttled),
        ),
        ("MAIL", "550 5.4.5 Daily user sending limit exceeded. - gsmtp", (Stage::Recipients, MailFailure::Throttled)),
        (
            "MAIL",
            "421 4.3.0 Temporary System Problem. Try again later. - gsmtp",
            (Stage::Recipients, MailFailure::ServerGone),
        ),
        (
            "DATA",
            "554 5.2.252 SendAsDenied; flota@vega.example not allowed to send as ana@vega.example",
            (Stage::Message, MailFailure::PolicyBlocked),
        ),
        ("DATA", "554 5.7.1 Message rejected as spam", (Stage::Message, MailFailure::Permanent)),
        ("DATA", "451 4.3.0 Error: queue file write error", (Stage::Message, MailFailure::ServerGone)),
    ] {
        let sender = person("flota");
        let mail = mail("said", &sender);
        let password = unique("clave");
        let (sign_in, mark) = match stage {
            "AUTH" => (SignIn::Password { user: sender.clone(), password: Secret::new(password) }, sender.clone()),
            "MAIL" => (by_password(), sender.clone()),
            _ => (by_password(), mail.message_id.clone()),
        };
        Peers::shared().order(&json!({ "peer": "smtp", "stage": stage, "match": mark, "reply": reply }));
        assert_eq!(refused(sign_in, sending(&mail), way), expected, "{reply}");
        assert!(Peers::shared().accepted(&mail.message_id).is_empty());
    }
}

#[test]
fn a_server_that_speaks_no_smtp_is_said_to() {
    let way = (Security::Implicit, Peers::shared().places.receiver.smtps);
    let sender = person("flota");
    Peers::shared().order(&json!({ "peer": "smtp", "stage": "MAIL", "match": sender, "reply": "hola, buenos días" }));
    let task = sending(&mail("odd", &sender));
    assert_eq!(refused(by_password(), task, way), (Stage::Recipients, MailFailure::Protocol));
}

#[test]
fn silence_after_the_last_byte_is_reported_as_perhaps() {
    let way = (Security::Implicit, Peers::shared().places.receiver.smtps);
    let mail = mail("silence", "flota@vega.example");
    Peers::shared()
        .order(&json!({ "peer": "smtp", "stage": "DATA", "match": mail.message_id, "close": true, "after": true }));
    let failure = speak(by_password(), sending(&mail), way).ended.unwrap_err();
    assert_eq!((failure.stage, failure.failure.kind), (Stage::Message, MailFailure::ServerGone));
    assert!(failure.perhaps_accepted);
    // The retry is the same mail: whoever receives it sees one Message-ID.
    speak(by_password(), sending(&mail), way).ended.unwrap();
    assert_eq!(Peers::shared().accepted(&mail.message_id).len(), 2);

    let slow = self::mail("slow", "flota@vega.example");
    Peers::shared().order(&json!({ "peer": "smtp", "stage": "DATA", "match": slow.message_id, "delay": 300 }));
    speak(by_password(), sending(&slow), way).ended.unwrap();
    one(&slow);

    let gone = self::mail("gone", &person("flota"));
    Peers::shared().order(&json!({ "peer": "smtp", "stage": "MAIL", "match": gone.from.address, "close": true }));
    let failure = speak(by_password(), sending(&gone), way).ended.unwrap_err();
    assert_eq!((failure.stage, failure.failure.kind), (Stage::Recipients, MailFailure::ServerGone));
    assert!(!failure.perhaps_accepted);
}
