//! Each account's deliveries by themselves, and the messages that wake it: lost, doubled, late, or for what is no longer there.

use crate::{links::by_default, scene::Scene, sending::account};
use api_tests::{Server, making};
use domain::{
    clock::{JobName, JobView, RunOutcome},
    mail::{account::MailAccount, outbox::OutboxStatus, preset::Encryption},
    time::MINUTE,
};
use serde_json::json;
use std::{
    net::TcpListener,
    thread,
    time::{Duration, Instant},
};

fn by_password(scene: &Scene) -> MailAccount {
    account(&scene.company, scene.peers, &scene.peers.account(0).password, |_| {})
}

fn key(account: &MailAccount) -> String {
    format!("mail_account/{}", account.id)
}

/// A server that takes every call and never says a word.
fn silent() -> i64 {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let port = listener.local_addr().expect("it has an address").port();
    thread::spawn(move || {
        let mut held = Vec::new();
        for call in listener.incoming().flatten() {
            held.push(call);
        }
    });
    i64::from(port)
}

/// What the lease under which a mail is being sent is known by.
fn token(server: &Server, account: &MailAccount) -> String {
    server.texts(&format!("SELECT token FROM work WHERE kind = 'mail_account' AND id = '{}'", account.id)).remove(0)
}

#[test]
fn an_account_whose_server_never_answers_holds_up_no_other_and_no_notice() {
    let scene = Scene::fresh("turns");
    let server = &scene.company.server;
    let mute = account(&scene.company, scene.peers, "clave", |mailbox| {
        (mailbox.server.outgoing_port, mailbox.server.outgoing_encryption) = (Some(silent()), Encryption::StartTls);
    });
    // The silent one's are due first.
    let stuck: Vec<i64> = (0..3).map(|_| scene.compose(mute.id)).collect();
    let others: Vec<MailAccount> = (0..9).map(|_| by_password(&scene)).collect();
    let mails: Vec<i64> = others.iter().map(|other| scene.compose(other.id)).collect();
    by_default(&scene, others[0].id);
    scene.company.contact().portal.keyed("/api/portal/bookings", &making::request(making::tomorrow())).expect(201);

    let started = Instant::now();
    server.tick();
    server.await_none("SELECT count(*) - (SELECT count(*) FROM outbox WHERE status = 'sent') - 3 FROM (SELECT 1 FROM outbox UNION ALL SELECT 1 FROM notifications WHERE mail = 'owed')");
    assert!(started.elapsed() < Duration::from_secs(15), "their usual time, not a silence's: {:?}", started.elapsed());
    assert!(mails.iter().all(|mail| scene.mail(*mail).facts.status == OutboxStatus::Sent));
    assert!(server.count("SELECT count(*) FROM outbox WHERE kind = 'notice' AND status = 'sent'") > 0);
    // The silent server is still being waited for, with one mail; the others of its account wait.
    let waiting = |status| stuck.iter().filter(|mail| scene.mail(**mail).facts.status == status).count();
    assert_eq!((waiting(OutboxStatus::Sending), waiting(OutboxStatus::Waiting)), (1, 2));
}

#[test]
fn a_wake_up_that_comes_twice_or_late_or_for_nothing_changes_nothing() {
    let scene = Scene::fresh("wake-ups");
    let server = &scene.company.server;
    let account = by_password(&scene);
    let mail = scene.compose(account.id);
    let message_id = scene.mail(mail).facts.message_id;
    scene.peers.order(&json!({ "peer": "smtp", "stage": "DATA", "match": message_id, "delay": 300 }));
    let sent: i64 = thread::scope(|scope| {
        let all: Vec<_> = (0..3).map(|_| scope.spawn(|| server.wake(&key(&account)))).collect();
        all.into_iter().map(|one| one.join().expect("it answers")).max().unwrap_or_default()
    });
    assert_eq!((sent, scene.mail(mail).facts.status), (1, OutboxStatus::Sent));
    let before = scene.mail(mail);
    for late in [
        key(&account),
        "mail_account/1".into(),
        "mail_account/x".into(),
        "mail/1".into(),
        "job/gone".into(),
        "mailbox/1".into(),
        "x".into(),
    ] {
        assert_eq!(server.wake(&late), 0, "{late}");
    }
    assert_eq!(scene.mail(mail), before);
    assert_eq!(scene.accepted(mail).len(), 1);
    assert_eq!(server.count("SELECT count(*) FROM work WHERE kind = 'job'"), 0, "what no job is called runs none");
}

#[test]
fn a_worker_whose_lease_went_to_another_records_nothing() {
    let scene = Scene::fresh("late-worker");
    let server = &scene.company.server;
    let account = by_password(&scene);
    let mail = scene.compose(account.id);
    let message_id = scene.mail(mail).facts.message_id;
    let until = api_tests::now() + 10 * MINUTE;
    // Somebody else is at it from the moment at which this one waits for the server's answer.
    let overtaken = |stage: &str, name: &str, text: &str| {
        scene.peers.order(&json!({ "peer": "smtp", "stage": stage, "match": text, "name": name, "delay": 4_000 }));
        thread::scope(|scope| {
            let late = scope.spawn(|| server.wake(&key(&account)));
            scene.peers.await_met(name);
            let held = token(server, &account);
            server.pass_time(&format!(
                "UPDATE work SET token = 'successor', leased_until = {until} WHERE token = '{held}'; \
                 UPDATE outbox SET lease = 'successor' WHERE id = {mail} AND lease = '{held}'"
            ));
            assert_eq!(late.join().expect("it ends"), 0);
        });
        server
            .texts(&format!(
                "SELECT status || ' ' || lease || ' ' || coalesce(failure, '') FROM outbox WHERE id = {mail}"
            ))
            .remove(0)
    };
    assert_eq!(overtaken("MAIL", "late-before", &account.fields.address), "sending successor ");
    assert_eq!(scene.accepted(mail).len(), 0, "nor does it send what the other may be sending");
    assert_eq!(token(server, &account), "successor", "and the other keeps the lease");

    server.pass_time("UPDATE work SET leased_until = 0");
    assert_eq!(overtaken("DATA", "late-after", &message_id), "sending successor ");
    assert_eq!(scene.accepted(mail).len(), 1);
    let jobs: Vec<JobView> = scene.company.owner.get("/api/clock").expect(200).json();
    let sending = jobs.into_iter().find(|job| job.name == JobName::SendMails).expect("it is listed");
    assert!(
        sending.runs.iter().any(|run| run.outcome == RunOutcome::Failed && run.error_message.contains("lease")),
        "{sending:?}"
    );
    // The successor was killed in its turn: handed over or not, nobody knows.
    server.pass_time("UPDATE work SET leased_until = 0");
    server.wake(&key(&account));
    assert_eq!(scene.mail(mail).facts.status, OutboxStatus::PerhapsSent);
}

#[test]
fn what_no_wake_up_reached_the_clock_wakes_again() {
    let scene = Scene::fresh("lost-wake-ups");
    let server = &scene.company.server;
    let account = by_password(&scene);
    let mails: Vec<i64> = (0..2).map(|_| scene.compose(account.id)).collect();
    // One was being sent by somebody who was killed before the whole message was handed over; of the other nobody was told.
    let killed = format!(
        "INSERT INTO work (kind, id, token, leased_until) VALUES ('mail_account', '{}', 'dead', 1); \
         UPDATE outbox SET status = 'sending', lease = 'dead' WHERE id = {}",
        account.id, mails[0]
    );
    server.pass_time(&killed);
    server.tick();
    server.await_none("SELECT count(*) FROM outbox WHERE status <> 'sent'");
    assert!(mails.iter().all(|mail| scene.accepted(*mail).len() == 1));
}

#[test]
fn a_server_may_think_about_the_whole_message_for_longer_than_a_lease_lasts() {
    let scene = Scene::shared();
    let account = by_password(scene);
    let mail = scene.compose(account.id);
    let message_id = scene.mail(mail).facts.message_id;
    scene.peers.order(&json!({ "peer": "smtp", "stage": "DATA", "match": message_id, "after": true, "delay": 62_000 }));
    assert_eq!(scene.company.server.wake(&key(&account)), 1);
    assert_eq!(scene.mail(mail).facts.status, OutboxStatus::Sent);
    assert_eq!(scene.accepted(mail).len(), 1);
}

#[test]
fn what_keeps_a_job_from_running_stands_on_the_clocks_page() {
    let scene = Scene::fresh("registry");
    let server = &scene.company.server;
    server.pass_time(
        "CREATE TRIGGER no_lease BEFORE INSERT ON work WHEN NEW.id = 'write_mails' AND NEW.token <> '' \
         BEGIN SELECT RAISE(ABORT, 'no lease today'); END",
    );
    server.wake("job/write_mails");
    let jobs: Vec<JobView> = scene.company.owner.get("/api/clock").expect(200).json();
    let job = jobs.into_iter().find(|job| job.name == JobName::WriteMails).expect("it is listed");
    assert_eq!(job.last_outcome, Some(RunOutcome::Failed));
    assert!(job.runs.first().is_some_and(|run| run.error_message.contains("no lease today")), "{job:?}");
}
