//! The staff, drivers, vehicles and customers of the large data.

use super::{CUSTOMERS, DISPATCHER, DRIVERS, FIRST_DRIVER, OWNER, Site, VEHICLES};
use crate::{
    Result,
    seed::{
        chance::Chance,
        demo::{
            company,
            customers::{FAMILY, GIVEN},
            models::MODELS,
            vehicles,
        },
        journal::Journal,
        row::{Row, Stamp},
        sign_in::{self, Password},
    },
};
use chrono::{Datelike, Days, NaiveDate};
use domain::{
    address::Address,
    fleet::vehicle::{VehicleDraft, VehicleStatus},
    id::{CustomerId, DriverId, RoleId, StaffId, VehicleTypeId},
    people::{
        contact::ContactDraft,
        customer::CustomerDraft,
        driver::{DriverDraft, LicenceClass},
        leave::LeaveDraft,
        staff::StaffDraft,
    },
    time::{DAY, Instant},
};

pub const OWNER_NAME: &str = "Olga Vega Pardo";
pub const DISPATCHER_NAME: &str = "Dolores Ibarra Luna";

/// Every name there is from the lists, over and over.
fn person(n: i64) -> String {
    let n = n.unsigned_abs() as usize;
    let given = GIVEN[n % GIVEN.len()];
    let (first, second) = (n / GIVEN.len() % FAMILY.len(), n / GIVEN.len() / FAMILY.len() % FAMILY.len());
    format!("{given} {} {}", FAMILY[first], FAMILY[(first + second + 1) % FAMILY.len()])
}

pub fn company_name(n: i64) -> String {
    const TRADES: [&str; 20] = [
        "Hotel",
        "Viajes",
        "Frutas",
        "Talleres",
        "Bodegas",
        "Muebles",
        "Imprenta",
        "Colegio",
        "Clínica",
        "Textiles",
        "Congresos",
        "Cervezas",
        "Panadería",
        "Editorial",
        "Metales",
        "Flores",
        "Teatro",
        "Farmacia",
        "Academia",
        "Grúas",
    ];
    let n = n.unsigned_abs() as usize;
    let (trade, name) = (TRADES[n % TRADES.len()], FAMILY[n / TRADES.len() % FAMILY.len()]);
    format!("{trade} {name} {n:05}")
}

pub fn write_staff(site: &Site, journal: &mut Journal, password: &Password, since: i64) -> Result<()> {
    let draft = |name: &str, email: &str, role: &str| StaffDraft {
        name: name.into(),
        email: email.into(),
        phone: "+34 910 555 200".into(),
        job_title: role.into(),
        roles: vec![RoleId(company::role(role))],
        ..StaffDraft::default()
    };
    let office = [
        (OWNER, draft(OWNER_NAME, "owner@large.example", "owner")),
        (DISPATCHER, draft(DISPATCHER_NAME, "dispatcher@large.example", "dispatcher")),
    ];
    let drivers =
        (1..=DRIVERS).map(|n| (FIRST_DRIVER + n, draft(&person(n), &format!("driver{n}@large.example"), "driver")));
    for (id, draft) in office.into_iter().chain(drivers) {
        Row::record("staff", id, Stamp::new(since), &draft)?.text("access", "active").insert(site.connection)?;
        password.give(site.connection, "staff", id, since)?;
        let words = [&*draft.name, &*draft.email, &*draft.phone, &*draft.job_title];
        journal.find_by("staff", id, &words);
        if id > FIRST_DRIVER {
            let driver = id - FIRST_DRIVER;
            journal.find_by("drivers", driver, &words);
            write_driver(site, journal, driver, since)?;
        }
    }
    Ok(())
}

fn write_driver(site: &Site, journal: &mut Journal, n: i64, since: i64) -> Result<()> {
    let draft = DriverDraft {
        staff: Some(StaffId(FIRST_DRIVER + n)),
        licence_number: format!("{:08}L", 40_000_000 + n),
        licence_classes: vec![LicenceClass::B, LicenceClass::C, LicenceClass::D],
        licence_expires_on: date(site.today).checked_add_days(Days::new(30 + n.unsigned_abs())),
        hired_on: date(since).checked_sub_days(Days::new(n.unsigned_abs())),
        ..DriverDraft::default()
    };
    journal.find_by("drivers", n, &[&draft.licence_number]);
    Row::record("drivers", n, Stamp::new(since), &draft)?.insert(site.connection)?;
    // Once all the trips there are have been driven.
    let from = site.today + (400 + n) * DAY;
    let holiday = LeaveDraft {
        driver: Some(DriverId(n)),
        from: Some(Instant(from)),
        to: Some(Instant(from + 14 * DAY)),
        ..LeaveDraft::default()
    };
    Row::record("leave", n, Stamp::new(since), &holiday)?.insert(site.connection)
}

pub fn write_vehicles(site: &Site, journal: &mut Journal, since: i64) -> Result<()> {
    let mut chance = Chance::new(7);
    for n in 1..=VEHICLES {
        let serial = n.unsigned_abs() as usize;
        let model = &MODELS[serial % MODELS.len()];
        let bought = date(since).checked_sub_days(Days::new(n.unsigned_abs() % 1_500)).unwrap_or_default();
        let draft = VehicleDraft {
            name: format!("{} {n:04}", vehicles::TYPES[model.kind as usize].1),
            vin: vehicles::vin(model.vin, bought.year(), serial),
            plate: vehicles::plate(bought.year(), serial, &mut chance),
            vehicle_type: Some(VehicleTypeId(vehicles::type_id(model.kind))),
            year: Some(i64::from(bought.year())),
            status: VehicleStatus::Active,
            in_service_on: Some(bought),
            ..model.draft()
        };
        Row::record("vehicles", n, Stamp::new(since + n), &draft)?.insert(site.connection)?;
        journal.find_by("vehicles", n, &vehicles::found_by(&draft));
    }
    Ok(())
}

pub fn customer(n: i64) -> CustomerDraft {
    CustomerDraft {
        company: company_name(n),
        tax_id: format!("B{:08}", 10_000_000 + n),
        billing_address: Address {
            street: format!("Calle de Alcalá {n}"),
            postcode: "28009".into(),
            city: "Madrid".into(),
            region: "Madrid".into(),
            country: "ES".into(),
        },
        phone: format!("+34 91{:07}", n),
        email: format!("info@c{n}.example"),
        ..CustomerDraft::default()
    }
}

/// Each with one contact, every tenth of whom can sign in.
pub fn write_customers(site: &Site, journal: &mut Journal, password: &Password, since: i64) -> Result<()> {
    for n in 1..=CUSTOMERS {
        let draft = customer(n);
        Row::record("customers", n, Stamp::new(since + n), &draft)?.insert(site.connection)?;
        journal.find_by("customers", n, &[&draft.company, &draft.tax_id, &draft.phone, &draft.email]);
        let contact = ContactDraft {
            customer: Some(CustomerId(n)),
            name: person(n + DRIVERS),
            email: format!("contact{n}@large.example"),
            phone: draft.phone,
            position: "Logística".into(),
            primary: true,
            ..ContactDraft::default()
        };
        let active = n % 10 == 1;
        let user = match active {
            true => Some(sign_in::portal_user(site.connection, (n, &contact.email, since), Some(password))?),
            false => None,
        };
        let row = Row::record("contacts", n, Stamp::new(since + n), &contact)?.with("portal_user", user);
        row.text("access", if active { "active" } else { "none" }).insert(site.connection)?;
        journal.find_by("contacts", n, &[&contact.name, &contact.email, &contact.phone, &contact.position]);
    }
    Ok(())
}

pub fn date(at: i64) -> NaiveDate {
    Instant(at).utc_date().unwrap_or_default()
}
