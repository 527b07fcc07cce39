//! OAuth errors of Entra, Google and plain OpenID providers, from the token endpoint and from the redirect alike.
//!
//! The `error` field decides how we react; Entra's number, from `error_codes` or out of the description, refines it, because
//! one `invalid_grant` may mean a policy, a revoked grant or a code that was used.
//!
//! Invariant: a number we don't know never hides what `error` says.

use domain::mail::failure::MailFailure as Kind;

use super::says;

/// Which kind an OAuth error is.
///
/// `numbers` are Entra's `error_codes`; when it is empty, the first `AADSTS` number of the description is used, which is all
/// that a redirect carries.
pub fn kind(error: &str, description: &str, numbers: &[u64]) -> Kind {
    let kind = numbers.iter().copied().find_map(by_number);
    let kind = kind.or_else(|| number_in(description).and_then(by_number));
    kind.unwrap_or_else(|| by_error(error, &description.to_ascii_lowercase()))
}

/// The number of the first `AADSTS65004: …` in a description.
fn number_in(description: &str) -> Option<u64> {
    let (_, rest) = description.split_once("AADSTS")?;
    let digits: String = rest.chars().take_while(char::is_ascii_digit).collect();
    digits.parse().ok()
}

/// Microsoft's list of sign-in error codes; those that a mail connection meets.
fn by_number(number: u64) -> Option<Kind> {
    Some(match number {
        7_000_222 => Kind::SecretExpired,
        // Wrong, absent, or given although the app is public.
        7_000_215 | 7_000_216 | 7_000_218 | 50_012 | 700_025 => Kind::SecretWrong,
        // No such app, tenant or redirect; an app of one tenant asked through another's door.
        700_016 | 90_002 | 900_023 | 50_194 | 50_011 | 500_112 | 500_113 | 900_971 | 700_038 => Kind::AppUnknown,
        // Nobody consented, the person declined, or an administrator has to.
        65_001 | 65_004 | 65_005 | 90_094 | 90_095 | 900_941 | 650_052 | 7_000_229 => Kind::ConsentMissing,
        // The app asks for what its registration does not list.
        70_011 | 650_053 | 650_057 | 28_002 | 28_003 => Kind::ScopeMissing,
        // Revoked, idle, too old, used, or a second factor is due.
        50_173 | 700_082 | 700_084 | 70_043 | 70_008 | 70_000 | 54_005 | 501_481 | 50_055 | 50_072 | 50_074
        | 50_076 | 50_078 | 50_079 | 50_089 | 50_132 | 50_133 | 50_144 | 16_000 | 16_001 | 50_058 | 50_158
        | 135_010 => Kind::ReauthRequired,
        // Conditional access, a locked or disabled account, an app that is switched off or not assigned.
        53_000..=53_004
        | 53_011
        | 530_032
        | 530_034
        | 530_035
        | 50_053
        | 50_057
        | 50_105
        | 50_020
        | 500_571
        | 7_000_112
        | 7_000_113
        | 90_072 => Kind::PolicyBlocked,
        50_126 | 50_034 => Kind::AuthRejected,
        50_196 | 90_055 => Kind::Throttled,
        90_033 | 90_006 | 90_024 => Kind::ServerGone,
        _ => return None,
    })
}

/// RFC 6749 §4.1.2.1 and §5.2, OpenID Connect Core §3.1.2.6, and Google's own.
fn by_error(error: &str, lower: &str) -> Kind {
    match error {
        "invalid_client" if says(lower, &["expired"]) => Kind::SecretExpired,
        "invalid_client" if says(lower, &["not found", "deleted", "unknown client"]) => Kind::AppUnknown,
        "invalid_client" => Kind::SecretWrong,
        "deleted_client" | "unauthorized_client" | "redirect_uri_mismatch" | "invalid_redirect_uri" => Kind::AppUnknown,
        "invalid_grant" if says(lower, &["account has been deleted", "account disabled"]) => Kind::PolicyBlocked,
        "invalid_grant" | "interaction_required" | "login_required" | "account_selection_required" => {
            Kind::ReauthRequired
        }
        "access_denied" | "consent_required" => Kind::ConsentMissing,
        "invalid_scope" | "insufficient_scope" => Kind::ScopeMissing,
        "org_internal" | "admin_policy_enforced" | "policy_enforced" | "disabled_client" | "disallowed_useragent" => {
            Kind::PolicyBlocked
        }
        "slow_down" | "rate_limit_exceeded" | "quota_exceeded" => Kind::Throttled,
        "temporarily_unavailable" | "server_error" | "internal_failure" => Kind::ServerGone,
        _ => Kind::Protocol,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entras_numbers_choose_the_kind() {
        for (number, expected) in [
            (7_000_222, Kind::SecretExpired),
            (7_000_215, Kind::SecretWrong),
            (700_016, Kind::AppUnknown),
            (50_011, Kind::AppUnknown),
            (500_112, Kind::AppUnknown),
            (50_194, Kind::AppUnknown),
            (65_001, Kind::ConsentMissing),
            (65_004, Kind::ConsentMissing),
            (50_173, Kind::ReauthRequired),
            (700_082, Kind::ReauthRequired),
            (70_043, Kind::ReauthRequired),
            (54_005, Kind::ReauthRequired),
            (53_003, Kind::PolicyBlocked),
        ] {
            assert_eq!(kind("invalid_grant", "", &[number]), expected, "{number}");
        }
    }

    #[test]
    fn a_redirect_has_only_the_number_inside_its_description() {
        let declined = "AADSTS65004: User declined to consent to access the app.\r\nTrace ID: 0f1e";
        assert_eq!(kind("access_denied", declined, &[]), Kind::ConsentMissing);
        let blocked = "AADSTS53003: Access has been blocked by Conditional Access policies.";
        assert_eq!(kind("access_denied", blocked, &[]), Kind::PolicyBlocked);
    }

    /// It comes under `invalid_client`, which by itself is the secret's fault.
    #[test]
    fn another_redirect_than_the_codes_is_not_taken_for_a_wrong_secret() {
        let words = "AADSTS500112: The reply address 'https://a.example' does not match the reply address 'https://b.example' provided when requesting Authorization code.";
        assert_eq!(kind("invalid_client", words, &[500_112]), Kind::AppUnknown);
    }

    #[test]
    fn an_unknown_number_leaves_the_decision_to_the_error() {
        assert_eq!(kind("invalid_grant", "AADSTS999999: Something new.", &[999_999]), Kind::ReauthRequired);
    }

    #[test]
    fn googles_errors_are_recognised_without_numbers() {
        for (error, description, expected) in [
            ("invalid_grant", "Token has been expired or revoked.", Kind::ReauthRequired),
            ("invalid_grant", "reauth related error (invalid_rapt)", Kind::ReauthRequired),
            ("invalid_client", "The OAuth client was not found.", Kind::AppUnknown),
            ("invalid_client", "The provided client secret is invalid.", Kind::SecretWrong),
            ("deleted_client", "The OAuth client was deleted.", Kind::AppUnknown),
            ("unauthorized_client", "Unauthorized", Kind::AppUnknown),
            ("redirect_uri_mismatch", "Bad Request", Kind::AppUnknown),
            ("access_denied", "", Kind::ConsentMissing),
            ("org_internal", "", Kind::PolicyBlocked),
            ("admin_policy_enforced", "", Kind::PolicyBlocked),
            ("invalid_scope", "Some requested scopes were invalid.", Kind::ScopeMissing),
            ("temporarily_unavailable", "", Kind::ServerGone),
            ("gremlins", "", Kind::Protocol),
        ] {
            assert_eq!(kind(error, description, &[]), expected, "{error}");
        }
    }

    #[test]
    fn a_plain_openid_providers_errors_are_recognised() {
        assert_eq!(kind("invalid_client", "client authentication failed", &[]), Kind::SecretWrong);
        assert_eq!(kind("invalid_grant", "grant request is invalid", &[]), Kind::ReauthRequired);
        assert_eq!(kind("access_denied", "End-User aborted interaction", &[]), Kind::ConsentMissing);
    }
}
