//! Contacts: the people at a customer. At most one of them is primary; triggers hold that.
//!
//! Special about them: a contact stays with its customer, or it would carry its access into another's records. Another address is
//! another person's unless nobody else is behind it: a portal user who serves other customers too stays with the old one, and
//! the contact has to be invited anew (triggers hold that).

use domain::check::FieldCode;
use domain::choice::choices;
use domain::field::{Described, Row};
use domain::history::HistoryAct;
use domain::people::contact::ContactDraft;
use domain::people::contact::ContactRow;
use domain::people::staff::Access;
use domain::permission::{Act, Area};
use domain::problem::ProblemKind;
use domain::record::RecordKind;
use domain::text::Language;
use domain::time::Instant;

use crate::db::{Sql, Statement, Value};
use crate::http::caller::Actor;
use crate::http::problems::Refusal;
use crate::http::sessions::let_in;
use crate::records::list::{List, among, cell, code, on, rising};
use crate::records::table::{Fields, Hooks, Own, Table, draft, fact, json_fact};
use crate::records::write::{Write, history_of_each};

pub static TABLE: Table = Table {
    kind: RecordKind::Contact,
    fields: Fields::Columns(ContactDraft::FIELDS),
    facts: &[
        fact("customer_name", "(SELECT company FROM customers WHERE id = t.customer)"),
        json_fact("other_customers", OTHER_CUSTOMERS),
        fact("access", "t.access"),
        fact("last_seen_at", "(SELECT max(seen_at) FROM sessions WHERE kind = 'portal' AND contact = t.id)"),
    ],
    list: List {
        from: "contacts t CROSS JOIN customers u ON u.id = t.customer",
        row: ContactRow::FIELDS,
        cells: &[cell(ContactRow::CUSTOMER_NAME, "u.company")],
        sorts: &[rising("name", "t.name_key")],
        filters: &[
            among("customer", "t.customer").few(),
            code("access", "t.access", choices::<Access>),
            on("primary", "t.\"primary\""),
        ],
        words: "contacts",
        archives: true,
    },
    label: "t.name",
    hint: "iif(t.position = '', '', t.position || ' · ') || (SELECT company FROM customers WHERE id = t.customer)",
    found_by: &["name", "email", "phone", "position"],
    refers: &[],
    own: Own::Nothing,
    draft: draft::<ContactDraft>,
    hooks: Hooks { normalize: super::staff::lower_email, allow, after, ..Hooks::NONE },
};

const OTHER_CUSTOMERS: &str = concat!(
    "(SELECT json_group_array(company) FROM (SELECT u.company FROM contacts p JOIN customers u ON u.id = p.customer \
     WHERE p.portal_user = t.portal_user AND p.id <> t.id AND ",
    let_in!("p", "u"),
    " ORDER BY u.company_key))"
);

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

/// Gives a person's other contacts the language that they chose for one: they read the same in all of them.
pub(super) fn speak_alike(contact: i64, language: Language, actor: &Actor, now: Instant) -> [Statement; 2] {
    const OTHERS: &str = "id <> ? AND archived_at IS NULL AND language <> ? \
        AND portal_user = (SELECT portal_user FROM contacts WHERE id = ?)";
    let mut history = Sql::default();
    history.push("INSERT INTO history (kind, record, at, who_kind, who, who_name, act, changes) SELECT 'contacts', id");
    history.with(", ?", now).with(", ?", actor.kind).with(", ?", actor.id).with(", ?", &actor.name);
    history.with(", ?", HistoryAct::Updated.code());
    history.with(", json_array(json_object('field', 'language', 'before', language, 'after', ?))", language.code());
    history.push(" FROM contacts WHERE ").with(OTHERS, contact);
    history.bind_all(&[Value::from(language.code()), Value::from(contact)]);
    let spoken = format!("UPDATE contacts SET language = ?, version = version + 1, updated_at = ? WHERE {OTHERS}");
    let spoken = Statement::new(spoken).bind(language.code()).bind(now);
    [history.into(), spoken.bind(contact).bind(language.code()).bind(contact)]
}

/// Says so where another address took the access away.
fn after(save: &Write) -> Vec<Statement> {
    let had_access = matches!(save.fact("access").as_str(), Some("invited" | "active"));
    if !(had_access && save.changes("email")) {
        return Vec::new();
    }
    let (act, now) = (HistoryAct::AccessDisabled, save.now);
    let lost = ("contacts", "access = 'none' AND id = ?");
    vec![history_of_each(("contacts", "id"), act, "'[]'", lost, save.id, &Actor::from(save.caller), now)]
}
