//! Sending through Graph: what is sent is what arrives, once, whatever happens on the way.

use domain::mail::failure::{MailFailure, Stage};
use peers::{Accepted, Peers};
use providers::failure::StageFailure;
use providers::graph::{Accepted as Taken, Access, Owner, Progress, Sending, Step};
use providers::mail::{Mail, Mailbox};
use providers::oauth::{Grant, Kind, admin_consent_url, client_credentials};
use providers::secret::Secret;
use serde_json::json;

use crate::granting::{brought_back, google, granted, microsoft, person};
use crate::mails::{bytes, file, mail, unique};
use crate::net::{fetch, fetching, finish, now};

fn access(grant: Grant, person: &str) -> Access {
    let token = granted(&microsoft(Kind::MicrosoftDelegated), grant, person).access;
    Access { base: Peers::shared().places.graph.url.clone(), owner: Owner::Me, token }
}

/// One attempt; `progress` is what the next one needs.
fn attempt(access: &Access, mail: &Mail, progress: &mut Progress) -> Result<Taken, StageFailure> {
    let mut sending = Sending::new(access.clone(), mail.clone(), progress.clone()).unwrap();
    loop {
        match sending.next() {
            Step::Request(request) => {
                sending.receive(fetch(request), now());
                *progress = sending.progress().clone();
            }
            Step::Done(accepted) => return Ok(accepted),
            Step::Failed(failure) => return Err(failure),
        }
    }
}

fn send(access: &Access, mail: &Mail) -> Result<Taken, StageFailure> {
    attempt(access, mail, &mut Progress::default())
}

fn arrived(mail: &Mail) -> Vec<Accepted> {
    Peers::shared().accepted(&mail.message_id)
}

fn one(mail: &Mail) -> Accepted {
    let mut all = arrived(mail);
    assert_eq!(all.len(), 1, "{all:?}");
    all.remove(0)
}

#[test]
fn a_small_mail_goes_in_one_request_with_its_files() {
    let ana = person("ana");
    let mut mail = mail("small", &ana);
    mail.cc = vec![Mailbox::new("", "taller@vega.example")];
    mail.bcc = vec![Mailbox::new("", "jefe@vega.example")];
    mail.automatic = true;
    mail.attachments = vec![file("Reserva nº 7.pdf", 70_000), file("otra.pdf", 1)];
    assert_eq!(send(&access(Grant::GraphSend, &ana), &mail).unwrap(), Taken { before: false });
    let accepted = one(&mail);
    assert_eq!(accepted.via, "graph sendMail");
    assert_eq!(accepted.to, ["ana@cliente.example", "taller@vega.example", "jefe@vega.example"]);
    assert_eq!(accepted.subject, mail.subject);
    assert_eq!(accepted.mail["body"], json!({ "contentType": "HTML", "content": mail.html }));
    assert_eq!(accepted.files[0].name, "Reserva nº 7.pdf");
    assert_eq!(Peers::shared().file(&accepted, 0), bytes(70_000));
    assert_eq!(Peers::shared().file(&accepted, 1), bytes(1));
}

#[test]
fn a_large_mail_goes_as_a_draft_and_its_large_file_in_pieces() {
    let ana = person("ana");
    let mut mail = mail("large", &ana);
    mail.attachments = vec![file("plano.pdf", 9_000_001), file("nota.pdf", 100), file("foto.pdf", 3_000_000)];
    send(&access(Grant::GraphSendLarge, &ana), &mail).unwrap();
    let accepted = one(&mail);
    assert_eq!(accepted.via, "graph send");
    let names: Vec<_> = accepted.files.iter().map(|file| file.name.as_str()).collect();
    assert_eq!(names, ["plano.pdf", "nota.pdf", "foto.pdf"]);
    for (at, length) in [9_000_001, 100, 3_000_000].into_iter().enumerate() {
        assert!(Peers::shared().file(&accepted, at) == bytes(length), "{at}");
    }
}

#[test]
fn an_app_sends_from_any_mailbox_of_its_tenant() {
    let mut app = microsoft(Kind::MicrosoftAppOnly);
    app.client_id = unique("app");
    Peers::shared().app(&json!({ "client_id": app.client_id }));
    brought_back(&app, &admin_consent_url(&app, "s").unwrap().unwrap()).unwrap();
    let token = finish(client_credentials(&app, now(), fetching)).unwrap().access;
    let owner = |address: &str| Access {
        base: Peers::shared().places.graph.url.clone(),
        owner: Owner::User(address.into()),
        token: token.clone(),
    };
    let ana = person("o'hara+flota");
    let ours = mail("app", &ana);
    send(&owner(&ana), &ours).unwrap();
    assert_eq!(one(&ours).owner.as_deref(), Some(ana.as_str()));

    let unknown = send(&owner("nadie@vega.example"), &mail("app", "nadie@vega.example")).unwrap_err();
    assert_eq!(unknown.failure.kind, MailFailure::AuthRejected);
    let me = Access { owner: Owner::Me, ..owner("") };
    assert!(send(&me, &ours).is_err());
}

#[test]
fn a_dead_a_foreign_and_a_narrow_token_are_told_apart() {
    let ana = person("ana");
    let good = access(Grant::GraphSend, &ana);
    let with = |token: Secret| Access { token, ..good.clone() };
    let mail = mail("tokens", &ana);
    let refused = |access: &Access| {
        let failure = send(access, &mail).unwrap_err();
        (failure.stage, failure.failure.kind)
    };
    assert_eq!(refused(&with(Secret::new("nada"))), (Stage::SignIn, MailFailure::ReauthRequired));
    let outlook = granted(&microsoft(Kind::MicrosoftDelegated), Grant::OutlookSmtp, &ana).access;
    assert_eq!(refused(&with(outlook)), (Stage::SignIn, MailFailure::ReauthRequired));
    let identity = granted(&google(), Grant::Identity, &ana).access;
    assert_eq!(refused(&with(identity)), (Stage::SignIn, MailFailure::ReauthRequired));
    // Enough to send, not enough for the draft that a large mail needs.
    let mut large = mail.clone();
    large.attachments = vec![file("plano.pdf", 4_000_000)];
    let narrow = send(&good, &large).unwrap_err();
    assert_eq!((narrow.stage, narrow.failure.kind), (Stage::Message, MailFailure::LargeFiles));
    Peers::shared().revoke(&ana);
    assert_eq!(refused(&good), (Stage::SignIn, MailFailure::ReauthRequired));
    assert!(arrived(&mail).is_empty());
}

#[test]
fn a_sender_that_is_not_ones_own_is_the_organisations_rule() {
    let ana = person("ana");
    let failure = send(&access(Grant::GraphSend, &ana), &mail("as", "jefe@vega.example")).unwrap_err();
    assert_eq!(failure.failure.kind, MailFailure::PolicyBlocked, "{failure}");
}

#[test]
fn a_server_that_is_busy_or_broken_is_waited_for() {
    let ana = person("ana");
    let access = access(Grant::GraphSend, &ana);
    for (order, expected, perhaps) in [
        (json!({ "status": 503, "body": "<html>" }), MailFailure::ServerGone, false),
        (json!({ "status": 504 }), MailFailure::ServerGone, true),
        (json!({ "close": true }), MailFailure::ServerGone, true),
        (
            json!({ "status": 403, "body": { "error": { "code": "ErrorAccessDenied", "message": "Access is denied. Check credentials and try again." } } }),
            MailFailure::ScopeMissing,
            false,
        ),
        (
            json!({ "status": 404, "body": { "error": { "code": "MailboxNotEnabledForRESTAPI", "message": "The mailbox is either inactive, soft-deleted, or is hosted on-premise." } } }),
            MailFailure::PolicyBlocked,
            false,
        ),
    ] {
        let mail = mail("busy", &ana);
        let mut whole = json!({ "peer": "graph", "match": mail.message_id });
        whole.as_object_mut().unwrap().extend(order.as_object().unwrap().clone());
        Peers::shared().order(&whole);
        let failure = send(&access, &mail).unwrap_err();
        assert_eq!((failure.failure.kind, failure.perhaps_accepted), (expected, perhaps), "{order}");
    }
    let mail = mail("busy", &ana);
    let busy = json!({ "error": { "code": "ApplicationThrottled", "message": "Application is over its MailboxConcurrency limit." } });
    Peers::shared().order(&json!({ "peer": "graph", "match": mail.message_id, "status": 429, "headers": { "Retry-After": "20" }, "body": busy }));
    let before = now();
    let failure = send(&access, &mail).unwrap_err();
    assert_eq!(failure.failure.kind, MailFailure::Throttled, "{failure}");
    assert!(failure.failure.until >= Some(before.plus(20_000)), "{failure:?}");
    send(&access, &mail).unwrap();
    one(&mail);
}

#[test]
fn an_answer_that_was_lost_makes_no_second_mail() {
    let ana = person("ana");
    let access = access(Grant::GraphSendLarge, &ana);
    let mail = mail("lost", &ana);
    Peers::shared().order(&json!({ "peer": "graph", "match": mail.message_id, "close": true, "after": true }));
    let mut progress = Progress::default();
    let failure = attempt(&access, &mail, &mut progress).unwrap_err();
    assert!(failure.perhaps_accepted);
    // It searches, however long that takes.
    Peers::shared().order(&json!({ "peer": "graph", "match": mail.message_id, "delay": 300 }));
    assert_eq!(attempt(&access, &mail, &mut progress).unwrap(), Taken { before: true });
    one(&mail);
}

#[test]
fn a_broken_upload_goes_on_with_the_same_draft() {
    let ana = person("ana");
    let access = access(Grant::GraphSendLarge, &ana);
    let mut mail = mail("upload", &ana);
    let name = unique("plano");
    mail.attachments = vec![file("nota.pdf", 10), file(&name, 5_000_000)];
    // The session is asked for by the file's name; its address alone comes with the pieces.
    Peers::shared().order(&json!({ "peer": "graph", "match": name, "status": 500, "body": { "error": { "code": "ErrorInternalServerError", "message": "An internal server error occurred. The operation failed." } } }));
    let mut progress = Progress::default();
    let failure = attempt(&access, &mail, &mut progress).unwrap_err();
    assert_eq!(failure.failure.kind, MailFailure::ServerGone);
    assert!(!failure.perhaps_accepted);
    assert!(progress.draft.is_some());
    attempt(&access, &mail, &mut progress).unwrap();
    let accepted = one(&mail);
    assert_eq!(accepted.files.len(), 2);
    assert!(Peers::shared().file(&accepted, 1) == bytes(5_000_000));
    assert_eq!(attempt(&access, &mail, &mut progress).unwrap(), Taken { before: true });
    one(&mail);
}

#[test]
fn a_mail_to_nobody_real_is_the_mails_own_fault() {
    let ana = person("ana");
    let access = access(Grant::GraphSend, &ana);
    let mail = mail("nobody", &ana);
    let body =
        json!({ "error": { "code": "ErrorInvalidRecipients", "message": "At least one recipient isn't valid." } });
    Peers::shared().order(&json!({ "peer": "graph", "match": mail.message_id, "status": 400, "body": body }));
    let failure = send(&access, &mail).unwrap_err();
    assert_eq!((failure.stage, failure.failure.kind), (Stage::Message, MailFailure::Permanent));
}
