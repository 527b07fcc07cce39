//! Who is told what of an invoice, as a statement for the batch that does what they are told of.

use domain::notice::Notice;
use domain::time::Instant;

use crate::db::Statement;
use crate::notices::NOTIFY_WITH_FACTS;

/// Every contact of the invoice's customer who signs in to the portal.
pub fn to_customer(notice: Notice, invoice: i64, now: Instant) -> Statement {
    Statement::new(format!(
        "{NOTIFY_WITH_FACTS}SELECT 'portal', contacts.id, ?, ?, 'invoices', invoices.id, invoices.number, json_object() \
         FROM invoices JOIN contacts ON contacts.customer = invoices.customer \
         WHERE invoices.id = ? AND contacts.access = 'active' AND contacts.archived_at IS NULL",
    ))
    .bind(now)
    .bind(notice.code())
    .bind(invoice)
}

/// Invoices that the notice of a payment names.
const NAMED: i64 = 4;

/// The same of a payment, once however many invoices it went to: what was paid, and what is still open on them after it. It
/// leads to the first of them.
pub fn of_payment(payment: i64, now: Instant) -> Statement {
    let allocated = "FROM payment_allocations a JOIN invoices i ON i.id = a.invoice WHERE a.payment = p.id";
    Statement::new(format!(
        "{NOTIFY_WITH_FACTS}SELECT 'portal', c.id, ?, ?, 'invoices', (SELECT i.id {allocated} ORDER BY i.due_on, i.id LIMIT 1), \
         (SELECT group_concat(number, ', ') FROM (SELECT i.number {allocated} ORDER BY i.due_on, i.id LIMIT {NAMED})) \
         || coalesce((SELECT ' +' || (count(*) - {NAMED}) {allocated} HAVING count(*) > {NAMED}), ''), \
         (SELECT json_object('paid', p.amount, 'amount', sum(i.total), 'balance', sum(i.total - i.paid)) {allocated}) \
         FROM payments p JOIN contacts c ON c.customer = p.customer \
         WHERE p.id = ? AND c.access = 'active' AND c.archived_at IS NULL",
    ))
    .bind(now)
    .bind(Notice::PaymentReceived.code())
    .bind(payment)
}
