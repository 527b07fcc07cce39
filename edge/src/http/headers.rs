//! The headers that every answer carries.

use js_sys::JsString;
use worker::Headers;
use worker::wasm_bindgen::{JsCast, JsValue, prelude::wasm_bindgen};
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
    /// Made once: a response copies them all in one crossing of the wasm's border, where each header costs three.
    static COMMON: Headers = Headers::from_iter(OF_DATA.iter().copied());
    static REQUEST_ID: JsString = JsString::from("x-request-id");
    static SERVER_TIMING: JsString = JsString::from("server-timing");
}

#[wasm_bindgen]
extern "C" {
    /// `web-sys` has each name decoded anew.
    #[wasm_bindgen(js_name = Headers)]
    type Named;
    #[wasm_bindgen(method, catch)]
    fn set(this: &Named, name: &JsString, value: &str) -> Result<(), JsValue>;
}

/// `cost` is told if it is given.
///
/// # Errors
/// When a header holds what no header may hold.
pub fn finish(reply: Reply, request: &str, cost: Option<Cost>) -> worker::Result<Response> {
    let response = COMMON.with(|common| reply.into_response(common))?;
    let headers: Named = response.headers().unchecked_into();
    REQUEST_ID.with(|name| headers.set(name, request))?;
    if let Some(Cost { statements, rows_read, rows_written }) = cost {
        let counts = format!("db;desc=\"statements={statements} rows_read={rows_read} rows_written={rows_written}\"");
        SERVER_TIMING.with(|name| headers.set(name, &counts))?;
    }
    Ok(response)
}
