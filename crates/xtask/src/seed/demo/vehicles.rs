//! Twenty-four vehicles of five types in four groups, and who has had which of them.

use super::{
    ASSIGNMENTS, GROUPS, KILOMETRE, TYPES_FROM, VEHICLES,
    models::{Kind, MODELS, Model},
    plan::Planned,
    staff,
};
use crate::{
    Result,
    seed::{
        chance::Chance,
        clock::Clock,
        journal::{Entry, Journal, Who, change},
        row::{Row, Stamp},
    },
};
use chrono::{Datelike, Months};
use domain::{
    fleet::{
        assignment::AssignmentDraft,
        vehicle::{Colour, Ownership, VehicleDraft, VehicleStatus},
        vehicle_group::VehicleGroupDraft,
        vehicle_type::VehicleTypeDraft,
    },
    id::{DriverId, VehicleGroupId, VehicleId, VehicleTypeId},
    people::driver::LicenceClass,
    time::{DAY, HOUR, Instant},
};
use rusqlite::Connection;

pub const TYPES: [(Kind, &str, &str, Colour, LicenceClass); 5] = [
    (Kind::Car, "Turismo", "Hasta cuatro pasajeros", Colour::Teal, LicenceClass::B),
    (Kind::Van, "Furgoneta", "Hasta ocho pasajeros o 1.300 kg", Colour::Blue, LicenceClass::B),
    (Kind::Minibus, "Minibús", "Hasta 21 pasajeros", Colour::Violet, LicenceClass::D1),
    (Kind::Coach, "Autocar", "Hasta 55 pasajeros", Colour::Orange, LicenceClass::D),
    (Kind::Truck, "Camión", "Caja frigorífica, hasta 5.600 kg", Colour::Green, LicenceClass::C),
];

const GROUP_NAMES: [(&str, &str, Colour); 4] = [
    ("Aeropuerto y hoteles", "Traslados, base en Barajas", Colour::Teal),
    ("Escolar y eventos", "Rutas, excursiones y congresos", Colour::Orange),
    ("Reparto", "Base en Villaverde", Colour::Green),
    ("Reserva", "Sustituciones y refuerzos", Colour::Grey),
];

const COLOURS: [&str; 5] = ["Blanco", "Gris plata", "Negro", "Azul marino", "Blanco"];

/// What becomes of some of them, days from today.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Fate {
    Drives,
    InShop(i64),
    OutOfService(i64),
    Inactive(i64),
    /// Sold and archived.
    Sold(i64),
}

/// Model, days in service, group, what became of it.
const FLEET: [(usize, i64, usize, Fate); 24] = [
    (0, 1_480, 0, Fate::Drives),
    (0, 790, 0, Fate::Drives),
    (1, 1_120, 0, Fate::Drives),
    (1, 455, 0, Fate::Drives),
    (2, 88, 0, Fate::Drives),
    (3, 1_690, 0, Fate::Drives),
    (3, 620, 1, Fate::Drives),
    (4, 2_960, 2, Fate::Sold(-120)),
    (4, 1_240, 2, Fate::Drives),
    (4, 980, 2, Fate::InShop(-2)),
    (5, 310, 2, Fate::Drives),
    (5, 140, 2, Fate::Drives),
    (6, 1_830, 1, Fate::Drives),
    (6, 1_010, 0, Fate::Drives),
    (6, 402, 1, Fate::Drives),
    (7, 730, 1, Fate::Drives),
    (7, 2_410, 3, Fate::Inactive(-33)),
    (8, 2_120, 1, Fate::Drives),
    (8, 905, 1, Fate::Drives),
    (9, 1_600, 1, Fate::Drives),
    (9, 3_300, 3, Fate::OutOfService(-15)),
    (10, 1_340, 2, Fate::Drives),
    (10, 560, 2, Fate::Drives),
    (10, 2_700, 2, Fate::Drives),
];

pub struct Vehicle {
    pub id: i64,
    pub kind: Kind,
    pub draft: VehicleDraft,
    fate: Fate,
    since: i64,
    /// Metres on the clock at the start of the twelve months.
    pub odometer: i64,
}

impl Vehicle {
    /// Whether it can be sent out for the whole of a span.
    pub fn runs(&self, clock: &Clock, from: i64, to: i64) -> bool {
        let end = match self.fate {
            Fate::Drives => i64::MAX,
            Fate::InShop(day) | Fate::OutOfService(day) | Fate::Inactive(day) | Fate::Sold(day) => {
                clock.at(clock.day(day), 0, 0)
            }
        };
        from >= self.since && to <= end
    }
}

pub fn type_id(kind: Kind) -> i64 {
    TYPES_FROM + 1 + kind as i64
}

pub fn licence(kind: Kind) -> LicenceClass {
    TYPES[kind as usize].4
}

pub fn invent(clock: &Clock, chance: &mut Chance) -> Vec<Vehicle> {
    let mut of_kind = [0; TYPES.len()];
    let vehicles = FLEET.iter().enumerate().map(|(at, &(model, days, group, fate))| {
        let model = &MODELS[model];
        let count = &mut of_kind[model.kind as usize];
        *count += 1;
        let name = format!("{} {:02}", TYPES[model.kind as usize].1, *count);
        vehicle(clock, chance, (at, name), model, (days, group), fate)
    });
    vehicles.collect()
}

fn vehicle(
    clock: &Clock,
    chance: &mut Chance,
    (at, name): (usize, String),
    model: &Model,
    (days, group): (i64, usize),
    fate: Fate,
) -> Vehicle {
    let bought = clock.day(-days);
    let leased = at % 5 == 3;
    // Coaches and trucks run 60,000 km a year, the others half.
    let yearly = if matches!(model.kind, Kind::Coach | Kind::Truck) { 60_000_000 } else { 30_000_000 };
    let driven = (days - 365).max(0) * (yearly / KILOMETRE) / 365 * KILOMETRE + chance.between(0, 900) * KILOMETRE;
    // Not less than it was bought with.
    let odometer = driven.max(12_000);
    let long = "Autocar 01, Irizar i6S con plataforma para sillas de ruedas y cristal doble";
    let draft = VehicleDraft {
        name: if name == "Autocar 01" { long.into() } else { name },
        vin: vin(model.vin, bought.year(), 104_729 + 7_919 * at),
        plate: plate(bought.year(), at, chance),
        vehicle_type: Some(VehicleTypeId(type_id(model.kind))),
        vehicle_group: Some(VehicleGroupId(GROUPS + 1 + group as i64)),
        year: Some(i64::from(bought.year())),
        colour: COLOURS[at % COLOURS.len()].into(),
        ownership: if leased { Ownership::Leased } else { Ownership::Owned },
        in_service_on: Some(bought),
        in_service_odometer: Some(12_000),
        resale_value: Some(model.price * 100 * 3 / 10),
        purchase_vendor: if leased { "Alquiler Industrial del Manzanares, S.A." } else { "Automoción Jarama, S.A." }
            .into(),
        purchased_on: bought.checked_sub_months(Months::new(1)),
        purchase_price: Some(model.price * 100).filter(|_| !leased),
        purchase_odometer: Some(12_000),
        warranty_until: bought.checked_add_months(Months::new(36)),
        warranty_distance: Some(200_000_000),
        purchase_notes: if leased { "Cuota mensual con mantenimiento incluido.".into() } else { String::new() },
        notes: if at == 17 { "Plataforma elevadora revisada cada seis meses.".into() } else { String::new() },
        ..model.draft()
    };
    Vehicle { id: VEHICLES + 1 + at as i64, kind: model.kind, draft, fate, since: clock.at(bought, 0, 0), odometer }
}

/// ISO 3779, with the check digit of 49 CFR 565.15 in the ninth place and the year's letter in the tenth.
pub fn vin(prefix: &str, year: i32, serial: usize) -> String {
    const YEARS: &[u8] = b"ABCDEFGHJKLMNPRSTVWXY123456789";
    let letter = char::from(YEARS[(year - 2010).rem_euclid(30) as usize]);
    let draw = |check: char| format!("{prefix}{check}{letter}M{serial:06}");
    let value = |c: char| match c {
        '0'..='9' => c as u32 - '0' as u32,
        'A'..='H' => c as u32 - 'A' as u32 + 1,
        'J'..='R' => c as u32 - 'J' as u32 + 1,
        _ => c as u32 - 'S' as u32 + 2,
    };
    let weights = [8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2];
    let sum: u32 = draw('0').chars().zip(weights).map(|(c, weight)| value(c) * weight).sum();
    draw(char::from_digit(sum % 11, 10).unwrap_or('X'))
}

/// Four digits and three consonants; the first follows the year of registration (Orden INT/624/2008).
pub fn plate(year: i32, at: usize, chance: &mut Chance) -> String {
    const LETTERS: &[u8] = b"BCDFGHJKLMNPRSTVWXYZ";
    let first = match year {
        ..=2015 => 'H',
        2016 => 'J',
        2017 | 2018 => 'K',
        2019..=2021 => 'L',
        2022..=2024 => 'M',
        _ => 'N',
    };
    let mut letter = || char::from(*chance.pick(LETTERS));
    let (second, third) = (letter(), letter());
    format!("{:04} {first}{second}{third}", (1_307 + 3_671 * at) % 10_000)
}

pub fn write(connection: &Connection, clock: &Clock, journal: &mut Journal, by: &Who, fleet: &[Vehicle]) -> Result<()> {
    let since = clock.at(clock.day(-400), 9, 30);
    write_kinds(connection, journal, since)?;
    for vehicle in fleet {
        let (id, draft) = (vehicle.id, &vehicle.draft);
        let created = vehicle.since.max(since) + HOUR;
        Row::record("vehicles", id, Stamp::new(created), draft)?.insert(connection)?;
        journal.find_by("vehicles", id, &found_by(draft));
        journal.created("vehicles", id, created, by, draft)?;
        status_change(connection, vehicle, created, VehicleStatus::Active, by)?;
    }
    Ok(())
}

pub fn found_by(draft: &VehicleDraft) -> [&str; 6] {
    [&draft.name, &draft.plate, &draft.vin, &draft.chassis_number, &draft.make, &draft.model]
}

/// Types and groups.
pub fn write_kinds(connection: &Connection, journal: &mut Journal, since: i64) -> Result<()> {
    for (id, (_, name, description, colour, licence)) in (TYPES_FROM + 1..).zip(TYPES) {
        let (name, description) = (name.to_owned(), description.to_owned());
        let draft = VehicleTypeDraft { name, description, colour: Some(colour), licence_class: Some(licence) };
        Row::record("vehicle_types", id, Stamp::new(since), &draft)?.insert(connection)?;
        journal.find_by("vehicle-types", id, &[&draft.name, &draft.description]);
    }
    for (id, (name, description, colour)) in (GROUPS + 1..).zip(GROUP_NAMES) {
        let (name, description) = (name.to_owned(), description.to_owned());
        let draft = VehicleGroupDraft { name, description, colour: Some(colour) };
        Row::record("vehicle_groups", id, Stamp::new(since), &draft)?.insert(connection)?;
        journal.find_by("vehicle-groups", id, &[&draft.name, &draft.description]);
    }
    Ok(())
}

fn status_change(connection: &Connection, of: &Vehicle, at: i64, status: VehicleStatus, by: &Who) -> Result<()> {
    let group = of.draft.vehicle_group.map_or("", |group| GROUP_NAMES[(group.0 - GROUPS - 1) as usize].0);
    let row = Row::new("status_changes").with("vehicle", of.id).with("at", at).text("status", status.code());
    row.text("group_name", group).text("who", &by.name).insert(connection)
}

/// What can be said only when the trips are in: a vehicle that is sold takes no more.
pub fn settle(
    connection: &Connection,
    clock: &Clock,
    journal: &mut Journal,
    by: &Who,
    fleet: &[Vehicle],
) -> Result<()> {
    for vehicle in fleet {
        let (status, day) = match vehicle.fate {
            Fate::Drives => continue,
            Fate::InShop(day) => (VehicleStatus::InShop, day),
            Fate::OutOfService(day) => (VehicleStatus::OutOfService, day),
            Fate::Inactive(day) => (VehicleStatus::Inactive, day),
            Fate::Sold(day) => (VehicleStatus::Sold, day),
        };
        let at = clock.at(clock.day(day), 8, 30);
        let sold = status == VehicleStatus::Sold;
        let gone =
            matches!(status, VehicleStatus::Sold | VehicleStatus::OutOfService).then(|| clock.day(day).to_string());
        connection.execute(
            "UPDATE vehicles SET status = ?2, version = version + 1 + ?4, updated_at = ?3, out_of_service_on = ?5,
             archived_at = iif(?4, ?3 + 3600000, NULL) WHERE id = ?1",
            (vehicle.id, status.code(), at + if sold { HOUR } else { 0 }, sold, gone),
        )?;
        status_change(connection, vehicle, at, status, by)?;
        let changes = vec![change("status", VehicleStatus::Active.code(), status.code())];
        journal.note(Entry { kind: "vehicles", record: vehicle.id, at, who: by, act: "updated", changes })?;
        if sold {
            let (at, act) = (at + HOUR, "archived");
            journal.note(Entry { kind: "vehicles", record: vehicle.id, at, who: by, act, changes: vec![] })?;
        }
    }
    Ok(())
}

/// Every third vehicle changed hands once, at one and the same instant; some have nobody.
pub fn assign(
    connection: &Connection,
    clock: &Clock,
    journal: &mut Journal,
    by: &Who,
    (fleet, plan): (&[Vehicle], &[Planned]),
) -> Result<()> {
    let mut next = ASSIGNMENTS;
    let mut free: Vec<usize> = (0..staff::ALL.len()).collect();
    for (at, vehicle) in fleet.iter().enumerate().filter(|(_, vehicle)| vehicle.fate == Fate::Drives) {
        let start = vehicle.since.max(clock.at(clock.day(-360), 8, 0));
        let may = |driver: &usize| {
            let driver = &staff::ALL[*driver];
            driver.may_drive(licence(vehicle.kind)) && driver.works(clock, start, clock.now + 30 * DAY)
        };
        let Some(place) = free.iter().position(may) else { continue };
        let holder = free.remove(place);
        let mut assign = |driver: usize, from: i64, to: Option<i64>| {
            next += 1;
            let draft = AssignmentDraft {
                vehicle: Some(VehicleId(vehicle.id)),
                driver: Some(DriverId(staff::driver_id(driver))),
                from: Some(Instant(from)),
                starting_odometer: Some(reading((at, vehicle), plan, from)),
                to: to.map(Instant),
                ending_odometer: to.map(|to| reading((at, vehicle), plan, to)),
                notes: String::new(),
            };
            let stamp = Stamp::new(from - HOUR);
            let stamp = to.map_or(stamp, |to| stamp.changed(to, 1));
            Row::record("assignments", next, stamp, &draft)?.insert(connection)?;
            journal.created("assignments", next, from - HOUR, by, &draft)
        };
        let change = clock.at(clock.day(-60 - at as i64), 8, 0);
        // Luis and Rosa between them can drive whatever there is.
        let before = if vehicle.kind == Kind::Truck || holder == staff::ROSA { staff::LUIS } else { staff::ROSA };
        if at % 3 == 0 && change > start + DAY && before != holder {
            assign(before, start, Some(change))?;
            assign(holder, change, None)?;
        } else {
            assign(holder, start, None)?;
        }
    }
    Ok(())
}

/// Metres on a vehicle's clock at an instant: what its last trip before left there, or the one on the way began with.
fn reading((place, vehicle): (usize, &Vehicle), plan: &[Planned], at: i64) -> i64 {
    let trips = plan.iter().flat_map(|planned| &planned.trips);
    let since = trips.filter(|trip| trip.vehicle == place && trip.from <= at);
    let read = since.filter_map(|trip| if trip.to <= at { trip.odometer.1 } else { trip.odometer.0 });
    read.max().unwrap_or(vehicle.odometer)
}
