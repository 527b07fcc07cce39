//! The overview: what the company sees at a glance for a period.
//!
//! Invariant: every number here follows from the records as they are when asked; a sum that is kept beside them is kept in
//! the write that changes it.

use serde::{Deserialize, Serialize};

use crate::bookings::progress::{BookingStatus, LogbookStatus};
use crate::bookings::rating::Ranking;
use crate::fleet::vehicle::VehicleStatus;
use crate::record::RecordKind;
use crate::time::{Date, Instant};

/// What the company sees at a glance; what its reader may not see is empty or absent.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Overview {
    /// ISO 4217.
    pub currency: String,
    /// Vehicles that aren't archived, by status.
    pub vehicles: Vec<Counted<VehicleStatus>>,
    /// Drivers that aren't archived.
    pub drivers: i64,
    /// Customers that aren't archived.
    pub customers: i64,
    /// Bookings whose pick-up lies in the period.
    pub bookings: Vec<Counted<BookingStatus>>,
    /// Those of the period of the same length that ended the day before it began.
    pub bookings_before: Vec<Counted<BookingStatus>>,
    /// Empty when the caller may not see money.
    pub months: Vec<Month>,
    /// Minor units owed on issued invoices; absent for who may not see money.
    pub open_balance: Option<i64>,
    /// Minor units of these whose due date is past; absent for who may not see money.
    pub overdue_balance: Option<i64>,
    /// The first due date among these; absent when nothing is overdue, and for who may not see money.
    pub overdue_since: Option<Date>,
    /// The first five of either part.
    pub ranking: Ranking,
    /// Trips that begin today, and those of earlier days that are under way or due.
    pub today: Vec<TodayTrip>,
    /// Approved bookings that begin today and have no trip.
    pub unassigned_today: Vec<TodayBooking>,
    /// Bookings that wait for an answer: new ones, and those of which a customer asks something.
    pub waiting: i64,
    /// When the one of them that waits longest was requested.
    pub waiting_since: Option<Instant>,
    /// Approved bookings without a trip, and those of which a trip was declined.
    pub unassigned: i64,
    /// When the next of them begins.
    pub unassigned_at: Option<Instant>,
    /// Bookings under way, whenever they were to begin.
    pub driving: i64,
    /// What ended in the last month or ends within [`SOON`](crate::fleet::document::SOON) days, soonest first; of papers and
    /// licences, what its reader may list.
    pub expiring: Vec<Expiring>,
    /// Of what a company does first, what is done; absent once all is, and for who may not manage settings.
    pub first_steps: Option<Vec<FirstStep>>,
}

crate::choice! {
    /// What a company does first, in this order.
    pub enum FirstStep {
        Company = "company": "Complete los datos de la empresa", "Complete the company's details", "Completa i dati dell'azienda", "Uzupełnij dane firmy";
        Vehicle = "vehicle": "Añada el primer vehículo", "Add the first vehicle", "Aggiungi il primo veicolo", "Dodaj pierwszy pojazd";
        Driver = "driver": "Añada al primer conductor", "Add the first driver", "Aggiungi il primo autista", "Dodaj pierwszego kierowcę";
        Customer = "customer": "Añada al primer cliente", "Add the first customer", "Aggiungi il primo cliente", "Dodaj pierwszego klienta";
        MailAccount = "mail_account": "Conecte una cuenta de correo", "Connect a mail account", "Collega un account di posta", "Podłącz konto pocztowe";
        Booking = "booking": "Anote la primera reserva", "Enter the first booking", "Inserisci la prima prenotazione", "Wpisz pierwszą rezerwację";
    }
}

/// A paper or a driver's licence that has ended or ends soon, and was not renewed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Expiring {
    /// A document, or the driver whose licence it is.
    pub kind: RecordKind,
    /// The document's, or the driver's.
    pub id: i64,
    /// As the vehicle or driver it belongs to is called now.
    pub owner: String,
    /// The document's; empty for a licence.
    pub title: String,
    /// Its last day.
    pub expires_on: Date,
}

/// A booking in [`Overview::unassigned_today`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct TodayBooking {
    /// The booking's.
    pub booking: i64,
    /// The booking's.
    pub subject: String,
    /// Its pick-up.
    pub from: Instant,
    /// Its expected end.
    pub to: Instant,
}

/// How many are in one state.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Counted<S> {
    /// The state.
    pub status: S,
    /// How many are in it; every state is listed, also one that none is in.
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

/// A logbook in [`Overview::today`].
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct TodayTrip {
    /// The logbook's id.
    pub logbook: i64,
    /// The id of the booking it is part of.
    pub booking: i64,
    /// `BK-2026-00012`.
    pub booking_number: String,
    /// The booking's.
    pub subject: String,
    /// As the vehicle is called now.
    pub vehicle_name: String,
    /// As the driver is called now.
    pub driver_name: String,
    /// The planned beginning.
    pub from: Instant,
    /// The planned end, not included.
    pub to: Instant,
    /// How far it has come.
    pub status: LogbookStatus,
}

/// A hit of the search over everything.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Hit {
    /// What it is a record of.
    pub kind: RecordKind,
    /// The record's.
    pub id: i64,
    /// What people know it by: a name, a number.
    pub label: String,
    /// What tells it from others of that label: the plate beside a vehicle's name; may be empty.
    pub hint: String,
}
