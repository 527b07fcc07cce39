//! A logbook ("work performance"): a vehicle and a driver for a span of a booking.

use serde::{Deserialize, Serialize};

use super::answer::DriverAnswer;
use super::progress::LogbookStatus;
use crate::check::{Check, Draft, FieldCode};
use crate::choice::choices;
use crate::fields;
use crate::id::{BookingId, DriverId, VehicleId};
use crate::list::{By, Filter};
use crate::record::Record;
use crate::record::RecordKind;
use crate::text::Text;
use crate::time::Instant;

crate::draft! {
    /// Which vehicle and driver do which booking, and when: what assigning and reassigning fill in.
    #[derive(Debug)]
    pub struct LogbookDraft {
        pub name: String = line(120).required();
        pub booking: Option<BookingId> = required();
        pub vehicle: Option<VehicleId> = required();
        pub driver: Option<DriverId> = required();
        pub from: Option<Instant> = required();
        pub to: Option<Instant> = required();
        pub odometer_start: Option<i64> = measure(Measure::Distance, 10_000_000);
        pub odometer_end: Option<i64> = measure(Measure::Distance, 10_000_000);
        pub description: String = paragraph(4_000);
    }
}

/// The longest trip, in days: a month.
const LONGEST_DAYS: i64 = 31;
/// The same in milliseconds.
pub const LONGEST: i64 = LONGEST_DAYS * crate::time::DAY;
const TOO_LONG: Text = crate::text!(
    "Un viaje dura {about} días como mucho.",
    "A trip lasts {about} days at most.",
    "Un viaggio dura al massimo {about} giorni.",
    "Przejazd trwa najwyżej {about} dni."
);

impl Draft for LogbookDraft {
    fn rules(&self, check: &mut Check) {
        check.order("to", self.from, self.to);
        if let (Some(from), Some(to)) = (self.from, self.to)
            && to.0.saturating_sub(from.0) > LONGEST
        {
            check.say("to", FieldCode::OutOfRange, TOO_LONG, LONGEST_DAYS.to_string());
        }
        if let (Some(start), Some(end)) = (self.odometer_start, self.odometer_end) {
            check.that("odometer_end", end >= start, FieldCode::BeforeStart);
        }
    }
}

/// What assigning sends: the draft, and whether warnings were read and set aside.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
pub struct AssignDraft {
    /// Which vehicle and driver, and when.
    pub logbook: LogbookDraft,
    /// Needs `assign_despite_warning`; who did so is recorded.
    pub despite_warnings: bool,
}

crate::choice! {
    /// What to think twice about before assigning.
    pub enum Warning {
        LicenceExpires = "licence_expires": "El permiso de conducir caduca antes del final del viaje.", "The driving licence expires before the trip ends.", "La patente scade prima della fine del viaggio.", "Prawo jazdy traci ważność przed końcem przejazdu.";
        LicenceUnknown = "licence_unknown": "No consta la caducidad del permiso de conducir.", "The driving licence's expiry date is not known.", "La scadenza della patente non è nota.", "Nieznana data ważności prawa jazdy.";
        VehicleDocumentExpires = "vehicle_document_expires": "Un documento del vehículo caduca antes del final del viaje.", "A document of the vehicle expires before the trip ends.", "Un documento del veicolo scade prima della fine del viaggio.", "Dokument pojazdu traci ważność przed końcem przejazdu.";
        DriverDocumentExpires = "driver_document_expires": "Un documento del conductor caduca antes del final del viaje.", "A document of the driver expires before the trip ends.", "Un documento dell'autista scade prima della fine del viaggio.", "Dokument kierowcy traci ważność przed końcem przejazdu.";
        LicenceClass = "licence_class": "El permiso del conductor no es de la clase que pide el vehículo.", "The driver's licence is not of the class that the vehicle needs.", "La patente dell'autista non è della categoria richiesta dal veicolo.", "Kierowca nie ma kategorii prawa jazdy wymaganej przez pojazd.";
        TooFewSeats = "too_few_seats": "El vehículo tiene menos plazas que pasajeros.", "The vehicle has fewer seats than there are passengers.", "Il veicolo ha meno posti dei passeggeri.", "Pojazd ma mniej miejsc, niż jest pasażerów.";
        OtherVehicleType = "other_vehicle_type": "El vehículo no es del tipo pedido.", "The vehicle is not of the type asked for.", "Il veicolo non è del tipo richiesto.", "Pojazd nie jest żądanego typu.";
        StartsEarly = "starts_early": "El viaje empieza dentro de más de un día.", "The trip begins in more than a day.", "Il viaggio inizia fra più di un giorno.", "Przejazd zaczyna się za ponad dobę.";
        OdometerLeaps = "odometer_leaps": "El cuentakilómetros sube más de lo que puede recorrer un vehículo.", "The odometer rises further than a vehicle can have driven.", "Il contachilometri sale più di quanto possa percorrere un veicolo.", "Licznik rośnie bardziej, niż pojazd może przejechać.";
        OutsideBooking = "outside_booking": "El horario no cubre la reserva entera.", "The times don't cover the whole booking.", "L'orario non copre l'intera prenotazione.", "Czas nie obejmuje całej rezerwacji.";
    }
}

crate::choice! {
    /// Why a vehicle or a driver can't be had for a span. Nobody may set these aside.
    pub enum Obstruction {
        VehicleBooked = "vehicle_booked": "El vehículo ya está asignado en ese horario.", "The vehicle is already assigned at that time.", "Il veicolo è già assegnato in quel periodo.", "Pojazd jest już przydzielony w tym czasie.";
        DriverBooked = "driver_booked": "El conductor ya está asignado en ese horario.", "The driver is already assigned at that time.", "L'autista è già assegnato in quel periodo.", "Kierowca jest już przydzielony w tym czasie.";
        DriverOnLeave = "driver_on_leave": "El conductor está ausente en ese horario.", "The driver is on leave at that time.", "L'autista è assente in quel periodo.", "Kierowca jest w tym czasie nieobecny.";
        VehicleUnavailable = "vehicle_unavailable": "El vehículo no está activo.", "The vehicle is not active.", "Il veicolo non è attivo.", "Pojazd nie jest aktywny.";
        DriverUnavailable = "driver_unavailable": "El conductor está inactivo.", "The driver is inactive.", "L'autista è inattivo.", "Kierowca jest nieaktywny.";
    }
}

/// What the edge says of an assignment before it is made: one availability rule draws the timeline and enforces it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Availability {
    /// What forbids it; empty when it may be made.
    pub obstructions: Vec<Obstructed>,
    /// What a person has to have read; each once.
    pub warnings: Vec<Warning>,
}

/// One obstruction, with what stands in the way.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Obstructed {
    /// The kind of obstruction, whose label is a sentence.
    pub by: Obstruction,
    /// What is in the way: whatever occupies vehicle or driver, or one of these itself.
    pub kind: RecordKind,
    /// That record's.
    pub id: i64,
    /// A trip's number, or the vehicle's or driver's name and state.
    pub label: String,
    /// Since when it is in the way, of what occupies.
    pub from: Option<Instant>,
    /// When it no longer is; empty for one without a known end.
    pub to: Option<Instant>,
}

crate::draft! {
    /// What start and finish take.
    #[derive(Debug)]
    pub struct OdometerDraft {
        /// May be left out when the instrument can't be read.
        pub odometer: Option<i64> = measure(Measure::Distance, 10_000_000);
        /// Starting more than a day early, or an odometer that leaps, was asked about; who set it aside is recorded.
        pub despite_warnings: bool;
    }
}

/// How long before its time a trip may start unasked.
pub const EARLY: i64 = crate::time::DAY;

impl Draft for OdometerDraft {}

/// A logbook as shown inside its booking.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct LogbookSummary {
    /// The logbook's.
    pub id: i64,
    /// Goes back in `If-Match`.
    pub version: i64,
    /// `LB-2026-00012`.
    pub number: String,
    /// What whoever assigned it called the trip.
    pub name: String,
    /// The vehicle's id.
    pub vehicle: i64,
    /// As the vehicle is called now.
    pub vehicle_name: String,
    /// The vehicle's; may be empty.
    pub plate: String,
    /// The driver's id.
    pub driver: i64,
    /// As the driver is called now.
    pub driver_name: String,
    /// The planned beginning.
    pub from: Instant,
    /// The planned end, not included.
    pub to: Instant,
    /// Metres; empty until somebody reads it.
    pub odometer_start: Option<i64>,
    /// Metres; empty until somebody reads it.
    pub odometer_end: Option<i64>,
    /// How far it has come.
    pub status: LogbookStatus,
    /// What its driver has let know of it.
    pub answer: DriverAnswer,
    /// Milliseconds of its closed time cards.
    pub worked: i64,
}

/// What the edge knows of a logbook beyond what is filled in.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct LogbookFacts {
    /// `LB-2026-00012`.
    pub number: String,
    /// How far it has come.
    pub status: LogbookStatus,
    /// What its driver has let know of it.
    pub answer: DriverAnswer,
    /// The booking's.
    pub booking_number: String,
    /// The booking's.
    pub booking_subject: String,
    /// As the vehicle is called now.
    pub vehicle_name: String,
    /// As the driver is called now.
    pub driver_name: String,
    /// When the driver really began; empty before.
    pub started_at: Option<Instant>,
    /// When the driver really finished; empty before.
    pub ended_at: Option<Instant>,
    /// Metres: what the vehicle's clock showed last.
    pub last_odometer: Option<i64>,
    /// Milliseconds of its closed time cards.
    pub worked: i64,
    /// Warnings that were set aside.
    pub overridden: Vec<Warning>,
    /// The name of who set them aside; empty when nobody had to.
    pub overridden_by: String,
}

/// A logbook as staff get it, and its driver.
pub type Logbook = Record<LogbookDraft, LogbookFacts>;

crate::row! {
    /// A logbook in the staff's list, or in a driver's own.
    pub struct LogbookRow {
        pub number: String;
        pub name: String;
        pub booking: i64;
        pub vehicle: i64;
        pub vehicle_name: String as VEHICLE;
        pub driver: i64;
        pub driver_name: String as DRIVER;
        pub from: Instant;
        pub to: Instant;
        pub status: LogbookStatus;
    }
    sorts: falling("from");
    filters:
        Filter::new("status", fields::STATUS, By::AnyOf(choices::<LogbookStatus>)),
        Filter::new("vehicle", fields::VEHICLE, By::Record(RecordKind::Vehicle)),
        Filter::new("driver", fields::DRIVER, By::Record(RecordKind::Driver)),
        Filter::new("from", fields::FROM, By::Dates);
}
