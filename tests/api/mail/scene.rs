//! A company beside the test's providers: apps registered at both ends, and people who go to a provider's page and back.
//!
//! Invariant: every test has an app and a mailbox of its own, so what it orders of a peer meets nobody else.

use api_tests::{Answer, Client, Company, Server, specimens, unique};
use domain::{
    id::{MailAccountId, MailAppId, MailServerId},
    mail::{
        account::{Attempt, Departure, MailAccount, MailAccountDraft, PasswordDraft, TestMailDraft},
        app::{MailApp, MailAppDraft, Provider, SecretDraft},
        outbox::{OutboxMail, OutboxStatus},
        preset::Encryption,
        server::{Engine, MailServer, MailServerDraft},
    },
    permission::OWNER,
    record::{Created, RecordKind},
    time::read_date,
};
use peers::{Accepted, Peers};
use serde_json::{Value, json};
use std::{
    sync::{Arc, LazyLock, Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant},
};

/// A server and an account there, until they are kept.
pub struct Mailbox {
    pub server: MailServerDraft,
    /// Its server is filled in when both are kept.
    pub account: MailAccountDraft,
}

impl Mailbox {
    /// At one of the test's own servers, by password.
    pub fn at(peers: &Peers, port: u16, encryption: Encryption) -> Self {
        let server = MailServerDraft {
            outgoing_host: peers.places.host.clone(),
            outgoing_port: Some(i64::from(port)),
            outgoing_encryption: encryption,
            ..specimens::mail_server()
        };
        let account = MailAccountDraft { address: peers.account(0).address.clone(), ..specimens::mail_account(0) };
        Self { server, account }
    }

    /// By Graph, with the app's own permission.
    pub fn of_app(peers: &Peers, app: i64) -> Self {
        let mailbox = Self::at(peers, peers.places.receiver.smtps, Encryption::Tls);
        let app = Some(MailAppId(app));
        Self { server: MailServerDraft { outgoing_engine: Engine::GraphApp, app, ..mailbox.server }, ..mailbox }
    }

    pub fn keep(self, company: &Company) -> Created {
        let server = company.owner.create(RecordKind::MailServer, &self.server).id;
        let account = MailAccountDraft { server: Some(MailServerId(server)), ..self.account };
        company.owner.create(RecordKind::MailAccount, &account)
    }

    pub fn keep_with(self, company: &Company, password: &str) -> MailAccount {
        set_password(company, &self.keep(company), password, false)
    }
}

pub fn set_password(company: &Company, account: &Created, password: &str, outgoing: bool) -> MailAccount {
    let draft = PasswordDraft { password: password.into(), outgoing };
    let path = format!("/api/mail-accounts/{}/password", account.id);
    company.owner.call("PUT", &path).version(account.version).json(&draft).send().done().json()
}

pub struct Scene {
    pub peers: &'static Peers,
    pub company: Company,
    /// Whoever writes now, and how much they wrote: nobody may write much at once.
    writer: Mutex<Option<(Arc<Client>, usize)>>,
}

/// Below what one person may write at once.
const MOST_WRITTEN: usize = 20;

impl Scene {
    /// The one that these tests share.
    pub fn shared() -> &'static Self {
        static SHARED: LazyLock<Scene> = LazyLock::new(|| Scene::fresh("providers"));
        &SHARED
    }

    /// One for a test that lets time pass: nobody else may write to its database meanwhile.
    pub fn alone() -> MutexGuard<'static, Self> {
        static ALONE: LazyLock<Mutex<Scene>> = LazyLock::new(|| Mutex::new(Scene::fresh("alone")));
        ALONE.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub fn fresh(name: &str) -> Self {
        let peers = Peers::shared();
        Self::with_peers(peers, Company::on(Server::fresh_beside(peers, name)))
    }

    pub fn with_peers(peers: &'static Peers, company: Company) -> Self {
        Self { peers, company, writer: Mutex::new(None) }
    }

    fn writer(&self) -> Arc<Client> {
        let mut writer = self.writer.lock().unwrap_or_else(PoisonError::into_inner);
        let (who, written) = writer
            .take()
            .filter(|(_, written)| *written < MOST_WRITTEN)
            .unwrap_or_else(|| (Arc::new(self.person()), 0));
        *writer = Some((Arc::clone(&who), written + 1));
        who
    }

    /// Presses a button of a mail as it is now: `resend`, `cancel`, `arrived`.
    pub fn press(&self, mail: i64, act: &str) -> Answer {
        let version = self.mail(mail).version;
        self.writer().call("POST", &format!("/api/outbox/{mail}/{act}")).version(version).send()
    }

    /// Somebody who may set mail up, in a browser of their own.
    pub fn person(&self) -> Client {
        self.company.hire(OWNER).client
    }

    /// An app that the provider knows too, with a good secret.
    pub fn app(&self, provider: Provider) -> MailApp {
        self.app_with(provider, &json!({}), |_| {})
    }

    /// The same, with `more` in the provider's registration and a change of ours.
    pub fn app_with(&self, provider: Provider, more: &Value, change: impl FnOnce(&mut MailAppDraft)) -> MailApp {
        let client_id = format!("app-{}", unique());
        let redirect = format!("{}{}", self.company.server.url, provider.redirect_path());
        let mut there = json!({ "client_id": client_id, "redirects": [redirect] });
        there["provider"] = match provider {
            Provider::Microsoft => "entra".into(),
            other => other.code().into(),
        };
        there.as_object_mut().expect("an object").extend(more.as_object().expect("an object").clone());
        self.peers.app(&there);
        let mut draft = MailAppDraft {
            provider,
            tenant: self.peers.places.entra.tenant.clone(),
            client_id,
            ..specimens::mail_app()
        };
        if provider == Provider::Oidc {
            let at = |path: &str| format!("{}/{path}", self.peers.places.oidc.url);
            (draft.authorise_url, draft.token_url) = (at("authorize"), at("token"));
        }
        change(&mut draft);
        let made = self.company.owner.create(RecordKind::MailApp, &draft);
        self.secret(made.id, &self.peers.places.secrets.current, false)
    }

    /// Gives an app of ours a secret.
    pub fn secret(&self, app: i64, secret: &str, next: bool) -> MailApp {
        let owner = &self.company.owner;
        let version = owner.find::<MailApp>(RecordKind::MailApp, app).version;
        let expires_on = read_date(if next { "2029-06-30" } else { "2028-01-31" });
        let draft = SecretDraft { secret: secret.into(), expires_on, next };
        owner.call("PUT", &format!("/api/mail-apps/{app}/secret")).version(version).json(&draft).send().done().json()
    }

    /// An account of somebody whom no other test knows; by SMTP at the submission server that asks the provider.
    pub fn account(&self, app: &MailApp, engine: Engine) -> MailAccount {
        self.account_with(app, engine, |_| {})
    }

    /// The same with a change.
    pub fn account_with(&self, app: &MailApp, engine: Engine, change: impl FnOnce(&mut Mailbox)) -> MailAccount {
        let submission = self.peers.places.dovecot.as_ref().expect("the submission server runs").submission;
        let mut mailbox = Mailbox::at(self.peers, submission, Encryption::StartTls);
        (mailbox.server.outgoing_engine, mailbox.server.app) = (engine, Some(MailAppId(app.id)));
        mailbox.account.address = format!("ana{}@vega.example", unique());
        change(&mut mailbox);
        self.find(mailbox.keep(&self.company).id)
    }

    /// The server that an account is at.
    pub fn server_of(&self, account: &MailAccount) -> MailServer {
        let server = account.fields.server.expect("an account is at a server");
        self.company.owner.find(RecordKind::MailServer, server.0)
    }

    /// An account that its mailbox's own person has authorised.
    pub fn authorised(&self, provider: Provider, engine: Engine) -> (MailApp, MailAccount) {
        let app = self.app(provider);
        let account = self.account(&app, engine);
        assert_eq!(self.authorise(&self.person(), account.id, ""), "authorised");
        (app, self.find(account.id))
    }

    /// The same, by Graph, with the permission that large files need.
    pub fn authorised_for_large_files(&self) -> (MailApp, MailAccount) {
        let app = self.app(Provider::Microsoft);
        let account = self.account(&app, Engine::Graph);
        assert_eq!(self.authorise_large(&self.person(), account.id, ""), "authorised");
        (app, self.find(account.id))
    }

    /// Goes to the provider's page for large files and back.
    pub fn authorise_large(&self, person: &Client, account: i64, more: &str) -> String {
        let path = format!("/api/mail-accounts/{account}/authorise?files=large");
        let url = person.call("POST", &path).send().done().json::<Departure>().url;
        outcome(&self.come_back(person, &self.ask(&format!("{url}{more}"))))
    }

    /// A file of this size, for a mail to name.
    pub fn file(&self, size: usize) -> Value {
        let mut bytes = b"%PDF-1.7\n".to_vec();
        bytes.resize(size, b'x');
        let call = self.company.owner.call("POST", "/api/files?name=a.pdf");
        let made: Value =
            call.header("content-type", "application/octet-stream").bytes(bytes).send().expect(201).json();
        made["id"].clone()
    }

    /// A mail that waits with these files.
    pub fn compose_with(&self, account: i64, files: &[Value]) -> i64 {
        let draft =
            domain::mail::outbox::ComposeDraft { account: Some(MailAccountId(account)), ..specimens::message() };
        let mut draft = serde_json::to_value(draft).expect("a draft is JSON");
        draft["message"]["attachments"] = files.into();
        self.company.owner.keyed("/api/outbox", &draft).expect(201).json::<Created>().id
    }

    /// Runs what waits until nothing is due.
    pub fn run_clock(&self) {
        self.company.owner.call("POST", "/api/clock/send_mails/run").send();
    }

    /// Lets an hour and a minute pass for a mail that is to be tried again. Not in the scene that tests share.
    pub fn let_an_hour_pass(&self, mail: i64) {
        self.company.server.pass_time(&format!("UPDATE outbox SET next_at = next_at - 3660000 WHERE id = {mail}"));
    }

    /// Goes to the provider's page and back; `more` is added to its address. What became of it.
    pub fn authorise(&self, person: &Client, account: i64, more: &str) -> String {
        let back = self.ask(&format!("{}{more}", self.depart(person, account)));
        outcome(&self.come_back(person, &back))
    }

    /// Where the browser is sent for an account's consent.
    pub fn depart(&self, person: &Client, account: i64) -> String {
        person.call("POST", &format!("/api/mail-accounts/{account}/authorise")).send().done().json::<Departure>().url
    }

    /// Where the browser is sent for an organisation's consent.
    pub fn depart_for_app(&self, person: &Client, app: i64) -> String {
        person.call("POST", &format!("/api/mail-apps/{app}/consent")).send().done().json::<Departure>().url
    }

    /// The provider's page, consented to: where it leads the browser, at our own address.
    pub fn ask(&self, url: &str) -> String {
        let (host, path) = url.split_at(url.match_indices('/').nth(2).expect("an address with a path").0);
        let answer = Client::new(host).get(path);
        let back = answer.header("location");
        let path = back.strip_prefix(&self.company.server.url);
        path.unwrap_or_else(|| panic!("{url} leads to {back:?}: {}", answer.excerpt())).to_owned()
    }

    /// Follows the provider's redirect.
    pub fn come_back(&self, person: &Client, back: &str) -> Answer {
        person.get(back).expect(303)
    }

    pub fn find(&self, account: i64) -> MailAccount {
        self.company.owner.find(RecordKind::MailAccount, account)
    }

    pub fn find_app(&self, app: i64) -> MailApp {
        self.company.owner.find(RecordKind::MailApp, app)
    }

    pub fn mail(&self, id: i64) -> OutboxMail {
        self.company.owner.find(RecordKind::OutboxMail, id)
    }

    pub fn test_mail(&self, person: &Client, account: i64) -> Attempt {
        let draft = TestMailDraft { to: "ana@cliente.example".into(), subject: "Prueba".into(), text: "Hola.".into() };
        person.post(&format!("/api/mail-accounts/{account}/test"), &draft).done().json()
    }

    pub fn validate(&self, person: &Client, account: i64) -> Attempt {
        person.call("POST", &format!("/api/mail-accounts/{account}/validate")).send().done().json()
    }

    /// A mail that waits to be sent from this account.
    pub fn compose(&self, account: i64) -> i64 {
        let draft =
            domain::mail::outbox::ComposeDraft { account: Some(MailAccountId(account)), ..specimens::message() };
        self.writer().keyed("/api/outbox", &draft).expect(201).json::<Created>().id
    }

    /// Lets the clock try what waits; other tests run it too, so it may be busy.
    pub fn send(&self, mail: i64) -> OutboxMail {
        let before = self.mail(mail).facts.attempts;
        // Somebody else's run may be long.
        let started = Instant::now();
        while started.elapsed() < Duration::from_secs(60) {
            self.company.owner.call("POST", "/api/clock/send_mails/run").send();
            let tried = self.mail(mail);
            if tried.facts.attempts > before && tried.facts.status != OutboxStatus::Sending {
                return tried;
            }
        }
        panic!("the clock never tried it: {:?}", self.mail(mail))
    }

    /// What the providers took of a mail.
    pub fn accepted(&self, mail: i64) -> Vec<Accepted> {
        self.peers.accepted(&self.mail(mail).facts.message_id)
    }

    /// How often a client was answered well by the token endpoint, for this grant.
    pub fn granted(&self, app: &MailApp, grant_type: &str) -> usize {
        let all = self.peers.asked().into_iter();
        let ours = |one: &peers::Asked| one.client_id == app.fields.client_id && one.grant_type == grant_type;
        all.filter(ours).filter(|one| one.status == 200).count()
    }

    /// An account's access token ends. Not in the scene that tests share.
    pub fn end_access(&self, account: i64) {
        self.company.server.pass_time(&format!("UPDATE tokens SET expires_at = 1 WHERE account = {account}"));
    }
}

/// What the page is told that the browser is led to in the end.
pub fn outcome(answer: &Answer) -> String {
    answer.header("location").split_once("outcome=").map_or("", |(_, outcome)| outcome).to_owned()
}
