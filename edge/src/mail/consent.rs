//! Sending a person away to consent: state and verifier are drawn here, and brought back to `callback`.
//!
//! Invariant: the state is kept as its hash, with the hash of a cookie that only the browser which was sent away has.

use domain::mail::account::Departure;
use domain::mail::app::may_come_from;
use domain::mail::remark::Remark;
use domain::problem::ProblemKind;
use domain::text::Language;
use domain::time::MINUTE;
use providers::failure::Failure;
use providers::oauth::{ConsentRequest, Prompt, admin_consent_url, authorise_url};
use providers::secret::Secret;
use serde_json::json;

use super::context::{Keyed, MailContext, Registration, grant};
use super::{accounts, apps};
use crate::db::Statement;
use crate::http::answer::{Answer, Reply};
use crate::http::caller::{Actor, Caller};
use crate::http::problems::Refusal;
use crate::http::rate::{Act, Limit};
use crate::http::request::Call;
use crate::io::{hash, random};

/// Milliseconds a person may take.
const LASTS: i64 = 10 * MINUTE;

/// What an account's consent is asked for, beside sending: files too large for one request of Graph's.
pub const LARGE: &str = "account_large";

pub const COOKIE: &str = "__Host-consent";

struct PendingConsent<'k> {
    app: &'k Registration,
    account: Option<i64>,
    asked: &'static str,
    state: String,
    verifier: Secret,
}

/// `POST /api/mail-accounts/{id}/authorise?files=large`: [`Departure`]. Who had consented to large files is asked for them again.
///
/// # Errors
/// 403 for an address the app is closed to; 404; 409 for an engine nobody consents to; 429.
pub async fn for_account(call: &Call) -> Answer {
    let id = call.record()?;
    let had = Statement::new("SELECT 'yes' FROM tokens WHERE account = ? AND scopes LIKE '%Mail.ReadWrite%'").bind(id);
    let (caller, account, rows) = accounts::managed(call, vec![had]).await?;
    let engine = account.server.engine;
    let app = account.app.as_ref().filter(|_| engine.asks_person()).ok_or(ProblemKind::TransitionNotAllowed)?;
    let context = MailContext::open(&call.db, &call.env)?;
    let apps = ready(call, &caller, &context, app, false).await?;
    let large = rows.text(0).is_some() || !call.query().is_empty();
    let pending = draw(app, Some(id), if large { LARGE } else { "account" });
    let asking = ConsentRequest {
        grant: grant(engine, app.provider, large),
        state: &pending.state,
        verifier: &pending.verifier,
        login_hint: Some(&account.fields.address),
        // A reconnection shows the permissions again and never first tries what has ended.
        prompt: Prompt::Consent,
    };
    let first = apps.first().ok_or(ProblemKind::NotFound)?;
    let url = authorise_url(&first.app, &asking).map_err(|failure| refusal_of(&failure, caller.language))?;
    depart(call, &caller, &context, pending, url).await
}

/// `POST /api/mail-apps/{id}/consent`: [`Departure`].
///
/// # Errors
/// 404; 409 for a provider whose administrators don't consent; 429.
pub async fn for_app(call: &Call) -> Answer {
    let (caller, app) = apps::managed(call).await?;
    let context = MailContext::open(&call.db, &call.env)?;
    let apps = ready(call, &caller, &context, &app, true).await?;
    let pending = draw(&app, None, "organisation");
    let first = apps.first().ok_or(ProblemKind::NotFound)?;
    let url = admin_consent_url(&first.app, &pending.state)
        .map_err(|failure| refusal_of(&failure, caller.language))?
        .ok_or(ProblemKind::TransitionNotAllowed)?;
    depart(call, &caller, &context, pending, url).await
}

async fn ready(
    call: &Call,
    caller: &Caller,
    context: &MailContext<'_>,
    app: &Registration,
    app_only: bool,
) -> Result<Vec<Keyed>, Refusal> {
    limited(call, "authorise", caller).await?;
    if !may_come_from(&app.allowed_ips, &call.address()) {
        return Err(ProblemKind::NotAllowed.into());
    }
    context.apps(app, app_only, call.origin()).await.map_err(|failure| refusal_of(&failure, caller.language))
}

/// Counts a try of one person and refuses too many.
///
/// # Errors
/// 429.
pub async fn limited(call: &Call, what: &'static str, caller: &Caller) -> Result<(), Refusal> {
    Limit::new(Act::Try(what), &Actor::from(caller)).take(call).await
}

/// A failure before anything was sent away: what is missing.
fn refusal_of(failure: &Failure, language: Language) -> Refusal {
    let why = failure.remark.map_or_else(|| failure.kind.label(), Remark::label);
    Refusal::new(ProblemKind::TransitionNotAllowed).with_detail(why.get(language))
}

fn draw<'k>(app: &'k Registration, account: Option<i64>, asked: &'static str) -> PendingConsent<'k> {
    PendingConsent { app, account, asked, state: random::token(), verifier: Secret::new(random::token()) }
}

async fn depart(
    call: &Call,
    caller: &Caller,
    context: &MailContext<'_>,
    pending: PendingConsent<'_>,
    url: String,
) -> Answer {
    let state_hash = hash::sha256(&[pending.state.as_bytes()]);
    let cookie = random::token();
    let place = format!("oauth_states:{state_hash}:verifier");
    let verifier = context.sealer.seal(&place, &pending.verifier).await?;
    let keep = Statement::new(
        "INSERT INTO oauth_states (state_hash, cookie_hash, staff, app, account, asked, verifier, expires_at) \
         VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
    )
    .bind(state_hash)
    .bind(hash::sha256(&[cookie.as_bytes()]))
    .bind(caller.id.0)
    .bind(pending.app.id)
    .bind(pending.account)
    .bind(pending.asked)
    .bind(verifier)
    .bind(call.now.plus(LASTS));
    let forget = Statement::new("DELETE FROM oauth_states WHERE expires_at <= ?").bind(call.now);
    call.db.write(&[forget, keep]).await?;
    let cookie = format!("{COOKIE}={cookie}; Path=/; Max-Age={}; Secure; HttpOnly; SameSite=Lax", LASTS / 1_000);
    Ok(Reply::json(&json!(Departure { url })).with_header("set-cookie", cookie))
}
