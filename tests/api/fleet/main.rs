//! Fleet: vehicles with their types and groups, who has which of them, and documents with their files.

mod assignments;
mod documents;
mod files;
mod vehicles;
