//! Handing messages to submission servers: what the receiver recorded is what was written.

use domain::mail::failure::{MailFailure, Stage};
use mail_parser::{MessageParser, MimeHeaders};
use peers::{Accepted, Peers};
use providers::mail::{Mail, Mailbox};
use providers::mime::{self, Bcc};
use providers::oauth::{Grant, Kind};
use providers::secret::Secret;
use providers::smtp::{Envelope, Plan, Security, SignIn, Task};

use crate::granting::{granted, microsoft, person};
use crate::mails::{bytes, file, mail};
use crate::net::{Conversation, conversation};

pub fn dovecot() -> &'static peers::Dovecot {
    Peers::shared().places.dovecot.as_ref().expect("Dovecot runs")
}

pub fn by_password() -> SignIn {
    let account = Peers::shared().account(0);
    SignIn::Password { user: account.address.clone(), password: providers::secret::Secret::new(&account.password) }
}

pub fn by_token(person: &str, grant: Grant) -> SignIn {
    let token = granted(&microsoft(Kind::MicrosoftDelegated), grant, person).access;
    SignIn::Token { user: person.into(), token }
}

pub fn sending(mail: &Mail) -> Task {
    Task::Send(Envelope {
        from: mail.from.address.clone(),
        to: mail.recipients().into_iter().map(str::to_string).collect(),
        message: mime::write(mail, Bcc::LeftOut).expect("a mail that may be sent"),
    })
}

pub fn speak(sign_in: SignIn, task: Task, (security, port): (Security, u16)) -> Conversation {
    let conversation = conversation(
        Plan { security, our_name: "volante.example".into(), sign_in: sign_in.clone(), task },
        port,
        &Peers::shared().places.ca,
    );
    let (SignIn::Token { token: secret, .. } | SignIn::Password { password: secret, .. }) = &sign_in;
    let shown: Vec<_> = conversation.transcript.iter().map(|line| line.text.as_str()).collect();
    let shown = shown.join("\n");
    assert!(!shown.contains(secret.expose()) && (conversation.ended.is_err() || shown.contains("••••")), "{shown}");
    conversation
}

/// What arrived under the mail's Message-ID, and only once.
pub fn one(mail: &Mail) -> Accepted {
    let mut all = Peers::shared().accepted(&mail.message_id);
    assert_eq!(all.len(), 1, "{all:?}");
    all.remove(0)
}

fn full(name: &str) -> Mail {
    let mut mail = mail(name, "flota@vega.example");
    mail.bcc = vec![Mailbox::new("", "jefe@vega.example")];
    mail.attachments = vec![file("Reserva nº 7 – copia.pdf", 300_000), file("vacía.pdf", 0)];
    mail
}

#[test]
fn a_message_arrives_byte_for_byte_over_both_kinds_of_encryption() {
    let receiver = &Peers::shared().places.receiver;
    for way in [(Security::StartTls, receiver.submission), (Security::Implicit, receiver.smtps)] {
        let mail = full("bytes");
        let outcome = speak(by_password(), sending(&mail), way).ended.unwrap();
        assert!(outcome.refused.is_empty());
        assert!(outcome.server_message.contains("recorded"), "{}", outcome.server_message);
        let arrived = one(&mail);
        assert_eq!(arrived.from, "flota@vega.example");
        assert_eq!(arrived.to, ["ana@cliente.example", "jefe@vega.example"]);
        assert_eq!(arrived.owner.as_deref(), Some("flota@vega.example"));
        let raw = Peers::shared().raw(&arrived);
        assert!(raw == mime::write(&mail, Bcc::LeftOut).unwrap());
        assert!(!String::from_utf8_lossy(&raw).contains("jefe@vega.example"));
    }
}

#[test]
fn dovecot_takes_passwords_and_tokens_and_hands_the_whole_message_on() {
    let ana = person("ana");
    let ways = [(Security::StartTls, dovecot().submission), (Security::Implicit, dovecot().submissions)];
    for way in ways {
        for sign_in in [by_password(), by_token(&ana, Grant::OutlookSmtp)] {
            let mail = full("dovecot");
            speak(sign_in, sending(&mail), way).ended.unwrap();
            let arrived = one(&mail);
            assert_eq!(arrived.via, "smtp relay");
            assert_eq!(arrived.to, ["ana@cliente.example", "jefe@vega.example"]);
            intact(&mail, &Peers::shared().raw(&arrived));
        }
    }
}

/// A relay may add headers; what the mail says has to stay.
fn intact(mail: &Mail, raw: &[u8]) {
    let message = MessageParser::default().parse(raw).expect("a message");
    assert_eq!(message.message_id(), Some(mail.message_id.as_str()));
    assert_eq!(message.subject(), Some(mail.subject.as_str()));
    assert_eq!(message.body_text(0).unwrap().replace("\r\n", "\n"), mail.text);
    assert_eq!(message.body_html(0).unwrap().replace("\r\n", "\n"), mail.html);
    let names: Vec<_> = message.attachments().map(|part| part.attachment_name().unwrap()).collect();
    assert_eq!(names, ["Reserva nº 7 – copia.pdf", "vacía.pdf"]);
    assert!(message.attachment(0).unwrap().contents() == bytes(300_000));
    assert!(message.attachment(1).unwrap().contents().is_empty());
}

#[test]
fn signing_in_can_be_tried_without_sending_anything() {
    let before = Peers::shared().all_accepted().iter().filter(|mail| mail.owner.as_deref() == Some("nobody")).count();
    for sign_in in [by_password(), by_token(&person("ana"), Grant::OutlookSmtp)] {
        let conversation = speak(sign_in, Task::Validate, (Security::StartTls, dovecot().submission));
        conversation.ended.unwrap();
        assert!(!conversation.transcript.iter().any(|line| line.text.starts_with("MAIL")));
    }
    assert_eq!(before, 0);
}

#[test]
fn a_large_message_passes_whole() {
    let mut mail = mail("big", "flota@vega.example");
    mail.attachments = vec![file("plano.pdf", 7_000_000)];
    speak(by_password(), sending(&mail), (Security::Implicit, dovecot().submissions)).ended.unwrap();
    let raw = Peers::shared().raw(&one(&mail));
    let message = MessageParser::default().parse(&raw).expect("a message");
    assert!(message.attachment(0).unwrap().contents() == bytes(7_000_000));
}

#[test]
fn an_old_server_is_signed_in_to_by_login() {
    let mail = mail("login", "flota@vega.example");
    let conversation =
        speak(by_password(), sending(&mail), (Security::Implicit, Peers::shared().places.receiver.small));
    conversation.ended.unwrap();
    assert!(conversation.transcript.iter().any(|line| line.ours && line.text == "AUTH LOGIN"));
    assert_eq!(one(&mail).owner.as_deref(), Some("flota@vega.example"));
}

#[test]
fn a_recipient_beyond_ascii_gets_the_mail_where_the_server_can() {
    let mail = mail("utf8", "flota@vega.example");
    let Task::Send(envelope) = sending(&mail) else { panic!("a mail to send") };
    let task = Task::Send(Envelope { to: vec!["ñandú@cliente.example".into()], ..envelope });
    let can = (Security::Implicit, Peers::shared().places.receiver.smtps);
    speak(by_password(), task.clone(), can).ended.unwrap();
    assert_eq!(one(&mail).to, ["ñandú@cliente.example"]);

    let failure = speak(by_password(), task, (Security::StartTls, dovecot().submission)).ended.unwrap_err();
    assert_eq!((failure.stage, failure.failure.kind), (Stage::Recipients, MailFailure::Permanent));
}

#[test]
fn a_credential_too_long_for_its_line_is_given_when_it_is_asked_for() {
    // The receiver takes 512 octets a command, no more; Dovecot takes both ways.
    let places = &Peers::shared().places;
    let account = Peers::shared().account(2);
    assert!(account.password.len() > 400);
    let password = SignIn::Password { user: account.address.clone(), password: Secret::new(&account.password) };
    let token = SignIn::Token { user: account.address.clone(), token: Secret::new("t".repeat(600)) };
    for way in [(Security::StartTls, places.receiver.submission), (Security::Implicit, places.receiver.smtps)] {
        for sign_in in [&password, &token] {
            let conversation = speak(sign_in.clone(), Task::Validate, way);
            conversation.ended.unwrap();
            let ours: Vec<_> =
                conversation.transcript.iter().filter(|line| line.ours).map(|line| line.text.as_str()).collect();
            assert!(ours.ends_with(&["••••", "QUIT"]), "{ours:?}");
        }
    }
    speak(password, Task::Validate, (Security::StartTls, dovecot().submission)).ended.unwrap();
}

#[test]
fn a_name_beyond_ascii_is_written_as_mail_servers_know_it() {
    let mut mail = mail("idn", "flota@vega.example");
    mail.to = vec![Mailbox::new("", "ana@año.example")];
    // Nothing but the name is beyond ASCII, so no extension is needed.
    for way in [(Security::Implicit, Peers::shared().places.receiver.smtps), (Security::StartTls, dovecot().submission)]
    {
        mail.message_id = crate::mails::mail("idn", "flota@vega.example").message_id;
        speak(by_password(), sending(&mail), way).ended.unwrap();
        let arrived = one(&mail);
        assert_eq!(arrived.to, ["ana@xn--ao-zja.example"]);
        assert!(String::from_utf8_lossy(&Peers::shared().raw(&arrived)).contains("ana@xn--ao-zja.example"));
    }
}
