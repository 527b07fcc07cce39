//! A hundred thousand bookings, to measure with: three years of a company of 2,000 vehicles.
//!
//! One enters by [`fill`]. Every span comes from a [`Slot`], of which no two share a vehicle or a driver at one time, so
//! nothing has to be searched for; the tables' triggers still look.
//!
//! Invariant: the counts are exact, whatever the day.

mod documents;
mod money;
mod people;
mod trips;

use super::{
    demo::{company, mail, vehicles},
    journal::{Journal, Who},
    sign_in::Password,
};
use crate::Result;
use domain::{
    settings::CompanyDraft,
    time::{DAY, HOUR, MINUTE, read_date},
};
use rusqlite::Connection;

const VEHICLES: i64 = 2_000;
const DRIVERS: i64 = 1_000;
const CUSTOMERS: i64 = 10_000;
const BOOKINGS: i64 = 100_000;
const LOGBOOKS: i64 = 120_000;
const TIME_CARDS: i64 = 200_000;

/// Staff who sign in; drivers follow from [`FIRST_DRIVER`] on.
const OWNER: i64 = 1;
const DISPATCHER: i64 = 2;
const FIRST_DRIVER: i64 = 10;

pub fn fill(connection: &Connection, now: i64) -> Result<()> {
    let site = Site { connection, now, today: now - now.rem_euclid(DAY), company: company::draft() };
    let mut journal = Journal::default();
    let since = site.today - 1_100 * DAY;
    company::write(connection, &site.company, since)?;
    vehicles::write_kinds(connection, &mut journal, since)?;
    let password = Password::hash()?;
    people::write_staff(&site, &mut journal, &password, since)?;
    mail::write(connection, &mut journal, &Site::owner(), since, read_date("2036-12-31"))?;
    people::write_vehicles(&site, &mut journal, since)?;
    documents::write(&site, &mut journal, since)?;
    people::write_customers(&site, &mut journal, &password, since)?;
    let bookings = trips::write(&site, &mut journal)?;
    money::write(&site, &mut journal, &bookings)?;
    journal.write(connection, 1)
}

struct Site<'a> {
    connection: &'a Connection,
    now: i64,
    /// Midnight UTC.
    today: i64,
    company: CompanyDraft,
}

impl Site<'_> {
    fn owner() -> Who {
        Who { kind: "staff", id: OWNER, name: people::OWNER_NAME.to_owned() }
    }

    fn dispatcher() -> Who {
        Who { kind: "staff", id: DISPATCHER, name: people::DISPATCHER_NAME.to_owned() }
    }
}

/// The n-th piece of work there is: each vehicle has one every 18 days, each driver one in the morning and one in the
/// afternoon of the same day.
#[derive(Clone, Copy)]
struct Slot(i64);

impl Slot {
    /// From 1.
    fn vehicle(self) -> i64 {
        self.0 % VEHICLES + 1
    }

    fn driver(self) -> i64 {
        self.0 % DRIVERS + 1
    }

    fn span(self, today: i64) -> (i64, i64) {
        let (round, seat) = (self.0 / VEHICLES, self.0 % DRIVERS);
        let afternoon = self.0 % VEHICLES >= DRIVERS;
        let day = today + (round * 18 + seat % 18 - 1_060) * DAY;
        let from = day + if afternoon { 13 * HOUR } else { 6 * HOUR } + self.0 % 4 * 15 * MINUTE;
        (from, from + HOUR + self.0 % 19 * 15 * MINUTE)
    }
}
