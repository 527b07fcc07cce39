//! The headers that every answer carries.

use worker::Response;

use super::answer::Reply;
use crate::db::Cost;

/// For what the API answers: it is data, so nothing in it may run, be framed, sniffed or kept.
const OF_DATA: &[(&str, &str)] = &[
    ("content-security-policy", "default-src 'none'; frame-ancestors 'none'"),
    ("x-content-type-options", "nosniff"),
    ("referrer-policy", "no-referrer"),
    ("cross-origin-resource-policy", "same-origin"),
    ("strict-transport-security", "max-age=31536000; includeSubDomains"),
];

/// # Errors
/// When a header holds what no header may hold.
pub fn finish(reply: Reply, request: &str, cost: Cost) -> worker::Result<Response> {
    let response = reply.into_response()?;
    let headers = response.headers();
    for (name, value) in OF_DATA {
        // A file has a policy of its own.
        if !headers.has(name)? {
            headers.set(name, value)?;
        }
    }
    if !headers.has("cache-control")? {
        headers.set("cache-control", "no-store")?;
    }
    headers.set("x-request-id", request)?;
    let Cost { statements, rows_read, rows_written } = cost;
    let timing = format!("db;desc=\"statements={statements} rows_read={rows_read} rows_written={rows_written}\"");
    headers.set("server-timing", &timing)?;
    Ok(response)
}
