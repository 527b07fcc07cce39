//! Ratings: what customers say of the drivers. They are never edited, so there is only a list.

use domain::fields;
use domain::record::RecordKind;

use crate::http::problems::Refusal;
use crate::records::list::{List, among, at_least, before, cell, falling};
use crate::records::table::{Hooks, Own, Table};
use domain::problem::ProblemKind;

pub static TABLE: Table = Table {
    kind: RecordKind::Rating,
    name: "ratings",
    fields: &[],
    facts: &[],
    list: List {
        from: "ratings t CROSS JOIN drivers d ON d.id = t.driver",
        cells: &[
            cell("id", "t.id"),
            cell("at", "t.at").instant().called(fields::RATED_AT),
            cell("stars", "t.stars"),
            cell("comment", "t.comment"),
            cell("driver", "t.driver"),
            cell("driver_name", "d.name"),
            cell("booking", "t.booking"),
            cell("booking_number", "t.booking_number"),
            cell("customer_name", "t.customer_name"),
        ],
        sorts: &[falling("at", "t.at")],
        filters: &[
            among("driver", "t.driver").few(),
            among("customer", "t.customer").few(),
            among("stars", "t.stars"),
            at_least("since", "t.at"),
            before("until", "t.at"),
        ],
        words: "",
        archives: false,
    },
    label: "t.booking_number",
    hint: "t.customer_name",
    found_by: &[],
    refers: &[],
    referred: &[],
    own: Own::OfDriver("t.driver = ?"),
    // Ratings come from the portal only; the route table has no verb that would read one here.
    draft: |_| Err(Refusal::new(ProblemKind::MethodNotAllowed)),
    hooks: Hooks::NONE,
};
