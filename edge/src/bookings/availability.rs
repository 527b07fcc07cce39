//! Whether a vehicle and a driver can be had for a span, and what to think twice about.
//!
//! One enters by [`reading`] and [`Found`]: a statement, and the judgement of its answer. Who is occupied already, by whatever, both this
//! and the trigger `occupations_apart` read from [`occupations`]; the other obstructions the triggers on `logbooks` refuse again when a
//! trip is written, so that two people pressing at once can't both win.
//!
//! Invariant: an obstruction here and a trigger hold in the same cases; warnings are judged only here.

use domain::bookings::logbook::{Availability, LogbookDraft, Obstructed, Obstruction, Warning};
use domain::bookings::progress::BookingStatus;
use domain::fleet::vehicle::VehicleStatus;
use domain::people::driver::{DriverStatus, LicenceClass};
use domain::permission::Permissions;
use domain::problem::Obstacle;
use domain::record::{RecordKind, Verb};
use domain::text::{Language, Text};
use domain::time::{Date, Instant, Span};
use serde::Deserialize;

use super::messages;
use super::occupations::{self, Occupation};
use crate::db::{Sql, Statement};
use crate::fleet::documents::{first_end_of_driver, first_end_of_vehicle};
use crate::io::zone::Zone;

/// Yields a [`FoundBooking`] of a row of `bookings`.
pub const BOOKING: &str = "json_object('version', version, 'status', status, 'pickup_at', pickup_at, 'ends_at', ends_at, \
    'vehicle_type', vehicle_type, 'passengers', passengers, 'archived', json(iif(archived_at IS NULL, 'false', 'true')))";

/// Yields a [`FoundVehicle`] of a row of `vehicles`.
pub const VEHICLE: &str = concat!(
    "json_object('name', vehicles.name, 'vehicle_type', vehicles.vehicle_type, 'seats', vehicles.seats, 'licence_class', \
     coalesce(vehicles.licence_class, (SELECT licence_class FROM vehicle_types WHERE id = vehicles.vehicle_type)), \
     'document_ends_on', ",
    first_end_of_vehicle!(),
    ", 'status', vehicles.status, 'archived', json(iif(vehicles.archived_at IS NULL, 'false', 'true')))"
);

/// Yields a [`FoundDriver`] of a row of `drivers` and its `staff`.
pub const DRIVER: &str = concat!(
    "json_object('name', drivers.name, 'licence_expires_on', licence_expires_on, 'licence_classes', json(licence_classes), \
     'document_ends_on', ",
    first_end_of_driver!(),
    ", 'status', drivers.status, \
     'gone', json(iif(drivers.archived_at IS NULL AND staff.active = 1 AND staff.archived_at IS NULL, 'false', 'true')))"
);

/// What the tables know of an assignment. A part is `None` when there is no such record.
#[derive(Debug, Deserialize)]
pub struct Found {
    pub booking: Option<FoundBooking>,
    pub vehicle: Option<FoundVehicle>,
    pub driver: Option<FoundDriver>,
    pub vehicle_occupied: Vec<Occupation>,
    pub driver_occupied: Vec<Occupation>,
}

#[derive(Clone, Debug, Deserialize)]
pub struct FoundBooking {
    pub version: i64,
    pub status: BookingStatus,
    pub archived: bool,
    pickup_at: Instant,
    ends_at: Instant,
    vehicle_type: Option<i64>,
    passengers: Option<i64>,
}

#[derive(Debug, Deserialize)]
pub struct FoundVehicle {
    pub name: String,
    vehicle_type: i64,
    pub seats: Option<i64>,
    /// What it asks of its driver: its own, or its type's.
    pub licence_class: Option<LicenceClass>,
    status: VehicleStatus,
    archived: bool,
    /// When the first of its documents ends that wasn't renewed.
    document_ends_on: Option<Date>,
}

#[derive(Debug, Deserialize)]
pub struct FoundDriver {
    pub name: String,
    pub licence_classes: Vec<LicenceClass>,
    licence_expires_on: Option<Date>,
    status: DriverStatus,
    /// Archived, or the staff member is archived or inactive.
    gone: bool,
    document_ends_on: Option<Date>,
}

/// What is not in its own way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Except {
    Nothing,
    /// The logbook that is being changed.
    Logbook(i64),
    /// All of a booking's, which move together.
    Booking(i64),
}

impl Except {
    /// As [`occupations::reading`] takes it.
    pub fn sql(self) -> Sql {
        let mut sql = Sql::default();
        match self {
            Self::Nothing => &mut sql,
            Self::Logbook(id) => sql.with(" AND NOT (o.source_kind = 'logbooks' AND o.source = ?)", id),
            Self::Booking(id) => sql.with(" AND l.booking IS NOT ?", id),
        };
        sql
    }
}

/// Reads what [`Found`] holds.
pub fn reading(draft: &LogbookDraft, except: Except) -> Statement {
    let booking = draft.booking.map(|id| id.0);
    let (vehicle, driver) = (draft.vehicle.map(|id| id.0), draft.driver.map(|id| id.0));
    let mut sql = Sql::default();
    sql.push(&format!("SELECT json_object('booking', json((SELECT {BOOKING} FROM bookings"));
    sql.with(" WHERE id = ?", booking);
    sql.push(&format!(")), 'vehicle', json((SELECT {VEHICLE} FROM vehicles"));
    sql.with(" WHERE id = ?", vehicle);
    sql.push(&format!(")), 'driver', json((SELECT {DRIVER} FROM drivers JOIN staff ON staff.id = drivers.staff"));
    sql.with(" WHERE drivers.id = ?", driver);
    let (span, except) = (draft.from.zip(draft.to).map(|(from, to)| Span { from, to }), except.sql());
    let mut occupied = |name: &str, collection: &str, id: Option<i64>| {
        sql.push(name);
        match id.zip(span) {
            Some((id, span)) => sql.append(&occupations::reading(collection, id, span, &except)),
            // Nobody chosen, or no time yet: nothing can be had twice.
            None => sql.push("'[]'"),
        };
    };
    occupied(")), 'vehicle_occupied', json((", "vehicles", vehicle);
    occupied(")), 'driver_occupied', json((", "drivers", driver);
    sql.push(")))");
    sql.into()
}

impl Found {
    /// What stands in the way and what to think twice about.
    pub fn judge(&self, draft: &LogbookDraft, zone: Zone, language: Language) -> Availability {
        Availability { obstructions: self.obstructions(draft, language), warnings: self.warnings(draft, zone) }
    }

    /// The same with its booking at another time.
    pub const fn at(&mut self, times: Span) {
        if let Some(booking) = &mut self.booking {
            (booking.pickup_at, booking.ends_at) = (times.from, times.to);
        }
    }

    fn obstructions(&self, draft: &LogbookDraft, language: Language) -> Vec<Obstructed> {
        let mut out = Vec::new();
        let state = |name: &str, state: Text| [name, " · ", state.get(language)].concat();
        if let Some((vehicle, id)) = self.vehicle.as_ref().zip(draft.vehicle)
            && (vehicle.archived || !vehicle.status.can_drive())
        {
            let why = if vehicle.archived { messages::ARCHIVED } else { vehicle.status.label() };
            let (by, kind, label) = (Obstruction::VehicleUnavailable, RecordKind::Vehicle, state(&vehicle.name, why));
            out.push(Obstructed { by, kind, id: id.0, label, from: None, to: None });
        }
        if let Some((driver, id)) = self.driver.as_ref().zip(draft.driver)
            && (driver.gone || driver.status == DriverStatus::Inactive)
        {
            let why = if driver.gone { messages::GONE } else { driver.status.label() };
            let (by, kind, label) = (Obstruction::DriverUnavailable, RecordKind::Driver, state(&driver.name, why));
            out.push(Obstructed { by, kind, id: id.0, label, from: None, to: None });
        }
        let who = self.driver.as_ref().map_or("", |driver| &driver.name);
        let occupied = |booked, by: &[Occupation]| {
            by.iter()
                .map(|one| Obstructed {
                    by: if one.kind == RecordKind::Leave { Obstruction::DriverOnLeave } else { booked },
                    kind: one.kind,
                    id: one.id,
                    label: one.name(who, language),
                    from: Some(one.from),
                    to: one.to,
                })
                .collect::<Vec<_>>()
        };
        out.extend(occupied(Obstruction::VehicleBooked, &self.vehicle_occupied));
        out.extend(occupied(Obstruction::DriverBooked, &self.driver_occupied));
        out
    }

    fn warnings(&self, draft: &LogbookDraft, zone: Zone) -> Vec<Warning> {
        let mut out = Vec::new();
        if let (Some(driver), Some(to)) = (&self.driver, draft.to) {
            // The span is half-open: a trip that ends at midnight needs no licence on the day that then begins.
            let last_day = zone.date(to.plus(-1));
            match driver.licence_expires_on {
                None => out.push(Warning::LicenceUnknown),
                Some(expires) if expires < last_day => out.push(Warning::LicenceExpires),
                Some(_) => {}
            }
            if driver.document_ends_on.is_some_and(|ends| ends < last_day) {
                out.push(Warning::DriverDocumentExpires);
            }
        }
        if let (Some(vehicle), Some(to)) = (&self.vehicle, draft.to)
            && vehicle.document_ends_on.is_some_and(|ends| ends < zone.date(to.plus(-1)))
        {
            out.push(Warning::VehicleDocumentExpires);
        }
        if let (Some(vehicle), Some(driver)) = (&self.vehicle, &self.driver)
            && lacks_class(vehicle, driver)
        {
            out.push(Warning::LicenceClass);
        }
        if let Some(booking) = &self.booking {
            if let Some(vehicle) = &self.vehicle {
                if booking.passengers.zip(vehicle.seats).is_some_and(|(passengers, seats)| seats < passengers) {
                    out.push(Warning::TooFewSeats);
                }
                if booking.vehicle_type.is_some_and(|wanted| wanted != vehicle.vehicle_type) {
                    out.push(Warning::OtherVehicleType);
                }
            }
            if let (Some(from), Some(to)) = (draft.from, draft.to)
                && (from > booking.pickup_at || to < booking.ends_at)
            {
                out.push(Warning::OutsideBooking);
            }
        }
        out
    }
}

/// Whether a driver has not the class of licence that a vehicle asks for.
pub fn lacks_class(vehicle: &FoundVehicle, driver: &FoundDriver) -> bool {
    vehicle.licence_class.is_some_and(|needed| !needed.is_covered_by(&driver.licence_classes))
}

/// Obstructions as a problem names them to somebody with these permissions, with their times; a trip in the way of both vehicle and
/// driver is named once, and leave that one may not look at by its driver.
pub fn obstacles_of(
    obstructions: &[Obstructed],
    draft: &LogbookDraft,
    written: &impl Fn(Option<Instant>, Option<Instant>) -> String,
    permissions: Permissions,
) -> Vec<Obstacle> {
    let opens_leave = permissions.allows(RecordKind::Leave.needs(Verb::Get));
    let mut out: Vec<Obstacle> = Vec::new();
    for one in obstructions {
        let (kind, id) = match one.kind {
            RecordKind::Leave if !opens_leave => (RecordKind::Driver, draft.driver.map(|id| id.0)),
            kind => (kind, Some(one.id)),
        };
        if !out.iter().any(|known| known.kind == kind.collection() && known.id == id) {
            let when = written(one.from, one.to);
            let label = [one.label.as_str(), if when.is_empty() { "" } else { " · " }, &when].concat();
            out.push(Obstacle { kind: kind.collection().to_owned(), id, label });
        }
    }
    out
}

/// Warnings as a problem names them, in the reader's language.
pub fn obstacles_of_warnings(warnings: &[Warning], language: Language) -> Vec<Obstacle> {
    let obstacle = |warning: &Warning| Obstacle {
        kind: warning.code().to_owned(),
        id: None,
        label: warning.label().get(language).to_owned(),
    };
    warnings.iter().map(obstacle).collect()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use domain::id::{DriverId, VehicleId};
    use domain::time::HOUR;
    use serde_json::json;

    /// 2026-07-01T20:00Z, ten in the evening in Madrid.
    const EVENING: Instant = Instant(1_782_936_000_000);

    fn draft(hours: i64) -> LogbookDraft {
        LogbookDraft {
            vehicle: Some(VehicleId(1)),
            driver: Some(DriverId(2)),
            from: Some(EVENING),
            to: Some(EVENING.plus(hours * HOUR)),
            ..LogbookDraft::default()
        }
    }

    fn found() -> Found {
        Found {
            booking: Some(FoundBooking {
                version: 1,
                status: BookingStatus::Approved,
                archived: false,
                pickup_at: EVENING,
                ends_at: EVENING.plus(HOUR),
                vehicle_type: None,
                passengers: None,
            }),
            vehicle: Some(FoundVehicle {
                name: "Van".into(),
                vehicle_type: 1,
                seats: Some(8),
                licence_class: Some(LicenceClass::D1),
                status: VehicleStatus::Active,
                archived: false,
                document_ends_on: None,
            }),
            driver: Some(FoundDriver {
                name: "Ana".into(),
                licence_classes: vec![LicenceClass::D],
                licence_expires_on: "2026-07-01".parse().ok(),
                status: DriverStatus::Available,
                gone: false,
                document_ends_on: None,
            }),
            vehicle_occupied: Vec::new(),
            driver_occupied: Vec::new(),
        }
    }

    fn warnings(found: &Found, hours: i64) -> Vec<Warning> {
        found.judge(&draft(hours), Zone::or_utc("Europe/Madrid"), Language::En).warnings
    }

    #[test]
    fn a_licence_must_last_until_the_trips_last_day_in_the_companys_zone() {
        // Until midnight in Madrid, which is 22:00Z: the licence's last day still covers it.
        assert_eq!(warnings(&found(), 2), []);
        assert_eq!(warnings(&found(), 3), [Warning::LicenceExpires]);
        let mut unknown = found();
        unknown.driver.as_mut().unwrap().licence_expires_on = None;
        assert_eq!(warnings(&unknown, 2), [Warning::LicenceUnknown]);
    }

    #[test]
    fn a_document_must_last_until_the_trips_last_day_too() {
        let mut ending = found();
        ending.driver.as_mut().unwrap().licence_expires_on = "2030-01-01".parse().ok();
        ending.driver.as_mut().unwrap().document_ends_on = "2026-07-01".parse().ok();
        ending.vehicle.as_mut().unwrap().document_ends_on = "2026-07-01".parse().ok();
        assert_eq!(warnings(&ending, 2), []);
        assert_eq!(warnings(&ending, 3), [Warning::DriverDocumentExpires, Warning::VehicleDocumentExpires]);
    }

    #[test]
    fn another_type_of_vehicle_and_a_span_that_leaves_some_of_the_booking_out_are_warned_of() {
        let mut other = found();
        let booking = other.booking.as_mut().unwrap();
        booking.vehicle_type = Some(9);
        booking.ends_at = EVENING.plus(2 * HOUR);
        assert_eq!(warnings(&other, 1), [Warning::OtherVehicleType, Warning::OutsideBooking]);
    }

    #[test]
    fn too_few_seats_and_a_licence_of_another_class_are_warned_of() {
        let mut other = found();
        other.booking.as_mut().unwrap().passengers = Some(9);
        other.driver.as_mut().unwrap().licence_classes = vec![LicenceClass::Ce];
        assert_eq!(warnings(&other, 2), [Warning::LicenceClass, Warning::TooFewSeats]);
        other.booking.as_mut().unwrap().passengers = Some(8);
        other.vehicle.as_mut().unwrap().licence_class = None;
        assert_eq!(warnings(&other, 2), []);
    }

    fn occupation(kind: &str, number: &str) -> Occupation {
        let to = (kind == "logbooks").then(|| EVENING.plus(HOUR));
        serde_json::from_value(
            json!({ "kind": kind, "id": 7, "number": number, "title": "", "from": EVENING, "to": to }),
        )
        .unwrap()
    }

    #[test]
    fn a_trip_in_the_way_of_both_is_named_once() {
        let mut taken = found();
        taken.vehicle_occupied.push(occupation("logbooks", "LB-2026-00007"));
        taken.driver_occupied.push(occupation("logbooks", "LB-2026-00007"));
        let draft = draft(1);
        let found = taken.judge(&draft, Zone::or_utc("UTC"), Language::En).obstructions;
        let by: Vec<Obstruction> = found.iter().map(|one| one.by).collect();
        assert_eq!(by, [Obstruction::VehicleBooked, Obstruction::DriverBooked]);
        assert_eq!(
            obstacles_of(&found, &draft, &|_, _| "then".to_owned(), Permissions::NONE),
            [Obstacle { kind: "logbooks".into(), id: Some(7), label: "LB-2026-00007 · then".into() }]
        );
    }

    #[test]
    fn leave_is_told_as_such_and_leads_to_it_only_whom_it_concerns() {
        let mut away = found();
        away.driver_occupied.push(occupation("leave", ""));
        let draft = draft(1);
        let found = away.judge(&draft, Zone::or_utc("UTC"), Language::En).obstructions;
        assert_eq!((found[0].by, found[0].from, found[0].to), (Obstruction::DriverOnLeave, Some(EVENING), None));
        let named = |permissions| obstacles_of(&found, &draft, &|_, _| String::new(), permissions);
        let leave = |kind: &str, id| [Obstacle { kind: kind.into(), id: Some(id), label: "Ana · On leave".into() }];
        assert_eq!(named(Permissions::NONE), leave("drivers", 2));
        assert_eq!(named(Permissions::NONE.with(RecordKind::Leave.needs(Verb::Get))), leave("leave", 7));
    }

    #[test]
    fn whoever_is_not_to_be_had_is_named_with_the_state_they_are_in() {
        let mut out = found();
        out.vehicle.as_mut().unwrap().status = VehicleStatus::InShop;
        out.driver.as_mut().unwrap().status = DriverStatus::Inactive;
        let named = |found: &Found| {
            let obstructions = found.judge(&draft(1), Zone::or_utc("UTC"), Language::Es).obstructions;
            obstructions.into_iter().map(|one| one.label).collect::<Vec<_>>()
        };
        assert_eq!(named(&out), ["Van · En taller", "Ana · Inactivo"]);
        out.driver.as_mut().unwrap().gone = true;
        assert_ne!(named(&out)[1], "Ana · Inactivo");
    }
}
