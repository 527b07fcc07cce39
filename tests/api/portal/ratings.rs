use api_tests::{Company, making::tomorrow, race};
use domain::{
    bookings::{
        booking::PortalBooking,
        rating::{RatingDraft, RatingRow},
    },
    id::DriverId,
    list::Page,
    notice::Notice,
    people::driver::Driver,
    problem::ProblemKind,
    record::RecordKind,
    session::Notification,
};

fn rating(driver: i64, stars: i64) -> RatingDraft {
    RatingDraft { driver: Some(DriverId(driver)), stars, comment: "Punctual".into() }
}

#[test]
fn a_driver_is_rated_once_for_a_completed_trip_and_told() {
    let company = Company::shared();
    let contact = company.contact();
    let trip = company.completed(contact.customer);
    let path = format!("/api/portal/bookings/{}/ratings", trip.booking);
    assert_eq!(contact.portal.keyed(&path, &rating(trip.driver.id, 6)).fields(), ["stars"]);
    contact.portal.keyed(&path, &rating(company.driver().id, 4)).refused(ProblemKind::TransitionNotAllowed);
    contact.portal.keyed(&path, &rating(trip.driver.id, 4)).expect(201);
    contact.portal.keyed(&path, &rating(trip.driver.id, 5)).refused(ProblemKind::AlreadyDone);

    let booking: PortalBooking =
        contact.portal.get(&format!("/api/portal/bookings/{}", trip.booking)).expect(200).json();
    assert_eq!((booking.ratings.len(), booking.ratings[0].stars, booking.trips[0].can_rate), (1, 4, false));
    let driver: Driver = company.owner.find(RecordKind::Driver, trip.driver.id);
    assert_eq!((driver.facts.rating_summary.ratings, driver.facts.rating_summary.stars), (1, 4));
    let listed: Page<RatingRow> = company.owner.list_page(RecordKind::Rating, &format!("driver={}", trip.driver.id));
    assert_eq!(listed.rows[0].comment, "Punctual");
    for person in [&company.invite_staff(trip.driver.staff), &company.owner] {
        let notified: Vec<Notification> = person.get("/api/notifications").expect(200).json();
        let of_this = |one: &&Notification| one.notice == Notice::DriverRated && one.subject == trip.booking;
        assert_eq!(notified.iter().filter(of_this).count(), 1);
    }
}

#[test]
fn a_trip_that_is_not_over_is_not_rated() {
    let company = Company::shared();
    let contact = company.contact();
    let trip = company.trip(contact.customer, tomorrow());
    let path = format!("/api/portal/bookings/{}/ratings", trip.booking);
    contact.portal.keyed(&path, &rating(trip.driver.id, 5)).refused(ProblemKind::TransitionNotAllowed);
}

#[test]
fn of_many_ratings_at_once_one_counts() {
    let company = Company::shared();
    let contact = company.contact();
    let trip = company.completed(contact.customer);
    let path = format!("/api/portal/bookings/{}/ratings", trip.booking);
    let clients: Vec<_> = (0..12).map(|_| contact.portal.again()).collect();
    let answers = race(clients.len(), |place| clients[place].keyed(&path, &rating(trip.driver.id, 3)));
    assert_eq!(answers.iter().filter(|answer| answer.status == 201).count(), 1);
    let driver: Driver = company.owner.find(RecordKind::Driver, trip.driver.id);
    assert_eq!(driver.facts.rating_summary.ratings, 1);
}
