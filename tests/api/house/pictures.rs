//! Pictures: seen by whoever may see what they show, hung up by whoever brought them in.

use api_tests::{Client, Company, making::version, now};
use domain::{
    file::MOST_PICTURES,
    fleet::{
        assignment::AssignmentDraft,
        vehicle::{Vehicle, VehicleRow},
    },
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
    vehicle.photos = vec![PictureId(loose)];
    assert_eq!(dispatcher.try_create(RecordKind::Vehicle, &vehicle).fields(), ["photos"], "it is another's");
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

/// What is kept of whose pictures they are, in order.
fn kept_of(company: &Company, vehicle: i64) -> String {
    let texts = company.server.texts(&format!(
        "SELECT json_group_array(picture) FROM (SELECT picture FROM record_pictures WHERE kind = 'vehicles' \
         AND record = {vehicle} ORDER BY place)"
    ));
    texts.concat()
}

#[test]
fn a_vehicle_has_several_photos_of_which_the_first_is_its_cover() {
    let company = Company::fresh("photos");
    let [one, two, three] = [0; 3].map(|_| PictureId(picture(&company.owner)));
    let mut draft = company.vehicle_draft();
    draft.photos = vec![one, two];
    let id = company.owner.create(RecordKind::Vehicle, &draft).id;
    let cover = || {
        let rows: Vec<VehicleRow> = company.owner.rows(RecordKind::Vehicle, "");
        rows.into_iter().find(|row| row.id == id).and_then(|row| row.cover)
    };
    assert_eq!((cover(), kept_of(&company, id)), (Some(one), format!("[{one},{two}]")));

    // Another one in front, one gone; who isn't its owner may order them, and bring in nobody else's.
    let (workshop, loose) = (company.client_with_role("workshop"), PictureId(picture(&company.owner)));
    let save = |person: &Client, photos: &[PictureId]| {
        let mut vehicle: Vehicle = person.find(RecordKind::Vehicle, id);
        vehicle.fields.photos = photos.to_vec();
        person.update(RecordKind::Vehicle, id, vehicle.version, &vehicle.fields)
    };
    save(&company.owner, &[three, one]).done();
    assert_eq!((cover(), kept_of(&company, id)), (Some(three), format!("[{three},{one}]")));
    save(&workshop, &[one, three]).done();
    assert_eq!(save(&workshop, &[one, three, loose]).fields(), ["photos"]);
    assert_eq!((cover(), kept_of(&company, id)), (Some(one), format!("[{one},{three}]")));
    assert_eq!(company.owner.get(&format!("/api/pictures/{two}")).status, 200, "whoever brought it in sees it");
    assert_eq!(workshop.get(&format!("/api/pictures/{two}")).status, 404, "it shows nothing any more");

    assert_eq!(save(&company.owner, &[one, one]).fields(), ["photos"]);
    assert_eq!(save(&company.owner, &[one; MOST_PICTURES + 1]).fields(), ["photos"]);
    assert_eq!(save(&company.owner, &[PictureId(7)]).fields(), ["photos"]);

    let kept: Vehicle = company.owner.find(RecordKind::Vehicle, id);
    company.owner.call("DELETE", &format!("/api/vehicles/{id}")).version(kept.version).send().done();
    assert_eq!(kept_of(&company, id), "[]");
}
