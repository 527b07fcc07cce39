//! Bookings: the journey, the moves and their guards, assignments that can't collide, work and ratings.

mod actors;
mod bookings;
mod journey;
mod logbooks;
mod moving;
mod races;
mod ratings;
mod time_cards;
