//! Recording a payment, and reversing one that was a mistake.
//!
//! Invariant: what an invoice was paid is the sum of what was allocated to it; a trigger adds it up and refuses allocating too
//! much in the same statement, so two payments at once can't both fit.

use domain::check::{FieldCode, FieldError};
use domain::history::HistoryAct;
use domain::id::CustomerId;
use domain::money::payment::{Allocation, PaymentDraft, ReversalDraft};
use domain::problem::{Obstacle, ProblemKind};
use domain::record::Created;
use domain::text::Text;
use domain::time::{Date, Instant};
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
    "En {invoice} quedan por pagar {balance}; no se puede cobrar más.",
    "{balance} is still open on {invoice}; no more can be taken.",
    "Per {invoice} restano da pagare {balance}; non si può incassare di più.",
    "Do {invoice} pozostało {balance}; nie można przyjąć więcej.",
]);
const NOTHING_OPEN: Text = Text([
    "{invoice} está pagada: no queda nada por cobrar.",
    "{invoice} is paid: nothing is open.",
    "{invoice} è pagata: non resta nulla da incassare.",
    "Faktura {invoice} jest opłacona: nic nie pozostało do zapłaty.",
]);

/// An invoice as a payment to it needs it.
#[derive(Deserialize)]
struct Owed {
    id: i64,
    number: Option<String>,
    customer: CustomerId,
    issued_on: Option<Date>,
    balance: i64,
    currency: String,
}

/// Whether the customer exists, and the invoices that the draft names.
fn owed(draft: &PaymentDraft) -> Result<[Statement; 2], Refusal> {
    let invoices: Vec<i64> = draft.allocations.iter().filter_map(|one| one.invoice).map(|invoice| invoice.0).collect();
    let invoices = serde_json::to_string(&invoices).map_err(|error| Refusal::internal(error.to_string()))?;
    Ok([
        Statement::new("SELECT json_array(id) FROM customers WHERE id = ?").bind(draft.customer.map(|customer| customer.0)),
        Statement::new(
            "SELECT json_group_array(json_object('id', id, 'number', number, 'customer', customer, 'issued_on', issued_on, \
             'balance', total - paid, 'currency', currency)) FROM invoices WHERE id IN (SELECT value FROM json_each(?))",
        )
        .bind(invoices),
    ])
}

/// The draft's allocations with their invoices, which are the customer's.
///
/// # Errors
/// 422 at `customer`, or at the invoices that aren't theirs.
fn known<'d>(draft: &'d PaymentDraft, owing: &'d [Owed]) -> Result<Vec<(&'d Allocation, &'d Owed)>, Refusal> {
    let theirs = |one: &Owed, of: &Allocation| {
        of.invoice.is_some_and(|id| id.0 == one.id) && Some(one.customer) == draft.customer
    };
    let (mut found, mut errors) = (Vec::new(), Vec::new());
    for (at, allocation) in draft.allocations.iter().enumerate() {
        match owing.iter().find(|one| theirs(one, allocation)) {
            Some(invoice) => found.push((allocation, invoice)),
            None => errors.push(FieldError::new(format!("allocations.{at}.invoice"), FieldCode::NotFound)),
        }
    }
    if errors.is_empty() { Ok(found) } else { Err(Refusal::invalid(errors)) }
}

/// `POST /api/payments`: 201 with `domain::record::Created`. With `?despite_warnings=true` also for a day long before one of the
/// invoices was issued.
///
/// # Errors
/// 409 for an invoice that isn't open to payments, or for a day long before it was issued; 422 by field,
/// `allocations.0.amount` when it is more than what is owed, `at` in the future.
pub async fn record(call: &Call) -> Answer {
    let (caller, key) = match call.staff_keyed(Vec::new()).await? {
        Idempotent::Replay(reply) => return Ok(reply),
        Idempotent::First { caller, key, .. } => (caller, key),
    };
    let draft: PaymentDraft = call.draft()?;
    let rows = call.db.read(&owed(&draft)?).await?;
    if rows.text(0).is_none() {
        return Err(Refusal::field("customer", FieldCode::NotFound));
    }
    let owing: Vec<Owed> = rows.row_json(1)?;
    let issued_on = known(&draft, &owing)?.iter().filter_map(|(_, invoice)| invoice.issued_on).max();
    let at = draft.at.unwrap_or(call.now);
    dated::check(&caller, at, issued_on, call.now, query::is_true(call.query(), "despite_warnings"))?;
    let row = Row {
        id: random::id(),
        customer: draft.customer.ok_or_else(|| Refusal::field("customer", FieldCode::Required))?,
        currency: &caller.currency,
        amount: draft.amount,
        at,
        method: draft.method.code(),
        reference: &draft.reference,
        reverses: None,
    };
    let allocations =
        serde_json::to_string(&draft.allocations).map_err(|error| Refusal::internal(error.to_string()))?;
    let allocated = Statement::new(
        "INSERT INTO payment_allocations (payment, invoice, amount) \
         SELECT ?, value ->> 'invoice', value ->> 'amount' FROM json_each(?)",
    );
    let mut statements = vec![row.insert(&caller.name, call.now), allocated.bind(row.id).bind(allocations)];
    statements.extend(row.history_and_words(&Actor::from(&caller), call.now, HistoryAct::PaymentRecorded));
    statements.push(notices::of_payment(row.id, call.now));
    match key.write(call, created(row.id)?, statements).await {
        // What is owed now: another payment may have come first.
        Err(refusal) if refusal.is_at("allocations", FieldCode::TooLarge) => {
            let owing: Vec<Owed> = call.db.read(&owed(&draft)?).await?.row_json(1)?;
            let over = known(&draft, &owing)?;
            let over = over.iter().enumerate().filter(|(_, (allocation, invoice))| allocation.amount > invoice.balance);
            let sentences = over.map(|(at, (_, invoice))| {
                let balance = intl::money(invoice.balance, &invoice.currency, caller.language);
                let open = if invoice.balance > 0 { OPEN } else { NOTHING_OPEN };
                let number = invoice.number.as_deref().unwrap_or_default();
                let sentence = open.fill(caller.language, &[("invoice", number), ("balance", &balance)]);
                (format!("allocations.{at}.amount"), sentence)
            });
            let sentences: Vec<(String, String)> = sentences.collect();
            // A reversal may have made room meanwhile; then the bare refusal is all there is to say.
            if sentences.is_empty() {
                return Err(refusal);
            }
            let errors =
                sentences.iter().map(|(field, sentence)| (field.as_str(), FieldCode::TooLarge, sentence.clone()));
            Err(Refusal::invalid_fields(errors.collect()))
        }
        answer => answer,
    }
}

/// A payment as its reversal needs it.
#[derive(Deserialize)]
struct Found {
    customer: CustomerId,
    currency: String,
    amount: i64,
    method: String,
    reverses: Option<i64>,
    reversed_by: Option<Obstacle>,
}

/// `POST /api/payments/{id}/reverse`: 201 with the reversal's `domain::record::Created`. It takes back all the allocations.
///
/// # Errors
/// 404; 409 naming the reversal when there is one; 409 for what is itself a reversal; 422 without a reason.
pub async fn reverse(call: &Call) -> Answer {
    let payment = call.record()?;
    let reading = Statement::new(
        "SELECT json_object('customer', customer, 'currency', currency, 'amount', amount, 'method', method, \
         'reverses', reverses, 'reversed_by', json((SELECT json_object('kind', 'payments', 'id', r.id, 'label', r.reference) \
         FROM payments r WHERE r.reverses = p.id))) FROM payments p WHERE p.id = ?",
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
        customer: found.customer,
        currency: &found.currency,
        amount: -found.amount,
        at: call.now,
        method: &found.method,
        reference: &draft.reason,
        reverses: Some(payment),
    };
    // Else whoever is slower would hear that the amount is too large.
    let reversed = "EXISTS (SELECT 1 FROM payments WHERE reverses = ?)";
    let mut statements =
        vec![guard(ProblemKind::AlreadyDone.code(), reversed).bind(payment), row.insert(&caller.name, call.now)];
    statements.extend(row.history_and_words(&Actor::from(&caller), call.now, HistoryAct::PaymentReversed));
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

struct Row<'r> {
    id: i64,
    customer: CustomerId,
    /// ISO 4217.
    currency: &'r str,
    /// Minor units; negative for a reversal.
    amount: i64,
    at: Instant,
    method: &'r str,
    reference: &'r str,
    reverses: Option<i64>,
}

impl Row<'_> {
    fn insert(&self, who: &str, now: Instant) -> Statement {
        let insert = Statement::new(
            "INSERT INTO payments (id, version, created_at, updated_at, customer, currency, amount, at, method, reference, \
             reverses, who) VALUES (?, 1, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        );
        let insert =
            insert.bind(self.id).bind(now).bind(now).bind(self.customer.0).bind(self.currency).bind(self.amount);
        insert.bind(self.at).bind(self.method).bind(self.reference).bind(self.reverses).bind(who)
    }

    /// Once it is allocated: its words, and each invoice's history of what it was paid.
    fn history_and_words(&self, actor: &Actor, now: Instant, act: HistoryAct) -> Vec<Statement> {
        let history = Statement::new(
            "INSERT INTO history (kind, record, at, who_kind, who, who_name, act, changes) \
             SELECT 'invoices', i.id, ?, ?, ?, ?, ?, \
             json_array(json_object('field', 'paid', 'before', i.paid - a.amount, 'after', i.paid)) \
             FROM payment_allocations a JOIN invoices i ON i.id = a.invoice WHERE a.payment = ?",
        );
        let history = history.bind(now).bind(actor.kind).bind(actor.id).bind(&actor.name).bind(act.code());
        let mut statements = vec![history.bind(self.id)];
        statements.extend(payments::words(self.id, self.reference));
        statements
    }
}

fn created(id: i64) -> Result<String, Refusal> {
    serde_json::to_string(&Created { id, version: 1 }).map_err(|error| Refusal::internal(error.to_string()))
}
