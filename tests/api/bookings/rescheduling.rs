//! Trips whose ground moves: a booking at another time or place, a vehicle or a driver that is no longer to be had.

use api_tests::{
    Answer, Company,
    making::{Trip, assign, hours_from, tomorrow},
    now,
};
use domain::{
    bookings::{
        booking::{Booking, BookingDraft, BookingRow},
        logbook::{AssignDraft, Logbook, Warning},
        progress::{BookingStatus, LogbookStatus},
        trips::{Released, TripsAnswer},
    },
    fleet::vehicle::{Vehicle, VehicleStatus},
    history::HistoryEntry,
    id::DriverId,
    people::{
        driver::{Driver as DriverRecord, DriverStatus},
        leave::LeaveDraft,
        staff::Staff,
    },
    problem::{Problem, ProblemKind},
    record::RecordKind,
    time::{DAY, HOUR, Instant, Span},
};

fn save(company: &Company, booking: &Booking, draft: &BookingDraft, answer: &str) -> Answer {
    let path = format!("/api/bookings/{}{}{answer}", booking.id, if answer.is_empty() { "" } else { "?trips=" });
    company.owner.call("PUT", &path).version(booking.version).json(draft).send()
}

fn moved(booking: &Booking, by: i64) -> BookingDraft {
    let mut draft = booking.fields.clone();
    draft.pickup_at = draft.pickup_at.map(|at| at.plus(by));
    draft.ends_at = draft.ends_at.map(|at| at.plus(by));
    draft
}

fn booking(company: &Company, trip: &Trip) -> Booking {
    company.owner.find(RecordKind::Booking, trip.booking)
}

fn logbook(company: &Company, trip: &Trip) -> Logbook {
    company.owner.find(RecordKind::Logbook, trip.logbook)
}

fn acts(company: &Company, kind: RecordKind, id: i64) -> Vec<String> {
    let path = format!("/api/{}/{id}/history", kind.collection());
    let entries: Vec<HistoryEntry> = company.owner.get(&path).expect(200).json();
    entries.into_iter().map(|entry| entry.act.code().to_owned()).collect()
}

/// What the trip's driver was told, newest first.
fn notices_of(company: &Company, trip: &Trip) -> Vec<String> {
    company.server.texts(&format!(
        "SELECT notice FROM notifications WHERE audience = 'staff' AND person = {} ORDER BY id DESC",
        trip.driver.staff
    ))
}

fn in_the_tray(company: &Company, trip: &Trip) -> bool {
    let rows: Vec<BookingRow> = company.owner.rows(RecordKind::Booking, "unassigned=true");
    rows.iter().any(|row| row.id == trip.booking)
}

fn names(problem: &Problem, trip: &Trip) -> bool {
    problem.obstacles.iter().any(|one| one.kind == "logbooks" && one.id == Some(trip.logbook))
}

#[test]
fn whatever_moves_a_booking_asks_what_becomes_of_its_trips_and_changes_nothing_until_that_is_said() {
    let company = Company::shared();
    let trip = company.trip(company.customer(), tomorrow());
    let before = booking(company, &trip);
    let changes: &[fn(&mut BookingDraft)] = &[
        |draft| draft.pickup_at = draft.pickup_at.map(|at| at.plus(-HOUR)),
        |draft| draft.ends_at = draft.ends_at.map(|at| at.plus(HOUR)),
        |draft| draft.pickup_address = "Calle Nueva 5".into(),
        |draft| draft.delivery_address = "Calle Nueva 6".into(),
    ];
    for change in changes {
        let mut draft = before.fields.clone();
        change(&mut draft);
        let problem = save(company, &before, &draft, "").refused(ProblemKind::TripsUndecided);
        assert_eq!(problem.allowed, ["move", "release", "keep"]);
        assert!(names(&problem, &trip) && problem.obstacles[0].label.starts_with("LB-"), "{:?}", problem.obstacles);
        assert_eq!(save(company, &before, &draft, "maybe").status, 400);
    }
    assert_eq!(booking(company, &trip), before);
    // What a driver doesn't go by asks nothing.
    let other = BookingDraft { load: "3 maletas".into(), ..before.fields.clone() };
    save(company, &before, &other, "").done();
}

#[test]
fn a_trip_moves_with_its_booking_and_its_driver_is_told_both_times() {
    let company = Company::fresh("moving");
    let trip = company.trip(company.customer(), tomorrow());
    let (before, was) = (booking(&company, &trip), logbook(&company, &trip));
    let mut draft = moved(&before, DAY);
    draft.pickup_address = "Calle Nueva 5".into();
    save(&company, &before, &draft, "move").done();
    let is = logbook(&company, &trip);
    assert_eq!(is.fields.from, was.fields.from.map(|at| at.plus(DAY)));
    assert_eq!(is.fields.to, was.fields.to.map(|at| at.plus(DAY)));
    assert_eq!((booking(&company, &trip).fields, is.facts.status), (draft, LogbookStatus::New));
    assert!(acts(&company, RecordKind::Booking, trip.booking).iter().any(|act| act == "trip_moved"));
    assert_eq!(acts(&company, RecordKind::Logbook, trip.logbook)[0], "updated");
    assert_eq!(notices_of(&company, &trip), ["trip_changed", "trip_assigned"]);

    company.owner.call("POST", "/api/clock/write_mails/run").send().done();
    let mails = company
        .server
        .texts("SELECT o.mail FROM outbox o JOIN notifications n ON n.id = o.notice WHERE n.notice = 'trip_changed'");
    let mail = mails.first().map(String::as_str).unwrap_or_default();
    // Both addresses; both times are lines of their own.
    for part in ["Calle Nueva 5", "Calle de Alcalá 1, Madrid", "Ahora: ", "Antes: "] {
        assert!(mail.contains(part), "{part} in {mail}");
    }
}

#[test]
fn a_trip_moved_by_itself_is_told_as_changed_at_its_own_times_and_a_replaced_driver_as_off() {
    let company = Company::fresh("changed");
    let trip = company.trip(company.customer(), tomorrow());
    let change = |by: i64, driver: i64| {
        let kept = logbook(&company, &trip);
        let mut draft = AssignDraft { logbook: kept.fields, despite_warnings: true };
        draft.logbook.from = draft.logbook.from.map(|at| at.plus(by));
        draft.logbook.to = draft.logbook.to.map(|at| at.plus(by));
        draft.logbook.driver = Some(domain::id::DriverId(driver));
        let path = format!("/api/logbooks/{}", trip.logbook);
        company.owner.call("PUT", &path).version(kept.version).json(&draft).send().done();
    };
    change(2 * HOUR, trip.driver.id);
    assert_eq!(notices_of(&company, &trip), ["trip_changed", "trip_assigned"]);
    let facts = company.server.texts("SELECT facts FROM notifications WHERE notice = 'trip_changed'");
    let facts: serde_json::Value = serde_json::from_str(&facts[0]).expect("JSON");
    let (is, booked) = (logbook(&company, &trip), booking(&company, &trip));
    assert_eq!(facts["pickup_at"], serde_json::json!(is.fields.from));
    assert_eq!(facts["was_at"], serde_json::json!(booked.fields.pickup_at));
    let other = company.driver();
    change(0, other.id);
    assert_eq!(notices_of(&company, &trip)[0], "trip_withdrawn");
    assert_eq!(notices_of(&company, &Trip { driver: other, ..trip }), ["trip_assigned"]);
    let acts = acts(&company, RecordKind::Booking, trip.booking);
    assert_eq!(acts.iter().filter(|act| *act == "reassigned").count(), 2, "{acts:?}");
    assert!(acts.iter().any(|act| act == "assigned"));
}

#[test]
fn a_trip_that_can_not_move_says_what_stands_in_the_way_and_goes_back_into_the_tray_or_stays() {
    let company = Company::shared();
    let trip = company.trip(company.customer(), tomorrow());
    let later = Span { from: tomorrow().from.plus(DAY), to: tomorrow().to.plus(DAY) };
    let taken = company.trip_with(company.customer(), later, company.vehicle(), trip.driver);
    let before = booking(company, &trip);
    let draft = moved(&before, DAY);
    let problem = save(company, &before, &draft, "").refused(ProblemKind::TripsUndecided);
    assert_eq!(problem.allowed, ["release", "keep"]);
    assert!(names(&problem, &trip) && names(&problem, &taken) && !problem.detail.is_empty());
    let problem = save(company, &before, &draft, "move").refused(ProblemKind::AlreadyBooked);
    assert!(names(&problem, &taken) && !names(&problem, &trip), "{:?}", problem.obstacles);
    assert_eq!(booking(company, &trip), before);

    save(company, &before, &draft, "keep").done();
    assert_eq!(logbook(company, &trip).fields.from, before.fields.pickup_at);
    assert!(acts(company, RecordKind::Booking, trip.booking).iter().any(|act| act == "trips_kept"));

    let kept = booking(company, &trip);
    save(company, &kept, &moved(&kept, HOUR), "release").done();
    assert_eq!(logbook(company, &trip).facts.status, LogbookStatus::Cancelled);
    assert!(in_the_tray(company, &trip));
    assert_eq!(notices_of(company, &trip)[0], "trip_withdrawn");
    let path = format!("/api/logbooks/{}/history", trip.logbook);
    assert!(company.owner.get(&path).expect(200).body.contains(Released::BookingMoved.code()));
}

#[test]
fn trips_of_one_booking_move_together_though_each_stands_where_the_other_goes() {
    let company = Company::shared();
    let (customer, span) = (company.customer(), hours_from(now() + 3 * DAY, 4));
    let first = company.trip(customer, span);
    // A relay: the same vehicle and driver twice, one after the other.
    let kept = logbook(company, &first);
    let mut draft = AssignDraft { logbook: kept.fields, despite_warnings: true };
    draft.logbook.to = Some(span.from.plus(2 * HOUR));
    let path = format!("/api/logbooks/{}", first.logbook);
    company.owner.call("PUT", &path).version(kept.version).json(&draft).send().done();
    let second = Span { from: span.from.plus(2 * HOUR), to: span.to };
    let mut draft = assign(first.booking, first.vehicle, first.driver.id, second);
    draft.despite_warnings = true;
    company.owner.keyed("/api/logbooks", &draft).expect(201);
    for by in [HOUR, -2 * HOUR] {
        let before = booking(company, &first);
        save(company, &before, &moved(&before, by), "move").done();
    }
    let spans: Vec<_> = booking(company, &first).facts.logbooks.iter().map(|l| (l.from, l.to)).collect();
    let back = |at: domain::time::Instant| at.plus(-HOUR);
    assert_eq!(spans, [(back(span.from), back(second.from)), (back(second.from), back(span.to))]);
}

#[test]
fn a_move_into_what_is_warned_of_is_confirmed_and_recorded() {
    let company = Company::shared();
    let trip = company.trip(company.customer(), tomorrow());
    let mut driver: DriverRecord = company.owner.find(RecordKind::Driver, trip.driver.id);
    driver.fields.licence_expires_on = tomorrow().to.plus(2 * DAY).utc_date();
    company.owner.update(RecordKind::Driver, driver.id, driver.version, &driver.fields).done();
    let before = booking(company, &trip);
    let draft = moved(&before, 30 * DAY);
    let problem = save(company, &before, &draft, "move").refused(ProblemKind::WarningsUnconfirmed);
    assert_eq!(problem.obstacles[0].kind, Warning::LicenceExpires.code());
    assert!(problem.allowed.contains(&TripsAnswer::Move.code().to_owned()));
    save(company, &before, &draft, "move&despite_warnings=true").done();
    let kept = logbook(company, &trip);
    assert_eq!(kept.facts.overridden, [Warning::LicenceExpires]);
    assert_eq!(kept.facts.overridden_by, "Olga Vega");
}

#[test]
fn a_running_trip_keeps_its_beginning_and_does_not_go_back_into_the_tray() {
    let company = Company::shared();
    let trip = company.trip(company.customer(), hours_from(now() - HOUR, 3));
    company.step(&trip, "start");
    let before = booking(company, &trip);
    let longer = BookingDraft { ends_at: before.fields.ends_at.map(|at| at.plus(HOUR)), ..before.fields.clone() };
    assert_eq!(save(company, &before, &longer, "").refused(ProblemKind::TripsUndecided).allowed, ["move", "keep"]);
    save(company, &before, &longer, "release").refused(ProblemKind::TripsUndecided);
    save(company, &before, &longer, "move").done();
    let kept = logbook(company, &trip).fields;
    assert_eq!((kept.from, kept.to), (before.fields.pickup_at, longer.ends_at));
}

/// Each way in which a vehicle, a driver or their person stops being there, with its answer beside it.
type Going = (&'static str, fn(&Company, &Trip, &str) -> Answer);

fn archive(company: &Company, kind: RecordKind, id: i64, query: &str) -> Answer {
    let version = api_tests::making::version(&company.owner, kind, id);
    company.owner.call("POST", &format!("/api/{}/{id}/archive{query}", kind.collection())).version(version).send()
}

fn vehicle_becomes(company: &Company, trip: &Trip, query: &str, status: VehicleStatus) -> Answer {
    let mut kept: Vehicle = company.owner.find(RecordKind::Vehicle, trip.vehicle);
    kept.fields.status = status;
    let path = format!("/api/vehicles/{}{query}", trip.vehicle);
    company.owner.call("PUT", &path).version(kept.version).json(&kept.fields).send()
}

fn driver_becomes(company: &Company, trip: &Trip, query: &str, status: DriverStatus) -> Answer {
    let mut kept: DriverRecord = company.owner.find(RecordKind::Driver, trip.driver.id);
    kept.fields.status = status;
    let path = format!("/api/drivers/{}{query}", trip.driver.id);
    company.owner.call("PUT", &path).version(kept.version).json(&kept.fields).send()
}

fn goes_on_leave(company: &Company, trip: &Trip, query: &str, from: i64, to: Option<i64>) -> Answer {
    let draft = LeaveDraft {
        driver: Some(DriverId(trip.driver.id)),
        from: Some(Instant(from)),
        to: to.map(Instant),
        ..LeaveDraft::default()
    };
    company.owner.keyed(&format!("/api/leave{query}"), &draft)
}

fn person_leaves(company: &Company, trip: &Trip, query: &str) -> Answer {
    let mut kept: Staff = company.owner.find(RecordKind::Staff, trip.driver.staff);
    kept.fields.active = false;
    let path = format!("/api/staff/{}{query}", trip.driver.staff);
    company.owner.call("PUT", &path).version(kept.version).json(&kept.fields).send()
}

const GOING: &[Going] = &[
    ("vehicle archived", |c, t, q| archive(c, RecordKind::Vehicle, t.vehicle, q)),
    ("vehicle inactive", |c, t, q| vehicle_becomes(c, t, q, VehicleStatus::Inactive)),
    ("vehicle in shop", |c, t, q| vehicle_becomes(c, t, q, VehicleStatus::InShop)),
    ("vehicle out of service", |c, t, q| vehicle_becomes(c, t, q, VehicleStatus::OutOfService)),
    ("vehicle sold", |c, t, q| vehicle_becomes(c, t, q, VehicleStatus::Sold)),
    ("driver archived", |c, t, q| archive(c, RecordKind::Driver, t.driver.id, q)),
    ("driver inactive", |c, t, q| driver_becomes(c, t, q, DriverStatus::Inactive)),
    ("driver on leave", |c, t, q| goes_on_leave(c, t, q, now() - HOUR, None)),
    ("person archived", |c, t, q| archive(c, RecordKind::Staff, t.driver.staff, q)),
    ("person inactive", person_leaves),
];

#[test]
fn whoever_goes_with_a_trip_to_come_names_it_and_takes_it_back_into_the_tray_when_that_is_said() {
    let company = Company::shared();
    for (way, go) in GOING {
        let trip = company.trip(company.customer(), tomorrow());
        let problem = go(company, &trip, "").refused(ProblemKind::TripsUndecided);
        assert!(names(&problem, &trip), "{way}");
        assert!(problem.allowed.contains(&"release".to_owned()), "{way}");
        assert_eq!(logbook(company, &trip).facts.status, LogbookStatus::New, "{way}");
        go(company, &trip, "?trips=release").done();
        assert_eq!(logbook(company, &trip).facts.status, LogbookStatus::Cancelled, "{way}");
        assert_eq!(booking(company, &trip).facts.situation.status, BookingStatus::Approved, "{way}");
        assert!(in_the_tray(company, &trip), "{way}");
        assert!(acts(company, RecordKind::Booking, trip.booking).iter().any(|act| act == "trip_withdrawn"), "{way}");
        // Nobody else is taken along, and nothing is to be had of what is gone.
        let again = assign(trip.booking, trip.vehicle, trip.driver.id, tomorrow());
        company.owner.keyed("/api/logbooks", &again).refused(ProblemKind::AlreadyBooked);
    }
}

#[test]
fn leave_touches_only_the_trips_within_it() {
    let company = Company::shared();
    let trip = company.trip(company.customer(), tomorrow());
    goes_on_leave(company, &trip, "", tomorrow().to.0, None).done();
    assert_eq!(logbook(company, &trip).facts.status, LogbookStatus::New);
}

#[test]
fn a_vehicle_being_mended_may_keep_its_trips() {
    let company = Company::shared();
    let trip = company.trip(company.customer(), tomorrow());
    vehicle_becomes(company, &trip, "?trips=keep", VehicleStatus::InShop).done();
    assert_eq!(logbook(company, &trip).facts.status, LogbookStatus::New);
}

#[test]
fn nobody_and_nothing_goes_while_on_the_road_whatever_is_said_of_the_trips_to_come() {
    let company = Company::shared();
    // One within its time, and one that should have ended days ago.
    for began in [now() - HOUR, now() - 5 * DAY] {
        let running = company.trip(company.customer(), hours_from(began, 3));
        let next = company.trip_with(company.customer(), tomorrow(), running.vehicle, running.driver);
        company.step(&running, "start");
        for (way, go) in GOING {
            for answer in ["", "?trips=release", "?trips=keep"] {
                let problem = go(company, &running, answer).refused(ProblemKind::TransitionNotAllowed);
                assert!(names(&problem, &running) && !names(&problem, &next), "{way}{answer}");
            }
        }
        assert_eq!(logbook(company, &next).facts.status, LogbookStatus::New);
        company.step(&running, "finish");
        archive(company, RecordKind::Staff, running.driver.staff, "?trips=release").done();
    }
    // Leave to come doesn't call anybody back.
    let running = company.trip(company.customer(), hours_from(now() - HOUR, 3));
    company.step(&running, "start");
    goes_on_leave(company, &running, "", now() + 3 * HOUR, None).done();
}
