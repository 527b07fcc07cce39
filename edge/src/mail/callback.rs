//! The addresses that providers send people back to.
//!
//! They bring a code or an administrator's consent, or an error; the state says whose and for what. The browser is then led
//! to the record's page, which shows how it went.
//!
//! Invariant: a state is deleted by the one request that brings it, whatever comes of it, and is good at its own provider's
//! address only. Whatever a provider says is kept where its person finds it.

use domain::history::HistoryAct;
use domain::mail::app::{Provider, may_come_from};
use domain::permission::NamedAct;
use domain::time::Instant;
use providers::failure::Failure;
use providers::oauth::{AdminConsent, App, Callback, Granted, Match, exchange, lets_large_files, me, read_me};
use providers::secret::Secret;
use serde::Deserialize;
use worker::{Env, Headers, Method, Request, Response, Result};

use super::consent::LARGE;
use super::context::{Account, MailContext, Registration, grant};
use super::{accounts, grants, outbox};
use crate::db::{Db, DbError, Statement};
use crate::http::address::Address;
use crate::http::caller::{Actor, Caller};
use crate::http::sessions;
use crate::io::{clock, hash, log};
use crate::records::write;

#[must_use]
pub fn is_one(path: &str) -> bool {
    Provider::ALL.iter().any(|provider| provider.redirect_path() == path)
}

/// Where somebody is led whose record isn't known any more.
const NOWHERE: &str = "/admin/mail-authorised";

#[derive(Deserialize)]
struct PendingConsent {
    cookie_hash: String,
    staff: i64,
    app: i64,
    account: Option<i64>,
    asked: String,
    verifier: String,
    expires_at: i64,
    provider: Provider,
}

/// Leads back to the record, with `outcome` in the query: `authorised`, `consented`, `confirm`, or a failure's code.
///
/// # Errors
/// Only when the runtime can't make a response.
pub async fn handle_callback(request: &Request, address: &Address, env: &Env) -> Result<Response> {
    if request.method() == Method::Head {
        // It changes nothing, so it spends no state and can't know how it would go.
        let headers = Headers::from_iter([("location", "/admin/mail-accounts")]);
        return Ok(Response::empty()?.with_status(303).with_headers(headers));
    }
    let header = |name: &str| request.headers().get(name).ok().flatten();
    let from = header("cf-connecting-ip").filter(|ip| !ip.is_empty()).unwrap_or_else(|| "local".to_owned());
    let back = Back { origin: address.origin.clone(), cookies: header("cookie"), from };
    let to = match Db::open(env, clock::now()) {
        Ok(db) => back.take(&db, env, address).await,
        Err(error) => Err(error),
    };
    let to = to.unwrap_or_else(|error| {
        log::error("consent", &error.to_string());
        [NOWHERE, "?outcome=server_gone"].concat()
    });
    let headers = Headers::new();
    headers.set("location", &to)?;
    headers.set("cache-control", "no-store")?;
    headers.set("referrer-policy", "no-referrer")?;
    headers.set(
        "set-cookie",
        &format!("{}=; Path=/; Max-Age=0; Secure; HttpOnly; SameSite=Lax", super::consent::COOKIE),
    )?;
    Ok(Response::empty()?.with_status(303).with_headers(headers))
}

struct Back {
    origin: String,
    cookies: Option<String>,
    from: String,
}

impl Back {
    async fn take(&self, db: &Db, env: &Env, address: &Address) -> core::result::Result<String, DbError> {
        let query = address.query.as_str();
        let consent = AdminConsent::is_one(query);
        let state = if consent { AdminConsent::read(query).state } else { Callback::read(query).state };
        let state_hash = hash::sha256(&[state.as_bytes()]);
        let now = clock::now();
        let consume = Statement::new(
            "DELETE FROM oauth_states WHERE state_hash = ? RETURNING json_object('cookie_hash', cookie_hash, 'staff', staff, \
             'app', app, 'account', account, 'asked', asked, 'verifier', verifier, 'expires_at', expires_at, \
             'provider', (SELECT provider FROM mail_apps WHERE id = app))",
        );
        let session = self.cookies.as_deref().and_then(|all| sessions::token_hash(sessions::Kind::Staff, all));
        let mut statements = vec![consume.bind(&state_hash)];
        statements.extend(session.map(|session| sessions::staff(&session, now)));
        let rows = db.write(&statements).await?;
        let (pending, caller): (Option<PendingConsent>, Option<Caller>) = (rows.json(0)?, rows.json(1)?);
        let (Some(pending), Some(caller)) = (pending, caller) else { return Ok(refused(None, "state")) };
        let mut cookies = self.cookies.iter().flat_map(|cookies| cookies.split(';'));
        let cookie = cookies.find_map(|pair| pair.trim().strip_prefix(super::consent::COOKIE)?.strip_prefix('='));
        let bound = cookie.is_some_and(|cookie| hash::sha256(&[cookie.as_bytes()]) == pending.cookie_hash);
        if !bound || pending.staff != caller.id.0 || pending.expires_at <= now.0 {
            return Ok(refused(Some(&pending), "state"));
        }
        if pending.provider.redirect_path() != address.path {
            return Ok(refused(Some(&pending), "issuer"));
        }
        let place = format!("oauth_states:{state_hash}:verifier");
        let context = MailContext::open(db, env).map_err(|error| DbError::Broken(error.to_string()))?;
        let verifier =
            context.sealer.open(&place, &pending.verifier).await.map_err(|e| DbError::Broken(e.to_string()))?;
        match pending.account {
            None => self.organisation(&context, &caller, &pending, AdminConsent::read(query)).await,
            Some(id) => self.account(&context, &caller, (id, &pending), Callback::read(query), &verifier).await,
        }
    }

    async fn organisation(
        &self,
        context: &MailContext<'_>,
        caller: &Caller,
        pending: &PendingConsent,
        consent: AdminConsent,
    ) -> core::result::Result<String, DbError> {
        let now = context.now();
        let outcome = match consent.outcome {
            Ok(_) if !caller.may_do(NamedAct::ManageMail) => return Ok(refused(Some(pending), "state")),
            Ok(tenant) => {
                // From now on its tenant: `/common` can't give an app a token of its own.
                let keep = Statement::new(
                    "UPDATE mail_apps SET consented_at = ?, tenant = CASE WHEN tenant = '' THEN ? ELSE tenant END, failure = NULL, \
                     server_message = '', consent_failure = NULL, consent_message = '', version = version + 1, updated_at = ? WHERE id = ?",
                );
                let keep = keep.bind(now).bind(tenant).bind(now).bind(pending.app);
                let history =
                    write::history("mail-apps", pending.app, &Actor::from(caller), now, HistoryAct::Consented, &[]);
                // The tokens there are don't hold what was consented to just now.
                let drop = grants::drop_tokens_of(pending.app);
                context.db.write(&[keep, history, drop, outbox::release_app(pending.app, now)]).await?;
                "consented"
            }
            Err(failure) => {
                // What was consented to before stays so.
                let keep = Statement::new(
                    "UPDATE mail_apps SET consent_failure = ?, consent_message = ?, consent_remark = ?, failure = iif(consented_at IS NULL, ?, \
                     failure), server_message = iif(consented_at IS NULL, ?, server_message) WHERE id = ?",
                );
                let keep = keep.bind(failure.kind.code()).bind(&failure.server_message).bind(grants::remark(&failure));
                context
                    .db
                    .write(&[keep.bind(failure.kind.code()).bind(&failure.server_message).bind(pending.app)])
                    .await?;
                failure.kind.code()
            }
        };
        Ok(format!("/admin/mail-apps/{}?outcome={outcome}", pending.app))
    }

    async fn account(
        &self,
        context: &MailContext<'_>,
        caller: &Caller,
        (id, pending): (i64, &PendingConsent),
        callback: Callback,
        verifier: &Secret,
    ) -> core::result::Result<String, DbError> {
        let rows = context.db.read(&[accounts::statement("t.id = ?").bind(id)]).await?;
        let account: Option<Account> = rows.json(0)?;
        let Some(account) = account.filter(|account| accounts::may_manage(account, caller)) else {
            return Ok(refused(Some(pending), "state"));
        };
        let app =
            account.app.as_ref().filter(|app| app.id == pending.app && may_come_from(&app.allowed_ips, &self.from));
        let Some(app) = app else { return Ok(refused(Some(pending), "state")) };
        if !context.endpoints(app).is_ok_and(|endpoints| callback.is_from(&endpoints.authorise)) {
            return Ok(refused(Some(pending), "issuer"));
        }
        let large = pending.asked == LARGE;
        let outcome = match callback.outcome {
            Ok(code) => self.exchange(context, &account, app, large, &code, verifier).await,
            Err(failure) => Err(failure),
        };
        let now = context.now();
        let outcome = match outcome {
            Ok((granted, other, promoted)) => {
                let kept = grants::keep(context, &account, &granted, other.as_deref(), now).await;
                let mut statements = kept.map_err(|error| DbError::Broken(error.to_string()))?;
                statements.extend(promoted);
                statements.push(write::history(
                    "mail-accounts",
                    id,
                    &Actor::from(caller),
                    now,
                    HistoryAct::Authorised,
                    &[],
                ));
                statements.push(outbox::release(id, now));
                let kept = match context.db.write(&statements).await {
                    Ok(rows) => rows.count(0) > 0,
                    Err(DbError::Refused(name)) if name == grants::FORGOTTEN => {
                        return Ok(refused(Some(pending), "state"));
                    }
                    Err(error) => return Err(error),
                };
                match kept {
                    false => "confirm",
                    true if large && !lets_large_files(&granted.scopes) => "without_large_files",
                    true => "authorised",
                }
            }
            Err(failure) => {
                context.db.write(&grants::not_granted(&account, &failure, now)).await?;
                failure.kind.code()
            }
        };
        Ok(format!("/admin/mail-accounts/{id}?outcome={outcome}"))
    }

    /// The grant, who else than the account's address gave it, and what [`grants::with_secrets`] says.
    async fn exchange(
        &self,
        context: &MailContext<'_>,
        account: &Account,
        app: &Registration,
        large: bool,
        code: &Secret,
        verifier: &Secret,
    ) -> core::result::Result<(Granted, Option<String>, Vec<Statement>), Failure> {
        let asked = grant(account.server.engine, app.provider, large);
        let apps = context.apps(app, false, &self.origin).await?;
        let send = |request| context.send(request);
        let ask = async |app: &App| exchange(app, asked, code, verifier, context.now(), send).await;
        let (granted, promoted) = grants::with_secrets(context, app, &apps, ask).await?;
        let other = who(context, &granted, account, context.now()).await?;
        Ok((granted, other, promoted))
    }
}

/// Somebody else than the configured address, who then has to be confirmed as a shared mailbox's user.
async fn who(
    context: &MailContext<'_>,
    granted: &Granted,
    account: &Account,
    now: Instant,
) -> core::result::Result<Option<String>, Failure> {
    let who = match &granted.who {
        Some(who) => who.clone(),
        None if account.server.engine == domain::mail::server::Engine::Graph => {
            let request = me(&context.graph(), &granted.access)?;
            read_me(&context.send(request).await?, now)?
        }
        None => return Ok(Some("?".to_owned())),
    };
    Ok(match who.matches(&account.fields.address) {
        Match::Same => None,
        Match::Other(other) => Some(if other.is_empty() { "?".to_owned() } else { other }),
    })
}

fn refused(pending: Option<&PendingConsent>, why: &str) -> String {
    match pending {
        Some(PendingConsent { account: Some(id), .. }) => format!("/admin/mail-accounts/{id}?outcome={why}"),
        Some(PendingConsent { app, .. }) => format!("/admin/mail-apps/{app}?outcome={why}"),
        None => format!("{NOWHERE}?outcome={why}"),
    }
}
