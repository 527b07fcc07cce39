//! A booking, as staff keep it and as a customer asks for it and sees it.

use serde::{Deserialize, Serialize};

use super::logbook::LogbookSummary;
use super::progress::{BookingStatus, Situation};
use super::rating::RatingView;
use crate::check::{Check, Draft, FieldCode};
use crate::file::{self, File};
use crate::id::{ContactId, CustomerId, FileId, VehicleTypeId};
use crate::money::invoice::InvoiceLink;
use crate::record::Kept;
use crate::time::Instant;

/// What staff fill in.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
pub struct BookingDraft {
    pub customer: Option<CustomerId>,
    /// One of the customer's contacts.
    pub contact: Option<ContactId>,
    pub subject: String,
    pub pickup_address: String,
    pub pickup_at: Option<Instant>,
    pub delivery_address: String,
    /// When it is expected to be done.
    pub ends_at: Option<Instant>,
    pub phone: String,
    pub vehicle_type: Option<VehicleTypeId>,
    /// Passengers or load, in words.
    pub load: String,
    /// The customer sees it.
    pub note: String,
    /// Never leaves staff.
    pub internal_note: String,
    /// Minor units, net of tax. Fixed once an invoice is issued.
    pub amount: Option<i64>,
    /// Orders, plans, lists of passengers; they never leave staff either.
    pub files: Vec<FileId>,
}

impl Draft for BookingDraft {
    fn check(&self, check: &mut Check) {
        check.present("customer", self.customer.as_ref());
        trip(
            check,
            &self.subject,
            (&self.pickup_address, self.pickup_at),
            (&self.delivery_address, self.ends_at),
            &self.phone,
        );
        check.line("load", &self.load, 200);
        check.paragraph("note", &self.note, 4_000);
        check.paragraph("internal_note", &self.internal_note, 4_000);
        if let Some(amount) = self.amount {
            check.that("amount", amount > 0, FieldCode::NotPositive);
            check.that("amount", amount <= crate::check::LARGEST, FieldCode::TooLarge);
        }
        file::check(check, "files", &self.files);
    }
}

/// Days that a booking may last, whoever makes it.
pub const LONGEST_DAYS: i64 = 366;
/// Months ahead that a booking may begin, whoever makes it.
pub const MONTHS_AHEAD: u32 = 60;

/// What a customer fills in on the portal.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
pub struct BookingRequest {
    pub subject: String,
    pub pickup_address: String,
    pub pickup_at: Option<Instant>,
    pub delivery_address: String,
    pub ends_at: Option<Instant>,
    pub phone: String,
    pub vehicle_type: Option<VehicleTypeId>,
    pub load: String,
    pub note: String,
}

impl Draft for BookingRequest {
    fn check(&self, check: &mut Check) {
        trip(
            check,
            &self.subject,
            (&self.pickup_address, self.pickup_at),
            (&self.delivery_address, self.ends_at),
            &self.phone,
        );
        check.line("load", &self.load, 200);
        check.paragraph("note", &self.note, 4_000);
    }
}

fn trip(
    check: &mut Check,
    subject: &str,
    pickup: (&str, Option<Instant>),
    delivery: (&str, Option<Instant>),
    phone: &str,
) {
    check.required("subject", subject, 160);
    check.required("pickup_address", pickup.0, 300);
    check.present("pickup_at", pickup.1.as_ref());
    check.instant("pickup_at", pickup.1);
    check.required("delivery_address", delivery.0, 300);
    check.present("ends_at", delivery.1.as_ref());
    check.instant("ends_at", delivery.1);
    check.order("ends_at", pickup.1, delivery.1);
    if check.required("phone", phone, 40) {
        check.phone("phone", phone);
    }
}

/// What a [`Move`](super::progress::Move) takes: approving an amount, rejecting a reason, cancelling from Processing too.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
pub struct MoveDraft {
    /// Minor units.
    pub amount: Option<i64>,
    pub reason: String,
}

impl MoveDraft {
    /// What `by` asks for from `status`.
    pub fn check_for(&self, by: super::progress::Move, status: BookingStatus, check: &mut Check) {
        use super::progress::Move;
        if by == Move::Approve && check.present("amount", self.amount.as_ref()) {
            let amount = self.amount.unwrap_or_default();
            check.that("amount", amount > 0, FieldCode::NotPositive);
            check.that("amount", amount <= crate::check::LARGEST, FieldCode::TooLarge);
        }
        let reason_needed = by == Move::Reject || (by == Move::Cancel && status == BookingStatus::Processing);
        if reason_needed {
            check.that("reason", !self.reason.trim().is_empty(), FieldCode::Required);
        }
        check.paragraph("reason", &self.reason, 1_000);
    }
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct BookingFacts {
    /// `BK-2026-00012`.
    pub number: String,
    pub situation: Situation,
    pub customer_name: String,
    pub contact_name: String,
    pub vehicle_type_name: String,
    /// Why it was rejected or cancelled.
    pub reason: String,
    /// Whether it came from the portal.
    pub by_customer: bool,
    pub logbooks: Vec<LogbookSummary>,
    /// The live invoice, or else the last cancelled one. Absent for who may not see it.
    pub invoice: Option<InvoiceLink>,
    pub ratings: Vec<RatingView>,
    /// The files that the draft names, in its order.
    pub attached: Vec<File>,
}

pub type Booking = Kept<BookingDraft, BookingFacts>;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct BookingRow {
    pub id: i64,
    pub number: String,
    pub subject: String,
    pub customer: i64,
    pub customer_name: String,
    pub pickup_at: Instant,
    pub ends_at: Instant,
    pub pickup_address: String,
    pub delivery_address: String,
    pub status: BookingStatus,
    /// Minor units. Absent for who may not see it.
    #[serde(default)]
    pub amount: Option<i64>,
}

/// A booking as its customer sees it: no internal note, no staff names but the drivers'.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PortalBooking {
    pub id: i64,
    pub version: i64,
    pub created_at: Instant,
    pub number: String,
    pub status: BookingStatus,
    pub fields: BookingRequest,
    pub vehicle_type_name: String,
    /// Minor units.
    pub amount: Option<i64>,
    pub reason: String,
    pub trips: Vec<PortalTrip>,
    /// When it reached each state, oldest first.
    pub timeline: Vec<Reached>,
    pub invoice: Option<InvoiceLink>,
    pub ratings: Vec<RatingView>,
}

/// A logbook as the customer sees it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PortalTrip {
    pub driver: i64,
    pub driver_name: String,
    pub vehicle_name: String,
    pub plate: String,
    pub from: Instant,
    pub to: Instant,
    pub status: super::progress::LogbookStatus,
    /// Whether the customer may rate this driver now.
    pub can_rate: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Reached {
    pub at: Instant,
    pub status: BookingStatus,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PortalBookingRow {
    pub id: i64,
    pub number: String,
    pub subject: String,
    pub pickup_at: Instant,
    pub ends_at: Instant,
    pub pickup_address: String,
    pub delivery_address: String,
    pub status: BookingStatus,
    /// Minor units.
    pub amount: Option<i64>,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn request() -> BookingRequest {
        BookingRequest {
            subject: "Airport".into(),
            pickup_address: "Calle Mayor 1".into(),
            pickup_at: Some(Instant(1_800_000_000_000)),
            delivery_address: "T4".into(),
            ends_at: Some(Instant(1_800_003_600_000)),
            phone: "+34 600 000 000".into(),
            ..BookingRequest::default()
        }
    }

    #[test]
    fn a_request_ends_after_it_starts() {
        assert_eq!(request().errors(), []);
        let turned = BookingRequest { ends_at: request().pickup_at, ..request() };
        assert_eq!(turned.errors()[0].code, FieldCode::BeforeStart);
    }

    #[test]
    fn approving_takes_an_amount_and_rejecting_a_reason() {
        use super::super::progress::Move;
        let errors = |by| {
            let mut check = Check::default();
            MoveDraft::default().check_for(by, BookingStatus::New, &mut check);
            check.into_errors().into_iter().map(|e| e.field).collect::<Vec<_>>()
        };
        assert_eq!(errors(Move::Approve), ["amount"]);
        assert_eq!(errors(Move::Reject), ["reason"]);
        assert!(errors(Move::Cancel).is_empty());
    }
}
