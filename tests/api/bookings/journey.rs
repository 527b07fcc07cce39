//! The journey everything else serves (product section 1), step by step as its people take it.

use api_tests::{
    Company, client,
    making::{self, assign, hours_from, payment},
    now,
};
use domain::{
    bookings::{
        booking::{Booking, BookingRow, PortalBooking, TransitionDraft},
        logbook::{Logbook, OdometerDraft},
        progress::{BookingStatus, LogbookStatus},
        rating::{RatingDraft, RatingRow},
        schedule::Today,
        time_card::TimeCardRow,
    },
    id::DriverId,
    list::Page,
    money::invoice::{Invoice, InvoiceStatus, PortalInvoiceRow},
    notice::Notice,
    overview::Overview,
    people::driver::Driver,
    record::{Created, RecordKind},
    session::Notification,
    time::{DAY, HOUR},
};

fn notices(person: &api_tests::Client, path: &str) -> Vec<(Notice, i64)> {
    let all: Vec<Notification> = person.get(path).expect(200).json();
    all.into_iter().map(|notification| (notification.notice, notification.subject)).collect()
}

#[test]
fn a_booking_goes_from_the_request_to_the_rating() {
    let company = Company::fresh("journey");
    company.move_to_noon();
    let (contact, dispatcher, accounting) =
        (company.contact(), company.client_with_role("dispatcher"), company.client_with_role("accounting"));
    let (vehicle, driver) = (company.vehicle(), company.driver());
    let drives = company.invite_staff(driver.staff);
    let span = hours_from(now() + HOUR / 2, 2);

    // 1. The customer requests it.
    let requested: Created = contact.portal.keyed("/api/portal/bookings", &making::request(span)).expect(201).json();
    let id = requested.id;

    // 2. It appears at once for staff, with a notification; they approve it with its amount.
    let listed: Page<BookingRow> = dispatcher.list_page(RecordKind::Booking, "status=new");
    assert_eq!(listed.rows.iter().map(|row| row.id).collect::<Vec<_>>(), [id]);
    assert!(notices(&dispatcher, "/api/notifications").contains(&(Notice::BookingRequested, id)));
    let approval = TransitionDraft { amount: Some(24_000), ..TransitionDraft::default() };
    dispatcher.act(&format!("/api/bookings/{id}/approve"), requested.version, &approval).done();
    assert!(notices(&contact.portal, "/api/portal/notifications").contains(&(Notice::BookingApproved, id)));

    // 3. A vehicle and a driver for a time span; neither may be booked twice; the driver is notified.
    let assigned: Created = dispatcher.keyed("/api/logbooks", &assign(id, vehicle, driver.id, span)).expect(201).json();
    let other = company.approved(contact.customer, span);
    dispatcher.keyed("/api/logbooks", &assign(other, vehicle, company.driver().id, span)).expect(409);
    dispatcher.keyed("/api/logbooks", &assign(other, company.vehicle(), driver.id, span)).expect(409);
    assert!(notices(&drives, "/api/notifications").iter().any(|(notice, _)| *notice == Notice::TripAssigned));

    // 4. The invoice is created from the booking; the customer sees it and pays it.
    let path = format!("/api/bookings/{id}/invoice");
    let drafted: Created = accounting.call("POST", &path).key(&client::key()).send().expect(201).json();
    accounting.call("POST", &format!("/api/invoices/{}/issue", drafted.id)).version(drafted.version).send().done();
    let invoices: Page<PortalInvoiceRow> = contact.portal.get("/api/portal/invoices").expect(200).json();
    let [shown] = &invoices.rows[..] else { panic!("{invoices:?}") };
    // 240.00 and 21 % of it.
    assert_eq!((shown.id, shown.status, shown.total), (drafted.id, InvoiceStatus::Issued, 29_040));
    let issued: Invoice = accounting.find(RecordKind::Invoice, drafted.id);
    accounting.keyed("/api/payments", &payment(&issued, 9_040)).expect(201);
    let partly: Invoice = contact.portal.get(&format!("/api/portal/invoices/{}", drafted.id)).expect(200).json();
    assert_eq!((partly.facts.status, partly.facts.balance), (InvoiceStatus::PartlyPaid, 20_000));
    accounting.keyed("/api/payments", &payment(&issued, 20_000)).expect(201);
    let paid: Invoice = accounting.find(RecordKind::Invoice, drafted.id);
    assert_eq!((paid.facts.status, paid.facts.balance), (InvoiceStatus::Paid, 0));

    // 5. On the day the driver starts, records time and odometer, and finishes.
    // What the day has: the trip, and the booking's version once it only waits to be completed.
    let day = || {
        let today: Today = drives.get("/api/today").expect(200).json();
        today.trips.iter().map(|trip| (trip.logbook.id, trip.completes)).collect::<Vec<_>>()
    };
    assert_eq!(day(), [(assigned.id, None)]);
    let logbook = || company.owner.find::<Logbook>(RecordKind::Logbook, assigned.id);
    let booking = || company.owner.find::<Booking>(RecordKind::Booking, id);
    let odometer = |metres| OdometerDraft { odometer: Some(metres), ..OdometerDraft::default() };
    drives.act(&format!("/api/logbooks/{}/start", assigned.id), logbook().version, &odometer(10_000_000)).done();
    assert_eq!(booking().facts.situation.status, BookingStatus::Processing);
    assert_eq!(day(), [(assigned.id, None)]);
    drives.call("POST", &format!("/api/logbooks/{}/clock-in", assigned.id)).key(&client::key()).send().expect(201);
    drives.call("POST", &format!("/api/logbooks/{}/clock-out", assigned.id)).send().done();
    drives.act(&format!("/api/logbooks/{}/finish", assigned.id), logbook().version, &odometer(10_042_000)).done();
    let finished = logbook();
    assert_eq!(finished.facts.status, LogbookStatus::Completed);
    assert_eq!((finished.fields.odometer_start, finished.fields.odometer_end), (Some(10_000_000), Some(10_042_000)));
    assert_eq!(day(), [(assigned.id, Some(booking().version))]);
    drives.act(&format!("/api/bookings/{id}/complete"), booking().version, &TransitionDraft::default()).done();
    assert_eq!(day(), [(assigned.id, None)]);
    let cards: Page<TimeCardRow> = company.owner.list_page(RecordKind::TimeCard, &format!("logbook={}", assigned.id));
    assert_eq!(cards.rows.len(), 1);

    // 6. The customer rates the driver; the rating appears for staff and moves the ranking.
    let seen: PortalBooking = contact.portal.get(&format!("/api/portal/bookings/{id}")).expect(200).json();
    assert_eq!(seen.status, BookingStatus::Completed);
    assert!(seen.trips.iter().all(|trip| trip.can_rate && trip.driver == driver.id));
    let states: Vec<BookingStatus> = seen.timeline.iter().map(|reached| reached.status).collect();
    assert_eq!(
        states,
        [BookingStatus::New, BookingStatus::Approved, BookingStatus::Processing, BookingStatus::Completed]
    );
    let rating = RatingDraft { driver: Some(DriverId(driver.id)), stars: 5, comment: "Puntual".into() };
    contact.portal.keyed(&format!("/api/portal/bookings/{id}/ratings"), &rating).expect(201);
    let ratings: Page<RatingRow> = dispatcher.list_page(RecordKind::Rating, "");
    assert_eq!(ratings.rows.iter().map(|row| (row.driver, row.stars)).collect::<Vec<_>>(), [(driver.id, 5)]);
    let ranked: Driver = dispatcher.find(RecordKind::Driver, driver.id);
    assert_eq!((ranked.facts.rating_summary.ratings, ranked.facts.rating_summary.score), (1, None));

    // 7. The overview shows what was earned.
    let date = |at: i64| domain::time::Instant(at).utc_date().unwrap_or_default();
    let (from, to) = (date(now() - 30 * DAY), date(now() + 2 * DAY));
    let overview: Overview = company.owner.get(&format!("/api/overview?from={from}&to={to}")).expect(200).json();
    assert_eq!(overview.months.iter().map(|month| month.invoiced).sum::<i64>(), 29_040);
    assert_eq!(overview.months.iter().map(|month| month.collected).sum::<i64>(), 29_040);
    assert_eq!(overview.open_balance, Some(0));
    assert_eq!(overview.ranking.unranked.first().map(|first| first.driver), Some(driver.id));
    company.server.sums_hold();
}
