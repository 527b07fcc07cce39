//! Graph's error documents: `{"error": {"code", "message"}}`, with a status and sometimes `Retry-After`.
//!
//! Invariant: a failure of the mailbox or the tenant never counts as the message's own, or the outbox would drop the mail.

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
    code: String,
    #[serde(default)]
    message: String,
}

/// What an answer that isn't the expected one means.
pub fn read(response: &Response, now: Instant) -> Failure {
    let until = retry_after::read_retry_after(response.headers(), now);
    let fallback = by_status(response.status(), until.is_some());
    let Ok(Document { error }) = serde_json::from_slice(response.body()) else {
        return Failure::status(fallback, response.status().as_u16()).after(until);
    };
    let server_message = format!("{} {}: {}", response.status().as_u16(), error.code, error.message);
    let kind = match error.code.as_str() {
        "InvalidAuthenticationToken" | "CompactToken" | "AuthenticationError" => Kind::ReauthRequired,
        "NoPermissionsInAccessToken" => Kind::ConsentMissing,
        "ErrorAccessDenied" if says(&error.message.to_ascii_lowercase(), &["policy", "raop"]) => Kind::PolicyBlocked,
        "ErrorAccessDenied" | "AccessDenied" | "Authorization_RequestDenied" => Kind::ScopeMissing,
        "ErrorSendAsDenied" | "MailboxNotEnabledForRESTAPI" | "ErrorAccountSuspend" | "ErrorMailboxNotEnabled" => {
            Kind::PolicyBlocked
        }
        "ErrorInvalidUser" | "ErrorNonExistentMailbox" | "Request_ResourceNotFound" | "ErrorUserNotFound" => {
            Kind::AuthRejected
        }
        "ApplicationThrottled"
        | "TooManyRequests"
        | "activityLimitReached"
        | "ErrorExceededMessageLimit"
        | "ErrorServerBusy"
        | "ErrorTooManyObjectsOpened"
        | "ErrorMessageRateLimitExceeded" => Kind::Throttled,
        "ErrorInternalServerError"
        | "ErrorInternalServerTransientError"
        | "ErrorMailboxStoreUnavailable"
        | "ErrorMailboxMoveInProgress"
        | "ErrorTimeoutExpired"
        | "generalException"
        | "UnknownError"
        | "ServiceNotAvailable"
        | "serviceNotAvailable"
            if fallback != Kind::Throttled =>
        {
            Kind::ServerGone
        }
        "ErrorItemNotFound"
        | "ErrorInvalidRecipients"
        | "ErrorMessageSizeExceeded"
        | "ErrorInvalidPropertyValue"
        | "ErrorInvalidRequest"
        | "ErrorMimeContentInvalid"
        | "ErrorQuotaExceeded"
        | "RequestBodyRead" => Kind::Permanent,
        _ => fallback,
    };
    Failure::new(kind, &server_message).after(until)
}

/// Whether an answer to "send" leaves open what became of it: a gateway gave up waiting, or something in between spoke in
/// Graph's place.
pub fn leaves_open(response: &Response) -> bool {
    match response.status().as_u16() {
        502 | 504 => true,
        500 | 200..=299 => serde_json::from_slice::<Document>(response.body()).is_err(),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Instant = Instant(1_795_366_800_000);

    fn failure_of(status: u16, headers: &[(&str, &str)], body: &str) -> Failure {
        let mut builder = http::Response::builder().status(status);
        for (name, value) in headers {
            builder = builder.header(*name, *value);
        }
        read(&builder.body(body.as_bytes().to_vec()).unwrap(), NOW)
    }

    #[test]
    fn graphs_codes_are_recognised() {
        for (status, body, kind) in [
            (
                401,
                r#"{"error":{"code":"InvalidAuthenticationToken","message":"Access token has expired or is not yet valid."}}"#,
                Kind::ReauthRequired,
            ),
            (
                403,
                r#"{"error":{"code":"ErrorAccessDenied","message":"Access is denied. Check credentials and try again."}}"#,
                Kind::ScopeMissing,
            ),
            (
                403,
                r#"{"error":{"code":"ErrorAccessDenied","message":"Access to OData is disabled: [RAOP] : Blocked by tenant configured AppOnly AccessPolicy settings."}}"#,
                Kind::PolicyBlocked,
            ),
            (
                403,
                r#"{"error":{"code":"ErrorSendAsDenied","message":"The user account which was used to submit this request does not have the right to send mail on behalf of the specified sending account., Cannot submit message."}}"#,
                Kind::PolicyBlocked,
            ),
            (
                401,
                r#"{"error":{"code":"NoPermissionsInAccessToken","message":"The token contains no permissions, or permissions can not be understood."}}"#,
                Kind::ConsentMissing,
            ),
            (
                404,
                r#"{"error":{"code":"MailboxNotEnabledForRESTAPI","message":"The mailbox is either inactive, soft-deleted, or is hosted on-premise."}}"#,
                Kind::PolicyBlocked,
            ),
            (
                404,
                r#"{"error":{"code":"ErrorInvalidUser","message":"The requested user 'flota@vega.example' is invalid."}}"#,
                Kind::AuthRejected,
            ),
            (
                400,
                r#"{"error":{"code":"ErrorInvalidRecipients","message":"At least one recipient isn't valid., A message can't be sent because it contains no recipients."}}"#,
                Kind::Permanent,
            ),
            (
                404,
                r#"{"error":{"code":"ErrorItemNotFound","message":"The specified object was not found in the store."}}"#,
                Kind::Permanent,
            ),
            (
                413,
                r#"{"error":{"code":"ErrorMessageSizeExceeded","message":"The message exceeds the maximum supported size., Cannot submit message."}}"#,
                Kind::Permanent,
            ),
            (
                429,
                r#"{"error":{"code":"ApplicationThrottled","message":"Application is over its MailboxConcurrency limit."}}"#,
                Kind::Throttled,
            ),
            (
                500,
                r#"{"error":{"code":"ErrorInternalServerError","message":"An internal server error occurred. The operation failed."}}"#,
                Kind::ServerGone,
            ),
            (504, "<html>Gateway Timeout</html>", Kind::ServerGone),
            (200, "", Kind::Protocol),
        ] {
            assert_eq!(failure_of(status, &[], body).kind, kind, "{body}");
        }
    }

    #[test]
    fn the_wait_graph_asks_for_is_kept() {
        let body = r#"{"error":{"code":"TooManyRequests","message":"Too many requests"}}"#;
        let until = Some(Instant(NOW.0 + 10_000));
        let unknown = r#"{"error":{"code":"UnknownError","message":""}}"#;
        for (status, body) in [(429, body), (503, ""), (503, unknown)] {
            let failure = failure_of(status, &[("Retry-After", "10")], body);
            assert_eq!((failure.kind, failure.until), (Kind::Throttled, until), "{body}");
        }
    }

    #[test]
    fn the_servers_words_stand_beside_the_kind() {
        let body = r#"{"error":{"code":"ErrorSendAsDenied","message":"Cannot\r\nsubmit message."}}"#;
        assert_eq!(failure_of(403, &[], body).server_message, "403 ErrorSendAsDenied: Cannot submit message.");
    }
}
