//! Which bookings an invoice's lines are for, and why one of them is refused.
//!
//! Invariant: the tables' triggers alone decide; what is read here only names what they refused.

use domain::check::{FieldCode, FieldError};
use domain::id::BookingId;
use domain::money::invoice::{InvoiceLine, bookings};
use domain::problem::{Obstacle, ProblemKind};
use domain::text::Text;
use serde::Deserialize;
use serde_json::Value as Json;

use crate::db::{Rows, Statement};
use crate::http::problems::Refusal;
use crate::records::table::Explain;
use crate::records::write::Write;

const INVOICED: Text = Text([
    "{booking} ya está en la factura {invoice}.",
    "{booking} is on invoice {invoice} already.",
    "{booking} è già sulla fattura {invoice}.",
    "{booking} jest już na fakturze {invoice}.",
]);
const DRAFTED: Text = Text([
    "{booking} ya está en otro borrador de factura.",
    "{booking} is on another draft already.",
    "{booking} è già in un'altra bozza di fattura.",
    "{booking} jest już w innym szkicu faktury.",
]);
const NOT_BILLABLE: Text = Text([
    "{booking} no se puede facturar: no está aprobada, o se canceló o se archivó.",
    "{booking} can't be invoiced: it isn't approved, or was cancelled or archived.",
    "{booking} non si può fatturare: non è approvata, oppure è stata annullata o archiviata.",
    "{booking} nie można zafakturować: nie jest zatwierdzona albo została anulowana lub zarchiwizowana.",
]);

/// A draft's `lines`; none where there is no draft yet.
///
/// # Errors
/// 500 for lines that can't be read: they would come to nothing.
pub fn read_lines(lines: &Json) -> Result<Vec<InvoiceLine>, Refusal> {
    if lines.is_null() {
        return Ok(Vec::new());
    }
    serde_json::from_value(lines.clone()).map_err(|error| Refusal::internal(format!("an invoice's lines: {error}")))
}

/// The bookings that a draft's `lines` are for.
///
/// # Errors
/// As [`read_lines`].
pub fn billed_bookings(lines: &Json) -> Result<Vec<BookingId>, Refusal> {
    Ok(bookings(&read_lines(lines)?))
}

/// A line's booking, as a refusal tells of it.
#[derive(Deserialize)]
struct Named {
    /// The line's place.
    at: usize,
    number: String,
    is_theirs: bool,
    is_billable: bool,
    /// Another live one that it is on.
    invoice: Option<Obstacle>,
    invoice_number: Option<String>,
}

/// Says at each line what is wrong with its booking, and on which invoice it is.
pub const EXPLAIN: Explain = Explain {
    read: |save, refusal| {
        let ours = refusal.is_at("lines", FieldCode::NotFound) || refusal.is_at("lines", FieldCode::NotAllowed);
        if ours { vec![reading(save)] } else { Vec::new() }
    },
    describe: described,
};

fn reading(save: &Write) -> Statement {
    Statement::new(
        "SELECT json_group_array(json_object('at', at, 'number', coalesce(number, ''), \
         'is_theirs', json(iif(customer IS ?, 'true', 'false')), 'is_billable', json(iif(billable, 'true', 'false')), \
         'invoice', json(iif(invoice IS NULL, NULL, json_object('kind', 'invoices', 'id', invoice, \
         'label', coalesce(invoice_number, number)))), 'invoice_number', invoice_number)) FROM (\
         SELECT l.key AS at, b.number, b.customer, b.archived_at IS NULL AND b.status IN ('approved', 'processing', 'completed') \
         AS billable, i.id AS invoice, i.number AS invoice_number FROM json_each(?) l LEFT JOIN bookings b \
         ON b.id = l.value ->> 'booking' LEFT JOIN invoices i ON i.id = b.invoice AND i.id <> ? \
         WHERE l.value ->> 'booking' IS NOT NULL)",
    )
    .bind(save.after("customer").as_i64())
    .bind(save.after("lines").to_string())
    .bind(save.id)
}

fn described(save: &Write, rows: &Rows, refusal: Refusal) -> Refusal {
    let Ok(Some(named)) = rows.json::<Vec<Named>>(0) else { return refusal };
    let language = save.caller.language;
    let (mut found, mut obstacles) = (Vec::new(), Vec::<Obstacle>::new());
    for one in named {
        let field = format!("lines.{}.booking", one.at);
        let say = |text: Text, invoice: &str| text.fill(language, &[("booking", &one.number), ("invoice", invoice)]);
        match (refusal.kind(), one.invoice) {
            (ProblemKind::Invalid, _) if !one.is_theirs => {
                let sentence = FieldError::new(field.as_str(), FieldCode::NotFound).sentence(language);
                found.push((field, FieldCode::NotFound, sentence));
            }
            (ProblemKind::AlreadyDone, Some(invoice)) => {
                let text = if one.invoice_number.is_some() { INVOICED } else { DRAFTED };
                let number = one.invoice_number.as_ref().unwrap_or(&invoice.label);
                found.push((field, FieldCode::NotAllowed, say(text, number)));
                if !obstacles.iter().any(|known| known.id == invoice.id) {
                    obstacles.push(invoice);
                }
            }
            (ProblemKind::TransitionNotAllowed, None) if !one.is_billable => {
                found.push((field, FieldCode::NotAllowed, say(NOT_BILLABLE, "")));
            }
            _ => {}
        }
    }
    // It may have become free meanwhile; then the bare refusal is all there is to say.
    if found.is_empty() {
        return refusal;
    }
    let told = found.iter().map(|(field, code, sentence)| (field.as_str(), *code, sentence.clone())).collect();
    refusal.at_fields(told).with_obstacles(obstacles)
}
