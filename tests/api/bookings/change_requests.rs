//! What a customer asks of an approved booking, who answers it, and what ends it otherwise.

use api_tests::{
    Answer, Client, Company, Contact, client,
    making::{Trip, hours_from, tomorrow},
    now,
};
use domain::{
    bookings::{
        booking::{Booking, BookingRow, PortalBooking, TransitionDraft},
        change_request::{ChangeRequest, ChangeRequestDraft, RequestKind, RequestRefusalDraft, RequestState},
    },
    changes::{Changes, Waiting},
    history::HistoryEntry,
    problem::ProblemKind,
    record::{Created, RecordKind},
    time::{DAY, Instant},
};

fn draft(kind: RequestKind) -> ChangeRequestDraft {
    ChangeRequestDraft { kind: Some(kind), text: "Somos dos más".into(), ..ChangeRequestDraft::default() }
}

fn ask(contact: &Contact, booking: i64, kind: RequestKind) -> Answer {
    contact.portal.keyed(&format!("/api/portal/bookings/{booking}/change-request"), &draft(kind))
}

fn withdraw(contact: &Contact, booking: i64) -> Answer {
    contact.portal.call("DELETE", &format!("/api/portal/bookings/{booking}/change-request")).send()
}

fn accept(person: &Client, request: i64) -> Answer {
    person.call("POST", &format!("/api/change-requests/{request}/accept")).send()
}

fn decline(person: &Client, request: i64) -> Answer {
    let draft = RequestRefusalDraft { reason: "No queda otro vehículo".into() };
    person.post(&format!("/api/change-requests/{request}/decline"), &draft)
}

fn of_customer(contact: &Contact, booking: i64) -> Option<ChangeRequest> {
    let seen: PortalBooking = contact.portal.get(&format!("/api/portal/bookings/{booking}")).expect(200).json();
    seen.request
}

fn state(contact: &Contact, booking: i64) -> Option<RequestState> {
    of_customer(contact, booking).map(|request| request.state)
}

fn is_to_answer(company: &Company, booking: i64) -> bool {
    let rows: Vec<BookingRow> = company.owner.rows(RecordKind::Booking, "to_answer=true");
    rows.iter().any(|row| row.id == booking)
}

fn cancel(company: &Company, booking: i64) {
    let version = company.owner.find::<Booking>(RecordKind::Booking, booking).version;
    company.owner.act(&format!("/api/bookings/{booking}/cancel"), version, &TransitionDraft::default()).done();
}

/// An approved booking of a customer who is signed in.
fn approved(company: &Company) -> (Contact, i64) {
    let contact = company.contact();
    let booking = company.approved(contact.customer, tomorrow());
    (contact, booking)
}

#[test]
fn a_change_is_asked_for_answered_once_and_told_to_both_sides() {
    let company = Company::fresh("asked");
    let waits = || {
        let changes: Changes = company.owner.get("/api/changes").expect(200).json();
        changes.waiting.iter().find(|waits| waits.what == Waiting::ToAnswer).map(|waits| waits.count)
    };
    let (contact, booking) = approved(&company);
    assert_eq!((waits(), of_customer(&contact, booking)), (Some(0), None));
    let later = hours_from(now() + 3 * DAY, 2);
    let asked =
        ChangeRequestDraft { pickup_at: Some(later.from), ends_at: Some(later.to), ..draft(RequestKind::Change) };
    let path = format!("/api/portal/bookings/{booking}/change-request");
    let id = contact.portal.keyed(&path, &asked).expect(201).json::<Created>().id;
    assert_eq!((waits(), is_to_answer(&company, booking)), (Some(1), true));
    let kept: Booking = company.owner.find(RecordKind::Booking, booking);
    let request = kept.facts.request.expect("staff see it");
    assert_eq!((request.id, request.kind, request.state), (id, RequestKind::Change, RequestState::Open));
    assert_eq!((request.text.as_str(), request.pickup_at), ("Somos dos más", Some(later.from)));
    assert_eq!(of_customer(&contact, booking).as_ref(), Some(&request), "both read the same");
    let told = company.server.texts("SELECT facts FROM notifications WHERE notice = 'change_requested'");
    assert!(told.len() == 1 && told[0].contains("Somos dos más"), "{told:?}");

    let _ = accept(&company.owner, id).expect(204);
    for again in [accept(&company.owner, id), decline(&company.owner, id)] {
        again.refused(ProblemKind::TransitionNotAllowed);
    }
    assert_eq!(state(&contact, booking), Some(RequestState::Accepted));
    assert_eq!((waits(), is_to_answer(&company, booking)), (Some(0), false));
    let told = company.server.texts("SELECT audience FROM notifications WHERE notice = 'change_accepted'");
    assert_eq!(told, ["portal"]);
    let history: Vec<HistoryEntry> = company.owner.get(&format!("/api/bookings/{booking}/history")).expect(200).json();
    let acts: Vec<&str> = history.iter().map(|entry| entry.act.code()).collect();
    assert_eq!(acts[..2], ["request_accepted", "change_requested"]);
}

#[test]
fn a_declined_request_says_why_and_another_may_follow() {
    let company = Company::shared();
    let (contact, booking) = approved(company);
    let id = ask(&contact, booking, RequestKind::Cancellation).expect(201).json::<Created>().id;
    accept(&company.owner, id).refused(ProblemKind::TransitionNotAllowed);
    let refused = company.owner.post(&format!("/api/change-requests/{id}/decline"), &RequestRefusalDraft::default());
    assert_eq!(refused.fields(), ["reason"]);
    let _ = decline(&company.owner, id).expect(204);
    let request = of_customer(&contact, booking).expect("it is told");
    assert_eq!((request.state, request.reason.as_str()), (RequestState::Declined, "No queda otro vehículo"));
    let _ = ask(&contact, booking, RequestKind::Change).expect(201);
    assert_eq!(state(&contact, booking), Some(RequestState::Open));
}

#[test]
fn cancelling_does_what_was_asked_and_any_other_end_closes_it() {
    let company = Company::shared();
    for (kind, ended) in
        [(RequestKind::Cancellation, RequestState::Accepted), (RequestKind::Change, RequestState::Closed)]
    {
        let (contact, booking) = approved(company);
        let id = ask(&contact, booking, kind).expect(201).json::<Created>().id;
        cancel(company, booking);
        assert_eq!((state(&contact, booking), is_to_answer(company, booking)), (Some(ended), false), "{kind:?}");
        decline(&company.owner, id).refused(ProblemKind::TransitionNotAllowed);
    }
    let contact = company.contact();
    let trip: Trip = company.trip(contact.customer, hours_from(now() - DAY, 2));
    let _ = ask(&contact, trip.booking, RequestKind::Change).expect(201);
    company.drive(&trip);
    assert_eq!(state(&contact, trip.booking), Some(RequestState::Closed));
}

#[test]
fn only_what_is_approved_and_not_begun_is_asked_to_be_another_and_one_thing_at_a_time() {
    let company = Company::shared();
    let contact = company.contact();
    let new = company.booking(contact.customer, tomorrow()).id;
    ask(&contact, new, RequestKind::Change).refused(ProblemKind::TransitionNotAllowed);
    let trip = company.trip(contact.customer, hours_from(now(), 2));
    company.step(&trip, "start");
    ask(&contact, trip.booking, RequestKind::Cancellation).refused(ProblemKind::TransitionNotAllowed);

    let booking = company.approved(contact.customer, tomorrow());
    withdraw(&contact, booking).refused(ProblemKind::TransitionNotAllowed);
    let _ = ask(&contact, booking, RequestKind::Change).expect(201);
    ask(&contact, booking, RequestKind::Cancellation).refused(ProblemKind::AlreadyDone);
    let _ = withdraw(&contact, booking).expect(204);
    assert_eq!((state(&contact, booking), is_to_answer(company, booking)), (Some(RequestState::Withdrawn), false));
    withdraw(&contact, booking).refused(ProblemKind::TransitionNotAllowed);

    let past = ChangeRequestDraft {
        pickup_at: Some(Instant(now() - DAY)),
        ends_at: Some(Instant(now())),
        ..draft(RequestKind::Change)
    };
    let refused = contact.portal.keyed(&format!("/api/portal/bookings/{booking}/change-request"), &past);
    assert_eq!(refused.fields(), ["pickup_at"]);
}

#[test]
fn of_two_requests_at_once_one_is_kept_and_so_of_two_answers() {
    let company = Company::shared();
    let (contact, booking) = approved(company);
    let path = format!("/api/portal/bookings/{booking}/change-request");
    let both = |one: &(dyn Fn() -> u16 + Sync), other: &(dyn Fn() -> u16 + Sync)| {
        let mut all: Vec<u16> = std::thread::scope(|scope| {
            let all = [scope.spawn(one), scope.spawn(other)];
            all.into_iter().map(|one| one.join().expect("an answer")).collect()
        });
        all.sort_unstable();
        all
    };
    let once =
        || contact.portal.call("POST", &path).key(&client::key()).json(&draft(RequestKind::Change)).send().status;
    assert_eq!(both(&once, &once), [201, 409]);
    let id = of_customer(&contact, booking).expect("one was kept").id;
    let answers = both(&|| accept(&company.owner, id).status, &|| decline(&company.owner, id).status);
    assert_eq!(answers, [204, 409]);
    let told = format!(
        "SELECT notice FROM notifications WHERE audience = 'portal' AND subject = {booking} AND notice IN ('change_accepted', 'request_declined')"
    );
    assert_eq!(company.server.texts(&told).len(), 1);
}

#[test]
fn another_customer_and_who_may_not_approve_leave_it_as_it_is() {
    let company = Company::shared();
    let (contact, booking) = approved(company);
    let id = ask(&contact, booking, RequestKind::Change).expect(201).json::<Created>().id;
    let stranger = company.contact();
    ask(&stranger, booking, RequestKind::Change).refused(ProblemKind::NotFound);
    withdraw(&stranger, booking).refused(ProblemKind::NotFound);
    for role in ["viewer", "driver", "accounting"] {
        let person = company.client_with_role(role);
        accept(&person, id).refused(ProblemKind::NotAllowed);
        decline(&person, id).refused(ProblemKind::NotAllowed);
    }
    assert_eq!(state(&contact, booking), Some(RequestState::Open));
}
