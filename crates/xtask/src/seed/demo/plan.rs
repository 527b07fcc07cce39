//! Twelve months of bookings and the next two weeks, as a plan: what was asked, what became of it, who drove what when.
//!
//! Invariant: a vehicle or a driver is given only time that nobody else has; the tables' triggers would refuse the rest.

use super::{
    KILOMETRE, company,
    customers::Customer,
    journeys::{CANCELLED_BECAUSE, JOURNEYS, Journey, NOTES, REJECTED_BECAUSE},
    staff,
    vehicles::{self, Vehicle},
};
use crate::seed::{chance::Chance, clock::Clock};
use chrono::{Datelike, Weekday};
use domain::{
    bookings::{
        logbook::Warning,
        progress::{BookingStatus, LogbookStatus},
    },
    time::{DAY, HOUR, MINUTE},
};

pub struct Planned {
    pub customer: usize,
    pub journey: &'static Journey,
    pub subject: String,
    pub note: &'static str,
    pub internal_note: &'static str,
    pub pickup_at: i64,
    pub ends_at: i64,
    pub by_customer: bool,
    pub created: i64,
    /// When it was approved or rejected.
    pub answered: i64,
    pub closed: i64,
    pub status: BookingStatus,
    /// Whether it had been approved before it was cancelled.
    pub was_approved: bool,
    pub archived: bool,
    pub reason: &'static str,
    /// Minor units.
    pub amount: i64,
    pub trips: Vec<Trip>,
}

pub struct Trip {
    pub vehicle: usize,
    pub driver: usize,
    pub from: i64,
    pub to: i64,
    pub assigned: i64,
    pub status: LogbookStatus,
    pub overridden: Vec<Warning>,
    pub metres: i64,
    /// Metres, filled in when all trips are known.
    pub odometer: (Option<i64>, Option<i64>),
    /// Its driver's clock is running.
    pub running: bool,
}

/// What is asked for, before it is known whether it can be had.
#[derive(Clone, Copy)]
pub struct Wish {
    pub customer: usize,
    pub journey: &'static Journey,
    pub from: i64,
    pub to: i64,
}

pub struct Planner<'a> {
    pub clock: &'a Clock,
    pub chance: &'a mut Chance,
    pub customers: &'a [Customer],
    pub fleet: &'a [Vehicle],
    pub planned: Vec<Planned>,
    busy: Vec<(bool, usize, i64, i64)>,
}

impl<'a> Planner<'a> {
    pub fn new(clock: &'a Clock, chance: &'a mut Chance, customers: &'a [Customer], fleet: &'a [Vehicle]) -> Self {
        Self { clock, chance, customers, fleet, planned: Vec::with_capacity(800), busy: Vec::with_capacity(1_600) }
    }

    /// Every day's ordinary work, fewer on weekends.
    pub fn fill_days(&mut self) {
        for offset in -364..=14 {
            let day = self.clock.day(offset);
            let weekend = matches!(day.weekday(), Weekday::Sat | Weekday::Sun);
            let count = if weekend { self.chance.between(0, 3) } else { self.chance.between(1, 4) };
            for _ in 0..count {
                let journey = self.chance.pick(&JOURNEYS);
                let hour = self.chance.between(journey.hours.0, journey.hours.1 + 1) as u32;
                let from = self.clock.at(day, hour, 15 * self.chance.between(0, 4) as u32);
                let to = from + journey.minutes * MINUTE;
                // Round this instant everything is arranged by hand, so that it looks alike at any hour.
                if to > self.clock.quarter() - 5 * HOUR && from < self.clock.quarter() + 5 * HOUR {
                    continue;
                }
                let customer = self.somebody(from);
                self.ordinary(Wish { customer, journey, from, to });
            }
        }
    }

    /// A customer by then, the first of them more often than the last.
    fn somebody(&mut self, at: i64) -> usize {
        loop {
            let spread = self.customers.len();
            let customer = self.chance.below(spread).min(self.chance.below(spread));
            let known = &self.customers[customer];
            if known.created + 16 * DAY < at && known.until.is_none_or(|until| at + 10 * DAY < until) {
                return customer;
            }
        }
    }

    fn ordinary(&mut self, wish: Wish) {
        let past = wish.to <= self.clock.now;
        let fate = self.chance.between(0, 100);
        match fate {
            0..=4 => self.reject(wish),
            5..=8 => self.cancel_new(wish),
            9..=12 => self.cancel_approved(wish),
            _ if past => {
                if !self.drive(wish, &[]) {
                    self.reject(wish);
                }
            }
            13..=35 => self.leave_new(wish),
            36..=48 => self.approve(wish),
            _ => {
                if !self.drive(wish, &[]) {
                    self.approve(wish);
                }
            }
        }
    }

    /// A request with the steps before its answer; the caller says what becomes of it.
    fn request(&mut self, wish: Wish) -> Planned {
        let customer = &self.customers[wish.customer];
        let ahead = self.chance.between(2 * DAY, 15 * DAY);
        let latest = self.clock.now - self.chance.between(20 * MINUTE, 30 * HOUR);
        let created = (wish.from - ahead).min(latest).max(customer.created + HOUR);
        let created = created - created.rem_euclid(MINUTE);
        let price = wish.journey.price * self.chance.between(90, 121) / 100;
        Planned {
            customer: wish.customer,
            journey: wish.journey,
            subject: wish.journey.subject.to_owned(),
            note: if self.chance.percent(25) { self.chance.pick::<&str>(&NOTES) } else { "" },
            internal_note: if self.chance.percent(6) { "Precio acordado por teléfono." } else { "" },
            pickup_at: wish.from,
            ends_at: wish.to,
            by_customer: customer.portal_contact().is_some() && self.chance.percent(70),
            created,
            answered: created + self.chance.between(5 * MINUTE, 4 * HOUR).min((self.clock.now - created) / 3),
            closed: 0,
            status: BookingStatus::New,
            was_approved: false,
            archived: false,
            reason: "",
            amount: (price * 100).max(500),
            trips: Vec::new(),
        }
    }

    pub fn leave_new(&mut self, wish: Wish) {
        let asked = self.request(wish);
        self.planned.push(asked);
    }

    pub fn approve(&mut self, wish: Wish) {
        let asked = self.request(wish);
        self.planned.push(Planned { status: BookingStatus::Approved, was_approved: true, ..asked });
    }

    pub fn reject(&mut self, wish: Wish) {
        let reason = self.chance.pick(&REJECTED_BECAUSE);
        let asked = self.request(wish);
        self.planned.push(Planned { status: BookingStatus::Rejected, reason, closed: asked.answered, ..asked });
    }

    pub fn cancel_new(&mut self, wish: Wish) {
        let asked = self.request(wish);
        let reason = if asked.by_customer { "" } else { self.chance.pick(&CANCELLED_BECAUSE) };
        self.planned.push(Planned { status: BookingStatus::Cancelled, reason, closed: asked.answered, ..asked });
    }

    /// Approved and assigned, then cancelled: its logbook gave vehicle and driver back.
    pub fn cancel_approved(&mut self, wish: Wish) {
        let reason = self.chance.pick(&CANCELLED_BECAUSE);
        let asked = self.request(wish);
        let closed =
            (asked.answered + self.chance.between(2 * HOUR, 40 * HOUR)).min(wish.from).min(self.clock.now - MINUTE);
        let closed = closed.max(asked.answered + 2 * MINUTE);
        let trips = self.crew(wish).map(|(vehicle, driver)| Trip {
            status: LogbookStatus::Cancelled,
            ..trip(wish, vehicle, driver, asked.answered + MINUTE)
        });
        let trips = trips.into_iter().collect();
        let cancelled =
            Planned { status: BookingStatus::Cancelled, was_approved: true, reason, closed, trips, ..asked };
        self.planned.push(cancelled);
    }

    /// Approved and assigned; driven if its time has come. `despite` are the warnings set aside.
    pub fn drive(&mut self, wish: Wish, despite: &[Warning]) -> bool {
        let Some((vehicle, driver)) = self.crew(wish) else { return false };
        self.drive_with(wish, &[(vehicle, driver, wish.from, wish.to)], despite);
        true
    }

    /// As [`Planner::drive`], with these vehicles and drivers for these spans.
    pub fn drive_with(&mut self, wish: Wish, crews: &[(usize, usize, i64, i64)], despite: &[Warning]) {
        let asked = self.request(wish);
        let (now, mut trips) = (self.clock.now, Vec::with_capacity(crews.len()));
        for &(vehicle, driver, from, to) in crews {
            let wish = Wish { from, to, ..wish };
            let assigned =
                asked.answered + self.chance.between(MINUTE, DAY).min((now - asked.answered) / 2).max(MINUTE);
            let assigned = assigned.min(from - MINUTE).max(asked.answered + 1);
            let status = match () {
                () if to <= now => LogbookStatus::Completed,
                () if from <= now => LogbookStatus::Processing,
                () => LogbookStatus::New,
            };
            self.occupy(vehicle, driver, from, to);
            trips.push(Trip { status, overridden: despite.to_vec(), ..trip(wish, vehicle, driver, assigned) });
        }
        let all = |status| trips.iter().all(|trip| trip.status == status);
        let status = match () {
            () if all(LogbookStatus::Completed) => BookingStatus::Completed,
            () if all(LogbookStatus::New) => BookingStatus::Approved,
            () => BookingStatus::Processing,
        };
        let closed = if status == BookingStatus::Completed { wish.to } else { 0 };
        self.planned.push(Planned { status, was_approved: true, closed, trips, ..asked });
    }

    pub fn last(&mut self) -> &mut Planned {
        let at = self.planned.len() - 1;
        &mut self.planned[at]
    }

    pub fn occupy(&mut self, vehicle: usize, driver: usize, from: i64, to: i64) {
        self.busy.push((true, vehicle, from, to));
        self.busy.push((false, driver, from, to));
    }

    fn is_free(&self, vehicles: bool, which: usize, from: i64, to: i64) -> bool {
        !self.busy.iter().any(|busy| busy.0 == vehicles && busy.1 == which && busy.2 < to && from < busy.3)
    }

    /// A vehicle of the kind and a driver who may drive it, both free.
    pub fn crew(&mut self, wish: Wish) -> Option<(usize, usize)> {
        Some((self.vehicle(wish)?, self.driver(wish)?))
    }

    pub fn vehicle(&mut self, wish: Wish) -> Option<usize> {
        self.first_free(true, self.fleet.len(), wish, |planner, at| {
            let vehicle = &planner.fleet[at];
            // A panel van has a seat for the driver's mates, not for passengers.
            let seats = wish.journey.tax() == company::GOODS || vehicle.draft.seats > Some(3);
            vehicle.kind == wish.journey.kind && seats && vehicle.runs(planner.clock, wish.from, wish.to)
        })
    }

    pub fn driver(&mut self, wish: Wish) -> Option<usize> {
        let needed = vehicles::licence(wish.journey.kind);
        self.first_free(false, staff::ALL.len(), wish, |planner, at| {
            let driver = &staff::ALL[at];
            // Nobody is sent out with a licence that ends on the way, unless a warning is set aside for it.
            driver.may_drive(needed)
                && driver.works(planner.clock, wish.from, wish.to)
                && driver.licence_ends(planner.clock) > wish.to
        })
    }

    fn first_free(
        &mut self,
        vehicles: bool,
        count: usize,
        wish: Wish,
        fits: impl Fn(&Self, usize) -> bool,
    ) -> Option<usize> {
        let start = self.chance.below(count);
        let mut places = (0..count).map(|step| (start + step) % count);
        places.find(|&at| fits(self, at) && self.is_free(vehicles, at, wish.from, wish.to))
    }

    /// Puts kilometres on every vehicle, trip after trip, and gives the bookings in the order they were asked for.
    pub fn finish(mut self) -> Vec<Planned> {
        let mut order: Vec<(usize, usize)> = Vec::new();
        for (booking, planned) in self.planned.iter().enumerate() {
            order.extend((0..planned.trips.len()).map(|trip| (booking, trip)));
        }
        order.sort_by_key(|&(booking, trip)| self.planned[booking].trips[trip].from);
        let mut metres: Vec<i64> = self.fleet.iter().map(|vehicle| vehicle.odometer).collect();
        for (booking, trip) in order {
            let trip = &mut self.planned[booking].trips[trip];
            let reading = &mut metres[trip.vehicle];
            match trip.status {
                LogbookStatus::Completed => {
                    *reading += self.chance.between(2, 30) * KILOMETRE;
                    let start = *reading;
                    *reading += (trip.metres / KILOMETRE + self.chance.between(1, 4)) * KILOMETRE;
                    trip.odometer = (Some(start), Some(*reading));
                }
                LogbookStatus::Processing => trip.odometer = (Some(*reading + 3 * KILOMETRE), None),
                LogbookStatus::New | LogbookStatus::Cancelled => {}
            }
        }
        self.planned.sort_by_key(|planned| planned.created);
        self.planned
    }
}

fn trip(wish: Wish, vehicle: usize, driver: usize, assigned: i64) -> Trip {
    Trip {
        vehicle,
        driver,
        from: wish.from,
        to: wish.to,
        assigned,
        status: LogbookStatus::New,
        overridden: Vec::new(),
        metres: wish.journey.kilometres * 1_000,
        odometer: (None, None),
        running: false,
    }
}

/// The journey by its subject; they are ours, so that it is there.
pub fn journey(subject: &str) -> &'static Journey {
    JOURNEYS.iter().find(|journey| journey.subject == subject).unwrap_or(&JOURNEYS[0])
}
