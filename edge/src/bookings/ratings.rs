//! Ratings: what customers say of the drivers. They are never edited, so there is only a list.

use domain::bookings::rating::{RatingDraft, RatingRow};
use domain::field::{Described, Row};
use domain::problem::ProblemKind;
use domain::record::RecordKind;

use crate::http::problems::Refusal;
use crate::records::list::{List, Takes, among, cell, compares, falling};
use crate::records::table::{Fields, Hooks, Own, Table, refers};

pub static TABLE: Table = Table {
    kind: RecordKind::Rating,
    fields: Fields::Columns(RatingDraft::FIELDS),
    facts: &[],
    list: List {
        from: "ratings t CROSS JOIN drivers d ON d.id = t.driver",
        row: RatingRow::FIELDS,
        cells: &[cell(RatingRow::DRIVER_NAME, "d.name")],
        sorts: &[falling("at", "t.at")],
        filters: &[
            among("driver", "t.driver").few(),
            among("customer", "t.customer").few(),
            among("stars", "t.stars"),
            compares("since", "t.at >= ?", Takes::Numbers),
            compares("until", "t.at < ?", Takes::Numbers),
        ],
        words: "",
        archives: false,
    },
    label: "t.booking_number",
    hint: "t.customer_name",
    found_by: &[],
    refers: &[
        refers("booking").to(RecordKind::Booking),
        refers("contact").to(RecordKind::Contact),
        refers("customer").to(RecordKind::Customer),
    ],
    own: Own::OfDriver("t.driver = ?"),
    // Ratings come from the portal only; the route table has no verb that would read one here.
    draft: |_| Err(Refusal::new(ProblemKind::MethodNotAllowed)),
    hooks: Hooks::NONE,
};
