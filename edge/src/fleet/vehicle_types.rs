//! Vehicle types: a plain record.

use domain::field::{Described, Row};
use domain::fleet::vehicle_type::VehicleTypeDraft;
use domain::fleet::vehicle_type::VehicleTypeRow;
use domain::record::RecordKind;

use crate::records::list::{List, falling, rising};
use crate::records::table::{Fields, Hooks, Own, Table, draft};

pub static TABLE: Table = Table {
    kind: RecordKind::VehicleType,
    fields: Fields::Columns(VehicleTypeDraft::FIELDS),
    facts: &[],
    list: List {
        from: "vehicle_types t",
        row: VehicleTypeRow::FIELDS,
        cells: &[],
        sorts: &[rising("name", "t.name_key"), falling("created_at", "t.created_at")],
        filters: &[],
        words: "vehicle-types",
        archives: true,
    },
    label: "t.name",
    hint: "t.description",
    found_by: &["name", "description"],
    refers: &[],
    own: Own::Nothing,
    draft: draft::<VehicleTypeDraft>,
    hooks: Hooks::NONE,
};
