//! What becomes of a mail after an attempt: pure, so that every outcome can be tried without sending anything.
//!
//! Invariant: whoever may have got the mail is never sent it again without a person's wish, except that a notice goes once more
//! after an hour; and whoever has it for certain, never.

use domain::mail::failure::{MailFailure, Remedy, Stage};
use domain::mail::outbox::{LeftOut, OutboxKind, OutboxStatus};
use domain::mail::remark::Remark;
use domain::time::{HOUR, Instant, SECOND};
use providers::failure::{Failure, StageFailure};

/// The first pause; each further one is twice as long.
const FIRST_PAUSE: i64 = 30 * SECOND;
const LONGEST_PAUSE: i64 = 4 * HOUR;
/// About two days of trying.
const MOST_ATTEMPTS: i64 = 20;
/// When a row that waits for a person is tried by itself: never. [`super::outbox::release`] brings it back.
pub const PARKED: Instant = Instant::LATEST;

/// What is known of the row before its attempt.
pub struct Before<'b> {
    pub kind: OutboxKind,
    /// This one included.
    pub attempts: i64,
    pub left_out: &'b [LeftOut],
    /// Whether somebody has it already.
    pub reached: bool,
    /// How often its answer was lost.
    pub doubts: i64,
}

/// What the server took.
#[derive(Debug)]
pub struct Accepted {
    pub server_message: String,
    pub refused: Vec<(String, Failure)>,
}

/// How the row goes on.
#[derive(Debug, PartialEq, Eq)]
pub struct Verdict {
    pub status: OutboxStatus,
    pub next_at: Instant,
    pub failure: Option<MailFailure>,
    pub stage: Option<Stage>,
    pub server_message: String,
    pub remark: Option<Remark>,
    pub left_out: Vec<LeftOut>,
    /// Whether somebody got it by this attempt.
    pub reached: bool,
    pub doubts: i64,
    /// Whether the provider can still be asked what became of it.
    pub open: bool,
}

impl Verdict {
    /// Whether somebody won't get the mail unless a person does something about this mail.
    pub fn ended_badly(&self) -> bool {
        match self.status {
            OutboxStatus::Failed => true,
            OutboxStatus::PartlySent | OutboxStatus::PerhapsSent => self.next_at == PARKED,
            _ => false,
        }
    }
}

/// `may_look`: the next attempt asks the provider whether it went, before it sends.
pub fn judge_attempt(
    before: &Before<'_>,
    outcome: &Result<Accepted, StageFailure>,
    may_look: bool,
    now: Instant,
    chance: [u8; 2],
) -> Verdict {
    match outcome {
        Ok(accepted) => taken(before, accepted, now, chance),
        Err(failed) => refused(before, failed, may_look, now, chance),
    }
}

fn taken(before: &Before<'_>, accepted: &Accepted, now: Instant, chance: [u8; 2]) -> Verdict {
    let left_out = left(before, &accepted.refused);
    let again = accepted.refused.iter().filter(|(_, failure)| may_be_taken(failure.kind));
    let again = again.map(|(_, failure)| next(failure, before.attempts, now, chance).1);
    // Who waits for a person holds nobody up.
    let at = again.clone().filter(|at| *at < PARKED).max().or_else(|| again.max());
    // Whoever never gets it is worse than whoever waits.
    let for_good = accepted.refused.iter().find(|(_, failure)| !may_be_taken(failure.kind));
    let worst = for_good.or_else(|| accepted.refused.first()).map(|(_, failure)| failure);
    let mut verdict = Verdict {
        status: if left_out.is_empty() { OutboxStatus::Sent } else { OutboxStatus::PartlySent },
        next_at: if left_out.is_empty() { now } else { PARKED },
        failure: worst.map(|failure| failure.kind),
        stage: worst.map(|_| Stage::Recipients),
        server_message: worst.map_or_else(|| accepted.server_message.clone(), |failure| failure.server_message.clone()),
        remark: None,
        left_out,
        reached: true,
        doubts: before.doubts,
        open: false,
    };
    match at {
        Some(at) if before.attempts < MOST_ATTEMPTS => verdict.next_at = at,
        _ => give_up(&mut verdict.left_out),
    }
    verdict
}

fn refused(before: &Before<'_>, failed: &StageFailure, may_look: bool, now: Instant, chance: [u8; 2]) -> Verdict {
    let StageFailure { stage, failure, perhaps_accepted, refused } = failed;
    let (mut status, mut next_at) = next(failure, before.attempts, now, chance);
    let left_out = if refused.is_empty() { before.left_out.to_vec() } else { left(before, refused) };
    let mut verdict = Verdict {
        status,
        next_at,
        failure: Some(failure.kind),
        stage: Some(*stage),
        server_message: failure.server_message.clone(),
        remark: failure.remark,
        left_out,
        reached: false,
        doubts: before.doubts,
        open: false,
    };
    let lost = *perhaps_accepted && (!may_look || status == OutboxStatus::Failed);
    if lost || before.doubts > 0 {
        verdict.doubts += i64::from(lost);
        let once_more = before.kind == OutboxKind::Notice && before.doubts == 0;
        (status, next_at) = (OutboxStatus::PerhapsSent, if once_more { now.plus(HOUR) } else { PARKED });
    } else if *perhaps_accepted {
        verdict.open = true;
    } else if before.reached {
        next_at = if status == OutboxStatus::Failed { PARKED } else { next_at };
        if status == OutboxStatus::Failed {
            give_up(&mut verdict.left_out);
        }
        status = OutboxStatus::PartlySent;
    } else if status == OutboxStatus::Failed {
        give_up(&mut verdict.left_out);
    }
    Verdict { status, next_at, ..verdict }
}

/// Who hasn't got it: those who were not asked this time, and those refused now.
fn left(before: &Before<'_>, refused: &[(String, Failure)]) -> Vec<LeftOut> {
    let now = refused.iter().map(|(address, failure)| LeftOut {
        address: address.clone(),
        failure: failure.kind,
        server_message: failure.server_message.clone(),
        later: may_be_taken(failure.kind),
    });
    before.left_out.iter().filter(|one| !one.later).cloned().chain(now).collect()
}

fn give_up(left_out: &mut [LeftOut]) {
    left_out.iter_mut().for_each(|one| one.later = false);
}

/// Whether a refused recipient may be taken at another attempt.
const fn may_be_taken(kind: MailFailure) -> bool {
    !matches!(kind.remedy(), Remedy::GiveUp)
}

/// What becomes of a row that nobody got.
fn next(failure: &Failure, attempts: i64, now: Instant, chance: [u8; 2]) -> (OutboxStatus, Instant) {
    let soonest = now.plus(FIRST_PAUSE);
    match (failure.kind.remedy(), failure.until) {
        (Remedy::GiveUp, _) => (OutboxStatus::Failed, now),
        (Remedy::AwaitPerson, _) => (OutboxStatus::Waiting, PARKED),
        (Remedy::BackOff, _) if attempts >= MOST_ATTEMPTS => (OutboxStatus::Failed, now),
        (Remedy::BackOff, Some(until)) => (OutboxStatus::Waiting, until.max(soonest).plus(jitter(10 * SECOND, chance))),
        (Remedy::BackOff, None) => (OutboxStatus::Waiting, now.plus(pause(attempts, chance))),
    }
}

/// Doubling, with up to a quarter more or less, so that many rows don't come back at once.
fn pause(attempts: i64, chance: [u8; 2]) -> i64 {
    let doublings = attempts.saturating_sub(1).clamp(0, 20);
    let plain = FIRST_PAUSE.saturating_mul(1 << doublings).min(LONGEST_PAUSE);
    plain - plain / 4 + jitter(plain / 2, chance)
}

/// Zero to `most`.
fn jitter(most: i64, chance: [u8; 2]) -> i64 {
    most * i64::from(u16::from_le_bytes(chance)) / i64::from(u16::MAX)
}

#[cfg(test)]
mod tests;
