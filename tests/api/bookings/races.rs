//! Everybody at once: whatever must happen once happens once, however many press the button together.

use api_tests::{
    Answer, Client, Company, client,
    making::{self, AMOUNT, assign, hours_from, payment, tomorrow},
    now, race,
};
use domain::{
    bookings::{
        booking::{Booking, TransitionDraft},
        logbook::Logbook,
        progress::BookingStatus,
        rating::RatingDraft,
    },
    id::DriverId,
    money::invoice::Invoice,
    problem::{Problem, ProblemKind},
    record::{Created, RecordKind},
    time::{DAY, HOUR, Instant, Span},
};

/// Pairs of logbooks that hold the same vehicle or driver at the same time.
const OVERLAPS: &str = "SELECT count(*) FROM logbooks a JOIN logbooks b ON a.id < b.id \
    AND (a.vehicle = b.vehicle OR a.driver = b.driver) AND a.status <> 'cancelled' AND b.status <> 'cancelled' \
    AND a.\"from\" < b.\"to\" AND b.\"from\" < a.\"to\"";

/// The one that was done, and what the others were told.
fn one_winner(answers: &[Answer], done: u16) -> (&Answer, Vec<Problem>) {
    let (won, lost): (Vec<&Answer>, Vec<&Answer>) = answers.iter().partition(|answer| answer.status == done);
    let [winner] = won[..] else { panic!("{} of {} won", won.len(), answers.len()) };
    (winner, lost.into_iter().map(Answer::problem).collect())
}

/// Spans that all hold the instant in the middle.
fn overlapping(place: usize) -> Span {
    let shift = i64::try_from(place).unwrap_or_default() * 1_000;
    let middle = now() + 40 * DAY;
    Span { from: Instant(middle - HOUR - shift), to: Instant(middle + HOUR + shift) }
}

fn every_loser_names_the_winner(winner: &Answer, lost: &[Problem]) {
    let winner = winner.json::<Created>().id;
    for problem in lost {
        assert_eq!(problem.known(), Some(ProblemKind::AlreadyBooked), "{problem:?}");
        assert!(problem.obstacles.iter().any(|obstacle| obstacle.id == Some(winner)), "{problem:?}");
    }
}

#[test]
fn of_a_thousand_who_assign_one_vehicle_exactly_one_gets_it() {
    let company = Company::shared();
    let (customer, vehicle) = (company.customer(), company.vehicle());
    let booking = company.approved(customer, overlapping(1_000));
    let drivers: Vec<i64> = (0..10).map(|_| company.driver().id).collect();
    let clients: Vec<Client> = (0..1_000).map(|_| company.owner.again()).collect();
    let answers = race(1_000, |place| {
        let mut draft = assign(booking, vehicle, drivers[place % drivers.len()], overlapping(place));
        draft.despite_warnings = true;
        clients[place].keyed("/api/logbooks", &draft)
    });
    let (winner, lost) = one_winner(&answers, 201);
    assert_eq!(lost.len(), 999);
    every_loser_names_the_winner(winner, &lost);
    assert_eq!(company.server.count(OVERLAPS), 0);
}

#[test]
fn of_a_thousand_who_assign_one_driver_exactly_one_gets_them() {
    let company = Company::shared();
    let (customer, driver) = (company.customer(), company.driver());
    let booking = company.approved(customer, overlapping(1_000));
    let vehicles: Vec<i64> = (0..10).map(|_| company.vehicle()).collect();
    let clients: Vec<Client> = (0..1_000).map(|_| company.owner.again()).collect();
    let answers = race(1_000, |place| {
        let mut draft = assign(booking, vehicles[place % vehicles.len()], driver.id, overlapping(place));
        draft.despite_warnings = true;
        clients[place].keyed("/api/logbooks", &draft)
    });
    let (winner, lost) = one_winner(&answers, 201);
    assert_eq!(lost.len(), 999);
    every_loser_names_the_winner(winner, &lost);
    assert_eq!(company.server.count(OVERLAPS), 0);
}

#[test]
fn moving_two_trips_into_one_gap_at_once_moves_one() {
    let company = Company::shared();
    let (customer, vehicle, gap) = (company.customer(), company.vehicle(), now() + 50 * DAY);
    let trips: Vec<Logbook> = (0..8)
        .map(|place| {
            let trip =
                company.trip_with(customer, hours_from(gap + (place + 1) * 3 * HOUR, 2), vehicle, company.driver());
            company.owner.find(RecordKind::Logbook, trip.logbook)
        })
        .collect();
    let answers = race(trips.len(), |place| {
        let trip = &trips[place];
        let mut fields = trip.fields.clone();
        (fields.from, fields.to) = (Some(Instant(gap)), Some(Instant(gap + HOUR)));
        let draft = domain::bookings::logbook::AssignDraft { logbook: fields, despite_warnings: true };
        let colleague = company.owner.again();
        colleague.call("PUT", &format!("/api/logbooks/{}", trip.id)).version(trip.version).json(&draft).send()
    });
    let (_, lost) = one_winner(&answers, 200);
    assert!(lost.iter().all(|problem| problem.known() == Some(ProblemKind::AlreadyBooked)), "{lost:?}");
    assert_eq!(company.server.count(OVERLAPS), 0);
}

#[test]
fn of_many_approvals_one_counts() {
    let company = Company::shared();
    let booking = company.booking(company.customer(), tomorrow());
    let answers = race(30, |place| {
        let amount = Some(AMOUNT + i64::try_from(place).unwrap_or_default());
        let path = format!("/api/bookings/{}/approve", booking.id);
        company.owner.again().act(&path, booking.version, &TransitionDraft { amount, ..TransitionDraft::default() })
    });
    let (_, lost) = one_winner(&answers, 200);
    let refused =
        |problem: &Problem| matches!(problem.known(), Some(ProblemKind::Stale | ProblemKind::TransitionNotAllowed));
    assert!(lost.iter().all(refused), "{lost:?}");
    let approvals = format!(
        "SELECT count(*) FROM history WHERE kind = 'bookings' AND record = {} AND act = 'approved'",
        booking.id
    );
    assert_eq!(company.server.count(&approvals), 1);
}

#[test]
fn approving_and_rejecting_at_once_does_one_of_them() {
    let company = Company::shared();
    for _ in 0..10 {
        let booking = company.booking(company.customer(), tomorrow());
        let answers = race(2, |place| {
            let act = ["approve", "reject"][place];
            let draft = match act {
                "approve" => TransitionDraft { amount: Some(AMOUNT), ..TransitionDraft::default() },
                _ => TransitionDraft { reason: "full".into(), ..TransitionDraft::default() },
            };
            company.owner.again().act(&format!("/api/bookings/{}/{act}", booking.id), booking.version, &draft)
        });
        let _ = one_winner(&answers, 200);
        let now_is: Booking = company.owner.find(RecordKind::Booking, booking.id);
        let expected = if answers[0].status == 200 { BookingStatus::Approved } else { BookingStatus::Rejected };
        assert_eq!(now_is.facts.situation.status, expected);
    }
}

#[test]
fn of_many_invoices_of_one_booking_one_is_drafted() {
    let company = Company::shared();
    let booking = company.approved(company.customer(), tomorrow());
    let path = format!("/api/bookings/{booking}/invoice");
    let answers = race(30, |_| company.owner.again().call("POST", &path).key(&client::key()).send());
    let (winner, lost) = one_winner(&answers, 201);
    assert!(lost.iter().all(|problem| problem.known() == Some(ProblemKind::AlreadyDone)), "{lost:?}");
    let kept: Booking = company.owner.find(RecordKind::Booking, booking);
    assert_eq!(kept.facts.invoice.map(|invoice| invoice.id), Some(winner.json::<Created>().id));
    named(&lost, "invoices", Some(winner.json::<Created>().id));
}

/// Every loser is told what stands in their way: one record of this kind, the winner's where it has a page.
fn named(lost: &[Problem], kind: &str, id: Option<i64>) {
    for problem in lost {
        let found: Vec<(&str, Option<i64>)> =
            problem.obstacles.iter().map(|obstacle| (obstacle.kind.as_str(), obstacle.id)).collect();
        assert_eq!(found, [(kind, id)], "{problem:?}");
        assert!(problem.obstacles.iter().all(|obstacle| !obstacle.label.is_empty()), "{problem:?}");
    }
}

#[test]
fn of_many_time_cards_written_down_at_once_one_is_kept_and_named_to_the_others() {
    let company = Company::shared();
    let trip = company.trip(company.customer(), making::hours_from(now() - HOUR, 3));
    let draft = domain::bookings::time_card::TimeCardDraft {
        logbook: Some(domain::id::LogbookId(trip.logbook)),
        from: Some(domain::time::Instant(now() - HOUR)),
        to: Some(domain::time::Instant(now())),
        ..Default::default()
    };
    let answers = race(20, |_| company.owner.again().try_create(RecordKind::TimeCard, &draft));
    let (winner, lost) = one_winner(&answers, 201);
    let card = winner.json::<Created>().id;
    named(&lost, "time-cards", Some(card));
    // Whoever moves another card there, or starts one, is told alike.
    let driver = company.invite_staff(trip.driver.staff);
    let late = domain::bookings::time_card::TimeCardDraft {
        from: Some(domain::time::Instant(now() + HOUR)),
        to: Some(domain::time::Instant(now() + 2 * HOUR)),
        ..draft.clone()
    };
    let other = company.owner.create(RecordKind::TimeCard, &late);
    let moved = company.owner.update(RecordKind::TimeCard, other.id, other.version, &draft);
    named(&[moved.refused(ProblemKind::AlreadyBooked)], "time-cards", Some(card));
    let path = format!("/api/logbooks/{}/clock-in", trip.logbook);
    let started = driver.call("POST", &path).key(&client::key()).send();
    named(&[started.refused(ProblemKind::AlreadyBooked)], "time-cards", Some(other.id));
}

#[test]
fn of_many_who_are_given_one_vehicle_at_once_one_gets_it_and_is_named_to_the_others() {
    let company = Company::shared();
    let vehicle = company.vehicle();
    let drivers: Vec<_> = (0..8).map(|_| company.driver()).collect();
    let answers = race(8, |place| {
        let draft = domain::fleet::assignment::AssignmentDraft {
            vehicle: Some(domain::id::VehicleId(vehicle)),
            driver: Some(DriverId(drivers[place].id)),
            from: Some(domain::time::Instant(now())),
            ..Default::default()
        };
        company.owner.again().try_create(RecordKind::Assignment, &draft)
    });
    let (winner, lost) = one_winner(&answers, 201);
    named(&lost, "assignments", Some(winner.json::<Created>().id));
}

#[test]
fn invoices_issued_at_once_are_numbered_without_a_gap() {
    let company = Company::fresh("numbers");
    let customer = company.customer();
    let drafts: Vec<Created> = (0..20).map(|_| company.invoice(company.approved(customer, tomorrow()))).collect();
    let answers = race(40, |place| {
        let draft = drafts[place % 20];
        let path = format!("/api/invoices/{}/issue", draft.id);
        company.owner.again().call("POST", &path).version(draft.version).send()
    });
    assert_eq!(answers.iter().filter(|answer| answer.status == 200).count(), 20);
    let mut numbers: Vec<String> = drafts
        .iter()
        .filter_map(|draft| company.owner.find::<Invoice>(RecordKind::Invoice, draft.id).facts.number)
        .collect();
    numbers.sort();
    let counters: Vec<u32> = numbers.iter().filter_map(|number| number.rsplit('-').next()?.parse().ok()).collect();
    assert_eq!(counters, (1..=20).collect::<Vec<_>>(), "{numbers:?}");
}

#[test]
fn of_many_ratings_of_one_driver_for_one_booking_one_counts() {
    let company = Company::shared();
    let contact = company.contact();
    let trip = company.completed(contact.customer);
    let path = format!("/api/portal/bookings/{}/ratings", trip.booking);
    let draft = RatingDraft { driver: Some(DriverId(trip.driver.id)), stars: 5, comment: String::new() };
    let answers = race(30, |_| contact.portal.again().keyed(&path, &draft));
    let (_, lost) = one_winner(&answers, 201);
    assert!(lost.iter().all(|problem| problem.known() == Some(ProblemKind::AlreadyDone)), "{lost:?}");
    named(&lost, "ratings", None);
    let driver: domain::people::driver::Driver = company.owner.find(RecordKind::Driver, trip.driver.id);
    assert_eq!((driver.facts.rating_summary.ratings, driver.facts.rating_summary.stars), (1, 5));
}

#[test]
fn a_payment_sent_many_times_with_one_key_is_received_once() {
    let company = Company::shared();
    let invoice = company.issued(company.customer());
    let (key, draft) = (client::key(), payment(&invoice, 1_000));
    let answers =
        race(30, |_| company.owner.again().call("POST", "/api/payments").key(&key).json(&draft).send().expect(201));
    assert!(answers.iter().all(|answer| answer.body == answers[0].body));
    let paid: Invoice = company.owner.find(RecordKind::Invoice, invoice.id);
    assert_eq!((paid.facts.payments.len(), paid.facts.paid), (1, 1_000));
}

#[test]
fn many_payments_at_once_never_pay_more_than_is_owed() {
    let company = Company::shared();
    let invoice = company.issued(company.customer());
    let part = invoice.facts.totals.total / 3;
    let draft = payment(&invoice, part);
    let answers = race(30, |_| company.owner.again().keyed("/api/payments", &draft));
    assert_eq!(answers.iter().filter(|answer| answer.status == 201).count(), 3);
    for refused in answers.iter().filter(|answer| answer.status != 201) {
        assert_eq!(refused.fields(), ["allocations.0.amount"]);
    }
    let paid: Invoice = company.owner.find(RecordKind::Invoice, invoice.id);
    assert_eq!((paid.facts.paid, paid.facts.payments.len()), (3 * part, 3));
}

#[test]
fn a_payment_is_reversed_once_however_many_try() {
    let company = Company::shared();
    let invoice = company.issued(company.customer());
    let paid: Created = company.pay(invoice.id, 1_000).expect(201).json();
    let path = format!("/api/payments/{}/reverse", paid.id);
    let reason = domain::money::payment::ReversalDraft { reason: "typed twice".into() };
    let answers = race(20, |_| company.owner.again().keyed(&path, &reason));
    let (winner, lost) = one_winner(&answers, 201);
    named(&lost, "payments", Some(winner.json::<Created>().id));
    let now_is: Invoice = company.owner.find(RecordKind::Invoice, invoice.id);
    assert_eq!((now_is.facts.paid, now_is.facts.payments.len()), (0, 2));
}

#[test]
fn a_driver_who_taps_many_times_clocks_in_once() {
    let company = Company::shared();
    let trip = company.trip(company.customer(), making::hours_from(now() - HOUR, 3));
    let driver = company.invite_staff(trip.driver.staff);
    let path = format!("/api/logbooks/{}/clock-in", trip.logbook);
    let answers = race(20, |_| driver.again().call("POST", &path).key(&client::key()).send());
    let (winner, lost) = one_winner(&answers, 201);
    named(&lost, "time-cards", Some(winner.json::<Created>().id));
    let running = format!("SELECT count(*) FROM time_cards WHERE driver = {} AND \"to\" IS NULL", trip.driver.id);
    assert_eq!(company.server.count(&running), 1);
}
