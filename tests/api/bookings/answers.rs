//! What a driver says to a planned trip, who learns of it, and what takes it back.

use api_tests::{
    Answer, Client, Company,
    making::{Trip, assign, tomorrow},
};
use domain::{
    bookings::{
        answer::{AnswerState, DeclineDraft, TripAnswer},
        booking::{Booking, BookingRow},
        logbook::{Logbook, OdometerDraft},
        schedule::Today,
    },
    changes::{Changes, Waiting},
    history::HistoryEntry,
    problem::ProblemKind,
    record::RecordKind,
    time::{HOUR, Instant},
};

/// A planned trip, and its driver signed in.
struct Planned {
    trip: Trip,
    driver: Client,
}

fn planned(company: &Company) -> Planned {
    let trip = company.trip(company.customer(), tomorrow());
    Planned { trip, driver: company.invite_staff(trip.driver.staff) }
}

fn logbook(company: &Company, trip: &Trip) -> Logbook {
    company.owner.find(RecordKind::Logbook, trip.logbook)
}

fn state(company: &Company, trip: &Trip) -> AnswerState {
    logbook(company, trip).facts.answer.state()
}

fn row(company: &Company, trip: &Trip) -> BookingRow {
    let rows: Vec<BookingRow> = company.owner.rows(RecordKind::Booking, "");
    rows.into_iter().find(|row| row.id == trip.booking).expect("the booking is listed")
}

fn is_unassigned(company: &Company, trip: &Trip) -> bool {
    let rows: Vec<BookingRow> = company.owner.rows(RecordKind::Booking, "unassigned=true");
    rows.iter().any(|row| row.id == trip.booking)
}

fn acts(company: &Company, kind: RecordKind, id: i64) -> Vec<String> {
    let entries: Vec<HistoryEntry> =
        company.owner.get(&format!("/api/{}/{id}/history", kind.collection())).expect(200).json();
    entries.into_iter().map(|entry| entry.act.code().to_owned()).collect()
}

fn say(person: &Client, trip: &Trip, version: i64, what: &str) -> Answer {
    let call = person.call("POST", &format!("/api/logbooks/{}/{what}", trip.logbook)).version(version);
    match what {
        "decline" => call.json(&DeclineDraft { reason: "Médico a esa hora".into() }).send(),
        _ => call.send(),
    }
}

/// At the version that it has now.
fn say_now(company: &Company, person: &Client, trip: &Trip, what: &str) -> Answer {
    say(person, trip, logbook(company, trip).version, what)
}

fn told(company: &Company, trip: &Trip) -> i64 {
    let counted = format!(
        "SELECT count(*) || '' FROM notifications WHERE notice = 'trip_declined' AND subject = {}",
        trip.booking
    );
    company.server.texts(&counted)[0].parse().expect("a number")
}

#[test]
fn a_trip_is_seen_then_accepted_and_only_the_answer_stands_in_its_history() {
    let company = Company::shared();
    let Planned { trip, driver } = planned(company);
    assert_eq!(state(company, &trip), AnswerState::Unseen);
    let before = logbook(company, &trip).version;
    let _ = say_now(company, &driver, &trip, "seen").expect(204);
    let seen = logbook(company, &trip);
    assert_eq!((seen.facts.answer.state(), seen.version), (AnswerState::Seen, before), "nobody's form is out of date");
    let _ = say_now(company, &driver, &trip, "seen").expect(204);
    assert_eq!(logbook(company, &trip).facts.answer, seen.facts.answer);

    let accepted: Logbook = say_now(company, &driver, &trip, "accept").expect(200).json();
    assert_eq!((accepted.facts.answer.given, accepted.version), (Some(TripAnswer::Accepted), before + 1));
    assert_eq!(accepted.facts.answer.seen_at, seen.facts.answer.seen_at);
    say_now(company, &driver, &trip, "accept").refused(ProblemKind::TransitionNotAllowed);
    assert_eq!(acts(company, RecordKind::Logbook, trip.logbook), ["trip_accepted", "created"]);
    assert_eq!(acts(company, RecordKind::Booking, trip.booking)[0], "trip_accepted");
    assert_eq!((row(company, &trip).declined, told(company, &trip)), (0, 0), "what goes well is told to nobody");
}

#[test]
fn a_declined_trip_stays_its_drivers_and_asks_whoever_assigns_to_act() {
    let company = Company::fresh("declined");
    let waits = |what| {
        let changes: Changes = company.owner.get("/api/changes").expect(200).json();
        changes.waiting.iter().find(|waits| waits.what == what).map(|waits| waits.count)
    };
    let Planned { trip, driver } = planned(&company);
    let refused = driver
        .call("POST", &format!("/api/logbooks/{}/decline", trip.logbook))
        .version(1)
        .json(&DeclineDraft::default())
        .send();
    assert_eq!(refused.fields(), ["reason"]);
    assert_eq!((is_unassigned(&company, &trip), waits(Waiting::Unassigned)), (false, Some(0)));

    let declined: Logbook = say_now(&company, &driver, &trip, "decline").expect(200).json();
    assert_eq!(declined.facts.answer.reason, "Médico a esa hora");
    assert_eq!(declined.fields.driver.map(|driver| driver.0), Some(trip.driver.id));
    let booking: Booking = company.owner.find(RecordKind::Booking, trip.booking);
    assert_eq!(booking.facts.logbooks[0].answer, declined.facts.answer);
    assert_eq!((row(&company, &trip).declined, row(&company, &trip).trips), (1, 1));
    assert_eq!((is_unassigned(&company, &trip), waits(Waiting::Unassigned)), (true, Some(1)));
    assert_eq!(acts(&company, RecordKind::Logbook, trip.logbook), ["trip_declined", "created"]);
    let facts = company.server.texts("SELECT facts FROM notifications WHERE notice = 'trip_declined'");
    assert_eq!(facts.len(), 1, "the owner alone may assign here: {facts:?}");
    assert!(facts[0].contains("Médico a esa hora"), "{facts:?}");
    say_now(&company, &driver, &trip, "decline").refused(ProblemKind::TransitionNotAllowed);

    // While nothing has changed the driver may think otherwise.
    let accepted: Logbook = say_now(&company, &driver, &trip, "accept").expect(200).json();
    assert_eq!((accepted.facts.answer.state(), accepted.facts.answer.reason.as_str()), (AnswerState::Accepted, ""));
    assert_eq!((row(&company, &trip).declined, waits(Waiting::Unassigned)), (0, Some(0)));
}

#[test]
fn whatever_a_driver_is_told_of_as_a_change_takes_the_answer_back() {
    let company = Company::shared();
    let changed = |change: &dyn Fn(&Trip, &mut domain::bookings::logbook::AssignDraft)| {
        let Planned { trip, driver } = planned(company);
        let _ = say_now(company, &driver, &trip, "decline").expect(200);
        let before = logbook(company, &trip);
        let mut draft = assign(trip.booking, trip.vehicle, trip.driver.id, tomorrow());
        draft.logbook = before.fields.clone();
        draft.despite_warnings = true;
        change(&trip, &mut draft);
        company.owner.update(RecordKind::Logbook, trip.logbook, before.version, &draft).done();
        (state(company, &trip), row(company, &trip).declined)
    };
    assert_eq!(changed(&|_, draft| draft.logbook.description = "Two cases".into()), (AnswerState::Declined, 1));
    let anew = (AnswerState::Unseen, 0);
    let other = company.driver().id;
    assert_eq!(changed(&|_, draft| draft.logbook.driver = Some(domain::id::DriverId(other))), anew);
    let vehicle = company.vehicle();
    assert_eq!(changed(&|_, draft| draft.logbook.vehicle = Some(domain::id::VehicleId(vehicle))), anew);
    assert_eq!(changed(&|_, draft| draft.logbook.to = draft.logbook.to.map(|at: Instant| at.plus(HOUR))), anew);

    let Planned { trip, driver } = planned(company);
    let _ = say_now(company, &driver, &trip, "accept").expect(200);
    let booking: Booking = company.owner.find(RecordKind::Booking, trip.booking);
    let mut fields = booking.fields.clone();
    fields.pickup_address = "Calle Nueva 5".into();
    let path = format!("/api/bookings/{}?trips=move", booking.id);
    company.owner.call("PUT", &path).version(booking.version).json(&fields).send().done();
    assert_eq!(state(company, &trip), AnswerState::Unseen, "the way is another");
}

#[test]
fn an_answer_to_what_was_changed_meanwhile_is_refused_with_the_trip_as_it_is() {
    let company = Company::shared();
    let Planned { trip, driver } = planned(company);
    let before = logbook(company, &trip);
    let mut draft = assign(trip.booking, trip.vehicle, trip.driver.id, tomorrow());
    draft.logbook = before.fields.clone();
    draft.logbook.to = draft.logbook.to.map(|at| at.plus(HOUR));
    draft.despite_warnings = true;
    company.owner.update(RecordKind::Logbook, trip.logbook, before.version, &draft).done();
    for what in ["seen", "accept", "decline"] {
        let stale = say(&driver, &trip, before.version, what).refused(ProblemKind::Stale);
        assert!(stale.current.is_some(), "{what}");
    }
    assert_eq!(state(company, &trip), AnswerState::Unseen);
}

#[test]
fn of_two_answers_at_once_one_is_kept() {
    let company = Company::shared();
    let Planned { trip, driver } = planned(company);
    let version = logbook(company, &trip).version;
    let answers: Vec<u16> = std::thread::scope(|scope| {
        let all = ["accept", "decline"].map(|what| scope.spawn(|| say(&driver, &trip, version, what).status));
        all.into_iter().map(|one| one.join().expect("an answer")).collect()
    });
    let mut sorted = answers;
    sorted.sort_unstable();
    assert_eq!(sorted, [200, 409]);
    assert_eq!(acts(company, RecordKind::Logbook, trip.logbook).len(), 2);
}

#[test]
fn only_its_driver_answers_and_another_driver_learns_nothing_of_it() {
    let company = Company::shared();
    let (one, other) = (planned(company), planned(company));
    for what in ["seen", "accept", "decline"] {
        say_now(company, &other.driver, &one.trip, what).refused(ProblemKind::NotFound);
        say_now(company, &company.owner, &one.trip, what).refused(ProblemKind::NotAllowed);
    }
    assert_eq!(state(company, &one.trip), AnswerState::Unseen);
}

#[test]
fn starting_a_declined_trip_accepts_it_and_withdrawing_one_ends_the_call_for_help() {
    let company = Company::shared();
    let Planned { trip, driver } = planned(company);
    let _ = say_now(company, &driver, &trip, "decline").expect(200);
    let start = OdometerDraft { despite_warnings: true, ..OdometerDraft::default() };
    let version = logbook(company, &trip).version;
    driver.act(&format!("/api/logbooks/{}/start", trip.logbook), version, &start).done();
    assert_eq!((state(company, &trip), row(company, &trip).declined), (AnswerState::Accepted, 0));
    assert!(!is_unassigned(company, &trip));
    say_now(company, &driver, &trip, "decline").refused(ProblemKind::TransitionNotAllowed);

    let Planned { trip, driver } = planned(company);
    let _ = say_now(company, &driver, &trip, "decline").expect(200);
    let version = logbook(company, &trip).version;
    company.owner.call("POST", &format!("/api/logbooks/{}/cancel", trip.logbook)).version(version).send().done();
    assert_eq!((row(company, &trip).declined, row(company, &trip).trips), (0, 0));
}

#[test]
fn a_drivers_day_shows_what_comes_after_it_with_what_was_answered() {
    let company = Company::shared();
    let Planned { trip, driver } = planned(company);
    let _ = say_now(company, &driver, &trip, "accept").expect(200);
    let day: Today = driver.get("/api/today").expect(200).json();
    let coming = day.coming.iter().chain(&day.trips).find(|one| one.logbook.id == trip.logbook).expect("the trip");
    assert_eq!(coming.logbook.answer.state(), AnswerState::Accepted);
}
