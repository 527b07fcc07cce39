//! A mail template: words of the company's own that a mail begins with, and what a mail about a record begins with.
//!
//! Places (`{customer}`) are filled in by [`crate::notice::letter`], as in the company's notices.

use serde::{Deserialize, Serialize};

use super::outbox::Recipient;
use crate::check::Draft;
use crate::choice::choices;
use crate::fields;
use crate::list::{By, Filter};
use crate::record::{NoFacts, Record, RecordKind};

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

crate::draft! {
    /// A subject and a text that mails may begin with.
    #[derive(Debug)]
    pub struct MailTemplateDraft {
        /// Unique.
        pub name: String = line(80).required().as_name();
        pub offered_for: TemplateFor, begins TemplateFor::Anything;
        pub subject: String = line(200).required();
        /// An empty line parts paragraphs.
        pub body: String as TEXT = paragraph(8_000).required();
    }
}

impl Draft for MailTemplateDraft {}

/// A template as those who keep mail get it.
pub type MailTemplate = Record<MailTemplateDraft, NoFacts>;

crate::row! {
    /// A template in its list.
    pub struct MailTemplateRow {
        pub name: String;
        pub offered_for: TemplateFor;
        pub subject: String;
    }
    sorts: rising("name");
    filters:
        Filter::new("offered_for", fields::OFFERED_FOR, By::OneOf(choices::<TemplateFor>));
}

/// Records that show the mails about them.
pub const SHOWN_ON: &[RecordKind] =
    &[RecordKind::Staff, RecordKind::Customer, RecordKind::Driver, RecordKind::Booking, RecordKind::Invoice];

/// An account that one may send from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Sender {
    /// The account's.
    pub id: i64,
    /// What the account is called.
    pub name: String,
    /// What recipients see as the sender.
    pub address: String,
    /// Whether it is the one that notices go out from; the one chosen unless another is.
    pub is_default: bool,
}

/// A template with what it tells of filled in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct FilledTemplate {
    /// The template's.
    pub id: i64,
    /// What the template is called.
    pub name: String,
    /// With its places filled in.
    pub subject: String,
    /// With its places filled in.
    pub text: String,
}

/// What somebody who writes a mail may choose from.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ComposeOptions {
    /// The default first, then by name.
    pub senders: Vec<Sender>,
    /// Whom the record is about, as far as they have an address.
    pub to: Vec<Recipient>,
    /// What the record is called; empty without one.
    pub what: String,
    /// Those offered for the record's kind and those for any mail, by name.
    pub templates: Vec<FilledTemplate>,
}
