//! What runs at the edge: `fetch` and `scheduled`, wiring only.
//!
//! `/api/*` is answered by `http`, the two addresses that providers send people back to by `mail::callback`; any other path is
//! an app's page or nothing.
//!
//! Invariant: no request path can panic (the lints in `Cargo.toml` hold it).

mod bookings;
mod db;
mod fleet;
mod http;
mod io;
mod jobs;
mod mail;
mod money;
mod overview;
mod pages;
mod people;
mod portal;
mod records;
mod settings;

use worker::{Context, Env, Request, Response, Result, ScheduleContext, ScheduledEvent, event};

#[event(fetch)]
async fn fetch(request: Request, env: Env, context: Context) -> Result<Response> {
    if mail::callback::is_one(&request.path()) {
        return mail::callback::answer(&request, &env).await;
    }
    if !request.path().starts_with("/api/")
        && let Some(page) = pages::page(&request, &env).await?
    {
        return Ok(page);
    }
    http::router::answer(request, env, context).await
}

#[event(scheduled)]
async fn scheduled(_event: ScheduledEvent, env: Env, _context: ScheduleContext) {
    jobs::run(&env).await;
}
