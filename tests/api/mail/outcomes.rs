//! What becomes of a mail: not to all, perhaps sent, being sent; and what "Send again" does then.

use crate::scene::Scene;
use crate::sending::account;
use domain::{
    mail::{
        account::MailAccount,
        app::Provider,
        outbox::{OutboxMail, OutboxStatus, Recipient},
        server::Engine,
    },
    problem::ProblemKind,
    record::Created,
    time::Instant,
};
use serde_json::json;

fn by_password(scene: &Scene) -> MailAccount {
    account(&scene.company, scene.peers, &scene.peers.account(0).password, |_| {})
}

/// A mail to these, waiting.
fn to(scene: &Scene, account: i64, addresses: &[&str]) -> i64 {
    let mut draft = api_tests::specimens::message();
    draft.account = Some(domain::id::MailAccountId(account));
    draft.message.to = addresses.iter().map(|address| Recipient::new("", address)).collect();
    scene.company.owner.keyed("/api/outbox", &draft).expect(201).json::<Created>().id
}

fn act(scene: &Scene, mail: i64, act: &str) -> OutboxMail {
    scene.press(mail, act).done().json()
}

fn left(mail: &OutboxMail) -> Vec<(&str, bool)> {
    mail.facts.left_out.iter().map(|one| (one.address.as_str(), one.later)).collect()
}

fn recipients(scene: &Scene, mail: i64) -> Vec<Vec<String>> {
    scene.accepted(mail).into_iter().map(|accepted| accepted.to).collect()
}

#[test]
fn whoever_is_refused_for_now_gets_it_later_and_nobody_gets_it_twice() {
    let scene = Scene::alone();
    let account = by_password(&scene);
    let mail = to(&scene, account.id, &["ana@cliente.example", "luego@cliente.example", "nadie@cliente.example"]);
    let first = scene.send(mail);
    assert_eq!(first.facts.status, OutboxStatus::PartlySent, "{first:?}");
    assert_eq!(left(&first), [("luego@cliente.example", true), ("nadie@cliente.example", false)]);
    assert!(
        first.facts.left_out.iter().all(|one| one.server_message.contains(&one.address)),
        "each with the server's reason"
    );
    assert!(first.facts.next_at < Instant::LATEST && first.facts.sent_at.is_some());
    // Nobody refuses him for ever: taken at the next attempt, under the same Message-ID and alone.
    scene
        .peers
        .order(&json!({ "peer": "smtp", "stage": "RCPT", "match": "luego@cliente.example", "reply": "250 2.1.5 OK" }));
    scene.let_an_hour_pass(mail);
    let second = scene.send(mail);
    assert_eq!(
        (second.facts.status, left(&second)),
        (OutboxStatus::PartlySent, vec![("nadie@cliente.example", false)])
    );
    assert_eq!(second.facts.next_at, Instant::LATEST, "nothing goes by itself any more");
    assert_eq!(recipients(&scene, mail), [["ana@cliente.example"], ["luego@cliente.example"]]);
    // Sent again by a person, it goes to the one who is left and to nobody else.
    let again = act(&scene, mail, "resend");
    assert_eq!((again.facts.status, left(&again)), (OutboxStatus::PartlySent, vec![("nadie@cliente.example", true)]));
    scene
        .peers
        .order(&json!({ "peer": "smtp", "stage": "RCPT", "match": "nadie@cliente.example", "reply": "250 2.1.5 OK" }));
    let third = scene.send(mail);
    assert_eq!((third.facts.status, left(&third)), (OutboxStatus::Sent, Vec::new()));
    assert_eq!(recipients(&scene, mail)[2..], [["nadie@cliente.example"]]);
    scene.press(mail, "resend").refused(ProblemKind::TransitionNotAllowed);
}

#[test]
fn stopping_a_mail_that_some_have_asks_the_others_no_more() {
    let scene = Scene::alone();
    let account = by_password(&scene);
    let mail = to(&scene, account.id, &["ana@cliente.example", "luego@cliente.example"]);
    scene.send(mail);
    let stopped = act(&scene, mail, "cancel");
    assert_eq!(
        (stopped.facts.status, left(&stopped)),
        (OutboxStatus::PartlySent, vec![("luego@cliente.example", false)])
    );
    assert_eq!(stopped.facts.next_at, Instant::LATEST);
}

/// The server takes the whole of the next mail to this mailbox, and says nothing.
fn lose_the_answer(scene: &Scene, mail: i64) {
    let message_id = scene.mail(mail).facts.message_id;
    scene.peers.order(&json!({ "peer": "smtp", "stage": "DATA", "match": message_id, "after": true, "close": true }));
}

#[test]
fn a_lost_answer_is_perhaps_sent_and_a_person_decides() {
    let scene = Scene::alone();
    let account = by_password(&scene);
    let mail = to(&scene, account.id, &["ana@cliente.example"]);
    lose_the_answer(&scene, mail);
    let lost = scene.send(mail);
    assert_eq!((lost.facts.status, lost.facts.next_at), (OutboxStatus::PerhapsSent, Instant::LATEST), "{lost:?}");
    scene.run_clock();
    assert_eq!(scene.accepted(mail).len(), 1, "no second try by itself");
    let known = act(&scene, mail, "arrived");
    assert_eq!(known.facts.status, OutboxStatus::Sent);
    assert!(known.facts.sent_at.is_some() && known.facts.failure.is_none(), "{known:?}");
    // Or it is sent again, on purpose.
    let other = to(&scene, account.id, &["ana@cliente.example"]);
    lose_the_answer(&scene, other);
    scene.send(other);
    act(&scene, other, "resend");
    assert_eq!(scene.send(other).facts.status, OutboxStatus::Sent);
    assert_eq!(scene.accepted(other).len(), 2);
    // Of a mail that went nobody says that it arrived.
    let version = scene.mail(other).version;
    let path = format!("/api/outbox/{other}/arrived");
    scene.company.owner.call("POST", &path).version(version).send().refused(ProblemKind::TransitionNotAllowed);
}

#[test]
fn a_notice_whose_answer_was_lost_goes_once_more_after_an_hour() {
    let scene = Scene::alone();
    let account = by_password(&scene);
    let mail = to(&scene, account.id, &["ana@cliente.example"]);
    scene.company.server.pass_time(&format!("UPDATE outbox SET kind = 'notice', notice = {mail} WHERE id = {mail}"));
    lose_the_answer(&scene, mail);
    let lost = scene.send(mail);
    let wait = lost.facts.next_at.0 - api_tests::now();
    assert!((3_500_000..=3_600_000).contains(&wait), "after an hour: {wait}");
    let notified = || {
        let lines = format!("SELECT count(*) FROM notice_lines WHERE notice = 'mail_failed' AND subject = {mail}");
        let notices = format!("SELECT count(*) FROM notifications WHERE notice = 'mail_failed' AND subject = {mail}");
        scene.company.server.count(&lines) + scene.company.server.count(&notices)
    };
    scene.run_clock();
    assert_eq!(notified(), 0, "nobody has to act yet");
    lose_the_answer(&scene, mail);
    scene.let_an_hour_pass(mail);
    let again = scene.send(mail);
    assert_eq!((again.facts.status, again.facts.next_at), (OutboxStatus::PerhapsSent, Instant::LATEST));
    scene.run_clock();
    assert_eq!(scene.accepted(mail).len(), 2, "and no third time");
    assert!(notified() > 0, "now a person decides");
}

#[test]
fn by_the_gmail_api_a_lost_answer_is_perhaps_sent_and_graph_is_asked_first() {
    let scene = Scene::alone();
    let (_, gmail) = scene.authorised(Provider::Google, Engine::Gmail);
    let mail = scene.compose(gmail.id);
    scene.peers.order(&json!({ "peer": "gmail", "match": gmail.fields.address, "after": true, "close": true }));
    assert_eq!(scene.send(mail).facts.status, OutboxStatus::PerhapsSent);

    // With the permission to look, the mail is found in the mailbox.
    let (_, graph) = scene.authorised_for_large_files();
    let mail = scene.compose(graph.id);
    scene.peers.order(&json!({ "peer": "graph", "match": "sendMail", "after": true, "close": true }));
    assert_eq!(scene.send(mail).facts.status, OutboxStatus::Waiting);
    scene.let_an_hour_pass(mail);
    assert_eq!(scene.send(mail).facts.status, OutboxStatus::Sent);
    assert_eq!(scene.accepted(mail).len(), 1, "found, not sent again");

    // With the permission to send alone, nobody can find out.
    let (_, blind) = scene.authorised(Provider::Microsoft, Engine::Graph);
    let mail = scene.compose(blind.id);
    scene.peers.order(&json!({ "peer": "graph", "match": "sendMail", "after": true, "close": true }));
    scene.send(mail);
    scene.let_an_hour_pass(mail);
    let asked = scene.send(mail);
    assert_eq!((asked.facts.status, scene.accepted(mail).len()), (OutboxStatus::PerhapsSent, 1), "{asked:?}");
}

#[test]
fn send_again_says_that_it_is_being_sent_and_until_when_others_are() {
    let scene = Scene::alone();
    let account = by_password(&scene);
    let mail = to(&scene, account.id, &["ana@cliente.example"]);
    let until = api_tests::now() + 600_000;
    let server = &scene.company.server;
    // A turn that was killed left its lease behind.
    let lease = format!(
        "INSERT INTO work (kind, id, token, leased_until) VALUES ('mail_account', '{}', 'x', {until}) \
         ON CONFLICT DO UPDATE SET token = 'x', leased_until = {until}",
        account.id
    );
    server.pass_time(&lease);
    let queued = act(&scene, mail, "resend");
    assert_eq!(queued.facts.held_until, Some(Instant(until)), "it is due, and told until when it may have to wait");
    server.pass_time("UPDATE work SET leased_until = 0");
    assert_eq!(scene.mail(mail).facts.held_until, None);
    server.pass_time(&format!("{lease}; UPDATE outbox SET status = 'sending', lease = 'x' WHERE id = {mail}"));
    let sending = scene.mail(mail);
    assert_eq!(sending.facts.held_until, Some(Instant(until)));
    for act in ["resend", "cancel", "arrived"] {
        let call = scene.company.owner.call("POST", &format!("/api/outbox/{mail}/{act}")).version(sending.version);
        let refused = call.send().refused(ProblemKind::TransitionNotAllowed);
        assert!(refused.detail.contains(':'), "it says until when: {refused:?}");
    }
    server.pass_time("UPDATE work SET leased_until = 0");
    assert_eq!(scene.send(mail).facts.status, OutboxStatus::Sent);
}
