//! Every error that the product names, provoked through the Worker: recognised, shown on the account, and the mail's fate.

use crate::scene::{Mailbox, Scene};
use domain::mail::{
    account::Attempt,
    app::{MailApp, Provider},
    failure::{MailFailure, Remedy, Stage},
    outbox::OutboxStatus,
    preset::Encryption,
    remark::Remark,
    server::{Engine, MailServerDraft},
};
use serde_json::{Value, json};

/// An account by Graph whose token has ended, with what Entra answers next when it is asked for another.
fn at_entra(scene: &Scene, answer: Value) -> i64 {
    let (app, account) = scene.authorised(Provider::Microsoft, Engine::Graph);
    scene.end_access(account.id);
    let mut order = json!({ "peer": "entra", "match": app.fields.client_id, "times": 2 });
    order.as_object_mut().expect("an object").extend(answer.as_object().expect("an object").clone());
    scene.peers.order(&order);
    account.id
}

fn aadsts(number: u32, error: &str) -> Value {
    let body =
        json!({ "error": error, "error_description": format!("AADSTS{number}: Words."), "error_codes": [number] });
    json!({ "status": 400, "body": body })
}

/// An account by Graph with a good token, and what Graph answers next to mails that name `match`.
fn at_graph(scene: &Scene, answer: Value) -> i64 {
    let (_, account) = scene.authorised(Provider::Microsoft, Engine::Graph);
    let mut order = json!({ "peer": "graph", "match": account.fields.address, "times": 2 });
    order.as_object_mut().expect("an object").extend(answer.as_object().expect("an object").clone());
    scene.peers.order(&order);
    account.id
}

/// An app whose secret the provider doesn't take, for whatever reason; an account on it.
fn with_app(scene: &Scene, change: impl FnOnce(&MailApp)) -> i64 {
    let (app, account) = scene.authorised(Provider::Microsoft, Engine::Graph);
    scene.end_access(account.id);
    change(&app);
    account.id
}

/// An account by SMTP with a password.
fn by_smtp(scene: &Scene, password: &str, change: impl FnOnce(&mut MailServerDraft)) -> i64 {
    let mut mailbox = Mailbox::at(scene.peers, scene.peers.places.receiver.smtps, Encryption::Tls);
    change(&mut mailbox.server);
    mailbox.keep_with(&scene.company, password).id
}

fn closed_port() -> i64 {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a free port");
    i64::from(listener.local_addr().expect("it has an address").port())
}

/// SQL of what this column holds of the accounts on an app.
fn accounts_on(app: &MailApp, column: &str) -> String {
    format!("SELECT {column} FROM mail_accounts WHERE server IN (SELECT id FROM mail_servers WHERE app = {})", app.id)
}

/// An account that meets this failure when it sends, twice at least.
fn provoked(scene: &Scene, failure: MailFailure) -> i64 {
    let good = &scene.peers.account(0).password;
    let graph = |status: u16, code: &str, message: &str| json!({ "status": status, "body": { "error": { "code": code, "message": message } } });
    let smtp = |stage: &str, reply: &str, sender: &str| {
        scene.peers.order(&json!({ "peer": "smtp", "stage": stage, "match": sender, "reply": reply, "times": 2 }));
    };
    match failure {
        MailFailure::SecretExpired => with_app(scene, |app| {
            scene.secret(app.id, &scene.peers.places.secrets.expired, false);
        }),
        MailFailure::SecretWrong => with_app(scene, |app| {
            scene.secret(app.id, "el-id-del-secreto", false);
        }),
        MailFailure::AppUnknown => {
            // Nobody knows an app of this id, in spite of the token it once gave.
            with_app(scene, |app| {
                let unknown = format!("UPDATE mail_apps SET client_id = 'nadie-{0}' WHERE id = {0}", app.id);
                scene.company.server.pass_time(&unknown);
            })
        }
        MailFailure::ConsentMissing => at_entra(scene, aadsts(65_001, "invalid_grant")),
        MailFailure::NotAuthorised => with_app(scene, |app| {
            let sql = format!("DELETE FROM tokens WHERE account IN ({})", accounts_on(app, "id"));
            scene.company.server.pass_time(&sql);
        }),
        MailFailure::ReauthRequired => with_app(scene, |app| {
            scene.peers.revoke(&scene.company.server.texts(&accounts_on(app, "address"))[0]);
        }),
        MailFailure::ScopeMissing => {
            at_graph(scene, graph(403, "ErrorAccessDenied", "Access is denied. Check credentials and try again."))
        }
        MailFailure::PolicyBlocked => at_entra(scene, aadsts(53_003, "invalid_grant")),
        MailFailure::SmtpAuthDisabled => {
            let account = by_smtp(scene, "una-clave-de-antes", |_| {});
            smtp(
                "AUTH",
                "535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Tenant.",
                "una-clave-de-antes",
            );
            account
        }
        MailFailure::AuthRejected => by_smtp(scene, "otra-clave", |_| {}),
        MailFailure::DnsOrBlocked => by_smtp(scene, good, |draft| {
            (draft.outgoing_host, draft.outgoing_port) = ("nadie.vega.example".into(), Some(587));
        }),
        MailFailure::Tls => by_smtp(scene, good, |draft| {
            // A server that offers no encryption where we insist on it.
            draft.outgoing_port = Some(i64::from(scene.peers.places.receiver.relay));
            draft.outgoing_encryption = Encryption::StartTls;
        }),
        MailFailure::Throttled => {
            let mut busy = graph(429, "ApplicationThrottled", "Application is over its MailboxConcurrency limit.");
            busy["headers"] = json!({ "retry-after": "30" });
            at_graph(scene, busy)
        }
        MailFailure::ServerGone => at_graph(scene, json!({ "status": 503, "body": "<html>" })),
        MailFailure::LargeFiles => unreachable!("a test mail has no files; see files.rs"),
        MailFailure::Protocol => at_entra(scene, json!({ "status": 200, "body": "<html>" })),
        MailFailure::Permanent => {
            at_graph(scene, graph(400, "ErrorInvalidRecipients", "At least one recipient isn't valid."))
        }
    }
}

#[test]
fn every_error_is_recognised_shown_and_remedied() {
    let scene = Scene::alone();
    for failure in MailFailure::ALL.iter().copied().filter(|failure| *failure != MailFailure::LargeFiles) {
        let account = provoked(&scene, failure);
        let attempt: Attempt = scene.test_mail(&scene.person(), account);
        let met = attempt.failure.unwrap_or_else(|| panic!("{failure:?} was not met: {attempt:?}"));
        assert_eq!(met.code(), failure.code(), "{attempt:?}");
        let explained = !attempt.server_message.is_empty() || attempt.remark.is_some();
        assert!(attempt.failed.is_some() && explained, "{attempt:?}");
        let mail = scene.compose(account);
        let tried = scene.send(mail);
        assert_eq!(tried.facts.failure, Some(failure), "{tried:?}");
        let explained = !tried.facts.server_message.is_empty() || tried.facts.remark.is_some();
        assert!(tried.facts.stage.is_some() && explained, "{tried:?}");
        let facts = scene.find(account).facts;
        let waits = match failure.remedy() {
            Remedy::AwaitPerson => {
                assert_eq!(facts.failure, Some(failure), "the account's light");
                OutboxStatus::Waiting
            }
            Remedy::GiveUp => OutboxStatus::Failed,
            Remedy::BackOff => {
                assert_ne!(facts.failure, Some(failure), "the account has nothing to do with it");
                OutboxStatus::Waiting
            }
        };
        assert_eq!(tried.facts.status, waits, "{tried:?}");
        assert!(scene.accepted(mail).is_empty(), "{failure:?}");
    }
}

/// A port where something takes every connection and ends it before a word.
fn hanging_up() -> i64 {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a free port");
    let port = i64::from(listener.local_addr().expect("it has an address").port());
    std::thread::spawn(move || listener.incoming().for_each(drop));
    port
}

#[test]
fn nobody_listening_is_told_from_a_server_that_is_gone() {
    let scene = Scene::alone();
    let tried = |port: i64| {
        let account = by_smtp(&scene, "clave", |draft| {
            (draft.outgoing_port, draft.outgoing_encryption) = (Some(port), Encryption::StartTls);
        });
        let attempt = scene.test_mail(&scene.person(), account);
        (attempt.failed, attempt.failure, attempt.remark)
    };
    let nobody = (Some(Stage::Connect), Some(MailFailure::DnsOrBlocked), Some(Remark::NobodyListens));
    assert_eq!(tried(closed_port()), nobody);
    let gone = (Some(Stage::Greeting), Some(MailFailure::ServerGone), Some(Remark::Closed));
    assert_eq!(tried(hanging_up()), gone);
}

#[test]
fn an_account_that_nobody_authorised_fails_before_it_asks_anybody() {
    let scene = Scene::alone();
    let never = scene.account(&scene.app(Provider::Microsoft), Engine::Graph).id;
    let attempt = scene.test_mail(&scene.person(), never);
    assert_eq!((attempt.failed, attempt.failure), (Some(Stage::Token), Some(MailFailure::NotAuthorised)));
}
