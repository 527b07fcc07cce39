//! Leave: when drivers are away. The name is the driver's, kept by a trigger.

use domain::choice::choices;
use domain::field::{Described, Row};
use domain::people::leave::{LeaveDraft, LeaveKind, LeaveRow};
use domain::record::RecordKind;

use crate::records::list::{List, Takes, among, code, compares, falling};
use crate::records::table::{Fields, Hooks, Own, Table, draft, fact};

pub static TABLE: Table = Table {
    kind: RecordKind::Leave,
    fields: Fields::Columns(LeaveDraft::FIELDS),
    facts: &[fact("driver_name", "t.driver_name")],
    list: List {
        from: "leave t",
        row: LeaveRow::FIELDS,
        cells: &[],
        sorts: &[falling("from", "t.\"from\"")],
        filters: &[
            among("driver", "t.driver"),
            code("kind", "t.kind", choices::<LeaveKind>),
            compares("since", "t.\"from\" >= ?", Takes::Numbers),
            compares("until", "t.\"from\" < ?", Takes::Numbers),
        ],
        words: "",
        archives: true,
    },
    label: "t.driver_name",
    hint: "''",
    found_by: &[],
    refers: &[],
    own: Own::OfDriver("t.driver = ?"),
    draft: draft::<LeaveDraft>,
    hooks: Hooks::NONE,
};
