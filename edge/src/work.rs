//! Pieces of work: what is due outside a request, each done in an invocation of its own under a lease of its own.
//!
//! A piece is known by its [`Key`]. [`wake`] has the platform call `jobs::work` with it, in the Durable Object of that name
//! (`entry.mjs`); there its [`Lease`] is taken, the work done within [`Lease::hold`], which renews the lease meanwhile, and what
//! came of it recorded behind [`Lease::guard`]. What is due stands in the areas' rows, so a wake-up that is lost, doubled or
//! late changes nothing: the clock wakes again what is due.
//!
//! Invariant: whose lease went to another records nothing any more.

use core::fmt;
use core::future::Future;
use core::pin::pin;
use core::str::FromStr;

use domain::clock::{JobName, RunOutcome};
use domain::time::{Instant, MINUTE};
use futures_util::future::{Either, join_all, select};
use worker::Env;

use crate::db::{Db, DbError, Statement, guard};
use crate::io::{clock, log, objects, random};

/// A lease that isn't renewed is over after this: so long does a piece stand still whose worker was killed.
const LEASE: i64 = MINUTE;
/// Milliseconds from one renewal to the next; two may fail.
const RENEWAL: u64 = 20_000;
/// An object's alarm may take 15 minutes; whoever stops before can still record it.
const LONGEST: i64 = 14 * MINUTE;

/// The name of [`Lease::guard`].
pub const LOST: &str = "lease_lost";

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// One of `jobs::JOBS`, by its name.
    Job,
    /// What is due at a mail account, by its id; 0 stands for the default account where there is none.
    MailAccount,
    /// One mail that a person watches going out, by its id. Nobody wakes it.
    Mail,
}

impl Kind {
    pub const fn code(self) -> &'static str {
        match self {
            Self::Job => "job",
            Self::MailAccount => "mail_account",
            Self::Mail => "mail",
        }
    }
}

/// What a piece of work is known by, and all that a wake-up holds: `mail_account/17`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Key {
    pub kind: Kind,
    pub id: String,
}

impl Key {
    pub fn new(kind: Kind, id: impl ToString) -> Self {
        Self { kind, id: id.to_string() }
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.kind.code(), self.id)
    }
}

impl FromStr for Key {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let (kind, id) = text.split_once('/').ok_or(())?;
        let kind = [Kind::Job, Kind::MailAccount, Kind::Mail].into_iter().find(|known| known.code() == kind);
        Ok(Self::new(kind.ok_or(())?, id))
    }
}

/// Has each begun in an invocation of its own, and waits for none.
///
/// # Errors
/// [`DbError::Unavailable`] naming those that the platform refused to wake, once the others are awake.
pub async fn wake(env: &Env, keys: &[Key]) -> Result<(), DbError> {
    let woken = join_all(keys.iter().map(|key| async move {
        objects::wake(env, &key.to_string()).await.map_err(|words| format!("{key} could not be woken: {words}"))
    }));
    let refused: Vec<String> = woken.await.into_iter().filter_map(Result::err).collect();
    if refused.is_empty() { Ok(()) } else { Err(DbError::Unavailable(refused.join("; "))) }
}

/// As [`wake`], and waits until they are done, `longest` milliseconds at most; how much they did, and whether all of them are.
///
/// # Errors
/// As [`wake`].
pub async fn watch(env: &Env, keys: &[Key], longest: u64) -> Result<(i64, bool), DbError> {
    // All are at work before the first is waited for: a request has few connections at once.
    wake(env, keys).await?;
    let watched = keys.iter().map(|key| async move { objects::watch(env, &key.to_string()).await });
    match select(pin!(join_all(watched)), pin!(clock::wait(longest))).await {
        Either::Left((done, _)) => Ok((done.into_iter().filter_map(Result::ok).sum(), true)),
        Either::Right(_) => Ok((0, false)),
    }
}

/// A piece of work that is ours, until the lease is over.
pub struct Lease {
    key: Key,
    /// Drawn for this lease: what fences off whoever held it before.
    pub token: String,
    pub began: Instant,
}

/// A line of a job's history.
pub struct Run<'r> {
    pub job: JobName,
    pub began: Instant,
    pub outcome: RunOutcome,
    /// How many of what the job is about.
    pub done: i64,
    pub error_message: &'r str,
    pub by_hand: bool,
}

impl Run<'_> {
    /// Keeps it, as one that ends now.
    #[must_use]
    pub fn kept(&self) -> Statement {
        Statement::new(
            "INSERT INTO job_runs (job, started_at, took, outcome, done, error_message, by_hand) VALUES (?, ?, ?, ?, ?, ?, ?)",
        )
        .bind(self.job.code())
        .bind(self.began)
        .bind(clock::now().0 - self.began.0)
        .bind(self.outcome.code())
        .bind(self.done)
        .bind(self.error_message)
        .bind(self.by_hand)
    }
}

/// What kept a job from running at all, in the log and on the clock's page.
pub async fn failed(db: &Db, job: JobName, now: Instant, error: &DbError) {
    log::error(job.code(), &error.to_string());
    let shown = Statement::new(
        "INSERT INTO work (kind, id, last_run_at, last_outcome) VALUES ('job', ?, ?, 'failed') \
         ON CONFLICT DO UPDATE SET last_run_at = excluded.last_run_at, last_outcome = excluded.last_outcome",
    );
    let error_message = error.to_string();
    let run =
        Run { job, began: now, outcome: RunOutcome::Failed, done: 0, error_message: &error_message, by_hand: false };
    if let Err(error) = db.write(&[shown.bind(job.code()).bind(now), run.kept()]).await {
        log::error(job.code(), &error.to_string());
    }
}

/// Why somebody had to stop.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Stopped {
    #[error("the lease went to another")]
    Lost,
    #[error("it took longer than the platform lets an invocation run")]
    TooLong,
}

impl Lease {
    /// The lease, if nobody holds it and the piece's turn came before `until`.
    ///
    /// # Errors
    /// As the database says.
    pub async fn take(db: &Db, key: Key, until: Instant) -> Result<Option<Self>, DbError> {
        let (token, began) = (random::token(), clock::now());
        let take = Statement::new(
            "INSERT INTO work (kind, id, token, leased_until) VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET \
             token = excluded.token, leased_until = excluded.leased_until WHERE leased_until <= ? AND next_at <= ? RETURNING id",
        );
        let take =
            take.bind(key.kind.code()).bind(&key.id).bind(&token).bind(began.plus(LEASE)).bind(began).bind(until);
        let taken = db.write(&[take]).await?.text(0).is_some();
        Ok(taken.then_some(Self { key, token, began }))
    }

    /// Does the work, and renews the lease until it is done.
    ///
    /// # Errors
    /// [`Stopped`], with the work dropped where it stood.
    pub async fn hold<T>(&self, db: &Db, work: impl Future<Output = T>) -> Result<T, Stopped> {
        match select(pin!(work), pin!(self.renewing(db))).await {
            Either::Left((done, _)) => Ok(done),
            Either::Right((stopped, _)) => Err(stopped),
        }
    }

    async fn renewing(&self, db: &Db) -> Stopped {
        let mut until = self.began.plus(LEASE);
        loop {
            clock::wait(RENEWAL).await;
            let now = clock::now();
            if now >= self.began.plus(LONGEST) {
                return Stopped::TooLong;
            }
            match self.renew(db, now).await {
                Ok(true) => until = now.plus(LEASE),
                Ok(false) => return Stopped::Lost,
                Err(error) => {
                    log::error(&self.key.to_string(), &format!("its lease was not renewed: {error}"));
                    if now >= until {
                        return Stopped::Lost;
                    }
                }
            }
        }
    }

    async fn renew(&self, db: &Db, now: Instant) -> Result<bool, DbError> {
        let renew = self
            .own("UPDATE work SET leased_until = ? WHERE kind = ? AND id = ? AND token = ? RETURNING id", |renew| {
                renew.bind(now.plus(LEASE))
            });
        Ok(db.write(&[renew]).await?.text(0).is_some())
    }

    /// Refuses the whole batch as [`LOST`] once the lease went to another.
    #[must_use]
    pub fn guard(&self) -> Statement {
        let lost = guard(LOST, "NOT EXISTS (SELECT 1 FROM work WHERE kind = ? AND id = ? AND token = ?)");
        lost.bind(self.key.kind.code()).bind(&self.key.id).bind(&self.token)
    }

    /// Gives the lease up: the piece ended now, in the way that `outcome` says, and its turn comes again at `next_at`.
    #[must_use]
    pub fn ended(&self, outcome: RunOutcome, next_at: Instant) -> Statement {
        self.own(
            "UPDATE work SET token = '', leased_until = 0, last_run_at = ?, last_outcome = ?, next_at = ? \
             WHERE kind = ? AND id = ? AND token = ?",
            |ended| ended.bind(self.began).bind(outcome.code()).bind(next_at),
        )
    }

    /// Gives the lease up of what comes only once.
    #[must_use]
    pub fn over(&self) -> Statement {
        self.own("DELETE FROM work WHERE kind = ? AND id = ? AND token = ?", |over| over)
    }

    fn own(&self, sql: &str, first: impl FnOnce(Statement) -> Statement) -> Statement {
        first(Statement::new(sql)).bind(self.key.kind.code()).bind(&self.key.id).bind(&self.token)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_comes_back_from_its_text_and_a_strange_one_is_none() {
        for kind in [Kind::Job, Kind::MailAccount, Kind::Mail] {
            let key = Key::new(kind, 17);
            assert_eq!(key.to_string().parse(), Ok(key));
        }
        assert_eq!("mailbox/1".parse::<Key>(), Err(()));
        assert_eq!("job".parse::<Key>(), Err(()));
    }
}
