//! The clock's page: every job with its next turn and its last runs; running one by hand.

use domain::clock::{JobName, JobView};
use domain::problem::ProblemKind;

use crate::db::{DbError, Statement};
use crate::http::answer::{Answer, Reply};
use crate::http::problems::Refusal;
use crate::http::request::Call;
use crate::jobs::{self, JOBS};

/// Runs shown of each job.
const RUNS: u32 = 20;

/// Yields `domain::clock::JobView` of the jobs that have run or were leased.
fn jobs_statement() -> Statement {
    Statement::new(format!(
        "SELECT json_group_array(json_object('name', name, 'every', 0, 'next_run_at', next_run_at, \
         'last_run_at', last_run_at, 'last_outcome', nullif(last_result, ''), \
         'running', json(iif(leased_until > CAST(? AS INTEGER), 'true', 'false')), \
         'runs', json((SELECT coalesce(json_group_array(json_object('started_at', started_at, 'took', took, \
         'outcome', outcome, 'done', done, 'said', said, 'by_hand', json(iif(by_hand, 'true', 'false')))), '[]') \
         FROM (SELECT * FROM job_runs r WHERE r.job = jobs.name ORDER BY r.id DESC LIMIT {RUNS}))))) \
         FROM jobs WHERE last_result IN ('', 'done', 'more', 'failed')"
    ))
}

/// Every job, also those that never ran.
fn views(text: Option<&str>) -> Result<Vec<JobView>, DbError> {
    let kept: Vec<serde_json::Value> = text
        .map_or(Ok(Vec::new()), serde_json::from_str)
        .map_err(|error| DbError::Broken(format!("the clock's jobs: {error}")))?;
    // A job that is gone from the registry may have left its row behind.
    let kept: Vec<JobView> = kept.into_iter().filter_map(|view| serde_json::from_value(view).ok()).collect();
    Ok(JOBS
        .iter()
        .map(|job| {
            let fresh = || JobView {
                name: job.name,
                every: 0,
                next_run_at: None,
                last_run_at: None,
                last_outcome: None,
                running: false,
                runs: Vec::new(),
            };
            let known = kept.iter().find(|view| view.name == job.name).cloned();
            JobView { every: job.every, ..known.unwrap_or_else(fresh) }
        })
        .collect())
}

/// `GET /api/clock`: a list of `domain::clock::JobView`.
///
/// # Errors
/// 401, 403.
pub async fn get(call: &Call) -> Answer {
    let (_, rows) = call.staff(vec![jobs_statement().bind(call.now)]).await?;
    Ok(Reply::json(&views(rows.text(0).as_deref())?))
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
    if let Ok(None) = jobs::run_by_hand(&call.env, job).await {
        return Err(Refusal::from(ProblemKind::AlreadyDone));
    }
    let rows = call.db.read(&[jobs_statement().bind(call.now)]).await?;
    let view =
        views(rows.text(0).as_deref())?.into_iter().find(|view| view.name == name).ok_or(ProblemKind::NotFound)?;
    Ok(Reply::json(&view))
}
