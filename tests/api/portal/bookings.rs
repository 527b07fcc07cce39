use api_tests::{
    Company, client,
    making::{self, hours_from, tomorrow},
    now,
};
use domain::{
    bookings::{
        booking::{Booking, BookingDraft, BookingRequest, PortalBooking, PortalBookingRow, TransitionDraft},
        progress::BookingStatus,
    },
    check::FieldCode,
    id::{ContactId, VehicleTypeId},
    list::Page,
    notice::Notice,
    problem::ProblemKind,
    record::{Choice, Created, RecordKind},
    session::{Notification, PortalMe},
    settings::Company as Settings,
    time::DAY,
};

const BOOKINGS: &str = "/api/portal/bookings";

fn find(contact: &api_tests::Contact, booking: i64) -> PortalBooking {
    contact.portal.get(&format!("{BOOKINGS}/{booking}")).expect(200).json()
}

#[test]
fn a_request_appears_for_staff_at_once_as_it_was_asked() {
    let company = Company::shared();
    let (contact, dispatcher) = (company.contact(), company.client_with_role("dispatcher"));
    let types: Vec<Choice> = contact.portal.get("/api/portal/vehicle-types").expect(200).json();
    assert!(types.iter().any(|choice| choice.id == company.vehicle_type));
    let request = BookingRequest {
        vehicle_type: Some(VehicleTypeId(company.vehicle_type)),
        passengers: Some(4),
        load: "Four people".into(),
        note: "Two with wheelchairs\nplease".into(),
        ..making::request(tomorrow())
    };
    let created: Created = contact.portal.keyed(BOOKINGS, &request).expect(201).json();
    let seen: Booking = company.owner.find(RecordKind::Booking, created.id);
    assert_eq!(
        (seen.fields.subject.as_str(), seen.fields.note.as_str()),
        (request.subject.as_str(), request.note.as_str())
    );
    assert_eq!((seen.fields.contact, seen.facts.by_customer), (Some(ContactId(contact.id)), true));
    assert_eq!((seen.facts.situation.status, seen.fields.amount), (BookingStatus::New, None));
    let notified: Vec<Notification> = dispatcher.get("/api/notifications").expect(200).json();
    assert!(notified.iter().any(|one| one.notice == Notice::BookingRequested && one.subject == created.id));
    let own = find(&contact, created.id);
    assert_eq!((own.fields, own.number), (request, seen.facts.number));
    assert_eq!(own.timeline.iter().map(|reached| reached.status).collect::<Vec<_>>(), [BookingStatus::New]);
}

#[test]
fn nothing_is_requested_in_the_past_or_with_a_type_that_is_not_there() {
    let company = Company::shared();
    let contact = company.contact();
    let late =
        contact.portal.keyed(BOOKINGS, &making::request(hours_from(now() - DAY, 2))).refused(ProblemKind::Invalid);
    assert_eq!((late.errors[0].field.as_str(), late.errors[0].code), ("pickup_at", FieldCode::InThePast));
    let strange = BookingRequest { vehicle_type: Some(VehicleTypeId(404)), ..making::request(tomorrow()) };
    assert_eq!(contact.portal.keyed(BOOKINGS, &strange).fields(), ["vehicle_type"]);
    let rows: Page<PortalBookingRow> = contact.portal.get(BOOKINGS).expect(200).json();
    assert!(rows.rows.is_empty());
}

#[test]
fn a_request_is_changed_only_while_it_is_new() {
    let company = Company::shared();
    let contact = company.contact();
    let request = making::request(tomorrow());
    let created: Created = contact.portal.keyed(BOOKINGS, &request).expect(201).json();
    let path = format!("{BOOKINGS}/{}", created.id);
    let save =
        |version: i64, draft: &BookingRequest| contact.portal.call("PUT", &path).version(version).json(draft).send();
    let changed = BookingRequest { subject: "Glaciar trip".into(), ..request.clone() };
    let now_kept: PortalBooking = save(1, &changed).expect(200).json();
    assert_eq!((now_kept.version, now_kept.fields.subject.as_str()), (2, "Glaciar trip"));
    let stale = save(1, &request).refused(ProblemKind::Stale).current.expect("the booking as it is");
    assert_eq!(stale["fields"]["subject"], "Glaciar trip");
    assert_eq!(save(2, &making::request(hours_from(now() - DAY, 2))).fields(), ["pickup_at"]);
    let found: Page<PortalBookingRow> = contact.portal.get(&format!("{BOOKINGS}?q=glaciar")).expect(200).json();
    assert_eq!(found.rows.len(), 1);
    let by_number: Page<PortalBookingRow> =
        contact.portal.get(&format!("{BOOKINGS}?q={}", now_kept.number)).expect(200).json();
    assert_eq!(by_number.rows.len(), 1);

    let approval = TransitionDraft { amount: Some(9_900), ..TransitionDraft::default() };
    company.owner.act(&format!("/api/bookings/{}/approve", created.id), 2, &approval).done();
    save(3, &request).refused(ProblemKind::TransitionNotAllowed);
    assert_eq!(find(&contact, created.id).amount, Some(9_900));
}

#[test]
fn what_staff_note_as_a_price_is_the_customers_once_it_is_approved() {
    let company = Company::shared();
    let contact = company.contact();
    let draft = BookingDraft { amount: Some(9_900), ..company.booking_draft(contact.customer, tomorrow()) };
    let [id, other] = [(); 2].map(|()| company.owner.create(RecordKind::Booking, &draft).id);
    let price = |booking: i64| {
        let rows: Page<PortalBookingRow> = contact.portal.get(BOOKINGS).expect(200).json();
        let row = rows.rows.into_iter().find(|row| row.id == booking).expect("their booking");
        assert_eq!(row.amount, find(&contact, booking).amount);
        row.amount
    };
    let act = |booking: i64, act: &str, version: i64, amount: Option<i64>| {
        let draft = TransitionDraft { amount, ..TransitionDraft::default() };
        company.owner.act(&format!("/api/bookings/{booking}/{act}"), version, &draft).done();
    };
    assert_eq!(price(id), None);
    act(id, "approve", 1, Some(8_800));
    assert_eq!(price(id), Some(8_800));
    act(id, "cancel", 2, None);
    assert_eq!(price(id), Some(8_800), "it was agreed");
    act(other, "cancel", 1, None);
    assert_eq!(price(other), None, "it never was");
}

#[test]
fn a_customer_cancels_what_is_new_and_asks_for_what_is_approved() {
    let company = Company::shared();
    let contact = company.contact();
    let request = || contact.portal.keyed(BOOKINGS, &making::request(tomorrow())).expect(201).json::<Created>().id;
    let (new, approved) = (request(), request());
    let cancel = |booking: i64, version: i64| {
        contact.portal.act(&format!("{BOOKINGS}/{booking}/cancel"), version, &TransitionDraft::default())
    };
    cancel(new, 7).refused(ProblemKind::Stale);
    let gone: PortalBooking = cancel(new, 1).expect(200).json();
    assert_eq!(gone.status, BookingStatus::Cancelled);
    assert_eq!(
        gone.timeline.iter().map(|reached| reached.status).collect::<Vec<_>>(),
        [BookingStatus::New, BookingStatus::Cancelled]
    );
    let approval = TransitionDraft { amount: Some(100), ..TransitionDraft::default() };
    company.owner.act(&format!("/api/bookings/{approved}/approve"), 1, &approval).done();
    assert!(!cancel(approved, 2).refused(ProblemKind::TransitionNotAllowed).detail.is_empty());
}

#[test]
fn the_detail_tells_the_whole_way_without_the_names_of_staff() {
    let company = Company::shared();
    let contact = company.contact();
    let dispatcher = company.hire("owner");
    let name =
        dispatcher.client.get("/api/me").expect(200).json::<serde_json::Value>()["name"].as_str().map(str::to_owned);
    let trip = company.completed(contact.customer);
    let invoice = company.invoice(trip.booking);
    let path = format!("{BOOKINGS}/{}", trip.booking);
    assert_eq!(find(&contact, trip.booking).invoice, None, "a draft is not for the customer");
    dispatcher.client.call("POST", &format!("/api/invoices/{}/issue", invoice.id)).version(1).send().done();
    let answer = contact.portal.get(&path).expect(200);
    let seen: PortalBooking = answer.json();
    let reached: Vec<BookingStatus> = seen.timeline.iter().map(|reached| reached.status).collect();
    assert_eq!(
        reached,
        [BookingStatus::New, BookingStatus::Approved, BookingStatus::Processing, BookingStatus::Completed]
    );
    assert_eq!((seen.trips.len(), seen.trips[0].can_rate, seen.trips[0].driver), (1, true, trip.driver.id));
    assert_eq!(seen.invoice.map(|link| link.id), Some(invoice.id));
    assert!(!answer.body.contains(&name.expect("a name")) && !answer.body.contains("Olga Vega"));
}

#[test]
fn what_staff_archived_is_out_of_sight() {
    let company = Company::shared();
    let contact = company.contact();
    let request = making::request(tomorrow());
    let booking: Created = contact.portal.keyed(BOOKINGS, &request).expect(201).json();
    contact.portal.act(&format!("{BOOKINGS}/{}/cancel", booking.id), 1, &TransitionDraft::default()).done();
    company.owner.act(&format!("/api/bookings/{}/archive", booking.id), 2, &()).done();
    contact.portal.get(&format!("{BOOKINGS}/{}", booking.id)).refused(ProblemKind::NotFound);
    let rows: Page<PortalBookingRow> = contact.portal.get(BOOKINGS).expect(200).json();
    assert!(rows.rows.is_empty());
}

#[test]
fn the_list_is_narrowed_by_status_and_costs_what_it_shows() {
    let company = Company::shared();
    let contact = company.contact();
    for _ in 0..3 {
        contact.portal.call("POST", BOOKINGS).key(&client::key()).json(&making::request(tomorrow())).send().expect(201);
    }
    let answer = contact.portal.get(&format!("{BOOKINGS}?status=new&limit=2")).expect(200);
    let page: Page<PortalBookingRow> = answer.json();
    assert_eq!((page.rows.len(), page.next.is_some()), (2, true));
    assert!(answer.cost().statements <= 3, "{:?}", answer.cost());
    let next = client::escape(&page.next.unwrap_or_default());
    let page: Page<PortalBookingRow> =
        contact.portal.get(&format!("{BOOKINGS}?status=new&limit=2&cursor={next}")).expect(200).json();
    assert_eq!((page.rows.len(), page.next), (1, None));
}

#[test]
fn a_request_keeps_within_the_companys_bounds_and_is_told_them() {
    let company = Company::fresh("bounds");
    let contact = company.contact();
    let message =
        |answer: &api_tests::Answer| answer.problem().errors.iter().map(|one| one.message.clone()).collect::<String>();
    let ask = |from: i64, days: i64| {
        contact.portal.keyed(BOOKINGS, &making::request(hours_from(now() + from * DAY, days * 24)))
    };
    ask(700, 31).expect(201);
    let long = ask(1, 32);
    assert_eq!(long.fields(), ["ends_at"]);
    assert!(message(&long).contains("31 ") && message(&long).contains("32"), "{}", message(&long));
    let (far, both) = (ask(750, 1), ask(9_000, 800));
    assert_eq!(
        (far.fields(), both.fields()),
        (vec!["pickup_at".to_owned()], vec!["pickup_at".into(), "ends_at".into()])
    );

    let mut settings: Settings = company.owner.get("/api/settings").expect(200).json();
    (settings.fields.portal_months_ahead, settings.fields.portal_longest_days) = (1, 2);
    let put = || company.owner.call("PUT", "/api/settings").version(settings.version).json(&settings.fields).send();
    put().done();
    let me: PortalMe = contact.portal.get("/api/portal/me").expect(200).json();
    assert_eq!((me.company.portal_months_ahead, me.company.portal_longest_days), (1, 2), "the form can say it");
    assert_eq!((ask(40, 1).fields(), ask(3, 3).fields()), (vec!["pickup_at".to_owned()], vec!["ends_at".to_owned()]));
    let made: Created = ask(20, 2).expect(201).json();
    // The same bounds hold for a change.
    let later = making::request(hours_from(now() + 90 * DAY, 2));
    let path = format!("{BOOKINGS}/{}", made.id);
    let changed = contact.portal.call("PUT", &path).version(made.version).json(&later).send();
    assert_eq!(changed.fields(), ["pickup_at"]);
}

#[test]
fn staff_book_further_ahead_and_longer_but_not_without_end() {
    let company = Company::shared();
    let customer = company.customer();
    let book = |from: i64, days: i64| {
        let draft = company.booking_draft(customer, hours_from(now() + from * DAY, days * 24));
        company.owner.try_create(RecordKind::Booking, &draft)
    };
    book(1_000, 300).expect(201);
    for (from, days, field) in [(3_000, 1, "pickup_at"), (1, 400, "ends_at")] {
        let refused = book(from, days);
        assert_eq!(refused.fields(), [field]);
        assert!(refused.problem().errors[0].message.chars().any(|c| c.is_ascii_digit()), "it names its bound");
    }
}
