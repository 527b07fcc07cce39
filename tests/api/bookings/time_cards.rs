//! Time cards: a tap to start, a tap to stop, and never two at once for a driver.

use api_tests::{
    Client, Company, client,
    making::{self, hours_from},
    now,
};
use domain::{
    bookings::{
        logbook::Logbook,
        schedule::Today,
        time_card::{TimeCard, TimeCardDraft, WorkTotal},
    },
    id::LogbookId,
    problem::ProblemKind,
    record::{Created, RecordKind},
    time::{DAY, HOUR, Instant},
};

fn card(logbook: i64, from: i64, to: Option<i64>) -> TimeCardDraft {
    TimeCardDraft {
        logbook: Some(LogbookId(logbook)),
        from: Some(Instant(from)),
        to: to.map(Instant),
        notes: String::new(),
    }
}

fn clock(person: &Client, logbook: i64, way: &str) -> api_tests::Answer {
    person.call("POST", &format!("/api/logbooks/{logbook}/clock-{way}")).key(&client::key()).send()
}

#[test]
fn a_driver_starts_and_stops_with_one_tap_each() {
    let company = Company::shared();
    let trip = company.trip(company.customer(), hours_from(now() - HOUR, 3));
    let driver = company.invite_staff(trip.driver.staff);
    let created: Created = clock(&driver, trip.logbook, "in").expect(201).json();
    let today: Today = driver.get("/api/today").expect(200).json();
    assert_eq!(today.running.map(|running| (running.id, running.logbook)), Some((created.id, trip.logbook)));
    let obstacles = clock(&driver, trip.logbook, "in").refused(ProblemKind::AlreadyBooked).obstacles;
    assert_eq!(obstacles.first().and_then(|obstacle| obstacle.id), Some(created.id));
    clock(&driver, trip.logbook, "out").done();
    let stopped: TimeCard = company.owner.find(RecordKind::TimeCard, created.id);
    assert!(stopped.fields.to > stopped.fields.from);
    clock(&driver, trip.logbook, "out").refused(ProblemKind::AlreadyDone);
}

#[test]
fn finishing_the_trip_stops_its_card() {
    let company = Company::shared();
    let trip = company.trip(company.customer(), hours_from(now() - HOUR, 3));
    company.step(&trip, "start");
    let created: Created = clock(&company.owner, trip.logbook, "in").expect(201).json();
    company.step(&trip, "finish");
    assert!(company.owner.find::<TimeCard>(RecordKind::TimeCard, created.id).fields.to.is_some());
}

#[test]
fn cards_of_one_driver_do_not_overlap_even_on_two_trips() {
    let company = Company::shared();
    let (customer, start) = (company.customer(), now() - 5 * DAY);
    let first = company.trip(customer, hours_from(start, 4));
    let second = company.trip_with(customer, hours_from(start + 4 * HOUR, 4), company.vehicle(), first.driver);
    let create = |logbook: i64, from: i64, to: i64| {
        company.owner.try_create(RecordKind::TimeCard, &card(logbook, start + from * HOUR, Some(start + to * HOUR)))
    };
    create(first.logbook, 0, 4).expect(201);
    create(second.logbook, 3, 5).refused(ProblemKind::AlreadyBooked);
    create(second.logbook, 4, 8).expect(201);
    let other = company.trip(customer, hours_from(start, 4));
    create(other.logbook, 0, 4).expect(201);
}

#[test]
fn a_card_in_the_way_in_the_hour_that_happens_twice_says_which_hour() {
    let company = Company::shared();
    // 26 October 2025, 00:00Z: Madrid puts its clocks back at 01:00Z.
    let night = 1_761_436_800_000;
    let trip = company.trip(company.customer(), hours_from(night, 4));
    let create = |from: i64, to: i64| {
        company.owner.try_create(RecordKind::TimeCard, &card(trip.logbook, night + from, Some(night + to)))
    };
    create(HOUR / 2, HOUR * 3 / 2).expect(201);
    let obstacles = create(0, HOUR).refused(ProblemKind::AlreadyBooked).obstacles;
    assert!(obstacles[0].label.contains("02:30 (UTC+2) – 02:30 (UTC+1)"), "{obstacles:?}");
}

#[test]
fn a_card_ends_after_it_begins_and_within_two_days() {
    let company = Company::shared();
    let start = now() - 10 * DAY;
    let trip = company.trip(company.customer(), hours_from(start, 4));
    for to in [start, start - HOUR, start + 3 * DAY] {
        assert_eq!(
            company.owner.try_create(RecordKind::TimeCard, &card(trip.logbook, start, Some(to))).fields(),
            ["to"]
        );
    }
}

#[test]
fn totals_add_up_closed_cards_by_driver() {
    let company = Company::shared();
    let start = now() - 300 * DAY;
    let trip = company.trip(company.customer(), hours_from(start, 4));
    for hour in [0, 2] {
        let draft = card(trip.logbook, start + hour * HOUR, Some(start + (hour + 1) * HOUR));
        company.owner.create(RecordKind::TimeCard, &draft);
    }
    let path = format!("/api/work-totals?from={start}&to={}", start + DAY);
    let totals: Vec<WorkTotal> = company.owner.get(&path).expect(200).json();
    let ours: Vec<_> = totals.iter().filter(|total| total.driver == trip.driver.id).collect();
    assert_eq!(ours.iter().map(|total| (total.cards, total.worked)).collect::<Vec<_>>(), [(2, 2 * HOUR)]);
}

#[test]
fn a_cancelled_logbook_takes_no_card() {
    let company = Company::shared();
    let trip = company.trip(company.customer(), making::tomorrow());
    company.owner.call("POST", &format!("/api/logbooks/{}/cancel", trip.logbook)).version(1).send().done();
    clock(&company.owner, trip.logbook, "in").refused(ProblemKind::TransitionNotAllowed);
    let refused =
        company.owner.try_create(RecordKind::TimeCard, &card(trip.logbook, now() - DAY, Some(now() - DAY + HOUR)));
    assert!(matches!(refused.status, 409 | 422), "{}", refused.excerpt());
}

#[test]
fn a_card_lies_within_its_trip_and_a_day_around_it_and_the_refusal_names_the_bounds() {
    let company = Company::shared();
    let start = now() - 50 * DAY;
    let trip = company.trip(company.customer(), hours_from(start, 4));
    let number = company.owner.find::<Logbook>(RecordKind::Logbook, trip.logbook).facts.number;
    let create =
        |from: i64, to: i64| company.owner.try_create(RecordKind::TimeCard, &card(trip.logbook, from, Some(to)));
    let outside = |answer: api_tests::Answer, field: &str| {
        let problem = answer.refused(ProblemKind::Invalid);
        assert_eq!(problem.errors[0].field, field);
        assert!(problem.errors[0].message.contains(&number), "{:?}", problem.errors);
    };
    outside(create(start - 6 * 365 * DAY, start - 6 * 365 * DAY + HOUR), "from");
    outside(create(start + 30 * DAY, start + 30 * DAY + HOUR), "from");
    outside(create(start - DAY - 1, start), "from");
    outside(create(start + HOUR, start + 4 * HOUR + DAY + 1), "to");
    let kept: Created = create(start - DAY, start).expect(201).json();
    let of_card: TimeCard = company.owner.find(RecordKind::TimeCard, kept.id);
    assert_eq!(of_card.facts.worked, Some(DAY));
    // And it may not be moved out of them.
    let away = card(trip.logbook, start - 2 * DAY, Some(start - DAY));
    outside(company.owner.update(RecordKind::TimeCard, kept.id, kept.version, &away), "from");
    create(start, start + 4 * HOUR + DAY).expect(201);
}

#[test]
fn a_card_in_the_way_of_another_is_named() {
    let company = Company::shared();
    let start = now() - 5 * DAY;
    let trip = company.trip(company.customer(), hours_from(start, 4));
    let first = company.owner.create(RecordKind::TimeCard, &card(trip.logbook, start, Some(start + HOUR)));
    let draft = card(trip.logbook, start + HOUR - 1, Some(start + 2 * HOUR));
    let refused = company.owner.try_create(RecordKind::TimeCard, &draft).refused(ProblemKind::AlreadyBooked);
    assert_eq!(refused.obstacles.first().and_then(|one| one.id), Some(first.id));
}

#[test]
fn a_trip_that_lasts_far_longer_than_planned_takes_its_driver_s_hours_until_now() {
    let company = Company::shared();
    let trip = company.trip(company.customer(), hours_from(now() - 5 * DAY, 2));
    company.step(&trip, "start");
    let driver = company.invite_staff(trip.driver.staff);
    clock(&driver, trip.logbook, "in").expect(201);
    clock(&driver, trip.logbook, "out").done();
    company.step(&trip, "finish");
}
