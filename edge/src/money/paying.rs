//! Recording a payment, and reversing one that was a mistake.
//!
//! Invariant: what an invoice was paid is the sum of its rows; a trigger adds it up and refuses paying too much in the same
//! statement, so two payments at once can't both fit.

use domain::check::FieldCode;
use domain::history::HistoryAct;
use domain::money::payment::{PaymentDraft, ReversalDraft};
use domain::problem::{Obstacle, ProblemKind};
use domain::record::Created;
use domain::text::Text;
use domain::time::Instant;
use serde::Deserialize;

use super::{dated, notices, payments};
use crate::db::{Statement, guard};
use crate::http::answer::Answer;
use crate::http::caller::Actor;
use crate::http::idempotency::Idempotent;
use crate::http::problems::Refusal;
use crate::http::query;
use crate::http::request::Call;
use crate::io::{intl, random};
use crate::records::write;

const OPEN: Text = Text([
    "Quedan por pagar {balance}; no se puede cobrar más.",
    "{balance} is still open; no more can be taken.",
    "Restano da pagare {balance}; non si può incassare di più.",
    "Do zapłaty pozostało {balance}; nie można przyjąć więcej.",
]);
const NOTHING_OPEN: Text = Text([
    "Está pagada: no queda nada por cobrar.",
    "It is paid: nothing is open.",
    "È pagata: non resta nulla da incassare.",
    "Faktura jest opłacona: nic nie pozostało do zapłaty.",
]);

/// The invoice as its payment needs it.
#[derive(Deserialize)]
struct Owed {
    issued_on: Option<String>,
    balance: i64,
    currency: String,
}

fn owed(invoice: i64) -> Statement {
    Statement::new(
        "SELECT json_object('issued_on', issued_on, 'balance', total - paid, 'currency', currency) FROM invoices WHERE id = ?",
    )
    .bind(invoice)
}

/// `POST /api/invoices/{id}/payments`: 201 with `domain::record::Created`. With `?despite_warnings=true` also for a day long
/// before the invoice was issued.
///
/// # Errors
/// 404; 409 for an invoice that isn't open to payments, or for a day long before it was issued; 422 by field, `amount` when it is
/// more than what is owed, `at` in the future.
pub async fn record(call: &Call) -> Answer {
    let invoice = call.record()?;
    let (caller, key, owing) = match call.staff_keyed(vec![owed(invoice)]).await? {
        Idempotent::Replay(reply) => return Ok(reply),
        Idempotent::First { caller, key, rows } => (caller, key, rows.json::<Owed>(0)?.ok_or(ProblemKind::NotFound)?),
    };
    let draft: PaymentDraft = call.draft()?;
    let despite = query::is_true(call.query(), "despite_warnings");
    dated::check(&caller, draft.at.unwrap_or(call.now), owing.issued_on.as_deref(), call.now, despite)?;
    let row = Row {
        id: random::id(),
        invoice,
        amount: draft.amount,
        at: draft.at.unwrap_or(call.now),
        method: draft.method.code().to_owned(),
        reference: draft.reference,
        reverses: None,
    };
    let mut statements = row.statements(&Actor::from(&caller), call.now, HistoryAct::PaymentRecorded);
    statements.push(notices::of_payment(invoice, draft.amount, call.now));
    match key.write(call, created(row.id)?, statements).await {
        // What is owed now: another payment may have come first.
        Err(refusal) if refusal.is_at("amount", FieldCode::TooLarge) => {
            let owing = call.db.read(&[owed(invoice)]).await?.json::<Owed>(0)?.ok_or(ProblemKind::NotFound)?;
            let balance = intl::money(owing.balance, &owing.currency, caller.language);
            let open = if owing.balance > 0 { OPEN } else { NOTHING_OPEN };
            let sentence = open.fill(caller.language, &[("balance", &balance)]);
            Err(Refusal::invalid_fields(vec![("amount", FieldCode::TooLarge, sentence)]))
        }
        answer => answer,
    }
}

/// A payment as its reversal needs it.
#[derive(Deserialize)]
struct Found {
    invoice: i64,
    amount: i64,
    method: String,
    reverses: Option<i64>,
    reversed_by: Option<Obstacle>,
}

/// `POST /api/payments/{id}/reverse`: 201 with the reversal's `domain::record::Created`.
///
/// # Errors
/// 404; 409 naming the reversal when there is one; 409 for what is itself a reversal; 422 without a reason.
pub async fn reverse(call: &Call) -> Answer {
    let payment = call.record()?;
    let reading = Statement::new(
        "SELECT json_object('invoice', invoice, 'amount', amount, 'method', method, 'reverses', reverses, 'reversed_by', \
         json((SELECT json_object('kind', 'payments', 'id', r.id, 'label', r.reference) FROM payments r WHERE r.reverses = p.id))) \
         FROM payments p WHERE p.id = ?",
    );
    let (caller, key, found) = match call.staff_keyed(vec![reading.bind(payment)]).await? {
        Idempotent::Replay(reply) => return Ok(reply),
        Idempotent::First { caller, key, rows } => (caller, key, rows.json::<Found>(0)?.ok_or(ProblemKind::NotFound)?),
    };
    let draft: ReversalDraft = call.draft()?;
    if let Some(reversal) = found.reversed_by {
        return Err(Refusal::new(ProblemKind::AlreadyDone).with_obstacles(vec![reversal]));
    }
    if found.reverses.is_some() {
        return Err(ProblemKind::TransitionNotAllowed.into());
    }
    let row = Row {
        id: random::id(),
        invoice: found.invoice,
        amount: -found.amount,
        at: call.now,
        method: found.method,
        reference: draft.reason,
        reverses: Some(payment),
    };
    // Else whoever is slower would hear that the amount is too large.
    let reversed = "EXISTS (SELECT 1 FROM payments WHERE reverses = ?)";
    let mut statements = vec![guard(ProblemKind::AlreadyDone.code(), reversed).bind(payment)];
    statements.extend(row.statements(&Actor::from(&caller), call.now, HistoryAct::PaymentReversed));
    match key.write(call, created(row.id)?, statements).await {
        Err(refusal) => {
            let reversal = Statement::new(
                "SELECT json_group_array(json_object('kind', 'payments', 'id', id, 'label', reference)) \
                 FROM payments WHERE reverses = ?",
            );
            Err(write::named(call, reversal.bind(payment), refusal).await)
        }
        done => done,
    }
}

struct Row {
    id: i64,
    invoice: i64,
    /// Minor units; negative for a reversal.
    amount: i64,
    at: Instant,
    method: String,
    reference: String,
    reverses: Option<i64>,
}

impl Row {
    /// The row, its words, and the invoice's history of what it was paid.
    fn statements(&self, actor: &Actor, now: Instant, act: HistoryAct) -> Vec<Statement> {
        let insert = Statement::new(
            "INSERT INTO payments (id, version, created_at, updated_at, invoice, currency, amount, at, method, reference, reverses, who) \
             SELECT ?, 1, ?, ?, id, currency, ?, ?, ?, ?, ?, ? FROM invoices WHERE id = ?",
        );
        let insert = insert.bind(self.id).bind(now).bind(now).bind(self.amount).bind(self.at).bind(&self.method);
        let insert = insert.bind(&self.reference).bind(self.reverses).bind(&actor.name).bind(self.invoice);
        let history = Statement::new(
            "INSERT INTO history (kind, record, at, who_kind, who, who_name, act, changes) \
             SELECT 'invoices', id, ?, ?, ?, ?, ?, json_array(json_object('field', 'paid', 'before', paid - ?, 'after', paid)) \
             FROM invoices WHERE id = ?",
        );
        let history = history.bind(now).bind(actor.kind).bind(actor.id).bind(&actor.name).bind(act.code());
        let mut statements = vec![insert, history.bind(self.amount).bind(self.invoice)];
        statements.extend(payments::words(self.id, self.invoice, &self.reference));
        statements
    }
}

fn created(id: i64) -> Result<String, Refusal> {
    serde_json::to_string(&Created { id, version: 1 }).map_err(|error| Refusal::internal(error.to_string()))
}
