//! Whom to assign: who is offered for a span, in which order, and with what in the way.

use api_tests::{
    Company, client,
    making::{assign, day, hours_from, tomorrow},
};
use domain::{
    bookings::{
        booking::Booking,
        candidate::{Candidate, Candidates},
        logbook::{AssignDraft, Availability, Obstruction, Warning},
    },
    fleet::vehicle::Vehicle,
    people::driver::{Driver as DriverRecord, LicenceClass},
    problem::ProblemKind,
    record::RecordKind,
    time::{DAY, HOUR, Span, week_of},
};

/// A company of its own: who else there is would be in the list.
struct Asked {
    company: Company,
    booking: i64,
    span: Span,
}

impl Asked {
    fn of(name: &str) -> Self {
        Self::at(name, tomorrow())
    }

    fn at(name: &str, span: Span) -> Self {
        let company = Company::fresh(name);
        let booking = company.approved(company.customer(), span);
        Self { company, booking, span }
    }

    fn address(&self, by: &str, more: &str) -> String {
        let Span { from, to } = self.span;
        format!("/api/candidates?by={by}&from={}&to={}&booking={}{more}", from.0, to.0, self.booking)
    }

    fn list(&self, by: &str, more: &str) -> Candidates {
        self.company.owner.get(&self.address(by, more)).expect(200).json()
    }

    fn change_vehicle(&self, id: i64, change: impl FnOnce(&mut Vehicle)) {
        let mut kept: Vehicle = self.company.owner.find(RecordKind::Vehicle, id);
        change(&mut kept);
        self.company.owner.update(RecordKind::Vehicle, id, kept.version, &kept.fields).done();
    }
}

fn ids(found: &Candidates) -> Vec<i64> {
    found.candidates.iter().map(|one| one.id).collect()
}

fn one(found: &Candidates, id: i64) -> &Candidate {
    found.candidates.iter().find(|one| one.id == id).unwrap_or_else(|| panic!("{id} is not in {found:?}"))
}

#[test]
fn who_is_free_comes_first_and_who_is_busy_says_what_with() {
    let asked = Asked::of("candidates-free");
    let company = &asked.company;
    let (taken, free) = (company.vehicle(), company.vehicle());
    let trip = company.trip_with(company.customer(), asked.span, taken, company.driver());

    let found = asked.list("vehicles", "");
    assert_eq!((ids(&found), found.free, found.found), (vec![free, taken], 1, 2));
    assert!(one(&found, free).suits() && one(&found, free).busy.is_empty());
    let busy = one(&found, taken);
    assert_eq!(busy.availability.obstructions[0].by, Obstruction::VehicleBooked);
    assert_eq!((busy.busy[0].kind, busy.busy[0].id), (RecordKind::Logbook, trip.logbook));
    assert_eq!((busy.busy[0].from, busy.busy[0].to), (asked.span.from, Some(asked.span.to)));
    assert!(
        found.days.from <= asked.span.from && found.days.to >= asked.span.to && found.days.length() <= 2 * DAY + HOUR
    );

    // The trip that is being changed is not in its own way.
    let besides = asked.list("vehicles", &format!("&besides={}", trip.logbook));
    assert_eq!((besides.free, one(&besides, taken).busy.len()), (2, 0));
    // A trip that only meets the span is shown and keeps nobody out.
    let after = Span { from: asked.span.to, to: asked.span.to.plus(HOUR) };
    let address = format!("/api/candidates?from={}&to={}", after.from.0, after.to.0);
    assert_eq!(company.owner.get(&address).expect(200).json::<Candidates>().free, 2);
}

#[test]
fn a_candidate_is_judged_as_the_assignment_will_be() {
    let asked = Asked::of("candidates-judged");
    let company = &asked.company;
    let (vehicle, driver) = (company.vehicle(), company.driver());
    asked.change_vehicle(vehicle, |kept| {
        kept.fields.seats = Some(8);
        kept.fields.licence_class = Some(LicenceClass::D1);
    });
    let mut booking: Booking = company.owner.find(RecordKind::Booking, asked.booking);
    booking.fields.passengers = Some(9);
    company.owner.update(RecordKind::Booking, asked.booking, booking.version, &booking.fields).done();

    let vehicles = asked.list("vehicles", "");
    assert!(one(&vehicles, vehicle).availability.warnings.contains(&Warning::TooFewSeats));
    assert_eq!(one(&vehicles, vehicle).licence_classes, [LicenceClass::D1]);
    let lacks = |classes: &[LicenceClass]| {
        let mut kept: DriverRecord = company.owner.find(RecordKind::Driver, driver.id);
        kept.fields.licence_classes = classes.to_vec();
        company.owner.update(RecordKind::Driver, driver.id, kept.version, &kept.fields).done();
        let found = asked.list("drivers", &format!("&chosen={vehicle}"));
        let draft: AssignDraft = assign(asked.booking, vehicle, driver.id, asked.span);
        let whole: Availability = company.owner.post("/api/availability", &draft.logbook).expect(200).json();
        let warned = one(&found, driver.id).availability.warnings.contains(&Warning::LicenceClass);
        assert_eq!(whole.warnings.contains(&Warning::LicenceClass), warned);
        warned
    };
    assert!(lacks(&[LicenceClass::B]));
    assert!(!lacks(&[LicenceClass::D]));
    // Whoever has no vehicle in mind yet is not warned of it.
    assert!(!one(&asked.list("drivers", ""), driver.id).availability.warnings.contains(&Warning::LicenceClass));
}

#[test]
fn a_driver_says_how_much_is_planned_in_that_week() {
    let today = day(0).expect("a day");
    let monday = week_of(today).and_hms_opt(12, 0, 0).expect("noon").and_utc().timestamp_millis() + 21 * DAY;
    let asked = Asked::at("candidates-week", hours_from(monday + 2 * DAY, 2));
    let (company, driver) = (&asked.company, asked.company.driver());
    let drives = |from: i64, hours: i64| {
        let _ = company.trip_with(company.customer(), hours_from(from, hours), company.vehicle(), driver);
    };
    drives(monday + DAY, 3);
    drives(monday + 6 * DAY, 4);
    // The weeks before and after count for nothing.
    drives(monday - DAY, 5);
    drives(monday + 7 * DAY, 6);
    assert_eq!(one(&asked.list("drivers", ""), driver.id).planned, 7 * HOUR);
    let vehicles = asked.list("vehicles", "");
    assert!(vehicles.candidates.iter().all(|vehicle| vehicle.planned == 0));
}

#[test]
fn who_is_looked_for_is_found_and_what_is_no_question_is_refused() {
    let asked = Asked::of("candidates-asked");
    let company = &asked.company;
    let (vehicle, _) = (company.vehicle(), company.vehicle());
    let kept: Vehicle = company.owner.find(RecordKind::Vehicle, vehicle);
    let found = asked.list("vehicles", &format!("&q={}", client::escape(&kept.fields.plate)));
    assert_eq!(ids(&found), [vehicle]);
    for more in ["&by=moons", "&booking=one", "&besides=x", "&chosen=y", "&colour=red"] {
        company.owner.get(&asked.address("vehicles", more)).refused(ProblemKind::MalformedQuery);
    }
    let long = format!("/api/candidates?from={}&to={}", asked.span.from.0, asked.span.from.0 + 32 * DAY);
    company.owner.get(&long).refused(ProblemKind::MalformedQuery);
    company.owner.get("/api/candidates?by=vehicles").refused(ProblemKind::MalformedQuery);
}
