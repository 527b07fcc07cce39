//! Who is told what of an invoice, as a statement for the batch that does what they are told of.

use domain::notice::Notice;
use domain::time::Instant;

use crate::db::Statement;
use crate::people::notifications::TELL;

/// Every contact of the invoice's customer who signs in to the portal.
pub fn to_customer(notice: Notice, invoice: i64, now: Instant) -> Statement {
    Statement::new(format!(
        "{TELL}SELECT 'portal', contacts.id, ?, ?, 'invoices', invoices.id, invoices.number \
         FROM invoices JOIN contacts ON contacts.customer = invoices.customer \
         WHERE invoices.id = ? AND contacts.access = 'active' AND contacts.archived_at IS NULL",
    ))
    .bind(now)
    .bind(notice.code())
    .bind(invoice)
}
