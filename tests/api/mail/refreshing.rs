//! Tokens are refreshed once however many wait, and an app's next secret takes the place of one that ended.

use crate::scene::Scene;
use api_tests::race;
use domain::{
    history::HistoryEntry,
    mail::{account::Attempt, app::Provider, failure::MailFailure, server::Engine},
};
use serde_json::json;

#[test]
fn twenty_who_need_an_ended_token_spend_one_refresh_token() {
    let scene = Scene::alone();
    let (app, account) = scene.authorised(Provider::Microsoft, Engine::Graph);
    let person = scene.person();
    let again: Vec<_> = (0..20).map(|_| person.again()).collect();
    scene.end_access(account.id);
    let answers = race(20, |place| {
        let path = |act: &str| format!("/api/mail-accounts/{}/{act}", account.id);
        match place % 2 {
            0 => again[place].call("POST", &path("validate")).send(),
            _ => {
                let mail =
                    json!({ "to": "ana@cliente.example", "subject": format!("Carrera {place}"), "text": "Hola." });
                again[place].post(&path("test"), &mail)
            }
        }
    });
    for answer in answers {
        let attempt: Attempt = answer.done().json();
        assert!(attempt.went_well(), "{attempt:?}");
    }
    assert_eq!(scene.granted(&app, "refresh_token"), 1);
    let asked = scene.peers.asked();
    let refused = asked.iter().filter(|one| one.client_id == app.fields.client_id && one.status != 200).count();
    assert_eq!(refused, 0, "no token was spent twice");

    // The one that came back is good for the next time, and the old one isn't needed.
    scene.end_access(account.id);
    assert!(scene.validate(&scene.person(), account.id).went_well());
    assert_eq!(scene.granted(&app, "refresh_token"), 2);
}

#[test]
fn a_refresh_that_failed_leaves_its_lease_and_its_token_to_the_next() {
    let scene = Scene::alone();
    let (app, account) = scene.authorised(Provider::Microsoft, Engine::Graph);
    let person = scene.person();
    scene.end_access(account.id);
    scene.peers.order(&json!({ "peer": "entra", "match": app.fields.client_id, "status": 503 }));
    assert_eq!(scene.validate(&person, account.id).failure, Some(MailFailure::ServerGone));
    assert!(scene.find(account.id).facts.authorised, "network trouble asks nobody to sign in");
    assert!(scene.validate(&person, account.id).went_well());
    assert_eq!(scene.granted(&app, "refresh_token"), 1);
}

/// An app with a next secret beside the current one; `there` are the provider's.
fn renewed(scene: &Scene, current: &str, next: &str, there: &serde_json::Value) -> (i64, i64) {
    let (app, account) = scene.authorised(Provider::Microsoft, Engine::Graph);
    scene.secret(app.id, current, false);
    scene.secret(app.id, next, true);
    scene.peers.app(&json!({ "client_id": app.fields.client_id, "secrets": there }));
    scene.end_access(account.id);
    (app.id, account.id)
}

#[test]
fn while_both_secrets_are_good_both_are_kept() {
    let scene = Scene::alone();
    let (app, account) = renewed(&scene, "uno", "dos", &json!([{ "value": "uno" }, { "value": "dos" }]));
    assert!(scene.validate(&scene.person(), account).went_well());
    let app = scene.find_app(app);
    assert!(app.facts.has_secret && app.facts.has_next_secret, "{app:?}");
}

#[test]
fn a_wrong_next_secret_harms_nothing_while_the_current_one_is_good() {
    let scene = Scene::alone();
    let (app, account) = renewed(&scene, "uno", "mal", &json!([{ "value": "uno" }]));
    assert!(scene.validate(&scene.person(), account).went_well());
    assert!(scene.find_app(app).facts.has_next_secret);
}

#[test]
fn the_next_secret_takes_the_place_of_one_that_was_refused_or_ended() {
    let scene = Scene::alone();
    let spent = json!([{ "value": "uno", "expired": true }, { "value": "dos" }]);
    let both = json!([{ "value": "uno" }, { "value": "dos" }]);
    for (there, ended) in [(&spent, false), (&both, true)] {
        let (app, account) = renewed(&scene, "uno", "dos", there);
        if ended {
            let sql = format!("UPDATE mail_apps SET secret_expires_on = '2026-01-31' WHERE id = {app}");
            scene.company.server.pass_time(&sql);
        }
        assert!(scene.validate(&scene.person(), account).went_well());
        let kept = scene.find_app(app);
        assert!(kept.facts.has_secret && !kept.facts.has_next_secret, "{kept:?}");
        assert_eq!(kept.fields.secret_expires_on, domain::time::read_date("2029-06-30"));
        assert!(kept.facts.next_secret_expires_on.is_none() && kept.facts.failure.is_none(), "{kept:?}");
        let path = format!("/api/mail-apps/{app}/history");
        let history: Vec<HistoryEntry> = scene.company.owner.get(&path).done().json();
        let taken = |entry: &&HistoryEntry| entry.act.code() == "next_secret_taken" && entry.who.is_empty();
        assert_eq!(history.iter().filter(taken).count(), 1, "{history:?}");
        // It opens in its new place.
        scene.end_access(account);
        assert!(scene.validate(&scene.person(), account).went_well());
    }
}

#[test]
fn an_apps_own_test_takes_the_next_secret_too() {
    let scene = Scene::alone();
    let secrets = json!({ "secrets": [{ "value": "dos" }], "consented": true });
    let app = scene.app_with(Provider::Microsoft, &secrets, |_| {});
    scene.secret(app.id, "dos", true);
    let tested: Attempt =
        scene.company.owner.call("POST", &format!("/api/mail-apps/{}/test", app.id)).send().done().json();
    assert!(tested.went_well(), "{tested:?}");
    let facts = scene.find_app(app.id).facts;
    assert!(!facts.has_next_secret && facts.failure.is_none(), "{facts:?}");
}
