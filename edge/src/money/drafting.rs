//! The draft of a booking's invoice: one line with its amount, at the company's first tax rate.

use domain::bookings::progress::{BookingStatus, transitions};
use domain::history::HistoryAct;
use domain::id::{BookingId, CustomerId};
use domain::money::invoice::{InvoiceDraft, InvoiceLine};
use domain::problem::{Obstacle, ProblemKind};
use domain::record::Created;
use domain::settings::NamedTaxRate;
use serde::Deserialize;

use super::invoices;
use crate::db::{Statement, guard};
use crate::http::answer::Answer;
use crate::http::caller::{Actor, Caller};
use crate::http::idempotency::Idempotent;
use crate::http::problems::Refusal;
use crate::http::request::Call;
use crate::io::random;
use crate::records::table::set;
use crate::records::write;

/// A booking as its invoice needs it.
#[derive(Deserialize)]
struct Found {
    subject: String,
    customer: CustomerId,
    amount: Option<i64>,
    status: BookingStatus,
    archived: bool,
    tax: Option<NamedTaxRate>,
    /// The live one.
    invoice: Option<Obstacle>,
}

fn reading(booking: i64) -> Statement {
    Statement::new(
        "SELECT json_object('subject', b.subject, 'customer', b.customer, 'amount', b.amount, \
         'status', b.status, 'archived', json(iif(b.archived_at IS NULL, 'false', 'true')), \
         'tax', (SELECT tax_rates -> '$[0]' FROM company WHERE id = 1), \
         'invoice', json((SELECT json_object('kind', 'invoices', 'id', id, 'label', coalesce(number, b.number)) \
         FROM invoices WHERE id = b.invoice))) \
         FROM bookings b WHERE b.id = ?",
    )
    .bind(booking)
}

/// `POST /api/bookings/{id}/invoice`: 201 with `domain::record::Created`.
///
/// # Errors
/// 404; 409 naming the live invoice when there is one; 409 for a booking that isn't approved yet or was called off.
pub async fn draft(call: &Call) -> Answer {
    let booking = call.record()?;
    let (caller, key, found) = match call.staff_keyed(vec![reading(booking)]).await? {
        Idempotent::Replay(reply) => return Ok(reply),
        Idempotent::First { caller, key, rows } => (caller, key, rows.json::<Found>(0)?.ok_or(ProblemKind::NotFound)?),
    };
    if let Some(invoice) = found.invoice {
        return Err(done_by(invoice));
    }
    let billable =
        matches!(found.status, BookingStatus::Approved | BookingStatus::Processing | BookingStatus::Completed);
    let (true, false, Some(amount)) = (billable, found.archived, found.amount) else {
        let allowed = transitions(found.status).map(|by| by.code().to_owned()).collect();
        return Err(Refusal::new(ProblemKind::TransitionNotAllowed).with_allowed(allowed));
    };
    // A company that has set up no tax charges none.
    let line = InvoiceLine::of_booking(BookingId(booking), &found.subject, amount, found.tax.unwrap_or_default());
    let draft = InvoiceDraft { customer: Some(found.customer), lines: vec![line], ..InvoiceDraft::default() };
    let id = random::id();
    let mut statements = vec![
        guard("stale", "NOT EXISTS (SELECT 1 FROM bookings WHERE id = ? AND customer = ? AND amount = ?)")
            .bind(booking)
            .bind(found.customer.0)
            .bind(amount),
    ];
    statements.extend(kept(call, &caller, id, &draft)?);
    let answer = serde_json::to_string(&Created { id, version: 1 }).map_err(|e| Refusal::internal(e.to_string()))?;
    match key.write(call, answer, statements).await {
        Err(refusal) if refusal.kind() == ProblemKind::AlreadyDone => {
            let rows = call.db.read(&[reading(booking)]).await?;
            let winner = rows.json::<Found>(0)?.and_then(|found| found.invoice);
            Err(winner.map_or(refusal, done_by))
        }
        answer => answer,
    }
}

fn kept(call: &Call, caller: &Caller, id: i64, draft: &InvoiceDraft) -> Result<Vec<Statement>, Refusal> {
    let table = &invoices::TABLE;
    let draft = serde_json::to_value(draft).map_err(|error| Refusal::internal(error.to_string()))?;
    let mut sets = invoices::sums_of(&draft)?;
    sets.push(set("currency", &caller.currency));
    let changes = write::filled_in(&draft);
    let mut statements = vec![write::insert(table, id, call.now, &draft, &sets)];
    statements.extend(invoices::words(id));
    statements.push(write::history(
        table.collection(),
        id,
        &Actor::from(caller),
        call.now,
        HistoryAct::Created,
        &changes,
    ));
    Ok(statements)
}

fn done_by(invoice: Obstacle) -> Refusal {
    Refusal::new(ProblemKind::AlreadyDone).with_obstacles(vec![invoice])
}
