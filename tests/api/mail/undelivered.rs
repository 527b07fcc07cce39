//! A mail that ended without reaching its reader is told of: to its writer and to whoever manages mail, each once.

use crate::scene::{Mailbox, Scene};
use api_tests::{Client, specimens};
use domain::{
    clock::JobName,
    id::MailAccountId,
    mail::{
        outbox::{ComposeDraft, OutboxStatus, Recipient},
        preset::Encryption,
    },
    notice::Notice,
    record::Created,
    session::Notification,
};
use serde_json::json;

fn notices_of(person: &Client) -> Vec<Notification> {
    let all: Vec<Notification> = person.get("/api/notifications").expect(200).json();
    all.into_iter().filter(|one| one.notice == Notice::MailFailed).collect()
}

/// A corporate account by SMTP with a good password.
fn account(scene: &Scene) -> i64 {
    let mailbox = Mailbox::at(scene.peers, scene.peers.places.receiver.smtps, Encryption::Tls);
    mailbox.keep_with(&scene.company, &scene.peers.account(0).password).id
}

fn compose(writer: &Client, account: i64, to: &str) -> i64 {
    let mut draft = ComposeDraft { account: Some(MailAccountId(account)), ..specimens::message() };
    draft.message.to[0].address = to.into();
    writer.keyed("/api/outbox", &draft).expect(201).json::<Created>().id
}

#[test]
fn writer_and_whoever_manages_mail_are_told_once_of_a_mail_that_is_refused_for_good_or_given_up() {
    let scene = Scene::fresh("undelivered");
    let run = |job: JobName| {
        scene.company.owner.call("POST", &format!("/api/clock/{}/run", job.code())).send().expect(200);
    };
    let account = account(&scene);
    let writer = scene.company.hire("dispatcher");
    let other = scene.company.hire("accounting");
    let refuse = |to: &str, reply: &str| {
        scene.peers.order(&json!({ "peer": "smtp", "stage": "RCPT", "match": to, "reply": reply, "times": 50 }));
    };

    // Refused for good, at the first attempt.
    let gone = format!("nadie{}@cliente.example", api_tests::unique());
    refuse(&gone, "550 5.1.1 No such user here");
    let mail = compose(&writer.client, account, &gone);
    assert_eq!(scene.send(mail).facts.status, OutboxStatus::Failed);
    for _ in 0..2 {
        run(JobName::SendMails);
    }
    for person in [&writer.client, &scene.company.owner] {
        let all = notices_of(person);
        assert_eq!(all.iter().map(|one| (one.kind.as_str(), one.subject)).collect::<Vec<_>>(), [("outbox", mail)]);
        assert!(all[0].label.contains(" · "), "what and to whom: {all:?}");
    }
    assert_eq!(notices_of(&other.client).len(), 0, "nobody else");

    // Refused for now, until it is given up: not told of each attempt.
    let full = format!("lleno{}@cliente.example", api_tests::unique());
    refuse(&full, "452 4.2.2 Mailbox full");
    let mail = compose(&writer.client, account, &full);
    assert_eq!(scene.send(mail).facts.status, OutboxStatus::Waiting);
    run(JobName::SendMails);
    assert_eq!(notices_of(&writer.client).len(), 1, "it is still being tried");
    scene.company.server.pass_time(&format!("UPDATE outbox SET attempts = 19, next_at = 0 WHERE id = {mail}"));
    assert_eq!(scene.send(mail).facts.status, OutboxStatus::Failed);
    run(JobName::SendMails);
    assert_eq!(notices_of(&writer.client).first().map(|one| one.subject), Some(mail));

    // To some now and to the others later: told once nobody is tried any more.
    let (one, late) = (
        format!("uno{}@cliente.example", api_tests::unique()),
        format!("luego{}@cliente.example", api_tests::unique()),
    );
    refuse(&late, "452 4.2.2 Mailbox full");
    let mut draft = ComposeDraft { account: Some(MailAccountId(account)), ..specimens::message() };
    draft.message.to = [&one, &late].map(|to| Recipient::new("", to)).to_vec();
    let mail = writer.client.keyed("/api/outbox", &draft).expect(201).json::<Created>().id;
    let before = notices_of(&writer.client).len();
    for attempts in [1, 19] {
        assert_eq!(notices_of(&writer.client).len(), before, "the other is still being tried");
        scene
            .company
            .server
            .pass_time(&format!("UPDATE outbox SET attempts = {attempts}, next_at = 0 WHERE id = {mail}"));
        assert_eq!(scene.send(mail).facts.status, OutboxStatus::PartlySent);
        run(JobName::SendMails);
    }
    assert_eq!(notices_of(&writer.client).first().map(|one| one.subject), Some(mail));
    let before = notices_of(&writer.client).len();

    // Many at once are one notice, and a mail that tells of a failure and fails itself tells of nothing.
    let many: Vec<i64> = (0..3).map(|_| compose(&writer.client, account, &gone)).collect();
    run(JobName::SendMails);
    let all = notices_of(&writer.client);
    assert_eq!((all.len(), all[0].subject, all[0].lines.len()), (before + 1, 0, many.len()), "{all:?}");
    let so_far = all.len();
    run(JobName::WriteMails);
    let notices = "SELECT count(*) FROM outbox WHERE kind = 'notice'";
    let before = scene.company.server.count(notices);
    assert!(before > 0, "they are told by mail too");
    scene.company.server.pass_time("UPDATE outbox SET status = 'failed' WHERE kind = 'notice'");
    run(JobName::SendMails);
    run(JobName::WriteMails);
    assert_eq!((notices_of(&writer.client).len(), scene.company.server.count(notices)), (so_far, before));
}
