//! Who is told what of an invoice, as a statement for the batch that does what they are told of.

use domain::notice::Notice;
use domain::time::Instant;

use crate::db::Statement;
use crate::notices::NOTIFY_WITH_FACTS;

/// Every contact of the invoice's customer who signs in to the portal.
pub fn to_customer(notice: Notice, invoice: i64, now: Instant) -> Statement {
    notify(notice, "json_object()", Vec::new(), invoice, now)
}

/// The same of a payment: what was paid, and what is still open after it.
pub fn of_payment(invoice: i64, paid: i64, now: Instant) -> Statement {
    let facts = "json_object('paid', ?, 'balance', invoices.total - invoices.paid)";
    notify(Notice::PaymentReceived, facts, vec![paid], invoice, now)
}

fn notify(notice: Notice, facts: &str, values: Vec<i64>, invoice: i64, now: Instant) -> Statement {
    let statement = Statement::new(format!(
        "{NOTIFY_WITH_FACTS}SELECT 'portal', contacts.id, ?, ?, 'invoices', invoices.id, invoices.number, {facts} \
         FROM invoices JOIN contacts ON contacts.customer = invoices.customer \
         WHERE invoices.id = ? AND contacts.access = 'active' AND contacts.archived_at IS NULL",
    ));
    values.into_iter().fold(statement.bind(now).bind(notice.code()), Statement::bind).bind(invoice)
}
