//! Whether a vehicle and a driver can be had for a span, and what to think twice about.
//!
//! One enters by [`reading`] and [`Found`]: a statement, and the judgement of its answer. Who is booked already both this and the
//! trigger `occupations_apart` read from [`occupations`]; the other obstructions the triggers on `logbooks` refuse again when a
//! trip is written, so that two people pressing at once can't both win.
//!
//! Invariant: an obstruction here and a trigger hold in the same cases; warnings are judged only here.

use domain::bookings::logbook::{Availability, LogbookDraft, Obstructed, Obstruction, Warning};
use domain::bookings::progress::BookingStatus;
use domain::fleet::vehicle::VehicleStatus;
use domain::people::driver::DriverStatus;
use domain::problem::Obstacle;
use domain::text::{Language, Text};
use domain::time::{Date, Instant, Span};
use serde::Deserialize;

use super::{messages, occupations};
use crate::db::{Sql, Statement};
use crate::fleet::documents::{FIRST_END_OF_DRIVER, FIRST_END_OF_VEHICLE};
use crate::io::zone::Zone;

/// What the tables know of an assignment. A part is `None` when there is no such record.
#[derive(Debug, Deserialize)]
pub struct Found {
    pub booking: Option<FoundBooking>,
    pub vehicle: Option<FoundVehicle>,
    pub driver: Option<FoundDriver>,
    vehicle_booked: Vec<Conflict>,
    driver_booked: Vec<Conflict>,
}

#[derive(Debug, Deserialize)]
pub struct FoundBooking {
    pub version: i64,
    pub status: BookingStatus,
    pub archived: bool,
    pickup_at: Instant,
    ends_at: Instant,
    vehicle_type: Option<i64>,
}

#[derive(Debug, Deserialize)]
pub struct FoundVehicle {
    name: String,
    vehicle_type: i64,
    status: VehicleStatus,
    archived: bool,
    /// When the first of its documents ends that wasn't renewed.
    document_ends_on: Option<Date>,
}

#[derive(Debug, Deserialize)]
pub struct FoundDriver {
    name: String,
    licence_expires_on: Option<Date>,
    status: DriverStatus,
    leave_from: Option<Instant>,
    leave_to: Option<Instant>,
    /// Archived or inactive, they or the staff member.
    gone: bool,
    available: bool,
    document_ends_on: Option<Date>,
}

#[derive(Debug, Deserialize)]
struct Conflict {
    id: i64,
    number: String,
    from: Instant,
    to: Instant,
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

/// Logbooks named as conflicts; the rest would tell nobody more.
const MOST_CONFLICTS: i64 = 5;

/// Reads what [`Found`] holds.
pub fn reading(draft: &LogbookDraft, except: Except) -> Statement {
    let (from, to) = (draft.from.unwrap_or_default(), draft.to.unwrap_or_default());
    let (booking, vehicle, driver) =
        (draft.booking.unwrap_or_default(), draft.vehicle.unwrap_or_default(), draft.driver.unwrap_or_default());
    let mut sql = Sql::default();
    sql.with(
        "SELECT json_object('booking', json((SELECT json_object('version', version, 'status', status, 'pickup_at', pickup_at, 'ends_at', ends_at, \
         'vehicle_type', vehicle_type, 'archived', json(iif(archived_at IS NULL, 'false', 'true'))) FROM bookings WHERE id = ?",
        booking.0,
    );
    sql.with(
        &format!(
            ")), 'vehicle', json((SELECT json_object('name', name, 'vehicle_type', vehicle_type, \
             'document_ends_on', {FIRST_END_OF_VEHICLE}, 'status', status, 'archived', \
             json(iif(archived_at IS NULL, 'false', 'true'))) FROM vehicles WHERE id = ?"
        ),
        vehicle.0,
    );
    sql.with(
        &format!(
            ")), 'driver', json((SELECT json_object('name', drivers.name, 'licence_expires_on', licence_expires_on, \
             'document_ends_on', {FIRST_END_OF_DRIVER}, 'status', drivers.status, 'leave_from', leave_from, 'leave_to', leave_to, \
             'gone', json(iif(drivers.archived_at IS NULL AND staff.active = 1 AND staff.archived_at IS NULL, 'false', 'true')), \
             'available', json(iif(drivers.archived_at IS NULL AND staff.active = 1 AND staff.archived_at IS NULL \
             AND drivers.status <> 'inactive' AND NOT (drivers.status = 'on_leave' AND coalesce(leave_from, 0) < ?"
        ),
        to,
    );
    sql.with(" AND coalesce(leave_to, 9007199254740991) > ?", from);
    sql.with(
        "), 'true', 'false'))) FROM drivers JOIN staff ON staff.id = drivers.staff WHERE drivers.id = ?",
        driver.0,
    );
    sql.push(")), 'vehicle_booked', json((");
    sql.append(&conflicts("vehicles", vehicle.0, Span { from, to }, except));
    sql.push(")), 'driver_booked', json((");
    sql.append(&conflicts("drivers", driver.0, Span { from, to }, except));
    sql.push(")))");
    sql.into()
}

fn conflicts(whose: &str, id: i64, span: Span, except: Except) -> Sql {
    let mut sql = Sql::default();
    sql.push(
        "SELECT json_group_array(json_object('id', id, 'number', number, 'from', \"from\", 'to', \"to\")) FROM (SELECT l.id, \
         l.number, CAST(o.\"from\" AS INTEGER) AS \"from\", CAST(o.\"to\" AS INTEGER) AS \"to\" FROM (",
    );
    let mut subject = Sql::default();
    subject.with("?", id);
    sql.append(&occupations::keeping_out(whose, &subject, span)).push(") o JOIN logbooks l ON l.id = o.source");
    match except {
        Except::Nothing => &mut sql,
        Except::Logbook(id) => sql.with(" WHERE l.id <> ?", id),
        Except::Booking(id) => sql.with(" WHERE l.booking <> ?", id),
    };
    sql.with(" ORDER BY o.\"from\", l.id LIMIT ?", MOST_CONFLICTS).push(")");
    sql
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
        if let Some(vehicle) = self.vehicle.as_ref().filter(|vehicle| vehicle.archived || !vehicle.status.can_drive()) {
            let why = if vehicle.archived { messages::ARCHIVED } else { vehicle.status.label() };
            let label = state(&vehicle.name, why);
            out.push(Obstructed { by: Obstruction::VehicleUnavailable, logbook: None, label, from: None, to: None });
        }
        if let Some(driver) = self.driver.as_ref().filter(|driver| !driver.available) {
            let on_leave = !driver.gone && driver.status == DriverStatus::OnLeave;
            let label = state(&driver.name, if driver.gone { messages::GONE } else { driver.status.label() });
            let (from, to) = if on_leave { (driver.leave_from, driver.leave_to) } else { (None, None) };
            out.push(Obstructed { by: Obstruction::DriverUnavailable, logbook: None, label, from, to });
        }
        // A span is needed to be booked twice: without one, nothing is in the way yet.
        if draft.from.is_some() && draft.to.is_some() {
            let booked = |by, conflicts: &[Conflict]| {
                conflicts
                    .iter()
                    .map(|c| Obstructed {
                        by,
                        logbook: Some(c.id),
                        label: c.number.clone(),
                        from: Some(c.from),
                        to: Some(c.to),
                    })
                    .collect::<Vec<_>>()
            };
            out.extend(booked(Obstruction::VehicleBooked, &self.vehicle_booked));
            out.extend(booked(Obstruction::DriverBooked, &self.driver_booked));
        }
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
        if let Some(booking) = &self.booking {
            let other =
                |vehicle: &FoundVehicle| booking.vehicle_type.is_some_and(|wanted| wanted != vehicle.vehicle_type);
            if self.vehicle.as_ref().is_some_and(other) {
                out.push(Warning::OtherVehicleType);
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

/// Obstructions as a problem names them, with their times; a logbook in the way of both vehicle and driver is named once.
pub fn obstacles_of(
    obstructions: &[Obstructed],
    draft: &LogbookDraft,
    written: &impl Fn(Option<Instant>, Option<Instant>) -> String,
) -> Vec<Obstacle> {
    let mut out: Vec<Obstacle> = Vec::new();
    for obstructed in obstructions {
        let (kind, id) = match obstructed.by {
            Obstruction::VehicleBooked | Obstruction::DriverBooked => ("logbooks", obstructed.logbook),
            Obstruction::VehicleUnavailable => ("vehicles", draft.vehicle.map(|id| id.0)),
            Obstruction::DriverUnavailable => ("drivers", draft.driver.map(|id| id.0)),
        };
        if !out.iter().any(|known| known.kind == kind && known.id == id) {
            let when = written(obstructed.from, obstructed.to);
            let label = [obstructed.label.as_str(), if when.is_empty() { "" } else { " · " }, &when].concat();
            out.push(Obstacle { kind: kind.to_owned(), id, label });
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
            }),
            vehicle: Some(FoundVehicle {
                name: "Van".into(),
                vehicle_type: 1,
                status: VehicleStatus::Active,
                archived: false,
                document_ends_on: None,
            }),
            driver: Some(FoundDriver {
                name: "Ana".into(),
                licence_expires_on: "2026-07-01".parse().ok(),
                status: DriverStatus::Available,
                leave_from: None,
                leave_to: None,
                gone: false,
                available: true,
                document_ends_on: None,
            }),
            vehicle_booked: Vec::new(),
            driver_booked: Vec::new(),
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
    fn a_logbook_in_the_way_of_both_is_named_once() {
        let mut taken = found();
        let conflict = || Conflict { id: 7, number: "LB-2026-00007".into(), from: EVENING, to: EVENING.plus(HOUR) };
        taken.vehicle_booked.push(conflict());
        taken.driver_booked.push(conflict());
        let draft = draft(1);
        let found = taken.judge(&draft, Zone::or_utc("UTC"), Language::En).obstructions;
        assert_eq!(found.len(), 2);
        assert_eq!(
            obstacles_of(&found, &draft, &|_, _| "then".to_owned()),
            [Obstacle { kind: "logbooks".into(), id: Some(7), label: "LB-2026-00007 · then".into() }]
        );
    }

    #[test]
    fn whoever_is_not_to_be_had_is_named_with_the_state_they_are_in() {
        let mut away = found();
        away.vehicle.as_mut().unwrap().status = VehicleStatus::InShop;
        let driver = away.driver.as_mut().unwrap();
        (driver.available, driver.status, driver.leave_to) = (false, DriverStatus::OnLeave, Some(EVENING));
        let named = |found: &Found| {
            let obstructions = found.judge(&draft(1), Zone::or_utc("UTC"), Language::Es).obstructions;
            obstructions.into_iter().map(|one| (one.label, one.to)).collect::<Vec<_>>()
        };
        let leave = format!("Ana · {}", DriverStatus::OnLeave.label().get(Language::Es));
        assert_eq!(named(&away), [("Van · En taller".to_owned(), None), (leave, Some(EVENING))]);
        away.driver.as_mut().unwrap().gone = true;
        assert_eq!(named(&away).last().unwrap().1, None);
    }
}
