//! Tokens: kept sealed, refreshed when they end, spent by one request at a time.
//!
//! A refresh token is good once. Whoever wants to spend it takes the row's lease first; everybody else waits for the outcome.
//!
//! Invariant: no refresh token leaves this Worker without the lease, and the one that came back is kept in the same statement
//! that gives the lease up.

use domain::mail::account::Engine;
use domain::mail::failure::MailFailure;
use domain::time::{Instant, MINUTE};
use providers::failure::Failure;
use providers::oauth::{App, Granted, client_credentials, refresh};
use providers::secret::Secret;
use serde::Deserialize;

use super::desk::{Account, Desk, Keyed, Registration, database, grant};
use crate::db::Statement;
use crate::io::seal::SealError;
use crate::io::{clock, fetch, random};

/// Longer than a token endpoint is waited for, with each of two secrets.
const LEASE: i64 = 2 * MINUTE;
/// How long somebody else's refresh is waited for, and how often it is looked after.
const PAUSE: u64 = 250;
const PAUSES: u32 = 80;

#[derive(Deserialize)]
struct Token {
    access: String,
    expires_at: i64,
    confirmed: i64,
    who: String,
}

const TOKEN: &str = "json_object('access', access, 'expires_at', expires_at, 'confirmed', confirmed, 'who', who)";

/// Asks with each of an app's secrets until one is taken. The next one is tried only when the current one was refused or has
/// ended, so if it is the one that is taken it takes the other's place: by these statements, in the batch that records the
/// success.
///
/// # Errors
/// What the provider says; of several refused secrets, what it says of the last.
pub async fn with_secrets<T>(
    desk: &Desk<'_>,
    app: &Registration,
    apps: &[Keyed],
    ask: impl AsyncFn(&App) -> Result<T, Failure>,
) -> Result<(T, Vec<Statement>), Failure> {
    let mut last = no_app();
    for keyed in apps {
        match ask(&keyed.app).await {
            Ok(answer) if keyed.next => return Ok((answer, promoted(desk, app, &keyed.app.secret).await)),
            Ok(answer) => return Ok((answer, Vec::new())),
            Err(failure) if is_the_secrets(&failure) => last = failure,
            Err(failure) => return Err(failure),
        }
    }
    Err(last)
}

/// The next secret becomes the current one, if it still is this one. What can't be sealed stays as it is: the answer that
/// was got with it matters more.
async fn promoted(desk: &Desk<'_>, app: &Registration, secret: &Secret) -> Vec<Statement> {
    let Ok(sealed) = desk.seal("mail_apps", app.id, "secret", secret).await else { return Vec::new() };
    let now = desk.now();
    let promote = Statement::new(
        "UPDATE mail_apps SET secret = ?, secret_expires_on = next_secret_expires_on, next_secret = NULL, \
         next_secret_expires_on = NULL, failure = '', said = '', version = version + 1, updated_at = ? \
         WHERE id = ? AND next_secret = ?",
    );
    let told = Statement::new(
        "INSERT INTO history (kind, record, at, who_kind, who, who_name, act, changes) \
         SELECT 'mail-apps', id, ?, 'system', 0, '', 'next_secret_taken', json_array(json_object('field', \
         'secret_expires_on', 'before', NULL, 'after', secret_expires_on)) FROM mail_apps WHERE id = ? AND changes() = 1",
    );
    vec![promote.bind(sealed).bind(now).bind(app.id).bind(app.next_secret.as_deref()), told.bind(now).bind(app.id)]
}

/// Whether another secret of the same app may be what is asked for.
const fn is_the_secrets(failure: &Failure) -> bool {
    matches!(failure.kind, MailFailure::SecretWrong | MailFailure::SecretExpired)
}

/// A token that is good now, refreshed if need be.
///
/// # Errors
/// `NotAuthorised` without a confirmed grant; otherwise what the provider says.
pub async fn access(desk: &Desk<'_>, account: &Account) -> Result<Secret, Failure> {
    for _ in 0..PAUSES {
        let find = Statement::new(format!("SELECT {TOKEN} FROM tokens WHERE account = ?")).bind(account.id);
        let rows = desk.db.read(&[find]).await.map_err(|error| database(&error))?;
        let token: Option<Token> = rows.json(0).map_err(|error| database(&error))?;
        let alone = account.fields.engine == Engine::GraphApp;
        match token {
            Some(token) if token.confirmed == 0 => {
                let said = format!("{} consented, which nobody has confirmed yet", token.who);
                return Err(Failure::new(MailFailure::NotAuthorised, &said));
            }
            Some(token) if token.expires_at > desk.now().0 => {
                return desk.open_secret("tokens", account.id, "access", &token.access).await;
            }
            None if !alone => {
                return Err(Failure::new(MailFailure::NotAuthorised, "nobody has authorised this account yet"));
            }
            _ if alone => return by_itself(desk, account).await,
            _ => {}
        }
        if let Some((lease, sealed)) = take_lease(desk, account.id).await? {
            return spend(desk, account, &lease, sealed.as_deref()).await;
        }
        clock::wait(PAUSE).await;
    }
    Err(Failure::new(MailFailure::ServerGone, "another request has been refreshing the token for too long"))
}

/// The lease and the sealed refresh token, unless somebody else holds it or has just refreshed.
async fn take_lease(desk: &Desk<'_>, account: i64) -> Result<Option<(String, Option<String>)>, Failure> {
    let lease = random::token();
    let now = desk.now();
    let take = Statement::new(
        "UPDATE tokens SET lease = ?, leased_until = ? WHERE account = ? AND leased_until <= ? AND expires_at <= ? \
         RETURNING json_array(refresh)",
    );
    let take = take.bind(&lease).bind(now.plus(LEASE)).bind(account).bind(now).bind(now);
    let rows = desk.db.write(&[take]).await.map_err(|error| database(&error))?;
    let taken: Option<(Option<String>,)> = rows.json(0).map_err(|error| database(&error))?;
    Ok(taken.map(|(refresh,)| (lease, refresh)))
}

async fn spend(desk: &Desk<'_>, account: &Account, lease: &str, sealed: Option<&str>) -> Result<Secret, Failure> {
    let outcome = match sealed {
        Some(sealed) => refreshed(desk, account, sealed).await,
        None => Err(Failure::new(MailFailure::ReauthRequired, "the grant has ended and has no refresh token")),
    };
    let now = desk.now();
    match outcome {
        Ok((granted, promoted)) => {
            let (access, refresh) = sealed_pair(desk, account.id, &granted).await.map_err(no_key)?;
            let keep = Statement::new(
                "UPDATE tokens SET access = ?, refresh = ?, expires_at = ?, refreshed_at = ?, lease = '', leased_until = 0 \
                 WHERE account = ? AND lease = ?",
            );
            let keep = keep.bind(access).bind(refresh).bind(granted.expires_at).bind(now).bind(account.id).bind(lease);
            let statements: Vec<Statement> = core::iter::once(keep).chain(promoted).collect();
            desk.db.write(&statements).await.map_err(|error| database(&error))?;
            Ok(granted.access)
        }
        Err(failure) => {
            let give_up =
                Statement::new("UPDATE tokens SET lease = '', leased_until = 0 WHERE account = ? AND lease = ?");
            desk.db.write(&[give_up.bind(account.id).bind(lease)]).await.map_err(|error| database(&error))?;
            Err(failure)
        }
    }
}

async fn refreshed(desk: &Desk<'_>, account: &Account, sealed: &str) -> Result<(Granted, Vec<Statement>), Failure> {
    let old = desk.open_secret("tokens", account.id, "refresh", sealed).await?;
    let app = account.app.as_ref().ok_or_else(no_app)?;
    let asked = grant(account.fields.engine, app.provider);
    let apps = desk.apps(app, false, "").await?;
    let ask = async |app: &App| refresh(app, asked, &old, desk.now(), fetch::send).await;
    with_secrets(desk, app, &apps, ask).await
}

/// A token of the app's own. There is nothing to spend, so no lease is needed: two at once are two good tokens.
async fn by_itself(desk: &Desk<'_>, account: &Account) -> Result<Secret, Failure> {
    let app = account.app.as_ref().ok_or_else(no_app)?;
    let (granted, promoted) = of_app(desk, app, &desk.apps(app, true, "").await?).await?;
    let mut statements = keep(desk, account, &granted, None, desk.now()).await.map_err(no_key)?;
    statements.extend(promoted);
    desk.db.write(&statements).await.map_err(|error| database(&error))?;
    Ok(granted.access)
}

/// Client credentials, as [`with_secrets`] says.
pub async fn of_app(desk: &Desk<'_>, app: &Registration, apps: &[Keyed]) -> Result<(Granted, Vec<Statement>), Failure> {
    with_secrets(desk, app, apps, async |app: &App| client_credentials(app, desk.now(), fetch::send).await).await
}

/// Keeps a new grant in place of any before it; `other` is who gave it, when that is not the account's own address.
///
/// # Errors
/// [`SealError::NoKey`].
pub async fn keep(
    desk: &Desk<'_>,
    account: &Account,
    granted: &Granted,
    other: Option<&str>,
    now: Instant,
) -> Result<Vec<Statement>, SealError> {
    let (access, refresh) = sealed_pair(desk, account.id, granted).await?;
    let token = Statement::new(
        "INSERT INTO tokens (account, asked, access, refresh, expires_at, scopes, who, confirmed, granted_at, refreshed_at) \
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET asked = excluded.asked, access = excluded.access, \
         refresh = excluded.refresh, expires_at = excluded.expires_at, scopes = excluded.scopes, who = excluded.who, \
         confirmed = excluded.confirmed, granted_at = excluded.granted_at, refreshed_at = excluded.refreshed_at, lease = '', \
         leased_until = 0",
    )
    .bind(account.id)
    .bind(account.fields.engine.code())
    .bind(access)
    .bind(refresh)
    .bind(granted.expires_at)
    .bind(granted.scopes.join(" "))
    .bind(other.unwrap_or(&account.fields.address))
    .bind(other.is_none())
    .bind(now)
    .bind(now);
    let state = if other.is_none() { "connected" } else { "needs_sign_in" };
    let account =
        Statement::new("UPDATE mail_accounts SET state = ?, failure = '', said = '', checked_at = ? WHERE id = ?")
            .bind(state)
            .bind(now)
            .bind(account.id);
    Ok(vec![token, account])
}

async fn sealed_pair(desk: &Desk<'_>, account: i64, granted: &Granted) -> Result<(String, Option<String>), SealError> {
    let access = desk.seal("tokens", account, "access", &granted.access).await?;
    let refresh = match &granted.refresh {
        Some(refresh) => Some(desk.seal("tokens", account, "refresh", refresh).await?),
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
    let light =
        Statement::new("UPDATE mail_accounts SET state = ?, failure = ?, said = ?, checked_at = ? WHERE id = ?");
    let mut statements = vec![light.bind(state).bind(code).bind(&failure.said).bind(now).bind(account.id)];
    if let (true, Some(app)) = (failure.kind.is_the_apps(), &account.app) {
        let light = Statement::new("UPDATE mail_apps SET failure = ?, said = ?, tested_at = ? WHERE id = ?");
        statements.push(light.bind(code).bind(&failure.said).bind(now).bind(app.id));
    }
    statements
}

fn no_app() -> Failure {
    Failure::new(MailFailure::AppUnknown, "the account has no app registration")
}

fn no_key(error: SealError) -> Failure {
    Failure::new(MailFailure::ServerGone, &error.to_string())
}
