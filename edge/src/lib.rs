//! What runs at the edge: `fetch` and `scheduled`, wiring only.
//!
//! `/api/*` is answered here; any other path is an app's page or nothing.
//! Invariant: no request path can panic (the lints in `Cargo.toml` hold it).

mod pages;

use worker::{Context, Env, Request, Response, Result, ScheduleContext, ScheduledEvent, event};

#[event(fetch)]
async fn fetch(request: Request, env: Env, _context: Context) -> Result<Response> {
    if !request.path().starts_with("/api/")
        && let Some(page) = pages::page(&request, &env).await?
    {
        return Ok(page);
    }
    Ok(Response::from_json(&())?.with_status(404))
}

#[event(scheduled)]
async fn scheduled(_event: ScheduledEvent, _env: Env, _context: ScheduleContext) {}
