//! Bookings: what customers ask for, and the logbooks, time cards and ratings that come of it.
//!
//! Each file is one record's table and its verbs. The rules are `domain`'s; that two people pressing at once can't both win
//! is held by the tables' triggers.
//!
//! Invariant: a booking's state changes only by a move, never by a save.

#[allow(clippy::module_inception)]
pub mod bookings;
pub mod logbooks;
pub mod ratings;
pub mod time_cards;

/// # Errors
/// Until its handlers are here.
pub async fn answer(_call: &crate::http::request::Call) -> crate::http::answer::Answer {
    Err(domain::problem::ProblemKind::NotFound.into())
}
