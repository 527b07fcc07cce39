//! What the browser brings back: a code, an administrator's consent, or an error.
//!
//! Invariant: the state is read even from an error, so the edge can consume it and show the failure on the right page.

use std::collections::HashMap;

use oauth2::url::form_urlencoded;

use crate::failure::{Failure, oauth as recognise};
use crate::secret::Secret;

/// The answer to [`super::authorise_url`].
#[derive(Clone, Debug)]
pub struct Callback {
    /// Compared by the edge with the one it keeps; empty when the provider brought none.
    pub state: String,
    /// The code, good once and for minutes, or what the provider or the person refused it with.
    pub outcome: Result<Secret, Failure>,
    /// Who says to have answered (RFC 9207); empty where the provider doesn't say.
    pub issuer: String,
}

/// The answer to [`super::admin_consent_url`].
#[derive(Clone, Debug)]
pub struct AdminConsent {
    /// Compared by the edge with the one it keeps; empty when the provider brought none.
    pub state: String,
    /// The tenant that consented; from now on the app's tenant.
    pub outcome: Result<String, Failure>,
}

impl Callback {
    /// Reads the query string, without its question mark.
    #[must_use]
    pub fn read(query: &str) -> Self {
        let mut pairs = parse(query);
        let outcome = match (refusal(&pairs), pairs.remove("code")) {
            (Some(failure), _) => Err(failure),
            (None, Some(code)) if !code.is_empty() => Ok(Secret::new(code)),
            (None, _) => Err(Failure::unreadable()),
        };
        Self { state: brought(&mut pairs, "state"), issuer: brought(&mut pairs, "iss"), outcome }
    }

    /// Whether it comes from where the person was sent, as far as it says (RFC 9207 §2.4): an issuer is known by the origin of
    /// its own authorisation address.
    #[must_use]
    pub fn is_from(&self, authorise: &str) -> bool {
        self.issuer.is_empty() || crate::host::stays(authorise, &self.issuer)
    }
}

impl AdminConsent {
    /// Whether a query string is one of these rather than a [`Callback`]: both may come to the same redirect address.
    #[must_use]
    pub fn is_one(query: &str) -> bool {
        parse(query).contains_key("admin_consent")
    }

    /// Reads the query string, without its question mark.
    #[must_use]
    pub fn read(query: &str) -> Self {
        let mut pairs = parse(query);
        let consented = pairs.get("admin_consent").is_some_and(|value| value.eq_ignore_ascii_case("true"));
        let outcome = match (refusal(&pairs), pairs.remove("tenant")) {
            (Some(failure), _) => Err(failure),
            (None, Some(tenant)) if consented && !tenant.is_empty() => Ok(tenant),
            (None, _) => Err(Failure::unreadable()),
        };
        Self { state: brought(&mut pairs, "state"), outcome }
    }
}

/// The first of each name counts.
fn parse(query: &str) -> HashMap<String, String> {
    let mut pairs = HashMap::new();
    for (name, value) in form_urlencoded::parse(query.as_bytes()) {
        pairs.entry(name.into_owned()).or_insert_with(|| value.into_owned());
    }
    pairs
}

/// What stands under a name; a name left out says as little as an empty one, and neither is a state that we keep.
fn brought(pairs: &mut HashMap<String, String>, name: &str) -> String {
    pairs.remove(name).unwrap_or_default()
}

fn refusal(pairs: &HashMap<String, String>) -> Option<Failure> {
    let error = pairs.get("error")?;
    let description = pairs.get("error_description").map_or("", String::as_str);
    Some(Failure::new(recognise::kind(error, description, &[]), &format!("{error}: {description}")))
}

#[cfg(test)]
mod tests {
    use domain::mail::failure::MailFailure;

    use super::*;

    #[test]
    fn a_code_comes_back_with_its_state() {
        let callback = Callback::read("code=0.AXoA%2Fx&state=estado&session_state=9d");
        assert_eq!(callback.state, "estado");
        assert_eq!(callback.outcome.unwrap().expose(), "0.AXoA/x");
    }

    #[test]
    fn a_declined_consent_still_brings_its_state() {
        let callback = Callback::read(
            "error=access_denied&error_subcode=cancel&state=estado&error_description=AADSTS65004%3a+User+declined+to+consent+to+access+the+app.%0d%0aTrace+ID%3a+0f1e",
        );
        assert_eq!(callback.state, "estado");
        let failure = callback.outcome.unwrap_err();
        assert_eq!(failure.kind, MailFailure::ConsentMissing);
        assert_eq!(
            failure.server_message,
            "access_denied: AADSTS65004: User declined to consent to access the app. Trace ID: 0f1e"
        );
    }

    #[test]
    fn an_issuer_that_nobody_was_sent_to_is_told_from_ones_own() {
        let from = |query: &str, authorise: &str| Callback::read(query).is_from(authorise);
        let google = "https://accounts.google.com/o/oauth2/v2/auth";
        assert!(from("code=c&state=s", google) && from("code=c&state=s&iss=https%3A%2F%2Faccounts.google.com", google));
        let microsoft = "https://login.microsoftonline.com/a8990e1f/oauth2/v2.0/authorize";
        assert!(from("code=c&state=s&iss=https://login.microsoftonline.com/a8990e1f/v2.0", microsoft));
        for foreign in
            ["https://evil.example", "https://accounts.google.com.evil.example", "http://accounts.google.com", "x"]
        {
            assert!(!from(&format!("code=c&state=s&iss={foreign}"), google), "{foreign}");
            assert!(!from(&format!("error=access_denied&state=s&iss={foreign}"), google), "{foreign}");
        }
    }

    #[test]
    fn google_says_no_in_two_words() {
        let kind = |query| Callback::read(query).outcome.unwrap_err().kind;
        assert_eq!(kind("error=access_denied&state=s"), MailFailure::ConsentMissing);
        assert_eq!(kind("error=admin_policy_enforced&state=s"), MailFailure::PolicyBlocked);
        assert_eq!(kind("state=s"), MailFailure::Protocol);
    }

    #[test]
    fn an_administrators_consent_names_the_tenant() {
        let query = "admin_consent=True&tenant=a8990e1f-ff32-408a-9f8e-78d3b9139b95&state=estado";
        assert!(AdminConsent::is_one(query));
        let consent = AdminConsent::read(query);
        assert_eq!(consent.state, "estado");
        assert_eq!(consent.outcome.unwrap(), "a8990e1f-ff32-408a-9f8e-78d3b9139b95");
        let refused = "error=consent_required&error_description=AADSTS65004%3A+The+resource+owner+denied+the+request&admin_consent=True&state=s";
        assert_eq!(AdminConsent::read(refused).outcome.unwrap_err().kind, MailFailure::ConsentMissing);
    }
}
