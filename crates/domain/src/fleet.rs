//! The fleet: vehicles with their types and groups, who has which vehicle, and their documents.
//!
//! Distances are metres, volumes millilitres, weights grams, lengths millimetres; the app shows the company's units.
//!
//! Invariant: a measure is an integer in the unit its field's doc names.

pub mod assignment;
pub mod document;
pub mod odometer;
pub mod vehicle;
pub mod vehicle_group;
pub mod vehicle_type;
pub mod vin;
