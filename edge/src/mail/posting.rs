//! The clock's hand on the outbox: claim a row, send it, record what came of it.
//!
//! A crash before the claim leaves the row waiting; one after it leaves a lease that runs out, and the next run sends the same
//! mail under the same Message-ID, after looking, where the provider can be looked into, whether it has gone already.
//!
//! Invariant: only the holder of a row's lease records its outcome.

use domain::mail::failure::{MailFailure, Remedy, Stage};
use domain::mail::outbox::LetterDraft;
use domain::time::{HOUR, Instant, MINUTE, SECOND};
use providers::failure::{Failure, StageFailure};
use providers::graph::Progress;
use serde::Deserialize;
use worker::Env;

use super::desk::{Account, Desk};
use super::links::{self, Sealed};
use super::sending::{self, Claimed, Sent};
use super::{accounts, grants, upkeep};
use crate::db::{Db, DbError, Statement};
use crate::io::{clock, log, random};

/// Longer than the longest attempt: a large mail in pieces.
const LEASE: i64 = 15 * MINUTE;
/// The first pause; each further one is twice as long.
const FIRST_PAUSE: i64 = 30 * SECOND;
const LONGEST_PAUSE: i64 = 4 * HOUR;
/// About two days of trying.
const MOST_ATTEMPTS: i64 = 20;
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
/// When a row that waits for a person is tried by itself: never. [`super::outbox::release`] brings it back.
const PARKED: Instant = Instant::LATEST;

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
    account: Option<i64>,
    attempts: i64,
    mail: LetterDraft,
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
            "(SELECT o.id FROM outbox o WHERE o.status IN ('waiting', 'sending') AND o.next_at <= ? \
             AND (o.status = 'waiting' OR o.leased_until <= ?) AND {ROOM} ORDER BY o.next_at, o.id LIMIT 1)"
        );
        let Some((claimed, account, attempts)) = claim(&desk, &due, &[now, desk.now(), desk.now()]).await? else {
            posted.more = false;
            break;
        };
        if claimed.link.as_ref().is_some_and(|link| link.is_over(desk.now())) {
            db.write(&[links::call_off(claimed.id, &claimed.lease)]).await?;
            continue;
        }
        match deliver(&desk, &claimed, account, attempts, false).await?.outcome {
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
        if let Some((claimed, account, attempts)) = claim(desk, &which, &[Instant(id), desk.now()]).await? {
            return deliver(desk, &claimed, account, attempts, true).await.map(Some);
        }
        let waits = Statement::new("SELECT 'yes' FROM outbox WHERE id = ? AND status = 'waiting'").bind(id);
        if desk.db.read(&[waits]).await?.text(0).is_none() {
            return Ok(None);
        }
        clock::wait(PAUSE).await;
    }
    Ok(Some(nowhere(MailFailure::Throttled { until: None }, "the mailbox is busy with other mails")))
}

async fn claim(
    desk: &Desk<'_>,
    which: &str,
    values: &[Instant],
) -> Result<Option<(Claimed, Option<i64>, i64)>, DbError> {
    let lease = random::token();
    let now = desk.now();
    let mut claim = Statement::new(format!(
        "UPDATE outbox SET status = 'sending', lease = ?, leased_until = ?, attempts = attempts + 1, version = version + 1, \
         updated_at = ? WHERE id = {which} RETURNING json_object('id', id, 'message_id', message_id, 'created_at', created_at, \
         'account', account, 'attempts', attempts, 'mail', json(mail), 'link', link, 'link_ends_at', link_ends_at, \
         'progress', json(progress))"
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
            letter: row.mail,
            link: row.link_ends_at.map(|ends_at| Sealed { token: row.link, ends_at: Instant(ends_at) }),
            progress: row.progress,
        };
        (claimed, row.account, row.attempts)
    }))
}

/// One attempt and what it means; unless somebody `watched`, those are told of trouble who can mend it.
async fn deliver(
    desk: &Desk<'_>,
    claimed: &Claimed,
    account: Option<i64>,
    attempts: i64,
    watched: bool,
) -> Result<Sent, DbError> {
    let rows = desk.db.read(&[accounts::which(account)]).await?;
    let account: Option<Account> = rows.json(0)?;
    let sent = match &account {
        Some(account) if account.fields.active => sending::send(desk, account, claimed).await,
        Some(_) => nowhere(MailFailure::AuthRejected, "the account is switched off"),
        None => nowhere(MailFailure::AuthRejected, "there is no account to send from"),
    };
    let mut statements = vec![recorded(claimed, &sent.outcome, attempts, desk.now())];
    if let Some(account) = &account {
        if !watched {
            statements.extend(upkeep::told_of(account, &sent.outcome, desk.now()));
        }
        statements.extend(light(account, &sent.outcome, desk.now()));
    }
    desk.db.write(&statements).await?;
    Ok(sent)
}

fn nowhere(kind: MailFailure, said: &str) -> Sent {
    Sent { outcome: Err(Failure::new(kind, said).at(Stage::Token)), transcript: Vec::new() }
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

fn recorded(claimed: &Claimed, outcome: &Result<String, StageFailure>, attempts: i64, now: Instant) -> Statement {
    let (status, next_at, failure, stage, said, sent_at) = match outcome {
        Ok(said) => ("sent", now, "", "", said.as_str(), Some(now)),
        Err(StageFailure { stage, failure, .. }) => {
            let (status, next_at) = next(failure.kind, attempts, now);
            (status, next_at, failure.kind.code(), stage.code(), failure.said.as_str(), None)
        }
    };
    Statement::new(
        "UPDATE outbox SET status = ?, next_at = ?, failure = ?, stage = ?, said = ?, sent_at = ?, lease = '', \
         leased_until = 0, version = version + 1, updated_at = ? WHERE id = ? AND lease = ?",
    )
    .bind(status)
    .bind(next_at)
    .bind(failure)
    .bind(stage)
    .bind(said)
    .bind(sent_at)
    .bind(now)
    .bind(claimed.id)
    .bind(&claimed.lease)
}

/// What becomes of a row after a failure.
fn next(kind: MailFailure, attempts: i64, now: Instant) -> (&'static str, Instant) {
    let soonest = now.plus(FIRST_PAUSE);
    match kind.remedy() {
        Remedy::GiveUp => ("failed", now),
        Remedy::AwaitPerson => ("waiting", PARKED),
        _ if attempts >= MOST_ATTEMPTS => ("failed", now),
        Remedy::After(until) => ("waiting", until.max(soonest).plus(jitter(10 * SECOND, random::bytes()))),
        Remedy::BackOff => ("waiting", now.plus(pause(attempts, random::bytes()))),
    }
}

/// Doubling, with up to a quarter more or less, so that many rows don't come back at once.
fn pause(attempts: i64, chance: [u8; 2]) -> i64 {
    let doublings = u32::try_from(attempts.saturating_sub(1)).unwrap_or_default().min(20);
    let plain = FIRST_PAUSE.saturating_mul(1 << doublings).min(LONGEST_PAUSE);
    plain - plain / 4 + jitter(plain / 2, chance)
}

/// Zero to `most`.
fn jitter(most: i64, chance: [u8; 2]) -> i64 {
    most * i64::from(u16::from_le_bytes(chance)) / i64::from(u16::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_double_within_a_quarter_and_end_at_four_hours() {
        for (attempts, plain) in [(1, FIRST_PAUSE), (2, 2 * FIRST_PAUSE), (5, 16 * FIRST_PAUSE), (60, LONGEST_PAUSE)] {
            assert_eq!(pause(attempts, [0, 0]), plain - plain / 4);
            assert_eq!(pause(attempts, [255, 255]), plain + plain / 4);
        }
    }
}
