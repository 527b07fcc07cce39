//! The clock's registry: what the cron trigger does.
//!
//! Every minute each job whose time has come is leased, so that two triggers don't run it at once, does a bounded piece of
//! its work, and says whether more is left; then it is its turn again at the next trigger. What it did is kept in
//! `job_runs`. `settings::clock` shows all of it and runs a job by hand.
//!
//! Invariant: running a job twice changes nothing more than running it once.

mod clean_up;
mod expiring;
mod mails;
mod overdue;
mod secrets;

use std::future::Future;
use std::pin::Pin;

use domain::clock::JobName;
use domain::notice::Notice;
use domain::time::{HOUR, Instant, MINUTE};
use worker::Env;

use crate::db::{Db, DbError, Statement};
use crate::io::{clock, log, zone::Zone};
use crate::people::digests;

/// Longer than any job takes: a lease that was not given back is free again after this.
const LEASE: i64 = 10 * MINUTE;

/// What a job has to do its work with.
pub struct Turn {
    pub env: Env,
    pub db: Db,
    pub now: Instant,
}

/// What a job did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Done {
    /// How many of what it is about.
    pub count: i64,
    /// Whether work is left that its budget didn't allow.
    pub more: bool,
}

type Doing<'t> = Pin<Box<dyn Future<Output = Result<Done, DbError>> + 't>>;

pub struct Job {
    pub name: JobName,
    /// Milliseconds from one run to the next.
    pub every: i64,
    run: for<'t> fn(&'t Turn) -> Doing<'t>,
}

/// In the order in which they run: what tells comes before what sends.
pub const JOBS: &[Job] = &[
    Job { name: JobName::WarnExpiringDocuments, every: HOUR, run: |turn| Box::pin(expiring::warn(turn)) },
    Job { name: JobName::WarnOverdueInvoices, every: HOUR, run: |turn| Box::pin(overdue::warn(turn)) },
    Job { name: JobName::WarnExpiringSecrets, every: HOUR, run: |turn| Box::pin(secrets::warn(turn)) },
    Job { name: JobName::RefreshTokens, every: HOUR, run: |turn| Box::pin(refresh_tokens(turn)) },
    Job { name: JobName::AnswerResets, every: MINUTE, run: |turn| Box::pin(answer_resets(turn)) },
    Job { name: JobName::WriteMails, every: MINUTE, run: |turn| Box::pin(mails::write(turn)) },
    Job { name: JobName::SendMails, every: MINUTE, run: |turn| Box::pin(send_mails(turn)) },
    Job { name: JobName::ResealSecrets, every: HOUR, run: |turn| Box::pin(reseal_secrets(turn)) },
    Job { name: JobName::CleanUp, every: HOUR, run: |turn| Box::pin(clean_up::forget(turn)) },
];

/// Forgotten passwords of one run; each is two statements or three.
const RESETS: u32 = 40;

async fn answer_resets(turn: &Turn) -> Result<Done, DbError> {
    let count = crate::people::links::answer_resets(&turn.db, &turn.env, turn.now, RESETS).await?;
    let more = u32::try_from(count).is_ok_and(|count| count >= RESETS);
    Ok(Done { count: i64::try_from(count).unwrap_or(i64::MAX), more })
}

/// Mails of one run: each is some requests to others, and the platform counts those.
const MAILS: u32 = 25;
/// Drafts thrown away in one run, at two requests each.
const DRAFTS: u32 = 5;
/// Secrets sealed anew in one run; each is a statement.
const SECRETS: usize = 50;

async fn send_mails(turn: &Turn) -> Result<Done, DbError> {
    let posted = crate::mail::posting::send_waiting(&turn.db, &turn.env, turn.now, MAILS).await?;
    crate::mail::drafts::throw_away_left(&turn.db, &turn.env, turn.now, DRAFTS).await?;
    digests::tell_waiting(&turn.db, Notice::MailFailed, turn.now).await?;
    Ok(Done { count: i64::from(posted.sent), more: posted.more })
}

/// Refresh tokens spent in one run; each is a request to its provider.
const REFRESHES: u32 = 20;

async fn refresh_tokens(turn: &Turn) -> Result<Done, DbError> {
    let (count, more) = crate::mail::upkeep::refresh_idle(&turn.db, &turn.env, turn.now, REFRESHES).await?;
    Ok(Done { count, more })
}

async fn reseal_secrets(turn: &Turn) -> Result<Done, DbError> {
    let count = crate::mail::resealing::reseal(&turn.db, &turn.env, SECRETS).await?;
    Ok(Done { count: i64::try_from(count).unwrap_or(i64::MAX), more: count >= SECRETS })
}

/// Runs every job whose time has come.
pub async fn run(env: &Env) {
    let (turn, resting) = match begin(env).await {
        Ok(Some(begun)) => begun,
        Ok(None) => return,
        Err(error) => return log::error("clock", &error.to_string()),
    };
    for job in JOBS.iter().filter(|job| !resting.contains(&job.name)) {
        match take(&turn, job, turn.now).await {
            Ok(true) => drop(go(&turn, job, false).await),
            Ok(false) => {}
            Err(error) => log::error(job.name.code(), &error.to_string()),
        }
    }
}

/// The turn, and the jobs whose time has not come. Nothing is due before there is a company.
async fn begin(env: &Env) -> Result<Option<(Turn, Vec<JobName>)>, DbError> {
    let now = clock::now();
    let db = Db::open(env, now)?;
    let resting = Statement::new("SELECT json_group_array(name) FROM jobs WHERE next_run_at > ?").bind(now);
    let rows = db.read(&[Statement::new("SELECT zone FROM company WHERE id = 1"), resting]).await?;
    let Some(zone) = rows.text(0) else { return Ok(None) };
    let resting: Vec<String> = rows.json(1)?.unwrap_or_default();
    db.set_today(now, Zone::or_utc(&zone));
    let resting = resting.iter().filter_map(|name| name.parse().ok()).collect();
    Ok(Some((Turn { env: env.clone(), db, now }, resting)))
}

/// Runs one job now, whenever its next turn is. `None` while it is running elsewhere.
///
/// # Errors
/// As the database says; a failure of the job itself is an outcome, not an error.
pub async fn run_by_hand(env: &Env, job: &Job) -> Result<Option<Done>, DbError> {
    let Some((turn, _)) = begin(env).await? else { return Ok(None) };
    // Whoever runs it by hand doesn't wait for its turn.
    if take(&turn, job, Instant::LATEST).await? { go(&turn, job, true).await.map(Some) } else { Ok(None) }
}

/// Leases the job if its turn came before `until`.
async fn take(turn: &Turn, job: &Job, until: Instant) -> Result<bool, DbError> {
    let lease = Statement::new(
        "INSERT INTO jobs (name, leased_until) VALUES (?, ?) \
         ON CONFLICT DO UPDATE SET leased_until = excluded.leased_until WHERE leased_until <= ? AND next_run_at <= ? \
         RETURNING name",
    );
    let lease = lease.bind(job.name.code()).bind(turn.now.plus(LEASE)).bind(turn.now).bind(until);
    Ok(turn.db.write(&[lease]).await?.text(0).is_some())
}

async fn go(turn: &Turn, job: &Job, by_hand: bool) -> Result<Done, DbError> {
    let (started, before) = (clock::now(), turn.db.cost().statements);
    let outcome = (job.run)(turn).await;
    let took = clock::now().0 - started.0;
    let statements = turn.db.cost().statements - before;
    let (code, count, said) = match &outcome {
        Ok(done) => (if done.more { "more" } else { "done" }, done.count, String::new()),
        Err(error) => ("failed", 0, error.to_string()),
    };
    let next = if code == "more" { turn.now } else { turn.now.plus(job.every) };
    let kept = [
        Statement::new(
            "UPDATE jobs SET leased_until = 0, last_run_at = ?, last_result = ?, next_run_at = ? WHERE name = ?",
        )
        .bind(turn.now)
        .bind(code)
        .bind(next)
        .bind(job.name.code()),
        Statement::new(
            "INSERT INTO job_runs (job, started_at, took, outcome, done, said, by_hand) VALUES (?, ?, ?, ?, ?, ?, ?)",
        )
        .bind(job.name.code())
        .bind(turn.now)
        .bind(took)
        .bind(code)
        .bind(count)
        .bind(said.as_str())
        .bind(by_hand),
    ];
    // A run that did nothing and was not asked for needs no line in the history.
    let worth_telling = by_hand || code == "failed" || count > 0;
    turn.db.write(if worth_telling { &kept } else { &kept[..1] }).await?;
    match &outcome {
        Ok(done) => log::info(&format!("job {} did {} in {statements} statements", job.name.code(), done.count)),
        Err(error) => log::error(job.name.code(), &error.to_string()),
    }
    outcome
}
