//! An invoice: a draft that can be edited, and once issued a fact that can't.

use serde::{Deserialize, Serialize};

use super::payment::PaymentView;
use super::{TaxRate, divide_half_up};
use crate::check::{Check, Draft, FieldCode, LARGEST};
use crate::id::{BookingId, CustomerId};
use crate::record::Kept;
use crate::time::{Date, Instant};

crate::choice! {
    pub enum InvoiceStatus {
        Draft = "draft": "Borrador", "Draft", "Bozza", "Szkic";
        Issued = "issued": "Emitida", "Issued", "Emessa", "Wystawiona";
        PartlyPaid = "partly_paid": "Pagada en parte", "Partly paid", "Pagata in parte", "Częściowo opłacona";
        Paid = "paid": "Pagada", "Paid", "Pagata", "Opłacona";
        Overdue = "overdue": "Vencida", "Overdue", "Scaduta", "Po terminie";
        Cancelled = "cancelled": "Anulada", "Cancelled", "Annullata", "Anulowana";
        Credited = "credited": "Rectificada", "Credited", "Stornata", "Skorygowana";
    }
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
pub struct InvoiceLine {
    pub description: String,
    /// Thousandths: 1500 is one and a half.
    pub quantity: i64,
    /// Minor units, net.
    pub unit_price: i64,
    pub tax: TaxRate,
}

impl InvoiceLine {
    /// Minor units before tax, rounded half up.
    #[must_use]
    pub fn net(&self) -> i64 {
        divide_half_up(i128::from(self.quantity) * i128::from(self.unit_price), 1_000)
    }

    /// Minor units of tax, rounded half up for this line.
    #[must_use]
    pub fn tax_amount(&self) -> i64 {
        self.tax.of(self.net())
    }
}

/// Minor units.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Totals {
    pub subtotal: i64,
    pub tax: i64,
    pub total: i64,
}

#[must_use]
pub fn totals(lines: &[InvoiceLine]) -> Totals {
    let sum = |of: fn(&InvoiceLine) -> i64| lines.iter().fold(0_i64, |sum, line| sum.saturating_add(of(line)));
    let (subtotal, tax) = (sum(InvoiceLine::net), sum(InvoiceLine::tax_amount));
    Totals { subtotal, tax, total: subtotal.saturating_add(tax) }
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
pub struct InvoiceDraft {
    pub customer: Option<CustomerId>,
    /// At most one live invoice for a booking.
    pub booking: Option<BookingId>,
    /// Empty: the company's days to pay after issue.
    pub due_on: Option<Date>,
    pub lines: Vec<InvoiceLine>,
    /// Printed below the lines.
    pub notes: String,
}

/// Lines an invoice may have.
pub const MOST_LINES: usize = 200;

impl Draft for InvoiceDraft {
    fn check(&self, check: &mut Check) {
        check.present("customer", self.customer.as_ref());
        check.date("due_on", self.due_on);
        check.that("lines", !self.lines.is_empty(), FieldCode::Required);
        check.that("lines", self.lines.len() <= MOST_LINES, FieldCode::TooMany);
        for (at, line) in self.lines.iter().enumerate().take(MOST_LINES) {
            check.nested(&format!("lines.{at}"), |check| {
                check.required("description", &line.description, 300);
                check.that("quantity", line.quantity > 0, FieldCode::NotPositive);
                check.that("quantity", line.quantity <= 1_000_000_000, FieldCode::TooLarge);
                check.measure("unit_price", line.unit_price);
                check.within("tax", line.tax.0, 0..=TaxRate::LARGEST);
            });
        }
        check.that("lines", totals(&self.lines).total <= LARGEST, FieldCode::TooLarge);
        check.paragraph("notes", &self.notes, 2_000);
    }
}

/// Whose name and address stand on an invoice; frozen when it is issued.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct Party {
    pub name: String,
    pub tax_id: String,
    pub address: String,
    pub phone: String,
    pub email: String,
    /// The issuer's account for transfers; empty for the customer.
    pub payment_details: String,
}

/// An invoice's amounts and dates, from which its status derives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Standing {
    pub issued: bool,
    pub cancelled: bool,
    pub credited: bool,
    /// Minor units.
    pub total: i64,
    /// Minor units.
    pub paid: i64,
    pub due_on: Option<Date>,
}

impl Standing {
    /// The status on the company's `today`: overdue derives from the due date, whatever was paid in part.
    #[must_use]
    pub fn status(self, today: Date) -> InvoiceStatus {
        match () {
            () if self.cancelled => InvoiceStatus::Cancelled,
            () if self.credited => InvoiceStatus::Credited,
            () if !self.issued => InvoiceStatus::Draft,
            () if self.paid >= self.total => InvoiceStatus::Paid,
            () if self.due_on.is_some_and(|due| due < today) => InvoiceStatus::Overdue,
            () if self.paid > 0 => InvoiceStatus::PartlyPaid,
            () => InvoiceStatus::Issued,
        }
    }
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct InvoiceFacts {
    /// Set on issue, without gaps.
    pub number: Option<String>,
    pub status: InvoiceStatus,
    pub issued_at: Option<Instant>,
    /// The company's calendar date of issue.
    pub issued_on: Option<Date>,
    /// ISO 4217.
    pub currency: String,
    /// While a draft: as they are now.
    pub issuer: Party,
    pub billed_to: Party,
    pub booking_number: String,
    pub totals: Totals,
    pub paid: i64,
    pub balance: i64,
    pub payments: Vec<PaymentView>,
}

pub type Invoice = Kept<InvoiceDraft, InvoiceFacts>;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct InvoiceRow {
    pub id: i64,
    pub number: Option<String>,
    pub customer: i64,
    pub customer_name: String,
    pub issued_on: Option<Date>,
    pub due_on: Option<Date>,
    pub status: InvoiceStatus,
    pub total: i64,
    pub paid: i64,
    pub currency: String,
}

/// An invoice as its booking mentions it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct InvoiceLink {
    pub id: i64,
    pub number: Option<String>,
    pub status: InvoiceStatus,
    pub total: i64,
    pub paid: i64,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PortalInvoiceRow {
    pub id: i64,
    pub number: String,
    pub issued_on: Date,
    pub due_on: Option<Date>,
    pub status: InvoiceStatus,
    pub total: i64,
    pub paid: i64,
    pub currency: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(quantity: i64, unit_price: i64, tax: i64) -> InvoiceLine {
        InvoiceLine { description: "x".into(), quantity, unit_price, tax: TaxRate(tax) }
    }

    #[test]
    fn tax_is_rounded_on_each_line_and_then_added() {
        // Two lines of 0.5 cent of tax each round up to 1 cent each.
        let totals = totals(&[line(1_000, 5, 1_000), line(1_000, 5, 1_000)]);
        assert_eq!(totals, Totals { subtotal: 10, tax: 2, total: 12 });
    }

    #[test]
    fn a_quantity_has_three_decimals() {
        assert_eq!(line(1_500, 333, 0).net(), 500); // 499.5
    }

    #[test]
    fn the_status_follows_payments_and_the_due_date() {
        let day = |d| Date::from_ymd_opt(2026, 5, d).unwrap();
        let open =
            Standing { issued: true, cancelled: false, credited: false, total: 100, paid: 0, due_on: Some(day(10)) };
        assert_eq!(open.status(day(10)), InvoiceStatus::Issued);
        assert_eq!(open.status(day(11)), InvoiceStatus::Overdue);
        assert_eq!(Standing { paid: 40, ..open }.status(day(10)), InvoiceStatus::PartlyPaid);
        assert_eq!(Standing { paid: 40, ..open }.status(day(11)), InvoiceStatus::Overdue);
        assert_eq!(Standing { paid: 100, ..open }.status(day(30)), InvoiceStatus::Paid);
        assert_eq!(Standing { cancelled: true, ..open }.status(day(30)), InvoiceStatus::Cancelled);
    }

    #[test]
    fn lines_are_checked_by_position() {
        let draft =
            InvoiceDraft { customer: Some(CustomerId(1)), lines: vec![line(0, 100, 0)], ..InvoiceDraft::default() };
        assert_eq!(draft.errors()[0].field, "lines.0.quantity");
    }
}
