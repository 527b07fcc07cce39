//! What a customer's first page begins with: the trip that comes next, what is to pay, and whom to rate.
//!
//! Invariant: all of it is the customer's own, and who drives it with what is told only where the company says so.

use serde::{Deserialize, Serialize};

use crate::bookings::progress::Stage;
use crate::time::Instant;

/// Days after its pick-up in which a booking asks for its rating by itself.
pub const RATED_WITHIN_DAYS: i64 = 30;
/// Of how many latest bookings addresses are suggested.
pub const SUGGESTED_FROM: i64 = 200;
/// How many addresses are suggested.
pub const SUGGESTED: i64 = 30;

/// What a customer comes for; nothing of it where there is nothing.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PortalHome {
    /// The booking under way, or else the approved one that begins next.
    pub next: Option<NextTrip>,
    /// What is owed on issued invoices.
    pub owed: Option<PortalOwed>,
    /// The latest driven trip that nobody has rated.
    pub unrated: Option<Unrated>,
}

/// The booking that a customer travels with next.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct NextTrip {
    /// The booking's.
    pub id: i64,
    /// The booking's.
    pub subject: String,
    /// When it begins.
    pub pickup_at: Instant,
    /// When it is expected to be done.
    pub ends_at: Instant,
    /// Where it begins.
    pub pickup_address: String,
    /// Where it leads.
    pub delivery_address: String,
    /// How far it has come.
    pub stage: Stage,
    /// Who drives it with what, by their planned beginning; empty until they are assigned, and where the company doesn't tell.
    pub crew: Vec<Crew>,
}

/// Who drives with what.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Crew {
    /// As the driver is called now.
    pub driver_name: String,
    /// The driver's; may be empty.
    pub phone: String,
    /// As the vehicle is called now.
    pub vehicle_name: String,
    /// To know the vehicle by in the street; may be empty.
    pub plate: String,
}

/// What a customer owes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PortalOwed {
    /// Invoices that something is owed on.
    pub invoices: i64,
    /// Minor units owed on them.
    pub balance: i64,
    /// Minor units of these whose due date is past.
    pub overdue: i64,
    /// ISO 4217.
    pub currency: String,
    /// The one invoice, where it is one.
    pub invoice: Option<i64>,
}

/// A trip that waits for its rating.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Unrated {
    /// The booking's.
    pub id: i64,
    /// The booking's.
    pub subject: String,
    /// Whom to rate, as they are called now.
    pub driver_name: String,
}
