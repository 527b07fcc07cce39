//! A token that a server refuses before its time is dropped, another is got, and the mail goes in the same attempt; only then is a
//! person asked. What an administrator consents to counts at once.

use crate::scene::{Scene, outcome};
use domain::mail::{
    account::{AccountState, Attempt, MailAccount},
    app::{MailApp, Provider},
    failure::{MailFailure, Stage},
    outbox::OutboxStatus,
    server::Engine,
};
use serde_json::{Value, json};

/// Every engine that has a token, authorised; and whose order refuses it.
const BY_TOKEN: [Engine; 4] = [Engine::Graph, Engine::GraphApp, Engine::Gmail, Engine::SmtpOAuth];

fn ready(scene: &Scene, engine: Engine) -> (MailApp, MailAccount) {
    match engine {
        Engine::Gmail => scene.authorised(Provider::Google, engine),
        Engine::GraphApp => {
            let consented = json!({ "consented": true, "roles": ["Mail.Send", "Mail.ReadWrite"] });
            let app = scene.app_with(Provider::Microsoft, &consented, |_| {});
            let account = scene.account(&app, engine);
            (app, account)
        }
        // At the server that asks nobody what a token is worth, so that it refuses when it is ordered to.
        Engine::SmtpOAuth => {
            let app = scene.app(Provider::Microsoft);
            let port = Some(i64::from(scene.peers.places.receiver.submission));
            let account = scene.account_with(&app, engine, |mailbox| mailbox.server.outgoing_port = port);
            assert_eq!(scene.authorise(&scene.person(), account.id, ""), "authorised");
            (app, account)
        }
        _ => scene.authorised(Provider::Microsoft, engine),
    }
}

/// Refuses the account's next `times` requests with a token, as its server does.
fn refuse(scene: &Scene, engine: Engine, account: &MailAccount, times: u32) {
    let graph = json!({ "error": { "code": "InvalidAuthenticationToken", "message": "Lifetime validation failed, the token is expired." } });
    let google = json!({ "error": { "code": 401, "message": "Invalid Credentials", "errors": [{ "reason": "authError" }], "status": "UNAUTHENTICATED" } });
    let (peer, answer) = match engine {
        Engine::Gmail => ("gmail", json!({ "status": 401, "body": google })),
        Engine::SmtpOAuth => ("smtp", json!({ "stage": "XOAUTH2", "reply": "535 5.7.3 Authentication unsuccessful" })),
        _ => ("graph", json!({ "status": 401, "body": graph })),
    };
    let mut order = json!({ "peer": peer, "match": account.fields.address, "times": times });
    order.as_object_mut().expect("an object").extend(answer.as_object().expect("an object").clone());
    scene.peers.order(&order);
}

fn tokens_got(scene: &Scene, app: &MailApp) -> usize {
    scene.granted(app, "refresh_token") + scene.granted(app, "client_credentials")
}

#[test]
fn a_token_refused_before_its_time_is_replaced_in_the_same_attempt() {
    let scene = Scene::alone();
    for engine in BY_TOKEN {
        let (app, account) = ready(&scene, engine);
        // The token is there, and our clock thinks it good.
        assert!(scene.test_mail(&scene.person(), account.id).went_well(), "{engine:?}");
        let before = tokens_got(&scene, &app);
        refuse(&scene, engine, &account, 1);
        let mail = scene.compose(account.id);
        let sent = scene.send(mail);
        assert_eq!((sent.facts.status, sent.facts.attempts), (OutboxStatus::Sent, 1), "{engine:?} {sent:?}");
        assert_eq!(scene.accepted(mail).len(), 1, "{engine:?}");
        assert_eq!(tokens_got(&scene, &app) - before, 1, "{engine:?}: one more token");
        assert_eq!(scene.find(account.id).facts.state, AccountState::Connected, "{engine:?}");
    }
}

#[test]
fn a_person_is_asked_once_the_new_token_is_refused_too() {
    let scene = Scene::alone();
    for engine in BY_TOKEN {
        let (app, account) = ready(&scene, engine);
        assert!(scene.test_mail(&scene.person(), account.id).went_well(), "{engine:?}");
        let before = tokens_got(&scene, &app);
        refuse(&scene, engine, &account, 2);
        let mail = scene.compose(account.id);
        let waits = scene.send(mail);
        // Nobody signs in for an app that acts by itself.
        let expected =
            if engine == Engine::GraphApp { MailFailure::ConsentMissing } else { MailFailure::ReauthRequired };
        assert_eq!((waits.facts.status, waits.facts.failure), (OutboxStatus::Waiting, Some(expected)), "{engine:?}");
        assert_eq!(tokens_got(&scene, &app) - before, 1, "{engine:?}: refreshed once and no oftener");
        assert_eq!(scene.find(account.id).facts.state, AccountState::NeedsSignIn, "{engine:?}");
        // Whoever tries it out finds it well again, and what waited goes.
        assert!(scene.validate(&scene.person(), account.id).went_well(), "{engine:?}");
        assert_eq!(scene.send(mail).facts.status, OutboxStatus::Sent, "{engine:?}");
        assert_eq!(scene.accepted(mail).len(), 1, "{engine:?}");
    }
}

#[test]
fn a_stage_is_ticked_only_when_it_happened() {
    let scene = Scene::alone();
    for engine in BY_TOKEN {
        let (_, account) = ready(&scene, engine);
        let person = scene.person();
        let good: Attempt = scene.validate(&person, account.id);
        assert!(good.went_well(), "{engine:?} {good:?}");
        // The test's providers speak in clear, so nothing was encrypted but the mail server's connection.
        let expected: &[Stage] = match engine {
            Engine::SmtpOAuth => &[Stage::Token, Stage::Connect, Stage::Greeting, Stage::Tls, Stage::SignIn],
            _ => &[Stage::Token, Stage::Connect, Stage::SignIn],
        };
        assert_eq!(good.passed, expected, "{engine:?}");
        refuse(&scene, engine, &account, 2);
        let refused = scene.validate(&person, account.id);
        assert_eq!(refused.failed, Some(Stage::SignIn), "{engine:?} {refused:?}");
        assert!(!refused.passed.contains(&Stage::SignIn) && refused.passed.contains(&Stage::Connect), "{refused:?}");
    }
    let (_, account) = ready(&scene, Engine::GraphApp);
    // The runtime asks again by each connection it kept, so all of them end.
    scene.peers.order(&json!({ "peer": "graph", "match": account.fields.address, "times": 1_000, "close": true }));
    let nobody = scene.validate(&scene.person(), account.id);
    assert_eq!(nobody.passed, [Stage::Token], "nobody answered: {nobody:?}");
}

#[test]
fn what_an_administrator_consents_to_counts_in_the_next_mail() {
    let scene = Scene::alone();
    let (person, bare) = (scene.person(), json!({ "consented": true, "roles": [] }));
    let app = scene.app_with(Provider::Microsoft, &bare, |_| {});
    let account = scene.account(&app, Engine::GraphApp);
    let mail = scene.compose(account.id);
    assert_eq!(scene.send(mail).facts.failure, Some(MailFailure::ScopeMissing));
    let before = scene.granted(&app, "client_credentials");
    scene.peers.app(&json!({ "client_id": app.fields.client_id, "roles": ["Mail.Send"] }));
    let back = scene.ask(&scene.depart_for_app(&person, app.id));
    assert_eq!(outcome(&scene.come_back(&person, &back)), "consented");
    assert_eq!(scene.send(mail).facts.status, OutboxStatus::Sent);
    assert_eq!(scene.granted(&app, "client_credentials") - before, 1, "with a token that holds what was consented to");
}

#[test]
fn another_directory_or_client_id_leaves_no_token_of_the_one_before() {
    let scene = Scene::alone();
    let (app, account) = ready(&scene, Engine::GraphApp);
    assert!(scene.validate(&scene.person(), account.id).went_well());
    let good = || {
        let sql = format!("SELECT count(*) FROM tokens WHERE account = {} AND expires_at > 0", account.id);
        scene.company.server.count(&sql)
    };
    assert_eq!(good(), 1);
    let kept = scene.find_app(app.id);
    let mut fields = kept.fields.clone();
    fields.tenant = "vega.example".into();
    let owner = &scene.company.owner;
    owner.update(domain::record::RecordKind::MailApp, app.id, kept.version, &fields).done();
    assert_eq!(good(), 0);
}

#[test]
fn a_working_account_keeps_its_light_when_a_renewed_consent_comes_to_nothing() {
    let scene = Scene::shared();
    for (error, words) in
        [("access_denied", "no"), ("server_error", "AADSTS90033: busy"), ("gremlins", "a word of theirs")]
    {
        let (app, account) = scene.authorised(Provider::Microsoft, Engine::Graph);
        let order =
            json!({ "peer": "authorise", "match": app.fields.client_id, "error": error, "error_description": words });
        scene.peers.order(&order);
        let failure = scene.authorise(&scene.person(), account.id, "");
        let kind: MailFailure = failure.parse().expect("a failure of ours");
        let facts = scene.find(account.id).facts;
        assert_eq!((facts.state, facts.authorised, facts.failure), (AccountState::Connected, true, None), "{error}");
        assert_eq!(facts.consent_failure, Some(kind));
        assert!(facts.consent_message.contains(words), "the provider's words are kept: {facts:?}");
        assert!(scene.validate(&scene.person(), account.id).went_well());
        // Nobody had consented to this one: it stands still, and says why, whatever the provider's reason.
        let new = scene.account(&app, Engine::Graph);
        scene.peers.order(&order);
        assert_eq!(scene.authorise(&scene.person(), new.id, ""), failure);
        let facts = scene.find(new.id).facts;
        assert!(!facts.authorised && facts.consent_message.contains(words), "{facts:?}");
        assert_eq!(scene.authorise(&scene.person(), new.id, ""), "authorised");
        assert_eq!(scene.find(new.id).facts.consent_failure, None, "a consent that was given leaves nothing of it");
    }
}

#[test]
fn a_consented_app_keeps_its_light_when_another_administrator_declines() {
    let scene = Scene::shared();
    let (app, person) = (scene.app(Provider::Microsoft), scene.person());
    let consent = |more: &str| {
        let back = scene.ask(&format!("{}{more}", scene.depart_for_app(&person, app.id)));
        outcome(&scene.come_back(&person, &back))
    };
    assert_eq!(consent(""), "consented");
    assert_eq!(consent("&peer=decline"), MailFailure::ConsentMissing.code());
    let facts = scene.find_app(app.id).facts;
    assert!(facts.failure.is_none() && !facts.consent_message.is_empty(), "{facts:?}");
}

#[test]
fn whoever_was_confirmed_for_a_shared_mailbox_stays_so_when_they_consent_again() {
    let scene = Scene::shared();
    let (app, person) = (scene.app(Provider::Microsoft), scene.person());
    let account = scene.account(&app, Engine::Graph);
    assert_eq!(scene.authorise(&person, account.id, "&peer=other"), "confirm");
    person.call("POST", &format!("/api/mail-accounts/{}/confirm", account.id)).send().done();
    assert_eq!(scene.authorise(&person, account.id, "&peer=other"), "authorised");
    let facts = scene.find(account.id).facts;
    assert!(facts.authorised && !facts.unconfirmed, "{facts:?}");
}

#[test]
fn a_state_is_good_at_its_own_providers_address_and_from_its_own_issuer() {
    let scene = Scene::shared();
    let all =
        [(Provider::Microsoft, Engine::Graph), (Provider::Google, Engine::Gmail), (Provider::Oidc, Engine::SmtpOAuth)];
    for (provider, engine) in all {
        for elsewhere in Provider::ALL.iter().filter(|other| **other != provider) {
            let (person, app) = (scene.person(), scene.app(provider));
            let account = scene.account(&app, engine);
            let back = scene.ask(&scene.depart(&person, account.id));
            let there = back.replace(provider.redirect_path(), elsewhere.redirect_path());
            let answer = scene.come_back(&person, &there);
            let expected = format!("/admin/mail-accounts/{}?outcome=issuer", account.id);
            assert_eq!(answer.header("location"), expected, "{provider:?} at {elsewhere:?}");
            assert_eq!(scene.granted(&app, "authorization_code"), 0, "no code was spent");
        }
        let (person, app) = (scene.person(), scene.app(provider));
        let account = scene.account(&app, engine);
        let back = scene.ask(&scene.depart(&person, account.id));
        let own: Vec<_> = back.split('&').filter(|pair| !pair.starts_with("iss=")).collect();
        let foreign = format!("{}&iss=https%3A%2F%2Fevil.example", own.join("&"));
        assert_eq!(outcome(&scene.come_back(&person, &foreign)), "issuer", "{provider:?}");
        assert!(!scene.find(account.id).facts.authorised);
    }
}

#[test]
fn any_other_provider_is_asked_for_a_grant_that_lasts_and_one_that_does_not_is_said_so() {
    let scene = Scene::shared();
    let (person, app) = (scene.person(), scene.app(Provider::Oidc));
    let account = scene.account(&app, Engine::SmtpOAuth);
    let url = scene.depart(&person, account.id);
    assert!(url.contains("offline_access") && url.contains("prompt=consent"), "{url}");
    assert_eq!(outcome(&scene.come_back(&person, &scene.ask(&url))), "authorised");
    let kept = scene
        .company
        .server
        .count(&format!("SELECT count(*) FROM tokens WHERE account = {} AND refresh IS NOT NULL", account.id));
    assert_eq!(kept, 1);
    let short = scene.account(&app, Engine::SmtpOAuth);
    let order =
        json!({ "peer": "authorise", "match": short.fields.address.replace('@', "%40"), "untick": ["offline_access"] });
    scene.peers.order(&order);
    assert_eq!(scene.authorise(&person, short.id, ""), MailFailure::ScopeMissing.code());
    let facts = scene.find(short.id).facts;
    assert!(!facts.authorised && facts.consent_failure == Some(MailFailure::ScopeMissing), "{facts:?}");
}

#[test]
fn a_return_that_nobody_remembers_has_a_page_of_its_own() {
    let scene = Scene::shared();
    let answer = scene.person().get("/oauth/google/callback?code=x&state=never").expect(303);
    assert_eq!(answer.header("location"), "/admin/mail-authorised?outcome=state");
}

#[test]
fn sending_alone_is_enough_for_graph_and_large_files_are_asked_for_by_name() {
    let scene = Scene::alone();
    let (_, account) = scene.authorised(Provider::Microsoft, Engine::Graph);
    assert!(account.facts.authorised && !account.facts.large_files);
    let files: Vec<Value> = [2_400_000, 2_400_000].iter().map(|size| scene.file(*size)).collect();
    let mail = scene.compose_with(account.id, &files);
    let tried = scene.send(mail);
    assert_eq!(
        (tried.facts.status, tried.facts.failure),
        (OutboxStatus::Failed, Some(MailFailure::LargeFiles)),
        "{tried:?}"
    );
    let facts = scene.find(account.id).facts;
    assert!(facts.authorised && facts.state == AccountState::Connected && facts.failure.is_none(), "{facts:?}");
    let words = MailFailure::LargeFiles;
    assert!(words.label().get(domain::text::Language::Es).contains("Mail.ReadWrite"));
    // Asked for and granted, the same mail goes; a refresh keeps it, and asks for no more elsewhere.
    let person = scene.person();
    assert_eq!(scene.authorise_large(&person, account.id, ""), "authorised");
    assert!(scene.find(account.id).facts.large_files);
    scene.end_access(account.id);
    scene.press(mail, "resend").done();
    assert_eq!(scene.send(mail).facts.status, OutboxStatus::Sent);
    assert_eq!(scene.accepted(mail)[0].via, "graph send");
    // Unticked, the account still sends, and the page says what is missing.
    let (_, other) = scene.authorised(Provider::Microsoft, Engine::Graph);
    assert_eq!(scene.authorise_large(&person, other.id, "&peer=without_large"), "without_large_files");
    assert!(scene.test_mail(&person, other.id).went_well());
    scene.end_access(other.id);
    assert!(scene.test_mail(&person, other.id).went_well(), "nor does a refresh ask for what was not granted");
}
