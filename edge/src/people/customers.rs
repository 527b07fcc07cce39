//! Customers: the companies that book and pay.

use domain::field::{Described, Row};
use domain::history::HistoryAct;
use domain::people::customer::CustomerDraft;
use domain::people::customer::CustomerRow;
use domain::permission::{Act, Area};
use domain::problem::ProblemKind;
use domain::record::RecordKind;

use crate::db::{Statement, guard};
use crate::http::problems::Refusal;
use crate::http::query;
use crate::records::list::{List, cell, falling, on, rising};
use crate::records::table::{Fields, Hooks, Own, Set, Table, counted, draft, fact, json_fact, set};
use crate::records::write::Write;

pub static TABLE: Table = Table {
    kind: RecordKind::Customer,
    fields: Fields::Columns(CustomerDraft::FIELDS),
    facts: &[
        json_fact("next_trip", NEXT_TRIP),
        json_fact("owes", OWES),
        fact("primary_contact", PRIMARY_CONTACT),
        json_fact("counts", COUNTS),
    ],
    list: List {
        from: "customers t",
        row: CustomerRow::FIELDS,
        cells: &[
            cell(CustomerRow::STREET, "t.billing_address ->> '$.street'"),
            cell(CustomerRow::POSTCODE, "t.billing_address ->> '$.postcode'"),
            cell(CustomerRow::CITY, "t.billing_address ->> '$.city'"),
            cell(CustomerRow::REGION, "t.billing_address ->> '$.region'"),
            cell(CustomerRow::COUNTRY, "t.billing_address ->> '$.country'"),
        ],
        sorts: &[rising("company", "t.company_key"), falling("created_at", "t.created_at")],
        filters: &[on("active", "t.active")],
        words: "customers",
        archives: true,
    },
    label: "t.company",
    hint: "t.tax_id",
    found_by: &["company", "tax_id", "phone", "email"],
    refers: &[],
    own: Own::Nothing,
    draft: draft::<CustomerDraft>,
    hooks: Hooks { set: branch, before, ..Hooks::NONE },
};

/// What is under way, else the first approved one that isn't over, as on the first page of the customer's own portal.
const NEXT_TRIP: &str = "(SELECT json_object('booking', id, 'name', subject, 'from', pickup_at, 'to', ends_at, 'is_running', \
    json(iif(status = 'processing', 'true', 'false'))) FROM (SELECT * FROM (SELECT * FROM bookings WHERE customer = t.id \
    AND status = 'processing' AND archived_at IS NULL ORDER BY pickup_at, id LIMIT 1) UNION ALL SELECT * FROM (SELECT * FROM \
    bookings WHERE customer = t.id AND status = 'approved' AND archived_at IS NULL AND pickup_at > (unixepoch() - 2592000) * 1000 \
    AND ends_at > unixepoch() * 1000 ORDER BY pickup_at, id LIMIT 1)) LIMIT 1)";

const OWES: &str = "(SELECT json_object('balance', coalesce(sum(total - paid), 0), 'overdue', \
    coalesce(sum(iif(due_on < $today, total - paid, 0)), 0)) FROM invoices WHERE customer = t.id AND owing IS NOT NULL)";

const PRIMARY_CONTACT: &str = "coalesce((SELECT name FROM contacts WHERE customer = t.id AND archived_at IS NULL \
    ORDER BY \"primary\" DESC, name_key LIMIT 1), '')";

const COUNTS: &str = concat!(
    "json_object('contacts', ",
    counted!("FROM contacts WHERE customer = t.id AND archived_at IS NULL"),
    ", 'bookings', ",
    counted!("FROM bookings WHERE customer = t.id AND archived_at IS NULL"),
    ", 'invoices', ",
    counted!("FROM invoices WHERE customer = t.id"),
    ", 'payments', ",
    counted!("FROM payments WHERE customer = t.id"),
    ", 'ratings', ",
    counted!("FROM ratings WHERE customer = t.id"),
    ")"
);

/// `POST /api/customers/{id}/restore?shares_tax_id=true`: what a form says in its field.
fn branch(save: &Write) -> Result<Vec<Set>, Refusal> {
    let is_branch = save.act == HistoryAct::Restored && query::is_true(save.query, "shares_tax_id");
    Ok(is_branch.then(|| set("shares_tax_id", true)).into_iter().collect())
}

/// With a customer its contacts get back in, which is for those to give who may invite them.
fn before(save: &Write) -> Vec<Statement> {
    if save.act != HistoryAct::Restored || save.caller.may_in(Area::Customers, Act::Edit) {
        return Vec::new();
    }
    let gets_in = "EXISTS (SELECT 1 FROM contacts WHERE customer = ? AND archived_at IS NULL AND access IN ('invited', 'active'))";
    vec![guard(ProblemKind::NotAllowed.code(), gets_in).bind(save.id)]
}
