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

use crate::bookings::sql::invoice_status;
use crate::db::{Statement, guard};
use crate::http::problems::Refusal;
use crate::records::list::{Filter, List, Takes, among, case, cases, cell, compares, falling, rising};
use crate::records::table::{Explain, Fact, Fields, Hooks, Own, Set, Table, draft, fact, json_fact, refers, set};
use crate::records::write::{Write, with_obstacles};

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
            among("booking", "t.booking").few(),
            compares("since", "t.issued_on >= ?", Takes::Date),
            compares("until", "t.issued_on < ?", Takes::Date),
        ],
        words: "invoices",
        archives: false,
    },
    label: "coalesce(t.number, (SELECT number FROM bookings WHERE id = t.booking), \
        (SELECT company FROM customers WHERE id = t.customer))",
    hint: "coalesce(t.billed_to ->> 'name', (SELECT company FROM customers WHERE id = t.customer))",
    found_by: &[],
    refers: &[refers("customer").while_pending("t.state = 'open'")],
    own: Own::Nothing,
    draft: draft::<InvoiceDraft>,
    hooks: Hooks { allow, set: sums, before, after, explain: Some(EXPLAIN), ..Hooks::NONE },
};

/// The live invoice that the booking has.
const EXPLAIN: Explain = Explain {
    read: |save, refusal| {
        match save.after("booking").as_i64() {
        Some(booking) if refusal.kind() == ProblemKind::AlreadyDone => vec![
            Statement::new(
                "SELECT json_group_array(json_object('kind', 'invoices', 'id', i.id, 'label', coalesce(i.number, b.number))) \
                 FROM invoices i JOIN bookings b ON b.id = i.booking WHERE i.booking = ? AND i.id <> ? \
                 AND i.cancelled_at IS NULL AND i.credited_at IS NULL",
            )
            .bind(booking)
            .bind(save.id),
        ],
        _ => Vec::new(),
    }
    },
    describe: |_, rows, refusal| with_obstacles(rows, refusal),
};

const fn facts(payments: &'static str) -> [Fact; 13] {
    [
        fact("number", "t.number"),
        fact("status", STATUS),
        fact("issued_at", "t.issued_at"),
        fact("issued_on", "t.issued_on"),
        fact("currency", "t.currency"),
        json_fact("issuer", concat!("coalesce(t.issuer, ", issuer!(), ")")),
        json_fact("billed_to", concat!("coalesce(t.billed_to, ", billed_to!(), ")")),
        fact("booking_number", "coalesce((SELECT number FROM bookings WHERE id = t.booking), '')"),
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
    // The booking decides who pays; to bill somebody else, take the booking off the invoice.
    let of_a_booking = save.draft.is_some() && !save.before("booking").is_null() && !save.changes("booking");
    let moves = of_a_booking && save.changes("customer");
    if moves { Err(Refusal::field("customer", FieldCode::NotAllowed)) } else { Ok(()) }
}

/// A draft may be given a booking later, by the rule that a new one is held to by the trigger `invoices_booking_in`.
fn before(save: &Write) -> Vec<Statement> {
    match save.after("booking").as_i64() {
        Some(booking) if save.current.is_some() && save.changes("booking") => {
            let billable = "SELECT 1 FROM bookings WHERE id = ? AND status IN ('approved', 'processing', 'completed')";
            vec![guard("booking_not_billable", &format!("NOT EXISTS ({billable})")).bind(booking)]
        }
        _ => Vec::new(),
    }
}

fn sums(save: &Write) -> Vec<Set> {
    let Some(draft) = save.draft else { return Vec::new() };
    let mut sets = sums_of(draft);
    if save.current.is_none() {
        sets.push(set("currency", &save.caller.currency));
    }
    sets
}

/// The columns that follow from the lines.
pub fn sums_of(draft: &Json) -> Vec<Set> {
    let lines: Vec<_> =
        draft.get("lines").and_then(|lines| serde_json::from_value(lines.clone()).ok()).unwrap_or_default();
    let sums = totals(&lines);
    let by_rate = serde_json::to_string(&taxes(&lines)).unwrap_or_else(|_| "[]".to_owned());
    vec![set("subtotal", sums.subtotal), set("tax", sums.tax), set("total", sums.total), set("taxes", by_rate)]
}

fn after(save: &Write) -> Vec<Statement> {
    let reworded = save.changes("customer") || save.changes("booking");
    if reworded { words(save.id) } else { Vec::new() }
}

/// A draft is found by its customer's words and its booking's; an issued one also by its number.
pub fn words(id: i64) -> Vec<Statement> {
    let copied = |kind: &str, column: &str| {
        Statement::new(format!(
            "INSERT OR IGNORE INTO words (kind, word, id) SELECT 'invoices', words.word, t.id \
             FROM invoices t JOIN words ON words.kind = '{kind}' AND words.id = t.{column} WHERE t.id = ?"
        ))
        .bind(id)
    };
    vec![
        Statement::new("DELETE FROM words WHERE kind = 'invoices' AND id = ?").bind(id),
        copied("customers", "customer"),
        copied("bookings", "booking"),
    ]
}
