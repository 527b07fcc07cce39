//! Invoices: a draft that can be edited, and once issued a fact that can't.
//!
//! The status is never stored: it follows from the state, what was paid, the due date and the company's today.

use domain::check::FieldCode;
use domain::field::{Described, Row};
use domain::money::invoice::InvoiceRow;
use domain::money::invoice::{InvoiceDraft, taxes, totals};
use domain::problem::ProblemKind;
use domain::record::RecordKind;
use serde_json::Value as Json;

use super::billing;
use crate::bookings::sql::invoice_status;
use crate::db::{Statement, Value};
use crate::http::problems::Refusal;
use crate::records::list::{Filter, List, Takes, among, case, cases, cell, compares, falling, rising};
use crate::records::table::{Fact, Fields, Hooks, Own, Set, Table, draft, fact, json_fact, refers, set};
use crate::records::write::Write;

/// Of the invoice `t`.
pub const STATUS: &str = invoice_status!("t");

/// The company as an invoice's issuer, `domain::money::invoice::Party`.
macro_rules! issuer {
    () => {
        "(SELECT json_object('name', name, 'tax_id', tax_id, 'address', json(address), 'phone', phone, 'email', email, \
         'payment_details', payment_details) FROM company WHERE id = 1)"
    };
}
pub const ISSUER: &str = issuer!();

/// The customer of the invoice `t` as whom it is billed to.
macro_rules! billed_to {
    () => {
        "(SELECT json_object('name', company, 'tax_id', tax_id, 'address', json(billing_address), 'phone', phone, \
         'email', email, 'payment_details', '') FROM customers WHERE id = t.customer)"
    };
}
pub const BILLED_TO: &str = billed_to!();

/// What of payments went to it as `domain::money::payment::AllocationView`, oldest first.
macro_rules! payments {
    ($who:literal) => {
        concat!(
            "(SELECT json_group_array(json_object('id', p.id, 'amount', p.allocated, 'payment_amount', p.amount, ",
            "'at', p.at, 'method', p.method, ",
            "'reference', p.reference, 'reverses', p.reverses, 'reversed', json(iif(EXISTS (SELECT 1 FROM payments r ",
            "WHERE r.reverses = p.id), 'true', 'false')), 'who', ",
            $who,
            ")) FROM (SELECT p.*, a.amount AS allocated FROM payment_allocations a JOIN payments p ON p.id = a.payment ",
            "WHERE a.invoice = t.id ORDER BY p.at, p.created_at, p.id) p)"
        )
    };
}

/// What its list, and the portal's, can be narrowed to. What is owed on is found by its due date.
pub const BY_STATUS: Filter = cases(
    "status",
    &[
        case("draft", "t.state = 'draft'", ""),
        case("issued", "t.owing = 'issued' AND t.due_on >= $today", "due_on"),
        case("partly_paid", "t.owing = 'partly_paid' AND t.due_on >= $today", "due_on"),
        case("overdue", "t.state = 'open' AND t.due_on < $today", "due_on"),
        case("paid", "t.state = 'paid'", ""),
        case("cancelled", "t.state = 'cancelled'", ""),
        case("credited", "t.state = 'credited'", ""),
    ],
);

pub static TABLE: Table = KEPT;

/// As the customer sees it: without the names of staff.
pub static OF_PORTAL: Table = Table { facts: &facts(payments!("''")), ..KEPT };

const KEPT: Table = Table {
    kind: RecordKind::Invoice,
    fields: Fields::Columns(InvoiceDraft::FIELDS),
    facts: &facts(payments!("p.who")),
    list: List {
        from: "invoices t CROSS JOIN customers u ON u.id = t.customer",
        row: InvoiceRow::FIELDS,
        cells: &[
            cell(InvoiceRow::CUSTOMER_NAME, "coalesce(t.billed_to ->> 'name', u.company)"),
            cell(InvoiceRow::STATUS, STATUS),
        ],
        sorts: &[
            falling("created_at", "t.created_at"),
            falling("issued_on", "t.issued_on").nullable(),
            rising("due_on", "t.due_on").nullable(),
        ],
        filters: &[
            BY_STATUS,
            among("customer", "t.customer"),
            compares("booking", "t.id IN (SELECT invoice FROM invoice_bookings WHERE booking = ?)", Takes::Numbers)
                .few(),
            compares("since", "t.issued_on >= ?", Takes::Date),
            compares("until", "t.issued_on < ?", Takes::Date),
        ],
        words: "invoices",
        archives: false,
    },
    // A draft of one booking is known by that.
    label: "coalesce(t.number, CASE WHEN t.booking_numbers <> '' AND instr(t.booking_numbers, ',') = 0 THEN t.booking_numbers END, \
        (SELECT company FROM customers WHERE id = t.customer))",
    hint: "coalesce(t.billed_to ->> 'name', (SELECT company FROM customers WHERE id = t.customer))",
    found_by: &[],
    refers: &[
        refers("customer").while_pending("t.state = 'open'"),
        refers("lines")
            .to(RecordKind::Booking)
            .through("t.id IN (SELECT invoice FROM invoice_bookings WHERE booking = ?)"),
    ],
    own: Own::Nothing,
    draft: draft::<InvoiceDraft>,
    hooks: Hooks { allow, set: sums, after, explain: Some(billing::EXPLAIN), ..Hooks::NONE },
};

/// As `domain::money::invoice::InvoiceBooking`.
const BOOKINGS: &str = "(SELECT json_group_array(json_object('id', id, 'number', number)) FROM (SELECT b.id, b.number \
    FROM invoice_bookings o JOIN bookings b ON b.id = o.booking WHERE o.invoice = t.id ORDER BY b.number))";

const fn facts(payments: &'static str) -> [Fact; 13] {
    [
        fact("number", "t.number"),
        fact("status", STATUS),
        fact("issued_at", "t.issued_at"),
        fact("issued_on", "t.issued_on"),
        fact("currency", "t.currency"),
        json_fact("issuer", concat!("coalesce(t.issuer, ", issuer!(), ")")),
        json_fact("billed_to", concat!("coalesce(t.billed_to, ", billed_to!(), ")")),
        json_fact("bookings", BOOKINGS),
        json_fact("totals", "json_object('subtotal', t.subtotal, 'tax', t.tax, 'total', t.total)"),
        json_fact("taxes", "t.taxes"),
        fact("paid", "t.paid"),
        fact("balance", "iif(t.state IN ('cancelled', 'credited'), 0, t.total - t.paid)"),
        json_fact("payments", payments),
    ]
}

fn allow(save: &Write) -> Result<(), Refusal> {
    if save.current.is_some() && save.fact("status") != "draft" {
        return Err(ProblemKind::AlreadyDone.into());
    }
    // The booking decides who pays; to bill somebody else, take its lines off the invoice.
    let (had, has) = (billing::billed_bookings(save.before("lines"))?, billing::billed_bookings(save.after("lines"))?);
    let of_a_booking = had.iter().any(|booking| has.contains(booking));
    let moves = of_a_booking && save.changes("customer");
    if moves { Err(Refusal::field("customer", FieldCode::NotAllowed)) } else { Ok(()) }
}

fn sums(save: &Write) -> Result<Vec<Set>, Refusal> {
    let Some(draft) = save.draft else { return Ok(Vec::new()) };
    let mut sets = sums_of(draft)?;
    if save.current.is_none() {
        sets.push(set("currency", &save.caller.currency));
    }
    Ok(sets)
}

/// The columns that follow from the lines.
///
/// # Errors
/// As [`billing::read_lines`].
pub fn sums_of(draft: &Json) -> Result<Vec<Set>, Refusal> {
    let lines = billing::read_lines(draft.get("lines").unwrap_or(&Json::Null))?;
    let (sums, by_rate) = (totals(&lines), Value::json(&taxes(&lines)));
    Ok(vec![set("subtotal", sums.subtotal), set("tax", sums.tax), set("total", sums.total), set("taxes", by_rate)])
}

fn after(save: &Write) -> Vec<Statement> {
    let billed = |lines| billing::billed_bookings(lines).ok();
    let rebilled = billed(save.before("lines")) != billed(save.after("lines"));
    let reworded = save.changes("customer") || (save.draft.is_some() && rebilled);
    if reworded { words(save.id) } else { Vec::new() }
}

/// A draft is found by its customer's words and its bookings'; an issued one also by its number.
pub fn words(id: i64) -> Vec<Statement> {
    let copied = |joined: &str| {
        Statement::new(format!(
            "INSERT OR IGNORE INTO words (kind, word, id) SELECT 'invoices', words.word, t.id FROM invoices t {joined} WHERE t.id = ?"
        ))
        .bind(id)
    };
    vec![
        Statement::new("DELETE FROM words WHERE kind = 'invoices' AND id = ?").bind(id),
        copied("JOIN words ON words.kind = 'customers' AND words.id = t.customer"),
        copied(
            "JOIN invoice_bookings o ON o.invoice = t.id JOIN words ON words.kind = 'bookings' AND words.id = o.booking",
        ),
    ]
}
