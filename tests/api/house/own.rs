//! Whoever may only view their own sees their own: in lists, in exports, record by record.

use api_tests::{Client, Company, making::Trip, now};
use domain::{
    fleet::assignment::AssignmentDraft,
    id::{DriverId, RoleId, VehicleId},
    people::{role::RoleDraft, staff::Staff},
    permission::{NamedAct, Permission, Permissions},
    problem::ProblemKind,
    record::{RecordKind, Verb},
    time::{HOUR, Instant},
};
use serde_json::Value;

/// A trip that was driven and rated, whose driver had the vehicle, wrote a time card and a mail, and signs in.
struct Driven {
    trip: Trip,
    person: Client,
}

fn driven(company: &Company) -> Driven {
    let contact = company.contact();
    let trip = company.completed(contact.customer);
    let (from, to) = (Some(Instant(now() - 2 * HOUR)), Some(Instant(now() - HOUR)));
    let assignment = AssignmentDraft {
        vehicle: Some(VehicleId(trip.vehicle)),
        driver: Some(DriverId(trip.driver.id)),
        from,
        ..AssignmentDraft::default()
    };
    company.owner.create(RecordKind::Assignment, &assignment);
    let card = domain::bookings::time_card::TimeCardDraft {
        logbook: Some(domain::id::LogbookId(trip.logbook)),
        from,
        to,
        notes: String::new(),
    };
    company.owner.create(RecordKind::TimeCard, &card);
    let document = domain::fleet::document::DocumentDraft {
        driver: Some(DriverId(trip.driver.id)),
        document_type: Some(domain::fleet::document::DocumentType::Medical),
        title: "Medical".into(),
        ..Default::default()
    };
    company.owner.create(RecordKind::Document, &document);
    let leave = domain::people::leave::LeaveDraft {
        driver: Some(DriverId(trip.driver.id)),
        from: Some(Instant(now() + 100 * HOUR)),
        ..Default::default()
    };
    company.owner.create(RecordKind::Leave, &leave);
    let rating = domain::bookings::rating::RatingDraft {
        driver: Some(DriverId(trip.driver.id)),
        stars: 4,
        comment: String::new(),
    };
    contact.portal.keyed(&format!("/api/portal/bookings/{}/ratings", trip.booking), &rating).expect(201);
    let person = company.invite_staff(trip.driver.staff);
    let send = Permissions::NONE.with(Permission::To(NamedAct::SendMail));
    let role = RoleDraft { name: format!("Writes {}", api_tests::unique()), permissions: send, ..RoleDraft::default() };
    let role = RoleId(company.owner.create(RecordKind::Role, &role).id);
    let mut staff: Staff = company.owner.find(RecordKind::Staff, trip.driver.staff);
    staff.fields.roles.push(role);
    company.owner.update(RecordKind::Staff, staff.id, staff.version, &staff.fields).done();
    let _ = person.keyed("/api/outbox", &api_tests::specimens::message()).expect(201);
    Driven { person, trip }
}

fn ids(person: &Client, kind: RecordKind) -> Vec<i64> {
    let rows: Vec<Vec<Value>> = person.rows(kind, "");
    rows.iter().filter_map(|row| row.first()?.as_i64()).collect()
}

#[test]
fn a_driver_sees_what_is_theirs_and_nothing_else() {
    let company = Company::shared();
    let (one, other) = (driven(company), driven(company));
    for kind in RecordKind::ALL.iter().copied().filter(|kind| kind.can_be_own()) {
        let (own, others) = (ids(&one.person, kind), ids(&other.person, kind));
        assert_eq!((own.len(), others.len()), (1, 1), "{kind:?}");
        assert_ne!(own, others, "{kind:?}");
        let csv = one.person.get(&format!("/api/{}.csv", kind.collection())).expect(200).body;
        assert_eq!(csv.lines().count(), 2, "{kind:?}: {csv}");
        for (verb, tail) in [(Verb::Get, ""), (Verb::History, "/history")] {
            if kind.verbs().contains(&verb) {
                let path = |id: i64| format!("/api/{}/{id}{tail}", kind.collection());
                let _ = one.person.get(&path(own[0])).expect(200);
                one.person.get(&path(others[0])).refused(ProblemKind::NotFound);
            }
        }
    }
    assert_eq!(ids(&one.person, RecordKind::Logbook), [one.trip.logbook]);
    assert_eq!(ids(&one.person, RecordKind::Booking), [one.trip.booking]);
}

#[test]
fn a_driver_without_a_profile_sees_empty_lists() {
    let person = Company::shared().client_with_role("driver");
    for kind in RecordKind::ALL.iter().copied().filter(|kind| kind.can_be_own()) {
        assert_eq!(ids(&person, kind), [0_i64; 0], "{kind:?}");
    }
}

#[test]
fn a_driver_cannot_start_or_clock_in_on_somebody_elses_trip() {
    let company = Company::shared();
    let (one, other) = (driven(company), driven(company));
    for act in ["start", "finish"] {
        let path = format!("/api/logbooks/{}/{act}", other.trip.logbook);
        let version = api_tests::making::version(&company.owner, RecordKind::Logbook, other.trip.logbook);
        let answer = one.person.act(&path, version, &serde_json::json!({}));
        answer.refused(ProblemKind::NotFound);
    }
    let path = format!("/api/logbooks/{}/clock-in", other.trip.logbook);
    one.person.call("POST", &path).key(&api_tests::client::key()).send().refused(ProblemKind::NotFound);
}

#[test]
fn the_search_over_everything_shows_only_what_one_may_see() {
    let company = Company::shared();
    let one = driven(company);
    let word = format!("Buscado{}", api_tests::unique());
    let customer = domain::people::customer::CustomerDraft { company: word.clone(), ..company.customer_draft() };
    let customer = company.owner.create(RecordKind::Customer, &customer).id;
    let mut vehicle = company.vehicle_draft();
    vehicle.name = word.clone();
    company.owner.create(RecordKind::Vehicle, &vehicle);
    let _ = company.booking(customer, api_tests::making::tomorrow());
    let found = |person: &Client| person.get(&format!("/api/search?q={word}")).expect(200).json::<Vec<Value>>();
    let kinds =
        |hits: Vec<Value>| hits.iter().filter_map(|hit| hit["kind"].as_str().map(str::to_owned)).collect::<Vec<_>>();
    let all = kinds(found(&company.owner));
    assert!(["customers", "vehicles", "bookings"].iter().all(|kind| all.iter().any(|k| k == kind)), "{all:?}");
    assert_eq!(kinds(found(&one.person)), [""; 0]);
    assert!(!kinds(found(&company.client_with_role("workshop"))).contains(&"customers".to_owned()));
}
