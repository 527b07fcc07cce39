//! Sending, against real servers: a test mail that watches, and a waiting mail that the clock sends once.

use crate::scene::Mailbox;
use api_tests::{Company, Server, specimens};
use domain::{
    mail::{
        account::{Attempt, MailAccount, TestMailDraft},
        app::{MailAppDraft, SecretDraft},
        failure::{MailFailure, Stage},
        outbox::{OutboxMail, OutboxStatus},
        preset::Encryption,
    },
    record::{Created, RecordKind},
    time::read_date,
};
use peers::Peers;
use std::sync::LazyLock;

fn scene() -> &'static (&'static Peers, Company) {
    static SCENE: LazyLock<(&'static Peers, Company)> = LazyLock::new(|| {
        let peers = Peers::shared();
        (peers, Company::on(Server::fresh_beside(peers, "sending")))
    });
    &SCENE
}

/// An account at the test's own submission server.
pub(crate) fn account(
    company: &Company,
    peers: &Peers,
    password: &str,
    change: impl FnOnce(&mut Mailbox),
) -> MailAccount {
    let mut mailbox = Mailbox::at(peers, peers.places.receiver.submission, Encryption::StartTls);
    change(&mut mailbox);
    mailbox.keep_with(company, password)
}

fn test_mail(company: &Company, account: i64) -> Attempt {
    let draft = TestMailDraft { to: "ana@cliente.example".into(), subject: "Prueba".into(), text: "Hola.".into() };
    company.owner.post(&format!("/api/mail-accounts/{account}/test"), &draft).done().json()
}

#[test]
fn a_test_mail_goes_by_starttls_and_by_tls() {
    let (peers, company) = scene();
    for (port, encryption) in
        [(peers.places.receiver.submission, Encryption::StartTls), (peers.places.receiver.smtps, Encryption::Tls)]
    {
        let account = account(company, peers, &peers.account(0).password, |mailbox| {
            mailbox.server.outgoing_port = Some(i64::from(port));
            mailbox.server.outgoing_encryption = encryption;
        });
        let attempt = test_mail(company, account.id);
        assert!(attempt.went_well(), "{attempt:?}");
        assert!(attempt.passed.ends_with(&[Stage::SignIn, Stage::Recipients, Stage::Message]));
        let transcript = attempt.transcript.join("\n");
        assert!(!transcript.contains(&peers.account(0).password), "{transcript}");
    }
}

#[test]
fn a_wrong_password_names_its_stage_and_turns_the_light() {
    let (peers, company) = scene();
    let account = account(company, peers, "otra-clave", |_| {});
    let attempt: Attempt =
        company.owner.call("POST", &format!("/api/mail-accounts/{}/validate", account.id)).send().done().json();
    assert_eq!(
        (attempt.failed, attempt.failure),
        (Some(Stage::SignIn), Some(MailFailure::AuthRejected)),
        "{attempt:?}"
    );
    let kept: MailAccount = company.owner.find(RecordKind::MailAccount, account.id);
    assert_eq!(kept.facts.failure, Some(MailFailure::AuthRejected));
}

#[test]
fn with_a_certificate_nobody_trusts_nothing_is_said() {
    let (peers, company) = scene();
    let account = account(company, peers, &peers.account(0).password, |mailbox| {
        mailbox.server.outgoing_port = Some(i64::from(peers.places.receiver.untrusted));
        mailbox.server.outgoing_encryption = Encryption::Tls;
    });
    let attempt = test_mail(company, account.id);
    // The local runtime's proxy doesn't say why; that the port can be reached in clear tells.
    assert_eq!((attempt.failed, attempt.failure), (Some(Stage::Tls), Some(MailFailure::Tls)), "{attempt:?}");
    assert!(attempt.passed.is_empty() && attempt.transcript.is_empty());
}

#[test]
fn what_waits_is_sent_once_by_the_clock() {
    let (peers, company) = scene();
    let account = account(company, peers, &peers.account(0).password, |_| {});
    let mut message = specimens::message();
    message.account = Some(domain::id::MailAccountId(account.id));
    let made: Created = company.owner.keyed("/api/outbox", &message).expect(201).json();
    let found = || company.owner.find::<OutboxMail>(RecordKind::OutboxMail, made.id);
    for _ in 0..2 {
        company.owner.call("POST", "/api/clock/send_mails/run").send().done();
    }
    let sent = found();
    assert_eq!(sent.facts.status, OutboxStatus::Sent, "{sent:?}");
    assert_eq!(
        peers.accepted(&format!("<{}>", sent.facts.message_id)).len() + peers.accepted(&sent.facts.message_id).len(),
        1
    );
}

#[test]
fn graph_accepts_a_mail_of_the_apps_own() {
    let (peers, company) = scene();
    let entra = &peers.places.entra;
    peers.app(&serde_json::json!({ "client_id": entra.client_id, "consented": true, "roles": ["Mail.Send", "Mail.ReadWrite"] }));
    let app =
        MailAppDraft { tenant: entra.tenant.clone(), client_id: entra.client_id.clone(), ..specimens::mail_app() };
    let app = company.owner.create(RecordKind::MailApp, &app);
    let secret =
        SecretDraft { secret: peers.places.secrets.current.clone(), expires_on: read_date("2028-01-31"), next: false };
    let path = format!("/api/mail-apps/{}/secret", app.id);
    company.owner.call("PUT", &path).version(app.version).json(&secret).send().done();
    let tested: Attempt = company.owner.call("POST", &format!("/api/mail-apps/{}/test", app.id)).send().done().json();
    assert!(tested.went_well(), "{tested:?}");
    let account = Mailbox::of_app(peers, app.id).keep(company);
    let attempt = test_mail(company, account.id);
    assert!(attempt.went_well(), "{attempt:?}");
}
