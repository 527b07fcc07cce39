//! What runs at the edge: `fetch` and `scheduled`, wiring only.
//!
//! `/api/*` is answered here; a navigation under `/admin` gets the staff app's page from the assets.
//! Invariant: no request path can panic (the lints in `Cargo.toml` hold it).

use worker::{Context, Env, Request, Response, Result, ScheduleContext, ScheduledEvent, event};

#[event(fetch)]
async fn fetch(request: Request, env: Env, _context: Context) -> Result<Response> {
    let path = request.path();
    if path == "/admin" || path.starts_with("/admin/") {
        return env.assets("ASSETS")?.fetch("https://assets/admin/", None).await;
    }
    Ok(Response::from_json(&())?.with_status(404))
}

#[event(scheduled)]
async fn scheduled(_event: ScheduledEvent, _env: Env, _context: ScheduleContext) {}
