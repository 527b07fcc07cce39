//! What ordinary days don't bring: nights on which the clocks change, hand-overs without a gap, two wishes for one slot,
//! overridden warnings, trips of several days, names that are too long. And today, arranged round this very moment.

use super::{
    customers::{AGENCY, FRUIT, HOTEL, ITALIAN, LONG_NAMED, POLISH, SCHOOL},
    plan::{Planner, Wish, journey},
    staff::{EXPIRED, EXPIRING, LUIS, MANUEL, ROSA},
};
use domain::{
    bookings::logbook::Warning,
    time::{DAY, HOUR, MINUTE},
};

pub fn arrange(planner: &mut Planner) {
    today(planner);
    nights_the_clocks_change(planner);
    two_wishes_for_one_slot(planner);
    hand_over(planner);
    two_coaches(planner);
    several_days(planner);
    overridden_warnings(planner);
    from_abroad(planner);
    names_without_end(planner);
    put_away(planner);
}

impl Planner<'_> {
    fn wish(&self, customer: usize, subject: &str, from: i64) -> Wish {
        let journey = journey(subject);
        Wish { customer, journey, from, to: from + journey.minutes * MINUTE }
    }

    fn at(&self, offset: i64, hour: u32) -> i64 {
        self.clock.at(self.clock.day(offset), hour, 0)
    }
}

/// One trip done, two on the road (one driver's clock runs), two waiting for Luis back to back, one in the tray.
fn today(planner: &mut Planner) {
    let now = planner.clock.quarter();
    let van = "Grupo pequeño al aeropuerto";
    let span = |wish: Wish, from: i64, to: i64| Wish { from: now + from * MINUTE, to: now + to * MINUTE, ..wish };
    let done = span(planner.wish(HOTEL, van, now), -240, -150);
    let first = span(planner.wish(AGENCY, van, now), 45, 120);
    let second = span(planner.wish(HOTEL, van, now), 120, 210);
    if let Some(vehicle) = planner.vehicle(Wish { from: done.from, ..second }) {
        for wish in [done, first, second] {
            planner.drive_with(wish, &[(vehicle, LUIS, wish.from, wish.to)], &[]);
        }
    }
    for (driver, from, to, running) in [(ROSA, -90, 150, true), (MANUEL, -45, 90, false)] {
        let wish = span(planner.wish(SCHOOL, "Traslado de residentes a consulta", now), from, to);
        if let Some(vehicle) = planner.vehicle(wish) {
            planner.drive_with(wish, &[(vehicle, driver, wish.from, wish.to)], &[]);
            planner.last().trips.iter_mut().for_each(|trip| trip.running = running);
        }
    }
    let waiting = span(planner.wish(FRUIT, "Fruta de Mercamadrid a supermercados", now), 240, 420);
    planner.approve(waiting);
    let fresh = planner.wish(POLISH, "Circuito por Toledo y Aranjuez", planner.at(3, 9));
    planner.leave_new(fresh);
    planner.last().by_customer = true;
}

fn nights_the_clocks_change(planner: &mut Planner) {
    for sunday in planner.clock.changes() {
        let saturday = sunday.pred_opt().unwrap_or(sunday);
        let (from, to) = (planner.clock.at(saturday, 22, 30), planner.clock.at(sunday, 6, 30));
        let wish = Wish { from, to, ..planner.wish(HOTEL, "Cena de empresa, ida y vuelta", from) };
        if planner.drive(wish, &[]) {
            "Boda: regreso de los invitados de madrugada".clone_into(&mut planner.last().subject);
        }
    }
}

fn two_wishes_for_one_slot(planner: &mut Planner) {
    let from = planner.at(6, 8);
    for customer in [AGENCY, HOTEL] {
        let wish = planner.wish(customer, "Congresistas del hotel a IFEMA", from);
        planner.leave_new(wish);
        planner.last().by_customer = true;
    }
}

/// The end of one trip is the start of the next: same coach, other driver, at one instant.
fn hand_over(planner: &mut Planner) {
    let early = planner.wish(SCHOOL, "Excursión escolar a Segovia", planner.at(-34, 8));
    let late = planner.wish(AGENCY, "Concierto de la coral", early.to);
    if let Some(coach) = planner.vehicle(Wish { to: late.to, ..early }) {
        planner.drive_with(early, &[(coach, ROSA, early.from, early.to)], &[]);
        planner.drive_with(late, &[(coach, LUIS, late.from, late.to)], &[]);
    }
}

fn two_coaches(planner: &mut Planner) {
    for offset in [-52, 9] {
        let wish = planner.wish(AGENCY, "Circuito por Toledo y Aranjuez", planner.at(offset, 8));
        let Some(first) = planner.crew(wish) else { continue };
        planner.occupy(first.0, first.1, wish.from, wish.to);
        let Some(second) = planner.crew(wish) else { continue };
        let crews = [first, second].map(|(vehicle, driver)| (vehicle, driver, wish.from, wish.to));
        planner.drive_with(wish, &crews, &[]);
    }
}

fn several_days(planner: &mut Planner) {
    for offset in [-77, 4] {
        let from = planner.at(offset, 7);
        let wish = Wish { from, to: from + 2 * DAY + 13 * HOUR, ..planner.wish(AGENCY, "Afición a Bilbao", from) };
        if planner.drive(wish, &[]) {
            "Tres días en Lisboa".clone_into(&mut planner.last().subject);
        }
    }
}

fn overridden_warnings(planner: &mut Planner) {
    let beer = planner.wish(FRUIT, "Fruta de Mercamadrid a supermercados", planner.at(3, 5));
    let feria = planner.wish(HOTEL, "Lanzadera entre hotel y feria", planner.at(8, 8));
    for (wish, driver) in [(beer, EXPIRED), (feria, EXPIRING)] {
        if let Some(vehicle) = planner.vehicle(wish) {
            planner.drive_with(wish, &[(vehicle, driver, wish.from, wish.to)], &[Warning::LicenceExpires]);
        }
    }
    // A minibus was asked for, a coach comes.
    let wish = planner.wish(HOTEL, "Cata en la bodega", planner.at(2, 10));
    let coach = Wish { journey: journey("Excursión escolar a Segovia"), ..wish };
    if let Some((vehicle, driver)) = planner.crew(coach) {
        planner.drive_with(wish, &[(vehicle, driver, wish.from, wish.to)], &[Warning::OtherVehicleType]);
    }
}

fn from_abroad(planner: &mut Planner) {
    for (customer, offset, subject, note) in [
        (POLISH, -41, "Wycieczka grupy z Krakowa do Segowii", "Proszę o kierowcę mówiącego po angielsku."),
        (POLISH, 7, "Transfer grupy z lotniska Barajas", "Żółta tabliczka „Wisła Travel” przy wyjściu."),
        (ITALIAN, -23, "Trasferimento congressisti a IFEMA", "Città di provenienza: Milano. Bagagli voluminosi."),
        (ITALIAN, 5, "Gita aziendale a Toledo", "Pranzo prenotato alle 13:30."),
    ] {
        let wish = planner.wish(customer, "Excursión escolar a Segovia", planner.at(offset, 8));
        if offset > 6 || !planner.drive(wish, &[]) {
            planner.leave_new(wish);
        }
        let planned = planner.last();
        subject.clone_into(&mut planned.subject);
        (planned.note, planned.by_customer) = (note, true);
    }
}

fn names_without_end(planner: &mut Planner) {
    let subject = "Traslado de delegaciones municipales con intérpretes, material de exposición y equipaje de mano desde \
                   tres hoteles del centro hasta la sede del encuentro";
    for offset in [-12, 10] {
        let wish = planner.wish(LONG_NAMED, "Lanzadera entre hotel y feria", planner.at(offset, 8));
        if !planner.drive(wish, &[]) {
            planner.leave_new(wish);
        }
        subject.clone_into(&mut planner.last().subject);
    }
}

fn put_away(planner: &mut Planner) {
    let wish = planner.wish(HOTEL, "Boda: coche de los novios", planner.at(-200, 12));
    planner.cancel_new(wish);
    planner.last().archived = true;
}
