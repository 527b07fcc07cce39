use api_tests::{Company, client};
use domain::{
    bookings::rating::RatingDraft,
    check::FieldCode,
    id::{DriverId, StaffId},
    people::{
        driver::{Driver, DriverDraft, DriverRow},
        staff::{Staff, StaffDraft},
    },
    record::RecordKind,
};

#[test]
fn a_member_of_staff_has_one_driver_profile_at_most() {
    let company = Company::shared();
    let driver = company.driver();
    let again = company.owner.try_create(RecordKind::Driver, &company.driver_draft(driver.staff));
    assert_eq!(again.fields(), ["staff"]);
    assert_eq!(again.problem().errors[0].code, FieldCode::Taken);
    let of_another = DriverDraft { staff: Some(StaffId(company.staff_member("driver"))), ..company.driver_draft(0) };
    let moved = company.owner.update(RecordKind::Driver, driver.id, 1, &of_another);
    assert_eq!(moved.fields(), ["staff"]);
    let staff: Staff = company.owner.find(RecordKind::Staff, driver.staff);
    assert_eq!(staff.facts.driver, Some(DriverId(driver.id)));
}

#[test]
fn a_driver_goes_by_the_staff_members_name_and_is_found_by_it() {
    let company = Company::shared();
    let driver = company.driver();
    for name in ["Olegario Zubiri", "Wenceslao Ñuñoa"] {
        let staff: Staff = company.owner.find(RecordKind::Staff, driver.staff);
        let renamed = StaffDraft { name: name.into(), ..staff.fields.clone() };
        company.owner.update(RecordKind::Staff, driver.staff, staff.version, &renamed).done();
    }
    let kept: Driver = company.owner.find(RecordKind::Driver, driver.id);
    assert_eq!(kept.facts.name, "Wenceslao Ñuñoa");
    let found = |q: &str| company.owner.rows::<DriverRow>(RecordKind::Driver, &format!("q={}", client::escape(q)));
    assert!(found("wences nunoa").iter().any(|row| row.id == driver.id));
    assert!(!found("olegario zubiri").iter().any(|row| row.id == driver.id), "still found by the old name");
    assert!(found(&kept.fields.licence_number).iter().any(|row| row.id == driver.id));
}

#[test]
fn a_driver_with_few_ratings_has_no_place_yet() {
    let company = Company::fresh("rating_summary");
    let contact = company.contact();
    let (first, second) = (company.completed(contact.customer), company.completed(contact.customer));
    for (trip, stars) in [(&first, 5), (&second, 2)] {
        let rating = RatingDraft { driver: Some(DriverId(trip.driver.id)), stars, comment: String::new() };
        contact.portal.keyed(&format!("/api/portal/bookings/{}/ratings", trip.booking), &rating).expect(201);
    }
    let rating_summary = |driver: i64| company.owner.find::<Driver>(RecordKind::Driver, driver).facts.rating_summary;
    for (trip, stars) in [(&first, 5), (&second, 2)] {
        let is = rating_summary(trip.driver.id);
        assert_eq!((is.ratings, is.stars, is.score), (1, stars, None));
    }
    assert_eq!(rating_summary(company.driver().id).score, None);
}
