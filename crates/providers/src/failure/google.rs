//! Google's API errors: `{"error": {"code", "message", "errors": [{"reason"}], "status", "details": [{"reason"}]}}`.
//!
//! Invariant: the reason decides, not the status, because Google answers 403 for quotas, scopes and policies alike.

use domain::mail::failure::MailFailure as Kind;
use domain::time::Instant;
use serde::Deserialize;

use super::{Failure, by_status, retry_after, says};
use crate::wire::Response;

#[derive(Deserialize)]
struct Document {
    error: Error,
}

#[derive(Deserialize)]
struct Error {
    #[serde(default)]
    message: String,
    #[serde(default)]
    status: String,
    #[serde(default)]
    errors: Vec<Reason>,
    #[serde(default)]
    details: Vec<Reason>,
}

#[derive(Deserialize)]
struct Reason {
    #[serde(default)]
    reason: String,
}

/// What an answer that isn't the expected one means.
pub fn read(response: &Response, now: Instant) -> Failure {
    let until = retry_after::read_retry_after(response.headers(), now);
    let fallback = by_status(response.status(), until.is_some());
    let Ok(Document { error }) = serde_json::from_slice(response.body()) else {
        return Failure::status(fallback, response.status().as_u16()).after(until);
    };
    let reasons = error.details.iter().chain(&error.errors).map(|entry| entry.reason.as_str());
    let kind = reasons.filter_map(by_reason).next();
    let kind = kind.unwrap_or_else(|| by_words(&error, fallback));
    let reason = error.errors.first().map_or(error.status.as_str(), |entry| entry.reason.as_str());
    let failure = Failure::new(kind, &format!("{} {reason}: {}", response.status().as_u16(), error.message));
    failure.after(until.or_else(|| named_in(&error.message, now)))
}

/// Whether an answer to "send" leaves open what became of it: a gateway gave up waiting, or something in between spoke in
/// Google's place.
pub fn leaves_open(response: &Response) -> bool {
    match response.status().as_u16() {
        502 | 504 => true,
        500 | 200..=299 => serde_json::from_slice::<Document>(response.body()).is_err(),
        _ => false,
    }
}

fn by_reason(reason: &str) -> Option<Kind> {
    Some(match reason {
        "ACCESS_TOKEN_SCOPE_INSUFFICIENT" | "insufficientPermissions" => Kind::ScopeMissing,
        "authError" | "ACCESS_TOKEN_EXPIRED" | "CREDENTIALS_MISSING" | "required" => Kind::ReauthRequired,
        "rateLimitExceeded"
        | "userRateLimitExceeded"
        | "dailyLimitExceeded"
        | "quotaExceeded"
        | "RATE_LIMIT_EXCEEDED" => Kind::Throttled,
        "domainPolicy" | "accessNotConfigured" | "SERVICE_DISABLED" | "delegationDenied" => Kind::PolicyBlocked,
        "invalidArgument" | "badRequest" | "notFound" | "uploadTooLarge" => Kind::Permanent,
        "backendError" | "internalError" => Kind::ServerGone,
        _ => return None,
    })
}

fn by_words(error: &Error, fallback: Kind) -> Kind {
    let lower = error.message.to_ascii_lowercase();
    match error.status.as_str() {
        "UNAUTHENTICATED" => Kind::ReauthRequired,
        "PERMISSION_DENIED" if says(&lower, &["insufficient authentication scopes", "insufficient permission"]) => {
            Kind::ScopeMissing
        }
        // "Mail service not enabled" and "Precondition check failed.": the account has no mailbox, or not for us.
        "FAILED_PRECONDITION" => Kind::PolicyBlocked,
        _ if says(&lower, &["insufficient permission"]) => Kind::ScopeMissing,
        _ => fallback,
    }
}

/// Gmail names the end of a sending limit in its sentence: "Retry after 2026-11-22T18:30:00.000Z".
fn named_in(message: &str, now: Instant) -> Option<Instant> {
    let (_, rest) = message.split_once("Retry after ")?;
    let moment = chrono::DateTime::parse_from_rfc3339(rest.split_whitespace().next()?).ok()?.timestamp_millis();
    Some(Instant(moment.clamp(now.0, now.plus(retry_after::LONGEST_WAIT).0)))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 2026-11-22T17:00:00Z.
    const NOW: Instant = Instant(1_795_366_800_000);

    fn failure_of(status: u16, body: &str) -> Failure {
        read(&http::Response::builder().status(status).body(body.as_bytes().to_vec()).unwrap(), NOW)
    }

    #[test]
    fn a_scope_that_was_not_granted_is_told_from_a_dead_token() {
        let scope = r#"{"error":{"code":403,"message":"Request had insufficient authentication scopes.","errors":[{"message":"Insufficient Permission","domain":"global","reason":"insufficientPermissions"}],"status":"PERMISSION_DENIED","details":[{"@type":"type.googleapis.com/google.rpc.ErrorInfo","reason":"ACCESS_TOKEN_SCOPE_INSUFFICIENT","domain":"googleapis.com"}]}}"#;
        assert_eq!(failure_of(403, scope).kind, Kind::ScopeMissing);
        let short = r#"{"error":{"code":403,"message":"Request had insufficient authentication scopes.","status":"PERMISSION_DENIED"}}"#;
        assert_eq!(failure_of(403, short).kind, Kind::ScopeMissing);
        let dead = r#"{"error":{"code":401,"message":"Request had invalid authentication credentials. Expected OAuth 2 access token, login cookie or other valid authentication credential.","errors":[{"message":"Invalid Credentials","domain":"global","reason":"authError","location":"Authorization","locationType":"header"}],"status":"UNAUTHENTICATED"}}"#;
        assert_eq!(failure_of(401, dead).kind, Kind::ReauthRequired);
    }

    #[test]
    fn the_end_of_a_sending_limit_is_read_out_of_the_sentence() {
        let body = r#"{"error":{"code":429,"message":"User-rate limit exceeded.  Retry after 2026-11-22T18:30:00.000Z","errors":[{"message":"User-rate limit exceeded.  Retry after 2026-11-22T18:30:00.000Z","domain":"usageLimits","reason":"rateLimitExceeded"}],"status":"RESOURCE_EXHAUSTED"}}"#;
        let until = Some(Instant(NOW.0 + 90 * 60 * 1_000));
        let named = failure_of(429, body);
        assert_eq!((named.kind, named.until), (Kind::Throttled, until));
        let daily = r#"{"error":{"code":403,"message":"Daily Limit Exceeded","errors":[{"domain":"usageLimits","reason":"dailyLimitExceeded"}]}}"#;
        let daily = failure_of(403, daily);
        assert_eq!((daily.kind, daily.until), (Kind::Throttled, None));
    }

    #[test]
    fn an_api_that_is_switched_off_and_a_mailbox_that_is_not_there_need_an_administrator() {
        let off = r#"{"error":{"code":403,"message":"Gmail API has not been used in project 1042 before or it is disabled.","errors":[{"domain":"usageLimits","reason":"accessNotConfigured"}],"status":"PERMISSION_DENIED"}}"#;
        assert_eq!(failure_of(403, off).kind, Kind::PolicyBlocked);
        let none = r#"{"error":{"code":400,"message":"Mail service not enabled","errors":[{"message":"Mail service not enabled","domain":"global","reason":"failedPrecondition"}],"status":"FAILED_PRECONDITION"}}"#;
        assert_eq!(failure_of(400, none).kind, Kind::PolicyBlocked);
    }

    #[test]
    fn a_message_google_can_not_read_is_refused_for_good() {
        let body = r#"{"error":{"code":400,"message":"Invalid To header","errors":[{"message":"Invalid To header","domain":"global","reason":"invalidArgument"}],"status":"INVALID_ARGUMENT"}}"#;
        let failure = failure_of(400, body);
        assert_eq!(failure.kind, Kind::Permanent);
        assert_eq!(failure.server_message, "400 invalidArgument: Invalid To header");
        assert_eq!(failure_of(502, "bad gateway").kind, Kind::ServerGone);
    }
}
