//! A payment: a row that is never edited; a mistake is reversed by another row.

use serde::{Deserialize, Serialize};

use crate::check::{Check, Draft, FieldCode, LARGEST};
use crate::record::Kept;
use crate::time::Instant;

crate::choice! {
    pub enum PaymentMethod {
        Transfer = "transfer": "Transferencia", "Transfer", "Bonifico", "Przelew";
        Cash = "cash": "Efectivo", "Cash", "Contanti", "Gotówka";
        Card = "card": "Tarjeta", "Card", "Carta", "Karta";
        Online = "online": "En línea", "Online", "Online", "Online";
    }
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
pub struct PaymentDraft {
    /// Minor units; at most the invoice's balance.
    pub amount: i64,
    pub at: Option<Instant>,
    pub method: PaymentMethod,
    pub reference: String,
}

impl Default for PaymentDraft {
    fn default() -> Self {
        Self { amount: 0, at: None, method: PaymentMethod::Transfer, reference: String::new() }
    }
}

impl Draft for PaymentDraft {
    fn check(&self, check: &mut Check) {
        check.that("amount", self.amount > 0, FieldCode::NotPositive);
        check.that("amount", self.amount <= LARGEST, FieldCode::TooLarge);
        check.present("at", self.at.as_ref());
        check.instant("at", self.at);
        check.that("method", self.method != PaymentMethod::Online, FieldCode::NotAllowed);
        check.line("reference", &self.reference, 120);
    }
}

/// What reversing takes.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
pub struct ReversalDraft {
    pub reason: String,
}

impl Draft for ReversalDraft {
    fn check(&self, check: &mut Check) {
        check.required("reason", &self.reason, 300);
    }
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PaymentFacts {
    /// ISO 4217.
    pub currency: String,
    pub invoice: i64,
    pub invoice_number: String,
    pub customer_name: String,
    /// For a reversal, the payment it reverses.
    pub reverses: Option<i64>,
    /// The payment that reverses this one.
    pub reversed_by: Option<i64>,
    pub who: String,
}

pub type Payment = Kept<PaymentDraft, PaymentFacts>;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PaymentView {
    pub id: i64,
    /// Minor units; negative for a reversal.
    pub amount: i64,
    pub at: Instant,
    pub method: PaymentMethod,
    pub reference: String,
    /// For a reversal, the payment it reverses.
    pub reverses: Option<i64>,
    pub reversed: bool,
    pub who: String,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PaymentRow {
    pub id: i64,
    pub at: Instant,
    pub amount: i64,
    pub currency: String,
    pub method: PaymentMethod,
    pub reference: String,
    pub invoice: i64,
    pub invoice_number: String,
    pub customer_name: String,
    pub reverses: Option<i64>,
}
