//! The fleet: vehicles, their types and groups, who has which, and their documents.

pub(crate) mod assignments;
pub(crate) mod documents;
pub(crate) mod vehicle_groups;
pub(crate) mod vehicle_types;
pub(crate) mod vehicles;

use domain::permission::Area;
use domain::record::RecordKind;

use super::routes::{Group, Opens, record};
use crate::nav::Found;
use crate::nav::part::Find;
use crate::records::{self, ListSpec, Record};
use crate::text::shell;
use crate::ui::icon::Icon;

/// What the addresses of its screens begin with.
pub const ROOTS: &[&str] = &["vehicles/", "vehicle-types/", "vehicle-groups/", "assignments/", "documents/"];

/// Its lines in the sidebar.
pub(crate) const NAV: Group = Group {
    title: shell::GROUP_FLEET,
    icon: Icon::Truck,
    entries: &[
        record(RecordKind::Vehicle, "/admin/vehicles", Icon::Truck, 'v', Opens::ToOwn(Area::Fleet)),
        record(RecordKind::Assignment, "/admin/assignments", Icon::Key, 'a', Opens::ToOwn(Area::Fleet)),
        record(RecordKind::Document, "/admin/documents", Icon::Document, 'x', Opens::ToOwn(Area::Fleet)),
        record(RecordKind::VehicleType, "/admin/vehicle-types", Icon::Truck, 'y', Opens::ToViewers(Area::Fleet))
            .in_settings(),
        record(RecordKind::VehicleGroup, "/admin/vehicle-groups", Icon::Rows, 'g', Opens::ToViewers(Area::Fleet))
            .in_settings(),
    ],
};

pub(crate) static RECORDS: &[Record] =
    &[vehicles::RECORD, vehicle_types::RECORD, vehicle_groups::RECORD, assignments::RECORD, documents::RECORD];

pub(crate) const LISTS: &[&ListSpec] =
    &[&vehicles::LIST, &vehicle_types::LIST, &vehicle_groups::LIST, &assignments::LIST, &documents::LIST];

/// Called when the part is here.
pub fn open() -> Find {
    records::know(RECORDS);
    find
}

fn find(path: &str) -> Option<Found> {
    records::find(RECORDS, path)
}
