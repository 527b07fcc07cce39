//! What people type leads to public names only, over https: every field that holds a host or an address, with everything that it
//! must not lead to. And what an app's address answers is a token, or nothing.

use crate::scene::{Scene, set_password};
use api_tests::{Company, specimens};
use domain::{
    mail::{
        account::Attempt,
        app::{MailAppDraft, Provider},
        failure::{MailFailure, Stage},
        remark::Remark,
        server::MailServerDraft,
    },
    record::RecordKind,
};
use serde_json::{Value, json};

const NAMES: [&str; 22] = [
    "127.0.0.1",
    "10.0.0.1",
    "192.168.1.1",
    "172.16.0.1",
    "169.254.169.254",
    "0.0.0.0",
    "8.8.8.8",
    "2130706433",
    "0x7f000001",
    "0177.0.0.1",
    "[::1]",
    "[fe80::1]",
    "localhost",
    "intranet",
    "nas.local",
    "metadata.google.internal",
    "router.lan",
    "x.home.arpa",
    "ana@evil.example",
    "ana:clave@evil.example",
    "evil..example",
    "evil example.com",
];

/// More than a name, which only an address may be.
const MORE: [&str; 6] = [
    "evil.example/path",
    "evil.example:25",
    "evil.example?x=y",
    "evil.example#x",
    "https://smtp.vega.example",
    "evil.example/",
];

const SCHEMES: [&str; 10] = [
    "http://id.vega.example/token",
    "javascript:alert(1)",
    "JavaScript://id.vega.example/%0aalert(1)",
    "file:///etc/passwd",
    "ftp://id.vega.example/",
    "data:text/html,x",
    "//id.vega.example/token",
    "id.vega.example/token",
    "https://",
    "https:///token",
];

/// The fields and how each holds a host.
fn fields() -> Vec<(RecordKind, &'static str, Value)> {
    let oidc = MailAppDraft {
        provider: Provider::Oidc,
        authorise_url: "https://id.vega.example/authorize".into(),
        token_url: "https://id.vega.example/token".into(),
        ..specimens::mail_app()
    };
    let app = serde_json::to_value(oidc).expect("a draft is JSON");
    let server = serde_json::to_value(specimens::mail_server()).expect("a draft is JSON");
    vec![
        (RecordKind::MailApp, "authorise_url", app.clone()),
        (RecordKind::MailApp, "token_url", app),
        (RecordKind::MailServer, "outgoing_host", server),
    ]
}

#[test]
fn no_field_takes_a_host_that_is_not_public() {
    let company = Company::shared();
    for (kind, field, draft) in fields() {
        let is_address = field != "outgoing_host";
        let refused = |value: &str| {
            let mut draft = draft.clone();
            draft["name"] = format!("Walk {}", api_tests::unique()).into();
            draft[field] = value.into();
            let answer = company.owner.keyed(&format!("/api/{}", kind.collection()), &draft);
            assert_eq!(answer.status, 422, "{field} took {value:?}");
            assert_eq!(answer.fields(), [field], "{value:?}");
        };
        for name in NAMES {
            refused(&if is_address { format!("https://{name}/token") } else { name.to_owned() });
        }
        if is_address {
            SCHEMES.iter().for_each(|address| refused(address));
            for port in [22, 25, 80, 6379, 65_535] {
                refused(&format!("https://id.vega.example:{port}/token"));
            }
        } else {
            MORE.iter().for_each(|more| refused(more));
        }
        // As it was, it is taken.
        let mut good = draft.clone();
        good["name"] = format!("Walk {}", api_tests::unique()).into();
        let _ = company.owner.keyed(&format!("/api/{}", kind.collection()), &good).expect(201);
    }
    for port in [1, 22, 25, 80, 110, 143, 443, 993, 3306, 65_535] {
        let draft = MailServerDraft { outgoing_port: Some(port), ..specimens::mail_server() };
        assert_eq!(company.owner.keyed("/api/mail-servers", &draft).fields(), ["outgoing_port"], "{port}");
    }
}

#[test]
fn what_was_kept_before_the_rule_is_not_connected_to() {
    let company = Company::shared();
    let draft = specimens::new_mail_account(company);
    let server = draft.server.expect("an account is at a server");
    let account = set_password(company, &company.owner.create(RecordKind::MailAccount, &draft), "clave", false).id;
    for host in ["127.0.0.1", "localhost", "169.254.169.254", "evil.example/path"] {
        company.server.pass_time(&format!("UPDATE mail_servers SET outgoing_host = '{host}' WHERE id = {server}"));
        let tried: Attempt =
            company.owner.call("POST", &format!("/api/mail-accounts/{account}/validate")).send().done().json();
        assert_eq!((tried.failed, tried.remark), (Some(Stage::Connect), Some(Remark::NotPublic)), "{host} {tried:?}");
        assert!(tried.passed.is_empty() && tried.transcript.is_empty());
    }
}

#[test]
fn only_a_token_answer_is_a_token_and_no_foreign_body_is_shown() {
    let scene = Scene::shared();
    let test = |app: i64| -> Attempt {
        scene.company.owner.call("POST", &format!("/api/mail-apps/{app}/test")).send().done().json()
    };
    let good = json!({ "access_token": "t", "token_type": "Bearer", "expires_in": 3600 });
    for (name, answer) in [
        ("a page", json!({ "status": 200, "body": "<html>internal-secret</html>" })),
        (
            "a page that says it is JSON",
            json!({ "status": 200, "body": "internal-secret", "headers": { "content-type": "application/json" } }),
        ),
        (
            "a token that says it is a page",
            json!({ "status": 200, "body": good, "headers": { "content-type": "text/html" } }),
        ),
        ("JSON without a token", json!({ "status": 200, "body": { "internal": "internal-secret" } })),
        ("a token of another type", json!({ "status": 200, "body": { "access_token": "t", "token_type": "mac" } })),
        ("an empty answer", json!({ "status": 200, "body": "" })),
        ("a list", json!({ "status": 200, "body": ["internal-secret"] })),
        ("a refusal in prose", json!({ "status": 400, "body": "internal-secret" })),
        ("nothing there", json!({ "status": 404, "body": "<h1>internal-secret</h1>" })),
        (
            "elsewhere",
            json!({ "status": 302, "headers": { "location": scene.peers.places.google.url }, "body": "internal-secret" }),
        ),
    ] {
        let app = scene.app(Provider::Oidc);
        let mut order = json!({ "peer": "oidc", "match": app.fields.client_id });
        order.as_object_mut().expect("an object").extend(answer.as_object().expect("an object").clone());
        scene.peers.order(&order);
        let tried = test(app.id);
        assert_eq!(
            (tried.failed, tried.failure),
            (Some(Stage::Token), Some(MailFailure::Protocol)),
            "{name}: {tried:?}"
        );
        let facts = scene.find_app(app.id).facts;
        let shown = format!("{tried:?} {facts:?}");
        assert!(!shown.contains("internal-secret"), "{name}: {shown}");
        assert!(tried.passed.is_empty());
    }
    // A provider that gives apps no token of their own says so to those it knows.
    let app = scene.app(Provider::Oidc);
    scene.peers.order(
        &json!({ "peer": "oidc", "match": app.fields.client_id, "status": 400, "body": { "error": "unsupported_grant_type" } }),
    );
    assert!(test(app.id).went_well());
    assert!(test(scene.app(Provider::Google).id).went_well());
}
