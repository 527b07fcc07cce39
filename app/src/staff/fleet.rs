//! The fleet: vehicles, their types and groups, who has which, and their documents.

pub(crate) mod assignments;
pub(crate) mod documents;
pub(crate) mod vehicle_groups;
pub(crate) mod vehicle_types;
pub(crate) mod vehicles;

use crate::nav::Found;
use crate::nav::part::Find;
use crate::records::{self, Record};

/// What the addresses of its screens begin with.
pub const ROOTS: &[&str] = &["vehicles", "vehicle-types", "vehicle-groups", "assignments", "documents"];

pub(crate) static RECORDS: &[Record] =
    &[vehicles::RECORD, vehicle_types::RECORD, vehicle_groups::RECORD, assignments::RECORD, documents::RECORD];

/// Called when the part is here.
pub fn open() -> Find {
    records::know(RECORDS);
    find
}

fn find(path: &str) -> Option<Found> {
    records::find(RECORDS, path)
}
