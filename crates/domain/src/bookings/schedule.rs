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
    pub enum BarKind {
        Logbook = "logbook": "Hoja de ruta", "Logbook", "Foglio di viaggio", "Karta przejazdu";
        Assignment = "assignment": "Asignación", "Assignment", "Assegnazione", "Przydział";
        Leave = "leave": "Permiso", "Leave", "Congedo", "Urlop";
    }
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Schedule {
    pub lanes: Vec<Lane>,
    /// Everything that overlaps the asked span, for the lanes of this page.
    pub bars: Vec<Bar>,
    /// Approved bookings of the span without an active logbook, earliest first, at most 100.
    pub tray: Vec<BookingRow>,
    /// The next page of lanes.
    pub next: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Lane {
    pub id: i64,
    pub label: String,
    pub hint: String,
    /// Whether trips may be assigned to it.
    pub available: bool,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Bar {
    pub lane: i64,
    pub kind: BarKind,
    pub id: i64,
    /// For a logbook its booking.
    pub booking: Option<i64>,
    pub label: String,
    pub from: Instant,
    /// Open ends are cut at the asked span's end.
    pub to: Instant,
    /// A logbook's status code; empty otherwise.
    pub status: String,
}

/// A driver's day.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Today {
    /// Started and not finished, or beginning before the day's end.
    pub trips: Vec<Trip>,
    /// The time card that is running.
    pub running: Option<RunningCard>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Trip {
    pub logbook: LogbookSummary,
    pub booking: i64,
    pub booking_number: String,
    pub subject: String,
    pub customer_name: String,
    pub pickup_address: String,
    /// The booking's time, which the logbook's may differ from.
    pub pickup_at: Instant,
    pub ends_at: Instant,
    pub delivery_address: String,
    pub phone: String,
    pub note: String,
    /// Metres: the highest reading known of the vehicle, as a default.
    pub last_odometer: Option<i64>,
    /// The booking's version, once all its trips are driven and it only waits to be completed.
    pub completes: Option<i64>,
}

#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct RunningCard {
    pub id: i64,
    pub logbook: i64,
    pub from: Instant,
}
