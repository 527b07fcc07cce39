//! Logbooks: what stands in the way of an assignment, what is only warned of, and who set a warning aside.

use api_tests::{
    Answer, Client, Company, Driver,
    making::{Trip, assign, hours_from, tomorrow},
    now,
};
use domain::{
    bookings::{
        logbook::{AssignDraft, Availability, Logbook, Obstruction, OdometerDraft, Warning},
        progress::LogbookStatus,
        schedule::Schedule,
    },
    fleet::{
        assignment::AssignmentDraft,
        vehicle::{Vehicle, VehicleStatus},
    },
    id::{DriverId, VehicleId},
    people::driver::{Driver as DriverRecord, DriverDraft, DriverStatus},
    problem::ProblemKind,
    record::{Created, RecordKind},
    time::{DAY, Date, HOUR, Instant, Span},
};

fn try_assign(person: &Client, draft: &AssignDraft) -> Answer {
    person.keyed("/api/logbooks", draft)
}

fn change_driver(company: &Company, driver: Driver, change: impl FnOnce(&mut DriverDraft)) {
    let mut kept: DriverRecord = company.owner.find(RecordKind::Driver, driver.id);
    change(&mut kept.fields);
    company.owner.update(RecordKind::Driver, driver.id, kept.version, &kept.fields).done();
}

#[test]
fn spans_may_meet_but_not_overlap() {
    let company = Company::shared();
    let (vehicle, driver, customer, start) = (company.vehicle(), company.driver(), company.customer(), now() + DAY);
    let span = |from: i64, to: i64| Span { from: Instant(start + from * HOUR), to: Instant(start + to * HOUR) };
    let taken = company.trip_with(customer, span(4, 8), vehicle, driver);
    for (from, to) in [(3, 5), (7, 9), (5, 6), (3, 9), (4, 8)] {
        let booking = company.approved(customer, span(from, to));
        let refused = try_assign(&company.owner, &assign(booking, vehicle, company.driver().id, span(from, to)));
        let obstacles = refused.refused(ProblemKind::AlreadyBooked).obstacles;
        assert_eq!(
            obstacles.iter().map(|o| (o.kind.as_str(), o.id)).collect::<Vec<_>>(),
            [("logbooks", Some(taken.logbook))]
        );
        assert!(obstacles[0].label.starts_with("LB-"), "{obstacles:?}");
        let refused = try_assign(&company.owner, &assign(booking, company.vehicle(), driver.id, span(from, to)));
        assert_eq!(refused.refused(ProblemKind::AlreadyBooked).obstacles[0].id, Some(taken.logbook));
    }
    let _ = company.trip_with(customer, span(2, 4), vehicle, driver);
    let _ = company.trip_with(customer, span(8, 10), vehicle, driver);
}

#[test]
fn a_vehicle_in_the_shop_and_an_inactive_driver_are_not_to_be_had() {
    let company = Company::shared();
    let (customer, span) = (company.customer(), tomorrow());
    let booking = company.approved(customer, span);
    let vehicle = company.vehicle();
    let mut kept: Vehicle = company.owner.find(RecordKind::Vehicle, vehicle);
    kept.fields.status = VehicleStatus::InShop;
    company.owner.update(RecordKind::Vehicle, vehicle, kept.version, &kept.fields).done();
    let refused = try_assign(&company.owner, &assign(booking, vehicle, company.driver().id, span));
    assert_eq!(refused.refused(ProblemKind::AlreadyBooked).obstacles[0].kind, "vehicles");

    let driver = company.driver();
    change_driver(company, driver, |fields| fields.status = DriverStatus::Inactive);
    let refused = try_assign(&company.owner, &assign(booking, company.vehicle(), driver.id, span));
    assert_eq!(refused.refused(ProblemKind::AlreadyBooked).obstacles[0].kind, "drivers");
}

#[test]
fn a_warning_is_set_aside_only_by_whoever_may_and_is_recorded() {
    let company = Company::shared();
    let (span, driver) = (tomorrow(), company.driver());
    let booking = company.approved(company.customer(), span);
    change_driver(company, driver, |fields| fields.licence_expires_on = Date::from_ymd_opt(2020, 1, 1));
    let mut draft = assign(booking, company.vehicle(), driver.id, span);
    let warned = try_assign(&company.owner, &draft).refused(ProblemKind::WarningsUnconfirmed);
    assert_eq!(warned.obstacles.iter().map(|o| o.kind.as_str()).collect::<Vec<_>>(), [Warning::LicenceExpires.code()]);
    draft.despite_warnings = true;
    let role = {
        let permissions = ["bookings.view", "bookings.create"]
            .iter()
            .filter_map(|c| domain::permission::Permission::parse(c))
            .collect();
        let role = domain::people::role::RoleDraft {
            name: format!("Careful {}", api_tests::unique()),
            permissions,
            ..Default::default()
        };
        company.owner.create(RecordKind::Role, &role).id
    };
    let staff =
        domain::people::staff::StaffDraft { roles: vec![domain::id::RoleId(role)], ..company.staff_draft("viewer") };
    let careful = company.invite_staff(company.owner.create(RecordKind::Staff, &staff).id);
    try_assign(&careful, &draft).refused(ProblemKind::NotAllowed);
    let created: Created = try_assign(&company.owner, &draft).expect(201).json();
    let kept: Logbook = company.owner.find(RecordKind::Logbook, created.id);
    assert_eq!(
        (kept.facts.overridden, kept.facts.overridden_by.as_str()),
        (vec![Warning::LicenceExpires], "Olga Vega")
    );
}

#[test]
fn availability_says_beforehand_what_assigning_would_say() {
    let company = Company::shared();
    let span = tomorrow();
    let taken = company.trip(company.customer(), span);
    let booking = company.approved(company.customer(), span);
    let asked =
        assign(booking, taken.vehicle, taken.driver.id, Span { from: span.from, to: span.to.plus(-HOUR) }).logbook;
    let answer: Availability = company.owner.post("/api/availability", &asked).expect(200).json();
    let by: Vec<Obstruction> = answer.obstructions.iter().map(|obstructed| obstructed.by).collect();
    assert_eq!(by, [Obstruction::VehicleBooked, Obstruction::DriverBooked]);
    assert_eq!(answer.warnings, [Warning::OutsideBooking]);
    let besides = company.owner.post(&format!("/api/availability?besides={}", taken.logbook), &asked).expect(200);
    assert!(besides.json::<Availability>().obstructions.is_empty());
    // Until one knows from when, nobody is in the way.
    let half = domain::bookings::logbook::LogbookDraft { from: None, ..asked };
    let answer: Availability = company.owner.post("/api/availability", &half).expect(200).json();
    assert!(answer.obstructions.is_empty());
}

#[test]
fn a_booking_that_is_not_approved_takes_no_logbook() {
    let company = Company::shared();
    let booking = company.booking(company.customer(), tomorrow()).id;
    let draft = assign(booking, company.vehicle(), company.driver().id, tomorrow());
    try_assign(&company.owner, &draft).refused(ProblemKind::TransitionNotAllowed);
}

#[test]
fn an_assignment_is_moved_in_time_and_to_another_driver_who_is_told() {
    let company = Company::shared();
    let trip = company.trip(company.customer(), tomorrow());
    let other = company.driver();
    let person = company.invite_staff(other.staff);
    let kept: Logbook = company.owner.find(RecordKind::Logbook, trip.logbook);
    let mut fields = kept.fields.clone();
    fields.driver = Some(domain::id::DriverId(other.id));
    // A quarter of an hour to get there and to get back.
    fields.from = fields.from.map(|from| from.plus(-HOUR / 4));
    fields.to = fields.to.map(|to| to.plus(HOUR / 4));
    assert_ne!((fields.from, fields.to), (kept.fields.from, kept.fields.to));
    let path = format!("/api/logbooks/{}", trip.logbook);
    let draft = AssignDraft { logbook: fields.clone(), despite_warnings: false };
    company.owner.call("PUT", &path).version(kept.version).json(&draft).send().done();
    company.owner.call("PUT", &path).version(kept.version).json(&draft).send().refused(ProblemKind::Stale);
    assert_eq!(company.owner.find::<Logbook>(RecordKind::Logbook, trip.logbook).fields, fields);
    assert!(person.get("/api/notifications").expect(200).body.contains("trip_assigned"));
    // The first driver is free again.
    let _ = company.trip_with(company.customer(), tomorrow(), company.vehicle(), trip.driver);
}

#[test]
fn a_cancelled_logbook_frees_its_vehicle_and_stays_cancelled() {
    let company = Company::shared();
    let trip = company.trip(company.customer(), tomorrow());
    company.owner.call("POST", &format!("/api/logbooks/{}/cancel", trip.logbook)).version(1).send().done();
    let kept: Logbook = company.owner.find(RecordKind::Logbook, trip.logbook);
    assert_eq!(kept.facts.status, LogbookStatus::Cancelled);
    for act in ["start", "finish", "cancel"] {
        let path = format!("/api/logbooks/{}/{act}", trip.logbook);
        company.owner.act(&path, kept.version, &OdometerDraft::default()).refused(ProblemKind::TransitionNotAllowed);
    }
    let _ = company.trip_with(company.customer(), tomorrow(), trip.vehicle, trip.driver);
}

#[test]
fn an_odometer_does_not_run_backwards() {
    let company = Company::shared();
    let trip = company.trip(company.customer(), hours_from(now(), 2));
    let act = |act: &str, odometer: i64| {
        let version = api_tests::making::version(&company.owner, RecordKind::Logbook, trip.logbook);
        company.owner.act(
            &format!("/api/logbooks/{}/{act}", trip.logbook),
            version,
            &OdometerDraft { odometer: Some(odometer), ..OdometerDraft::default() },
        )
    };
    act("start", 500_000).done();
    assert_eq!(act("finish", 499_999).fields(), ["odometer"]);
    act("finish", 500_000).done();
    assert_eq!(company.owner.find::<Vehicle>(RecordKind::Vehicle, trip.vehicle).facts.odometer, Some(500_000));
}

#[test]
fn the_timeline_shows_trips_in_their_lanes_and_unassigned_bookings_in_the_tray() {
    let company = Company::shared();
    let span = hours_from(now() + 200 * DAY, 3);
    let trip = company.trip(company.customer(), span);
    let waiting = company.approved(company.customer(), span);
    let name = company.owner.find::<Vehicle>(RecordKind::Vehicle, trip.vehicle).fields.name;
    let word = name.rsplit(' ').next().unwrap_or_default();
    // More drivers than a page of lanes holds.
    let _crowd: Vec<_> = (0..51).map(|_| company.driver()).collect();
    for (by, lane) in [("vehicles", trip.vehicle), ("drivers", trip.driver.id)] {
        let q = if by == "vehicles" { format!("&q=van%20{word}") } else { String::new() };
        let mut cursor = String::new();
        let mut bars = Vec::new();
        loop {
            let path = format!("/api/schedule?by={by}&from={}&to={}{q}{cursor}", span.from.0 - DAY, span.to.0 + DAY);
            let page: Schedule = company.owner.get(&path).expect(200).json();
            assert!(
                page.tray.iter().any(|booking| booking.id == waiting) && page.tray.iter().all(|b| b.id != trip.booking)
            );
            bars.extend(page.bars);
            let Some(next) = page.next else { break };
            cursor = format!("&cursor={}", api_tests::client::escape(&next));
        }
        let ours: Vec<_> = bars.iter().filter(|bar| bar.id == trip.logbook).collect();
        assert_eq!(ours.len(), 1, "{by}");
        assert_eq!(
            (ours[0].lane, ours[0].booking, ours[0].from, ours[0].to),
            (lane, Some(trip.booking), span.from, span.to)
        );
    }
}

#[test]
fn a_reading_below_the_last_one_is_refused_wherever_it_is_written_and_names_it() {
    let company = Company::shared();
    let trip = company.trip(company.customer(), hours_from(now() - HOUR, 2));
    let read = |trip: &Trip, act: &str, odometer: i64| {
        let version = api_tests::making::version(&company.owner, RecordKind::Logbook, trip.logbook);
        let draft = OdometerDraft { odometer: Some(odometer), ..OdometerDraft::default() };
        company.owner.act(&format!("/api/logbooks/{}/{act}", trip.logbook), version, &draft)
    };
    read(&trip, "start", 53_000_000).done();
    read(&trip, "finish", 53_876_000).done();
    let number = company.owner.find::<Logbook>(RecordKind::Logbook, trip.logbook).facts.number;
    let names_it = |answer: Answer, field: &str| {
        let problem = answer.refused(ProblemKind::Invalid);
        let error = problem.errors.iter().find(|error| error.field == field).unwrap_or_else(|| panic!("{problem:?}"));
        assert!(error.message.contains("53.876") || error.message.contains("53,876"), "{}", error.message);
        assert!(error.message.contains(&number), "{}", error.message);
    };

    let next = company.trip_with(company.customer(), hours_from(now() + HOUR, 2), trip.vehicle, company.driver());
    names_it(read(&next, "start", 3_876_000), "odometer");
    let kept: Logbook = company.owner.find(RecordKind::Logbook, next.logbook);
    let mut draft = AssignDraft { logbook: kept.fields, despite_warnings: false };
    draft.logbook.odometer_start = Some(3_876_000);
    let path = format!("/api/logbooks/{}", next.logbook);
    names_it(company.owner.call("PUT", &path).version(kept.version).json(&draft).send(), "odometer_start");

    let assignment = |from: i64, start: i64, end: Option<i64>| AssignmentDraft {
        vehicle: Some(VehicleId(trip.vehicle)),
        driver: Some(DriverId(next.driver.id)),
        from: Some(Instant(from)),
        starting_odometer: Some(start),
        to: end.map(|_| Instant(from + HOUR)),
        ending_odometer: end,
        ..AssignmentDraft::default()
    };
    let assign = |draft: &AssignmentDraft| company.owner.try_create(RecordKind::Assignment, draft);
    names_it(assign(&assignment(now() + DAY, 3_876_000, None)), "starting_odometer");
    // Nor above what was read later: both neighbours in time count, not the highest alone.
    let before = assign(&assignment(now() - 40 * DAY, 60_000_000, None)).refused(ProblemKind::Invalid);
    assert_eq!(before.errors[0].field, "starting_odometer");
    assert_eq!(assign(&assignment(now() - 40 * DAY, 9_000, Some(8_000))).fields(), ["ending_odometer"]);

    let mut vehicle: Vehicle = company.owner.find(RecordKind::Vehicle, trip.vehicle);
    vehicle.fields.out_of_service_on = Instant(now() + DAY).utc_date();
    vehicle.fields.out_of_service_odometer = Some(1_000);
    names_it(
        company.owner.update(RecordKind::Vehicle, trip.vehicle, vehicle.version, &vehicle.fields),
        "out_of_service_odometer",
    );
    read(&next, "start", 53_876_000).done();
}

#[test]
fn a_vehicle_and_a_driver_run_one_trip_at_a_time_and_the_refusal_names_it() {
    let company = Company::shared();
    let first = company.trip(company.customer(), hours_from(now() - HOUR, 1));
    let later = hours_from(now() + HOUR, 1);
    let of_vehicle = company.trip_with(company.customer(), later, first.vehicle, company.driver());
    let of_driver = company.trip_with(company.customer(), later, company.vehicle(), first.driver);
    company.step(&first, "start");
    for next in [of_vehicle, of_driver] {
        let start = |act: &str| {
            let version = api_tests::making::version(&company.owner, RecordKind::Logbook, next.logbook);
            company.owner.act(&format!("/api/logbooks/{}/{act}", next.logbook), version, &OdometerDraft::default())
        };
        let refused = start("start").refused(ProblemKind::TransitionNotAllowed);
        assert_eq!(refused.obstacles.iter().filter_map(|one| one.id).collect::<Vec<_>>(), [first.logbook]);
        assert!(!refused.detail.is_empty());
    }
    company.step(&first, "finish");
    company.step(&of_vehicle, "start");
    company.step(&of_driver, "start");
}

#[test]
fn starting_more_than_a_day_early_asks_and_is_recorded() {
    let company = Company::shared();
    let trip = company.trip(company.customer(), hours_from(now() + 90 * DAY, 2));
    let start = |draft: &OdometerDraft| company.owner.act(&format!("/api/logbooks/{}/start", trip.logbook), 1, draft);
    let asked = start(&OdometerDraft::default()).refused(ProblemKind::WarningsUnconfirmed);
    assert_eq!(asked.obstacles[0].kind, Warning::StartsEarly.code());
    start(&OdometerDraft { despite_warnings: true, ..OdometerDraft::default() }).done();
    let kept: Logbook = company.owner.find(RecordKind::Logbook, trip.logbook);
    assert_eq!((kept.facts.overridden, kept.facts.overridden_by.as_str()), (vec![Warning::StartsEarly], "Olga Vega"));
}

#[test]
fn an_assignment_in_the_way_of_another_is_named_with_its_time() {
    let company = Company::shared();
    let draft = AssignmentDraft {
        vehicle: Some(VehicleId(company.vehicle())),
        driver: Some(DriverId(company.driver().id)),
        from: Some(Instant(now())),
        ..AssignmentDraft::default()
    };
    let first = company.owner.create(RecordKind::Assignment, &draft);
    let refused = company.owner.try_create(RecordKind::Assignment, &draft).refused(ProblemKind::AlreadyBooked);
    assert_eq!(refused.obstacles.first().and_then(|one| one.id), Some(first.id));
    assert!(refused.obstacles[0].label.contains(" · "), "{:?}", refused.obstacles);
}

#[test]
fn an_odometer_that_leaps_is_asked_about_wherever_it_is_written_and_who_set_that_aside_is_kept() {
    let company = Company::shared();
    let trip = company.trip(company.customer(), hours_from(now() - HOUR, 2));
    let read = |trip: &Trip, act: &str, kilometres: i64, despite_warnings: bool| {
        let version = api_tests::making::version(&company.owner, RecordKind::Logbook, trip.logbook);
        let draft = OdometerDraft { odometer: Some(kilometres * 1_000), despite_warnings };
        company.owner.act(&format!("/api/logbooks/{}/{act}", trip.logbook), version, &draft)
    };
    let asks = |answer: Answer| {
        let [asked] = &answer.refused(ProblemKind::WarningsUnconfirmed).obstacles[..] else { panic!("{answer:?}") };
        assert_eq!(asked.kind, Warning::OdometerLeaps.code());
        assert!(asked.label.contains(" km is far above the last reading: "), "{}", asked.label);
    };
    let kept = |trip: &Trip| company.owner.find::<Logbook>(RecordKind::Logbook, trip.logbook);
    // The first reading has nothing before it.
    read(&trip, "start", 115_354, false).done();
    assert_eq!(kept(&trip).facts.last_odometer, Some(115_354_000));
    asks(read(&trip, "finish", 200_000, false));
    read(&trip, "finish", 117_354, false).done();
    assert!(kept(&trip).facts.overridden.is_empty());

    let next = company.trip_with(company.customer(), hours_from(now() + HOUR, 2), trip.vehicle, company.driver());
    asks(read(&next, "start", 999_999, false));
    read(&next, "start", 200_000, true).done();
    assert_eq!(
        (kept(&next).facts.overridden, kept(&next).facts.overridden_by.as_str()),
        (vec![Warning::OdometerLeaps], "Olga Vega")
    );

    let path = format!("/api/logbooks/{}", trip.logbook);
    let correct = |despite_warnings: bool| {
        let mut draft = AssignDraft { logbook: kept(&trip).fields, despite_warnings };
        draft.logbook.odometer_end = Some(119_000_000);
        company.owner.call("PUT", &path).version(kept(&trip).version).json(&draft).send()
    };
    asks(correct(false));
    correct(true).done();
    assert_eq!(kept(&trip).facts.overridden, [Warning::OdometerLeaps]);
    // What was set aside once isn't asked again by a save that leaves it as it is.
    let mut draft = AssignDraft { logbook: kept(&trip).fields, despite_warnings: false };
    draft.logbook.description = "Wet".into();
    company.owner.call("PUT", &path).version(kept(&trip).version).json(&draft).send().done();

    let mut assignment = AssignmentDraft {
        vehicle: Some(VehicleId(trip.vehicle)),
        driver: Some(DriverId(trip.driver.id)),
        from: Some(Instant(now() + 2 * DAY)),
        starting_odometer: Some(900_000_000),
        ..AssignmentDraft::default()
    };
    asks(company.owner.try_create(RecordKind::Assignment, &assignment));
    let made: Created = company.owner.keyed("/api/assignments?despite_warnings=true", &assignment).expect(201).json();
    let history = company.owner.get(&format!("/api/assignments/{}/history", made.id)).expect(200).body;
    assert!(history.contains(Warning::OdometerLeaps.code()), "{history}");
    (assignment.to, assignment.ending_odometer) = (Some(Instant(now() + 3 * DAY)), Some(999_999_000));
    asks(company.owner.update(RecordKind::Assignment, made.id, made.version, &assignment));
}
