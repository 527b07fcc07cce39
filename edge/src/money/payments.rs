//! Payments: a customer's, allocated to their invoices. Rows that are never edited; a mistake is reversed by another row.

use domain::choice::choices;
use domain::field::Row;
use domain::money::payment::{PaymentDraft, PaymentMethod, PaymentRow};
use domain::record::RecordKind;

use crate::db::Statement;
use crate::records::list::{List, Takes, among, code, compares, falling};
use crate::records::table::{Fields, Hooks, Own, Table, draft, fact, json_fact, refers};
use crate::records::write;

/// Of its allocations and their invoices, those due first first.
macro_rules! allocated {
    ($what:literal) => {
        concat!(
            "(SELECT json_group_array(",
            $what,
            ") FROM (SELECT a.amount, i.id, i.number FROM payment_allocations a JOIN invoices i ON i.id = a.invoice ",
            "WHERE a.payment = t.id ORDER BY i.due_on, i.id) a)"
        )
    };
}

pub static TABLE: Table = Table {
    kind: RecordKind::Payment,
    fields: Fields::Read(&[
        fact("customer", "t.customer"),
        fact("amount", "t.amount"),
        fact("at", "t.at"),
        fact("method", "t.method"),
        fact("reference", "t.reference"),
        json_fact("allocations", allocated!("json_object('invoice', a.id, 'amount', a.amount)")),
    ]),
    facts: &[
        fact("currency", "t.currency"),
        fact("customer_name", "t.customer_name"),
        json_fact("invoice_numbers", allocated!("a.number")),
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
            among("customer", "t.customer"),
            compares("invoice", "t.id IN (SELECT payment FROM payment_allocations WHERE invoice = ?)", Takes::Numbers)
                .few(),
            code("method", "t.method", choices::<PaymentMethod>),
            compares("since", "t.at >= ?", Takes::Numbers),
            compares("until", "t.at < ?", Takes::Numbers),
        ],
        words: "payments",
        archives: false,
    },
    label: "t.invoice_numbers",
    hint: "t.reference",
    found_by: &[],
    refers: &[refers("customer").to(RecordKind::Customer)],
    own: Own::Nothing,
    draft: draft::<PaymentDraft>,
    hooks: Hooks::NONE,
};

/// A payment is found by its reference's words, its customer's and those of the invoices it went to.
pub fn words(id: i64, reference: &str) -> Vec<Statement> {
    let copied = "INSERT OR IGNORE INTO words (kind, word, id) SELECT 'payments', words.word, t.id FROM payments t";
    let of_customer =
        format!("{copied} JOIN words ON words.kind = 'customers' AND words.id = t.customer WHERE t.id = ?");
    let of_invoices = format!(
        "{copied} JOIN payment_allocations a ON a.payment = t.id JOIN words ON words.kind = 'invoices' AND words.id = a.invoice \
         WHERE t.id = ?"
    );
    let mut statements = write::words(&TABLE, id, reference);
    statements.extend([of_customer, of_invoices].map(|sql| Statement::new(sql).bind(id)));
    statements
}
