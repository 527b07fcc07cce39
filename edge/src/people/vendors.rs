//! Vendors: a plain record.

use domain::field::{Described, Row};
use domain::people::vendor::{VendorDraft, VendorRow};
use domain::record::RecordKind;

use crate::records::list::{List, cell, falling, on, rising};
use crate::records::table::{Fields, Hooks, Own, Table, draft};

pub static TABLE: Table = Table {
    kind: RecordKind::Vendor,
    fields: Fields::Columns(VendorDraft::FIELDS),
    facts: &[],
    list: List {
        from: "vendors t",
        row: VendorRow::FIELDS,
        cells: &[cell(VendorRow::CITY, "t.address ->> '$.city'")],
        sorts: &[rising("name", "t.name_key"), falling("created_at", "t.created_at")],
        filters: &[on("active", "t.active")],
        words: "vendors",
        archives: true,
    },
    label: "t.name",
    hint: "t.tax_id",
    found_by: &["name", "tax_id", "phone", "email"],
    refers: &[],
    own: Own::Nothing,
    draft: draft::<VendorDraft>,
    hooks: Hooks::NONE,
};
