//! What a server says holds for every account there: it is changed once, and no account then sends what it signed in with to
//! another place than it was given for.

use crate::scene::{Mailbox, Scene, outcome, set_password};
use api_tests::{Company, specimens};
use domain::{
    history::{HistoryAct, HistoryEntry},
    id::MailAppId,
    mail::{
        account::{AccountState, MailAccount, MailAccountDraft, PasswordDraft},
        app::{MailApp, Provider},
        outbox::OutboxStatus,
        preset::Encryption,
        remark::Remark,
        server::{Engine, LEADS_TO, MailServer, MailServerDraft},
    },
    problem::ProblemKind,
    record::RecordKind,
};
use serde_json::json;
use std::thread;

fn account(company: &Company, id: i64) -> MailAccount {
    company.owner.find(RecordKind::MailAccount, id)
}

fn server(company: &Company, id: i64) -> MailServer {
    company.owner.find(RecordKind::MailServer, id)
}

/// Changes the server as it is now.
pub(crate) fn change_server(company: &Company, id: i64, change: impl FnOnce(&mut MailServerDraft)) -> MailServer {
    let MailServer { version, mut fields, .. } = server(company, id);
    change(&mut fields);
    company.owner.update(RecordKind::MailServer, id, version, &fields).done().json()
}

/// To a public server, from one of the test's own.
pub(crate) fn lead_elsewhere(draft: &mut MailServerDraft) {
    (draft.outgoing_host, draft.outgoing_port) = ("smtp.elsewhere.example".into(), Some(587));
}

/// An account at the server, with a password.
fn with_password(company: &Company, server: i64) -> MailAccount {
    let made = company.owner.create(RecordKind::MailAccount, &specimens::mail_account(server));
    set_password(company, &made, "una clave", false)
}

#[test]
fn whatever_a_password_is_sent_to_makes_every_account_at_the_server_forget_it_and_nothing_else_does() {
    let company = Company::shared();
    let app = company.owner.create(RecordKind::MailApp, &specimens::mail_app()).id;
    let [here, elsewhere] =
        [(); 2].map(|()| company.owner.create(RecordKind::MailServer, &specimens::mail_server()).id);
    let other = with_password(company, elsewhere);
    type Edit = fn(&mut MailServerDraft, MailAppId);
    let changes: [(&str, Edit); 5] = [
        ("outgoing_host", |draft, _| draft.outgoing_host = "smtp.evil.example".into()),
        ("outgoing_port", |draft, _| draft.outgoing_port = Some(2525)),
        ("outgoing_encryption", |draft, _| draft.outgoing_encryption = Encryption::Tls),
        ("app", |draft, app| draft.app = Some(app)),
        ("outgoing_engine", |draft, _| draft.outgoing_engine = Engine::SmtpOAuth),
    ];
    assert_eq!(changes.len(), LEADS_TO.len());
    for (name, edit) in changes {
        assert!(LEADS_TO.contains(&name), "{name}");
        let [live, archived] = [(); 2].map(|()| with_password(company, here));
        let path = format!("/api/mail-accounts/{}/archive", archived.id);
        company.owner.call("POST", &path).version(archived.version).send().done();
        assert_eq!(server(company, here).facts.signed_in, 1, "the one that isn't archived");

        change_server(company, here, |draft| draft.name = format!("Renamed {}", api_tests::unique()));
        let renamed = account(company, live.id);
        assert!(renamed.facts.has_password && renamed.version == live.version, "a name leads nowhere: {renamed:?}");

        let changed = change_server(company, here, |draft| edit(draft, MailAppId(app)));
        assert_eq!(changed.facts.signed_in, 0, "{name}");
        for before in [&live, &archived] {
            let now = account(company, before.id);
            assert!(!now.facts.has_password && now.facts.state == AccountState::New, "{name}: {now:?}");
            assert!(now.version > before.version, "{name}");
            let history: Vec<HistoryEntry> =
                company.owner.get(&format!("/api/mail-accounts/{}/history", before.id)).expect(200).json();
            assert_eq!((history[0].act, history[0].who.as_str()), (HistoryAct::ServerMoved, "Olga Vega"), "{name}");
        }
    }
    assert_eq!(account(company, other.id), other, "nor what is at another server");
}

#[test]
fn an_account_that_moves_to_another_server_forgets_its_password() {
    let company = Company::shared();
    let [here, elsewhere] = [(); 2].map(|()| specimens::new_mail_account(company).server);
    let kept = with_password(company, here.expect("a server").0);
    let moved = MailAccountDraft { server: elsewhere, ..kept.fields };
    let moved: MailAccount = company.owner.update(RecordKind::MailAccount, kept.id, kept.version, &moved).done().json();
    assert!(!moved.facts.has_password, "a password must not follow to another server");
}

#[test]
fn who_sets_a_password_for_the_server_as_it_was_is_told_that_it_has_changed() {
    let company = Company::shared();
    let draft = specimens::new_mail_account(company);
    let made = company.owner.create(RecordKind::MailAccount, &draft);
    change_server(company, draft.server.expect("a server").0, |draft| {
        draft.outgoing_host = "smtp3.vega.example".into()
    });
    let password = PasswordDraft { password: "una clave".into(), outgoing: false };
    let path = format!("/api/mail-accounts/{}/password", made.id);
    company.owner.call("PUT", &path).version(made.version).json(&password).send().refused(ProblemKind::Stale);
    assert!(!account(company, made.id).facts.has_password);
}

/// An account by Graph that its person and somebody else have consented for, and whose person is consenting once more.
fn consented(scene: &Scene) -> (MailApp, MailAccount) {
    let (app, account) = scene.authorised(Provider::Microsoft, Engine::Graph);
    assert_eq!(scene.authorise(&scene.person(), account.id, "&peer=other"), "confirm");
    (app, scene.find(account.id))
}

#[test]
fn grants_waiting_ones_and_consents_under_way_end_with_the_server_they_were_given_for() {
    let scene = Scene::shared();
    let (_, account) = consented(scene);
    assert!(account.facts.authorised && account.facts.unconfirmed, "{account:?}");
    let person = scene.person();
    let back = scene.ask(&scene.depart(&person, account.id));
    let at = scene.server_of(&account).id;
    change_server(&scene.company, at, lead_elsewhere);
    assert_eq!(outcome(&scene.come_back(&person, &back)), "state");
    let facts = scene.find(account.id).facts;
    assert!(!facts.authorised && !facts.unconfirmed && facts.state == AccountState::New, "{facts:?}");
    let left = "SELECT (SELECT count(*) FROM tokens WHERE account = {id}) + (SELECT count(*) FROM unconfirmed_grants \
                WHERE account = {id}) + (SELECT count(*) FROM oauth_states WHERE account = {id})";
    assert_eq!(scene.company.server.count(&left.replace("{id}", &account.id.to_string())), 0);
}

#[test]
fn a_grant_that_arrives_while_its_server_is_changed_is_not_kept() {
    let scene = Scene::shared();
    let (person, app) = (scene.person(), scene.app(Provider::Microsoft));
    let account = scene.account(&app, Engine::Graph);
    let back = scene.ask(&scene.depart(&person, account.id));
    let id = app.fields.client_id.clone();
    scene.peers.order(&json!({ "peer": "entra", "match": id, "name": id, "delay": 2_000 }));
    let answer = thread::scope(|scope| {
        let coming = scope.spawn(|| scene.come_back(&person, &back));
        scene.peers.await_met(&id);
        let at = scene.server_of(&account).id;
        change_server(&scene.company, at, lead_elsewhere);
        coming.join().expect("it is answered")
    });
    assert_eq!(outcome(&answer), "state", "it has to be given again");
    let facts = scene.find(account.id).facts;
    assert!(!facts.authorised && facts.state == AccountState::New, "{facts:?}");
}

#[test]
fn a_mail_that_is_on_its_way_while_its_server_is_changed_says_nothing_of_the_new_one() {
    let scene = Scene::shared();
    let mut mailbox = Mailbox::at(scene.peers, scene.peers.places.receiver.smtps, Encryption::Tls);
    let name = format!("on-its-way-{}", api_tests::unique());
    mailbox.account.address = format!("{name}@vega.example");
    mailbox.account.login = scene.peers.account(0).address.clone();
    let account = mailbox.keep_with(&scene.company, &scene.peers.account(0).password);
    scene.peers.order(&json!({ "peer": "smtp", "stage": "MAIL", "match": name, "name": name, "delay": 2_000 }));
    let sent = thread::scope(|scope| {
        let sending = scope.spawn(|| scene.test_mail(&scene.person(), account.id));
        scene.peers.await_met(&name);
        let at = scene.server_of(&account).id;
        change_server(&scene.company, at, lead_elsewhere);
        sending.join().expect("it is answered")
    });
    assert!(sent.went_well(), "{sent:?}");
    let facts = scene.find(account.id).facts;
    assert!(!facts.has_password && facts.state == AccountState::New, "{facts:?}");
}

#[test]
fn nothing_goes_by_a_server_that_is_switched_off_and_what_waits_goes_once_it_is_on() {
    let scene = Scene::shared();
    let mut mailbox = Mailbox::at(scene.peers, scene.peers.places.receiver.smtps, Encryption::Tls);
    mailbox.server.active = false;
    let account = mailbox.keep_with(&scene.company, &scene.peers.account(0).password);
    let mail = scene.compose(account.id);
    let waits = scene.send(mail);
    assert_eq!((waits.facts.status, waits.facts.remark), (OutboxStatus::Waiting, Some(Remark::ServerOff)));
    change_server(&scene.company, scene.server_of(&account).id, |draft| draft.active = true);
    assert!(scene.find(account.id).facts.has_password, "switching it on leads nowhere else");
    assert_eq!(scene.send(mail).facts.status, OutboxStatus::Sent);
}

#[test]
fn a_server_is_not_archived_under_its_accounts_nor_an_app_under_its_servers() {
    let company = Company::shared();
    let app = company.owner.create(RecordKind::MailApp, &specimens::mail_app());
    let draft =
        MailServerDraft { outgoing_engine: Engine::GraphApp, app: Some(MailAppId(app.id)), ..specimens::mail_server() };
    let made = company.owner.create(RecordKind::MailServer, &draft);
    let on_it = company.owner.create(RecordKind::MailAccount, &specimens::mail_account(made.id));
    for (kind, id, version, named) in [
        (RecordKind::MailServer, made.id, made.version, (RecordKind::MailAccount, on_it.id)),
        (RecordKind::MailApp, app.id, app.version, (RecordKind::MailServer, made.id)),
    ] {
        let path = format!("/api/{}/{id}/archive", kind.collection());
        let refused = company.owner.call("POST", &path).version(version).send();
        let obstacles = refused.refused(ProblemKind::TransitionNotAllowed).obstacles;
        let named = (named.0.collection(), Some(named.1));
        assert!(obstacles.iter().any(|one| (one.kind.as_str(), one.id) == named), "{obstacles:?}");
    }
    let shown: MailApp = company.owner.find(RecordKind::MailApp, app.id);
    assert_eq!(shown.facts.accounts, 1, "an app's accounts are those at its servers");
    let listed: Vec<Vec<serde_json::Value>> = company.owner.rows(RecordKind::MailAccount, &format!("app={}", app.id));
    assert_eq!(listed.len(), 1);
}
