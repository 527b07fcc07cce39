//! The fleet: vehicles with their types and groups, and who has which vehicle, and their documents.
//!
//! All of it is kept by `records`; each file is one record's table and what is special about it.
//!
//! Invariant: other areas reach these tables only by the expressions that are public here.

pub mod assignments;
pub mod documents;
pub mod odometers;
pub mod vehicle_groups;
pub mod vehicle_types;
pub mod vehicles;
