//! Fleet: vehicles with their types and groups, and who has which of them.

mod assignments;
mod vehicles;
