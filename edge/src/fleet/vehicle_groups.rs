//! Vehicle groups: a plain record.

use domain::fleet::vehicle_group::VehicleGroupDraft;
use domain::record::RecordKind;

use crate::records::list::{List, cell, falling, rising};
use crate::records::table::{Hooks, Own, Table, column, draft, referred};

pub static TABLE: Table = Table {
    kind: RecordKind::VehicleGroup,
    name: "vehicle_groups",
    fields: &[column("name"), column("description"), column("colour")],
    facts: &[],
    list: List {
        from: "vehicle_groups t",
        cells: &[
            cell("id", "t.id"),
            cell("name", "t.name"),
            cell("description", "t.description"),
            cell("colour", "t.colour"),
        ],
        sorts: &[rising("name", "t.name_key"), falling("created_at", "t.created_at")],
        filters: &[],
        words: "vehicle-groups",
        archives: true,
    },
    label: "t.name",
    hint: "t.description",
    found_by: &["name", "description"],
    refers: &[],
    referred: &[referred(RecordKind::Vehicle, "vehicle_group")],
    own: Own::Nothing,
    draft: draft::<VehicleGroupDraft>,
    hooks: Hooks::NONE,
};
