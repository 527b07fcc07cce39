//! The addresses a person's browser is sent to.
//!
//! Invariant: every authorise address carries an S256 challenge (RFC 7636 §4.3) and a state.

use oauth2::basic::BasicClient;
use oauth2::{AuthUrl, ClientId, CsrfToken, PkceCodeChallenge, PkceCodeVerifier, RedirectUrl, Scope};

use super::app::{App, Kind, parse};
use super::scopes::Grant;
use crate::failure::Failure;
use crate::secret::Secret;

/// What the provider's page does before it sends the person back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Prompt {
    /// Choose the account: the first connection.
    SelectAccount,
    /// Show the permissions again, whatever was granted before: a reconnection.
    Consent,
}

/// One sending-away. State and verifier are drawn by the edge: 256 random bits each, base64url.
#[derive(Clone, Debug)]
pub struct ConsentRequest<'a> {
    /// What is asked for; its scopes stand in the address.
    pub grant: Grant,
    /// What the provider brings back unchanged, so that the answer is known.
    pub state: &'a str,
    /// 43 to 128 characters (RFC 7636 §4.1).
    pub verifier: &'a Secret,
    /// The mailbox that should consent; the page then proposes it.
    pub login_hint: Option<&'a str>,
    /// What the page does first.
    pub prompt: Prompt,
}

/// Where to send the browser.
///
/// # Errors
/// `Protocol` when the app's addresses can't be read or the verifier is none.
pub fn authorise_url(app: &App, asking: &ConsentRequest<'_>) -> Result<String, Failure> {
    let client = BasicClient::new(ClientId::new(app.client_id.clone()))
        .set_auth_uri(AuthUrl::from_url(parse(&app.endpoints.authorise)?))
        .set_redirect_uri(redirect(app)?);
    let challenge = PkceCodeChallenge::from_code_verifier_sha256(&verifier(asking.verifier)?);
    let state = asking.state.to_string();
    let mut request = client
        .authorize_url(|| CsrfToken::new(state))
        .set_pkce_challenge(challenge)
        .add_scopes(asking.grant.asked().into_iter().map(|scope| Scope::new(scope.to_string())));
    if let Some(hint) = asking.login_hint {
        request = request.add_extra_param("login_hint", hint);
    }
    let prompt = match (app.kind, asking.prompt) {
        // Google gives a refresh token only with consent that is shown anew.
        (Kind::Google, Prompt::SelectAccount) => "select_account consent",
        (_, Prompt::SelectAccount) => "select_account",
        (_, Prompt::Consent) => "consent",
    };
    request = request.add_extra_param("prompt", prompt);
    if app.kind == Kind::Google {
        request = request.add_extra_param("access_type", "offline");
    }
    if app.kind.is_microsoft() {
        request = request.add_extra_param("response_mode", "query");
    }
    Ok(request.url().0.into())
}

/// Where an administrator consents for the whole organisation; `None` when the provider has no such page.
///
/// # Errors
/// `Protocol` when the app's addresses can't be read.
pub fn admin_consent_url(app: &App, state: &str) -> Result<Option<String>, Failure> {
    let Some(address) = &app.endpoints.admin_consent else { return Ok(None) };
    let mut url = parse(address)?;
    url.query_pairs_mut()
        .append_pair("client_id", &app.client_id)
        .append_pair("state", state)
        .append_pair("redirect_uri", &app.redirect);
    Ok(Some(url.into()))
}

/// Checked here because `oauth2` panics on a length that RFC 7636 §4.1 doesn't allow.
pub(super) fn verifier(secret: &Secret) -> Result<PkceCodeVerifier, Failure> {
    let value = secret.expose();
    let unreserved = value.bytes().all(|b| b.is_ascii_alphanumeric() || b"-._~".contains(&b));
    if unreserved && (43..=128).contains(&value.len()) {
        Ok(PkceCodeVerifier::new(value.to_string()))
    } else {
        Err(Failure::unreadable())
    }
}

/// The redirect address, written exactly as registered.
pub(super) fn redirect(app: &App) -> Result<RedirectUrl, Failure> {
    RedirectUrl::new(app.redirect.clone()).map_err(|_| Failure::unreadable())
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use oauth2::url::Url;

    use super::*;
    use crate::oauth::Endpoints;

    // RFC 7636, appendix B.
    const VERIFIER: &str = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
    const CHALLENGE: &str = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

    fn app(kind: Kind, endpoints: Endpoints) -> App {
        App {
            kind,
            endpoints,
            client_id: "1b6b05a2".into(),
            secret: Secret::new("secreto"),
            redirect: "https://volante.example/admin/smtp_oauth_microsoft/token".into(),
        }
    }

    fn asked(app: &App, asking: &ConsentRequest<'_>) -> (String, BTreeMap<String, String>) {
        let url = Url::parse(&authorise_url(app, asking).unwrap()).unwrap();
        let pairs: Vec<_> = url.query_pairs().into_owned().collect();
        let map: BTreeMap<_, _> = pairs.iter().cloned().collect();
        assert_eq!(map.len(), pairs.len(), "a parameter stands twice: {url}");
        (url[..oauth2::url::Position::AfterPath].to_string(), map)
    }

    #[test]
    fn microsoft_is_asked_with_tenant_challenge_state_and_hint() {
        let app = app(Kind::MicrosoftDelegated, Endpoints::microsoft(Endpoints::MICROSOFT, "vega.example"));
        let verifier = Secret::new(VERIFIER);
        let asking = ConsentRequest {
            grant: Grant::OutlookSmtp,
            state: "estado",
            verifier: &verifier,
            login_hint: Some("flota@vega.example"),
            prompt: Prompt::Consent,
        };
        let (address, query) = asked(&app, &asking);
        assert_eq!(address, "https://login.microsoftonline.com/vega.example/oauth2/v2.0/authorize");
        for (name, value) in [
            ("response_type", "code"),
            ("client_id", "1b6b05a2"),
            ("redirect_uri", "https://volante.example/admin/smtp_oauth_microsoft/token"),
            ("state", "estado"),
            ("code_challenge", CHALLENGE),
            ("code_challenge_method", "S256"),
            ("login_hint", "flota@vega.example"),
            ("prompt", "consent"),
            ("scope", "https://outlook.office.com/SMTP.Send offline_access openid profile email"),
        ] {
            assert_eq!(query[name], value, "{name}");
        }
        assert!(!format!("{query:?}").contains("secreto"));
    }

    #[test]
    fn google_is_asked_for_a_grant_that_lasts() {
        let app = app(Kind::Google, Endpoints::google());
        let verifier = Secret::new(VERIFIER);
        let asking = ConsentRequest {
            grant: Grant::GmailSend,
            state: "s",
            verifier: &verifier,
            login_hint: None,
            prompt: Prompt::SelectAccount,
        };
        let (address, query) = asked(&app, &asking);
        assert_eq!(address, "https://accounts.google.com/o/oauth2/v2/auth");
        assert_eq!(query["access_type"], "offline");
        assert_eq!(query["prompt"], "select_account consent");
        assert!(!query["scope"].contains("offline_access"));
    }

    #[test]
    fn a_verifier_of_the_wrong_length_is_refused_rather_than_used() {
        let app = app(Kind::Google, Endpoints::google());
        for bad in ["short", &"x".repeat(129), &"ñ".repeat(43)] {
            let verifier = Secret::new(bad);
            let asking = ConsentRequest {
                grant: Grant::GmailSend,
                state: "s",
                verifier: &verifier,
                login_hint: None,
                prompt: Prompt::Consent,
            };
            assert!(authorise_url(&app, &asking).is_err());
        }
    }

    #[test]
    fn an_administrator_is_sent_to_microsofts_own_page() {
        let app = app(Kind::MicrosoftAppOnly, Endpoints::microsoft(Endpoints::MICROSOFT, "organizations"));
        assert_eq!(
            admin_consent_url(&app, "estado").unwrap().unwrap(),
            "https://login.microsoftonline.com/organizations/adminconsent?client_id=1b6b05a2&state=estado&redirect_uri=https%3A%2F%2Fvolante.example%2Fadmin%2Fsmtp_oauth_microsoft%2Ftoken"
        );
    }
}
