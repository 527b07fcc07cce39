//! The timeline: lanes of vehicles or drivers, what occupies them, and the bookings nobody drives yet.

use serde::{Deserialize, Serialize};

use super::booking::BookingRow;
use super::logbook::LogbookSummary;
use crate::time::Instant;

crate::choice! {
    /// What a lane stands for.
    pub enum LaneKind {
        Vehicles = "vehicles": "Vehículos", "Vehicles", "Veicoli", "Pojazdy";
        Drivers = "drivers": "Conductores", "Drivers", "Autisti", "Kierowcy";
    }
}

crate::choice! {
    /// What occupies a lane; the bar's colour follows from it.
    pub enum BarKind {
        Logbook = "logbook": "Hoja de ruta", "Logbook", "Foglio di viaggio", "Karta przejazdu";
        Assignment = "assignment": "Asignación", "Assignment", "Assegnazione", "Przydział";
        Leave = "leave": "Ausencia", "Leave", "Assenza", "Nieobecność";
    }
}

/// A page of the timeline: lanes from top to bottom and what lies in them.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Schedule {
    /// By name, at most 50.
    pub lanes: Vec<Lane>,
    /// Everything that overlaps the asked span, for the lanes of this page.
    pub bars: Vec<Bar>,
    /// Approved bookings of the span without an active logbook, earliest first, at most 100.
    pub tray: Vec<BookingRow>,
    /// The next page of lanes.
    pub next: Option<String>,
}

/// One vehicle or one driver, as the query's `by` says.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Lane {
    /// The vehicle's or the driver's.
    pub id: i64,
    /// What it is called.
    pub label: String,
    /// A vehicle's plate, a driver's telephone number; may be empty.
    pub hint: String,
    /// Whether trips may be assigned to it.
    pub available: bool,
}

/// Something that occupies a lane for a time.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Bar {
    /// The id of the lane it lies in.
    pub lane: i64,
    /// What `id` is the id of.
    pub kind: BarKind,
    /// What opens when the bar is pressed.
    pub id: i64,
    /// For a logbook its booking.
    pub booking: Option<i64>,
    /// What is written on it: a trip's name, and who or what is in the other kind of lane; empty for a leave.
    pub label: String,
    /// When it begins, which may be before the asked span.
    pub from: Instant,
    /// Open ends are cut at the asked span's end.
    pub to: Instant,
    /// A logbook's status code; empty otherwise.
    pub status: String,
    /// Whether it is planned and its driver declined it.
    pub declined: bool,
}

/// A driver's day.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Today {
    /// Started and not finished, or beginning before the day's end.
    pub trips: Vec<Trip>,
    /// Planned for the days after, the next first.
    pub coming: Vec<Trip>,
    /// The time card that is running.
    pub running: Option<RunningCard>,
}

/// A trip as its driver sees it: everything for the road, and no price.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Trip {
    /// When, with which vehicle, and how far it has come.
    pub logbook: LogbookSummary,
    /// The booking's id.
    pub booking: i64,
    /// `BK-2026-00012`.
    pub booking_number: String,
    /// The booking's.
    pub subject: String,
    /// As the customer is called now.
    pub customer_name: String,
    /// The booking's.
    pub pickup_address: String,
    /// The booking's time, which the logbook's may differ from.
    pub pickup_at: Instant,
    /// When the booking is expected to be done.
    pub ends_at: Instant,
    /// The booking's.
    pub delivery_address: String,
    /// Whom to call on the way.
    pub phone: String,
    /// How many people are carried.
    pub passengers: Option<i64>,
    /// Luggage or goods; may be empty.
    pub load: String,
    /// What the customer wrote; may be empty.
    pub note: String,
    /// Metres: the highest reading known of the vehicle, as a default.
    pub last_odometer: Option<i64>,
    /// Whether nothing else of its booking is still to be driven: with it the booking is done.
    pub is_last: bool,
    /// The booking's version, once all its trips are driven and it only waits to be completed.
    pub completes: Option<i64>,
}

/// A time card without an end.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct RunningCard {
    /// The time card's.
    pub id: i64,
    /// The logbook it belongs to.
    pub logbook: i64,
    /// When it began; the app counts from here.
    pub from: Instant,
}
