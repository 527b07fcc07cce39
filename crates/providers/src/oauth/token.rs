//! The token endpoint: a code, a refresh token or the app's own credentials for an access token.
//!
//! Each function makes exactly one request through the closure it is given, which must not follow redirects, and reads the
//! clock from `now`. Two must never run at once for one refresh token: the edge holds a lease around [`refresh`].
//!
//! Invariant: the refresh token to keep is always in the answer: the new one if the provider sent one, else the old. Only a JSON
//! document with a bearer token in it is one; of any other body nothing is shown or kept.

use core::cell::RefCell;
use core::fmt;
use core::future::Future;
use core::time::Duration;

use domain::mail::failure::MailFailure;
use domain::mail::remark::Remark;
use domain::time::Instant;
use http::header::CONTENT_TYPE;
use http::{HeaderMap, StatusCode};
use oauth2::basic::{BasicRevocationErrorResponse, BasicTokenIntrospectionResponse, BasicTokenType};
use oauth2::{
    AuthType, AuthorizationCode, Client, ClientId, ClientSecret, EndpointNotSet, EndpointSet, ErrorResponse,
    ExtraTokenFields, RefreshToken, RequestTokenError, Scope, StandardRevocableToken, StandardTokenResponse,
    TokenResponse as _, TokenUrl,
};
use serde::{Deserialize, Serialize};

use super::app::{App, Kind, parse};
use super::authorise::{redirect, verifier};
use super::identity::{self, Who};
use super::scopes::{APP_ONLY, Grant};
use crate::failure::{Failure, oauth as recognise, retry_after};
use crate::secret::Secret;
use crate::wire::{Request, Response, Unreached};

/// What a provider granted.
#[derive(Clone, Debug)]
pub struct Granted {
    /// What goes with each request, as a bearer token.
    pub access: Secret,
    /// Replaces the one kept until now. `None` for app-only tokens.
    pub refresh: Option<Secret>,
    /// Ask again from this moment on; a minute before the end, so that a request under way still passes.
    pub expires_at: Instant,
    /// What was granted; as asked for, where the provider doesn't say.
    pub scopes: Vec<String>,
    /// Who consented; `None` when the answer carried no id_token.
    pub who: Option<Who>,
}

/// An OAuth error document with Entra's additions.
#[derive(Debug, Deserialize, Serialize)]
struct Refusal {
    error: String,
    #[serde(default)]
    error_description: String,
    #[serde(default)]
    error_codes: Vec<u64>,
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.error, self.error_description)
    }
}

impl ErrorResponse for Refusal {}

#[derive(Debug, Deserialize, Serialize)]
struct IdToken {
    id_token: Option<String>,
}

impl ExtraTokenFields for IdToken {}

type Answer = StandardTokenResponse<IdToken, BasicTokenType>;
type TokenClient = Client<
    Refusal,
    Answer,
    BasicTokenIntrospectionResponse,
    StandardRevocableToken,
    BasicRevocationErrorResponse,
    EndpointNotSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointSet,
>;

/// Exchanges the code that came back for the grant it stands for.
///
/// # Errors
/// What the provider refused it with; `ScopeMissing` when a needed permission was unticked or the grant wouldn't last.
pub async fn exchange<H, F>(
    app: &App,
    grant: Grant,
    code: &Secret,
    code_verifier: &Secret,
    now: Instant,
    http: H,
) -> Result<Granted, Failure>
where
    H: Fn(Request) -> F,
    F: Future<Output = Result<Response, Unreached>>,
{
    let client = client(app)?.set_redirect_uri(redirect(app)?);
    let seen = Seen::default();
    let send = |request| seen.watch(http(request));
    let request = client
        .exchange_code(AuthorizationCode::new(code.expose().to_string()))
        .set_pkce_verifier(verifier(code_verifier)?);
    let answer = request.request_async(&send).await.map_err(|error| seen.failure(error, now))?;
    let granted = read(app, &answer, &grant.asked(), None, now)?;
    let missing = grant.missing(&granted.scopes);
    if !missing.is_empty() {
        return Err(Failure::new(MailFailure::ScopeMissing, &missing.join(" ")).with(Remark::NotGranted));
    }
    if grant.lasts() && granted.refresh.is_none() {
        return Err(Failure::ours(MailFailure::ScopeMissing, Remark::NotLasting));
    }
    Ok(granted)
}

/// Spends a refresh token. Afterwards only the answer's [`Granted::refresh`] is good.
///
/// # Errors
/// What the provider refused it with: `ReauthRequired` when the grant has ended.
pub async fn refresh<H, F>(app: &App, grant: Grant, old: &Secret, now: Instant, http: H) -> Result<Granted, Failure>
where
    H: Fn(Request) -> F,
    F: Future<Output = Result<Response, Unreached>>,
{
    let client = client(app)?;
    let seen = Seen::default();
    let send = |request| seen.watch(http(request));
    let token = RefreshToken::new(old.expose().to_string());
    let mut request = client.exchange_refresh_token(&token);
    if app.kind.is_microsoft() {
        // One refresh token serves several resources there; the scope says which one is meant.
        request = request.add_scopes(scopes(&grant.asked()));
    }
    let answer = request.request_async(&send).await.map_err(|error| seen.failure(error, now))?;
    let granted = read(app, &answer, &grant.asked(), Some(old), now)?;
    let missing = grant.missing(&granted.scopes);
    if missing.is_empty() {
        Ok(granted)
    } else {
        Err(Failure::new(MailFailure::ScopeMissing, &missing.join(" ")).with(Remark::NotGranted))
    }
}

/// Asks for a token of the app's own, with all that an administrator consented to.
///
/// # Errors
/// What the provider refused it with.
pub async fn client_credentials<H, F>(app: &App, now: Instant, http: H) -> Result<Granted, Failure>
where
    H: Fn(Request) -> F,
    F: Future<Output = Result<Response, Unreached>>,
{
    let client = client(app)?;
    let seen = Seen::default();
    let send = |request| seen.watch(http(request));
    let request = client.exchange_client_credentials().add_scope(Scope::new(APP_ONLY.to_string()));
    let answer = request.request_async(&send).await.map_err(|error| seen.failure(error, now))?;
    read(app, &answer, &[APP_ONLY], None, now)
}

/// How an app's credentials were taken.
#[derive(Debug)]
pub enum CredentialTest {
    /// It gave the app a token of its own.
    Granted(Box<Granted>),
    /// The provider gives apps no token of their own, and says so to those it knows (RFC 6749 §5.2).
    Known,
}

/// Shows the app's own credentials, for a provider that may give apps no token of their own.
///
/// # Errors
/// What the provider refused them with, or that no token endpoint answered.
pub async fn test_credentials<H, F>(app: &App, now: Instant, http: H) -> Result<CredentialTest, Failure>
where
    H: Fn(Request) -> F,
    F: Future<Output = Result<Response, Unreached>>,
{
    if app.kind.is_microsoft() {
        return client_credentials(app, now, http).await.map(|granted| CredentialTest::Granted(Box::new(granted)));
    }
    let client = client(app)?;
    let seen = Seen::default();
    let send = |request| seen.watch(http(request));
    match client.exchange_client_credentials().request_async(&send).await {
        Ok(answer) => read(app, &answer, &[], None, now).map(|granted| CredentialTest::Granted(Box::new(granted))),
        Err(RequestTokenError::ServerResponse(refusal)) if refuses_the_way(&refusal.error) => Ok(CredentialTest::Known),
        Err(error) => Err(seen.failure(error, now)),
    }
}

/// Whether the provider refused how was asked, once it had recognised who.
fn refuses_the_way(error: &str) -> bool {
    matches!(
        error,
        "unsupported_grant_type" | "unauthorized_client" | "invalid_scope" | "invalid_grant" | "access_denied"
    )
}

fn client(app: &App) -> Result<TokenClient, Failure> {
    // Entra and Google take the secret in the form; others are only bound to know Basic (RFC 6749 §2.3.1).
    let how = if app.kind == Kind::Oidc { AuthType::BasicAuth } else { AuthType::RequestBody };
    Ok(Client::new(ClientId::new(app.client_id.clone()))
        .set_client_secret(ClientSecret::new(app.secret.expose().to_string()))
        .set_auth_type(how)
        .set_token_uri(TokenUrl::from_url(parse(&app.endpoints.token)?)))
}

fn scopes(names: &[&str]) -> Vec<Scope> {
    names.iter().map(|name| Scope::new((*name).to_string())).collect()
}

/// A minute, in seconds.
const MARGIN: u64 = 60;

fn read(app: &App, answer: &Answer, asked: &[&str], old: Option<&Secret>, now: Instant) -> Result<Granted, Failure> {
    // RFC 6749 §7.1: a token whose type one doesn't understand must not be used.
    let token = answer.access_token().secret();
    if *answer.token_type() != BasicTokenType::Bearer
        || token.is_empty()
        || !token.bytes().all(|b| b.is_ascii_graphic())
    {
        return Err(Failure::unreadable());
    }
    // RFC 6749 §5.1 only recommends to say it; an hour is what everybody grants.
    let seconds = answer.expires_in().unwrap_or(Duration::from_secs(3_600)).as_secs().saturating_sub(MARGIN);
    let milliseconds = i64::try_from(seconds).unwrap_or(i64::MAX).saturating_mul(1_000);
    let granted = match answer.scopes() {
        Some(scopes) => scopes.iter().map(|scope| scope.to_string()).collect(),
        // Not said means: as asked (RFC 6749 §5.1).
        None => asked.iter().map(ToString::to_string).collect(),
    };
    let who = answer.extra_fields().id_token.as_ref().map(|id_token| identity::read(id_token, &app.client_id, now));
    let who = match (who, old) {
        // Who consented is known since the exchange; the new refresh token must not be lost over it.
        (Some(who), Some(_)) => who.ok(),
        (Some(who), None) => Some(who?),
        (None, _) => None,
    };
    Ok(Granted {
        access: Secret::new(answer.access_token().secret()),
        refresh: answer.refresh_token().map(|token| Secret::new(token.secret())).or_else(|| old.cloned()),
        expires_at: now.plus(milliseconds),
        scopes: granted,
        who,
    })
}

/// What `oauth2` does not pass on of the one response: its status and `Retry-After`.
#[derive(Default)]
struct Seen(RefCell<Option<http::response::Parts>>);

impl Seen {
    async fn watch(&self, answer: impl Future<Output = Result<Response, Unreached>>) -> Result<Response, Unreached> {
        let (parts, body) = answer.await?.into_parts();
        *self.0.borrow_mut() = Some(parts.clone());
        // What isn't said to be a token answer (RFC 6749 §5.1) isn't read.
        let body = if parts.status == StatusCode::OK && !is_json(&parts.headers) { Vec::new() } else { body };
        Ok(Response::from_parts(parts, body))
    }

    fn failure(&self, error: RequestTokenError<Unreached, Refusal>, now: Instant) -> Failure {
        let parts = self.0.borrow();
        let status = parts.as_ref().map_or(0, |parts| parts.status.as_u16());
        let until = parts.as_ref().and_then(|parts| retry_after::read_retry_after(&parts.headers, now));
        match error {
            RequestTokenError::Request(unreached) => unreached.into(),
            RequestTokenError::ServerResponse(refusal) => {
                let said = recognise::kind(&refusal.error, &refusal.error_description, &refusal.error_codes);
                let kind = if status == 429 {
                    MailFailure::Throttled
                } else if said == MailFailure::Protocol && status >= 500 {
                    // An unknown error of a server in trouble is that trouble.
                    MailFailure::ServerGone
                } else {
                    said
                };
                Failure::new(kind, &refusal.to_string()).after(until)
            }
            // Whose body that is nobody knows, and a success that can't be read may hold a token.
            RequestTokenError::Parse(..) | RequestTokenError::Other(_) => {
                Failure::status(by_status(status, until.is_some()), status).after(until)
            }
        }
    }
}

fn is_json(headers: &HeaderMap) -> bool {
    let kind = headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok());
    let bare = kind.map(|kind| kind.split_once(';').map_or(kind, |(bare, _)| bare).trim());
    bare.is_some_and(|bare| bare.eq_ignore_ascii_case("application/json"))
}

/// A token endpoint that answers no OAuth document: something in front of it did.
fn by_status(status: u16, waits: bool) -> MailFailure {
    match status {
        429 => MailFailure::Throttled,
        503 if waits => MailFailure::Throttled,
        500.. => MailFailure::ServerGone,
        _ => MailFailure::Protocol,
    }
}

#[cfg(test)]
mod tests;
