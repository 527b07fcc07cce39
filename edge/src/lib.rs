//! What runs at the edge: `fetch`, `scheduled` and `work`, wiring only.
//!
//! `/api/*` is answered by `router`, the two addresses that providers send people back to by `mail::callback`; any other path is
//! an app's page or nothing.
//!
//! Invariant: no request path can panic (the lints below hold it).

// A panic ends every request that the instance is serving.
#![deny(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod bookings;
mod db;
mod fleet;
mod http;
mod io;
mod jobs;
mod mail;
mod money;
mod notices;
mod overview;
mod pages;
mod people;
mod portal;
mod records;
mod router;
mod set_up;
mod settings;
mod tables;
mod work;

use http::address::Address;
use http::problems::Refusal;
use js_sys::Array;
use worker::wasm_bindgen::{self, JsValue, prelude::wasm_bindgen};
use worker::{Context, Env, Request, Result, ScheduleContext, ScheduledEvent, event, web_sys};

/// Takes the runtime's own request: the crate's reads things of it that the API has no use for.
#[event(fetch)]
async fn fetch(request: web_sys::Request, env: Env, context: Context) -> Result<web_sys::Response> {
    io::local::learn(&env);
    let address = Address::parse(&request.url());
    if !address.path.starts_with("/api/") {
        let (callback, page) = (mail::callback::is_one(&address.path), pages::page_of(&address.path));
        if (callback || page.is_some()) && !matches!(request.method().as_str(), "GET" | "HEAD") {
            return router::refuse(&request, Refusal::method(&["GET", "HEAD"]));
        }
        let navigation = Request::from(Clone::clone(&request));
        if callback {
            let answer: web_sys::Response = mail::callback::handle_callback(&navigation, &address, &env).await?.into();
            http::headers::protect(&answer)?;
            return Ok(answer);
        }
        if let Some(page) = page {
            return Ok(pages::serve(&navigation, page, &env).await?.into());
        }
    }
    router::route_request(request, address, env, context).await
}

#[event(scheduled)]
async fn scheduled(_event: ScheduledEvent, env: Env, _context: ScheduleContext) {
    io::local::learn(&env);
    jobs::tick(&env).await;
}

/// What the object of this name does when it is woken (`entry.mjs`): how much was done, and whether to go on at once.
#[wasm_bindgen(wasm_bindgen_futures = worker::wasm_bindgen_futures)]
pub async fn work(key: String, env: Env) -> Array {
    io::local::learn(&env);
    let (done, again) = jobs::work(&key, &env).await;
    #[allow(clippy::cast_precision_loss)]
    Array::of2(&JsValue::from_f64(done as f64), &JsValue::from_bool(again))
}
