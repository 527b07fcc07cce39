//! An invoice: a draft that can be edited, and once issued a fact that can't.

use serde::{Deserialize, Serialize};

use super::payment::AllocationView;
use super::unit_price::UnitPrice;
use super::{TaxRate, fits};
use crate::address::Address;
use crate::check::{Check, Draft, FieldCode, LARGEST};
use crate::choice::choices;
use crate::fields;
use crate::id::{BookingId, CustomerId};
use crate::list::{By, Filter};
use crate::record::Record;
use crate::record::RecordKind;
use crate::settings::NamedTaxRate;
use crate::time::{Date, Instant};

crate::states! {
    /// How far an invoice has come; [`StatusBasis::status`] derives it, nobody sets it.
    pub enum InvoiceStatus {
        Draft = "draft" New: "Borrador", "Draft", "Bozza", "Szkic";
        Issued = "issued" Approved: "Emitida", "Issued", "Emessa", "Wystawiona";
        PartlyPaid = "partly_paid" Assigned: "Pagada en parte", "Partly paid", "Pagata in parte", "Częściowo opłacona";
        Paid = "paid" Paid: "Pagada", "Paid", "Pagata", "Opłacona";
        Overdue = "overdue" Overdue: "Vencida", "Overdue", "Scaduta", "Po terminie";
        Cancelled = "cancelled" Cancelled: "Anulada", "Cancelled", "Annullata", "Anulowana";
        Credited = "credited" Cancelled: "Rectificada", "Credited", "Stornata", "Skorygowana";
    }
}

impl InvoiceStatus {
    /// Whether something is still to be paid on it, so that it can be due.
    #[must_use]
    pub const fn is_owed(self) -> bool {
        matches!(self, Self::Issued | Self::PartlyPaid | Self::Overdue)
    }
}

crate::draft! {
    /// One line: what, how much of it, at what price and tax.
    #[derive(Debug)]
    pub struct InvoiceLine {
        /// What it is for: of the invoice's customer, and on no other live invoice.
        pub booking: Option<BookingId>;
        pub description: String = line(300).required();
        /// Thousandths: 1500 is one and a half.
        pub quantity: i64 = by_rule();
        /// Before tax.
        pub unit_price: UnitPrice;
        pub tax: TaxRate = measure(Measure::Percent, 100);
        /// What the tax is called on the invoice: IVA, VAT.
        pub tax_name: String = line(NamedTaxRate::LONGEST);
    }
}

impl Draft for InvoiceLine {
    fn rules(&self, check: &mut Check) {
        check.that("quantity", self.quantity > 0, FieldCode::NotPositive);
        check.allowed("quantity", self.quantity <= 1_000_000_000, FieldCode::TooLarge, || "≤ 1000000".to_owned());
    }
}

impl InvoiceLine {
    /// What a booking is billed unless somebody says otherwise: its subject, once, at its amount and this tax.
    #[must_use]
    pub fn of_booking(booking: BookingId, subject: &str, amount: i64, tax: NamedTaxRate) -> Self {
        Self {
            booking: Some(booking),
            description: subject.to_owned(),
            quantity: 1_000,
            unit_price: UnitPrice::of_amount(amount),
            tax: tax.rate,
            tax_name: tax.name,
        }
    }

    /// Minor units before tax, rounded half up.
    #[must_use]
    pub fn net(&self) -> i64 {
        self.unit_price.times(self.quantity)
    }
}

/// What an invoice's lines at one rate come to, in minor units.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct TaxTotal {
    /// Rates are told apart by this alone.
    pub rate: TaxRate,
    /// What the first of them that says so calls the tax; may be empty.
    pub name: String,
    /// The sum of its lines before tax.
    pub net: i64,
    /// The tax on that sum.
    pub tax: i64,
}

/// The tax by rate, in the order in which the rates appear: once on the sum of the rate's lines (product rule, section 2).
#[must_use]
pub fn taxes(lines: &[InvoiceLine]) -> Vec<TaxTotal> {
    let mut found: Vec<TaxTotal> = Vec::new();
    for line in lines {
        match found.iter_mut().find(|total| total.rate == line.tax) {
            Some(total) => {
                total.net = total.net.saturating_add(line.net());
                if total.name.is_empty() {
                    total.name.clone_from(&line.tax_name);
                }
            }
            None => found.push(TaxTotal { rate: line.tax, name: line.tax_name.clone(), net: line.net(), tax: 0 }),
        }
    }
    for total in &mut found {
        total.tax = total.rate.tax_on(total.net);
    }
    found
}

/// What an invoice comes to, in minor units.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Totals {
    /// Before tax.
    pub subtotal: i64,
    /// All taxes together.
    pub tax: i64,
    /// What is to be paid.
    pub total: i64,
}

/// The sums of [`taxes`].
#[must_use]
pub fn totals(lines: &[InvoiceLine]) -> Totals {
    let taxes = taxes(lines);
    let sum = |of: fn(&TaxTotal) -> i64| taxes.iter().fold(0_i64, |sum, total| sum.saturating_add(of(total)));
    let (subtotal, tax) = (sum(|total| total.net), sum(|total| total.tax));
    Totals { subtotal, tax, total: subtotal.saturating_add(tax) }
}

crate::draft! {
    /// An invoice before it is issued; afterwards nothing of it changes.
    #[derive(Debug)]
    pub struct InvoiceDraft {
        pub customer: Option<CustomerId> = required();
        /// Empty: the company's days to pay after issue.
        pub due_on: Option<Date>;
        pub lines: Vec<InvoiceLine> = at_most(MOST_LINES).required();
        /// Printed below the lines.
        pub notes: String = paragraph(2_000);
    }
}

/// The bookings that lines are for, each once, in the lines' order.
#[must_use]
pub fn bookings(lines: &[InvoiceLine]) -> Vec<BookingId> {
    let mut found = Vec::new();
    for booking in lines.iter().filter_map(|line| line.booking) {
        if !found.contains(&booking) {
            found.push(booking);
        }
    }
    found
}

/// Lines an invoice may have.
pub const MOST_LINES: usize = 200;

impl Draft for InvoiceDraft {
    fn rules(&self, check: &mut Check) {
        fits("lines", totals(&self.lines).total <= LARGEST, check);
    }
}

/// Whose name and address stand on an invoice; frozen when it is issued.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct Party {
    /// As it is to be printed.
    pub name: String,
    /// May be empty.
    pub tax_id: String,
    /// Empty where nobody has said.
    pub address: Address,
    /// May be empty.
    pub phone: String,
    /// May be empty.
    pub email: String,
    /// The issuer's account for transfers; empty for the customer.
    pub payment_details: String,
}

/// An invoice's amounts and dates, from which its status derives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StatusBasis {
    /// Whether it has a number, for good.
    pub issued: bool,
    /// Whether it was called off.
    pub cancelled: bool,
    /// Whether a credit note took it back in full.
    pub credited: bool,
    /// Minor units.
    pub total: i64,
    /// Minor units.
    pub paid: i64,
    /// The last day to pay on; without one it is never overdue.
    pub due_on: Option<Date>,
}

impl StatusBasis {
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

/// A booking that an invoice's lines are for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct InvoiceBooking {
    /// The booking's.
    pub id: BookingId,
    /// `BK-2026-00012`.
    pub number: String,
}

/// What the edge knows of an invoice beyond what is filled in.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct InvoiceFacts {
    /// Set on issue, without gaps.
    pub number: Option<String>,
    /// How far it has come on the company's calendar day.
    pub status: InvoiceStatus,
    /// The moment of issue; empty while a draft.
    pub issued_at: Option<Instant>,
    /// The company's calendar date of issue.
    pub issued_on: Option<Date>,
    /// ISO 4217.
    pub currency: String,
    /// While a draft: as they are now.
    pub issuer: Party,
    /// Whom it goes to; while a draft, as they are now.
    pub billed_to: Party,
    /// The bookings that its lines are for, by number.
    pub bookings: Vec<InvoiceBooking>,
    /// What it comes to.
    pub totals: Totals,
    /// By rate; their sums are in `totals`.
    pub taxes: Vec<TaxTotal>,
    /// Minor units: its payments less what was reversed.
    pub paid: i64,
    /// Minor units still to be paid.
    pub balance: i64,
    /// Oldest first, reversals among them.
    pub payments: Vec<AllocationView>,
}

/// An invoice as staff get it.
pub type Invoice = Record<InvoiceDraft, InvoiceFacts>;

crate::row! {
    /// An invoice in the staff's list.
    pub struct InvoiceRow {
        pub number: Option<String>;
        pub customer: i64;
        pub customer_name: String as CUSTOMER;
        pub booking_numbers: String as BOOKINGS;
        pub issued_on: Option<Date> as INVOICED_ON;
        pub due_on: Option<Date>;
        pub status: InvoiceStatus;
        pub total: i64 = money();
        pub paid: i64 = money();
        pub currency: String;
    }
    sorts: falling("created_at"), falling("issued_on"), rising("due_on");
    filters:
        Filter::new("status", fields::STATUS, By::OneOf(choices::<InvoiceStatus>)),
        Filter::new("customer", fields::CUSTOMER, By::Record(RecordKind::Customer)),
        Filter::new("issued_on", fields::INVOICED_ON, By::Days);
}

/// An invoice as its booking mentions it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct InvoiceLink {
    /// The invoice's.
    pub id: i64,
    /// Empty while a draft.
    pub number: Option<String>,
    /// How far it has come.
    pub status: InvoiceStatus,
    /// Minor units, tax included.
    pub total: i64,
    /// Minor units.
    pub paid: i64,
}

crate::row! {
    /// An issued invoice in its customer's list.
    pub struct PortalInvoiceRow {
        pub number: String;
        pub issued_on: Date as INVOICED_ON;
        pub due_on: Option<Date>;
        pub status: InvoiceStatus;
        pub total: i64 = money();
        pub paid: i64 = money();
        pub currency: String;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// At a price of so many minor units.
    fn line(quantity: i64, price: i64, tax: i64) -> InvoiceLine {
        let unit_price = UnitPrice::of_amount(price);
        InvoiceLine { description: "x".into(), quantity, unit_price, tax: TaxRate(tax), ..InvoiceLine::default() }
    }

    #[test]
    fn tax_is_computed_once_for_each_rate_on_the_sum_of_its_lines() {
        // Two lines of 0.5 cent of tax each come to 1 cent, not 2.
        let halves = [line(1_000, 5, 10_000), line(1_000, 100, 21_000), line(1_000, 5, 10_000)];
        let found: Vec<_> = taxes(&halves).into_iter().map(|total| (total.rate.0, total.net, total.tax)).collect();
        assert_eq!(found, [(10_000, 10, 1), (21_000, 100, 21)]);
        assert_eq!(totals(&halves), Totals { subtotal: 110, tax: 22, total: 132 });
        assert_eq!(totals(&[line(1_000, 818_000, 9_975)]).tax, 81_596);
    }

    #[test]
    fn a_rate_is_called_what_its_first_named_line_calls_it() {
        let named = |name: &str, tax| InvoiceLine { tax_name: name.into(), ..line(1_000, 100, tax) };
        let names: Vec<_> =
            taxes(&[named("", 21_000), named("IVA", 21_000), named("IGIC", 7_000), named("VAT", 21_000)])
                .into_iter()
                .map(|total| total.name)
                .collect();
        assert_eq!(names, ["IVA", "IGIC"]);
    }

    /// `numerator / denominator` rounded half up, by the digits of a long division on paper.
    fn on_paper(numerator: u128, denominator: u128) -> i64 {
        let (mut rest, mut whole) = (numerator, 0_i64);
        let mut place = 1_i64;
        while rest >= denominator * 10 * u128::try_from(place).unwrap() {
            place *= 10;
        }
        while place > 0 {
            let part = denominator * u128::try_from(place).unwrap();
            while rest >= part {
                rest -= part;
                whole += place;
            }
            place /= 10;
        }
        if rest * 2 >= denominator { whole + 1 } else { whole }
    }

    #[test]
    fn totals_are_what_a_computation_on_paper_gives_whatever_the_lines() {
        let mut seed = 0x2545_f491_4f6c_dd1d_u64;
        let mut draw = |below: u64| {
            seed ^= seed << 13;
            seed ^= seed >> 7;
            seed ^= seed << 17;
            i64::try_from(seed % below).unwrap()
        };
        for _ in 0..2_000 {
            let count = 1 + draw(6);
            let rates: [i64; 3] = [draw(100_001), 21_000, draw(100) * 500];
            let lines: Vec<_> = (0..count)
                .map(|_| InvoiceLine {
                    unit_price: UnitPrice(draw(20_000_000_000)),
                    ..line(1 + draw(3_000_000), 0, rates[usize::try_from(draw(3)).unwrap()])
                })
                .collect();
            let mut nets = std::collections::BTreeMap::<i64, i64>::new();
            for one in &lines {
                let product = u128::try_from(i128::from(one.quantity) * i128::from(one.unit_price.0)).unwrap();
                *nets.entry(one.tax.0).or_default() += on_paper(product, 10_000_000);
            }
            let tax = |(rate, net): (&i64, &i64)| {
                on_paper(u128::try_from(i128::from(*rate) * i128::from(*net)).unwrap(), 100_000)
            };
            let (subtotal, tax) = (nets.values().sum::<i64>(), nets.iter().map(tax).sum::<i64>());
            assert_eq!(totals(&lines), Totals { subtotal, tax, total: subtotal + tax }, "{lines:?}");
        }
    }

    #[test]
    fn a_booking_of_several_lines_is_named_once() {
        let of = |booking: Option<i64>| InvoiceLine { booking: booking.map(BookingId), ..line(1_000, 100, 0) };
        let lines = [of(Some(7)), of(None), of(Some(3)), of(Some(7))];
        assert_eq!(bookings(&lines), [BookingId(7), BookingId(3)]);
    }

    #[test]
    fn a_quantity_has_three_decimals() {
        assert_eq!(line(1_500, 333, 0).net(), 500); // 499.5
    }

    #[test]
    fn the_status_follows_payments_and_the_due_date() {
        let day = |d| Date::from_ymd_opt(2026, 5, d).unwrap();
        let open =
            StatusBasis { issued: true, cancelled: false, credited: false, total: 100, paid: 0, due_on: Some(day(10)) };
        assert_eq!(open.status(day(10)), InvoiceStatus::Issued);
        assert_eq!(open.status(day(11)), InvoiceStatus::Overdue);
        assert_eq!(StatusBasis { paid: 40, ..open }.status(day(10)), InvoiceStatus::PartlyPaid);
        assert_eq!(StatusBasis { paid: 40, ..open }.status(day(11)), InvoiceStatus::Overdue);
        assert_eq!(StatusBasis { paid: 100, ..open }.status(day(30)), InvoiceStatus::Paid);
        assert_eq!(StatusBasis { cancelled: true, ..open }.status(day(30)), InvoiceStatus::Cancelled);
    }

    #[test]
    fn lines_are_checked_by_position() {
        let draft =
            InvoiceDraft { customer: Some(CustomerId(1)), lines: vec![line(0, 100, 0)], ..InvoiceDraft::default() };
        assert_eq!(draft.errors()[0].field, "lines.0.quantity");
    }
}
