//! Documents: of a vehicle or a driver, in the order in which they end, warned of when a trip outlasts them.

use api_tests::{
    Answer, Company, Driver,
    making::{assign, day, hours_from},
    now, unique,
};
use domain::{
    bookings::logbook::{Availability, Logbook, LogbookDraft, Warning},
    fleet::document::{Document, DocumentDraft, DocumentRow, DocumentType, Validity},
    id::{DriverId, VehicleId},
    problem::ProblemKind,
    record::{Created, RecordKind},
    time::{DAY, Span},
};

fn of_vehicle(vehicle: i64, ends: i64) -> DocumentDraft {
    DocumentDraft {
        vehicle: Some(VehicleId(vehicle)),
        document_type: Some(DocumentType::Inspection),
        title: format!("ITV {}", unique()),
        number: "ITV-2026".into(),
        expires_on: day(ends),
        ..DocumentDraft::default()
    }
}

fn of_driver(driver: i64, ends: i64) -> DocumentDraft {
    let driver = Some(DriverId(driver));
    DocumentDraft { vehicle: None, driver, document_type: Some(DocumentType::Medical), ..of_vehicle(0, ends) }
}

fn create(company: &Company, draft: &DocumentDraft) -> i64 {
    company.owner.create(RecordKind::Document, draft).id
}

fn shown(company: &Company, query: &str) -> Vec<i64> {
    company.owner.rows::<DocumentRow>(RecordKind::Document, query).into_iter().map(|row| row.id).collect()
}

#[test]
fn a_document_is_a_vehicles_or_a_drivers_and_never_both() {
    let company = Company::shared();
    let (vehicle, driver) = (company.vehicle(), company.driver().id);
    let refused = |draft: DocumentDraft| company.owner.try_create(RecordKind::Document, &draft).fields();
    assert_eq!(refused(DocumentDraft { vehicle: None, ..of_vehicle(vehicle, 9) }), ["vehicle"]);
    assert_eq!(refused(DocumentDraft { driver: Some(DriverId(driver)), ..of_vehicle(vehicle, 9) }), ["driver"]);
    assert_eq!(refused(DocumentDraft { document_type: None, ..of_vehicle(vehicle, 9) }), ["document_type"]);
    assert_eq!(refused(DocumentDraft { issued_on: day(10), ..of_vehicle(vehicle, 9) }), ["expires_on"]);
    assert_eq!(refused(of_vehicle(4_503_599_627_370_495, 9)), ["vehicle"]);
    let kept: Document = company.owner.find(RecordKind::Document, create(company, &of_driver(driver, 9)));
    assert!(!kept.facts.driver_name.is_empty() && kept.facts.vehicle_name.is_empty(), "{:?}", kept.facts);
}

#[test]
fn what_ends_first_stands_first_and_what_never_ends_last() {
    let company = Company::shared();
    let vehicle = company.vehicle();
    let [late, never, early] = [400, 0, -3].map(|ends| {
        let draft = of_vehicle(vehicle, ends);
        create(company, &if ends == 0 { DocumentDraft { expires_on: None, ..draft } } else { draft })
    });
    assert_eq!(shown(company, &format!("vehicle={vehicle}")), [early, late, never]);
    assert_eq!(shown(company, &format!("vehicle={vehicle}&sort=-expires_on")), [never, late, early]);
}

#[test]
fn a_list_is_narrowed_to_what_has_expired_will_soon_or_holds() {
    let company = Company::shared();
    let vehicle = company.vehicle();
    let ids: Vec<i64> = [-1, 1, 30, 60].map(|ends| create(company, &of_vehicle(vehicle, ends))).into();
    let endless = create(company, &DocumentDraft { expires_on: None, ..of_vehicle(vehicle, 1) });
    let of = |query: &str| shown(company, &format!("vehicle={vehicle}&{query}"));
    assert_eq!(of("validity=expired"), ids[..1]);
    assert_eq!(of("validity=soon"), ids[1..3]);
    assert_eq!(of("validity=valid"), [ids[3], endless]);
    assert_eq!(of("validity=expired,soon"), ids[..3]);
    assert_eq!(of("document_type=permit"), [0_i64; 0]);
    let rows = company.owner.rows::<DocumentRow>(RecordKind::Document, &format!("vehicle={vehicle}"));
    let validity: Vec<Validity> = rows.iter().map(|row| row.validity).collect();
    assert_eq!(validity, [Validity::Expired, Validity::Soon, Validity::Soon, Validity::Valid, Validity::Valid]);
    company.owner.get("/api/documents?validity=perhaps").refused(ProblemKind::MalformedQuery);
}

#[test]
fn a_document_is_named_after_its_vehicle_as_that_is_named_now() {
    let company = Company::shared();
    let draft = company.vehicle_draft();
    let vehicle = company.owner.create(RecordKind::Vehicle, &draft);
    let document = create(company, &of_vehicle(vehicle.id, 9));
    let renamed = domain::fleet::vehicle::VehicleDraft { name: "Otro nombre".into(), ..draft };
    company.owner.update(RecordKind::Vehicle, vehicle.id, vehicle.version, &renamed).done();
    let kept: Document = company.owner.find(RecordKind::Document, document);
    assert_eq!(kept.facts.vehicle_name, "Otro nombre");
}

#[test]
fn a_vehicle_with_documents_is_not_deleted_and_names_them() {
    let company = Company::shared();
    let vehicle = company.owner.create(RecordKind::Vehicle, &company.vehicle_draft());
    let document = create(company, &of_vehicle(vehicle.id, 9));
    let path = format!("/api/vehicles/{}", vehicle.id);
    let refused = company.owner.call("DELETE", &path).version(vehicle.version).send();
    let obstacles = refused.refused(ProblemKind::StillReferred).obstacles;
    assert_eq!(obstacles.iter().map(|o| (o.kind.as_str(), o.id)).collect::<Vec<_>>(), [("documents", Some(document))]);
}

/// A trip the day after tomorrow, by a vehicle and a driver of its own.
struct Plan {
    booking: i64,
    vehicle: i64,
    driver: Driver,
    span: Span,
}

impl Plan {
    fn new(company: &Company) -> Self {
        let span = hours_from(now() + 2 * DAY, 2);
        let booking = company.approved(company.customer(), span);
        Self { booking, vehicle: company.vehicle(), driver: company.driver(), span }
    }

    fn draft(&self) -> LogbookDraft {
        assign(self.booking, self.vehicle, self.driver.id, self.span).logbook
    }

    fn warnings(&self, company: &Company) -> Vec<Warning> {
        company.owner.post("/api/availability", &self.draft()).expect(200).json::<Availability>().warnings
    }

    fn assign(&self, company: &Company, despite_warnings: bool) -> Answer {
        let draft = assign(self.booking, self.vehicle, self.driver.id, self.span);
        company.owner.keyed("/api/logbooks", &domain::bookings::logbook::AssignDraft { despite_warnings, ..draft })
    }
}

#[test]
fn assigning_warns_of_a_document_that_ends_before_the_trip_and_records_who_went_ahead() {
    let company = Company::shared();
    let plan = Plan::new(company);
    create(company, &of_vehicle(plan.vehicle, 40));
    create(company, &of_driver(plan.driver.id, 40));
    assert_eq!(plan.warnings(company), []);
    let permit = |draft: DocumentDraft| DocumentDraft { document_type: Some(DocumentType::Permit), ..draft };
    create(company, &permit(of_vehicle(plan.vehicle, 0)));
    assert_eq!(plan.warnings(company), [Warning::VehicleDocumentExpires]);
    create(company, &permit(of_driver(plan.driver.id, 0)));
    let all = [Warning::DriverDocumentExpires, Warning::VehicleDocumentExpires];
    assert_eq!(plan.warnings(company), all);
    let refused = plan.assign(company, false).refused(ProblemKind::WarningsUnconfirmed);
    let codes: Vec<&str> = refused.obstacles.iter().map(|obstacle| obstacle.kind.as_str()).collect();
    assert_eq!(codes, ["driver_document_expires", "vehicle_document_expires"]);
    let made: Created = plan.assign(company, true).expect(201).json();
    let logbook: Logbook = company.owner.find(RecordKind::Logbook, made.id);
    assert_eq!(logbook.facts.overridden, all);
    assert!(!logbook.facts.overridden_by.is_empty());
}

#[test]
fn a_document_that_was_renewed_or_put_away_is_not_warned_of() {
    let company = Company::shared();
    let plan = Plan::new(company);
    create(company, &of_vehicle(plan.vehicle, -200));
    assert_eq!(plan.warnings(company), [Warning::VehicleDocumentExpires]);
    create(company, &of_vehicle(plan.vehicle, 165));
    assert_eq!(plan.warnings(company), []);
    // Permits are told apart by their titles: another one doesn't renew this one.
    let permit = |title: &str, ends: i64| DocumentDraft {
        document_type: Some(DocumentType::Permit),
        title: title.into(),
        ..of_vehicle(plan.vehicle, ends)
    };
    let old = company.owner.create(RecordKind::Document, &permit("Mercancías", -1));
    create(company, &permit("Centro de Madrid", 90));
    assert_eq!(plan.warnings(company), [Warning::VehicleDocumentExpires]);
    company.owner.call("POST", &format!("/api/documents/{}/archive", old.id)).version(old.version).send().done();
    assert_eq!(plan.warnings(company), []);
}
