//! Payments: rows that are never edited; a mistake is reversed by another row.

use domain::field::{Described, Row};
use domain::money::payment::PaymentRow;
use domain::money::payment::{PaymentDraft, PaymentMethod};
use domain::record::RecordKind;

use crate::db::Statement;
use crate::records::list::{List, among, at_least, before, code, falling, is};
use crate::records::table::{Fields, Hooks, Own, Table, draft, fact, refers};
use crate::records::write;

pub static TABLE: Table = Table {
    kind: RecordKind::Payment,
    name: "payments",
    fields: Fields::Columns(PaymentDraft::FIELDS),
    facts: &[
        fact("currency", "t.currency"),
        fact("invoice", "t.invoice"),
        fact("invoice_number", "t.invoice_number"),
        fact("customer_name", "t.customer_name"),
        fact("reverses", "t.reverses"),
        fact("reversed_by", "(SELECT id FROM payments WHERE reverses = t.id)"),
        fact("who", "t.who"),
    ],
    list: List {
        from: "payments t",
        row: PaymentRow::FIELDS,
        cells: &[],
        sorts: &[falling("at", "t.at")],
        filters: &[
            among("invoice", "t.invoice").few(),
            code("method", "t.method", is::<PaymentMethod>),
            at_least("since", "t.at"),
            before("until", "t.at"),
        ],
        words: "payments",
        archives: false,
    },
    label: "t.invoice_number",
    hint: "t.reference",
    found_by: &[],
    refers: &[refers("invoice", "invoices")],
    own: Own::Nothing,
    draft: draft::<PaymentDraft>,
    hooks: Hooks::NONE,
};

/// A payment is found by its invoice's words and its reference's.
pub fn words(id: i64, invoice: i64, reference: &str) -> Vec<Statement> {
    let copied = Statement::new(
        "INSERT OR IGNORE INTO words (kind, word, id) SELECT 'payments', word, ? FROM words WHERE kind = 'invoices' AND id = ?",
    );
    let mut statements = write::words(&TABLE, id, reference);
    statements.push(copied.bind(id).bind(invoice));
    statements
}
