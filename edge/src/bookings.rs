//! Bookings: what customers ask for, and the logbooks, time cards and ratings that come of it.
//!
//! Tables and generic verbs are in each record's file. What moves a booking is in [`transitions`], a logbook in [`steps`], what its driver says to it in [`answers`]; whether
//! a vehicle and a driver can be had is in [`availability`]. The portal enters by [`requests`], [`change_requests`] and [`transitions`] too.
//!
//! Invariant: a booking's state changes only by a move, never by a save.

pub mod answers;
pub mod availability;
#[allow(clippy::module_inception)]
pub mod bookings;
pub mod bounds;
pub mod candidates;
mod cascade;
pub mod change_requests;
pub mod leaving;
pub mod logbooks;
mod messages;
mod notices;
pub mod numbers;
pub mod occupations;
mod period;
pub mod ranking;
pub mod ratings;
pub mod requests;
mod rescheduling;
mod running;
pub mod schedule;
pub mod sql;
pub mod steps;
pub mod time_cards;
pub mod today;
pub mod transitions;
pub mod trips;
