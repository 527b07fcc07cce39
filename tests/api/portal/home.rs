//! What the first page begins with, and to whom it is told.

use api_tests::{
    Client, Company, Contact,
    making::{AMOUNT, hours_from, tomorrow},
    now,
};
use domain::{
    bookings::{
        booking::{BookingDraft, PortalBooking},
        progress::Stage,
        rating::RatingDraft,
    },
    id::DriverId,
    people::staff::StaffDraft,
    portal::{PortalHome, SUGGESTED},
    problem::ProblemKind,
    record::{NoFacts, Record, RecordKind},
    settings::Company as Settings,
    time::{DAY, HOUR},
};

fn home(client: &Client) -> PortalHome {
    client.get("/api/portal/home").expect(200).json()
}

fn seen(contact: &Contact, booking: i64) -> PortalBooking {
    contact.portal.get(&format!("/api/portal/bookings/{booking}")).expect(200).json()
}

fn set(company: &Company, change: impl FnOnce(&mut Settings)) {
    let mut settings: Settings = company.owner.get("/api/settings").expect(200).json();
    change(&mut settings);
    company.owner.call("PUT", "/api/settings").version(settings.version).json(&settings.fields).send().done();
}

#[test]
fn the_next_trip_is_the_one_under_way_or_the_first_that_is_approved_and_not_over() {
    let company = Company::shared();
    let contact = company.contact();
    assert_eq!(home(&contact.portal), PortalHome { next: None, owed: None, unrated: None });
    let _ = company.booking(contact.customer, hours_from(now() + HOUR, 1));
    assert_eq!(home(&contact.portal).next, None, "nobody has agreed to it yet");
    let later = company.approved(contact.customer, hours_from(now() + 3 * DAY, 2));
    let _ = company.approved(contact.customer, hours_from(now() - 3 * DAY, 2));
    let next = home(&contact.portal).next.expect("a trip");
    assert_eq!((next.id, next.stage, next.crew.len()), (later, Stage::Approved, 0), "what is over comes no more");

    let sooner = company.trip(contact.customer, hours_from(now() - HOUR, 30));
    let next = home(&contact.portal).next.expect("a trip");
    assert_eq!((next.id, next.stage, next.crew.len()), (sooner.booking, Stage::Assigned, 1));
    assert_eq!(seen(&contact, sooner.booking).stage, Stage::Assigned);
    let first = company.approved(contact.customer, hours_from(now() - 2 * HOUR, 40));
    assert_eq!(home(&contact.portal).next.map(|trip| trip.id), Some(first));
    company.step(&sooner, "start");
    let next = home(&contact.portal).next.map(|trip| (trip.id, trip.stage));
    assert_eq!(next, Some((sooner.booking, Stage::Running)), "what is under way comes first");
    assert_eq!(home(&company.contact().portal).next, None, "and nobody else's");
}

#[test]
fn who_drives_is_told_with_a_phone_until_the_trip_is_over_and_only_where_the_company_says_so() {
    let company = Company::fresh("crew");
    let contact = company.contact();
    let trip = company.trip(contact.customer, hours_from(now() - HOUR, 3));
    let staff: Record<StaffDraft, NoFacts> =
        serde_json::from_value(company.owner.raw(RecordKind::Staff, trip.driver.staff)).expect("a staff member");
    let with_phone = StaffDraft { phone: "+34 611 222 333".into(), ..staff.fields };
    let path = format!("/api/staff/{}", trip.driver.staff);
    company.owner.call("PUT", &path).version(staff.version).json(&with_phone).send().done();

    let crew = home(&contact.portal).next.expect("a trip").crew;
    let told = &seen(&contact, trip.booking).trips;
    assert_eq!((crew[0].driver_name.as_str(), crew[0].phone.as_str()), (with_phone.name.as_str(), "+34 611 222 333"));
    assert!(crew[0].plate.ends_with("VGA") && !crew[0].vehicle_name.is_empty());
    assert_eq!((told[0].phone.as_str(), &told[0].plate), ("+34 611 222 333", &crew[0].plate));

    set(&company, |settings| settings.fields.portal_crew = false);
    for path in ["/api/portal/home".to_owned(), format!("/api/portal/bookings/{}", trip.booking)] {
        let body = contact.portal.get(&path).expect(200).body;
        for secret in [with_phone.name.as_str(), "611 222 333", &crew[0].plate, &crew[0].vehicle_name] {
            assert!(!body.contains(secret), "{path} tells {secret}: {body}");
        }
    }
    assert_eq!(
        home(&contact.portal).next.map(|trip| trip.stage),
        Some(Stage::Assigned),
        "that it is arranged is no secret"
    );

    company.drive(&trip);
    let after = seen(&contact, trip.booking);
    let [driven] = after.trips.as_slice() else { panic!("{after:?}") };
    assert_eq!(driven.driver_name, with_phone.name, "whom to rate");
    assert_eq!((driven.phone.as_str(), driven.vehicle_name.as_str(), driven.plate.as_str()), ("", "", ""));
    set(&company, |settings| settings.fields.portal_crew = true);
    let after = seen(&contact, trip.booking).trips;
    assert_eq!((after[0].phone.as_str(), &after[0].plate), ("", &crew[0].plate), "the call is over with the trip");
}

#[test]
fn what_is_to_pay_is_the_sum_of_what_is_owed_and_how_much_of_it_is_late() {
    let company = Company::fresh("to pay");
    // It is at least a day later on Kiritimati than on Samoa.
    set(&company, |settings| {
        settings.fields.zone = "Pacific/Pago_Pago".into();
        settings.fields.due_days = 0;
    });
    let contact = company.contact();
    let _ = company.invoice(company.approved(contact.customer, tomorrow()));
    assert_eq!(home(&contact.portal).owed, None, "a draft doesn't exist for them");
    let issued = company.issued(contact.customer);
    let total = issued.facts.totals.total;
    let owed = home(&contact.portal).owed.expect("something");
    assert_eq!((owed.invoices, owed.balance, owed.overdue, owed.invoice), (1, total, 0, Some(issued.id)));
    company.pay(issued.id, 1_000).expect(201);
    set(&company, |settings| settings.fields.due_days = 30);
    let later = company.issued(contact.customer).facts.totals.total;
    set(&company, |settings| settings.fields.zone = "Pacific/Kiritimati".into());
    let owed = home(&contact.portal).owed.expect("something");
    assert_eq!((owed.invoices, owed.balance, owed.overdue), (2, total + later - 1_000, total - 1_000));
    assert_eq!((owed.currency.as_str(), owed.invoice), ("EUR", None));
    assert!(total > AMOUNT, "tax is in it");
    assert_eq!(home(&company.contact().portal).owed, None, "and nobody else's");
}

#[test]
fn a_driven_trip_asks_for_its_rating_until_it_has_one() {
    let company = Company::shared();
    let contact = company.contact();
    let trip = company.completed(contact.customer);
    let unrated = home(&contact.portal).unrated.expect("a trip");
    assert_eq!(unrated.id, trip.booking);
    assert_eq!(home(&company.contact().portal).unrated, None, "and nobody else's");
    let rating = RatingDraft { driver: Some(DriverId(trip.driver.id)), stars: 5, ..RatingDraft::default() };
    contact.portal.keyed(&format!("/api/portal/bookings/{}/ratings", trip.booking), &rating).expect(201);
    assert_eq!(home(&contact.portal).unrated, None);
}

#[test]
fn ones_own_addresses_are_suggested_the_most_used_first_and_nobody_elses() {
    let company = Company::shared();
    let (contact, other) = (company.contact(), company.contact());
    let addresses =
        |contact: &Contact| -> Vec<String> { contact.portal.get("/api/portal/addresses").expect(200).json() };
    assert_eq!(addresses(&contact), [""; 0]);
    let ask = |from: &str, to: &str| {
        let draft = BookingDraft {
            pickup_address: from.into(),
            delivery_address: to.into(),
            ..company.booking_draft(contact.customer, tomorrow())
        };
        let _ = company.owner.create(RecordKind::Booking, &draft);
    };
    ask("Hotel", "Feria");
    ask("Puerto", "Hotel");
    let found = addresses(&contact);
    assert_eq!((found[0].as_str(), found.len()), ("Hotel", 3));
    assert_eq!(addresses(&other), [""; 0]);
    for place in 0..SUGGESTED {
        ask("Hotel", &format!("Sala {place}"));
    }
    assert_eq!(i64::try_from(addresses(&contact).len()), Ok(SUGGESTED));
    let cost = contact.portal.get("/api/portal/addresses").expect(200).cost();
    assert!(cost.statements <= 2, "{cost:?}");
}

#[test]
fn where_no_bookings_are_taken_there_is_no_first_page_of_them() {
    let company = Company::fresh("no bookings");
    let contact = company.contact();
    set(&company, |settings| settings.fields.portal_bookings = false);
    for path in ["/api/portal/home", "/api/portal/addresses"] {
        contact.portal.get(path).refused(ProblemKind::PortalClosed);
    }
}
