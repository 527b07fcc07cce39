//! Grants kept alive, and those told who can mend what stopped working.
//!
//! A refresh token that is never spent dies (Microsoft's after 90 days), and a grant that was taken back is found out only by
//! spending it; so each is spent once a week, whether there is mail or not.

use domain::mail::failure::{MailFailure, Remedy};
use domain::notice::Notice;
use domain::permission::{NamedAct, Permission};
use domain::time::{DAY, Instant};
use providers::failure::{Failure, StageFailure};
use worker::Env;

use super::context::{Account, MailContext};
use super::{accounts, grants};
use crate::db::{Db, DbError, Statement};
use crate::notices::{NOTIFY, staff_who_may};

/// How long a refresh token rests at most.
const REST: i64 = 7 * DAY;

/// Spends the refresh tokens that have rested longest, `budget` at most; how many, and whether more have rested too long.
///
/// # Errors
/// When the database doesn't answer.
pub async fn refresh_idle(db: &Db, env: &Env, now: Instant, budget: u32) -> Result<(i64, bool), DbError> {
    let context = MailContext::open(db, env).map_err(|error| DbError::Broken(error.to_string()))?;
    let idle = Statement::new(format!(
        "SELECT json_group_array(account) FROM (SELECT k.account FROM tokens k JOIN mail_accounts t ON t.id = k.account \
         WHERE k.refresh IS NOT NULL AND k.refreshed_at < ? AND t.active = 1 AND t.archived_at IS NULL \
         AND t.state <> 'needs_sign_in' ORDER BY k.refreshed_at LIMIT {budget})"
    ));
    let idle: Vec<i64> = db.read(&[idle.bind(now.plus(-REST))]).await?.row_json(0)?;
    let mut refreshed = 0;
    for id in &idle {
        let Some(account) = db.read(&[accounts::statement("t.id = ?").bind(*id)]).await?.json::<Account>(0)? else {
            continue;
        };
        match grants::renew(&context, &account).await {
            Ok(()) => refreshed += 1,
            Err(failure) => {
                let mut statements = notify(&account, &failure, now);
                statements.extend(grants::troubled(&account, &failure, now));
                if !statements.is_empty() {
                    db.write(&statements).await?;
                }
            }
        }
    }
    Ok((refreshed, refreshed > 0 && u32::try_from(idle.len()).is_ok_and(|found| found >= budget)))
}

/// As [`notify`], after an attempt to send that nobody watched.
pub fn notify_failure<T>(account: &Account, outcome: &Result<T, StageFailure>, now: Instant) -> Vec<Statement> {
    match outcome {
        Ok(_) => Vec::new(),
        Err(failure) => notify(account, &failure.failure, now),
    }
}

/// Tells whoever can mend it that an account has stopped working, or that its app's secret has expired: once, before
/// [`grants::troubled`] turns the light.
fn notify(account: &Account, failure: &Failure, now: Instant) -> Vec<Statement> {
    if failure.kind.remedy() != Remedy::AwaitPerson {
        return Vec::new();
    }
    let holders = staff_who_may(Permission::To(NamedAct::ManageMail));
    match &account.app {
        Some(app) if failure.kind == MailFailure::SecretExpired => {
            // No step ahead, and none that comes twice for one expiry.
            let untold = "NOT EXISTS (SELECT 1 FROM secret_notices e WHERE e.app = a.id AND e.expires_on = a.secret_expires_on AND e.step = -1)";
            let notify = Statement::new(format!(
                "{NOTIFY}SELECT 'staff', p.id, CAST(? AS INTEGER), ?, 'mail-apps', a.id, a.name FROM {holders} p JOIN mail_apps a \
                 WHERE a.id = ? AND {untold}"
            ));
            let mark = Statement::new(
                "INSERT OR IGNORE INTO secret_notices (app, expires_on, step) SELECT id, secret_expires_on, -1 FROM mail_apps WHERE id = ?",
            );
            vec![notify.bind(now).bind(Notice::SecretExpiring.code()).bind(app.id), mark.bind(app.id)]
        }
        _ => {
            let notify = Statement::new(format!(
                "{NOTIFY}SELECT 'staff', p.id, CAST(? AS INTEGER), ?, 'mail-accounts', t.id, t.name FROM mail_accounts t JOIN staff p \
                 ON p.active = 1 AND p.archived_at IS NULL AND iif(t.kind = 'personal', p.id = t.owner, p.id IN {holders}) \
                 WHERE t.id = ? AND t.generation = ? AND t.state NOT IN ('needs_sign_in', 'error')"
            ));
            let notify = notify.bind(now).bind(Notice::MailTroubled.code());
            vec![notify.bind(account.id).bind(account.generation)]
        }
    }
}
