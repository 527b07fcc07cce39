//! Leave: when drivers are away. The name is the driver's, kept by a trigger.

use domain::field::{Described, Row};
use domain::people::leave::{LeaveDraft, LeaveKind, LeaveRow};
use domain::record::RecordKind;

use crate::records::list::{List, among, at_least, before, code, falling, is};
use crate::records::table::{Fields, Hooks, Own, Table, draft, fact, refers};

pub static TABLE: Table = Table {
    kind: RecordKind::Leave,
    name: "leave",
    fields: Fields::Columns(LeaveDraft::FIELDS),
    facts: &[fact("driver_name", "t.driver_name")],
    list: List {
        from: "leave t",
        row: LeaveRow::FIELDS,
        cells: &[],
        sorts: &[falling("from", "t.\"from\"")],
        filters: &[
            among("driver", "t.driver"),
            code("kind", "t.kind", is::<LeaveKind>),
            at_least("since", "t.\"from\""),
            before("until", "t.\"from\""),
        ],
        words: "",
        archives: true,
    },
    label: "t.driver_name",
    hint: "''",
    found_by: &[],
    refers: &[refers("driver", "drivers")],
    own: Own::OfDriver("t.driver = ?"),
    draft: draft::<LeaveDraft>,
    hooks: Hooks::NONE,
};
