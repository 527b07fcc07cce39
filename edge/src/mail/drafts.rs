//! Drafts that an attempt left in somebody's mailbox: those of mails that were cancelled or given up are thrown away.
//!
//! Invariant: a mail that waits keeps its draft, and so does one that was sent.

use domain::mail::failure::{MailFailure, Stage};
use domain::mail::remark::Remark;
use domain::mail::server::Engine;
use domain::time::{DAY, HOUR, Instant};
use providers::failure::Failure;
use providers::graph::{Access, Progress, delete_draft};
use serde::Deserialize;
use worker::Env;

use super::context::{Account, MailContext};
use super::{accounts, grants, sending};
use crate::db::{Db, DbError, Statement};
use crate::io::log;

/// Milliseconds after which another try is made.
const PAUSE: i64 = HOUR;
/// How long tries are made: whose grant has ended won't look for an old draft.
const LONGEST: i64 = 7 * DAY;

#[derive(Deserialize)]
struct Left {
    id: i64,
    account: Option<i64>,
    progress: Progress,
}

/// Throws away `budget` drafts at most; how many.
///
/// # Errors
/// When the database doesn't answer.
pub async fn delete_abandoned(db: &Db, env: &Env, now: Instant, budget: u32) -> Result<u32, DbError> {
    let context = MailContext::open(db, env).map_err(|error| DbError::Broken(error.to_string()))?;
    let find = Statement::new(format!(
        "SELECT json_group_array(json_object('id', id, 'account', account, 'progress', json(progress))) FROM (SELECT * FROM \
         outbox WHERE status IN ('failed', 'cancelled') AND next_at <= ? AND json_extract(progress, '$.draft') IS NOT NULL \
         LIMIT {budget})"
    ));
    let all: Vec<Left> = db.read(&[find.bind(now)]).await?.row_json(0)?;
    let mut thrown = 0_u32;
    for left in all {
        match delete_one(&context, &left).await? {
            Ok(()) => {
                // Whoever sends it again meanwhile finds no draft, and begins anew.
                let forget =
                    Statement::new("UPDATE outbox SET progress = json_remove(progress, '$.draft') WHERE id = ?");
                db.write(&[forget.bind(left.id)]).await?;
                thrown = thrown.saturating_add(1);
            }
            Err(failure) => {
                log::info(&format!("draft of mail {} stays: {}", left.id, failure.kind.code()));
                let until = failure.until.unwrap_or_else(|| now.plus(PAUSE));
                let later = Statement::new(
                    "UPDATE outbox SET next_at = ?, progress = iif(updated_at < ?, json_remove(progress, '$.draft'), \
                     progress) WHERE id = ? AND status IN ('failed', 'cancelled')",
                );
                db.write(&[later.bind(until).bind(now.plus(-LONGEST)).bind(left.id)]).await?;
            }
        }
    }
    Ok(thrown)
}

async fn delete_one(context: &MailContext<'_>, left: &Left) -> Result<Result<(), Failure>, DbError> {
    let Some(draft) = &left.progress.draft else { return Ok(Ok(())) };
    let account: Option<Account> = context.db.read(&[accounts::which(left.account)]).await?.json(0)?;
    let Some(account) = account.filter(|account| matches!(account.server.engine, Engine::Graph | Engine::GraphApp))
    else {
        return Ok(Err(Failure::ours(MailFailure::AuthRejected, Remark::NoAccount)));
    };
    let throw = async |token| {
        let access = Access { base: context.graph(), owner: sending::owner(&account), token };
        let thrown = delete_draft(&access, draft, context.now(), |request| context.send(request)).await;
        thrown.map(drop).map_err(|failure| failure.at(Stage::Message))
    };
    Ok(grants::with_token(context, &account, throw).await.map_err(|failed| failed.failure))
}
