//! A mail template: words of the company's own that a mail begins with, and what a mail about a record begins with.
//!
//! Places (`{customer}`) are filled in by [`crate::notice::letter`], as in the company's notices.

use serde::{Deserialize, Serialize};

use super::outbox::Recipient;
use crate::check::{Check, Draft, FieldCode};
use crate::record::{Kept, NoFacts, RecordKind};

crate::choice! {
    /// What a template is offered for.
    pub enum TemplateFor {
        Anything = "anything": "Cualquier correo", "Any mail", "Qualsiasi messaggio", "Dowolna wiadomość";
        Customers = "customers": "Clientes", "Customers", "Clienti", "Klienci";
        Drivers = "drivers": "Conductores", "Drivers", "Autisti", "Kierowcy";
        Bookings = "bookings": "Reservas", "Bookings", "Prenotazioni", "Rezerwacje";
        Invoices = "invoices": "Facturas", "Invoices", "Fatture", "Faktury";
    }
}

/// The places a template may name; what a record doesn't have is empty.
pub const PLACES: &[&str] =
    &["company", "person", "what", "customer", "subject", "when", "from", "to", "amount", "balance", "due"];

/// Records that a mail can be written from.
pub const WRITTEN_FROM: &[RecordKind] =
    &[RecordKind::Customer, RecordKind::Driver, RecordKind::Booking, RecordKind::Invoice];

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
pub struct MailTemplateDraft {
    /// Unique.
    pub name: String,
    pub offered_for: TemplateFor,
    pub subject: String,
    /// An empty line parts paragraphs.
    pub body: String,
}

impl Default for MailTemplateDraft {
    fn default() -> Self {
        Self { name: String::new(), offered_for: TemplateFor::Anything, subject: String::new(), body: String::new() }
    }
}

impl Draft for MailTemplateDraft {
    fn check(&self, check: &mut Check) {
        check.required("name", &self.name, 80);
        check.required("subject", &self.subject, 200);
        check.paragraph("body", &self.body, 8_000);
        check.that("body", !self.body.trim().is_empty(), FieldCode::Required);
    }
}

pub type MailTemplate = Kept<MailTemplateDraft, NoFacts>;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct MailTemplateRow {
    pub id: i64,
    pub name: String,
    pub offered_for: TemplateFor,
    pub subject: String,
}

/// Records that show the mails about them.
pub const SHOWN_ON: &[RecordKind] =
    &[RecordKind::Staff, RecordKind::Customer, RecordKind::Driver, RecordKind::Booking, RecordKind::Invoice];

/// An account that one may send from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Sender {
    pub id: i64,
    pub name: String,
    pub address: String,
    pub is_default: bool,
}

/// A template with what it tells of filled in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Begun {
    pub id: i64,
    pub name: String,
    pub subject: String,
    pub text: String,
}

/// What somebody who writes a mail finds on the desk.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct WritingDesk {
    /// The default first, then by name.
    pub senders: Vec<Sender>,
    /// Whom the record is about, as far as they have an address.
    pub to: Vec<Recipient>,
    /// What the record is called; empty without one.
    pub what: String,
    pub templates: Vec<Begun>,
}
