//! Bookings: what customers ask for, and the logbooks, time cards and ratings that come of it.
//!
//! One enters by [`booking`], whose state machine (product section 6) is data in [`progress`].
//!
//! Invariant: a booking's state changes only by a [`progress::Transition`]; no draft has a status field.

pub mod answer;
pub mod booking;
pub mod candidate;
pub mod change_request;
pub mod logbook;
pub mod next_trip;
pub mod progress;
pub mod rating;
pub mod schedule;
pub mod time_card;
pub mod trips;
