//! Every engine sends: a test mail that is watched, and a mail that the clock sends once.

use crate::scene::{Scene, outcome};
use domain::mail::{app::Provider, failure::Stage, outbox::OutboxStatus, server::Engine};

/// Sends both ways and says by which of the provider's ways they came.
fn sends(scene: &Scene, account: i64, via: &str) {
    let person = scene.person();
    let attempt = scene.test_mail(&person, account);
    assert!(attempt.went_well(), "{attempt:?}");
    assert_eq!(attempt.passed.last(), Some(&Stage::Message));
    let mail = scene.compose(account);
    let sent = scene.send(mail);
    assert_eq!(sent.facts.status, OutboxStatus::Sent, "{sent:?}");
    assert!(sent.facts.sent_at.is_some() && sent.facts.failure.is_none(), "{sent:?}");
    scene.company.owner.call("POST", "/api/clock/send_mails/run").send();
    let [accepted] = &scene.accepted(mail)[..] else { panic!("{:?}", scene.accepted(mail)) };
    let address = &scene.find(account).fields.address;
    assert_eq!(accepted.via, via);
    assert!(accepted.from.contains(address.as_str()), "{accepted:?}");
    assert_eq!(accepted.to, ["ana@cliente.example"]);
    assert_eq!(accepted.subject, sent.fields.subject);
}

#[test]
fn graph_sends_with_a_persons_consent() {
    let scene = Scene::shared();
    let (_, account) = scene.authorised(Provider::Microsoft, Engine::Graph);
    sends(scene, account.id, "graph sendMail");
}

#[test]
fn graph_sends_by_the_apps_own_right() {
    let scene = Scene::shared();
    let person = scene.person();
    let roles = serde_json::json!({ "roles": ["Mail.Send", "Mail.ReadWrite"] });
    let app = scene.app_with(Provider::Microsoft, &roles, |_| {});
    let back = scene.ask(&scene.depart_for_app(&person, app.id));
    assert_eq!(outcome(&scene.come_back(&person, &back)), "consented");
    let account = scene.account(&app, Engine::GraphApp);
    sends(scene, account.id, "graph sendMail");
    assert_eq!(scene.granted(&app, "client_credentials"), 1, "the token is kept between mails");
}

#[test]
fn gmail_sends_by_its_api() {
    let scene = Scene::shared();
    let (_, account) = scene.authorised(Provider::Google, Engine::Gmail);
    sends(scene, account.id, "gmail send");
}

#[test]
fn smtp_sends_with_a_token_where_others_have_a_password() {
    let scene = Scene::shared();
    let (_, account) = scene.authorised(Provider::Microsoft, Engine::SmtpOAuth);
    sends(scene, account.id, "smtp relay");
}
