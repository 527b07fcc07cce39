//! Documents of vehicles and drivers: what expires when.
//!
//! Special about them: their files ([`files`]), and that what never ends stands last in the order of what ends.

use domain::choice::choices;
use domain::field::{Described, Row};
use domain::fleet::document::DocumentRow;
use domain::fleet::document::{DocumentDraft, DocumentType};
use domain::record::RecordKind;

use crate::db::Statement;
use crate::records::files;
use crate::records::list::{List, among, case, cases, cell, code, falling, rising};
use crate::records::table::{Fields, Hooks, Own, Table, draft, fact, json_fact};
use crate::records::write::Write;

/// `domain::fleet::document::Validity` of document `t`; 30 days are `domain::fleet::document::SOON`.
const VALIDITY: &str = "CASE WHEN t.lasts_until < $today THEN 'expired' \
    WHEN t.lasts_until <= date($today, '+30 days') THEN 'soon' ELSE 'valid' END";

/// What tells documents of one type apart in kind: permits, contracts and the like are of one kind when they have the same title.
macro_rules! kind_within_type {
    ($documents:literal) => {
        concat!(
            "iif(",
            $documents,
            ".document_type IN ('permit', 'contract', 'other'), lower(",
            $documents,
            ".title), '')"
        )
    };
}

/// The day on which the first kind of document of an owner ends, null if none does. What was renewed ends with the latest
/// of its kind.
macro_rules! first_end {
    ($owner:literal) => {
        concat!(
            "(SELECT min(latest) FROM (SELECT max(lasts_until) AS latest FROM documents WHERE ",
            $owner,
            " AND archived_at IS NULL GROUP BY document_type, ",
            $crate::fleet::documents::kind_within_type!("documents"),
            ") WHERE latest < '9999-12-31')"
        )
    };
}
/// [`first_end!`] of the vehicle in `vehicles`, which triggers keep.
macro_rules! first_end_of_vehicle {
    () => {
        "vehicles.first_end"
    };
}
/// [`first_end!`] of the driver in `drivers`.
macro_rules! first_end_of_driver {
    () => {
        $crate::fleet::documents::first_end!("driver = drivers.id")
    };
}
pub(crate) use {first_end, first_end_of_driver, first_end_of_vehicle, kind_within_type};

macro_rules! later {
    ($owner:literal) => {
        concat!(
            "EXISTS (SELECT 1 FROM documents n WHERE n.",
            $owner,
            " = d.",
            $owner,
            " AND n.lasts_until > d.lasts_until AND n.archived_at IS NULL AND n.document_type = d.document_type AND ",
            kind_within_type!("n"),
            " = ",
            kind_within_type!("d"),
            ")"
        )
    };
}

/// SQL that holds of a document `d` that was renewed: its owner has a later one of its kind.
pub const RENEWED: &str = concat!("(", later!("vehicle"), " OR ", later!("driver"), ")");

pub static TABLE: Table = Table {
    kind: RecordKind::Document,
    fields: Fields::Columns(DocumentDraft::FIELDS),
    facts: &[
        fact("vehicle_name", "t.vehicle_name"),
        fact("driver_name", "t.driver_name"),
        fact("validity", VALIDITY),
        json_fact("attached", files::ATTACHED),
    ],
    list: List {
        from: "documents t",
        row: DocumentRow::FIELDS,
        cells: &[cell(DocumentRow::VALIDITY, VALIDITY), cell(DocumentRow::FILE_COUNT, "json_array_length(t.files)")],
        sorts: &[
            rising("expires_on", "t.lasts_until"),
            rising("title", "t.title_key"),
            falling("created_at", "t.created_at"),
        ],
        filters: &[
            code("document_type", "t.document_type", choices::<DocumentType>),
            among("vehicle", "t.vehicle"),
            among("driver", "t.driver"),
            cases(
                "validity",
                &[
                    case("expired", "t.lasts_until < $today", "expires_on"),
                    case("soon", "t.lasts_until >= $today AND t.lasts_until <= date($today, '+30 days')", "expires_on"),
                    case("valid", "t.lasts_until > date($today, '+30 days')", "expires_on"),
                ],
            ),
        ],
        words: "documents",
        archives: true,
    },
    label: "t.title",
    hint: "t.vehicle_name || t.driver_name",
    found_by: &["title", "number"],
    refers: &[],
    // A driver's own papers, and those of every vehicle they have or had.
    own: Own::OfDriver(
        "t.id IN (SELECT id FROM documents WHERE driver = ? UNION ALL SELECT d.id FROM assignments a \
        CROSS JOIN documents d ON d.vehicle = a.vehicle WHERE a.driver = ?)",
    ),
    draft: draft::<DocumentDraft>,
    hooks: Hooks { before: known_files, after: keep_files, ..Hooks::NONE },
};

fn known_files(save: &Write) -> Vec<Statement> {
    files::known(&TABLE, save)
}

fn keep_files(save: &Write) -> Vec<Statement> {
    files::keep(&TABLE, save)
}
