//! Assignments: one driver at a time for a vehicle, and the driver hears of it.

use api_tests::{Company, making, now, race};
use domain::{
    fleet::{
        assignment::{Assignment, AssignmentDraft},
        vehicle::Vehicle,
    },
    id::{DriverId, VehicleId},
    notice::Notice,
    problem::ProblemKind,
    record::RecordKind,
    session::Notification,
    time::{HOUR, Instant},
};

fn draft(vehicle: i64, driver: i64, from: i64, to: Option<i64>) -> AssignmentDraft {
    AssignmentDraft {
        vehicle: Some(VehicleId(vehicle)),
        driver: Some(DriverId(driver)),
        from: Some(Instant(from)),
        to: to.map(Instant),
        ..AssignmentDraft::default()
    }
}

#[test]
fn spans_of_one_vehicle_may_meet_but_not_overlap() {
    let company = Company::shared();
    let (vehicle, driver, start) = (company.vehicle(), company.driver().id, now());
    let create = |from: i64, to: Option<i64>| {
        company.owner.try_create(
            RecordKind::Assignment,
            &draft(vehicle, driver, start + from * HOUR, to.map(|to| start + to * HOUR)),
        )
    };
    create(0, Some(10)).expect(201);
    create(10, Some(20)).expect(201);
    for (from, to) in [(9, Some(11)), (-5, Some(1)), (2, Some(3)), (-5, None), (19, None)] {
        let problem = create(from, to).refused(ProblemKind::AlreadyBooked);
        assert_eq!(problem.errors.first().map(|error| error.field.as_str()), Some("from"));
    }
    create(20, None).expect(201);
    create(1_000, Some(1_001)).refused(ProblemKind::AlreadyBooked);
}

#[test]
fn whoever_has_a_vehicle_gives_it_back_before_either_is_archived() {
    let company = Company::shared();
    let (vehicle, driver) = (company.vehicle(), company.driver().id);
    let open = company.owner.create(RecordKind::Assignment, &draft(vehicle, driver, now() - HOUR, None));
    let archive = |kind: RecordKind, id: i64| {
        let version = making::version(&company.owner, kind, id);
        company.owner.call("POST", &format!("/api/{}/{id}/archive", kind.collection())).version(version).send()
    };
    for (kind, id) in [(RecordKind::Vehicle, vehicle), (RecordKind::Driver, driver)] {
        let problem = archive(kind, id).refused(ProblemKind::TransitionNotAllowed);
        let named: Vec<_> = problem.obstacles.iter().map(|one| (one.kind.as_str(), one.id)).collect();
        assert_eq!(named, [("assignments", Some(open.id))]);
    }
    let ended = draft(vehicle, driver, now() - 2 * HOUR, Some(now() - HOUR));
    company.owner.update(RecordKind::Assignment, open.id, open.version, &ended).done();
    archive(RecordKind::Vehicle, vehicle).done();
    archive(RecordKind::Driver, driver).done();
}

#[test]
fn an_assignment_is_not_moved_onto_another() {
    let company = Company::shared();
    let (vehicle, driver, start) = (company.vehicle(), company.driver().id, now());
    company.owner.create(RecordKind::Assignment, &draft(vehicle, driver, start, Some(start + HOUR)));
    let later = draft(vehicle, driver, start + HOUR, Some(start + 2 * HOUR));
    let created = company.owner.create(RecordKind::Assignment, &later);
    let moved = AssignmentDraft { from: Some(Instant(start + HOUR / 2)), ..later.clone() };
    company
        .owner
        .update(RecordKind::Assignment, created.id, created.version, &moved)
        .refused(ProblemKind::AlreadyBooked);
    let longer = AssignmentDraft { to: None, ..later };
    company.owner.update(RecordKind::Assignment, created.id, created.version, &longer).done();
    assert_eq!(company.owner.find::<Assignment>(RecordKind::Assignment, created.id).fields, longer);
}

#[test]
fn of_many_who_take_one_vehicle_at_once_one_gets_it() {
    let company = Company::shared();
    let (vehicle, driver) = (company.vehicle(), company.driver().id);
    let answers = race(50, |place| {
        let from = now() + i64::try_from(place).unwrap_or_default();
        company.owner.again().try_create(RecordKind::Assignment, &draft(vehicle, driver, from, Some(from + HOUR)))
    });
    assert_eq!(answers.iter().filter(|answer| answer.status == 201).count(), 1);
    let kept = format!("SELECT count(*) FROM assignments WHERE vehicle = {vehicle}");
    assert_eq!(company.server.count(&kept), 1);
}

#[test]
fn the_driver_is_told_and_the_vehicle_shows_who_has_it() {
    let company = Company::shared();
    let (vehicle, driver) = (company.vehicle(), company.driver());
    let person = company.invite_staff(driver.staff);
    company.owner.create(RecordKind::Assignment, &draft(vehicle, driver.id, now() - HOUR, None));
    let notes: Vec<Notification> = person.get("/api/notifications").expect(200).json();
    assert!(notes.iter().any(|note| note.notice == Notice::VehicleAssigned), "{notes:?}");
    let shown: Vehicle = company.owner.find(RecordKind::Vehicle, vehicle);
    assert_eq!(shown.facts.driver, Some(driver.id));
}
