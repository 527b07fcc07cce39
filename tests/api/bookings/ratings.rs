//! Ratings: by that booking's customer, once, after it was completed, for whoever drove it.

use api_tests::{Company, making::tomorrow};
use domain::{
    bookings::{
        booking::PortalBooking,
        rating::{Ranked, Ranking, RatingDraft, WEIGHT, rating_summary},
    },
    id::DriverId,
    people::driver::Driver,
    problem::ProblemKind,
    record::RecordKind,
};

fn rating(driver: i64, stars: i64) -> RatingDraft {
    RatingDraft { driver: Some(DriverId(driver)), stars, comment: "Muy amable".into() }
}

#[test]
fn a_driver_is_rated_once_and_only_after_the_booking_was_completed() {
    let company = Company::shared();
    let contact = company.contact();
    let early = company.trip(contact.customer, tomorrow());
    let path = |booking: i64| format!("/api/portal/bookings/{booking}/ratings");
    contact.portal.keyed(&path(early.booking), &rating(early.driver.id, 5)).refused(ProblemKind::TransitionNotAllowed);
    company.drive(&early);
    for stars in [0, 6, -1] {
        assert_eq!(contact.portal.keyed(&path(early.booking), &rating(early.driver.id, stars)).fields(), ["stars"]);
    }
    let stranger = company.driver();
    let refused = contact.portal.keyed(&path(early.booking), &rating(stranger.id, 5));
    assert!(matches!(refused.status, 409 | 422), "{}", refused.excerpt());
    contact.portal.keyed(&path(early.booking), &rating(early.driver.id, 4)).expect(201);
    contact.portal.keyed(&path(early.booking), &rating(early.driver.id, 1)).refused(ProblemKind::AlreadyDone);
    let shown: PortalBooking =
        contact.portal.get(&format!("/api/portal/bookings/{}", early.booking)).expect(200).json();
    assert!(shown.trips.iter().all(|trip| !trip.can_rate));
    assert_eq!(shown.ratings.iter().map(|rating| rating.stars).collect::<Vec<_>>(), [4]);
}

#[test]
fn another_contact_of_the_same_customer_does_not_rate_a_second_time() {
    let company = Company::shared();
    let contact = company.contact();
    let colleague = company.contact_of(contact.customer);
    let trip = company.completed(contact.customer);
    let path = format!("/api/portal/bookings/{}/ratings", trip.booking);
    contact.portal.keyed(&path, &rating(trip.driver.id, 5)).expect(201);
    colleague.portal.keyed(&path, &rating(trip.driver.id, 1)).refused(ProblemKind::AlreadyDone);
}

#[test]
fn drivers_are_ranked_by_the_bayesian_average_from_five_ratings_on_and_the_others_stand_apart() {
    let company = Company::fresh("ranking");
    let contact = company.contact();
    let given = [[5, 2, 4, 1, 3].as_slice(), &[5, 4, 5, 5, 4], &[5, 5, 5, 5], &[]];
    let mut drivers = Vec::new();
    for stars in given {
        let driver = company.driver();
        for (day, stars) in (1..).zip(stars) {
            let span = api_tests::making::hours_from(api_tests::now() - day * domain::time::DAY, 2);
            let trip = company.trip_with(contact.customer, span, company.vehicle(), driver);
            company.drive(&trip);
            contact
                .portal
                .keyed(&format!("/api/portal/bookings/{}/ratings", trip.booking), &rating(driver.id, *stars))
                .expect(201);
        }
        drivers.push(driver.id);
    }
    let (all_stars, all) = (given.concat().iter().sum(), 14);
    let ranking: Ranking = company.owner.get("/api/ranking").expect(200).json();
    let ids = |part: &[Ranked]| part.iter().map(|ranked| ranked.driver).collect::<Vec<_>>();
    assert_eq!(ids(&ranking.ranked), [drivers[1], drivers[0]]);
    assert_eq!(ids(&ranking.unranked), [drivers[2], drivers[3]], "four times five stars are no place");
    assert_eq!(ranking.unranked.iter().map(|apart| apart.rating_summary.ratings).collect::<Vec<_>>(), [4, 0]);
    for (stars, driver) in given.iter().zip(&drivers) {
        let expected =
            rating_summary(stars.iter().sum(), i64::try_from(stars.len()).unwrap_or_default(), all_stars, all);
        let kept: Driver = company.owner.find(RecordKind::Driver, *driver);
        assert_eq!(kept.facts.rating_summary, expected, "weight {WEIGHT}");
        let shown = ranking.ranked.iter().chain(&ranking.unranked).find(|ranked| ranked.driver == *driver);
        assert_eq!(shown.map(|ranked| ranked.rating_summary), Some(expected));
    }
}
