//! The overview of a period, and the search over everything. Reads other areas' tables, writes nothing.
//!
//! Invariant: what the caller may not see is not asked of the database: money without its permission, kinds without theirs.

mod glance;
mod period;
mod search;

use domain::problem::ProblemKind;
use domain::route::Endpoint;

use crate::http::answer::Answer;
use crate::http::request::Call;

/// # Errors
/// As the handler says.
pub async fn answer(call: &Call) -> Answer {
    match call.route.endpoint {
        Endpoint::GetOverview => glance::get(call).await,
        Endpoint::Search => search::get(call).await,
        _ => Err(ProblemKind::NotFound.into()),
    }
}
