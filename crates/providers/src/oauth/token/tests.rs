//! The token endpoint's answers as Entra and Google word them, through a closure in place of the network.

use core::future::ready;
use core::pin::pin;
use core::task::{Context, Poll, Waker};
use std::collections::BTreeMap;

use oauth2::url::form_urlencoded;

use super::*;
use crate::oauth::Endpoints;
use crate::oauth::identity::tests::{NOW, id_token};
use crate::wire::UnreachedKind;

const VERIFIER: &str = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";

/// Runs a future that never waits.
fn now_or_never<T>(future: impl Future<Output = T>) -> T {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(value) => value,
        Poll::Pending => panic!("it waited"),
    }
}

fn app(kind: Kind) -> App {
    let endpoints = match kind {
        Kind::Google => Endpoints::google(),
        Kind::Oidc => Endpoints::oidc("https://id.vega.example/auth", "https://id.vega.example/token"),
        _ => Endpoints::microsoft(Endpoints::MICROSOFT, "vega.example"),
    };
    App {
        kind,
        endpoints,
        client_id: "app".into(),
        secret: Secret::new("s~8+/="),
        redirect: "https://volante.example/r".into(),
    }
}

/// A provider that answers once and remembers what it was asked.
struct Provider {
    asked: RefCell<Option<Request>>,
    status: u16,
    headers: &'static [(&'static str, &'static str)],
    body: String,
}

impl Provider {
    fn new(status: u16, body: &str) -> Self {
        Self { asked: RefCell::new(None), status, headers: &[], body: body.into() }
    }

    fn answer(&self, request: Request) -> core::future::Ready<Result<Response, Unreached>> {
        *self.asked.borrow_mut() = Some(request);
        let mut builder = http::Response::builder().status(self.status);
        if !self.headers.iter().any(|(name, _)| *name == "content-type") {
            builder = builder.header("content-type", "application/json");
        }
        for (name, value) in self.headers {
            builder = builder.header(*name, *value);
        }
        ready(Ok(builder.body(self.body.clone().into_bytes()).unwrap()))
    }

    fn form(&self) -> BTreeMap<String, String> {
        form_urlencoded::parse(self.asked.borrow().as_ref().unwrap().body()).into_owned().collect()
    }

    fn exchange(&self, kind: Kind, grant: Grant) -> Result<Granted, Failure> {
        let (code, verifier) = (Secret::new("0.AXo"), Secret::new(VERIFIER));
        now_or_never(exchange(&app(kind), grant, &code, &verifier, NOW, |request| self.answer(request)))
    }

    fn refresh(&self, kind: Kind, grant: Grant) -> Result<Granted, Failure> {
        now_or_never(refresh(&app(kind), grant, &Secret::new("viejo"), NOW, |request| self.answer(request)))
    }
}

#[test]
fn a_code_becomes_tokens_and_the_one_who_consented() {
    let claims = r#"{"aud":"app","exp":1795370400,"preferred_username":"ana@vega.example"}"#;
    let body = format!(
        r#"{{"token_type":"Bearer","scope":"Mail.Send User.Read profile openid email","expires_in":4599,"ext_expires_in":4599,"access_token":"eyJ0","refresh_token":"0.AR","id_token":"{}"}}"#,
        id_token(claims)
    );
    let provider = Provider::new(200, &body);
    let granted = provider.exchange(Kind::MicrosoftDelegated, Grant::GraphSend).unwrap();
    assert_eq!((granted.access.expose(), granted.refresh.unwrap().expose()), ("eyJ0", "0.AR"));
    assert_eq!(granted.expires_at, Instant(NOW.0 + (4_599 - 60) * 1_000));
    assert_eq!(granted.who.unwrap().addresses, ["ana@vega.example"]);
    let form = provider.form();
    for (name, value) in [
        ("grant_type", "authorization_code"),
        ("code", "0.AXo"),
        ("code_verifier", VERIFIER),
        ("redirect_uri", "https://volante.example/r"),
        ("client_id", "app"),
        ("client_secret", "s~8+/="),
    ] {
        assert_eq!(form[name], value, "{name}");
    }
    assert!(!provider.asked.borrow().as_ref().unwrap().headers().contains_key("authorization"));
}

#[test]
fn an_unticked_permission_is_refused() {
    let body = r#"{"access_token":"ya29","expires_in":3599,"refresh_token":"1//0","scope":"openid https://www.googleapis.com/auth/userinfo.email","token_type":"Bearer"}"#;
    let failure = Provider::new(200, body).exchange(Kind::Google, Grant::GmailSend).unwrap_err();
    assert_eq!(failure.kind, MailFailure::ScopeMissing);
    assert_eq!(failure.server_message, "https://www.googleapis.com/auth/gmail.send");
    assert_eq!(failure.remark, Some(Remark::NotGranted));
}

#[test]
fn a_grant_that_would_end_in_an_hour_is_refused() {
    let body = r#"{"access_token":"t","expires_in":3599,"scope":"https://outlook.office.com/SMTP.Send","token_type":"Bearer"}"#;
    let failure = Provider::new(200, body).exchange(Kind::MicrosoftDelegated, Grant::OutlookSmtp).unwrap_err();
    assert_eq!(failure.kind, MailFailure::ScopeMissing);
}

#[test]
fn a_rotated_refresh_token_replaces_the_old_one() {
    let scope = r#""scope":"https://outlook.office.com/SMTP.Send""#;
    let rotated =
        format!(r#"{{"access_token":"t","token_type":"Bearer","expires_in":3599,"refresh_token":"nuevo",{scope}}}"#);
    let provider = Provider::new(200, &rotated);
    let granted = provider.refresh(Kind::MicrosoftDelegated, Grant::OutlookSmtp).unwrap();
    assert_eq!(granted.refresh.unwrap().expose(), "nuevo");
    let form = provider.form();
    assert_eq!((form["grant_type"].as_str(), form["refresh_token"].as_str()), ("refresh_token", "viejo"));
    assert!(form["scope"].starts_with("https://outlook.office.com/SMTP.Send "));

    let kept = r#"{"access_token":"t","token_type":"Bearer","expires_in":3599,"scope":"https://mail.google.com/"}"#;
    let provider = Provider::new(200, kept);
    let granted = provider.refresh(Kind::Google, Grant::GmailSmtp).unwrap();
    assert_eq!(granted.refresh.unwrap().expose(), "viejo");
    assert!(!provider.form().contains_key("scope"));
}

#[test]
fn an_id_token_that_can_not_be_read_spoils_a_first_grant_but_never_a_rotation() {
    let body = format!(
        r#"{{"access_token":"t","token_type":"Bearer","refresh_token":"nuevo","scope":"Mail.Send","id_token":"{}"}}"#,
        id_token(r#"{"aud":"other","exp":1795370400}"#)
    );
    let provider = Provider::new(200, &body);
    let failure = provider.exchange(Kind::MicrosoftDelegated, Grant::GraphSend).unwrap_err();
    assert_eq!(failure.kind, MailFailure::Protocol);
    let granted = provider.refresh(Kind::MicrosoftDelegated, Grant::GraphSend).unwrap();
    assert_eq!((granted.refresh.unwrap().expose(), granted.who), ("nuevo", None));
}

#[test]
fn an_app_asks_for_its_own_token_and_gets_no_refresh_token() {
    let provider =
        Provider::new(200, r#"{"token_type":"Bearer","expires_in":3599,"ext_expires_in":3599,"access_token":"t"}"#);
    let granted =
        now_or_never(client_credentials(&app(Kind::MicrosoftAppOnly), NOW, |request| provider.answer(request)))
            .unwrap();
    assert!(granted.refresh.is_none());
    let form = provider.form();
    assert_eq!((form["grant_type"].as_str(), form["scope"].as_str()), ("client_credentials", APP_ONLY));
}

#[test]
fn entras_refusals_are_recognised_by_their_number() {
    for (status, body, kind) in [
        (
            401,
            r#"{"error":"invalid_client","error_description":"AADSTS7000222: The provided client secret keys for app 'app' are expired. Visit the Azure portal to create new keys for your app: https://aka.ms/NewClientSecret, or consider using certificate credentials for added security: https://aka.ms/certCreds.\r\nTrace ID: 8c95acf1\r\nTimestamp: 2026-11-22 17:00:00Z","error_codes":[7000222],"timestamp":"2026-11-22 17:00:00Z","trace_id":"8c95acf1","correlation_id":"d65574ea","error_uri":"https://login.microsoftonline.com/error?code=7000222"}"#,
            MailFailure::SecretExpired,
        ),
        (
            401,
            r#"{"error":"invalid_client","error_description":"AADSTS7000215: Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, not the client secret ID, for a secret added to app 'app'.","error_codes":[7000215]}"#,
            MailFailure::SecretWrong,
        ),
        (
            400,
            r#"{"error":"unauthorized_client","error_description":"AADSTS700016: Application with identifier 'app' was not found in the directory 'Vega'.","error_codes":[700016]}"#,
            MailFailure::AppUnknown,
        ),
        (
            400,
            r#"{"error":"invalid_grant","error_description":"AADSTS65001: The user or administrator has not consented to use the application with ID 'app' named 'Volante'. Send an interactive authorization request for this user and resource.","error_codes":[65001],"suberror":"consent_required"}"#,
            MailFailure::ConsentMissing,
        ),
        (
            400,
            r#"{"error":"invalid_grant","error_description":"AADSTS50173: The provided grant has expired due to it being revoked, a fresh auth token is needed. The user might have changed or reset their password.","error_codes":[50173]}"#,
            MailFailure::ReauthRequired,
        ),
        (
            400,
            r#"{"error":"invalid_grant","error_description":"AADSTS700082: The refresh token has expired due to inactivity. The token was issued on 2026-08-01T10:00:00.0000000Z and was inactive for 90.00:00:00.","error_codes":[700082]}"#,
            MailFailure::ReauthRequired,
        ),
        (
            400,
            r#"{"error":"invalid_grant","error_description":"AADSTS53003: Access has been blocked by Conditional Access policies. The access policy does not allow token issuance.","error_codes":[53003],"suberror":"message_only"}"#,
            MailFailure::PolicyBlocked,
        ),
        (
            400,
            r#"{"error":"invalid_grant","error_description":"AADSTS54005: OAuth2 Authorization code was already redeemed, please retry with a new valid code or use an existing refresh token.","error_codes":[54005]}"#,
            MailFailure::ReauthRequired,
        ),
    ] {
        let failure = Provider::new(status, body).refresh(Kind::MicrosoftDelegated, Grant::GraphSend).unwrap_err();
        assert_eq!(failure.kind, kind, "{body}");
        assert!(failure.server_message.contains("AADSTS"), "{}", failure.server_message);
    }
}

#[test]
fn a_busy_or_broken_token_endpoint_is_waited_for() {
    let mut provider = Provider::new(
        429,
        r#"{"error":"invalid_request","error_description":"AADSTS50196: The server terminated an operation because it encountered a client request loop.","error_codes":[50196]}"#,
    );
    provider.headers = &[("retry-after", "30")];
    let failure = provider.refresh(Kind::MicrosoftDelegated, Grant::GraphSend).unwrap_err();
    assert_eq!((failure.kind, failure.until), (MailFailure::Throttled, Some(Instant(NOW.0 + 30_000))));
    let gone =
        Provider::new(503, "<html>Service Unavailable</html>").refresh(Kind::Google, Grant::GmailSend).unwrap_err();
    assert_eq!(gone.kind, MailFailure::ServerGone);
    let silent = |_| ready(Err(Unreached::new(UnreachedKind::TimedOut, "The operation was aborted due to timeout")));
    let failure = now_or_never(client_credentials(&app(Kind::MicrosoftAppOnly), NOW, silent)).unwrap_err();
    assert_eq!(failure.kind, MailFailure::ServerGone);
    assert_eq!((failure.server_message.as_str(), failure.remark), ("", Some(Remark::NoAnswer)));
}

#[test]
fn only_a_json_document_with_a_bearer_token_is_a_token() {
    let body =
        |kind: &str, token: &str| format!(r#"{{"access_token":"{token}","token_type":"{kind}","expires_in":3599}}"#);
    let html: &[(&str, &str)] = &[("content-type", "text/html")];
    for (answer, headers) in [
        (body("mac", "t"), &[][..]),
        (body("Bearer", ""), &[][..]),
        (body("Bearer", "a b"), &[][..]),
        ("<html>secreto</html>".to_owned(), html),
        ("<html>secreto</html>".to_owned(), &[][..]),
        (r#"["secreto"]"#.to_owned(), &[][..]),
        (String::new(), &[][..]),
    ] {
        let provider = Provider { headers, ..Provider::new(200, &answer) };
        for kind in [Kind::Oidc, Kind::Google, Kind::MicrosoftAppOnly] {
            let failure =
                now_or_never(test_credentials(&app(kind), NOW, |request| provider.answer(request))).unwrap_err();
            assert_eq!(failure.kind, MailFailure::Protocol, "{answer}");
            assert!(!failure.server_message.contains("secreto"), "{failure}");
        }
    }
    let prose = Provider::new(400, "secreto");
    let failure = now_or_never(test_credentials(&app(Kind::Oidc), NOW, |request| prose.answer(request))).unwrap_err();
    assert_eq!(failure.server_message, "400 Bad Request");
    for known in ["unsupported_grant_type", "unauthorized_client", "invalid_scope"] {
        let provider = Provider::new(400, &format!(r#"{{"error":"{known}"}}"#));
        let tried = now_or_never(test_credentials(&app(Kind::Google), NOW, |request| provider.answer(request)));
        assert!(matches!(tried, Ok(CredentialTest::Known)), "{known}");
    }
}

#[test]
fn an_answer_that_can_not_be_read_is_not_repeated() {
    let failure =
        Provider::new(200, r#"{"access_token":"muy-secreto"}"#).refresh(Kind::Google, Grant::GmailSend).unwrap_err();
    assert_eq!(failure.kind, MailFailure::Protocol);
    assert!(!failure.server_message.contains("muy-secreto"));
}

#[test]
fn a_plain_openid_provider_gets_the_secret_by_basic_url_encoded() {
    let provider =
        Provider::new(401, r#"{"error":"invalid_client","error_description":"client authentication failed"}"#);
    let failure = provider.refresh(Kind::Oidc, Grant::Identity).unwrap_err();
    assert_eq!(failure.kind, MailFailure::SecretWrong);
    // "app:s%7E8%2B%2F%3D"
    let asked = provider.asked.borrow();
    assert_eq!(asked.as_ref().unwrap().headers()["authorization"], "Basic YXBwOnMlN0U4JTJCJTJGJTNE");
}

#[test]
fn a_grant_does_not_print_its_tokens() {
    let body = r#"{"access_token":"muy-secreto","token_type":"Bearer","refresh_token":"mas-secreto","scope":"https://mail.google.com/"}"#;
    let granted = Provider::new(200, body).exchange(Kind::Google, Grant::GmailSmtp).unwrap();
    assert!(!format!("{granted:?}").contains("secreto"));
}
