//! The clock's page: every job with its next run and its last runs; running one by hand.

use domain::clock::{JobName, JobView};
use domain::problem::ProblemKind;
use domain::time::Instant;
use serde_json::json;

use super::{JOBS, run_by_hand};
use crate::db::Statement;
use crate::http::answer::{Answer, Reply};
use crate::http::problems::Refusal;
use crate::http::request::Call;

/// Runs shown of each job.
const RUNS: u32 = 20;

/// Yields a list of `domain::clock::JobView`, of every job, also those that never ran.
fn jobs_statement(now: Instant) -> Statement {
    let jobs: Vec<_> = JOBS.iter().map(|job| json!([job.name.code(), job.every])).collect();
    Statement::new(format!(
        "SELECT json_group_array(json_object('name', j.value ->> 0, 'every', j.value ->> 1, 'next_run_at', w.next_at, \
         'last_run_at', w.last_run_at, 'last_outcome', nullif(w.last_outcome, ''), \
         'running', json(iif(w.leased_until > CAST(? AS INTEGER), 'true', 'false')), \
         'runs', json((SELECT coalesce(json_group_array(json_object('started_at', started_at, 'took', took, \
         'outcome', outcome, 'done', done, 'error_message', error_message, 'by_hand', json(iif(by_hand, 'true', 'false')))), '[]') \
         FROM (SELECT * FROM job_runs r WHERE r.job = j.value ->> 0 ORDER BY r.id DESC LIMIT {RUNS}))))) \
         FROM json_each(?) j LEFT JOIN work w ON w.kind = 'job' AND w.id = j.value ->> 0"
    ))
    .bind(now)
    .bind(serde_json::Value::from(jobs).to_string())
}

/// `GET /api/clock`: a list of `domain::clock::JobView`.
///
/// # Errors
/// 401, 403.
pub async fn list_jobs(call: &Call) -> Answer {
    let (_, rows) = call.staff(vec![jobs_statement(call.now)]).await?;
    Ok(Reply::json(&rows.json::<Vec<JobView>>(0)?))
}

/// `POST /api/clock/{name}/run`: 200 with the job as it stands now.
///
/// # Errors
/// 404 for a name no job has; 409 while it is running.
pub async fn run(call: &Call) -> Answer {
    call.staff(Vec::new()).await?;
    let name: JobName = call.place().parse().map_err(|_| ProblemKind::NotFound)?;
    let job = JOBS.iter().find(|job| job.name == name).ok_or(ProblemKind::NotFound)?;
    // A failure is told by the job's history.
    if let Ok(None) = run_by_hand(&call.env, job).await {
        return Err(Refusal::from(ProblemKind::AlreadyDone));
    }
    let jobs: Vec<JobView> = call.db.read(&[jobs_statement(call.now)]).await?.row_json(0)?;
    let view = jobs.into_iter().find(|view| view.name == name).ok_or(ProblemKind::NotFound)?;
    Ok(Reply::json(&view))
}
