//! Bookings: what customers ask for, and the logbooks, time cards and ratings that come of it.
//!
//! Tables and generic verbs are in each record's file. What moves a booking is in [`moves`], a logbook in [`steps`]; whether
//! a vehicle and a driver can be had is in [`availability`]. The portal enters by [`requests`] and [`moves`] too.
//!
//! Invariant: a booking's state changes only by a move, never by a save.

pub mod availability;
#[allow(clippy::module_inception)]
pub mod bookings;
pub mod bounds;
mod cascade;
pub mod logbooks;
pub mod moves;
mod moving;
mod notices;
pub mod numbers;
mod period;
pub mod ranking;
pub mod ratings;
pub mod requests;
mod running;
pub mod said;
mod schedule;
mod sql;
mod steps;
pub mod time_cards;
mod today;
pub mod trips;

use domain::bookings::progress::Move;
use domain::problem::ProblemKind;
use domain::route::Endpoint;

use crate::http::answer::Answer;
use crate::http::request::Call;
use steps::Step;

/// Answers what bookings have beyond the generic verbs.
///
/// # Errors
/// As each handler says.
pub async fn answer(call: &Call) -> Answer {
    match call.route.endpoint {
        Endpoint::ApproveBooking => moves::answer(call, Move::Approve).await,
        Endpoint::RejectBooking => moves::answer(call, Move::Reject).await,
        Endpoint::CancelBooking => moves::answer(call, Move::Cancel).await,
        Endpoint::CompleteBooking => moves::answer(call, Move::Complete).await,
        Endpoint::GetAvailability => logbooks::availability(call).await,
        Endpoint::CreateLogbook => logbooks::create(call).await,
        Endpoint::UpdateLogbook => logbooks::change(call).await,
        Endpoint::CancelLogbook => steps::take(call, Step::Cancel).await,
        Endpoint::StartLogbook => steps::take(call, Step::Start).await,
        Endpoint::FinishLogbook => steps::take(call, Step::Finish).await,
        Endpoint::StartTimeCard => time_cards::start(call).await,
        Endpoint::StopTimeCard => time_cards::stop(call).await,
        Endpoint::GetWorkTotals => time_cards::totals(call).await,
        Endpoint::GetRanking => ranking::get(call).await,
        Endpoint::GetSchedule => schedule::get(call).await,
        Endpoint::GetToday => today::get(call).await,
        _ => Err(ProblemKind::NotFound.into()),
    }
}
