//! The fleet: vehicles, their types and groups, and who has which.

pub(crate) mod assignments;
pub(crate) mod vehicle_groups;
pub(crate) mod vehicle_types;
pub(crate) mod vehicles;
