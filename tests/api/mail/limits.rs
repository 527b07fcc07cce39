//! What a provider asks us to heed: a wait, and four requests at once; and drafts that nobody waits for any more.

use crate::scene::Scene;
use api_tests::{Client, race};
use domain::{
    mail::{
        account::{Attempt, MailAccount},
        app::{MailApp, Provider},
        failure::MailFailure,
        outbox::OutboxStatus,
        server::Engine,
    },
    time::SECOND,
};
use serde_json::{Value, json};

#[test]
fn a_busy_graph_is_left_alone_as_long_as_it_asks_and_gets_the_mail_once() {
    let scene = Scene::alone();
    let (_, account) = scene.authorised(Provider::Microsoft, Engine::Graph);
    let mail = scene.compose(account.id);
    let message_id = scene.mail(mail).facts.message_id;
    scene.peers.order(&json!({
        "peer": "graph", "match": message_id, "status": 429, "headers": { "retry-after": "120" },
        "body": { "error": { "code": "ApplicationThrottled", "message": "Application is over its MailboxConcurrency limit." } },
    }));
    let before = api_tests::now();
    let waits = scene.send(mail);
    assert_eq!(
        (waits.facts.status, waits.facts.failure),
        (OutboxStatus::Waiting, Some(MailFailure::Throttled)),
        "{waits:?}"
    );
    assert!(waits.facts.next_at.0 >= before + 120 * SECOND, "{waits:?}");
    assert!(scene.find(account.id).facts.authorised, "being busy is no matter of sign-in");
    let pass = |seconds: i64| {
        let earlier = format!("next_at = next_at - {} WHERE id = {mail}", seconds * SECOND);
        scene.company.server.pass_time(&format!("UPDATE outbox SET {earlier}"));
    };
    pass(60);
    scene.company.owner.call("POST", "/api/clock/send_mails/run").send();
    assert_eq!(scene.mail(mail).facts.attempts, 1, "it is not tried before");
    pass(90);
    assert_eq!(scene.send(mail).facts.status, OutboxStatus::Sent);
    assert_eq!(scene.accepted(mail).len(), 1);
}

#[test]
fn a_mailbox_is_asked_four_things_at_once_at_most() {
    let scene = Scene::shared();
    let (_, account) = scene.authorised(Provider::Microsoft, Engine::Graph);
    let person = scene.person();
    let again: Vec<_> = (0..8).map(|_| person.again()).collect();
    let address = &account.fields.address;
    scene.peers.order(&json!({ "peer": "graph", "match": address, "name": address, "times": 8, "delay": 1_500 }));
    let answers = race(8, |place| {
        let mail = json!({ "to": "ana@cliente.example", "subject": "A la vez", "text": "Hola." });
        again[place].post(&format!("/api/mail-accounts/{}/test", account.id), &mail)
    });
    for answer in answers {
        let attempt: Attempt = answer.done().json();
        assert!(attempt.went_well(), "{attempt:?}");
    }
    let most = scene.peers.most_at_once(address);
    assert!((2..=4).contains(&most), "{most} at once");
}

/// A message in a mailbox at Graph, asked for with the account's own token.
struct Mailbox<'s> {
    graph: Client,
    token: String,
    scene: &'s Scene,
}

impl<'s> Mailbox<'s> {
    fn of(scene: &'s Scene, app: &MailApp) -> Self {
        let mut asked = scene.peers.asked().into_iter().filter(|one| one.client_id == app.fields.client_id);
        let tokens = asked.next_back().expect("a token was granted").secrets;
        let graph = Client::new(&scene.peers.places.graph.url);
        // Code, verifier and client secret went there; the access token is the first that came back.
        let token = tokens.into_iter().find(|token| {
            let me = graph.call("GET", "/v1.0/me").header("authorization", &format!("Bearer {token}"));
            me.send().status == 200
        });
        Self { graph, token: token.expect("one of them opens the mailbox"), scene }
    }

    fn call(&self, method: &str, path: &str) -> api_tests::Call<'_> {
        let path = format!("/v1.0/me/messages{path}");
        self.graph.call(method, &path).header("authorization", &format!("Bearer {}", self.token))
    }

    /// A mail of ours whose draft lies in the mailbox, as an attempt leaves it that couldn't finish.
    fn draft_of(&self, account: &MailAccount) -> (i64, String) {
        let mail = self.scene.compose(account.id);
        let to = json!([{ "emailAddress": { "address": "ana@cliente.example" } }]);
        let made: Value =
            self.call("POST", "").json(&json!({ "subject": "Borrador", "toRecipients": to })).send().expect(201).json();
        let id = made["id"].as_str().expect("a draft has an id").to_owned();
        let left = json!({ "tried": true, "draft": id });
        self.scene.company.server.pass_time(&format!("UPDATE outbox SET progress = '{left}' WHERE id = {mail}"));
        (mail, id)
    }

    fn holds(&self, message: &str) -> bool {
        self.call("GET", &format!("/{}", api_tests::client::escape(message))).send().status == 200
    }
}

#[test]
fn the_draft_of_a_mail_that_is_cancelled_or_given_up_leaves_the_mailbox() {
    let scene = Scene::alone();
    let (app, account) = scene.authorised_for_large_files();
    let mailbox = Mailbox::of(&scene, &app);
    let cancel = |mail: i64| drop(scene.press(mail, "cancel").done());
    let ((cancelled, first), (failed, second), (sent, third)) =
        (mailbox.draft_of(&account), mailbox.draft_of(&account), mailbox.draft_of(&account));
    cancel(cancelled);
    scene.company.server.pass_time(&format!("UPDATE outbox SET status = 'failed', next_at = 1 WHERE id = {failed}"));
    mailbox.call("POST", &format!("/{}/send", api_tests::client::escape(&third))).send().expect(202);
    cancel(sent);
    let owed = "SELECT count(*) FROM outbox WHERE status IN ('failed', 'cancelled') AND next_at < 9e15 \
        AND json_extract(progress, '$.draft') IS NOT NULL";
    for _ in 0..10 {
        scene.company.owner.call("POST", "/api/clock/send_mails/run").send().done();
    }
    assert_eq!(scene.company.server.count(owed), 0);
    assert!(!mailbox.holds(&first) && !mailbox.holds(&second), "nothing of them stays");
    assert!(mailbox.holds(&third), "what was sent after all is not deleted");
}
