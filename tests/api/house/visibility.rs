//! Prices, invoices, costs and pay are seen by whom they concern, and by nobody else in any answer: amounts that can't be
//! mistaken are planted, every way of asking is walked as every role, and their digits are looked for in what comes back.

use api_tests::{
    Client, Company,
    making::{assign, tomorrow, version},
    now, unique,
};
use domain::{
    bookings::booking::TransitionDraft,
    fleet::assignment::AssignmentDraft,
    id::{DriverId, RoleId, VehicleId},
    money::{invoice::Invoice, unit_price::UnitPrice},
    people::{leave::LeaveDraft, role::RoleDraft, staff::StaffDraft},
    permission::{Act, Area, NamedAct, Permission, Permissions},
    problem::ProblemKind,
    record::{Created, RecordKind, Verb},
    route::{self, Method, Who},
    time::{HOUR, Instant, Span},
};
use serde_json::{Value, json};
use std::collections::BTreeMap;

const PRICE: i64 = 8_765_432_100;
const TOTAL: i64 = 7_654_321_900;
const PAID: i64 = 5_432_198_700;
const BOUGHT: i64 = 6_543_219_800;
const RESALE: i64 = 4_321_987_600;
const RATE: i64 = 3_219_876_500;
const REASON: &str = "Meniscectomia";

/// What begins so in every form that an amount is written in, with or without decimals.
fn digits(amount: i64) -> String {
    amount.to_string().chars().take(8).collect()
}

/// A value, and the built-in roles that may see it.
struct Planted {
    what: &'static str,
    text: String,
    seen_by: &'static [&'static str],
}

struct Scene {
    company: Company,
    /// A record of each kind that was planted, by its collection.
    records: BTreeMap<&'static str, i64>,
    planted: Vec<Planted>,
    driver: Client,
}

fn planted(number: &str) -> Vec<Planted> {
    let price: &[&str] = &["owner", "dispatcher", "accounting", "viewer"];
    let money: &[&str] = &["owner", "accounting", "viewer"];
    let cost: &[&str] = &["owner", "dispatcher", "workshop", "accounting", "viewer"];
    let one = |what, text: String, seen_by| Planted { what, text, seen_by };
    vec![
        one("a booking's amount", digits(PRICE), price),
        one("an invoice's total", digits(TOTAL), money),
        one("what was paid", digits(PAID), money),
        one("what a customer owes", digits(TOTAL - PAID), money),
        one("an invoice's number", number.to_owned(), money),
        one("a purchase price", digits(BOUGHT), cost),
        one("a resale value", digits(RESALE), cost),
        one("an hourly rate", digits(RATE), &["owner"]),
        one("a reason of leave", REASON.to_owned(), &["owner"]),
    ]
}

impl Scene {
    fn new() -> Self {
        let company = Company::fresh("visibility");
        let owner = &company.owner;
        let mut vehicle = company.vehicle_draft();
        (vehicle.purchase_price, vehicle.resale_value) = (Some(BOUGHT), Some(RESALE));
        let vehicle = owner.create(RecordKind::Vehicle, &vehicle).id;
        let staff = StaffDraft { hourly_rate: Some(RATE), ..company.staff_draft("driver") };
        let staff = owner.create(RecordKind::Staff, &staff).id;
        let driver = owner.create(RecordKind::Driver, &company.driver_draft(staff)).id;
        let customer = company.customer();
        // One that waits in the tray, and one with everything.
        let span = tomorrow();
        let waiting = approved(&company, customer, span);
        let booking = approved(&company, customer, span);
        let logbook = owner.keyed("/api/logbooks", &assign(booking, vehicle, driver, span)).expect(201);
        let logbook = logbook.json::<Created>().id;
        let draft = company.invoice(booking);
        let mut invoice: Invoice = owner.find(RecordKind::Invoice, draft.id);
        for line in &mut invoice.fields.lines {
            (line.unit_price, line.tax) = (UnitPrice::of_amount(TOTAL), domain::money::TaxRate(0));
        }
        owner.update(RecordKind::Invoice, invoice.id, invoice.version, &invoice.fields).done();
        owner.call("POST", &format!("/api/invoices/{}/issue", invoice.id)).version(2).send().done();
        let paid = company.pay(invoice.id, PAID).expect(201);
        let has = AssignmentDraft {
            vehicle: Some(VehicleId(vehicle)),
            driver: Some(DriverId(driver)),
            from: Some(Instant(now() - HOUR)),
            ..AssignmentDraft::default()
        };
        owner.create(RecordKind::Assignment, &has);
        // Of somebody else than the driver who looks.
        let leave = LeaveDraft {
            driver: Some(DriverId(company.driver().id)),
            from: Some(span.from),
            reason: REASON.into(),
            ..LeaveDraft::default()
        };
        let leave = owner.create(RecordKind::Leave, &leave).id;
        // Whatever changes leaves a trace in the histories.
        let touch = |kind, id, fields: &[&str]| {
            let mut kept = owner.raw(kind, id)["fields"].clone();
            for field in fields {
                kept[*field] = kept[*field].as_i64().map(|value| value + 1).into();
            }
            owner.update(kind, id, version(owner, kind, id), &kept).done();
        };
        touch(RecordKind::Vehicle, vehicle, &["purchase_price", "resale_value"]);
        touch(RecordKind::Staff, staff, &["hourly_rate"]);
        touch(RecordKind::Booking, waiting, &["amount"]);
        let number = owner.raw(RecordKind::Invoice, invoice.id)["facts"]["number"].as_str().map(str::to_owned);
        let person = company.invite_staff(staff);
        let records = [
            ("vehicles", vehicle),
            ("staff", staff),
            ("drivers", driver),
            ("leave", leave),
            ("customers", customer),
            ("bookings", booking),
            ("logbooks", logbook),
            ("invoices", invoice.id),
            ("payments", paid.json::<Created>().id),
        ];
        let records = records.into_iter().chain([("waiting", waiting)]).collect();
        Self { planted: planted(&number.expect("a number")), records, driver: person, company }
    }

    /// Every GET that staff may try, each at every planted record that its path can mean.
    fn questions(&self) -> Vec<String> {
        let (from, to) = (now() - 24 * HOUR, now() + 72 * HOUR);
        let mut questions = Vec::new();
        for route in route::all().filter(|route| route.method == Method::Get) {
            if matches!(route.who, Who::Anyone | Who::Customer | Who::CustomerBookings) {
                continue;
            }
            let path = route.path();
            let collection = path.trim_start_matches("/api/").split(['/', '.']).next().unwrap_or_default().to_owned();
            let ids: Vec<i64> = match path.contains("{id}") {
                true => {
                    let waiting = (collection == "bookings").then_some("waiting");
                    let of = [Some(collection.as_str()), waiting].into_iter().flatten();
                    of.filter_map(|name| self.records.get(name)).copied().collect()
                }
                false => vec![0],
            };
            for id in ids {
                let path = path.replace("{id}", &id.to_string()).replace("{token}", "none");
                questions.push(path.clone());
                match path.as_str() {
                    "/api/work-totals" => questions.push(format!("{path}?from={from}&to={to}")),
                    "/api/schedule" => {
                        let by = ["vehicles", "drivers"].map(|by| format!("{path}?from={from}&to={to}&by={by}"));
                        questions.extend(by);
                    }
                    "/api/search" => {
                        let texts = self.planted.iter().map(|planted| planted.text.clone());
                        questions.extend(texts.map(|text| format!("{path}?q={text}")));
                        questions.push(format!("{path}?q=transfer"));
                    }
                    "/api/outbox/compose-options" | "/api/outbox/about" => {
                        for (kind, id) in &self.records {
                            questions.push(format!("{path}?record_kind={kind}&record={id}"));
                        }
                    }
                    _ => {}
                }
            }
        }
        questions
    }

    fn people(&self) -> Vec<(&'static str, std::sync::Arc<Client>)> {
        let roles = ["owner", "dispatcher", "workshop", "accounting", "driver", "viewer"];
        let mut people: Vec<_> = roles.into_iter().map(|role| (role, self.company.client_with_role(role))).collect();
        people.push(("driver", std::sync::Arc::new(self.driver.again())));
        people
    }
}

fn approved(company: &Company, customer: i64, span: Span) -> i64 {
    let booking = company.booking(customer, span);
    let approval = TransitionDraft { amount: Some(PRICE), ..TransitionDraft::default() };
    company.owner.act(&format!("/api/bookings/{}/approve", booking.id), booking.version, &approval).done();
    booking.id
}

#[test]
fn what_a_role_may_not_see_is_in_no_answer_and_nothing_is_sorted_by_it() {
    let scene = Scene::new();
    let mut shown: BTreeMap<&str, usize> = BTreeMap::new();
    let mut wrong = Vec::new();
    for (role, person) in scene.people() {
        for question in scene.questions() {
            let answer = person.get(&question);
            assert!(answer.status < 500, "{question}: {}", answer.excerpt());
            for planted in &scene.planted {
                let found = answer.body.contains(&planted.text);
                if found && planted.seen_by.contains(&role) {
                    *shown.entry(planted.what).or_default() += 1;
                } else if found {
                    wrong.push(format!("{role} reads {} in {question}", planted.what));
                }
            }
        }
        let sees_price = scene.planted[0].seen_by.contains(&role);
        for list in ["bookings", "bookings.csv"] {
            for sort in ["amount", "-amount"] {
                let answer = person.get(&format!("/api/{list}?sort={sort}"));
                if sees_price {
                    let _ = answer.expect(200);
                } else {
                    let problem = answer.refused(ProblemKind::MalformedQuery);
                    assert_eq!(problem.errors[0].field, "sort", "{role} {list}");
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    for planted in &scene.planted {
        assert!(shown.get(planted.what).is_some_and(|times| *times > 1), "{} is told nowhere: {shown:?}", planted.what);
    }
    whoever_does_not_see_a_value_neither_sets_nor_loses_it(&scene);
}

/// Somebody with just these permissions.
fn somebody(company: &Company, permissions: &[Permission]) -> Client {
    let permissions: Permissions = permissions.iter().copied().collect();
    let role = RoleDraft { name: format!("Role {}", unique()), permissions, ..RoleDraft::default() };
    let role = RoleId(company.owner.create(RecordKind::Role, &role).id);
    let draft = StaffDraft { roles: vec![role], ..company.staff_draft("viewer") };
    company.invite_staff(company.owner.create(RecordKind::Staff, &draft).id)
}

/// In the scene of the walk, so that it is set once.
fn whoever_does_not_see_a_value_neither_sets_nor_loses_it(scene: &Scene) {
    let company = &scene.company;
    let keeps = |area| [Act::View, Act::Create, Act::Edit, Act::Archive].map(|act| Permission::In(area, act));
    let clerk = somebody(company, &keeps(Area::Bookings));
    let customer = scene.records["customers"];
    let booking = approved(company, customer, tomorrow());
    let kind = RecordKind::Booking;
    let kept = clerk.raw(kind, booking);
    assert_eq!(kept["fields"].get("amount"), None);
    assert_eq!((kept["facts"].get("invoice"), kept["facts"]["situation"].get("amount")), (None, None));
    let mut draft = kept["fields"].clone();
    draft["note"] = "Ring twice".into();
    let saved = clerk.update(kind, booking, version(&clerk, kind, booking), &draft).expect(200);
    assert!(!saved.body.contains(&digits(PRICE)), "{}", saved.excerpt());
    assert_eq!(company.owner.raw(kind, booking)["fields"]["amount"], PRICE);
    let stale = clerk.update(kind, booking, 1, &draft);
    let current = stale.refused(ProblemKind::Stale).current.expect("the record as it is");
    assert!(!stale.body.contains(&digits(PRICE)) && current["fields"]["note"] == "Ring twice", "{}", stale.excerpt());
    draft["amount"] = 5.into();
    assert_eq!(clerk.update(kind, booking, version(&clerk, kind, booking), &draft).fields(), ["amount"]);
    draft["amount"] = Value::Null;
    draft["note"] = "Ring once".into();
    clerk.update(kind, booking, version(&clerk, kind, booking), &draft).done();
    assert_eq!(company.owner.raw(kind, booking)["fields"]["amount"], PRICE);
    for (act, method, status) in [("complete", "POST", 409), ("cancel", "POST", 200), ("archive", "POST", 200)] {
        let call = clerk.call(method, &format!("/api/bookings/{booking}/{act}"));
        let answer = call.version(version(&clerk, kind, booking)).json(&json!({})).send().expect(status);
        assert!(!answer.body.contains(&digits(PRICE)), "{act}: {}", answer.excerpt());
    }

    // New ones without seeing what they cost.
    for (kind, draft, field, acts) in [
        (
            RecordKind::Booking,
            serde_json::to_value(company.booking_draft(customer, tomorrow())),
            "amount",
            vec![Permission::In(Area::Bookings, Act::View), Permission::In(Area::Bookings, Act::Create)],
        ),
        (
            RecordKind::Vehicle,
            serde_json::to_value(company.vehicle_draft()),
            "purchase_price",
            vec![Permission::In(Area::Fleet, Act::View), Permission::In(Area::Fleet, Act::Create)],
        ),
        (
            RecordKind::Staff,
            serde_json::to_value(StaffDraft { roles: vec![], ..company.staff_draft("driver") }),
            "hourly_rate",
            vec![Permission::In(Area::People, Act::View), Permission::In(Area::People, Act::Create)],
        ),
    ] {
        let mut draft = draft.expect("a draft is JSON");
        if kind == RecordKind::Staff {
            draft["roles"] = json!([company
                .owner
                .create(RecordKind::Role, &RoleDraft { name: format!("Role {}", unique()), ..RoleDraft::default() })
                .id]);
        }
        let person = somebody(company, &acts);
        draft[field] = 77.into();
        assert_eq!(person.try_create(kind, &draft).fields(), [field], "{kind:?}");
        draft[field] = Value::Null;
        let made = person.create(kind, &draft);
        assert_eq!(person.raw(kind, made.id)["fields"].get(field), None, "{kind:?}");
        assert!(company.owner.raw(kind, made.id)["fields"].get(field).is_some_and(Value::is_null), "{kind:?}");
    }

    // A customer can't be deleted because of invoices that one may not see: they are in the way without a name.
    let keeper = somebody(company, &keeps(Area::Customers));
    let path = format!("/api/customers/{customer}");
    let answer = keeper.call("DELETE", &path).version(version(&keeper, RecordKind::Customer, customer)).send();
    let problem = answer.refused(ProblemKind::StillReferred);
    assert!(problem.obstacles.is_empty() && !problem.detail.is_empty(), "{}", answer.excerpt());

    // Nor does a mail's beginning fill in what its writer doesn't see.
    let template = json!({ "name": format!("Price {}", unique()), "offered_for": "bookings", "subject": "{what}",
        "body": "Price: {amount}" });
    company.owner.create(RecordKind::MailTemplate, &template);
    let writer = somebody(company, &[Permission::In(Area::Bookings, Act::View), Permission::To(NamedAct::SendMail)]);
    let options = |person: &Client| {
        person
            .get(&format!("/api/outbox/compose-options?record_kind=bookings&record={}", scene.records["bookings"]))
            .expect(200)
            .body
    };
    let priced = |options: String| options.contains("654,321") || options.contains("654.321");
    assert_eq!((priced(options(&writer)), priced(options(&company.owner))), (false, true));
}

#[test]
fn no_word_that_a_record_is_found_or_called_by_is_hidden_from_anybody() {
    for kind in RecordKind::ALL {
        for name in kind.restrictions().iter().flat_map(|restriction| restriction.names) {
            let listed = kind.verbs().contains(&Verb::List);
            assert!(listed, "{kind:?}");
            // Every hidden field of a draft is empty by leaving it out, so that a save which lacks it can be told apart.
            let specimen = api_tests::specimens::all().into_iter().find(|specimen| specimen.kind == *kind);
            let draft = specimen.and_then(|specimen| specimen.draft).map(|draft| draft(Company::shared()));
            let blank = draft.as_ref().and_then(|draft| draft.get(*name));
            assert!(blank.is_none_or(Value::is_null), "{kind:?} {name}: {blank:?}");
            assert_ne!(*name, specimen_search(*kind), "{kind:?}");
        }
    }
}

fn specimen_search(kind: RecordKind) -> &'static str {
    api_tests::specimens::all()
        .into_iter()
        .find(|specimen| specimen.kind == kind)
        .map_or("", |specimen| specimen.searched)
}
