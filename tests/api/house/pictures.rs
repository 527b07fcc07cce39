//! Pictures: seen by whoever may see what they show, hung up by whoever brought them in.

use api_tests::{Client, Company, making::version, now};
use domain::{
    fleet::assignment::AssignmentDraft,
    id::{DriverId, PictureId, VehicleId},
    people::staff::Staff,
    record::{Created, RecordKind},
    time::Instant,
};

const PNG: &[u8] = b"\x89PNG\r\n\x1a\n and whatever follows";

fn picture(person: &Client) -> i64 {
    let call = person.call("POST", "/api/pictures").header("content-type", "image/png");
    call.bytes(PNG.to_vec()).send().expect(201).json::<Created>().id
}

#[test]
fn a_picture_is_seen_by_whoever_may_see_what_it_shows() {
    let company = Company::shared();
    let (workshop, dispatcher) = (company.client_with_role("workshop"), company.client_with_role("dispatcher"));
    let status = |person: &Client, picture: i64| person.get(&format!("/api/pictures/{picture}")).status;

    let loose = picture(&workshop);
    assert_eq!((status(&workshop, loose), status(&company.owner, loose)), (200, 404), "while it shows nothing");
    let mut vehicle = company.vehicle_draft();
    vehicle.photo = Some(PictureId(loose));
    assert_eq!(dispatcher.try_create(RecordKind::Vehicle, &vehicle).fields(), ["photo"], "it is another's");
    let vehicle = workshop.create(RecordKind::Vehicle, &vehicle).id;
    assert_eq!([&*workshop, &*dispatcher, &company.owner].map(|person| status(person, loose)), [200; 3]);
    let driver = company.driver();
    let drives = company.invite_staff(driver.staff);
    assert_eq!(status(&drives, loose), 404, "a vehicle that isn't theirs");
    let has = AssignmentDraft {
        vehicle: Some(VehicleId(vehicle)),
        driver: Some(DriverId(driver.id)),
        from: Some(Instant(now())),
        ..AssignmentDraft::default()
    };
    company.owner.create(RecordKind::Assignment, &has);
    assert_eq!(status(&drives, loose), 200);

    let face = picture(&company.owner);
    let mut staff: Staff = company.owner.find(RecordKind::Staff, driver.staff);
    staff.fields.photo = Some(PictureId(face));
    company.owner.update(RecordKind::Staff, staff.id, staff.version, &staff.fields).done();
    assert_eq!((status(&dispatcher, face), status(&drives, face)), (200, 200), "who sees staff, and oneself");
    assert_eq!(status(&workshop, face), 404, "who sees no staff");
    // Another's save that leaves it as it is goes through.
    let mut vehicle_now = dispatcher.raw(RecordKind::Vehicle, vehicle);
    vehicle_now["fields"]["notes"] = "Washed".into();
    let seen = version(&dispatcher, RecordKind::Vehicle, vehicle);
    dispatcher.update(RecordKind::Vehicle, vehicle, seen, &vehicle_now["fields"]).done();
}
