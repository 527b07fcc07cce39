//! The overview: what the company sees at a glance for a period.
//!
//! Invariant: every number here follows from the records as they are when asked; a sum that is kept beside them is kept in
//! the write that changes it.

use serde::{Deserialize, Serialize};

use crate::bookings::progress::{BookingStatus, LogbookStatus};
use crate::bookings::rating::Ranking;
use crate::fleet::vehicle::VehicleStatus;
use crate::record::RecordKind;
use crate::time::Instant;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Overview {
    /// ISO 4217.
    pub currency: String,
    pub vehicles: Vec<Counted<VehicleStatus>>,
    pub drivers: i64,
    pub customers: i64,
    /// Bookings whose pick-up lies in the period.
    pub bookings: Vec<Counted<BookingStatus>>,
    /// Empty when the caller may not see money.
    pub months: Vec<Month>,
    /// Minor units owed on issued invoices, and on those past their date.
    pub open_balance: Option<i64>,
    pub overdue_balance: Option<i64>,
    /// The first ten of either part.
    pub ranking: Ranking,
    pub today: Vec<TodayTrip>,
    /// New bookings that wait for an answer.
    pub waiting: i64,
    /// Bookings under way, whenever they were to begin.
    pub driving: i64,
}

#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Counted<S> {
    pub status: S,
    pub count: i64,
}

/// A calendar month in the company's zone.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Month {
    /// `2026-03`.
    pub month: String,
    /// Minor units, tax included.
    pub invoiced: i64,
    /// Minor units.
    pub collected: i64,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct TodayTrip {
    pub logbook: i64,
    pub booking: i64,
    pub booking_number: String,
    pub subject: String,
    pub vehicle_name: String,
    pub driver_name: String,
    pub from: Instant,
    pub to: Instant,
    pub status: LogbookStatus,
}

/// A hit of the search over everything.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Hit {
    pub kind: RecordKind,
    pub id: i64,
    pub label: String,
    pub hint: String,
}
