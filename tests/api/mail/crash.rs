//! The runtime killed at each step of a mail's way: nothing is lost, no notice makes a second mail, and the same mail goes twice
//! only where it fell between the server's acceptance and our record of it.

use crate::scene::Mailbox;
use api_tests::{Company, Contact, Server, making, specimens};
use domain::{
    clock::JobName,
    mail::{
        app::{MailAppDraft, SecretDraft},
        preset::Encryption,
    },
    record::RecordKind,
    time::read_date,
};
use peers::Peers;
use serde_json::{Value, json};
use std::{collections::BTreeSet, thread, time::Duration};

/// Longer than a kill takes.
const HELD: u32 = 4_000;

struct Scene {
    peers: Peers,
    company: Company,
    contact: Contact,
}

impl Scene {
    fn new(name: &str) -> Self {
        let peers = Peers::start();
        let company = Company::on(Server::fresh_beside(&peers, name));
        let contact = company.contact();
        Self { peers, company, contact }
    }

    /// What the company sends by, unless an account is named.
    fn by_smtp(&self) {
        let mut mailbox = Mailbox::at(&self.peers, self.peers.places.receiver.smtps, Encryption::Tls);
        mailbox.account.is_default = true;
        mailbox.keep_with(&self.company, &self.peers.account(0).password);
    }

    fn by_graph(&self) {
        let entra = &self.peers.places.entra;
        let roles = ["Mail.Send", "Mail.ReadWrite"];
        self.peers.app(&json!({ "client_id": entra.client_id, "consented": true, "roles": roles }));
        let draft =
            MailAppDraft { tenant: entra.tenant.clone(), client_id: entra.client_id.clone(), ..specimens::mail_app() };
        let app = self.company.owner.create(RecordKind::MailApp, &draft);
        let secret = self.peers.places.secrets.current.clone();
        let secret = SecretDraft { secret, expires_on: read_date("2028-01-31"), next: false };
        let path = format!("/api/mail-apps/{}/secret", app.id);
        self.company.owner.call("PUT", &path).version(app.version).json(&secret).send().done();
        let mut mailbox = Mailbox::of_app(&self.peers, app.id);
        mailbox.account.is_default = true;
        mailbox.keep(&self.company);
    }

    /// A customer asks for a booking, of which the owner is told.
    fn request(&self) {
        self.contact.portal.keyed("/api/portal/bookings", &making::request(making::tomorrow())).expect(201);
    }

    fn run(&self, job: JobName) {
        self.company.owner.call("POST", &format!("/api/clock/{}/run", job.code())).send().done();
    }

    /// Message-IDs of the outbox, the newest last.
    fn written(&self) -> Vec<String> {
        self.company.server.texts("SELECT message_id FROM outbox ORDER BY created_at")
    }

    /// Kills the runtime while it runs the job and `until` waits for the moment.
    fn kill_in(&self, job: JobName, until: impl FnOnce(&Peers)) {
        thread::scope(|scope| {
            let owner = self.company.owner.again();
            let run = scope.spawn(move || owner.call("POST", &format!("/api/clock/{}/run", job.code())).try_send());
            until(&self.peers);
            self.company.server.kill();
            drop(run.join().expect("the call ends with the runtime"));
        });
    }

    /// The runtime again on what was left, once all leases have run out. What was being done begins again by itself.
    fn again(self) -> Self {
        let Self { peers, company, mut contact } = self;
        let past = "UPDATE work SET leased_until = 0; UPDATE tokens SET leased_until = 0;";
        let company = company.restarted(Some(&peers), |sql| sql.execute_batch(past).expect("time passes"));
        contact.portal = contact.portal.at(&company.server.url);
        Self { peers, company, contact }
    }

    /// Runs the clock until nothing waits.
    fn settle(&self) {
        for _ in 0..20 {
            self.run(JobName::WriteMails);
            self.run(JobName::SendMails);
            // What was perhaps sent goes once more after an hour.
            self.company
                .server
                .pass_time("UPDATE outbox SET next_at = 1 WHERE status = 'perhaps_sent' AND next_at < 4e12");
            let owed = "SELECT (SELECT count(*) FROM notifications WHERE mail = 'owed') \
                        + (SELECT count(*) FROM outbox WHERE status <> 'sent')";
            if self.company.server.count(owed) == 0 {
                return;
            }
        }
        let left = self
            .company
            .server
            .texts("SELECT status || ' ' || coalesce(failure, '') || ' ' || server_message FROM outbox");
        panic!("mails are left: {left:?}");
    }

    fn received(&self, message_id: &str) -> usize {
        self.peers.accepted(message_id).len()
    }
}

/// One mail, stopped where the order is met, comes to its end afterwards. Answers how often it was received.
fn stopped(scene: Scene, name: &str, mut order: Value) -> (Scene, usize) {
    scene.request();
    scene.run(JobName::WriteMails);
    let message_id = scene.written().last().expect("the notice made a mail").clone();
    order["name"] = name.into();
    order["delay"] = HELD.into();
    scene.peers.order(&order);
    scene.kill_in(JobName::SendMails, |peers| peers.await_met(name));
    let early = scene.received(&message_id);
    let accepted = order["after"] == true;
    assert_eq!(early, usize::from(accepted), "{name}: what was received when it was killed");
    let scene = scene.again();
    scene.settle();
    let received = scene.received(&message_id);
    (scene, received)
}

#[test]
fn by_smtp_only_a_mail_accepted_but_not_recorded_goes_twice() {
    let mut scene = Scene::new("crash-smtp");
    scene.by_smtp();
    for stage in ["EHLO", "AUTH", "MAIL", "RCPT", "DATA"] {
        let received;
        (scene, received) = stopped(scene, stage, json!({ "peer": "smtp", "stage": stage, "close": true }));
        assert_eq!(received, 1, "stopped at {stage}");
    }
    let received;
    (scene, received) = stopped(scene, "gap", json!({ "peer": "smtp", "stage": "DATA", "after": true }));
    assert_eq!(
        received, 2,
        "the one gap: nobody can know whether it was accepted, so a notice goes once more after an hour"
    );
    one_mail_for_each_notice(&scene);
    let doubted = scene.company.server.count("SELECT count(*) FROM outbox WHERE doubts > 0");
    assert_eq!(doubted, 2, "at DATA and in the gap: only where the whole message had been handed over");
}

#[test]
fn by_graph_none_goes_twice() {
    let mut scene = Scene::new("crash-graph");
    scene.by_graph();
    for (name, order) in [
        ("token", json!({ "peer": "entra", "match": "/token", "close": true })),
        ("send", json!({ "peer": "graph", "match": "sendMail", "close": true })),
        ("gap", json!({ "peer": "graph", "match": "sendMail", "after": true })),
    ] {
        let received;
        (scene, received) = stopped(scene, name, order);
        assert_eq!(received, 1, "stopped at {name}");
    }
    one_mail_for_each_notice(&scene);
}

#[test]
fn killed_at_any_moment_every_notice_is_mailed_by_one_message() {
    // As many as one customer may ask for at once.
    const NOTICES: i64 = 20;
    let mut scene = Scene::new("crash-any");
    scene.by_smtp();
    let mut kills = 0;
    for (moment, job) in [
        (2, JobName::WriteMails),
        (9, JobName::WriteMails),
        (30, JobName::SendMails),
        (120, JobName::SendMails),
        (300, JobName::SendMails),
    ] {
        for _ in 0..NOTICES / 4 {
            if scene.company.server.count("SELECT count(*) FROM bookings") < NOTICES {
                scene.request();
            }
        }
        if job == JobName::SendMails {
            scene.run(JobName::WriteMails);
        }
        scene.kill_in(job, |_| thread::sleep(Duration::from_millis(moment)));
        scene = scene.again();
        kills += 1;
    }
    scene.settle();
    one_mail_for_each_notice(&scene);
    let message_ids = scene.written();
    assert_eq!(i64::try_from(message_ids.len()), Ok(NOTICES));
    let received: usize = message_ids.iter().map(|message_id| scene.received(message_id)).sum();
    assert!(
        received - message_ids.len() <= kills,
        "{received} received of {}: one gap in each kill",
        message_ids.len()
    );
}

/// Every notice has one mail, and every mail was received.
fn one_mail_for_each_notice(scene: &Scene) {
    let notified = scene.company.server.count("SELECT count(*) FROM notifications");
    let notices = scene.company.server.texts("SELECT CAST(notice AS TEXT) FROM outbox");
    assert_eq!(i64::try_from(notices.len()), Ok(notified));
    assert_eq!(notices.iter().collect::<BTreeSet<_>>().len(), notices.len(), "two mails of one notice");
    for message_id in scene.written() {
        assert!(scene.received(&message_id) > 0, "{message_id} was lost");
    }
    let received: BTreeSet<String> = scene.peers.all_accepted().into_iter().map(|mail| mail.message_id).collect();
    assert_eq!(received.len(), notices.len(), "something else was sent");
}
