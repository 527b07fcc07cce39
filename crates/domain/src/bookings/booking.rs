//! A booking, as staff keep it and as a customer asks for it and sees it.

use serde::{Deserialize, Serialize};

use super::change_request::ChangeRequest;
use super::logbook::LogbookSummary;
use super::progress::{BookingStatus, Situation, Stage};
use super::rating::RatingView;
use crate::check::{Check, Draft, FieldCode};
use crate::choice::choices;
use crate::field::Described;
use crate::fields;
use crate::file::{self, File};
use crate::id::{ContactId, CustomerId, FileId, VehicleTypeId};
use crate::list::{By, Filter};
use crate::money::invoice::InvoiceLink;
use crate::record::Record;
use crate::record::RecordKind;
use crate::time::Instant;

crate::draft! {
    /// What staff fill in.
    #[derive(Debug)]
    pub struct BookingDraft {
        pub customer: Option<CustomerId> = required();
        /// One of the customer's contacts.
        pub contact: Option<ContactId>;
        pub subject: String = line(160).required();
        pub pickup_address: String = line(300).required();
        pub pickup_at: Option<Instant> = required();
        pub delivery_address: String = line(300).required();
        /// When it is expected to be done.
        pub ends_at: Option<Instant> = required();
        pub phone: String = phone().required();
        pub vehicle_type: Option<VehicleTypeId> as VEHICLE_TYPE_WANTED;
        /// How many people are carried.
        pub passengers: Option<i64> = whole(0, MOST_PASSENGERS);
        /// Luggage or goods, in words.
        pub load: String = line(200);
        /// The customer sees it.
        pub note: String = paragraph(4_000);
        /// Never leaves staff.
        pub internal_note: String = paragraph(4_000);
        /// Before tax. Fixed once an invoice is issued.
        pub amount: Option<i64> = price();
        /// Orders, plans, lists of passengers; they never leave staff either.
        pub files: Vec<FileId> = at_most(file::MOST);
    }
}

impl Draft for BookingDraft {
    fn rules(&self, check: &mut Check) {
        check.order("ends_at", self.pickup_at, self.ends_at);
    }
}

/// People in one booking, over however many vehicles.
pub const MOST_PASSENGERS: i64 = 5_000;

/// Days that a booking may last, whoever makes it.
pub const LONGEST_DAYS: i64 = 366;
/// Months ahead that a booking may begin, whoever makes it.
pub const MONTHS_AHEAD: u32 = 60;

crate::draft! {
    /// What a customer fills in on the portal.
    #[derive(Debug)]
    pub struct BookingRequest {
        pub subject: String = like(BookingDraft::SUBJECT);
        pub pickup_address: String = like(BookingDraft::PICKUP_ADDRESS);
        pub pickup_at: Option<Instant> = like(BookingDraft::PICKUP_AT);
        pub delivery_address: String = like(BookingDraft::DELIVERY_ADDRESS);
        pub ends_at: Option<Instant> = like(BookingDraft::ENDS_AT);
        pub phone: String = like(BookingDraft::PHONE);
        pub vehicle_type: Option<VehicleTypeId> as VEHICLE_TYPE_WANTED = like(BookingDraft::VEHICLE_TYPE);
        pub passengers: Option<i64> = like(BookingDraft::PASSENGERS);
        pub load: String = like(BookingDraft::LOAD);
        pub note: String = like(BookingDraft::NOTE);
    }
}

impl Draft for BookingRequest {
    fn rules(&self, check: &mut Check) {
        check.order("ends_at", self.pickup_at, self.ends_at);
    }
}

crate::draft! {
    /// What a [`Transition`](super::progress::Transition) takes: approving an amount, rejecting a reason, cancelling from Processing too.
    #[derive(Debug)]
    pub struct TransitionDraft {
        pub amount: Option<i64> = price();
        pub reason: String = paragraph(1_000);
    }
}

impl Draft for TransitionDraft {}

impl TransitionDraft {
    /// What `by` asks for from `status`.
    pub fn check_for(&self, by: super::progress::Transition, status: BookingStatus, check: &mut Check) {
        use super::progress::Transition;
        self.check_fields(check);
        if by == Transition::Approve {
            check.present("amount", self.amount.as_ref());
        }
        let reason_needed =
            by == Transition::Reject || (by == Transition::Cancel && status == BookingStatus::Processing);
        if reason_needed {
            check.that("reason", !self.reason.trim().is_empty(), FieldCode::Required);
        }
    }
}

/// What the edge knows of a booking beyond what staff fill in.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct BookingFacts {
    /// `BK-2026-00012`.
    pub number: String,
    /// What its moves depend on, its status among it; [`refusal`](super::progress::refusal) reads it.
    pub situation: Situation,
    /// As the customer is called now.
    pub customer_name: String,
    /// As the contact is called now; empty without one.
    pub contact_name: String,
    /// As the type wanted is called now; empty without one.
    pub vehicle_type_name: String,
    /// Why it was rejected or cancelled.
    pub reason: String,
    /// Whether it came from the portal.
    pub by_customer: bool,
    /// By their planned beginning; cancelled ones are among them.
    pub logbooks: Vec<LogbookSummary>,
    /// What the customer asked of it last, once it was approved.
    pub request: Option<ChangeRequest>,
    /// The live invoice, or else the last cancelled one. Absent for who may not see it.
    pub invoice: Option<InvoiceLink>,
    /// One for each driver whom the customer has rated.
    pub ratings: Vec<RatingView>,
    /// The files that the draft names, in its order.
    pub attached: Vec<File>,
}

/// A booking as staff get it.
pub type Booking = Record<BookingDraft, BookingFacts>;

crate::row! {
    /// A booking in the staff's list and in the tray.
    pub struct BookingRow {
        pub number: String;
        pub subject: String;
        pub customer: i64;
        pub customer_name: String as CUSTOMER;
        pub pickup_at: Instant;
        pub ends_at: Instant;
        pub pickup_address: String;
        pub delivery_address: String;
        pub status: BookingStatus;
        /// Its trips that aren't cancelled.
        pub trips: i64;
        /// The vehicle of the first of those; empty without any.
        pub vehicle_name: String as VEHICLE;
        /// Who drives it.
        pub driver_name: String as DRIVER;
        /// Those that are planned and that their drivers declined.
        pub declined: i64;
        /// What its customer asks of it, and nobody has answered.
        pub open_requests: i64;
        /// Absent for who may not see it.
        #[serde(default)]
        pub amount: Option<i64> as AMOUNT_BEFORE_TAX = price();
    }
    sorts: falling("pickup_at"), falling("created_at"), falling("number"), falling("amount"), falling("ends_at");
    filters:
        Filter::new("status", fields::STATUS, By::AnyOf(choices::<BookingStatus>)),
        Filter::new("customer", fields::CUSTOMER, By::Record(RecordKind::Customer)),
        Filter::new("vehicle_type", fields::VEHICLE_TYPE_WANTED, By::Record(RecordKind::VehicleType)),
        Filter::new("pickup", fields::PICKUP_AT, By::Dates),
        Filter::new("to_answer", fields::TO_ANSWER, By::Flag),
        Filter::new("unassigned", fields::UNASSIGNED, By::Flag),
        Filter::new("to_invoice", fields::TO_INVOICE, By::Flag);
}

/// A booking as its customer sees it: no internal note, no staff names but the drivers'.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PortalBooking {
    /// The booking's; another customer's is answered with 404.
    pub id: i64,
    /// Goes back in `If-Match`.
    pub version: i64,
    /// When it was requested.
    pub created_at: Instant,
    /// `BK-2026-00012`.
    pub number: String,
    /// What its moves depend on.
    pub status: BookingStatus,
    /// How far it has come.
    pub stage: Stage,
    /// What the customer may change while it is new.
    pub fields: BookingRequest,
    /// As the type wanted is called now; empty without one.
    pub vehicle_type_name: String,
    /// Minor units before tax. Empty until staff have approved it.
    pub amount: Option<i64>,
    /// Why it was rejected or cancelled; empty otherwise.
    pub reason: String,
    /// Who drives it with what; cancelled logbooks are left out. Where the company tells nobody who drives, only completed
    /// ones, by the name of whom to rate.
    pub trips: Vec<PortalTrip>,
    /// When it reached each state, oldest first.
    pub timeline: Vec<Reached>,
    /// What the customer's people asked of it last, once it was approved.
    pub request: Option<ChangeRequest>,
    /// The live issued invoice, or else the last cancelled one; a draft doesn't exist for a customer.
    pub invoice: Option<InvoiceLink>,
    /// Those that the customer's people have given.
    pub ratings: Vec<RatingView>,
}

/// A logbook as the customer sees it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PortalTrip {
    /// What a rating names ([`RatingDraft`](super::rating::RatingDraft)).
    pub driver: i64,
    /// As the driver is called now.
    pub driver_name: String,
    /// The driver's, until the trip is over; may be empty.
    pub phone: String,
    /// As the vehicle is called now.
    pub vehicle_name: String,
    /// To know the vehicle by in the street; may be empty.
    pub plate: String,
    /// The planned beginning.
    pub from: Instant,
    /// The planned end, not included.
    pub to: Instant,
    /// How far it has come.
    pub status: super::progress::LogbookStatus,
    /// Whether the customer may rate this driver now.
    pub can_rate: bool,
}

/// A step of a booking's way.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Reached {
    /// When it came to this state.
    pub at: Instant,
    /// The state.
    pub status: BookingStatus,
}

crate::row! {
    /// A booking in its customer's list.
    pub struct PortalBookingRow {
        pub number: String;
        pub subject: String;
        pub pickup_at: Instant;
        pub ends_at: Instant;
        pub pickup_address: String;
        pub delivery_address: String;
        pub status: BookingStatus;
        pub stage: Stage as STATUS;
        pub amount: Option<i64> as AMOUNT_BEFORE_TAX = price();
    }
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
        use super::super::progress::Transition;
        let errors = |by| {
            let mut check = Check::default();
            TransitionDraft::default().check_for(by, BookingStatus::New, &mut check);
            check.into_errors().into_iter().map(|e| e.field).collect::<Vec<_>>()
        };
        assert_eq!(errors(Transition::Approve), ["amount"]);
        assert_eq!(errors(Transition::Reject), ["reason"]);
        assert!(errors(Transition::Cancel).is_empty());
    }
}
