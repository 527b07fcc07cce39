//! Vehicle groups: a plain record.

use domain::field::{Described, Row};
use domain::fleet::vehicle_group::VehicleGroupDraft;
use domain::fleet::vehicle_group::VehicleGroupRow;
use domain::record::RecordKind;

use crate::records::list::{List, falling, rising};
use crate::records::table::{Fields, Hooks, Own, Table, draft};

pub static TABLE: Table = Table {
    kind: RecordKind::VehicleGroup,
    fields: Fields::Columns(VehicleGroupDraft::FIELDS),
    facts: &[],
    list: List {
        from: "vehicle_groups t",
        row: VehicleGroupRow::FIELDS,
        cells: &[],
        sorts: &[rising("name", "t.name_key"), falling("created_at", "t.created_at")],
        filters: &[],
        words: "vehicle-groups",
        archives: true,
    },
    label: "t.name",
    hint: "t.description",
    found_by: &["name", "description"],
    refers: &[],
    own: Own::Nothing,
    draft: draft::<VehicleGroupDraft>,
    hooks: Hooks::NONE,
};
