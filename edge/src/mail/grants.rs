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

use super::desk::{Account, Desk, database, grant};
use crate::db::Statement;
use crate::io::seal::SealError;
use crate::io::{clock, fetch, random};

/// Longer than a token endpoint is waited for.
const LEASE: i64 = MINUTE;
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

/// Whether another secret of the same app may be what is asked for.
pub const fn is_the_secrets(failure: &Failure) -> bool {
    matches!(failure.kind, MailFailure::SecretWrong | MailFailure::SecretExpired)
}

/// A token that is good now, refreshed if need be.
///
/// # Errors
/// `ReauthRequired` without a grant; otherwise what the provider says.
pub async fn access(desk: &Desk<'_>, account: &Account) -> Result<Secret, Failure> {
    for _ in 0..PAUSES {
        let find = Statement::new(format!("SELECT {TOKEN} FROM tokens WHERE account = ?")).bind(account.id);
        let rows = desk.db.read(&[find]).await.map_err(|error| database(&error))?;
        let token: Option<Token> = rows.json(0).map_err(|error| database(&error))?;
        let alone = account.fields.engine == Engine::GraphApp;
        match token {
            Some(token) if token.confirmed == 0 => {
                let said = format!("{} consented, which nobody has confirmed yet", token.who);
                return Err(Failure::new(MailFailure::ReauthRequired, &said));
            }
            Some(token) if token.expires_at > desk.now().0 => {
                return desk.open_secret("tokens", account.id, "access", &token.access).await;
            }
            None if !alone => {
                return Err(Failure::new(MailFailure::ReauthRequired, "nobody has authorised this account yet"));
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
        Ok(granted) => {
            let (access, refresh) = sealed_pair(desk, account.id, &granted).await.map_err(no_key)?;
            let keep = Statement::new(
                "UPDATE tokens SET access = ?, refresh = ?, expires_at = ?, refreshed_at = ?, lease = '', leased_until = 0 \
                 WHERE account = ? AND lease = ?",
            );
            let keep = keep.bind(access).bind(refresh).bind(granted.expires_at).bind(now).bind(account.id).bind(lease);
            desk.db.write(&[keep]).await.map_err(|error| database(&error))?;
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

async fn refreshed(desk: &Desk<'_>, account: &Account, sealed: &str) -> Result<Granted, Failure> {
    let old = desk.open_secret("tokens", account.id, "refresh", sealed).await?;
    let app = account.app.as_ref().ok_or_else(no_app)?;
    let asked = grant(account.fields.engine, app.provider);
    let mut last = no_app();
    for app in desk.apps(app, false, "").await? {
        match refresh(&app, asked, &old, desk.now(), fetch::send).await {
            Err(failure) if is_the_secrets(&failure) => last = failure,
            outcome => return outcome,
        }
    }
    Err(last)
}

/// A token of the app's own. There is nothing to spend, so no lease is needed: two at once are two good tokens.
async fn by_itself(desk: &Desk<'_>, account: &Account) -> Result<Secret, Failure> {
    let app = account.app.as_ref().ok_or_else(no_app)?;
    let granted = of_app(desk, &desk.apps(app, true, "").await?).await?;
    let statements = keep(desk, account, &granted, None, desk.now()).await.map_err(no_key)?;
    desk.db.write(&statements).await.map_err(|error| database(&error))?;
    Ok(granted.access)
}

/// Client credentials with each of the app's secrets in turn.
pub async fn of_app(desk: &Desk<'_>, apps: &[App]) -> Result<Granted, Failure> {
    let mut last = no_app();
    for app in apps {
        match client_credentials(app, desk.now(), fetch::send).await {
            Err(failure) if is_the_secrets(&failure) => last = failure,
            outcome => return outcome,
        }
    }
    Err(last)
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
