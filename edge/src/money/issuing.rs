//! Issuing an invoice, and cancelling one that nobody has paid.
//!
//! Invariant: the number comes from its counter inside the batch that issues, so a refused issue leaves no gap.

use chrono::Datelike;
use domain::bookings::booking::TransitionDraft;
use domain::bookings::progress;
use domain::check::{Check, FieldCode};
use domain::history::HistoryAct;
use domain::money::invoice::{Invoice, InvoiceStatus};
use domain::notice::Notice;
use domain::problem::ProblemKind;
use domain::text::is_blank;
use domain::time::{Date, Instant};
use serde_json::{Value as Json, json};

use super::invoices::{BILLED_TO, ISSUER, TABLE, words};
use super::notices;
use crate::bookings::numbers;
use crate::db::{Sql, Statement, guard_unchanged};
use crate::http::answer::Answer;
use crate::http::caller::{Actor, Caller};
use crate::http::problems::Refusal;
use crate::http::request::Call;
use crate::records::{find, update, write};

/// Digits of a number's counter: `F-2026-0007`.
const DIGITS: u32 = 4;

/// The invoice as it is.
async fn found(call: &Call, id: i64) -> Result<(Caller, Json), Refusal> {
    let (caller, rows) = call.staff(vec![find::statement(&TABLE, id, None)]).await?;
    Ok((caller, rows.json(0)?.ok_or(ProblemKind::NotFound)?))
}

/// The same, if it is what the caller has seen.
fn seen(call: &Call, found: Json) -> Result<Invoice, Refusal> {
    update::at_version(&found, call.version()?)?;
    serde_json::from_value(found).map_err(|error| Refusal::internal(format!("invoice: {error}")))
}

/// `POST /api/invoices/{id}/issue`: 200 with the invoice, numbered and frozen.
///
/// # Errors
/// 404; 428; 409 stale; 409 when it is no draft any more; 422 when its due date has passed.
pub async fn issue(call: &Call) -> Answer {
    let id = call.record()?;
    let (caller, found) = found(call, id).await?;
    let invoice = seen(call, found)?;
    if invoice.facts.status != InvoiceStatus::Draft {
        return Err(ProblemKind::AlreadyDone.into());
    }
    let today = caller.today(call.now);
    if invoice.fields.due_on.is_some_and(|due| due < today) {
        return Err(Refusal::field("due_on", FieldCode::InThePast));
    }
    let counter = format!("invoices-{}", today.year());
    let count =
        Statement::new("INSERT INTO counters (name, value) VALUES (?, 1) ON CONFLICT DO UPDATE SET value = value + 1");
    let mut statements = vec![
        count.bind(&counter),
        numbered(call, id, today, &counter)?,
        guard_unchanged("stale"),
        notify(call, id, &Actor::from(&caller)),
    ];
    statements.extend(words(id));
    statements.push(numbers::words(&TABLE, id));
    statements.push(notices::to_customer(Notice::InvoiceIssued, id, call.now));
    update::finish(call, &TABLE, id, statements).await
}

fn numbered(call: &Call, id: i64, today: Date, counter: &str) -> Result<Statement, Refusal> {
    let mut sql = Sql::default();
    sql.with("UPDATE invoices AS t SET version = version + 1, updated_at = ?", call.now)
        .with(", issued_at = ?", call.now)
        .with(", issued_on = ?", today.to_string())
        .with(", due_on = coalesce(due_on, date(?", today.to_string())
        .push(", '+' || (SELECT due_days FROM company WHERE id = 1) || ' days'))")
        .with(&format!(", number = (SELECT invoice_prefix || printf('-%d-%0{DIGITS}d', ?"), i64::from(today.year()))
        .with(", value) FROM company JOIN counters ON counters.name = ? WHERE company.id = 1)", counter)
        .push(&format!(", issuer = {ISSUER}, billed_to = {BILLED_TO}"))
        .with(" WHERE id = ?", id)
        .with(" AND version = ?", call.version()?)
        .push(" AND issued_at IS NULL AND cancelled_at IS NULL");
    Ok(sql.into())
}

/// The history's line, with the number that only the batch knows.
fn notify(call: &Call, id: i64, actor: &Actor) -> Statement {
    Statement::new(
        "INSERT INTO history (kind, record, at, who_kind, who, who_name, act, changes) \
         SELECT 'invoices', id, ?, ?, ?, ?, 'issued', json_array(\
         json_object('field', 'number', 'before', NULL, 'after', number), \
         json_object('field', 'due_on', 'before', NULL, 'after', due_on)) FROM invoices WHERE id = ?",
    )
    .bind(call.now)
    .bind(actor.kind)
    .bind(actor.id)
    .bind(&actor.name)
    .bind(id)
}

/// `POST /api/invoices/{id}/cancel`: 200 with the cancelled invoice, which keeps its number.
///
/// # Errors
/// 404; 428; 409 stale; 409 for a draft (delete it), a cancelled one, and one with payments; 422 without a reason.
pub async fn cancel(call: &Call) -> Answer {
    let id = call.record()?;
    let (caller, found) = found(call, id).await?;
    call.version()?;
    let draft: TransitionDraft = call.shaped()?;
    let mut check = Check::default();
    check.that("reason", !is_blank(&draft.reason), FieldCode::Required);
    check.paragraph("reason", &draft.reason, 1_000);
    let errors = check.into_errors();
    if !errors.is_empty() {
        return Err(Refusal::invalid(errors));
    }
    let invoice = seen(call, found)?;
    match invoice.facts.status {
        InvoiceStatus::Cancelled | InvoiceStatus::Credited => return Err(ProblemKind::AlreadyDone.into()),
        InvoiceStatus::Draft => return Err(ProblemKind::TransitionNotAllowed.into()),
        _ if invoice.facts.paid != 0 => {
            let detail = progress::Refusal::PaidInvoice.text().get(caller.language);
            return Err(Refusal::new(ProblemKind::TransitionNotAllowed).with_detail(detail));
        }
        _ => {}
    }
    let changed = domain::history::changes(&json!({ "reason": "" }), &json!({ "reason": draft.reason }));
    let cancelled = Statement::new(
        "UPDATE invoices SET version = version + 1, updated_at = ?, cancelled_at = ?, reason = ? \
         WHERE id = ? AND version = ? AND issued_at IS NOT NULL AND cancelled_at IS NULL",
    );
    let statements = vec![
        cancelled.bind(call.now).bind(call.now).bind(&draft.reason).bind(id).bind(call.version()?),
        guard_unchanged("stale"),
        write::history(TABLE.collection(), id, &Actor::from(&caller), call.now, HistoryAct::Cancelled, &changed),
    ];
    update::finish(call, &TABLE, id, statements).await
}

const LIVE_INVOICE: &str = "id = (SELECT invoice FROM bookings WHERE id = ?)";

/// Cancels the unpaid invoice of a cancelled booking, in the move's own batch, and so frees its other bookings. A draft is cancelled
/// too rather than deleted, so that its history still says what became of it. (A paid one is refused by the trigger
/// `invoices_paid_stay`.)
pub fn cancel_of_booking(booking: i64, reason: &str, actor: &Actor, now: Instant) -> Vec<Statement> {
    vec![
        write::history_of_each(("invoices", "id"), HistoryAct::Cancelled, "'[]'", ("invoices", LIVE_INVOICE), booking, actor, now),
        Statement::new(format!(
            "UPDATE invoices SET cancelled_at = ?, reason = ?, version = version + 1, updated_at = ? WHERE {LIVE_INVOICE}"
        ))
        .bind(now)
        .bind(reason)
        .bind(now)
        .bind(booking),
    ]
}
