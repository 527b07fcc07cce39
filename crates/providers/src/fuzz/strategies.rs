//! What the properties draw from: words, documents, answers and mails near those of real servers.

use http::HeaderValue;
use proptest::collection::vec;
use proptest::prelude::*;
use serde_json::{Value, json};

use super::NOW;
use crate::mail::{Attachment, Mail, Mailbox};
use crate::oauth::Kind;
use crate::wire::{Response, Unreached, UnreachedKind};

/// Words that servers use and that this crate looks for, whole or in pieces, and what looks like them.
pub(crate) fn words() -> impl Strategy<Value = String> {
    const KNOWN: [&str; 34] = [
        "invalid_grant",
        "invalid_client",
        "interaction_required",
        "temporarily_unavailable",
        "AADSTS50076: strong authentication is required",
        "AADSTS7000222",
        "ErrorSendAsDenied",
        "ErrorItemNotFound",
        "ErrorAccessDenied",
        "MailboxNotEnabledForRESTAPI",
        "rateLimitExceeded",
        "dailyLimitExceeded",
        "insufficientPermissions",
        "RESOURCE_EXHAUSTED",
        "Bearer",
        "ana@vega.example",
        "app",
        "0-",
        "327680-",
        "99999999999999999999-",
        "https://graph.example/upload?authtoken=x",
        "https://[::1]/",
        "AAMk=/+",
        "Sun, 22 Nov 2026 17:00:30 GMT",
        "Sunday, 22-Nov-26 17:00:30 GMT",
        "Sun Nov 22 17:00:30 2026",
        "Mail.Send offline_access",
        "5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled",
        "4.7.0 Temporary server error",
        "\r\n.\r\n",
        "\u{0}\u{7f}\u{202e}",
        "ñ€𝄞",
        "",
        "-1",
    ];
    prop_oneof![
        4 => proptest::sample::select(&KNOWN[..]).prop_map(str::to_owned),
        2 => any::<String>(),
        1 => (proptest::sample::select(&KNOWN[..]), 0..40_usize).prop_map(|(word, end)| word.chars().take(end).collect()),
        1 => (proptest::sample::select(&KNOWN[..]), 1..400_usize).prop_map(|(word, times)| word.repeat(times)),
    ]
}

/// JSON with the names that providers' documents have, nested anyhow.
pub(crate) fn document() -> impl Strategy<Value = Value> {
    const NAMES: [&str; 28] = [
        "error",
        "code",
        "message",
        "errors",
        "reason",
        "details",
        "status",
        "innerError",
        "value",
        "id",
        "isDraft",
        "attachments",
        "uploadUrl",
        "nextExpectedRanges",
        "access_token",
        "token_type",
        "expires_in",
        "refresh_token",
        "scope",
        "id_token",
        "error_description",
        "error_codes",
        "mail",
        "userPrincipalName",
        "displayName",
        "emailAddress",
        "threadId",
        "labelIds",
    ];
    let leaf = prop_oneof![
        4 => words().prop_map(Value::from),
        2 => any::<i64>().prop_map(Value::from),
        1 => any::<u64>().prop_map(Value::from),
        1 => any::<f64>().prop_map(|number| json!(number)),
        1 => any::<bool>().prop_map(Value::from),
        1 => Just(Value::Null),
    ];
    leaf.prop_recursive(4, 40, 6, |inner| {
        prop_oneof![
            1 => vec(inner.clone(), 0..4).prop_map(Value::from),
            3 => vec((proptest::sample::select(&NAMES[..]), inner), 0..8)
                .prop_map(|pairs| pairs.into_iter().map(|(name, value)| (name.to_owned(), value)).collect::<serde_json::Map<_, _>>().into()),
        ]
    })
}

/// The answers that each step hopes for, so that machines come further than their first.
pub(crate) fn hoped_for() -> impl Strategy<Value = Value> {
    proptest::sample::select(vec![
        json!({ "value": [] }),
        json!({ "value": [{ "id": "AAMk", "isDraft": true }] }),
        json!({ "value": [{ "id": "AAMk", "isDraft": false }] }),
        json!({ "id": "AAMk", "isDraft": true, "attachments": [] }),
        json!({ "id": "AAMk", "isDraft": true, "attachments": [1, 2, 3] }),
        json!({ "uploadUrl": "https://graph.example/upload" }),
        json!({ "nextExpectedRanges": ["0-"] }),
        json!({ "nextExpectedRanges": ["3932160"] }),
        json!({ "access_token": "ey", "token_type": "Bearer", "expires_in": 3600, "refresh_token": "new" }),
        json!({ "error": "invalid_grant", "error_codes": [50_076] }),
        json!({ "error": { "code": "ErrorAccessDenied", "message": "no" } }),
    ])
}

pub(crate) fn response() -> impl Strategy<Value = Response> {
    let status = prop_oneof![
        6 => proptest::sample::select(vec![200_u16, 200, 200, 201, 202, 202, 204, 400, 401, 403, 404, 404, 429, 500, 503]),
        1 => 100..1_000_u16,
    ];
    let body = prop_oneof![
        3 => hoped_for().prop_map(|json| json.to_string().into_bytes()),
        3 => document().prop_map(|json| json.to_string().into_bytes()),
        1 => (document(), any::<usize>()).prop_map(|(json, end)| {
            let mut bytes = json.to_string().into_bytes();
            bytes.truncate(end % (bytes.len() + 1));
            bytes
        }),
        1 => vec(any::<u8>(), 0..200),
    ];
    (status, proptest::option::of(words()), any::<bool>(), body).prop_map(|(status, wait, json, body)| {
        let mut response = http::Response::new(body);
        *response.status_mut() = http::StatusCode::from_u16(status).unwrap_or_default();
        if let Some(wait) = wait.and_then(|wait| HeaderValue::from_str(&wait).ok()) {
            response.headers_mut().insert("retry-after", wait);
        }
        if json {
            response.headers_mut().insert("content-type", HeaderValue::from_static("application/json; charset=utf-8"));
        }
        response
    })
}

pub(crate) fn drawn_answer() -> impl Strategy<Value = Result<Response, Unreached>> {
    let broken = (0..6_usize, words()).prop_map(|(how, words)| {
        let ways = [
            UnreachedKind::Name,
            UnreachedKind::Refused,
            UnreachedKind::Forbidden,
            UnreachedKind::TimedOut,
            UnreachedKind::Tls,
            UnreachedKind::Closed,
        ];
        Err(Unreached::new(ways[how], words))
    });
    prop_oneof![9 => response().prop_map(Ok), 1 => broken]
}

pub(crate) fn kind() -> impl Strategy<Value = Kind> {
    proptest::sample::select(vec![Kind::MicrosoftDelegated, Kind::MicrosoftAppOnly, Kind::Google, Kind::Oidc])
}

/// A mail that may be sent, unless what was drawn for a field may not be.
pub(crate) fn mail(files: impl Strategy<Value = Vec<Vec<u8>>>) -> impl Strategy<Value = Mail> {
    (words(), words(), words(), vec(words(), 0..4), files).prop_map(|(subject, text, html, names, files)| Mail {
        from: Mailbox::new("Vega", "flota@vega.example"),
        to: names.iter().enumerate().map(|(at, name)| Mailbox::new(name, &format!("to{at}@cliente.example"))).collect(),
        bcc: vec![Mailbox::new("", "archivo@vega.example")],
        subject,
        text,
        html,
        attachments: files
            .into_iter()
            .enumerate()
            .map(|(at, bytes)| Attachment {
                name: names.get(at).filter(|name| !name.is_empty()).cloned().unwrap_or_else(|| "a.pdf".into()),
                content_type: "application/pdf".into(),
                bytes,
                shown_as: (at % 2 == 1).then(|| format!("picture{at}")),
            })
            .collect(),
        message_id: "1.2@volante.example".into(),
        date: NOW,
        ..Mail::default()
    })
}
