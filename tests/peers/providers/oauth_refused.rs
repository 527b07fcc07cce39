//! Grants that are refused, each for the reason it is recognised by.

use domain::mail::failure::MailFailure;
use domain::time::SECOND;
use peers::Peers;
use providers::failure::Failure;
use providers::oauth::{App, ConsentRequest, Endpoints, Grant, Kind, Prompt, authorise_url, exchange, refresh};
use providers::secret::Secret;
use serde_json::{Value, json};

use crate::granting::{VERIFIER, ask, code, come_back, google, granted, kind, microsoft, person, redeem};
use crate::mails::unique;
use crate::net::{fetching, finish, now};

fn delegated() -> App {
    microsoft(Kind::MicrosoftDelegated)
}

/// What the token endpoint says to `app`, where everything else is in order.
fn refused(app: &App, grant: Grant) -> (MailFailure, String) {
    let good = if app.kind == Kind::Google { google() } else { delegated() };
    let code = code(&good, grant, &person("ana"));
    let failure = redeem(app, grant, &code).unwrap_err();
    (failure.kind, failure.server_message)
}

#[test]
fn a_wrong_secret_is_told_from_an_expired_one_and_from_an_unknown_app() {
    let secret = |value: &str| delegated().with_secret(Secret::new(value));
    let expired = secret(&Peers::shared().places.secrets.expired);
    let unknown = App { client_id: "1b6b05a2-ffff-4000-8000-000000000000".into(), ..delegated() };
    let elsewhere =
        |tenant| App { endpoints: Endpoints::microsoft(&Peers::shared().places.entra.url, tenant), ..delegated() };
    for (app, number, expected) in [
        (secret("la-id-del-secreto"), "AADSTS7000215", MailFailure::SecretWrong),
        (secret(""), "AADSTS7000218", MailFailure::SecretWrong),
        (expired, "AADSTS7000222", MailFailure::SecretExpired),
        (unknown, "AADSTS700016", MailFailure::AppUnknown),
        (elsewhere("nadie.example"), "AADSTS90002", MailFailure::AppUnknown),
        (elsewhere("common"), "AADSTS50194", MailFailure::AppUnknown),
    ] {
        let (kind, server_message) = refused(&app, Grant::GraphSend);
        assert_eq!(kind, expected, "{server_message}");
        assert!(server_message.contains(number), "{server_message}");
    }
}

#[test]
fn google_says_the_same_in_words() {
    let unknown = App { client_id: "nadie.apps.googleusercontent.com".into(), ..google() };
    let redirect = App { redirect: "https://volante.example/otra".into(), ..google() };
    for (app, expected) in [
        (google().with_secret(Secret::new("otro")), MailFailure::SecretWrong),
        (unknown, MailFailure::AppUnknown),
        (redirect, MailFailure::AppUnknown),
    ] {
        let (kind, server_message) = refused(&app, Grant::GmailSend);
        assert_eq!(kind, expected, "{server_message}");
    }
    let declined = ask(&google(), Grant::GmailSend, &person("ana"), "&peer=decline").unwrap();
    assert_eq!(declined.state, "estado");
    assert_eq!(kind(declined.outcome), MailFailure::ConsentMissing);
    let unticked = ask(&google(), Grant::GmailSend, &person("ana"), "&peer=untick").unwrap().outcome.unwrap();
    assert_eq!(kind(redeem(&google(), Grant::GmailSend, &unticked)), MailFailure::ScopeMissing);
}

#[test]
fn a_foreign_redirect_is_never_followed() {
    let foreign = App { redirect: "https://otra.example/token".into(), ..delegated() };
    let page = ask(&foreign, Grant::GraphSend, &person("ana"), "").unwrap_err();
    assert!(page.contains("AADSTS50011"), "{page}");
    let page = ask(&App { redirect: "https://otra.example/".into(), ..google() }, Grant::GmailSend, &person("ana"), "");
    assert!(page.unwrap_err().contains("redirect_uri_mismatch"));

    let (kind, server_message) = refused(&foreign, Grant::GraphSend);
    assert_eq!(kind, MailFailure::AppUnknown, "{server_message}");
}

#[test]
fn a_code_is_good_once_and_only_with_its_verifier() {
    let app = delegated();
    let ours = code(&app, Grant::GraphSend, &person("ana"));
    let other = Secret::new(VERIFIER.replace('d', "e"));
    let stolen = finish(exchange(&app, Grant::GraphSend, &ours, &other, now(), fetching)).unwrap_err();
    assert_eq!(stolen.kind, MailFailure::ReauthRequired, "{stolen}");

    let ours = code(&app, Grant::GraphSend, &person("ana"));
    assert!(redeem(&app, Grant::GraphSend, &ours).is_ok());
    let again = redeem(&app, Grant::GraphSend, &ours).unwrap_err();
    assert_eq!(again.kind, MailFailure::ReauthRequired);
    assert!(again.server_message.contains("AADSTS54005"), "{again}");
}

#[test]
fn nobody_is_asked_without_a_challenge() {
    let app = delegated();
    let verifier = Secret::new(VERIFIER);
    let asking = ConsentRequest {
        grant: Grant::GraphSend,
        state: "estado",
        verifier: &verifier,
        login_hint: None,
        prompt: Prompt::Consent,
    };
    let url = authorise_url(&app, &asking).unwrap();
    let bare = url.split('&').filter(|pair| !pair.starts_with("code_challenge")).collect::<Vec<_>>().join("&");
    assert!(come_back(&app, &url).unwrap().outcome.is_ok());
    assert!(come_back(&app, &bare).unwrap().outcome.is_err());
}

#[test]
fn mail_and_graph_are_never_asked_for_at_once() {
    let app = delegated();
    for grant in [Grant::GraphSend, Grant::GraphSendLarge, Grant::OutlookSmtp] {
        assert!(ask(&app, grant, &person("ana"), "").unwrap().outcome.is_ok(), "{grant:?}");
    }
    let verifier = Secret::new(VERIFIER);
    let asking = ConsentRequest {
        grant: Grant::GraphSend,
        state: "estado",
        verifier: &verifier,
        login_hint: None,
        prompt: Prompt::Consent,
    };
    let both = authorise_url(&app, &asking).unwrap().replace("&scope=", "&scope=https://outlook.office.com/SMTP.Send+");
    assert!(come_back(&app, &both).unwrap_err().contains("AADSTS70011"));
}

#[test]
fn a_declined_or_halved_consent_is_no_connection() {
    let declined = ask(&delegated(), Grant::GraphSend, &person("ana"), "&peer=decline").unwrap();
    assert_eq!(declined.state, "estado");
    let failure = declined.outcome.unwrap_err();
    assert_eq!(failure.kind, MailFailure::ConsentMissing);
    assert!(failure.server_message.contains("AADSTS65004"), "{failure}");
    let unticked = ask(&delegated(), Grant::OutlookSmtp, &person("ana"), "&peer=untick").unwrap().outcome.unwrap();
    assert_eq!(kind(redeem(&delegated(), Grant::OutlookSmtp, &unticked)), MailFailure::ScopeMissing);
}

/// Refreshes with a token that an order waits for.
fn ordered(answer: &Value) -> MailFailure {
    failed(answer).kind
}

fn failed(answer: &Value) -> Failure {
    let token = unique("token");
    let mut order = json!({ "peer": "entra", "match": token });
    for (name, value) in answer.as_object().unwrap() {
        order[name] = value.clone();
    }
    Peers::shared().order(&order);
    let answer = finish(refresh(&delegated(), Grant::GraphSend, &Secret::new(token), now(), fetching));
    answer.map(drop).expect_err("a refusal")
}

#[test]
fn every_number_of_entras_is_recognised() {
    for (number, error, words, expected) in [
        (
            50173,
            "invalid_grant",
            "The provided grant has expired due to it being revoked.",
            MailFailure::ReauthRequired,
        ),
        (700082, "invalid_grant", "The refresh token has expired due to inactivity.", MailFailure::ReauthRequired),
        (
            70043,
            "invalid_grant",
            "The refresh token has expired or is invalid due to sign-in frequency checks by conditional access.",
            MailFailure::ReauthRequired,
        ),
        (
            50076,
            "interaction_required",
            "Due to a configuration change made by your administrator, you must use multi-factor authentication.",
            MailFailure::ReauthRequired,
        ),
        (53003, "invalid_grant", "Access has been blocked by Conditional Access policies.", MailFailure::PolicyBlocked),
        (
            53003,
            "interaction_required",
            "Access has been blocked by Conditional Access policies.",
            MailFailure::PolicyBlocked,
        ),
        (
            65001,
            "invalid_grant",
            "The user or administrator has not consented to use the application.",
            MailFailure::ConsentMissing,
        ),
        (
            65001,
            "interaction_required",
            "The user or administrator has not consented to use the application.",
            MailFailure::ConsentMissing,
        ),
        (
            70011,
            "invalid_scope",
            "The provided request must include a 'scope' input parameter.",
            MailFailure::ScopeMissing,
        ),
        (50034, "invalid_grant", "The user account does not exist in the directory.", MailFailure::AuthRejected),
        (50057, "invalid_grant", "The user account is disabled.", MailFailure::PolicyBlocked),
        (
            50196,
            "invalid_grant",
            "The server terminated an operation because it encountered a client request loop.",
            MailFailure::Throttled,
        ),
        (
            90033,
            "temporarily_unavailable",
            "A transient error has occurred. Please try again.",
            MailFailure::ServerGone,
        ),
    ] {
        let description =
            format!("AADSTS{number}: {words} Trace ID: 0f1e Correlation ID: 2d3c Timestamp: 2026-11-22 17:00:00Z");
        let body = json!({ "error": error, "error_description": description, "error_codes": [number], "suberror": "basic_action" });
        assert_eq!(ordered(&json!({ "status": 400, "body": body })), expected, "{number}");
    }
}

#[test]
fn trouble_before_the_token_endpoint_is_no_matter_of_sign_in() {
    let html = "<html><body><h1>502 Bad Gateway</h1></body></html>";
    assert_eq!(ordered(&json!({ "status": 502, "body": html })), MailFailure::ServerGone);
    assert_eq!(ordered(&json!({ "close": true })), MailFailure::ServerGone);
    assert_eq!(ordered(&json!({ "status": 200, "body": html })), MailFailure::Protocol);
    let busy = failed(&json!({ "status": 429, "headers": { "retry-after": "17" }, "body": { "error": "slow_down" } }));
    assert_eq!(busy.kind, MailFailure::Throttled);
    let until = busy.until.expect("Retry-After is obeyed");
    let wait = until.0 - now().0;
    assert!((10 * SECOND..=17 * SECOND).contains(&wait), "{wait}");
    let nobody = App { endpoints: Endpoints::microsoft("http://127.0.0.1:1", "common"), ..delegated() };
    let gone = kind(finish(refresh(&nobody, Grant::GraphSend, &Secret::new("t"), now(), fetching)));
    assert_eq!(gone, MailFailure::DnsOrBlocked);
}

#[test]
fn a_grant_that_a_person_withdrew_asks_for_a_sign_in() {
    let ana = person("ana");
    let token = granted(&delegated(), Grant::GraphSend, &ana).refresh.unwrap();
    Peers::shared().revoke(&ana);
    let failure = finish(refresh(&delegated(), Grant::GraphSend, &token, now(), fetching)).unwrap_err();
    assert_eq!(failure.kind, MailFailure::ReauthRequired);
    assert!(failure.server_message.contains("AADSTS50173"), "{failure}");
}
