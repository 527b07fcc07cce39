//! Sending what waits in the outbox: each account in a turn of its own, one mail after the other.
//!
//! The clock wakes the accounts that have something due ([`wake_due`]); each turn then runs by itself ([`turn`]), so that a
//! server that doesn't answer holds up its own account only. A row that is taken holds the token of the lease under which it is
//! sent. A crash before that leaves the row waiting; after it, the lease runs out and the next turn sends the same mail under the
//! same Message-ID, after looking, where the provider can be looked into, whether it has gone already. Where it can't, and the
//! whole message had been handed over, it is "perhaps sent" (`verdict`).
//!
//! Invariant: only the holder of the lease that a row names records its outcome.

use domain::clock::{JobName, RunOutcome};
use domain::mail::failure::{MailFailure, Stage};
use domain::mail::outbox::{LeftOut, MessageDraft, OutboxKind};
use domain::mail::remark::Remark;
use domain::time::{Instant, MINUTE};
use providers::failure::{Failure, StageFailure};
use providers::graph::Progress;
use serde::Deserialize;
use worker::Env;

use super::context::{Account, MailContext};
use super::links::{self, Sealed};
use super::sending::{self, Claimed, Sent};
use super::verdict::{self, Before, Verdict};
use super::{accounts, grants, upkeep};
use crate::db::{Db, DbError, Statement, Value};
use crate::io::{clock, log, random};
use crate::work::{self, Key, Kind, Lease, Run};

/// Mails of one turn: the platform counts what an invocation asks of others.
const MAILS: i64 = 50;
/// How long a turn begins new mails. The last may take as long as its server lets it wait.
const BEGINNING: i64 = 2 * MINUTE;
/// Accounts woken at once; the others at the next tick.
const ACCOUNTS: u32 = 200;
/// How long the answer to a whole message is waited for (RFC 5321 §4.5.3.2.6), in milliseconds; and while a person watches.
const PATIENCE: u64 = 10 * 60_000;
const WATCHED: u64 = 60_000;
/// How often a place at a busy mailbox is looked for, and for how long.
const PAUSE: u64 = 250;
const PAUSES: u32 = 80;

/// The account that the row `o` goes by; 0 where there is none. (`accounts::which` finds the same.)
const ACCOUNT: &str =
    "coalesce(o.account, (SELECT id FROM mail_accounts WHERE is_default = 1 AND archived_at IS NULL), 0)";
/// Whether the row `o` is due: bound to the hour. One that is being sent is due again once its lease is over; bound to the hour.
const DUE: &str = "o.status IN ('waiting', 'sending', 'partly_sent', 'perhaps_sent') AND o.next_at <= ? AND (o.status <> 'sending' \
    OR NOT EXISTS (SELECT 1 FROM work w WHERE w.token = o.lease AND w.token <> '' AND w.leased_until > ?))";
/// Where the row `o` may be sent now: Exchange takes four requests of one app at one mailbox at once, and each mail being
/// sent makes one after the other. Bound to the hour.
const ROOM: &str = "(SELECT count(*) FROM outbox b JOIN work w ON w.token = b.lease AND w.leased_until > ? \
    JOIN mail_accounts n ON n.id = coalesce(b.account, (SELECT id FROM \
    mail_accounts WHERE is_default = 1 AND archived_at IS NULL)) JOIN mail_servers ns ON ns.id = n.server \
    JOIN mail_accounts m ON m.id = coalesce(o.account, (SELECT id FROM mail_accounts WHERE is_default = 1 \
    AND archived_at IS NULL)) JOIN mail_servers ms ON ms.id = m.server WHERE b.status = 'sending' AND b.lease <> '' \
    AND b.id <> o.id AND ns.app = ms.app AND n.address = m.address COLLATE NOCASE \
    AND ns.outgoing_engine IN ('graph', 'graph_app') AND ms.outgoing_engine IN ('graph', 'graph_app')) < 4";

/// What a turn did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Delivered {
    pub sent: i64,
    /// Whether the turn ended before what was due.
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
    mail: MessageDraft,
    left_out: Vec<LeftOut>,
    /// 0 or 1.
    reached: i64,
    doubts: i64,
    link: Option<String>,
    link_ends_at: Option<i64>,
    progress: Progress,
}

/// Wakes the accounts that have something due and no turn under way; which.
///
/// # Errors
/// As the database says, and when the platform refused to wake one.
pub async fn wake_due(db: &Db, env: &Env, now: Instant) -> Result<Vec<Key>, DbError> {
    let due = due(db, now, false).await?;
    work::wake(env, &due).await?;
    Ok(due)
}

/// As [`wake_due`], and those whose turn is under way, for a person who waits for the turns to end, `longest` milliseconds at
/// most; how many mails went, and whether all turns have ended.
///
/// # Errors
/// As [`wake_due`].
pub async fn watch_due(db: &Db, env: &Env, now: Instant, longest: u64) -> Result<(i64, bool), DbError> {
    work::watch(env, &due(db, now, true).await?, longest).await
}

async fn due(db: &Db, now: Instant, under_way: bool) -> Result<Vec<Key>, DbError> {
    let find = format!(
        "SELECT json_group_array(account) FROM (SELECT DISTINCT {ACCOUNT} AS account FROM outbox o WHERE {DUE} LIMIT {ACCOUNTS}) \
         WHERE ? OR NOT EXISTS (SELECT 1 FROM work t WHERE t.kind = 'mail_account' AND t.id = CAST(account AS TEXT) AND t.leased_until > ?)"
    );
    let found = db.read(&[Statement::new(find).bind(now).bind(now).bind(under_way).bind(now)]).await?;
    let accounts: Vec<i64> = found.row_json(0)?;
    Ok(accounts.into_iter().map(|account| Key::new(Kind::MailAccount, account)).collect())
}

/// An account's run: sends what is due there, one mail after the other. Whoever answers nothing, or asks us to wait, ends it.
/// Nothing happens while another run of it is under way.
///
/// # Errors
/// As the database says; what was sent until then is recorded.
pub async fn deliver_account(db: &Db, env: &Env, key: Key) -> Result<Delivered, DbError> {
    let Ok(account) = key.id.parse::<i64>() else { return Ok(Delivered::default()) };
    let context = MailContext::open(db, env).map_err(|error| DbError::Broken(error.to_string()))?;
    let Some(lease) = Lease::take(db, key.clone(), Instant::LATEST).await? else { return Ok(Delivered::default()) };
    let mut delivered = Delivered::default();
    let outcome = match lease.hold(db, deliver_due(&context, &lease, account, &mut delivered)).await {
        Ok(outcome) => outcome.map_err(|error| error.to_string()),
        Err(stopped) => Err(stopped.to_string()),
    };
    let code = match &outcome {
        Ok(()) if delivered.more => RunOutcome::More,
        Ok(()) => RunOutcome::Done,
        Err(_) => RunOutcome::Failed,
    };
    let ended = lease.ended(code, Instant(0));
    if delivered.sent == 0 && outcome.is_ok() {
        db.write(&[ended]).await?;
        return Ok(delivered);
    }
    let name = Statement::new("SELECT name FROM mail_accounts WHERE id = ?").bind(account);
    // Its mails may have been nobody's, and it may be gone.
    let name = db.read(&[name]).await?.text(0).unwrap_or_default();
    let error_message = match outcome {
        Ok(()) => name,
        Err(words) => format!("{name}: {words}"),
    };
    let run = Run {
        job: JobName::SendMails,
        began: lease.began,
        outcome: code,
        done: delivered.sent,
        error_message: &error_message,
        by_hand: false,
    };
    db.write(&[ended, run.kept()]).await?;
    if code == RunOutcome::Failed {
        log::error(&key.to_string(), &error_message);
    }
    Ok(delivered)
}

async fn deliver_due(
    context: &MailContext<'_>,
    lease: &Lease,
    account: i64,
    delivered: &mut Delivered,
) -> Result<(), DbError> {
    let due = format!(
        "(SELECT o.id FROM outbox o WHERE {DUE} AND {ACCOUNT} = ? AND {ROOM} ORDER BY o.next_at, o.id LIMIT 1)"
    );
    for _ in 0..MAILS {
        if context.now() >= lease.began.plus(BEGINNING) {
            break;
        }
        // A row that failed now is due later, so the hour of the turn's start claims each row once.
        let values = [lease.began.0, context.now().0, account, context.now().0];
        let Some(claimed) = claim(context, lease, &due, &values, PATIENCE).await? else { return Ok(()) };
        if claimed.link.as_ref().is_some_and(|link| link.is_over(context.now())) {
            context.db.write(&[lease.guard(), links::call_off(&claimed)]).await?;
            continue;
        }
        match deliver(context, lease, &claimed, false).await?.outcome {
            Ok(_) => delivered.sent += 1,
            Err(failed) => {
                let (failure, stage) = (failed.failure, failed.stage);
                log::info(&format!("mail {} waits: {} at {}", claimed.id, failure.kind.code(), stage.code()));
                if ends_the_turn(&failure) {
                    return Ok(());
                }
            }
        }
    }
    delivered.more = true;
    Ok(())
}

/// Whether the account's next mail would meet the same: who says nothing is not asked again at once, nor who is busy.
fn ends_the_turn(failure: &Failure) -> bool {
    use MailFailure as F;
    let theirs = failure.remark != Some(Remark::FileMissing);
    theirs && matches!(failure.kind, F::ServerGone | F::DnsOrBlocked | F::Throttled)
}

/// Sends one row at once, if it is waiting; for a person who watches, and who waits while the mailbox is busy.
///
/// # Errors
/// When the database doesn't answer.
pub async fn send_now(context: &MailContext<'_>, id: i64) -> Result<Option<Sent>, DbError> {
    let Some(lease) = Lease::take(context.db, Key::new(Kind::Mail, id), Instant::LATEST).await? else {
        return Ok(None);
    };
    let sent = match lease.hold(context.db, send_watched(context, &lease, id)).await {
        Ok(sent) => sent,
        Err(_) => Ok(Some(nowhere(MailFailure::ServerGone, Remark::NoAnswer))),
    };
    context.db.write(&[lease.over()]).await?;
    sent
}

async fn send_watched(context: &MailContext<'_>, lease: &Lease, id: i64) -> Result<Option<Sent>, DbError> {
    let which = format!("(SELECT o.id FROM outbox o WHERE o.id = ? AND o.status = 'waiting' AND {ROOM})");
    for _ in 0..PAUSES {
        if let Some(claimed) = claim(context, lease, &which, &[id, context.now().0], WATCHED).await? {
            return deliver(context, lease, &claimed, true).await.map(Some);
        }
        let waits = Statement::new("SELECT 'yes' FROM outbox WHERE id = ? AND status = 'waiting'").bind(id);
        if context.db.read(&[waits]).await?.text(0).is_none() {
            return Ok(None);
        }
        clock::wait(PAUSE).await;
    }
    Ok(Some(nowhere(MailFailure::Throttled, Remark::Busy)))
}

/// Takes the row that the SQL names under this lease, if that is still ours.
async fn claim(
    context: &MailContext<'_>,
    lease: &Lease,
    which: &str,
    values: &[i64],
    patience: u64,
) -> Result<Option<Claimed>, DbError> {
    let mut claim = Statement::new(format!(
        "UPDATE outbox SET status = 'sending', lease = ?, attempts = attempts + 1, version = version + 1, \
         updated_at = ? WHERE id = {which} RETURNING json_object('id', id, 'message_id', message_id, 'created_at', created_at, \
         'kind', kind, 'account', account, 'attempts', attempts, 'mail', json(mail), 'left_out', json(left_out), 'reached', \
         sent_at IS NOT NULL, 'doubts', doubts, 'link', link, 'link_ends_at', link_ends_at, 'progress', json(progress))"
    ))
    .bind(&lease.token)
    .bind(context.now());
    for value in values {
        claim = claim.bind(*value);
    }
    let rows = context.db.write(&[lease.guard(), claim]).await?;
    let row: Option<Row> = rows.json(1)?;
    Ok(row.map(|row| Claimed {
        id: row.id,
        lease: lease.token.clone(),
        held: lease.guard(),
        patience,
        message_id: row.message_id,
        created_at: Instant(row.created_at),
        kind: row.kind,
        account: row.account,
        attempts: row.attempts,
        message: row.mail,
        left_out: row.left_out,
        reached: row.reached == 1,
        doubts: row.doubts,
        link: row.link_ends_at.map(|ends_at| Sealed { token: row.link, ends_at: Instant(ends_at) }),
        progress: row.progress,
    }))
}

/// One attempt and what it means; unless somebody `watched`, those are told of trouble who can mend it.
async fn deliver(context: &MailContext<'_>, lease: &Lease, claimed: &Claimed, watched: bool) -> Result<Sent, DbError> {
    let rows = context.db.read(&[accounts::which(claimed.account)]).await?;
    let account: Option<Account> = rows.json(0)?;
    let sent = match &account {
        Some(account) if !account.fields.active => nowhere(MailFailure::AuthRejected, Remark::AccountOff),
        Some(account) if account.server.active == 0 => nowhere(MailFailure::AuthRejected, Remark::ServerOff),
        Some(account) => sending::send(context, account, claimed).await,
        None => nowhere(MailFailure::AuthRejected, Remark::NoAccount),
    };
    let before = Before {
        kind: claimed.kind,
        attempts: claimed.attempts,
        left_out: &claimed.left_out,
        reached: claimed.reached,
        doubts: claimed.doubts,
    };
    let verdict = verdict::judge_attempt(&before, &sent.outcome, sent.may_look, context.now(), random::bytes());
    // Whoever has to know that a mail ended badly (`Verdict::ended_badly`) is told in this batch.
    if verdict.ended_badly() {
        log::info(&format!("mail {} ended as {}", claimed.id, verdict.status.code()));
    }
    let mut statements = vec![lease.guard(), recorded(claimed, &verdict, context.now())];
    if let Some(account) = &account {
        if !watched {
            statements.extend(upkeep::notify_failure(account, &sent.outcome, context.now()));
        }
        statements.extend(light(account, &sent.outcome, context.now()));
    }
    context.db.write(&statements).await?;
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
                "UPDATE mail_accounts SET state = 'connected', failure = NULL, server_message = '', checked_at = ? WHERE id = ? AND generation = ?",
            )
            .bind(now)
            .bind(account.id)
            .bind(account.generation),
        ],
        Err(failure) => grants::troubled(account, &failure.failure, now),
    }
}

/// The outcome in the row, for the holder of its lease. What went may not be sent again by whoever finds the row; what a
/// provider can still be asked about stays noted.
fn recorded(claimed: &Claimed, verdict: &Verdict, now: Instant) -> Statement {
    Statement::new(
        "UPDATE outbox SET status = ?, next_at = ?, failure = ?, stage = ?, server_message = ?, remark = ?, sent_at = iif(?, coalesce(sent_at, ?), \
         sent_at), left_out = ?, doubts = ?, progress = iif(?, progress, json_remove(progress, '$.perhaps')), lease = '', \
         version = version + 1, updated_at = ? WHERE id = ? AND lease = ?",
    )
    .bind(verdict.status.code())
    .bind(verdict.next_at)
    .bind(verdict.failure.map(MailFailure::code))
    .bind(verdict.stage.map(Stage::code))
    .bind(verdict.server_message.as_str())
    .bind(verdict.remark.map(Remark::code))
    .bind(verdict.reached)
    .bind(now)
    .bind(Value::json(&verdict.left_out))
    .bind(verdict.doubts)
    .bind(verdict.open)
    .bind(now)
    .bind(claimed.id)
    .bind(&claimed.lease)
}
