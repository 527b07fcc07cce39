//! Twelve months of Transportes Vega, a company in Madrid with 24 vehicles, and the two weeks it has planned.
//!
//! One enters by [`fill`]: people and fleet are invented, then a plan of bookings is made in memory, then all is written.
//!
//! Invariant: nothing is drawn but from one [`Chance`], nothing read but one [`Clock`].

mod awkward;
mod bookings;
pub mod company;
pub mod customers;
mod documents;
mod invoices;
mod journeys;
pub mod mail;
pub mod models;
mod plan;
mod staff;
mod tax_id;
pub mod vehicles;
mod vendors;
mod work;

use super::{chance::Chance, clock::Clock, journal::Journal, sign_in::Password};
use crate::Result;
use rusqlite::Connection;

/// In metres, as odometers are kept; people read them off in whole kilometres.
const KILOMETRE: i64 = 1_000;

// Small ids, each kind's in a range of its own, so that one taken for another finds nothing.
const STAFF: i64 = 100;
const DRIVERS: i64 = 200;
const TYPES_FROM: i64 = 300;
const GROUPS: i64 = 320;
const VEHICLES: i64 = 400;
const ASSIGNMENTS: i64 = 500;
const CUSTOMERS: i64 = 1_000;
const CONTACTS: i64 = 1_100;
const VENDORS: i64 = 1_900;
const BOOKINGS: i64 = 10_000;
const LOGBOOKS: i64 = 20_000;
const TIME_CARDS: i64 = 30_000;
const RATINGS: i64 = 40_000;
const CHANGE_REQUESTS: i64 = 45_000;
const INVOICES: i64 = 50_000;
const PAYMENTS: i64 = 60_000;
const NOTIFICATIONS: i64 = 70_000;
const DOCUMENTS: i64 = 80_000;

pub fn fill(connection: &Connection, now: i64) -> Result<()> {
    let clock = Clock::new(chrono_tz::Europe::Madrid, now)?;
    let mut chance = Chance::new(2_026);
    let mut journal = Journal::default();
    let password = Password::hash()?;
    let (office, settings) = (staff::Office::new(), company::draft());

    company::write(connection, &settings, clock.at(clock.day(-400), 8, 0))?;
    staff::write(connection, &clock, &mut journal, &password)?;
    mail::write(connection, &mut journal, &office.owner, clock.at(clock.day(-380), 12, 0), Some(clock.day(500)))?;
    let fleet = vehicles::invent(&clock, &mut chance);
    vehicles::write(connection, &clock, &mut journal, &office.owner, &fleet)?;
    documents::write(connection, &clock, &mut journal, &office.owner, &fleet)?;
    vendors::write(connection, &mut journal, &office.owner, clock.at(clock.day(-390), 9, 0))?;
    let customers = customers::invent(&clock, &mut chance);
    customers::write(connection, &clock, &mut journal, &password, &office.dispatchers[0], &customers)?;

    let mut planner = plan::Planner::new(&clock, &mut chance, &customers, &fleet);
    awkward::arrange(&mut planner);
    planner.fill_days();
    let plan = planner.finish();

    let mut seeder = bookings::Seeder {
        connection,
        clock: &clock,
        journal: &mut journal,
        chance: &mut chance,
        company: &settings,
        office: &office,
        customers: &customers,
        fleet: &fleet,
    };
    let written = bookings::write(&mut seeder, &plan)?;
    invoices::write(&mut seeder, &written)?;

    vehicles::assign(connection, &clock, &mut journal, &office.dispatchers[0], (&fleet, &plan))?;
    vehicles::settle(connection, &clock, &mut journal, &office.owner, &fleet)?;
    staff::settle(connection, &clock, &mut journal)?;
    journal.write(connection, NOTIFICATIONS + 1)
}
