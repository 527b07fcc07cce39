//! The headers that every answer carries, whatever it is an answer to.

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
    static X_COST: JsString = JsString::from("x-cost");
}

#[wasm_bindgen]
extern "C" {
    /// `web-sys` has each name decoded anew.
    #[wasm_bindgen(js_name = Headers)]
    type Named;
    #[wasm_bindgen(method, catch)]
    fn set(this: &Named, name: &JsString, value: &str) -> Result<(), JsValue>;
}

/// What an answer cost the database, and to whom it is said.
#[derive(Clone, Copy, Default)]
pub struct RequestCost {
    /// To whoever asked, in `Server-Timing`.
    pub disclosed: Option<Cost>,
    /// To the tests, in `X-Cost`: only on a machine that says `SHOW_COST`.
    pub local: Option<Cost>,
}

fn counts(cost: Cost) -> String {
    let Cost { statements, rows_read, rows_written } = cost;
    format!("db;desc=\"statements={statements} rows_read={rows_read} rows_written={rows_written}\"")
}

/// Gives an answer that isn't the API's the same protection, where it doesn't say otherwise.
///
/// # Errors
/// When its headers can't be changed any more.
pub fn protect(response: &Response) -> Result<(), JsValue> {
    let headers = response.headers();
    for (name, value) in OF_DATA.iter().filter(|(name, _)| *name != "content-type") {
        if !headers.has(name)? {
            headers.set(name, value)?;
        }
    }
    Ok(())
}

/// # Errors
/// When a header holds what no header may hold.
pub fn finish(reply: Reply, request: &str, bodiless: bool, spent: RequestCost) -> worker::Result<Response> {
    let response = COMMON.with(|common| reply.into_response(common, bodiless))?;
    let headers: Named = response.headers().unchecked_into();
    REQUEST_ID.with(|name| headers.set(name, request))?;
    if let Some(cost) = spent.disclosed {
        SERVER_TIMING.with(|name| headers.set(name, &counts(cost)))?;
    }
    if let Some(cost) = spent.local {
        X_COST.with(|name| headers.set(name, &counts(cost)))?;
    }
    Ok(response)
}
