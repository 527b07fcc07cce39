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
use crate::records::table::{Fields, Hooks, Own, Set, Table, draft, set};
use crate::records::write::Write;

pub static TABLE: Table = Table {
    kind: RecordKind::Customer,
    fields: Fields::Columns(CustomerDraft::FIELDS),
    facts: &[],
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
