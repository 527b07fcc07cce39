//! Bookings: the journey, the transitions and their guards, assignments that can't collide, work and ratings.

mod actors;
mod answers;
mod bookings;
mod candidates;
mod change_requests;
mod journey;
mod logbooks;
mod races;
mod ratings;
mod rescheduling;
mod time_cards;
