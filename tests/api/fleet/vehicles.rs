//! Vehicles: unique plates and VINs, dated changes of status, names that follow.

use api_tests::{
    Client, Company,
    making::{day, hours_from, tomorrow},
    now, unique,
};
use domain::{
    bookings::logbook::Logbook,
    fleet::{
        assignment::AssignmentDraft,
        document::{DocumentDraft, DocumentType},
        vehicle::{Vehicle, VehicleDraft, VehicleRow, VehicleStatus},
        vehicle_group::VehicleGroupDraft,
    },
    id::{DriverId, VehicleGroupId, VehicleId},
    people::{customer::Customer, driver::Driver},
    problem::ProblemKind,
    record::{Created, RecordKind},
    time::{Date, HOUR, Instant},
};

fn kept(company: &Company, id: i64) -> Vehicle {
    company.owner.find(RecordKind::Vehicle, id)
}

#[test]
fn a_plate_and_a_vin_belong_to_one_vehicle_whatever_their_case() {
    let company = Company::shared();
    let vin = format!("WDB9066331S{:06}", unique());
    let draft = VehicleDraft { vin: vin.clone(), ..company.vehicle_draft() };
    let created = company.owner.create(RecordKind::Vehicle, &draft);
    let twin = VehicleDraft { plate: draft.plate.to_lowercase(), ..company.vehicle_draft() };
    assert_eq!(company.owner.try_create(RecordKind::Vehicle, &twin).fields(), ["plate"]);
    let twin = VehicleDraft { vin: vin.to_lowercase(), ..company.vehicle_draft() };
    assert_eq!(company.owner.try_create(RecordKind::Vehicle, &twin).fields(), ["vin"]);

    // An archived vehicle gives its plate back, and can't be restored while another has it.
    company.owner.call("POST", &format!("/api/vehicles/{}/archive", created.id)).version(created.version).send().done();
    company.owner.create(RecordKind::Vehicle, &VehicleDraft { plate: draft.plate, ..company.vehicle_draft() });
    let restore = company.owner.call("POST", &format!("/api/vehicles/{}/restore", created.id));
    let refused = restore.version(kept(company, created.id).version).send().refused(ProblemKind::TakenMeanwhile);
    assert_eq!(refused.errors[0].field, "plate");
}

#[test]
fn a_plate_is_one_however_it_is_written_is_kept_as_it_was_typed_and_is_found_by_every_spelling() {
    let company = Company::shared();
    let (digits, tail) =
        (format!("{:04}", unique() % 10_000), ["ABC", "KLM", "XYZ"][usize::try_from(unique() % 3).unwrap_or_default()]);
    let wide = |text: &str| text.chars().filter_map(|c| char::from_u32(u32::from(c) + 0xfee0)).collect::<String>();
    let typed = format!("{digits}-{tail} {}", unique());
    let number = typed.rsplit(' ').next().unwrap_or_default().to_owned();
    let id =
        company.owner.create(RecordKind::Vehicle, &VehicleDraft { plate: typed.clone(), ..company.vehicle_draft() }).id;
    assert_eq!(kept(company, id).fields.plate, typed);
    let spellings = [
        format!("{digits} {tail} {number}"),
        format!("{digits}{tail}{number}"),
        format!("{digits}.{tail}.{number}").to_lowercase(),
        format!("{digits}\u{a0}{tail}-{number}"),
        wide(&format!("{digits}{tail}{number}")),
    ];
    for plate in &spellings {
        let twin = VehicleDraft { plate: plate.clone(), ..company.vehicle_draft() };
        assert_eq!(company.owner.try_create(RecordKind::Vehicle, &twin).fields(), ["plate"], "{plate}");
        let rows: Vec<VehicleRow> =
            company.owner.rows(RecordKind::Vehicle, &format!("q={}", api_tests::client::escape(plate)));
        assert_eq!(rows.iter().map(|row| row.id).collect::<Vec<_>>(), [id], "{plate}");
    }
    // A letter that only looks Latin is named, and still finds.
    let cyrillic = typed.replace('A', "А").replace('K', "К").replace('X', "Х");
    let refused = company
        .owner
        .try_create(RecordKind::Vehicle, &VehicleDraft { plate: cyrillic.clone(), ..company.vehicle_draft() });
    let refused = refused.refused(ProblemKind::Invalid);
    assert_eq!(refused.errors[0].field, "plate");
    assert!(
        ["А ≠ A", "К ≠ K", "Х ≠ X"].iter().any(|named| refused.errors[0].message.contains(named)),
        "{}",
        refused.errors[0].message
    );
}

#[test]
fn a_vin_is_kept_without_what_the_scanner_and_people_put_between_and_a_chassis_number_has_its_place() {
    let company = Company::shared();
    let vin = format!("WDB9066331S{:06}", unique() % 1_000_000);
    let scanned = format!("I{} {}", &vin[..9].to_lowercase(), &vin[9..]);
    let id = company.owner.create(RecordKind::Vehicle, &VehicleDraft { vin: scanned, ..company.vehicle_draft() }).id;
    assert_eq!(kept(company, id).fields.vin, vin);
    let trailer = VehicleDraft { chassis_number: format!("T-{}", unique()), ..company.vehicle_draft() };
    let id = company.owner.create(RecordKind::Vehicle, &trailer).id;
    assert_eq!(kept(company, id).fields.chassis_number, trailer.chassis_number);
    let rows: Vec<VehicleRow> =
        company.owner.rows(RecordKind::Vehicle, &format!("q={}", trailer.chassis_number.replace('-', "")));
    assert_eq!(rows.iter().map(|row| row.id).collect::<Vec<_>>(), [id]);
}

#[test]
fn changes_of_status_and_group_are_kept_with_their_dates() {
    let company = Company::shared();
    let group = VehicleGroupDraft { name: format!("Norte {}", unique()), ..VehicleGroupDraft::default() };
    let group_id = company.owner.create(RecordKind::VehicleGroup, &group).id;
    let id = company.vehicle();
    let mut vehicle = kept(company, id);
    vehicle.fields.status = VehicleStatus::InShop;
    company.owner.update(RecordKind::Vehicle, id, vehicle.version, &vehicle.fields).done();
    vehicle.fields.vehicle_group = Some(VehicleGroupId(group_id));
    company.owner.update(RecordKind::Vehicle, id, vehicle.version + 1, &vehicle.fields).done();
    vehicle.fields.notes = "Not a change of status".into();
    company.owner.update(RecordKind::Vehicle, id, vehicle.version + 2, &vehicle.fields).done();
    let changes = kept(company, id).facts.status_changes;
    let seen: Vec<_> = changes.iter().map(|change| (change.status, change.group_name.as_str())).collect();
    assert_eq!(
        seen,
        [(VehicleStatus::InShop, group.name.as_str()), (VehicleStatus::InShop, ""), (VehicleStatus::Active, "")]
    );
    assert!(changes.iter().all(|change| change.who == "Olga Vega" && change.at.0 > 0));
}

#[test]
fn every_field_of_a_vehicle_is_kept() {
    let company = Company::shared();
    let mut full = serde_json::to_value(company.vehicle_draft()).expect("JSON");
    let fields = full.as_object_mut().expect("an object");
    for (name, value) in fields.iter_mut() {
        let filled: serde_json::Value = match name.as_str() {
            "name" | "plate" | "vehicle_type" | "vehicle_group" | "photos" | "status" | "ownership" => continue,
            "vin" => format!("VF1RFB00{:09}", unique()).into(),
            "year" => 2024.into(),
            "seats" => 9.into(),
            "gears" => 6.into(),
            "gearbox" => "manual".into(),
            "drive" => "rear".into(),
            "fuel_type" => "diesel".into(),
            "second_fuel_type" => "adblue".into(),
            "licence_class" => "C".into(),
            "in_service_on" => "2024-02-29".into(),
            "out_of_service_on" => "2031-01-01".into(),
            "purchased_on" | "warranty_until" => "2026-12-31".into(),
            _ if value.is_null() => 1_000.into(),
            _ => format!("Ñ {name}").chars().take(20).collect::<String>().into(),
        };
        *value = filled;
    }
    let created = company.owner.create(RecordKind::Vehicle, &full);
    assert_eq!(company.owner.raw(RecordKind::Vehicle, created.id)["fields"], full);
}

#[test]
fn a_vehicles_new_name_stands_on_its_logbooks() {
    let company = Company::shared();
    let trip = company.trip(company.customer(), tomorrow());
    let mut vehicle = kept(company, trip.vehicle);
    vehicle.fields.name = format!("Renombrada {}", unique());
    company.owner.update(RecordKind::Vehicle, trip.vehicle, vehicle.version, &vehicle.fields).done();
    let logbook: Logbook = company.owner.find(RecordKind::Logbook, trip.logbook);
    assert_eq!(logbook.facts.vehicle_name, vehicle.fields.name);
}

#[test]
fn an_archived_type_is_no_longer_chosen() {
    let company = Company::shared();
    let draft = VehicleGroupDraft { name: format!("Sur {}", unique()), ..VehicleGroupDraft::default() };
    let group = company.owner.create(RecordKind::VehicleGroup, &draft);
    company.owner.call("POST", &format!("/api/vehicle-groups/{}/archive", group.id)).version(1).send().done();
    let vehicle = VehicleDraft { vehicle_group: Some(VehicleGroupId(group.id)), ..company.vehicle_draft() };
    assert_eq!(company.owner.try_create(RecordKind::Vehicle, &vehicle).fields(), ["vehicle_group"]);
}

#[test]
fn filters_narrow_together() {
    let company = Company::shared();
    let draft = VehicleDraft { status: VehicleStatus::Sold, ..company.vehicle_draft() };
    let sold = company.owner.create(RecordKind::Vehicle, &draft).id;
    let ids = |query: &str| {
        company.owner.rows::<VehicleRow>(RecordKind::Vehicle, query).into_iter().map(|row| row.id).collect::<Vec<_>>()
    };
    let word = draft.name.rsplit(' ').next().unwrap_or_default().to_owned();
    assert_eq!(ids(&format!("status=sold,in_shop&q=van%20{word}")), [sold]);
    assert_eq!(ids(&format!("status=active&q=van%20{word}")), [0_i64; 0]);
    company.owner.get("/api/vehicles?status=flying").refused(ProblemKind::MalformedQuery);
    company.owner.get("/api/vehicles?vehicle_type=x").refused(ProblemKind::MalformedQuery);
}

#[test]
fn the_list_says_who_has_a_vehicle_now_and_when_the_first_of_its_papers_ends() {
    let company = Company::fresh("papers");
    let (vehicle, driver) = (company.vehicle(), company.driver());
    let row = || {
        let rows: Vec<VehicleRow> = company.owner.rows(RecordKind::Vehicle, "sort=first_end");
        rows.into_iter().find(|row| row.id == vehicle).expect("it is listed")
    };
    assert_eq!((row().driver_name.as_str(), row().first_end), ("", None));

    let keeps = |from: i64, to: Option<i64>| AssignmentDraft {
        vehicle: Some(VehicleId(vehicle)),
        driver: Some(DriverId(driver.id)),
        from: Some(Instant(now() + from)),
        to: to.map(|to| Instant(now() + to)),
        ..AssignmentDraft::default()
    };
    let _ = company.owner.create(RecordKind::Assignment, &keeps(-5 * HOUR, Some(-4 * HOUR)));
    let _ = company.owner.create(RecordKind::Assignment, &keeps(5 * HOUR, None));
    assert_eq!(row().driver_name, "", "neither who had it nor who will");
    let _ = company.owner.create(RecordKind::Assignment, &keeps(-HOUR, Some(HOUR)));
    let name = company.owner.raw(RecordKind::Driver, driver.id)["facts"]["name"].clone();
    assert_eq!(row().driver_name, name);

    let paper = |document_type: DocumentType, title: &str, expires_on: Option<Date>| DocumentDraft {
        vehicle: Some(VehicleId(vehicle)),
        document_type: Some(document_type),
        title: title.into(),
        expires_on,
        ..DocumentDraft::default()
    };
    let keep = |draft: &DocumentDraft| -> Created { company.owner.create(RecordKind::Document, draft) };
    let _ = keep(&paper(DocumentType::Registration, "Registration", None));
    assert_eq!(row().first_end, None, "what never ends");
    let inspection = keep(&paper(DocumentType::Inspection, "ITV 2026", day(10)));
    let permit = keep(&paper(DocumentType::Permit, "City", day(3)));
    assert_eq!((row().first_end, row().first_end_type), (day(3), Some(DocumentType::Permit)));
    let renewed = keep(&paper(DocumentType::Inspection, "ITV 2027", day(400)));
    let act = |what: &str, of: &Created, version: i64| {
        let path = format!("/api/documents/{}", of.id);
        let (method, path) = if what.is_empty() { ("DELETE", path) } else { ("POST", format!("{path}/{what}")) };
        company.owner.call(method, &path).version(version).send().done();
    };
    act("archive", &permit, permit.version);
    assert_eq!(row().first_end, day(400), "the inspection was renewed, and the permit is put away");
    act("", &renewed, renewed.version);
    assert_eq!((row().first_end, row().first_end_type), (day(10), Some(DocumentType::Inspection)));
    let other = company.vehicle();
    let moved =
        DocumentDraft { vehicle: Some(VehicleId(other)), ..paper(DocumentType::Inspection, "ITV 2026", day(10)) };
    company.owner.update(RecordKind::Document, inspection.id, inspection.version, &moved).done();
    assert_eq!((row().first_end, row().first_end_type), (None, None));
    act("restore", &permit, permit.version + 1);
    assert_eq!(row().first_end, day(3));
    company.server.sums_hold();
}

#[test]
fn the_list_and_the_pages_say_which_trip_is_on_and_which_comes_next() {
    let company = Company::fresh("next-trips");
    let customer = company.customer();
    let later = company.trip(customer, hours_from(now() + 30 * HOUR, 2));
    let (vehicle, driver) = (later.vehicle, later.driver);
    let row = || {
        let rows: Vec<VehicleRow> = company.owner.rows(RecordKind::Vehicle, "");
        rows.into_iter().find(|row| row.id == vehicle).expect("it is listed")
    };
    let vehicle_page = || company.owner.find::<Vehicle>(RecordKind::Vehicle, vehicle).facts;
    let driver_page = || company.owner.find::<Driver>(RecordKind::Driver, driver.id).facts;
    let customer_page = |who: &Client| who.find::<Customer>(RecordKind::Customer, customer).facts;
    let next = vehicle_page().next_trip.expect("it is planned");
    assert_eq!((next.booking, next.is_running), (Some(later.booking), false));
    assert_eq!((row().on_trip, row().next_trip_at), (false, Some(next.from)));
    assert_eq!(driver_page().next_trip, Some(next.clone()));
    assert_eq!(customer_page(&company.owner).next_trip.and_then(|trip| trip.booking), Some(later.booking));

    let sooner = company.trip_with(customer, hours_from(now() + HOUR / 4, 2), vehicle, driver);
    company.step(&sooner, "start");
    let on = vehicle_page().next_trip.expect("it is under way");
    assert_eq!((on.booking, on.is_running), (Some(sooner.booking), true));
    assert_eq!((row().on_trip, row().next_trip_at), (true, Some(next.from)));
    assert_eq!(driver_page().next_trip.map(|trip| trip.is_running), Some(true));

    let sales = company.client_with_role("accounting");
    let seen = customer_page(&sales);
    assert_eq!((seen.owes.is_some(), seen.counts.payments), (true, Some(0)));
}

#[test]
fn a_list_is_narrowed_to_the_records_that_were_picked() {
    let company = Company::shared();
    let picked = [company.vehicle(), company.vehicle()];
    let _ = company.vehicle();
    let query = format!("id={},{}", picked[0], picked[1]);
    let mut ids: Vec<i64> =
        company.owner.rows::<VehicleRow>(RecordKind::Vehicle, &query).into_iter().map(|row| row.id).collect();
    ids.sort_unstable();
    let mut wanted = picked;
    wanted.sort_unstable();
    assert_eq!(ids, wanted);
    let sheet = company.owner.get(&format!("/api/vehicles.csv?{query}")).expect(200).body.clone();
    assert_eq!(sheet.trim_end().lines().count(), 3, "{sheet}");
    company.owner.get("/api/vehicles?id=x").refused(ProblemKind::MalformedQuery);
}
