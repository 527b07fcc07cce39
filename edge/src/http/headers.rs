//! The headers that every answer carries.

use worker::Headers;
use worker::web_sys::Response;

use super::answer::Reply;
use crate::db::Cost;

/// For what the API answers: it is data, so nothing in it may run, be framed, sniffed or kept. Most of it
/// is JSON; an answer that isn't says what it is.
const OF_DATA: &[(&str, &str)] = &[
    ("content-security-policy", "default-src 'none'; frame-ancestors 'none'"),
    ("x-content-type-options", "nosniff"),
    ("referrer-policy", "no-referrer"),
    ("cross-origin-resource-policy", "same-origin"),
    ("strict-transport-security", "max-age=31536000; includeSubDomains"),
    ("cache-control", "no-store"),
    ("content-type", "application/json"),
];

thread_local! {
    /// Made once: a copy of it costs one crossing of the wasm's border, where each header costs three.
    static BASE: Headers = Headers::from_iter(OF_DATA.iter().copied());
}

/// `cost` is told if it is given.
///
/// # Errors
/// When a header holds what no header may hold.
pub fn finish(reply: Reply, request: &str, cost: Option<Cost>) -> worker::Result<Response> {
    let headers = BASE.with(Headers::clone);
    headers.set("x-request-id", request)?;
    if let Some(Cost { statements, rows_read, rows_written }) = cost {
        let counts = format!("db;desc=\"statements={statements} rows_read={rows_read} rows_written={rows_written}\"");
        headers.set("server-timing", &counts)?;
    }
    // Its own come last: a file has a policy of its own.
    reply.into_response(headers)
}
