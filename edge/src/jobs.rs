//! The clock's registry: what the cron trigger wakes, and what each wake-up does.
//!
//! Every minute [`tick`] wakes each job whose time has come, and does nothing else: a job runs in an invocation of its own
//! ([`work`]), under a lease of its own, does a bounded piece of its work, and says whether more is left; then it runs
//! again at the next tick. What it did is kept in `job_runs`. Mail accounts that have something due are woken by
//! [`send_mails`], and by whatever job wrote mails. [`page`] shows all of it and runs a job by hand.
//!
//! Invariant: running a job twice changes nothing more than running it once.

mod clean_up;
mod expiring;
mod mails;
mod overdue;
pub mod page;
mod secrets;

use std::future::Future;
use std::pin::Pin;

use domain::clock::{JobName, RunOutcome};
use domain::notice::Notice;
use domain::time::{HOUR, Instant, MINUTE};
use worker::Env;

use crate::db::{Db, DbError, Statement};
use crate::io::{clock, log, zone::Zone};
use crate::mail::delivery;
use crate::people::digests;
use crate::work::{self, Key, Kind, Lease, Run};

/// What a job has to do its work with.
pub struct JobContext {
    pub env: Env,
    pub db: Db,
    pub now: Instant,
    /// Whether a person waits for it.
    pub by_hand: bool,
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
    run: for<'t> fn(&'t JobContext) -> Doing<'t>,
}

pub const JOBS: &[Job] = &[
    Job { name: JobName::WarnExpiringDocuments, every: HOUR, run: |context| Box::pin(expiring::warn(context)) },
    Job { name: JobName::WarnOverdueInvoices, every: HOUR, run: |context| Box::pin(overdue::warn(context)) },
    Job { name: JobName::WarnExpiringSecrets, every: HOUR, run: |context| Box::pin(secrets::warn(context)) },
    Job { name: JobName::RefreshTokens, every: HOUR, run: |context| Box::pin(refresh_tokens(context)) },
    Job { name: JobName::AnswerResets, every: MINUTE, run: |context| Box::pin(answer_resets(context)) },
    Job { name: JobName::WriteMails, every: MINUTE, run: |context| Box::pin(mails::write(context)) },
    Job { name: JobName::SendMails, every: MINUTE, run: |context| Box::pin(send_mails(context)) },
    Job { name: JobName::ResealSecrets, every: HOUR, run: |context| Box::pin(reseal_secrets(context)) },
    Job { name: JobName::CleanUp, every: HOUR, run: |context| Box::pin(clean_up::forget(context)) },
];

/// Forgotten passwords of one run; each is two statements or three.
const RESETS: u32 = 40;

async fn answer_resets(context: &JobContext) -> Result<Done, DbError> {
    let count = crate::people::links::answer_resets(&context.db, &context.env, context.now, RESETS).await?;
    let more = u32::try_from(count).is_ok_and(|count| count >= RESETS);
    Ok(Done { count: i64::try_from(count).unwrap_or(i64::MAX), more })
}

/// How long a person waits for the accounts' runs, in milliseconds; these go on afterwards.
const WATCHED: u64 = 25_000;
/// Drafts thrown away in one run, at two requests each.
const DRAFTS: u32 = 5;
/// Secrets sealed anew in one run; each is a statement.
const SECRETS: usize = 50;

/// The accounts send by themselves; each run has its own line in the history.
async fn send_mails(context: &JobContext) -> Result<Done, DbError> {
    let woken = if context.by_hand {
        delivery::watch_due(&context.db, &context.env, context.now, WATCHED).await
    } else {
        delivery::wake_due(&context.db, &context.env, context.now).await.map(|_| (0, true))
    };
    crate::mail::drafts::delete_abandoned(&context.db, &context.env, context.now, DRAFTS).await?;
    digests::notify_waiting(&context.db, Notice::MailFailed, context.now).await?;
    let (count, all) = woken?;
    Ok(Done { count, more: !all })
}

/// Refresh tokens spent in one run; each is a request to its provider.
const REFRESHES: u32 = 20;

async fn refresh_tokens(context: &JobContext) -> Result<Done, DbError> {
    let (count, more) = crate::mail::upkeep::refresh_idle(&context.db, &context.env, context.now, REFRESHES).await?;
    Ok(Done { count, more })
}

async fn reseal_secrets(context: &JobContext) -> Result<Done, DbError> {
    let count = crate::mail::resealing::reseal(&context.db, &context.env, SECRETS).await?;
    Ok(Done { count: i64::try_from(count).unwrap_or(i64::MAX), more: count >= SECRETS })
}

/// Wakes every job whose time has come. Nothing is due before there is a company.
pub async fn tick(env: &Env) {
    let (context, due) = match due(env).await {
        Ok(Some(due)) => due,
        Ok(None) => return,
        Err(error) => return log::error("clock", &error.to_string()),
    };
    for job in due {
        if let Err(error) = work::wake(env, &[Key::new(Kind::Job, job.code())]).await {
            work::failed(&context.db, job, context.now, &error).await;
        }
    }
}

/// What a wake-up does: `key`, in this invocation. How much that was, and whether to go on at once.
pub async fn work(key: &str, env: &Env) -> (i64, bool) {
    let nothing = (0, false);
    let Ok(known) = key.parse::<Key>() else {
        log::error(key, "is no piece of work");
        return nothing;
    };
    let job = match known.kind {
        Kind::Job => JOBS.iter().find(|job| job.name.code() == known.id).map(|job| job.name),
        Kind::MailAccount => Some(JobName::SendMails),
        Kind::Mail => None,
    };
    let (context, job) = match (begin(env, false).await, job) {
        (Ok(Some(context)), Some(job)) => (context, job),
        (Ok(_), _) => return nothing,
        (Err(error), _) => {
            log::error(key, &error.to_string());
            return nothing;
        }
    };
    let done = if known.kind == Kind::MailAccount {
        delivery::deliver_account(&context.db, env, known).await.map(|done| (done.sent, done.more && done.sent > 0))
    } else {
        run(&context, job).await.map(|count| (count, false))
    };
    match done {
        Ok(done) => done,
        Err(error) => {
            work::failed(&context.db, job, context.now, &error).await;
            nothing
        }
    }
}

/// Runs a job whose time has come; how much it did. Mails that it wrote are on their way before the next tick.
async fn run(context: &JobContext, name: JobName) -> Result<i64, DbError> {
    let Some(job) = JOBS.iter().find(|job| job.name == name) else { return Ok(0) };
    let Some(lease) = Lease::take(&context.db, Key::new(Kind::Job, name.code()), context.now).await? else {
        return Ok(0);
    };
    let count = go(context, job, &lease).await.map_or(0, |done| done.count);
    if count > 0 {
        delivery::wake_due(&context.db, &context.env, context.now).await?;
    }
    Ok(count)
}

/// Runs one job now, whenever it is due next. `None` while it is running elsewhere.
///
/// # Errors
/// As the database says; a failure of the job itself is an outcome, not an error.
pub async fn run_by_hand(env: &Env, job: &Job) -> Result<Option<Done>, DbError> {
    let Some(context) = begin(env, true).await? else { return Ok(None) };
    // Whoever runs it by hand doesn't wait until it is due.
    match Lease::take(&context.db, Key::new(Kind::Job, job.name.code()), Instant::LATEST).await? {
        Some(lease) => go(&context, job, &lease).await.map(Some),
        None => Ok(None),
    }
}

/// What a job needs; nothing before there is a company.
async fn begin(env: &Env, by_hand: bool) -> Result<Option<JobContext>, DbError> {
    let now = clock::now();
    let db = Db::open(env, now)?;
    let Some(zone) = db.read(&[Statement::new("SELECT zone FROM company WHERE id = 1")]).await?.text(0) else {
        return Ok(None);
    };
    db.set_today(now, Zone::or_utc(&zone));
    Ok(Some(JobContext { env: env.clone(), db, now, by_hand }))
}

/// The jobs whose time has come and that nobody is at.
async fn due(env: &Env) -> Result<Option<(JobContext, Vec<JobName>)>, DbError> {
    let Some(context) = begin(env, false).await? else { return Ok(None) };
    let resting = Statement::new(
        "SELECT json_group_array(id) FROM work WHERE kind = 'job' AND (next_at > ? OR leased_until > ?)",
    );
    let resting: Vec<String> = context.db.read(&[resting.bind(context.now).bind(context.now)]).await?.row_json(0)?;
    let due = JOBS.iter().map(|job| job.name).filter(|name| !resting.iter().any(|rests| rests == name.code()));
    Ok(Some((context, due.collect())))
}

async fn go(context: &JobContext, job: &Job, lease: &Lease) -> Result<Done, DbError> {
    let before = context.db.cost().statements;
    let outcome = match lease.hold(&context.db, (job.run)(context)).await {
        Ok(outcome) => outcome,
        Err(stopped) => Err(DbError::Unavailable(stopped.to_string())),
    };
    let statements = context.db.cost().statements - before;
    let (code, done, error_message) = match &outcome {
        Ok(done) => (if done.more { RunOutcome::More } else { RunOutcome::Done }, done.count, String::new()),
        Err(error) => (RunOutcome::Failed, 0, error.to_string()),
    };
    let next = if code == RunOutcome::More { context.now } else { context.now.plus(job.every) };
    let run = Run {
        job: job.name,
        began: lease.began,
        outcome: code,
        done,
        error_message: &error_message,
        by_hand: context.by_hand,
    };
    let kept = [lease.guard(), lease.ended(code, next), run.kept()];
    // A run that did nothing and was not asked for needs no line in the history.
    let worth_telling = context.by_hand || code == RunOutcome::Failed || done > 0;
    context.db.write(if worth_telling { &kept } else { &kept[..2] }).await?;
    match &outcome {
        Ok(done) => log::info(&format!("job {} did {} in {statements} statements", job.name.code(), done.count)),
        Err(error) => log::error(job.name.code(), &error.to_string()),
    }
    outcome
}
