//! The clock's hand on the outbox: claim a row, send it, record what came of it.
//!
//! A crash before the claim leaves the row waiting; one after it leaves a lease that runs out, and the next run sends the same
//! mail under the same Message-ID, after looking, where the provider can be looked into, whether it has gone already. Where it
//! can't, and the whole message had been handed over, it is "perhaps sent" (`verdict`).
//!
//! Invariant: only the holder of a row's lease records its outcome.

use domain::mail::failure::{MailFailure, Stage};
use domain::mail::outbox::{LeftOut, LetterDraft, OutboxKind};
use domain::mail::remark::Remark;
use domain::time::{Instant, MINUTE};
use providers::failure::{Failure, StageFailure};
use providers::graph::Progress;
use serde::Deserialize;
use worker::Env;

use super::desk::{Account, Desk};
use super::links::{self, Sealed};
use super::sending::{self, Claimed, Sent};
use super::verdict::{self, Before, Verdict};
use super::{accounts, grants, upkeep};
use crate::db::{Db, DbError, Statement};
use crate::io::{clock, log, random};

/// Longer than the longest attempt: a large mail in pieces.
const LEASE: i64 = 15 * MINUTE;
/// How often a place at a busy mailbox is looked for, and for how long.
const PAUSE: u64 = 250;
const PAUSES: u32 = 80;
/// Where the row `o` may be sent now: Exchange takes four requests of one app at one mailbox at once, and each mail being
/// sent makes one after the other. Bound to the hour.
const ROOM: &str = "(SELECT count(*) FROM outbox b JOIN mail_accounts n ON n.id = coalesce(b.account, (SELECT id FROM \
    mail_accounts WHERE is_default = 1 AND archived_at IS NULL)) JOIN mail_accounts m ON m.id = coalesce(o.account, \
    (SELECT id FROM mail_accounts WHERE is_default = 1 AND archived_at IS NULL)) WHERE b.status = 'sending' AND \
    b.leased_until > ? AND b.id <> o.id AND n.app = m.app AND n.address = m.address COLLATE NOCASE \
    AND n.engine IN ('graph', 'graph_app') AND m.engine IN ('graph', 'graph_app')) < 4";

/// What a run did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Posted {
    pub sent: u32,
    /// Tried without success; most are tried again.
    pub failed: u32,
    /// Whether the budget ended before the outbox did.
    pub more: bool,
}

#[derive(Deserialize)]
struct Row {
    id: i64,
    message_id: String,
    created_at: i64,
    kind: OutboxKind,
    account: Option<i64>,
    attempts: i64,
    mail: LetterDraft,
    left_out: Vec<LeftOut>,
    /// 0 or 1.
    reached: i64,
    doubts: i64,
    link: Option<String>,
    link_ends_at: Option<i64>,
    progress: Progress,
}

/// Sends what is due, `budget` mails at most.
///
/// # Errors
/// When the database doesn't answer; what was sent until then is recorded.
pub async fn send_waiting(db: &Db, env: &Env, now: Instant, budget: u32) -> Result<Posted, DbError> {
    let desk = Desk::open(db, env).map_err(|error| DbError::Broken(error.to_string()))?;
    let mut posted = Posted { more: true, ..Posted::default() };
    for _ in 0..budget {
        // A row that failed now is due later, so the hour of the run's start claims each row once.
        let due = format!(
            "(SELECT o.id FROM outbox o WHERE o.status IN ('waiting', 'sending', 'partly_sent', 'perhaps_sent') \
             AND o.next_at <= ? AND (o.status <> 'sending' OR o.leased_until <= ?) AND {ROOM} ORDER BY o.next_at, o.id LIMIT 1)"
        );
        let Some((claimed, account)) = claim(&desk, &due, &[now, desk.now(), desk.now()]).await? else {
            posted.more = false;
            break;
        };
        if claimed.link.as_ref().is_some_and(|link| link.is_over(desk.now())) {
            db.write(&[links::call_off(&claimed)]).await?;
            continue;
        }
        match deliver(&desk, &claimed, account, false).await?.outcome {
            Ok(_) => posted.sent = posted.sent.saturating_add(1),
            Err(failure) => {
                log::info(&format!(
                    "mail {} waits: {} at {}",
                    claimed.id,
                    failure.failure.kind.code(),
                    failure.stage.code()
                ));
                posted.failed = posted.failed.saturating_add(1);
            }
        }
    }
    Ok(posted)
}

/// Sends one row at once, if it is waiting; for a person who watches, and who waits while the mailbox is busy.
///
/// # Errors
/// When the database doesn't answer.
pub async fn send_now(desk: &Desk<'_>, id: i64) -> Result<Option<Sent>, DbError> {
    let which = format!("(SELECT o.id FROM outbox o WHERE o.id = ? AND o.status = 'waiting' AND {ROOM})");
    for _ in 0..PAUSES {
        if let Some((claimed, account)) = claim(desk, &which, &[Instant(id), desk.now()]).await? {
            return deliver(desk, &claimed, account, true).await.map(Some);
        }
        let waits = Statement::new("SELECT 'yes' FROM outbox WHERE id = ? AND status = 'waiting'").bind(id);
        if desk.db.read(&[waits]).await?.text(0).is_none() {
            return Ok(None);
        }
        clock::wait(PAUSE).await;
    }
    Ok(Some(nowhere(MailFailure::Throttled { until: None }, Remark::Busy)))
}

async fn claim(desk: &Desk<'_>, which: &str, values: &[Instant]) -> Result<Option<(Claimed, Option<i64>)>, DbError> {
    let lease = random::token();
    let now = desk.now();
    let mut claim = Statement::new(format!(
        "UPDATE outbox SET status = 'sending', lease = ?, leased_until = ?, attempts = attempts + 1, version = version + 1, \
         updated_at = ? WHERE id = {which} RETURNING json_object('id', id, 'message_id', message_id, 'created_at', created_at, \
         'kind', kind, 'account', account, 'attempts', attempts, 'mail', json(mail), 'left_out', json(left_out), 'reached', \
         sent_at IS NOT NULL, 'doubts', doubts, 'link', link, 'link_ends_at', link_ends_at, 'progress', json(progress))"
    ))
    .bind(&lease)
    .bind(now.plus(LEASE))
    .bind(now);
    for value in values {
        claim = claim.bind(*value);
    }
    let rows = desk.db.write(&[claim]).await?;
    let row: Option<Row> = rows.json(0)?;
    Ok(row.map(|row| {
        let claimed = Claimed {
            id: row.id,
            lease,
            message_id: row.message_id,
            created_at: Instant(row.created_at),
            kind: row.kind,
            attempts: row.attempts,
            letter: row.mail,
            left_out: row.left_out,
            reached: row.reached == 1,
            doubts: row.doubts,
            link: row.link_ends_at.map(|ends_at| Sealed { token: row.link, ends_at: Instant(ends_at) }),
            progress: row.progress,
        };
        (claimed, row.account)
    }))
}

/// One attempt and what it means; unless somebody `watched`, those are told of trouble who can mend it.
async fn deliver(desk: &Desk<'_>, claimed: &Claimed, account: Option<i64>, watched: bool) -> Result<Sent, DbError> {
    let rows = desk.db.read(&[accounts::which(account)]).await?;
    let account: Option<Account> = rows.json(0)?;
    let sent = match &account {
        Some(account) if account.fields.active => sending::send(desk, account, claimed).await,
        Some(_) => nowhere(MailFailure::AuthRejected, Remark::AccountOff),
        None => nowhere(MailFailure::AuthRejected, Remark::NoAccount),
    };
    let before = Before {
        kind: claimed.kind,
        attempts: claimed.attempts,
        left_out: &claimed.left_out,
        reached: claimed.reached,
        doubts: claimed.doubts,
    };
    let verdict = verdict::of(&before, &sent.outcome, sent.may_look, desk.now(), random::bytes());
    // Whoever has to know that a mail ended badly (`Verdict::ended_badly`) is told in this batch.
    if verdict.ended_badly() {
        log::info(&format!("mail {} ended as {}", claimed.id, verdict.status.code()));
    }
    let mut statements = vec![recorded(claimed, &verdict, desk.now())];
    if let Some(account) = &account {
        if !watched {
            statements.extend(upkeep::told_of(account, &sent.outcome, desk.now()));
        }
        statements.extend(light(account, &sent.outcome, desk.now()));
    }
    desk.db.write(&statements).await?;
    Ok(sent)
}

fn nowhere(kind: MailFailure, remark: Remark) -> Sent {
    Sent::at_once(Err(Failure::ours(kind, remark).at(Stage::Token)))
}

/// The account's light after an attempt.
pub fn light<T>(account: &Account, outcome: &Result<T, StageFailure>, now: Instant) -> Vec<Statement> {
    match outcome {
        Ok(_) => vec![
            Statement::new(
                "UPDATE mail_accounts SET state = 'connected', failure = '', said = '', checked_at = ? WHERE id = ?",
            )
            .bind(now)
            .bind(account.id),
        ],
        Err(failure) => grants::troubled(account, &failure.failure, now),
    }
}

/// The outcome in the row, for the holder of its lease. What went may not be sent again by whoever finds the row; what a
/// provider can still be asked about stays noted.
fn recorded(claimed: &Claimed, verdict: &Verdict, now: Instant) -> Statement {
    Statement::new(
        "UPDATE outbox SET status = ?, next_at = ?, failure = ?, stage = ?, said = ?, remark = ?, sent_at = iif(?, coalesce(sent_at, ?), \
         sent_at), left_out = ?, doubts = ?, progress = iif(?, progress, json_remove(progress, '$.perhaps')), lease = '', \
         leased_until = 0, version = version + 1, updated_at = ? WHERE id = ? AND lease = ?",
    )
    .bind(verdict.status.code())
    .bind(verdict.next_at)
    .bind(verdict.failure)
    .bind(verdict.stage)
    .bind(verdict.said.as_str())
    .bind(verdict.remark)
    .bind(verdict.reached)
    .bind(now)
    .bind(serde_json::to_string(&verdict.left_out).unwrap_or_else(|_| "[]".to_owned()))
    .bind(verdict.doubts)
    .bind(verdict.open)
    .bind(now)
    .bind(claimed.id)
    .bind(&claimed.lease)
}
