//! Invoices: a draft that can be edited, and once issued a fact that can't.

use domain::money::invoice::InvoiceDraft;
use domain::record::RecordKind;

use crate::records::list::{List, among, at_least, before, cell, falling};
use crate::records::table::{Hooks, Referred, Table, column, draft, fact, json, refers};

pub static TABLE: Table = Table {
    kind: RecordKind::Invoice,
    name: "invoices",
    fields: &[column("customer"), column("booking"), column("due_on"), json("lines"), column("notes")],
    facts: &[
        fact("number", "t.number"),
        fact("issued_at", "t.issued_at"),
        fact("issued_on", "t.issued_on"),
        fact("currency", "t.currency"),
        fact("paid", "t.paid"),
    ],
    list: List {
        from: "invoices t JOIN customers u ON u.id = t.customer",
        cells: &[
            cell("id", "t.id"),
            cell("number", "t.number"),
            cell("customer", "t.customer"),
            cell("customer_name", "u.company"),
            cell("issued_on", "t.issued_on"),
            cell("due_on", "t.due_on"),
            cell(
                "status",
                "CASE WHEN t.state <> 'open' THEN t.state WHEN t.due_on < date('now') THEN 'overdue' \
                 WHEN t.paid > 0 THEN 'partly_paid' ELSE 'issued' END",
            ),
            cell("total", "t.total").money(),
            cell("paid", "t.paid").money(),
            cell("currency", "t.currency"),
        ],
        sorts: &[
            falling("created_at", "t.created_at"),
            falling("issued_on", "t.issued_on").nullable(),
            falling("due_on", "t.due_on").nullable(),
        ],
        filters: &[
            among("customer", "t.customer"),
            among("booking", "t.booking"),
            at_least("since", "t.issued_on").dates(),
            before("until", "t.issued_on").dates(),
        ],
        words: "invoices",
        archives: false,
    },
    label: "coalesce(t.number, '')",
    hint: "''",
    found_by: &["notes"],
    refers: &[refers("customer", "customers"), refers("booking", "bookings")],
    referred: &[Referred { by: RecordKind::Payment, column: "invoice" }],
    own: "",
    draft: draft::<InvoiceDraft>,
    hooks: Hooks::NONE,
};
