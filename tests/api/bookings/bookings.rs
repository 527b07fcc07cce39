//! Bookings: the transitions that exist, their guards, and what may still be changed when.

use api_tests::{
    Company,
    making::{self, AMOUNT, hours_from, tomorrow},
    now,
};
use domain::{
    bookings::{
        booking::{Booking, BookingDraft, BookingRow, PortalBooking, TransitionDraft},
        logbook::Logbook,
        progress::{BookingStatus, LogbookStatus, Transition, target},
    },
    fleet::vehicle::Vehicle,
    history::HistoryEntry,
    money::invoice::{Invoice, InvoiceStatus},
    problem::ProblemKind,
    record::{Created, RecordKind},
    route,
    time::{DAY, HOUR, Instant},
};

fn kept(company: &Company, id: i64) -> Booking {
    company.owner.find(RecordKind::Booking, id)
}

fn draft_for(by: Transition) -> TransitionDraft {
    let amount = (by == Transition::Approve).then_some(AMOUNT);
    let reason = if matches!(by, Transition::Reject | Transition::Cancel) { "Because." } else { "" };
    TransitionDraft { amount, reason: reason.into() }
}

fn make(company: &Company, id: i64, by: Transition, draft: &TransitionDraft) -> api_tests::Answer {
    company.owner.act(&route::of_transition(by).path_to(&id.to_string()), kept(company, id).version, draft)
}

/// A booking in each state, with what brought it there.
fn in_state(company: &Company, status: BookingStatus) -> i64 {
    let customer = company.customer();
    match status {
        BookingStatus::New => company.booking(customer, tomorrow()).id,
        BookingStatus::Approved => company.trip(customer, tomorrow()).booking,
        BookingStatus::Processing => {
            let trip = company.trip(customer, tomorrow());
            company.step(&trip, "start");
            company.step(&trip, "finish");
            trip.booking
        }
        BookingStatus::Completed => company.completed(customer).booking,
        BookingStatus::Rejected | BookingStatus::Cancelled => {
            let id = company.booking(customer, tomorrow()).id;
            let by = if status == BookingStatus::Rejected { Transition::Reject } else { Transition::Cancel };
            make(company, id, by, &draft_for(by)).done();
            id
        }
    }
}

#[test]
fn exactly_the_moves_of_the_table_can_be_made_and_the_others_name_those_that_can() {
    let company = Company::shared();
    for status in BookingStatus::ALL {
        for by in Transition::ALL {
            let id = in_state(company, *status);
            let answer = make(company, id, *by, &draft_for(*by));
            match target(*status, *by) {
                Some(to) => {
                    answer.done();
                    assert_eq!(kept(company, id).facts.situation.status, to, "{status:?} {by:?}");
                }
                None => {
                    let allowed = answer.refused(ProblemKind::TransitionNotAllowed).allowed;
                    let expected: Vec<&str> =
                        domain::bookings::progress::transitions(*status).map(Transition::code).collect();
                    assert_eq!(allowed, expected, "{status:?} {by:?}");
                    assert_eq!(kept(company, id).facts.situation.status, *status, "{status:?} {by:?}");
                }
            }
        }
    }
}

#[test]
fn approving_needs_an_amount_above_zero_and_rejecting_a_reason() {
    let company = Company::shared();
    let id = company.booking(company.customer(), tomorrow()).id;
    for amount in [None, Some(0), Some(-5)] {
        let draft = TransitionDraft { amount, ..TransitionDraft::default() };
        assert_eq!(make(company, id, Transition::Approve, &draft).fields(), ["amount"]);
    }
    for reason in ["", "   "] {
        let draft = TransitionDraft { reason: reason.into(), ..TransitionDraft::default() };
        assert_eq!(make(company, id, Transition::Reject, &draft).fields(), ["reason"]);
    }
    assert_eq!(kept(company, id).facts.situation.status, BookingStatus::New);
}

#[test]
fn a_booking_has_no_start_of_its_own_and_what_nobody_drove_is_not_completed() {
    let company = Company::shared();
    let trip = company.trip(company.customer(), hours_from(now() - HOUR, 2));
    let start = format!("/api/bookings/{}/start", trip.booking);
    assert_eq!(company.owner.act(&start, kept(company, trip.booking).version, &TransitionDraft::default()).status, 404);
    company.step(&trip, "start");
    assert_eq!(kept(company, trip.booking).facts.situation.status, BookingStatus::Processing);
    company.step(&trip, "cancel");
    let problem = make(company, trip.booking, Transition::Complete, &TransitionDraft::default())
        .refused(ProblemKind::TransitionNotAllowed);
    assert!(!problem.detail.is_empty());
    assert_eq!(problem.allowed, ["cancel"]);
}

#[test]
fn a_booking_is_not_completed_while_a_logbook_is_open() {
    let company = Company::shared();
    let trip = company.trip(company.customer(), tomorrow());
    company.step(&trip, "start");
    make(company, trip.booking, Transition::Complete, &TransitionDraft::default())
        .refused(ProblemKind::TransitionNotAllowed);
    company.step(&trip, "finish");
    make(company, trip.booking, Transition::Complete, &TransitionDraft::default()).done();
}

#[test]
fn cancelling_takes_the_logbooks_and_the_unpaid_invoice_along() {
    let company = Company::shared();
    let trip = company.trip(company.customer(), tomorrow());
    let draft = company.invoice(trip.booking);
    company.owner.call("POST", &format!("/api/invoices/{}/issue", draft.id)).version(draft.version).send().done();
    make(company, trip.booking, Transition::Cancel, &draft_for(Transition::Cancel)).done();
    let logbook: Logbook = company.owner.find(RecordKind::Logbook, trip.logbook);
    let invoice: Invoice = company.owner.find(RecordKind::Invoice, draft.id);
    assert_eq!((logbook.facts.status, invoice.facts.status), (LogbookStatus::Cancelled, InvoiceStatus::Cancelled));
    // The vehicle and the driver are free again.
    let again = company.trip_with(company.customer(), tomorrow(), trip.vehicle, trip.driver);
    assert_ne!(again.logbook, trip.logbook);
}

#[test]
fn a_booking_that_was_paid_is_not_cancelled() {
    let company = Company::shared();
    let invoice = company.issued(company.customer());
    let booking = invoice.facts.bookings[0].id.0;
    company.pay(invoice.id, 100).expect(201);
    let problem = make(company, booking, Transition::Cancel, &draft_for(Transition::Cancel))
        .refused(ProblemKind::TransitionNotAllowed);
    assert!(!problem.detail.is_empty());
    assert_eq!(kept(company, booking).facts.situation.status, BookingStatus::Approved);
    assert_eq!(company.owner.find::<Invoice>(RecordKind::Invoice, invoice.id).facts.status, InvoiceStatus::PartlyPaid);
}

#[test]
fn the_amount_is_fixed_once_the_invoice_is_issued() {
    let company = Company::shared();
    let invoice = company.issued(company.customer());
    let booking = kept(company, invoice.facts.bookings[0].id.0);
    let dearer = BookingDraft { amount: Some(AMOUNT + 1), ..booking.fields.clone() };
    assert_eq!(company.owner.update(RecordKind::Booking, booking.id, booking.version, &dearer).fields(), ["amount"]);
    let noted = BookingDraft { note: "Two suitcases".into(), ..booking.fields };
    company.owner.update(RecordKind::Booking, booking.id, booking.version, &noted).done();
}

#[test]
fn a_contact_of_another_customer_is_refused_at_its_field() {
    let company = Company::shared();
    let contact = company.contact();
    let draft =
        BookingDraft { contact: making::contact_id(&contact), ..company.booking_draft(company.customer(), tomorrow()) };
    assert_eq!(company.owner.try_create(RecordKind::Booking, &draft).fields(), ["contact"]);
}

#[test]
fn numbers_count_up_without_a_gap_however_many_book_at_once() {
    let company = Company::fresh("numbers");
    let customer = company.customer();
    let made = api_tests::race(40, |place| {
        let mut draft = company.booking_draft(customer, tomorrow());
        if place % 4 == 0 {
            draft.customer = Some(domain::id::CustomerId(4_503_599_627_370_495));
        }
        company.owner.again().try_create(RecordKind::Booking, &draft)
    });
    assert_eq!(made.iter().filter(|answer| answer.status == 201).count(), 30);
    let rows: Vec<BookingRow> = company.owner.rows(RecordKind::Booking, "sort=number");
    let mut counters: Vec<u32> = rows.iter().filter_map(|row| row.number.rsplit('-').next()?.parse().ok()).collect();
    counters.sort_unstable();
    assert_eq!(counters, (1..=30).collect::<Vec<_>>());
    assert!(rows.iter().all(|row| row.number.starts_with("BK-20")));
}

#[test]
fn a_booking_is_found_by_its_number_and_its_customer() {
    let company = Company::shared();
    let mut customer = company.customer_draft();
    customer.company = format!("Peña{} Hermanos", api_tests::unique());
    let of = company.owner.create(RecordKind::Customer, &customer).id;
    let id = company.booking(of, tomorrow()).id;
    let number = kept(company, id).facts.number;
    let word = customer.company.split(' ').next().unwrap_or_default().to_owned();
    for q in [number.clone(), number.to_lowercase(), word] {
        let rows: Vec<BookingRow> =
            company.owner.rows(RecordKind::Booking, &format!("q={}", api_tests::client::escape(&q)));
        assert_eq!(rows.iter().map(|row| row.id).collect::<Vec<_>>(), [id], "{q}");
    }
}

#[test]
fn the_history_tells_each_move_and_what_it_changed() {
    let company = Company::shared();
    let id = company.approved(company.customer(), tomorrow());
    make(company, id, Transition::Cancel, &draft_for(Transition::Cancel)).done();
    let history: Vec<HistoryEntry> = company.owner.get(&format!("/api/bookings/{id}/history")).expect(200).json();
    let acts: Vec<&str> = history.iter().map(|entry| entry.act.code()).collect();
    assert_eq!(acts, ["cancelled", "approved", "created"]);
    let changed = |entry: &HistoryEntry| entry.changes.iter().map(|change| change.field.clone()).collect::<Vec<_>>();
    assert_eq!(
        (changed(&history[0]), changed(&history[1])),
        (vec!["reason".into(), "status".into()], vec!["amount".into(), "status".into()])
    );
}

#[test]
fn a_customer_changes_and_cancels_only_what_is_still_new() {
    let company = Company::shared();
    let contact = company.contact();
    let requested: Created =
        contact.portal.keyed("/api/portal/bookings", &making::request(tomorrow())).expect(201).json();
    let path = format!("/api/portal/bookings/{}", requested.id);
    let booking = || contact.portal.get(&path).expect(200).json::<PortalBooking>();
    let mut changed = booking().fields;
    changed.note = "With a child seat".into();
    contact.portal.call("PUT", &path).version(booking().version).json(&changed).send().done();
    assert_eq!(booking().fields, changed);
    contact.portal.call("PUT", &path).version(requested.version).json(&changed).send().refused(ProblemKind::Stale);
    make(company, requested.id, Transition::Approve, &draft_for(Transition::Approve)).done();
    contact
        .portal
        .call("PUT", &path)
        .version(booking().version)
        .json(&changed)
        .send()
        .refused(ProblemKind::TransitionNotAllowed);
    let cancel = contact.portal.act(&format!("{path}/cancel"), booking().version, &TransitionDraft::default());
    assert!(!cancel.refused(ProblemKind::TransitionNotAllowed).detail.is_empty());
}

#[test]
fn a_request_for_yesterday_is_refused() {
    let company = Company::shared();
    let contact = company.contact();
    let late = making::request(hours_from(now() - DAY, 1));
    assert_eq!(contact.portal.keyed("/api/portal/bookings", &late).fields(), ["pickup_at"]);
    let mut turned = making::request(tomorrow());
    turned.ends_at = turned.pickup_at;
    assert_eq!(contact.portal.keyed("/api/portal/bookings", &turned).fields(), ["ends_at"]);
}

#[test]
fn filters_of_status_customer_and_time_narrow_the_list() {
    let company = Company::shared();
    let (customer, start) = (company.customer(), now() + 90 * DAY);
    let ids: Vec<i64> = (0..4).map(|day| company.booking(customer, hours_from(start + day * DAY, 1)).id).collect();
    make(company, ids[1], Transition::Approve, &draft_for(Transition::Approve)).done();
    let found = |query: &str| {
        let rows: Vec<BookingRow> =
            company.owner.rows(RecordKind::Booking, &format!("customer={customer}&sort=-pickup_at&{query}"));
        rows.into_iter().map(|row| row.id).collect::<Vec<_>>()
    };
    assert_eq!(found(""), ids);
    assert_eq!(found("status=approved"), [ids[1]]);
    assert_eq!(found("status=new,approved"), ids);
    assert_eq!(found("unassigned=true"), [ids[1]]);
    assert_eq!(found(&format!("since={}&until={}", start + DAY, start + 3 * DAY)), ids[1..3]);
}

#[test]
fn the_invitation_to_the_calendar_has_the_trips_times() {
    let company = Company::shared();
    let contact = company.contact();
    let start = Instant(1_893_495_600_000); // 2030-01-01T11:00Z
    let span = domain::time::Span { from: start, to: start.plus(2 * HOUR) };
    let booking = company.booking(contact.customer, span).id;
    let ics = contact.portal.get(&format!("/api/portal/bookings/{booking}/calendar.ics")).expect(200);
    assert!(ics.header("content-type").starts_with("text/calendar"));
    for line in ["BEGIN:VEVENT\r\n", "DTSTART:20300101T110000Z\r\n", "DTEND:20300101T130000Z\r\n", "END:VCALENDAR\r\n"]
    {
        assert!(ics.body.contains(line), "{line}: {}", ics.body);
    }
}

#[test]
fn the_list_says_who_drives_what_of_the_first_trip_that_stands() {
    let company = Company::fresh("crew");
    let trip = company.trip(company.customer(), tomorrow());
    let crew = || {
        let rows: Vec<BookingRow> = company.owner.rows(RecordKind::Booking, "");
        let row = rows.into_iter().find(|row| row.id == trip.booking).expect("it is listed");
        (row.vehicle_name, row.driver_name)
    };
    let named = |kind: RecordKind, id: i64| {
        let record = company.owner.raw(kind, id);
        let name = record["fields"]["name"].as_str().or(record["facts"]["name"].as_str()).expect("it has a name");
        name.to_owned()
    };
    let vehicle = named(RecordKind::Vehicle, trip.vehicle);
    assert_eq!(crew(), (vehicle.clone(), named(RecordKind::Driver, trip.driver.id)));
    let mut renamed: Vehicle = company.owner.find(RecordKind::Vehicle, trip.vehicle);
    renamed.fields.name = format!("{vehicle} bis");
    company.owner.update(RecordKind::Vehicle, trip.vehicle, renamed.version, &renamed.fields).done();
    assert_eq!(crew().0, format!("{vehicle} bis"));
    company.server.sums_hold();
    company.step(&trip, "cancel");
    assert_eq!(crew(), (String::new(), String::new()));
    company.server.sums_hold();
}
