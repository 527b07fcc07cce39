//! Contacts: the people at a customer. At most one of them is primary; triggers hold that.
//!
//! Special about them: a contact stays with its customer, or it would carry its sign-in into another's records.

use domain::check::FieldCode;
use domain::field::{Described, Row};
use domain::history::HistoryAct;
use domain::people::contact::ContactDraft;
use domain::people::contact::ContactRow;
use domain::people::staff::Access;
use domain::permission::{Act, Area};
use domain::problem::ProblemKind;
use domain::record::RecordKind;

use crate::http::problems::Refusal;
use crate::records::list::{List, among, cell, code, is, on, rising};
use crate::records::table::{Fields, Hooks, Own, Table, draft, fact, refers};
use crate::records::write::Write;

pub static TABLE: Table = Table {
    kind: RecordKind::Contact,
    name: "contacts",
    fields: Fields::Columns(ContactDraft::FIELDS),
    facts: &[
        fact("customer_name", "(SELECT company FROM customers WHERE id = t.customer)"),
        fact("access", "t.access"),
        fact("last_seen_at", "(SELECT max(seen_at) FROM sessions WHERE kind = 'portal' AND person = t.id)"),
    ],
    list: List {
        from: "contacts t CROSS JOIN customers u ON u.id = t.customer",
        row: ContactRow::FIELDS,
        cells: &[cell(ContactRow::CUSTOMER_NAME, "u.company")],
        sorts: &[rising("name", "t.name_key")],
        filters: &[
            among("customer", "t.customer").few(),
            code("access", "t.access", is::<Access>),
            on("primary", "t.\"primary\""),
        ],
        words: "contacts",
        archives: true,
    },
    label: "t.name",
    hint: "iif(t.position = '', '', t.position || ' · ') || (SELECT company FROM customers WHERE id = t.customer)",
    found_by: &["name", "email", "phone", "position"],
    refers: &[refers("customer", "customers")],
    own: Own::Nothing,
    draft: draft::<ContactDraft>,
    hooks: Hooks { normalize: super::staff::lower_email, allow, ..Hooks::NONE },
};

fn allow(save: &Write) -> Result<(), Refusal> {
    if save.draft.is_some() && save.current.is_some() && save.changes("customer") {
        return Err(Refusal::field("customer", FieldCode::NotAllowed));
    }
    // Who is restored gets back in where they were, which is for those to give who may invite.
    let gets_in =
        save.act == HistoryAct::Restored && matches!(save.fact("access").as_str(), Some("invited" | "active"));
    if gets_in && !save.caller.may_in(Area::Customers, Act::Edit) {
        return Err(ProblemKind::NotAllowed.into());
    }
    Ok(())
}
