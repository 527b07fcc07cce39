//! Who consented: from the id_token that came with the grant, or from Graph's `/me`.
//!
//! The id_token's signature isn't checked: it came straight from the token endpoint over TLS, which OpenID Connect Core
//! §3.1.3.7 (6) accepts in its place. That it was made for us and still holds is checked.
//!
//! Invariant: an id_token that arrived any other way is never passed in here.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::time::Instant;
use http::Method;
use serde::Deserialize;

use crate::failure::{Failure, graph as recognise};
use crate::secret::Secret;
use crate::wire::{Draft, Request, Response};

/// The person or mailbox behind a grant.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Who {
    /// Every address it is known by, the most telling first; may be empty.
    pub addresses: Vec<String>,
    /// As the provider shows it; may be empty.
    pub name: String,
    /// Microsoft's tenant id, or Google's hosted domain.
    pub tenant: Option<String>,
}

/// How the one who consented relates to the mailbox that was configured.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Match {
    /// The mailbox itself, or another name of it.
    Same,
    /// Somebody else: fine for a shared mailbox, if a person says so. Holds the address, or the name, to show.
    Other(String),
}

impl Who {
    /// Compares without case; `ana@gmail.com` and `ana@googlemail.com` are one.
    #[must_use]
    pub fn matches(&self, mailbox: &str) -> Match {
        let same = |address: &&String| plain(address) == plain(mailbox);
        match self.addresses.iter().find(same) {
            Some(_) => Match::Same,
            None => Match::Other(self.addresses.first().unwrap_or(&self.name).clone()),
        }
    }
}

fn plain(address: &str) -> String {
    let lower = address.trim().to_lowercase();
    match lower.strip_suffix("@googlemail.com") {
        Some(local) => format!("{local}@gmail.com"),
        None => lower,
    }
}

#[derive(Deserialize)]
struct Claims {
    aud: Audience,
    exp: i64,
    email: Option<String>,
    preferred_username: Option<String>,
    upn: Option<String>,
    name: Option<String>,
    tid: Option<String>,
    hd: Option<String>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Audience {
    One(String),
    Many(Vec<String>),
}

/// Reads an id_token made for this client.
pub(super) fn read(id_token: &str, client_id: &str, now: Instant) -> Result<Who, Failure> {
    let body = id_token.split('.').nth(1).ok_or_else(Failure::unreadable)?;
    let json = URL_SAFE_NO_PAD.decode(body.trim_end_matches('=')).map_err(|_| Failure::unreadable())?;
    let claims: Claims = serde_json::from_slice(&json).map_err(|_| Failure::unreadable())?;
    let ours = match &claims.aud {
        Audience::One(audience) => audience == client_id,
        Audience::Many(audiences) => audiences.iter().any(|audience| audience == client_id),
    };
    if !ours || claims.exp.saturating_mul(1_000) <= now.0 {
        return Err(Failure::unreadable());
    }
    // `preferred_username` may be a phone number (Entra); an address has an at sign.
    let known = [claims.email, claims.preferred_username, claims.upn].into_iter().flatten();
    let mut addresses: Vec<String> = known.filter(|address| address.contains('@')).collect();
    addresses.dedup();
    Ok(Who { addresses, name: claims.name.unwrap_or_default(), tenant: claims.tid.or(claims.hd) })
}

/// Asks Graph who the token belongs to; `base` is `https://graph.microsoft.com`, a national cloud's, or a test's.
///
/// # Errors
/// `Protocol` when the request can't be written.
pub fn me(base: &str, token: &Secret) -> Result<Request, Failure> {
    let base = base.trim_end_matches('/');
    let url = format!("{base}/v1.0/me?$select=displayName,mail,userPrincipalName");
    Draft::new(Method::GET, url).bearer(token)?.build()
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Me {
    display_name: Option<String>,
    mail: Option<String>,
    user_principal_name: Option<String>,
}

/// Reads Graph's answer to [`me`].
///
/// # Errors
/// What Graph refused it with.
pub fn read_me(response: &Response, now: Instant) -> Result<Who, Failure> {
    if !response.status().is_success() {
        return Err(recognise::read(response, now));
    }
    let me: Me = serde_json::from_slice(response.body()).map_err(|_| Failure::unreadable())?;
    let addresses = [me.mail, me.user_principal_name].into_iter().flatten().collect();
    Ok(Who { addresses, name: me.display_name.unwrap_or_default(), tenant: None })
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    pub(crate) const NOW: Instant = Instant(1_795_366_800_000);

    pub(crate) fn id_token(claims: &str) -> String {
        format!("eyJhbGciOiJSUzI1NiJ9.{}.c2ln", URL_SAFE_NO_PAD.encode(claims))
    }

    #[test]
    fn the_one_who_consented_is_compared_with_the_mailbox() {
        let token = id_token(
            r#"{"aud":"app","exp":1795370400,"preferred_username":"Ana@vega.example","name":"Ana Núñez","tid":"a899"}"#,
        );
        let who = read(&token, "app", NOW).unwrap();
        assert_eq!(who.matches("ana@VEGA.example"), Match::Same);
        assert_eq!(who.matches("flota@vega.example"), Match::Other("Ana@vega.example".into()));
        assert_eq!(who.tenant.as_deref(), Some("a899"));
    }

    #[test]
    fn an_id_token_for_another_app_or_of_yesterday_is_refused() {
        let token = id_token(r#"{"aud":["app","api"],"exp":1795370400}"#);
        assert!(read(&token, "app", NOW).is_ok());
        assert!(read(&token, "other", NOW).is_err());
        assert!(read(&id_token(r#"{"aud":"app","exp":1795366800}"#), "app", NOW).is_err());
        assert!(read("not.a.token", "app", NOW).is_err());
        assert!(read("", "app", NOW).is_err());
    }

    #[test]
    fn graphs_me_knows_a_mailbox_by_two_addresses() {
        let request = me("https://graph.microsoft.com/", &Secret::new("t")).unwrap();
        assert_eq!(request.uri(), "https://graph.microsoft.com/v1.0/me?$select=displayName,mail,userPrincipalName");
        let body =
            r#"{"displayName":"Flota","mail":"flota@vega.example","userPrincipalName":"flota@vega.onmicrosoft.com"}"#;
        let response = http::Response::builder().status(200).body(body.as_bytes().to_vec()).unwrap();
        let who = read_me(&response, NOW).unwrap();
        assert_eq!(who.matches("flota@vega.onmicrosoft.com"), Match::Same);
    }
}
