//! How bookings are kept: table, list, and the rules of creating and changing one.
//!
//! Invariant: nothing here changes a status; that is [`super::transitions`]'s.

use domain::bookings::booking::BookingDraft;
use domain::bookings::booking::BookingRow;
use domain::bookings::progress::{BookingStatus, InvoiceHold, Transition, transitions};
use domain::check::FieldCode;
use domain::choice::choices;
use domain::field::{Described, Row};
use domain::history::HistoryAct;
use domain::problem::ProblemKind;
use domain::record::RecordKind;
use domain::time::Instant;
use domain::visibility::Visibility;

use super::bounds::Bounds;
use super::numbers;
use super::sql::{change_request, invoice_hold, invoice_link, logbook_summary};
use crate::db::{Sql, Statement};
use crate::http::problems::Refusal;
use crate::records::files;
use crate::records::list::{List, Takes, among, cell, code, compares, falling, test};
use crate::records::table::{Fields, Hooks, Own, Set, Table, draft, fact, json_fact, refers};
use crate::records::write::Write;

const SITUATION: &str = concat!(
    "json_object('status', t.status, 'amount', t.amount, 'logbooks', json((SELECT json_group_array(status) FROM \
     (SELECT status FROM logbooks WHERE booking = t.id ORDER BY \"from\", id))), 'invoice', ",
    invoice_hold!(),
    ")"
);

const LOGBOOKS: &str = concat!(
    "(SELECT json_group_array(json(summary)) FROM (SELECT ",
    logbook_summary!(),
    " AS summary FROM logbooks l JOIN vehicles v ON v.id = l.vehicle WHERE l.booking = t.id ORDER BY l.\"from\", l.id))"
);

const RATINGS: &str = "(SELECT json_group_array(json_object('driver', r.driver, 'driver_name', d.name, 'stars', r.stars, \
     'comment', r.comment, 'at', r.at)) FROM ratings r JOIN drivers d ON d.id = r.driver WHERE r.booking = t.id)";

pub static TABLE: Table = Table {
    kind: RecordKind::Booking,
    fields: Fields::Columns(BookingDraft::FIELDS),
    facts: &[
        fact("number", "t.number"),
        json_fact("situation", SITUATION),
        fact("customer_name", "(SELECT company FROM customers WHERE id = t.customer)"),
        fact("contact_name", "coalesce((SELECT name FROM contacts WHERE id = t.contact), '')"),
        fact("vehicle_type_name", "coalesce((SELECT name FROM vehicle_types WHERE id = t.vehicle_type), '')"),
        fact("reason", "t.reason"),
        json_fact("by_customer", "iif(t.by_customer, 'true', 'false')"),
        json_fact("logbooks", LOGBOOKS),
        json_fact("request", change_request!()),
        json_fact("invoice", invoice_link!()),
        json_fact("ratings", RATINGS),
        json_fact("attached", files::ATTACHED),
    ],
    list: List {
        from: "bookings t CROSS JOIN customers u ON u.id = t.customer",
        row: BookingRow::FIELDS,
        cells: &[cell(BookingRow::CUSTOMER_NAME, "u.company"), cell(BookingRow::TRIPS, "t.active_logbooks")],
        sorts: &[
            falling("pickup_at", "t.pickup_at"),
            falling("created_at", "t.created_at"),
            falling("number", "t.number"),
            falling("amount", "t.amount").nullable(),
            falling("ends_at", "t.ends_at"),
        ],
        filters: &[
            code("status", "t.status", choices::<BookingStatus>),
            among("customer", "t.customer"),
            among("vehicle_type", "t.vehicle_type"),
            compares("since", "t.pickup_at >= ?", Takes::Numbers),
            compares("until", "t.pickup_at < ?", Takes::Numbers),
            test("to_answer", "t.to_answer = 1"),
            test("unassigned", "t.to_assign = 1"),
            test("to_invoice", "t.to_invoice = 1"),
        ],
        words: "bookings",
        archives: true,
    },
    label: "t.number",
    hint: "t.subject",
    found_by: &["subject", "pickup_address", "delivery_address", "load"],
    refers: &[refers("customer").while_pending("t.status IN ('new', 'approved', 'processing')")],
    own: Own::OfDriver("t.id IN (SELECT booking FROM logbooks WHERE driver = ?)"),
    draft: draft::<BookingDraft>,
    hooks: Hooks { allow, set, before: count, after: keep, settle: Some(super::rescheduling::SETTLE), ..Hooks::NONE },
};

/// SQL of what is seen of a row, as a JSON object, of `bookings t` and `customers u`.
pub fn row_object(visibility: Visibility) -> String {
    let seen = TABLE.list.columns().filter(|column| visibility.shows(column.name()));
    let pairs: Vec<String> = seen.map(|column| format!("'{}', {}", column.name(), column.sql())).collect();
    format!("json_object({})", pairs.join(", "))
}

fn allow(save: &Write) -> Result<(), Refusal> {
    if save.changes("pickup_at") || save.changes("ends_at") {
        let at = |field| save.after(field).as_i64().map(Instant);
        let (zone, language) = (save.caller.zone, save.caller.language);
        Bounds::OF_STAFF.check(at("pickup_at"), at("ends_at"), zone, save.now, language)?;
    }
    let situation = save.fact("situation");
    let Some(status) = situation["status"].as_str().and_then(|code| code.parse::<BookingStatus>().ok()) else {
        return Ok(());
    };
    match save.act {
        HistoryAct::Updated if status.is_final() => Err(refused_in(status)),
        HistoryAct::Updated => allow_update(save, status, situation["invoice"] != InvoiceHold::None.code()),
        // What still has to be done may not disappear from the lists.
        HistoryAct::Archived if !status.is_final() => Err(refused_in(status)),
        _ => Ok(()),
    }
}

fn allow_update(save: &Write, status: BookingStatus, invoiced: bool) -> Result<(), Refusal> {
    if status != BookingStatus::New && save.after("amount").is_null() {
        return Err(Refusal::field("amount", FieldCode::Required));
    }
    // An issued invoice also fixes the amount, by the trigger `bookings_amount_fixed`.
    if invoiced && save.changes("customer") {
        return Err(Refusal::field("customer", FieldCode::NotAllowed));
    }
    Ok(())
}

fn refused_in(status: BookingStatus) -> Refusal {
    Refusal::new(ProblemKind::TransitionNotAllowed)
        .with_allowed(transitions(status).map(|by: Transition| by.code().to_owned()).collect())
}

fn count(save: &Write) -> Vec<Statement> {
    let mut statements = files::known(&TABLE, save);
    if save.act == HistoryAct::Created {
        statements.push(numbers::OF_BOOKINGS.count(save.caller.zone, save.now));
    }
    statements
}

fn set(save: &Write) -> Result<Vec<Set>, Refusal> {
    let is_new = save.act == HistoryAct::Created;
    Ok(is_new.then(|| numbers::OF_BOOKINGS.set(save.caller.zone, save.now)).into_iter().collect())
}

fn keep(save: &Write) -> Vec<Statement> {
    let mut statements = if save.draft.is_some() { more_words(save.id) } else { Vec::new() };
    statements.extend(files::keep(&TABLE, save));
    statements
}

/// A booking is also found by its number and by what its customer is found by.
pub fn more_words(id: i64) -> Vec<Statement> {
    let mut sql = Sql::default();
    sql.push("INSERT OR IGNORE INTO words (kind, word, id) SELECT 'bookings', words.word, bookings.id FROM bookings ");
    sql.with("JOIN words ON words.kind = 'customers' AND words.id = bookings.customer WHERE bookings.id = ?", id);
    vec![numbers::words(&TABLE, id), sql.into()]
}
