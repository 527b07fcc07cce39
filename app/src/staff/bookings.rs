//! The bookings area: bookings with their logbooks, time cards, ratings, the timeline, and the driver's day.
//!
//! One enters by `bookings` and its page; `logbooks::assign_form` is what both the page and the timeline assign with.
//!
//! Invariant: whether a move is possible is asked of `domain::bookings::progress`, never decided in a screen.

// A record's file has its collection's name, also where the area is called the same.
#[allow(clippy::module_inception)]
pub(crate) mod bookings;
mod invoice;
pub(crate) mod logbooks;
mod moves;
pub(crate) mod ratings;
pub(crate) mod schedule;
pub(crate) mod time_cards;
pub(crate) mod today;
