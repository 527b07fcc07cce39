//! Consent: a person goes to the provider's page and back, and only what they brought back themselves counts.

use crate::scene::{Scene, outcome};
use domain::{
    mail::{account::AccountState, app::Provider, failure::MailFailure, server::Engine},
    permission::OWNER,
    problem::ProblemKind,
};

#[test]
fn a_person_authorises_an_account_and_is_led_back_to_it() {
    let scene = Scene::shared();
    for (provider, engine) in [(Provider::Microsoft, Engine::Graph), (Provider::Google, Engine::Gmail)] {
        let (person, app) = (scene.person(), scene.app(provider));
        let account = scene.account(&app, engine);
        let url = scene.depart(&person, account.id);
        for part in ["code_challenge_method=S256", "prompt=consent", "login_hint=ana"] {
            assert!(url.contains(part), "{url}");
        }
        let back = scene.ask(&url);
        assert!(back.starts_with(&format!("{}?", provider.redirect_path())), "{back}");
        let answer = scene.come_back(&person, &back);
        let expected = format!("/admin/mail-accounts/{}?outcome=authorised", account.id);
        assert_eq!(answer.header("location"), expected);
        assert_eq!(answer.header("referrer-policy"), "no-referrer");
        let kept = scene.find(account.id);
        assert!(kept.facts.authorised && !kept.facts.unconfirmed, "{kept:?}");
        assert_eq!(kept.facts.state, AccountState::Connected);
        assert_eq!(kept.facts.who.as_deref(), Some(account.fields.address.as_str()));
    }
}

#[test]
fn a_state_is_good_for_one_callback() {
    let scene = Scene::shared();
    let (person, app) = (scene.person(), scene.app(Provider::Microsoft));
    let account = scene.account(&app, Engine::Graph);
    let back = scene.ask(&scene.depart(&person, account.id));
    let cookies: Vec<String> = person.cookies().iter().map(|(name, value)| format!("{name}={value}")).collect();
    assert_eq!(outcome(&scene.come_back(&person, &back)), "authorised");
    // The browser's cookie is gone by now; even with it the state isn't known any more.
    let again = person.call("GET", &back).header("cookie", &cookies.join("; ")).send().expect(303);
    assert_eq!(outcome(&again), "state");
    assert!(scene.find(account.id).facts.authorised, "the first one holds");
    assert_eq!(scene.granted(&app, "authorization_code"), 1);
}

#[test]
fn a_state_from_another_browser_is_refused_and_spent() {
    let scene = Scene::shared();
    let (person, app) = (scene.person(), scene.app(Provider::Microsoft));
    let account = scene.account(&app, Engine::Graph);
    let other = person.again();
    let back = scene.ask(&scene.depart(&person, account.id));
    assert_eq!(outcome(&scene.come_back(&other, &back)), "state", "signed in, but without the cookie");
    assert_eq!(outcome(&scene.come_back(&person, &back)), "state", "it was spent by the first to bring it");
    let facts = scene.find(account.id).facts;
    assert!(!facts.authorised && facts.who.is_none(), "{facts:?}");
    assert_eq!(scene.granted(&app, "authorization_code"), 0, "no code was spent");
}

#[test]
fn a_state_of_somebody_else_or_of_nobody_is_refused() {
    let scene = Scene::shared();
    let (person, app) = (scene.person(), scene.app(Provider::Microsoft));
    let account = scene.account(&app, Engine::Graph);
    let cookie_of = |name: &str, from: &api_tests::Client| {
        from.cookies().get(name).map(|value| format!("{name}={value}")).unwrap_or_default()
    };
    let back = scene.ask(&scene.depart(&person, account.id));
    let consent = cookie_of("__Host-consent", &person);
    let stranger = scene.company.hire(OWNER).client;
    let cookies = format!("{}; {consent}", cookie_of("__Host-staff", &stranger));
    let answer = stranger.call("GET", &back).header("cookie", &cookies).send().expect(303);
    assert_eq!(outcome(&answer), "state");
    let back = scene.ask(&scene.depart(&person, account.id));
    let consent = cookie_of("__Host-consent", &person);
    let answer = scene.company.nobody().call("GET", &back).header("cookie", &consent).send().expect(303);
    assert_eq!(outcome(&answer), "state");
    for made_up in ["?code=x&state=y", "?error=access_denied", ""] {
        let path = format!("{}{made_up}", Provider::Google.redirect_path());
        assert_eq!(outcome(&person.get(&path).expect(303)), "state", "{made_up}");
    }
    assert!(!scene.find(account.id).facts.authorised);
}

#[test]
fn a_state_is_good_for_ten_minutes() {
    let scene = Scene::alone();
    let (person, app) = (scene.person(), scene.app(Provider::Microsoft));
    let account = scene.account(&app, Engine::Graph);
    let back = scene.ask(&scene.depart(&person, account.id));
    let passed = |minutes: i64| {
        let milliseconds = minutes * 60_000;
        let earlier = format!("expires_at = expires_at - {milliseconds} WHERE account = {}", account.id);
        scene.company.server.pass_time(&format!("UPDATE oauth_states SET {earlier}"));
    };
    passed(10);
    assert_eq!(outcome(&scene.come_back(&person, &back)), "state");
    assert_eq!(scene.granted(&app, "authorization_code"), 0);
    let back = scene.ask(&scene.depart(&person, account.id));
    passed(9);
    assert_eq!(outcome(&scene.come_back(&person, &back)), "authorised");
}

#[test]
fn a_consent_that_nobody_came_back_from_is_forgotten() {
    let scene = Scene::alone();
    let (person, app) = (scene.person(), scene.app(Provider::Microsoft));
    let (left, under_way) = (scene.account(&app, Engine::Graph).id, scene.account(&app, Engine::Graph).id);
    for account in [left, under_way] {
        scene.depart(&person, account);
    }
    scene.company.server.pass_time(&format!("UPDATE oauth_states SET expires_at = 1 WHERE account = {left}"));
    scene.company.owner.call("POST", "/api/clock/clean_up_what_expired/run").send().done();
    let states = |account: i64| {
        scene.company.server.count(&format!("SELECT count(*) FROM oauth_states WHERE account = {account}"))
    };
    assert_eq!((states(left), states(under_way)), (0, 1));
}

#[test]
fn a_consent_that_was_declined_or_cut_short_says_so() {
    let scene = Scene::shared();
    for (provider, engine, choice, expected) in [
        (Provider::Microsoft, Engine::Graph, "decline", MailFailure::ConsentMissing),
        (Provider::Google, Engine::Gmail, "decline", MailFailure::ConsentMissing),
        (Provider::Microsoft, Engine::SmtpOAuth, "untick", MailFailure::ScopeMissing),
        (Provider::Google, Engine::Gmail, "untick", MailFailure::ScopeMissing),
    ] {
        let (person, app) = (scene.person(), scene.app(provider));
        let account = scene.account(&app, engine);
        let came = scene.authorise(&person, account.id, &format!("&peer={choice}"));
        assert_eq!(came, expected.code(), "{provider:?} {choice}");
        let facts = scene.find(account.id).facts;
        assert_eq!((facts.state, facts.failure), (AccountState::NeedsSignIn, Some(expected)));
        assert!(!facts.authorised && !facts.server_message.is_empty(), "{facts:?}");
        let attempt = scene.test_mail(&person, account.id);
        assert_eq!(attempt.failure, Some(MailFailure::NotAuthorised), "{attempt:?}");
        assert_eq!(scene.authorise(&person, account.id, ""), "authorised", "another try is a new consent");
        assert!(scene.find(account.id).facts.authorised);
    }
}

#[test]
fn somebody_elses_consent_sends_nothing_until_it_is_confirmed() {
    let scene = Scene::shared();
    for (provider, engine) in [(Provider::Microsoft, Engine::Graph), (Provider::Google, Engine::Gmail)] {
        let (person, app) = (scene.person(), scene.app(provider));
        let account = scene.account(&app, engine);
        assert_eq!(scene.authorise(&person, account.id, "&peer=other"), "confirm");
        let facts = scene.find(account.id).facts;
        assert!(facts.unconfirmed && !facts.authorised, "{facts:?}");
        assert_eq!((facts.who, facts.unconfirmed_who.as_deref()), (None, Some("otra@vega.example")));
        assert_eq!(scene.validate(&person, account.id).failure, Some(MailFailure::NotAuthorised));
        let confirm = || person.call("POST", &format!("/api/mail-accounts/{}/confirm", account.id)).send();
        confirm().done();
        let facts = scene.find(account.id).facts;
        assert!(facts.authorised && !facts.unconfirmed, "{facts:?}");
        assert!(scene.validate(&person, account.id).went_well());
        confirm().refused(ProblemKind::AlreadyDone);
    }
}

#[test]
fn a_grant_in_use_stays_so_until_somebody_elses_is_confirmed() {
    let scene = Scene::shared();
    let (_, account) = scene.authorised(Provider::Microsoft, Engine::Graph);
    let person = scene.person();
    let own = account.fields.address.as_str();
    assert_eq!(scene.authorise(&person, account.id, "&peer=other"), "confirm");
    let facts = scene.find(account.id).facts;
    assert!(facts.authorised && facts.unconfirmed && facts.state == AccountState::Connected, "{facts:?}");
    assert_eq!((facts.who.as_deref(), facts.unconfirmed_who.as_deref()), (Some(own), Some("otra@vega.example")));
    assert!(scene.validate(&person, account.id).went_well());
    let confirm = || person.call("POST", &format!("/api/mail-accounts/{}/confirm", account.id)).send();
    confirm().done();
    let facts = scene.find(account.id).facts;
    assert_eq!((facts.who.as_deref(), facts.unconfirmed), (Some("otra@vega.example"), false));
    assert!(scene.validate(&person, account.id).went_well());
    // The address's own consent needs nobody's word, and what waited is forgotten.
    assert_eq!(scene.authorise(&person, account.id, ""), "authorised");
    assert_eq!(scene.find(account.id).facts.who.as_deref(), Some(own));
    assert_eq!(scene.authorise(&person, account.id, "&peer=other"), "confirm");
    assert_eq!(scene.authorise(&person, account.id, ""), "authorised");
    assert!(!scene.find(account.id).facts.unconfirmed);
    confirm().refused(ProblemKind::AlreadyDone);
}

#[test]
fn an_administrator_consents_for_the_organisation_or_declines() {
    let scene = Scene::shared();
    let (person, app) = (scene.person(), scene.app(Provider::Microsoft));
    let test = || scene.company.owner.call("POST", &format!("/api/mail-apps/{}/test", app.id)).send().done();
    let attempt: domain::mail::account::Attempt = test().json();
    assert_eq!(attempt.failure, Some(MailFailure::ConsentMissing), "{attempt:?}");
    let declined = scene.ask(&format!("{}&peer=decline", scene.depart_for_app(&person, app.id)));
    assert_eq!(outcome(&scene.come_back(&person, &declined)), "consent_missing");
    assert!(scene.find_app(app.id).facts.consented_at.is_none());
    let consented = scene.ask(&scene.depart_for_app(&person, app.id));
    let answer = scene.come_back(&person, &consented);
    assert_eq!(answer.header("location"), format!("/admin/mail-apps/{}?outcome=consented", app.id));
    assert_eq!(outcome(&scene.come_back(&person, &consented)), "state", "once");
    let facts = scene.find_app(app.id).facts;
    assert!(facts.consented_at.is_some() && facts.failure.is_none(), "{facts:?}");
    let attempt: domain::mail::account::Attempt = test().json();
    assert!(attempt.went_well(), "{attempt:?}");
}

#[test]
fn an_app_may_be_consented_to_only_from_its_addresses() {
    let scene = Scene::shared();
    let app = scene.app_with(Provider::Microsoft, &serde_json::json!({}), |draft| {
        draft.allowed_ips = "203.0.113.0/24".into();
    });
    let account = scene.account(&app, Engine::Graph);
    let person = scene.person();
    for path in [format!("/api/mail-accounts/{}/authorise", account.id), format!("/api/mail-apps/{}/consent", app.id)] {
        person.call("POST", &path).send().refused(ProblemKind::NotAllowed);
        person.call("POST", &path).header("cf-connecting-ip", "203.0.114.9").send().refused(ProblemKind::NotAllowed);
    }
    let depart = || {
        let call = person.call("POST", &format!("/api/mail-accounts/{}/authorise", account.id));
        let departure: domain::mail::account::Departure =
            call.header("cf-connecting-ip", "203.0.113.9").send().done().json();
        scene.ask(&departure.url)
    };
    assert_eq!(outcome(&scene.come_back(&person, &depart())), "state", "brought back from elsewhere");
    assert!(!scene.find(account.id).facts.authorised);
    let back = person.call("GET", &depart()).header("cf-connecting-ip", "203.0.113.200").send().expect(303);
    assert_eq!(outcome(&back), "authorised");
}

#[test]
fn a_reconnection_replaces_what_was_granted() {
    let scene = Scene::alone();
    let (app, account) = scene.authorised(Provider::Microsoft, Engine::Graph);
    scene.peers.revoke(&account.fields.address);
    scene.end_access(account.id);
    let person = scene.person();
    let attempt = scene.validate(&person, account.id);
    assert_eq!(attempt.failure, Some(MailFailure::ReauthRequired), "{attempt:?}");
    assert_eq!(scene.find(account.id).facts.state, AccountState::NeedsSignIn);
    let asked = scene.peers.asked().len();
    let url = scene.depart(&person, account.id);
    let ours = |one: &peers::Asked| one.client_id == app.fields.client_id;
    let spent = scene.peers.asked().into_iter().skip(asked).filter(ours).count();
    assert_eq!(spent, 0, "the dead token isn't tried first");
    assert_eq!(outcome(&scene.come_back(&person, &scene.ask(&url))), "authorised");
    assert!(scene.validate(&person, account.id).went_well());
}
