//! The clock's registry: what the cron trigger does.
//!
//! Each job has a name, is leased so that two triggers don't run it at once, is bounded, and can be run again at any time.
//!
//! Invariant: running a job twice changes nothing more than running it once.

mod clean_up;

use domain::time::{Instant, MINUTE};
use worker::Env;

use crate::db::{Db, DbError, Statement};
use crate::io::{clock, log};

/// Longer than any job takes.
const LEASE: i64 = 10 * MINUTE;

struct Job {
    name: &'static str,
    statements: fn(Instant) -> Vec<Statement>,
}

const JOBS: &[Job] = &[Job { name: "clean_up_what_expired", statements: clean_up::statements }];

/// Runs every job that nobody else is running.
pub async fn run(env: &Env) {
    let now = clock::now();
    for job in JOBS {
        let outcome = match Db::open(env) {
            Ok(db) => lease_and_run(&db, job, now).await,
            Err(error) => Err(error),
        };
        match outcome {
            Ok(true) => log::info(&format!("job {} ran", job.name)),
            Ok(false) => log::info(&format!("job {} is running elsewhere", job.name)),
            Err(error) => log::error(job.name, &error.to_string()),
        }
    }
}

async fn lease_and_run(db: &Db, job: &Job, now: Instant) -> Result<bool, DbError> {
    let lease = Statement::new(
        "INSERT INTO jobs (name, leased_until) VALUES (?, ?) \
         ON CONFLICT DO UPDATE SET leased_until = excluded.leased_until WHERE leased_until <= ? \
         RETURNING name",
    );
    let rows = db.write(&[lease.bind(job.name).bind(now.plus(LEASE)).bind(now)]).await?;
    if rows.text(0).is_none() {
        return Ok(false);
    }
    let mut statements = (job.statements)(now);
    statements.push(
        Statement::new("UPDATE jobs SET leased_until = 0, last_run_at = ?, last_result = 'ok' WHERE name = ?")
            .bind(now)
            .bind(job.name),
    );
    db.write(&statements).await?;
    Ok(true)
}
