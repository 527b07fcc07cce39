//! Tokens: kept sealed, refreshed when they end, spent by one request at a time.
//!
//! A refresh token is good once. Whoever wants to spend it takes the row's lease first; everybody else waits for the outcome.
//! An access token that a server refuses before its time is dropped, and the act done again with another: [`with_token`].
//!
//! Invariant: no refresh token leaves this Worker without the lease, and the one that came back is kept in the same statement
//! that gives the lease up. No access token leaves this module but by [`with_token`].

use domain::mail::failure::{MailFailure, Stage};
use domain::mail::remark::Remark;
use domain::mail::server::Engine;
use domain::time::{Instant, MINUTE};
use providers::failure::{Failure, StageFailure};
use providers::oauth::{App, Granted, client_credentials, lets_large_files, refresh};
use providers::secret::Secret;
use serde::Deserialize;

use super::context::{Account, Keyed, MailContext, Registration, database, grant};
use crate::db::{Statement, guard, guard_unchanged};
use crate::io::seal::SealError;
use crate::io::{clock, log, random};

/// Longer than a token endpoint is waited for, with each of two secrets.
const LEASE: i64 = 2 * MINUTE;
/// How long somebody else's refresh is waited for, and how often it is looked after.
const PAUSE: u64 = 250;
const PAUSES: u32 = 80;

#[derive(Deserialize)]
struct Token {
    access: String,
    expires_at: i64,
}

const TOKEN: &str = "json_object('access', access, 'expires_at', expires_at)";

/// Asks with each of an app's secrets until one is taken. The next one is tried only when the current one was refused or has
/// ended, so if it is the one that is taken it takes the other's place: by these statements, in the batch that records the
/// success.
///
/// # Errors
/// What the provider says; of several refused secrets, what it says of the last.
pub async fn with_secrets<T>(
    context: &MailContext<'_>,
    app: &Registration,
    apps: &[Keyed],
    ask: impl AsyncFn(&App) -> Result<T, Failure>,
) -> Result<(T, Vec<Statement>), Failure> {
    let mut last = no_app();
    for keyed in apps {
        match ask(&keyed.app).await {
            Ok(answer) if keyed.next => return Ok((answer, promoted(context, app, &keyed.app.secret).await)),
            Ok(answer) => return Ok((answer, Vec::new())),
            Err(failure) if is_the_secrets(&failure) => last = failure,
            Err(failure) => return Err(failure),
        }
    }
    Err(last)
}

/// The next secret becomes the current one, if it still is this one. What can't be sealed stays as it is: the answer that
/// was got with it matters more.
async fn promoted(context: &MailContext<'_>, app: &Registration, secret: &Secret) -> Vec<Statement> {
    let Ok(sealed) = context.seal("mail_apps", app.id, "secret", secret).await else { return Vec::new() };
    let now = context.now();
    let promote = Statement::new(
        "UPDATE mail_apps SET secret = ?, secret_expires_on = next_secret_expires_on, next_secret = NULL, \
         next_secret_expires_on = NULL, failure = NULL, server_message = '', version = version + 1, updated_at = ? \
         WHERE id = ? AND next_secret = ?",
    );
    let history = Statement::new(
        "INSERT INTO history (kind, record, at, who_kind, who, who_name, act, changes) \
         SELECT 'mail-apps', id, ?, 'system', 0, '', 'next_secret_taken', json_array(json_object('field', \
         'secret_expires_on', 'before', NULL, 'after', secret_expires_on)) FROM mail_apps WHERE id = ? AND changes() = 1",
    );
    vec![promote.bind(sealed).bind(now).bind(app.id).bind(app.next_secret.as_deref()), history.bind(now).bind(app.id)]
}

/// Whether another secret of the same app may be what is asked for.
const fn is_the_secrets(failure: &Failure) -> bool {
    matches!(failure.kind, MailFailure::SecretWrong | MailFailure::SecretExpired)
}

/// An access token as the row holds it.
struct Held {
    token: Secret,
    sealed: String,
    /// Got just now: refusing it again means more than its age.
    fresh: bool,
}

/// Does something that a token is needed for. Where the server refuses one that our clock thinks good, that token is dropped,
/// another is got, once, and it is done again.
///
/// # Errors
/// At the stage of the token, what the provider says; otherwise the act's own.
pub async fn with_token<T>(
    context: &MailContext<'_>,
    account: &Account,
    mut act: impl AsyncFnMut(Secret) -> Result<T, StageFailure>,
) -> Result<T, StageFailure> {
    let at_token = |failure: Failure| failure.at(Stage::Token);
    let alone = account.server.engine == Engine::GraphApp;
    let outcome = async {
        let held = access(context, account).await.map_err(at_token)?;
        match act(held.token).await {
            Err(refused) if !held.fresh && is_the_tokens(alone, refused.failure.kind) => {
                drop_token(context, account.id, &held.sealed).await.map_err(at_token)?;
                let again = access(context, account).await.map_err(at_token)?;
                act(again.token).await
            }
            outcome => outcome,
        }
    };
    // No person signs in for an app that acts by itself: what it lacks is an administrator's consent.
    outcome.await.map_err(|mut failed| {
        if alone && failed.failure.kind == MailFailure::ReauthRequired {
            failed.failure.kind = MailFailure::ConsentMissing;
        }
        failed
    })
}

/// Whether another token may be taken where this one was not. What an app may do by itself stands in its token, so consent
/// given since counts only in the next.
const fn is_the_tokens(alone: bool, kind: MailFailure) -> bool {
    use MailFailure as F;
    matches!(kind, F::ReauthRequired) || alone && matches!(kind, F::ConsentMissing | F::ScopeMissing | F::LargeFiles)
}

/// The token counts as ended, unless another has taken its place meanwhile.
async fn drop_token(context: &MailContext<'_>, account: i64, sealed: &str) -> Result<(), Failure> {
    let end = Statement::new("UPDATE tokens SET expires_at = 0 WHERE account = ? AND access = ?");
    context.db.write(&[end.bind(account).bind(sealed)]).await.map(drop).map_err(|error| database(&error))
}

/// The tokens of an app's accounts count as ended: what it may do has changed.
#[must_use]
pub fn drop_tokens_of(app: i64) -> Statement {
    Statement::new(
        "UPDATE tokens SET expires_at = 0 WHERE account IN (SELECT t.id FROM mail_accounts t \
         JOIN mail_servers s ON s.id = t.server WHERE s.app = ?)",
    )
    .bind(app)
}

/// A token that is good now, refreshed if need be.
///
/// # Errors
/// `NotAuthorised` without a confirmed grant; otherwise what the provider says.
async fn access(context: &MailContext<'_>, account: &Account) -> Result<Held, Failure> {
    for _ in 0..PAUSES {
        let find = Statement::new(format!("SELECT {TOKEN} FROM tokens WHERE account = ?")).bind(account.id);
        let waits = Statement::new("SELECT who FROM unconfirmed_grants WHERE account = ?").bind(account.id);
        let rows = context.db.read(&[find, waits]).await.map_err(|error| database(&error))?;
        let token: Option<Token> = rows.json(0).map_err(|error| database(&error))?;
        let alone = account.server.engine == Engine::GraphApp;
        match token {
            Some(token) if token.expires_at > context.now().0 => {
                let opened = context.open_secret("tokens", account.id, "access", &token.access).await?;
                return Ok(Held { token: opened, sealed: token.access, fresh: false });
            }
            None if !alone => {
                return Err(match rows.text(1) {
                    Some(who) => Failure::new(MailFailure::NotAuthorised, &who).with(Remark::NotConfirmed),
                    None => Failure::ours(MailFailure::NotAuthorised, Remark::NobodyAuthorised),
                });
            }
            _ if alone => return by_itself(context, account).await.map(fresh),
            _ => {}
        }
        if let Some((lease, spent)) = take_lease(context, account.id).await? {
            return spend(context, account, &lease, &spent).await.map(fresh);
        }
        clock::wait(PAUSE).await;
    }
    Err(Failure::ours(MailFailure::ServerGone, Remark::NoAnswer))
}

const fn fresh(token: Secret) -> Held {
    Held { token, sealed: String::new(), fresh: true }
}

/// Spends the refresh token now, however good the access token is.
///
/// # Errors
/// As [`access`].
pub async fn renew(context: &MailContext<'_>, account: &Account) -> Result<(), Failure> {
    // From now on the access token counts as ended, so whoever needs it next spends the refresh token: most likely we do.
    let end = Statement::new("UPDATE tokens SET expires_at = 0 WHERE account = ?").bind(account.id);
    context.db.write(&[end]).await.map_err(|error| database(&error))?;
    access(context, account).await.map(drop)
}

/// What a lease is taken of.
#[derive(Deserialize)]
struct Spent {
    /// Sealed.
    refresh: Option<String>,
    scopes: String,
}

/// The lease and what can be spent, unless somebody else holds it or has just refreshed.
async fn take_lease(context: &MailContext<'_>, account: i64) -> Result<Option<(String, Spent)>, Failure> {
    let lease = random::token();
    let now = context.now();
    let take = Statement::new(
        "UPDATE tokens SET lease = ?, leased_until = ? WHERE account = ? AND leased_until <= ? AND expires_at <= ? \
         RETURNING json_object('refresh', refresh, 'scopes', scopes)",
    );
    let take = take.bind(&lease).bind(now.plus(LEASE)).bind(account).bind(now).bind(now);
    let rows = context.db.write(&[take]).await.map_err(|error| database(&error))?;
    let taken: Option<Spent> = rows.json(0).map_err(|error| database(&error))?;
    Ok(taken.map(|spent| (lease, spent)))
}

async fn spend(context: &MailContext<'_>, account: &Account, lease: &str, spent: &Spent) -> Result<Secret, Failure> {
    let outcome = match &spent.refresh {
        Some(sealed) => refreshed(context, account, sealed, &spent.scopes).await,
        None => Err(Failure::ours(MailFailure::ReauthRequired, Remark::NotLasting)),
    };
    let now = context.now();
    match outcome {
        Ok((granted, promoted)) => {
            let (access, refresh) = sealed_pair(context, account.id, &granted).await.map_err(no_key)?;
            let keep = Statement::new(
                "UPDATE tokens SET access = ?, refresh = ?, expires_at = ?, scopes = ?, refreshed_at = ?, lease = '', \
                 leased_until = 0 WHERE account = ? AND lease = ?",
            );
            let keep =
                keep.bind(access).bind(refresh).bind(granted.expires_at).bind(granted.scopes.join(" ")).bind(now);
            let keep = keep.bind(account.id).bind(lease);
            let statements: Vec<Statement> = core::iter::once(keep).chain(promoted).collect();
            context.db.write(&statements).await.map_err(|error| database(&error))?;
            Ok(granted.access)
        }
        Err(failure) => {
            let give_up =
                Statement::new("UPDATE tokens SET lease = '', leased_until = 0 WHERE account = ? AND lease = ?");
            context.db.write(&[give_up.bind(account.id).bind(lease)]).await.map_err(|error| database(&error))?;
            Err(failure)
        }
    }
}

/// Asks for what was granted, and no more: a scope that nobody consented to would be refused with all others.
async fn refreshed(
    context: &MailContext<'_>,
    account: &Account,
    sealed: &str,
    scopes: &str,
) -> Result<(Granted, Vec<Statement>), Failure> {
    let old = context.open_secret("tokens", account.id, "refresh", sealed).await?;
    let app = account.app.as_ref().ok_or_else(no_app)?;
    let granted: Vec<String> = scopes.split(' ').map(str::to_owned).collect();
    let asked = grant(account.server.engine, app.provider, lets_large_files(&granted));
    let apps = context.apps(app, false, "").await?;
    let ask = async |app: &App| refresh(app, asked, &old, context.now(), |request| context.send(request)).await;
    with_secrets(context, app, &apps, ask).await
}

/// A token of the app's own. There is nothing to spend, so no lease is needed: two at once are two good tokens.
async fn by_itself(context: &MailContext<'_>, account: &Account) -> Result<Secret, Failure> {
    let app = account.app.as_ref().ok_or_else(no_app)?;
    let (granted, promoted) = of_app(context, app, &context.apps(app, true, "").await?).await?;
    let mut statements = keep(context, account, &granted, None, context.now()).await.map_err(no_key)?;
    statements.extend(promoted);
    context.db.write(&statements).await.map_err(|error| database(&error))?;
    Ok(granted.access)
}

/// Client credentials, as [`with_secrets`] says.
pub async fn of_app(
    context: &MailContext<'_>,
    app: &Registration,
    apps: &[Keyed],
) -> Result<(Granted, Vec<Statement>), Failure> {
    let ask = async |app: &App| client_credentials(app, context.now(), |request| context.send(request)).await;
    with_secrets(context, app, apps, ask).await
}

/// Holds where a grant of the account `mail_accounts` waits to be confirmed.
const WAITS: &str = "EXISTS (SELECT 1 FROM unconfirmed_grants WHERE account = mail_accounts.id)";

/// Keeps a new grant in place of any before it; `other` is who gave it, when that is not the account's own address. Then it waits
/// apart until somebody confirms it, and the one before stays in use; who was confirmed before is so again. The first statement
/// yields a row if nobody has to confirm it.
///
/// # Errors
/// [`SealError::NoKey`]. The batch is refused as [`FORGOTTEN`] where the account has forgotten meanwhile what it was asked for.
pub async fn keep(
    context: &MailContext<'_>,
    account: &Account,
    granted: &Granted,
    other: Option<&str>,
    now: Instant,
) -> Result<Vec<Statement>, SealError> {
    let (access, refresh) = sealed_pair(context, account.id, granted).await?;
    let who = other.unwrap_or(&account.fields.address);
    let grant = |sql: String| {
        Statement::new(sql)
            .bind(account.id)
            .bind(account.server.engine.code())
            .bind(&access)
            .bind(refresh.as_deref())
            .bind(granted.expires_at)
            .bind(granted.scopes.join(" "))
            .bind(who)
            .bind(now)
    };
    let token = grant(format!(
        "INSERT INTO tokens ({GRANT}, refreshed_at) SELECT ?, ?, ?, ?, ?, ?, ?, ?, ? \
         WHERE ? OR EXISTS (SELECT 1 FROM tokens WHERE account = ? AND who = ?) {REPLACES} RETURNING 'kept'"
    ));
    let waiting = grant(format!(
        "INSERT OR REPLACE INTO unconfirmed_grants ({GRANT}) SELECT ?, ?, ?, ?, ?, ?, ?, ? WHERE changes() = 0"
    ));
    // One that waited before is not what anybody means any more.
    let settled = Statement::new("DELETE FROM unconfirmed_grants WHERE account = ? AND granted_at < ?");
    let consented = Statement::new(
        "UPDATE mail_accounts SET consent_failure = NULL, consent_message = '', checked_at = ? WHERE id = ?",
    );
    let another = "NOT EXISTS (SELECT 1 FROM mail_accounts WHERE id = ? AND generation = ?)";
    let light = Statement::new(format!(
        "UPDATE mail_accounts SET state = iif({WAITS}, 'needs_sign_in', 'connected'), failure = NULL, server_message = '' \
         WHERE id = ? AND NOT ({WAITS} AND EXISTS (SELECT 1 FROM tokens WHERE account = mail_accounts.id))"
    ));
    Ok(vec![
        token.bind(now).bind(other.is_none()).bind(account.id).bind(who),
        waiting,
        settled.bind(account.id).bind(now),
        consented.bind(now).bind(account.id),
        light.bind(account.id),
        guard(FORGOTTEN, another).bind(account.id).bind(account.generation),
    ])
}

/// A batch refused so would have kept a grant for another place than it was given for.
pub const FORGOTTEN: &str = "forgotten";

/// What a grant is, confirmed or not.
const GRANT: &str = "account, asked, access, refresh, expires_at, scopes, who, granted_at";

/// A grant takes the place of the one before, and nobody spends that any more.
const REPLACES: &str = "ON CONFLICT DO UPDATE SET asked = excluded.asked, access = excluded.access, refresh = excluded.refresh, \
    expires_at = excluded.expires_at, scopes = excluded.scopes, who = excluded.who, granted_at = excluded.granted_at, \
    refreshed_at = excluded.refreshed_at, lease = '', leased_until = 0";

/// The grant that waits is meant: it is used from now on.
#[must_use]
pub fn confirm(account: i64) -> [Statement; 3] {
    [
        Statement::new(format!(
            "INSERT INTO tokens ({GRANT}, refreshed_at) SELECT {GRANT}, granted_at FROM unconfirmed_grants WHERE account = ? {REPLACES}"
        ))
        .bind(account),
        guard_unchanged("already_done"),
        Statement::new("DELETE FROM unconfirmed_grants WHERE account = ?").bind(account),
    ]
}

/// The grants of these accounts (`= ?`, `IN (…)`), confirmed or not, and consents under way are no use any more.
#[must_use]
pub fn forget_all((which, value): (&str, i64)) -> [Statement; 3] {
    ["tokens", "unconfirmed_grants", "oauth_states"]
        .map(|table| Statement::new(format!("DELETE FROM {table} WHERE account {which}")).bind(value))
}

/// What a consent that came to nothing leaves behind: the provider's words. A grant that is good keeps its light.
#[must_use]
pub fn not_granted(account: &Account, failure: &Failure, now: Instant) -> Vec<Statement> {
    let notify = Statement::new(
        "UPDATE mail_accounts SET consent_failure = ?, consent_message = ?, consent_remark = ? WHERE id = ? AND generation = ?",
    );
    let notify = notify.bind(failure.kind.code()).bind(&failure.server_message).bind(remark(failure));
    let mut statements = vec![notify.bind(account.id).bind(account.generation)];
    if failure.kind.remedy() == domain::mail::failure::Remedy::AwaitPerson {
        let light = Statement::new(
            "UPDATE mail_accounts SET state = ?, failure = ?, server_message = ?, remark = ?, checked_at = ? WHERE id = ? AND generation = ? AND NOT (state <> \
             'needs_sign_in' AND EXISTS (SELECT 1 FROM tokens WHERE account = mail_accounts.id))",
        );
        let state = if failure.kind.asks_for_sign_in() { "needs_sign_in" } else { "error" };
        let light = light.bind(state).bind(failure.kind.code()).bind(&failure.server_message).bind(remark(failure));
        statements.push(light.bind(now).bind(account.id).bind(account.generation));
        statements.extend(app_troubled(account, failure, now));
    }
    statements
}

async fn sealed_pair(
    context: &MailContext<'_>,
    account: i64,
    granted: &Granted,
) -> Result<(String, Option<String>), SealError> {
    let access = context.seal("tokens", account, "access", &granted.access).await?;
    let refresh = match &granted.refresh {
        Some(refresh) => Some(context.seal("tokens", account, "refresh", refresh).await?),
        None => None,
    };
    Ok((access, refresh))
}

/// What a failure means for the account's light, and for its app's. Network trouble and throttling change neither.
pub fn troubled(account: &Account, failure: &Failure, now: Instant) -> Vec<Statement> {
    use domain::mail::failure::Remedy;
    if failure.kind.remedy() != Remedy::AwaitPerson {
        return Vec::new();
    }
    let state = if failure.kind.asks_for_sign_in() { "needs_sign_in" } else { "error" };
    let code = failure.kind.code();
    let light = Statement::new(
        "UPDATE mail_accounts SET state = ?, failure = ?, server_message = ?, remark = ?, checked_at = ? WHERE id = ? AND generation = ?",
    );
    let light = light.bind(state).bind(code).bind(&failure.server_message).bind(remark(failure));
    let mut statements = vec![light.bind(now).bind(account.id).bind(account.generation)];
    statements.extend(app_troubled(account, failure, now));
    statements
}

fn app_troubled(account: &Account, failure: &Failure, now: Instant) -> Option<Statement> {
    let app = account.app.as_ref().filter(|_| failure.kind.is_the_apps())?;
    let light =
        Statement::new("UPDATE mail_apps SET failure = ?, server_message = ?, remark = ?, tested_at = ? WHERE id = ?");
    Some(light.bind(failure.kind.code()).bind(&failure.server_message).bind(remark(failure)).bind(now).bind(app.id))
}

/// As it is kept.
pub fn remark(failure: &Failure) -> Option<&'static str> {
    failure.remark.map(Remark::code)
}

fn no_app() -> Failure {
    Failure::ours(MailFailure::AppUnknown, Remark::NoApp)
}

fn no_key(error: SealError) -> Failure {
    log::error("mail", &error.to_string());
    Failure::ours(MailFailure::ServerGone, Remark::Ourselves)
}
