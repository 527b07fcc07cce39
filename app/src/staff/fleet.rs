//! The fleet: vehicles, their types and groups, and who has which.

pub(crate) mod assignments;
pub(crate) mod vehicle_groups;
pub(crate) mod vehicle_types;
pub(crate) mod vehicles;

use crate::nav::Found;
use crate::nav::part::Find;
use crate::records::{self, Record};

/// What the addresses of its screens begin with.
pub const ROOTS: &[&str] = &["vehicles", "vehicle-types", "vehicle-groups", "assignments"];

pub(crate) static RECORDS: &[Record] =
    &[vehicles::RECORD, vehicle_types::RECORD, vehicle_groups::RECORD, assignments::RECORD];

/// Called when the part is here.
pub fn open() -> Find {
    records::know(RECORDS);
    find
}

fn find(path: &str) -> Option<Found> {
    records::find(RECORDS, path)
}
