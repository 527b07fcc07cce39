//! An app registration, as far as talking to its provider needs it.
//!
//! Invariant: the tenant is part of the addresses, so a single-tenant app can't be sent through `/common` (AADSTS50194).

use oauth2::url::Url;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use crate::failure::Failure;
use crate::secret::Secret;

/// Whose app it is and whom it acts for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Acts for the person who consented.
    MicrosoftDelegated,
    /// Acts by itself, after an administrator consented; never has a refresh token.
    MicrosoftAppOnly,
    /// Acts for the person who consented.
    Google,
    /// Any other OpenID provider.
    Oidc,
}

impl Kind {
    /// Whether Entra is asked, by either way.
    #[must_use]
    pub const fn is_microsoft(self) -> bool {
        matches!(self, Self::MicrosoftDelegated | Self::MicrosoftAppOnly)
    }
}

/// Where a provider listens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Endpoints {
    /// Where the browser is sent to consent, over https.
    pub authorise: String,
    /// Where codes and refresh tokens are spent, over https.
    pub token: String,
    /// Microsoft alone has one.
    pub admin_consent: Option<String>,
}

/// What a path segment may hold unescaped (RFC 3986 §3.3).
pub(crate) const SEGMENT: &AsciiSet =
    &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~').remove(b'@');

impl Endpoints {
    /// Entra's public address; national clouds and tests have others.
    pub const MICROSOFT: &str = "https://login.microsoftonline.com";

    /// `base` is [`Self::MICROSOFT`], a national cloud's, or a test's; `tenant` an id, a domain, or `common`,
    /// `organizations`, `consumers`.
    #[must_use]
    pub fn microsoft(base: &str, tenant: &str) -> Self {
        let tenant = utf8_percent_encode(tenant.trim(), SEGMENT);
        let base = format!("{}/{tenant}", base.trim_end_matches('/'));
        Self {
            authorise: format!("{base}/oauth2/v2.0/authorize"),
            token: format!("{base}/oauth2/v2.0/token"),
            admin_consent: Some(format!("{base}/adminconsent")),
        }
    }

    /// Google's public addresses.
    #[must_use]
    pub fn google() -> Self {
        Self {
            authorise: "https://accounts.google.com/o/oauth2/v2/auth".into(),
            token: "https://oauth2.googleapis.com/token".into(),
            admin_consent: None,
        }
    }

    /// Google's paths under one base, for tests.
    #[must_use]
    pub fn google_at(base: &str) -> Self {
        let base = base.trim_end_matches('/');
        Self { authorise: format!("{base}/o/oauth2/v2/auth"), token: format!("{base}/token"), admin_consent: None }
    }

    /// As the provider's discovery document names them (OpenID Connect Discovery §3).
    #[must_use]
    pub fn oidc(authorise: &str, token: &str) -> Self {
        Self { authorise: authorise.into(), token: token.into(), admin_consent: None }
    }
}

/// One registration.
#[derive(Clone, Debug)]
pub struct App {
    /// Whose it is and whom it acts for.
    pub kind: Kind,
    /// Where its provider listens.
    pub endpoints: Endpoints,
    /// The id that the provider gave the registration; no secret.
    pub client_id: String,
    /// While a secret is being renewed the edge tries the next one first and then this one.
    pub secret: Secret,
    /// Exactly as registered; the provider compares it byte by byte.
    pub redirect: String,
}

impl App {
    /// The same app with another secret.
    #[must_use]
    pub fn with_secret(&self, secret: Secret) -> Self {
        Self { secret, ..self.clone() }
    }
}

/// An address of the app, which a person typed in part.
pub(super) fn parse(address: &str) -> Result<Url, Failure> {
    Url::parse(address).map_err(|_| Failure::unreadable())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tenant_becomes_part_of_every_address() {
        let endpoints = Endpoints::microsoft("https://login.microsoftonline.com/", " 72f988bf-86f1 ");
        assert_eq!(endpoints.authorise, "https://login.microsoftonline.com/72f988bf-86f1/oauth2/v2.0/authorize");
        assert_eq!(endpoints.token, "https://login.microsoftonline.com/72f988bf-86f1/oauth2/v2.0/token");
        let odd = Endpoints::microsoft("http://127.0.0.1:9", "../x?y");
        assert_eq!(odd.admin_consent.unwrap(), "http://127.0.0.1:9/..%2Fx%3Fy/adminconsent");
    }
}
