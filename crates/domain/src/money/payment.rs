//! A payment: a row that is never edited; a mistake is reversed by another row.

use serde::{Deserialize, Serialize};

use crate::check::{Check, Draft, FieldCode};
use crate::choice::choices;
use crate::fields;
use crate::list::{By, Filter};
use crate::record::Record;
use crate::time::Instant;

crate::choice! {
    /// How money came.
    pub enum PaymentMethod {
        Transfer = "transfer": "Transferencia", "Transfer", "Bonifico", "Przelew";
        Cash = "cash": "Efectivo", "Cash", "Contanti", "Gotówka";
        Card = "card": "Tarjeta", "Card", "Carta", "Karta";
        Online = "online": "En línea", "Online", "Online", "Online";
    }
}

crate::draft! {
    /// Money that came for an invoice; it is never edited.
    #[derive(Debug)]
    pub struct PaymentDraft {
        /// Minor units; at most the invoice's balance.
        pub amount: i64 = price();
        pub at: Option<Instant> as PAID_AT = required();
        pub method: PaymentMethod, begins PaymentMethod::Transfer;
        pub reference: String = line(120);
    }
}

impl Draft for PaymentDraft {
    fn rules(&self, check: &mut Check) {
        check.that("method", self.method != PaymentMethod::Online, FieldCode::NotAllowed);
    }
}

crate::draft! {
    /// What reversing takes.
    #[derive(Debug)]
    pub struct ReversalDraft {
        pub reason: String = line(300).required();
    }
}

impl Draft for ReversalDraft {}

/// What the edge knows of a payment beyond what is filled in.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PaymentFacts {
    /// ISO 4217.
    pub currency: String,
    /// The invoice it was for.
    pub invoice: i64,
    /// That invoice's.
    pub invoice_number: String,
    /// Whom that invoice was billed to.
    pub customer_name: String,
    /// For a reversal, the payment it reverses.
    pub reverses: Option<i64>,
    /// The payment that reverses this one.
    pub reversed_by: Option<i64>,
    /// The name of who recorded it, at the time.
    pub who: String,
}

/// A payment as staff get it.
pub type Payment = Record<PaymentDraft, PaymentFacts>;

/// A payment as its invoice shows it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PaymentView {
    /// The payment's.
    pub id: i64,
    /// Minor units; negative for a reversal.
    pub amount: i64,
    /// When the money came.
    pub at: Instant,
    /// How it came.
    pub method: PaymentMethod,
    /// What the bank or the receipt calls it; may be empty.
    pub reference: String,
    /// For a reversal, the payment it reverses.
    pub reverses: Option<i64>,
    /// Whether another row took it back.
    pub reversed: bool,
    /// The name of who recorded it, at the time.
    pub who: String,
}

crate::row! {
    /// A payment in the staff's list.
    pub struct PaymentRow {
        pub at: Instant as PAID_AT;
        pub amount: i64 = money();
        pub currency: String;
        pub method: PaymentMethod;
        pub reference: String;
        pub invoice: i64;
        pub invoice_number: String as INVOICE;
        pub customer_name: String as CUSTOMER;
        pub reverses: Option<i64> as UNLABELLED;
    }
    sorts: falling("at");
    filters:
        Filter::new("method", fields::METHOD, By::OneOf(choices::<PaymentMethod>)),
        Filter::new("at", fields::PAID_AT, By::Dates);
}
