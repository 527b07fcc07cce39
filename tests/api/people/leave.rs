//! Leave: while it lasts its driver has nothing else, why is nobody's business, and whoever is quicker wins.

use api_tests::{
    Answer, Client, Company,
    making::{assign, hours_from, tomorrow},
    now, race,
};
use domain::{
    bookings::{
        logbook::{Availability, Obstruction},
        schedule::{Bar, BarKind, Schedule},
    },
    id::DriverId,
    people::{
        driver::{Driver, DriverRow, DriverState},
        leave::{Leave, LeaveDraft, LeaveRow},
    },
    problem::{Obstacle, ProblemKind},
    record::{Created, RecordKind},
    time::{DAY, HOUR, Instant, Span},
};

const REASON: &str = "An operation";

fn leave(driver: i64, from: Instant, to: Option<Instant>) -> LeaveDraft {
    LeaveDraft { driver: Some(DriverId(driver)), from: Some(from), to, reason: REASON.into(), ..LeaveDraft::default() }
}

fn during(driver: i64, span: Span) -> LeaveDraft {
    leave(driver, span.from, Some(span.to))
}

fn create(company: &Company, draft: &LeaveDraft) -> Created {
    company.owner.create(RecordKind::Leave, draft)
}

fn names(obstacles: &[Obstacle], kind: &str, id: i64) -> bool {
    obstacles.iter().any(|one| (one.kind.as_str(), one.id) == (kind, Some(id)))
}

#[test]
fn a_driver_on_leave_gets_no_trip_and_has_them_again_right_after() {
    let company = Company::shared();
    let (customer, driver, span) = (company.customer(), company.driver(), tomorrow());
    let away = create(company, &during(driver.id, span)).id;
    let booking = company.approved(customer, span);
    let draft = assign(booking, company.vehicle(), driver.id, Span { from: span.to.plus(-1), to: span.to.plus(HOUR) });
    let refused = |client: &Client| {
        let problem = client.keyed("/api/logbooks", &draft).refused(ProblemKind::AlreadyBooked);
        assert_eq!(problem.obstacles.len(), 1, "{problem:?}");
        problem.obstacles
    };
    // Whoever may look at leave is led to it, others to the driver; why is told to nobody.
    assert!(names(&refused(&company.owner), "leave", away));
    let seen = refused(&company.client_with_role("dispatcher"));
    assert!(names(&seen, "drivers", driver.id) && !seen[0].label.contains(REASON), "{seen:?}");

    let answer = company.client_with_role("dispatcher").post("/api/availability", &draft.logbook).expect(200);
    assert!(!answer.body.contains(REASON));
    let [one] = &answer.json::<Availability>().obstructions[..] else { panic!("{}", answer.excerpt()) };
    assert_eq!((one.by, one.kind, one.id), (Obstruction::DriverOnLeave, RecordKind::Leave, away));
    assert_eq!((one.from, one.to), (Some(span.from), Some(span.to)));

    let _ = company.trip_with(customer, Span { from: span.to, to: span.to.plus(HOUR) }, company.vehicle(), driver);
    let _ = company.trip_with(customer, Span { from: span.from.plus(-HOUR), to: span.from }, company.vehicle(), driver);
}

#[test]
fn leave_until_further_notice_keeps_out_until_it_is_ended_or_archived() {
    let company = Company::shared();
    let (driver, late) = (company.driver(), hours_from(now() + 300 * DAY, 2));
    let booking = company.approved(company.customer(), late);
    let try_it = || company.owner.keyed("/api/logbooks", &assign(booking, company.vehicle(), driver.id, late));
    let away = create(company, &leave(driver.id, Instant(now()), None));
    try_it().refused(ProblemKind::AlreadyBooked);
    let ended = leave(driver.id, Instant(now()), Some(late.from));
    company.owner.update(RecordKind::Leave, away.id, away.version, &ended).done();
    let trip: Created = try_it().expect(201).json();
    // Drawn out again it meets the trip; archived and restored as well.
    let path = |what: &str| format!("/api/leave/{}{what}", away.id);
    let longer = leave(driver.id, Instant(now()), None);
    let problem = company.owner.update(RecordKind::Leave, away.id, 2, &longer).refused(ProblemKind::TripsUndecided);
    assert!(names(&problem.obstacles, "logbooks", trip.id), "{problem:?}");
    company.owner.call("PUT", &path("?trips=release")).version(2).json(&longer).send().done();
    company.owner.act(&path("/archive"), 3, &()).done();
    let trip: Created = try_it().expect(201).json();
    let problem = company.owner.act(&path("/restore"), 4, &()).refused(ProblemKind::TripsUndecided);
    assert!(names(&problem.obstacles, "logbooks", trip.id), "{problem:?}");
    company.owner.act(&path("/restore?trips=release"), 4, &()).done();
    try_it().refused(ProblemKind::AlreadyBooked);
    company.owner.call("DELETE", &path("")).version(5).send().expect(204);
    let _ = try_it().expect(201);
}

#[test]
fn what_was_driven_and_other_leave_refuse_it_and_are_named() {
    let company = Company::shared();
    let trip = company.completed(company.customer());
    let kept: domain::bookings::logbook::Logbook = company.owner.find(RecordKind::Logbook, trip.logbook);
    let span = Span { from: kept.fields.from.unwrap_or_default(), to: kept.fields.to.unwrap_or_default() };
    let refused = |draft: &LeaveDraft| {
        company.owner.try_create(RecordKind::Leave, draft).refused(ProblemKind::AlreadyBooked).obstacles
    };
    assert!(names(&refused(&during(trip.driver.id, span)), "logbooks", trip.logbook));
    let next = tomorrow();
    let first = create(company, &during(trip.driver.id, next)).id;
    let again = leave(trip.driver.id, next.to.plus(-1), None);
    assert!(names(&refused(&again), "leave", first));
    create(company, &leave(trip.driver.id, next.to, None));
}

#[test]
fn a_driver_stands_as_on_leave_while_one_lasts() {
    let company = Company::shared();
    let (now, hour) = (Instant(now()), HOUR);
    let states = [
        (during(company.driver().id, Span { from: now.plus(-2 * hour), to: now.plus(-hour) }), DriverState::Available),
        (during(company.driver().id, Span { from: now.plus(-hour), to: now.plus(hour) }), DriverState::OnLeave),
        (leave(company.driver().id, now.plus(-hour), None), DriverState::OnLeave),
        (leave(company.driver().id, now.plus(hour), None), DriverState::Available),
    ];
    let listed =
        |status: &str| -> Vec<DriverRow> { company.owner.rows(RecordKind::Driver, &format!("status={status}")) };
    for (draft, state) in states {
        create(company, &draft);
        let id = draft.driver.unwrap_or_default().0;
        assert_eq!(company.owner.find::<Driver>(RecordKind::Driver, id).facts.state, state, "{draft:?}");
        for asked in DriverState::ALL {
            let row = listed(asked.code()).into_iter().find(|row| row.id == id);
            assert_eq!(row.map(|row| row.status), (*asked == state).then_some(state), "{draft:?} {asked:?}");
        }
    }
}

#[test]
fn leave_is_personnels_and_ones_own_and_others_see_that_it_is() {
    let company = Company::shared();
    let (one, other, span) = (company.driver(), company.driver(), tomorrow());
    let away = create(company, &during(one.id, span));
    create(company, &during(other.id, span));
    for role in ["dispatcher", "workshop", "accounting", "viewer"] {
        company.client_with_role(role).get(&format!("/api/leave/{}", away.id)).refused(ProblemKind::NotAllowed);
        company.client_with_role(role).get("/api/leave").refused(ProblemKind::NotAllowed);
    }
    let person = company.invite_staff(one.staff);
    let mine: Vec<LeaveRow> = person.rows(RecordKind::Leave, "kind=holiday");
    assert_eq!(mine.iter().map(|row| row.driver).collect::<Vec<_>>(), [one.id]);
    assert_eq!(person.find::<Leave>(RecordKind::Leave, away.id).fields.reason, REASON);
    person.try_create(RecordKind::Leave, &leave(one.id, span.to, None)).refused(ProblemKind::NotAllowed);

    let (from, to) = (span.from.plus(-DAY).0, span.to.plus(DAY).0);
    let name = company.owner.find::<Driver>(RecordKind::Driver, one.id).facts.name.replace(' ', "+");
    let timeline = company
        .client_with_role("dispatcher")
        .get(&format!("/api/schedule?from={from}&to={to}&by=drivers&q={name}"))
        .expect(200);
    assert!(!timeline.body.contains(REASON));
    let bars = timeline.json::<Schedule>().bars;
    let bar: Vec<&Bar> = bars.iter().filter(|bar| bar.lane == one.id).collect();
    let [bar] = bar[..] else { panic!("{bars:?}") };
    assert_eq!((bar.kind, bar.id, bar.from, bar.to), (BarKind::Leave, away.id, span.from, span.to));
}

#[test]
fn of_leave_and_trips_at_once_the_quickest_has_the_driver() {
    let company = Company::shared();
    let (customer, driver) = (company.customer(), company.driver());
    let span = hours_from(now() + 60 * DAY, 4);
    let booking = company.approved(customer, span);
    let vehicles: Vec<i64> = (0..20).map(|_| company.vehicle()).collect();
    let hands: Vec<Client> = (0..40).map(|_| company.owner.again()).collect();
    let answers: Vec<Answer> = race(40, |place| match place % 2 {
        0 => hands[place].try_create(RecordKind::Leave, &during(driver.id, span)),
        _ => {
            let mut draft = assign(booking, vehicles[place / 2], driver.id, span);
            draft.despite_warnings = true;
            hands[place].keyed("/api/logbooks", &draft)
        }
    });
    let (won, lost): (Vec<&Answer>, Vec<&Answer>) = answers.iter().partition(|answer| answer.status == 201);
    let [winner] = won[..] else { panic!("{} won", won.len()) };
    let id = winner.json::<Created>().id;
    for answer in lost {
        let problem = answer.problem();
        let asked = matches!(problem.known(), Some(ProblemKind::AlreadyBooked | ProblemKind::TripsUndecided));
        assert!(asked && problem.obstacles.iter().any(|one| one.id == Some(id)), "{}: {problem:?}", answer.line);
    }
    let occupied =
        format!("SELECT count(*) FROM occupations WHERE subject_kind = 'drivers' AND subject = {}", driver.id);
    assert_eq!(company.server.count(&occupied), 1);
}
