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
    ("cache-control", "no-store"),
];

/// # Errors
/// When a header holds what no header may hold.
pub fn finish(mut reply: Reply, request: &str, cost: Cost) -> worker::Result<Response> {
    for (name, value) in OF_DATA {
        // A file has a policy of its own.
        if !reply.has_header(name) {
            reply = reply.with_header(name, *value);
        }
    }
    reply = reply.with_header("x-request-id", request);
    let Cost { statements, rows_read, rows_written } = cost;
    let timing = format!("db;desc=\"statements={statements} rows_read={rows_read} rows_written={rows_written}\"");
    reply.with_header("server-timing", timing).into_response()
}
