//! Vehicle types: a plain record.

use domain::fleet::vehicle_type::VehicleTypeDraft;
use domain::record::RecordKind;

use crate::records::list::{List, cell, falling, rising};
use crate::records::table::{Hooks, Own, Table, column, draft, referred};

pub static TABLE: Table = Table {
    kind: RecordKind::VehicleType,
    name: "vehicle_types",
    fields: &[column("name"), column("description"), column("colour")],
    facts: &[],
    list: List {
        from: "vehicle_types t",
        cells: &[
            cell("id", "t.id"),
            cell("name", "t.name"),
            cell("description", "t.description"),
            cell("colour", "t.colour"),
        ],
        sorts: &[rising("name", "t.name_key"), falling("created_at", "t.created_at")],
        filters: &[],
        words: "vehicle-types",
        archives: true,
    },
    label: "t.name",
    hint: "t.description",
    found_by: &["name", "description"],
    refers: &[],
    referred: &[referred(RecordKind::Vehicle, "vehicle_type"), referred(RecordKind::Booking, "vehicle_type")],
    own: Own::Nothing,
    draft: draft::<VehicleTypeDraft>,
    hooks: Hooks::NONE,
};
