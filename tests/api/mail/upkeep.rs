//! Access to mail is kept alive while nobody sends, and whoever can mend it is told when it ends.

use crate::scene::Scene;
use domain::{
    clock::JobName,
    mail::{account::AccountState, app::Provider, failure::MailFailure, server::Engine},
    notice::Notice,
    permission::OWNER,
    session::Notification,
};

/// A scene of its own: the job looks at every account.
fn rested(scene: &Scene, account: i64, days: i64) {
    let by = days * 86_400_000;
    scene
        .company
        .server
        .pass_time(&format!("UPDATE tokens SET refreshed_at = refreshed_at - {by} WHERE account = {account}"));
}

fn count_troubled(person: &api_tests::Client, account: i64) -> usize {
    count_notices(person, Notice::MailTroubled, account)
}

fn count_notices(person: &api_tests::Client, notice: Notice, subject: i64) -> usize {
    let all: Vec<Notification> = person.get("/api/notifications").expect(200).json();
    all.iter().filter(|one| one.notice == notice && one.subject == subject).count()
}

#[test]
fn a_secret_that_the_provider_calls_expired_is_told_of_at_once_and_once() {
    let scene = Scene::fresh("secret-expired");
    let consented = serde_json::json!({ "consented": true, "roles": ["Mail.Send"] });
    let app = scene.app_with(Provider::Microsoft, &consented, |_| {});
    scene.secret(app.id, &scene.peers.places.secrets.expired, false);
    let account = scene.account(&app, Engine::GraphApp);
    for _ in 0..2 {
        let tried = scene.send(scene.compose(account.id));
        assert_eq!(tried.facts.failure, Some(MailFailure::SecretExpired), "{tried:?}");
    }
    let owner = &scene.company.owner;
    assert_eq!((count_notices(owner, Notice::SecretExpiring, app.id), count_troubled(owner, account.id)), (1, 0));
}

#[test]
fn a_grant_that_rests_is_renewed_and_one_that_was_taken_back_is_found_out_and_told_once() {
    let scene = Scene::fresh("upkeep");
    let refresh =
        || scene.company.owner.call("POST", &format!("/api/clock/{}/run", JobName::RefreshTokens.code())).send().done();
    let (person, app) = (scene.person(), scene.app(Provider::Microsoft));
    let account = scene.account(&app, Engine::Graph);
    assert_eq!(scene.authorise(&person, account.id, ""), "authorised");

    rested(&scene, account.id, 6);
    refresh();
    assert_eq!(scene.granted(&app, "refresh_token"), 0, "it hasn't rested long enough");
    rested(&scene, account.id, 2);
    refresh();
    refresh();
    assert_eq!(scene.granted(&app, "refresh_token"), 1, "renewed, once");
    assert_eq!(scene.find(account.id).facts.state, AccountState::Connected);

    scene.peers.revoke(&account.fields.address);
    rested(&scene, account.id, 8);
    let other = scene.company.hire(OWNER).client;
    let before = (count_troubled(&scene.company.owner, account.id), count_troubled(&other, account.id));
    refresh();
    refresh();
    assert_eq!(scene.find(account.id).facts.state, AccountState::NeedsSignIn);
    let after = (count_troubled(&scene.company.owner, account.id), count_troubled(&other, account.id));
    assert_eq!((before, after), ((0, 0), (1, 1)), "each who manages mail is told once");
}
