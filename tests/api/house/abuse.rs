//! Everything a route can be sent that it shouldn't: each is told what is wrong with which field, and nothing is written.

use api_tests::{
    Answer, Client, Company, Contact, Server, client,
    company::set_up,
    making::{self, Trip, tomorrow},
    specimens,
};
use domain::{
    bookings::{
        answer::DeclineDraft,
        booking::{BookingRequest, TransitionDraft},
        change_request::{ChangeRequestDraft, RequestKind, RequestRefusalDraft},
        logbook::{AssignDraft, LogbookDraft, OdometerDraft},
        rating::RatingDraft,
    },
    check::Draft,
    mail::{
        account::{PasswordDraft, TestMailDraft},
        app::SecretDraft,
        outbox::ComposeDraft,
    },
    money::payment::ReversalDraft,
    notice::{Channels, NoticeChoiceDraft, WordingDraft},
    problem::ProblemKind,
    record::{Created, RecordKind, Verb},
    route::{self, Endpoint, Route, Who},
    session::{
        Acceptance, LinkDraft, NewPassword, PasswordChange, PreferenceDraft, ProfileDraft, ResetRequest, SignIn,
    },
    settings::CompanyDraft,
};
use serde_json::{Value, json};
use std::{collections::BTreeSet, sync::LazyLock};

/// A company of its own, because rows are counted, with something in the right state for every path.
struct Scene {
    company: Company,
    contact: Contact,
    /// Who drives the assigned trip.
    driver: Client,
    /// A booking that the customer asked for.
    new: i64,
    /// Assigned, on the road, arrived, and completed.
    assigned: Trip,
    driving: Trip,
    arrived: Trip,
    done: Trip,
    /// What the customer asks of another booking.
    request: i64,
    invoice: i64,
    payment: i64,
    staff_link: String,
    portal_link: String,
}

impl Scene {
    fn new(name: &str) -> Self {
        let company = Company::fresh(name);
        let contact = company.contact();
        let customer = contact.customer;
        let id = |answer: Answer| answer.expect(201).json::<Created>().id;
        let new = id(contact.portal.keyed("/api/portal/bookings", &making::request(tomorrow())));
        let [assigned, driving, arrived] = [0, 0, 0].map(|_| company.trip(customer, tomorrow()));
        let driver = company.invite_staff(assigned.driver.staff);
        company.step(&driving, "start");
        company.step(&arrived, "start");
        company.step(&arrived, "finish");
        let done = company.completed(customer);
        let asked = ChangeRequestDraft {
            kind: Some(RequestKind::Change),
            text: "Somos dos más".into(),
            ..ChangeRequestDraft::default()
        };
        let of = company.approved(customer, tomorrow());
        let request = id(contact.portal.keyed(&format!("/api/portal/bookings/{of}/change-request"), &asked));
        let invoice = company.issued(customer).id;
        let payment = id(company.pay(company.issued(customer).id, 100));
        let link = |path: String| api_tests::company::token(&company.link(&path)).to_owned();
        let staff_link = link(format!("/api/staff/{}/link", company.staff_member("viewer")));
        let other = company.owner.create(RecordKind::Contact, &company.contact_draft(customer));
        let portal_link = link(format!("/api/contacts/{}/link", other.id));
        Self {
            company,
            contact,
            driver,
            new,
            assigned,
            driving,
            arrived,
            done,
            request,
            invoice,
            payment,
            staff_link,
            portal_link,
        }
    }

    fn caller(&self, route: &Route) -> &Client {
        if matches!(route.who, Who::Customer | Who::CustomerBookings) {
            &self.contact.portal
        } else if route.endpoint == Endpoint::DeclineLogbook {
            &self.driver
        } else {
            &self.company.owner
        }
    }

    /// Something of the right kind for the path, so that the body is what is wrong.
    fn path(&self, route: &Route) -> String {
        let path = route.path();
        let token = if path.starts_with("/api/portal/") { &self.portal_link } else { &self.staff_link };
        path.replace("{token}", token).replace("{id}", &self.subject(route.endpoint).to_string())
    }

    fn subject(&self, endpoint: Endpoint) -> i64 {
        use Endpoint as E;
        let made = |kind| {
            let specimen = specimens::all().into_iter().find(|specimen| specimen.kind == kind);
            (specimen.expect("every kind has a specimen").make)(&self.company)
        };
        match endpoint {
            E::Record(kind, Verb::Update) => made(kind),
            E::ApproveBooking | E::RejectBooking | E::CancelBooking => self.new,
            E::PortalUpdateBooking | E::PortalCancelBooking => self.new,
            E::CompleteBooking => self.arrived.booking,
            E::UpdateLogbook | E::StartLogbook | E::DeclineLogbook => self.assigned.logbook,
            E::FinishLogbook => self.driving.logbook,
            E::PortalRateDriver => self.done.booking,
            E::PortalRequestChange => self.assigned.booking,
            E::DeclineChangeRequest => self.request,
            E::InviteStaff => made(RecordKind::Staff),
            E::InviteContact => made(RecordKind::Contact),
            E::SetAppSecret => made(RecordKind::MailApp),
            E::SetAccountPassword | E::SendTestMail => made(RecordKind::MailAccount),
            E::CancelInvoice => self.invoice,
            E::ReversePayment => self.payment,
            // These have no id in their path, or are created.
            _ => 0,
        }
    }

    fn call(&self, route: &Route, path: &str) -> api_tests::Call<'_> {
        let mut call = self.caller(route).call(route.method.name(), path);
        if route.flags.keyed {
            call = call.key(&client::key());
        }
        if route.flags.versioned {
            call = call.version(self.version(route, path));
        }
        call
    }

    fn version(&self, route: &Route, path: &str) -> i64 {
        let segments: Vec<&str> = path.split('/').collect();
        let of = match segments[..] {
            [_, api, "portal", collection, id, ..] => format!("/{api}/portal/{collection}/{id}"),
            [_, api, collection, id, ..] => format!("/{api}/{collection}/{id}"),
            _ => path.to_owned(),
        };
        let kept: Value = self.caller(route).get(&of).expect(200).json();
        kept["version"].as_i64().expect("a versioned route's record has a version")
    }
}

fn with_bodies() -> impl Iterator<Item = Route> {
    route::all().filter(|route| route.flags.body)
}

/// An empty draft of what the route takes: every field there is, by name.
fn empty(route: &Route) -> Value {
    fn of<D: Draft>() -> Value {
        json!(D::default())
    }
    match route.endpoint {
        Endpoint::Record(kind, _) => specimens::types_of(kind).draft,
        Endpoint::SetUp => json!(domain::settings::SetUpDraft::default()),
        Endpoint::SetAppSecret => of::<SecretDraft>(),
        Endpoint::SetAccountPassword => of::<PasswordDraft>(),
        Endpoint::SendTestMail => of::<TestMailDraft>(),
        Endpoint::ComposeMail => of::<ComposeDraft>(),
        Endpoint::SignIn | Endpoint::PortalSignIn => of::<SignIn>(),
        Endpoint::RequestReset | Endpoint::PortalRequestReset => of::<ResetRequest>(),
        Endpoint::SpendLink | Endpoint::PortalSpendLink => of::<NewPassword>(),
        Endpoint::PortalAcceptLink => of::<Acceptance>(),
        Endpoint::InviteStaff | Endpoint::InviteContact => of::<LinkDraft>(),
        Endpoint::UpdateProfile | Endpoint::PortalUpdateProfile => of::<ProfileDraft>(),
        Endpoint::ChangePassword | Endpoint::PortalChangePassword => of::<PasswordChange>(),
        Endpoint::UpdateSettings => of::<CompanyDraft>(),
        Endpoint::ApproveBooking
        | Endpoint::RejectBooking
        | Endpoint::CancelBooking
        | Endpoint::CompleteBooking
        | Endpoint::PortalCancelBooking
        | Endpoint::CancelInvoice => json!(TransitionDraft::default()),
        Endpoint::CreateLogbook | Endpoint::UpdateLogbook => json!(AssignDraft::default()),
        Endpoint::GetAvailability => of::<LogbookDraft>(),
        Endpoint::StartLogbook | Endpoint::FinishLogbook => of::<OdometerDraft>(),
        Endpoint::DeclineLogbook => of::<DeclineDraft>(),
        Endpoint::PortalRequestChange => of::<ChangeRequestDraft>(),
        Endpoint::DeclineChangeRequest => of::<RequestRefusalDraft>(),
        Endpoint::ReversePayment => of::<ReversalDraft>(),
        Endpoint::PortalRequestBooking | Endpoint::PortalUpdateBooking => of::<BookingRequest>(),
        Endpoint::PortalRateDriver => of::<RatingDraft>(),
        Endpoint::UpdateNotice => of::<Channels>(),
        Endpoint::UpdateWording | Endpoint::PreviewNotice => of::<WordingDraft>(),
        Endpoint::UpdatePreference => of::<PreferenceDraft>(),
        Endpoint::UpdateNoticeChoice | Endpoint::PortalUpdateNoticeChoice => of::<NoticeChoiceDraft>(),
        other => panic!("say what {other:?} takes"),
    }
}

/// Values that a field can't have, judged by what it holds when empty.
fn impossible(endpoint: Endpoint, name: &str, empty: &Value) -> Vec<Value> {
    let mut values = match empty {
        Value::String(_) => vec![json!(5), json!({}), json!(["x"]), Value::Null],
        Value::Bool(_) => vec![json!("yes"), json!(1), Value::Null, json!({})],
        Value::Number(_) => vec![json!("five"), json!(1.5), json!(1e30), json!({})],
        Value::Array(_) => vec![json!("x"), json!({}), json!([null]), json!([[]]), json!(7)],
        // An option: a reference, a measure, an instant, a date or a choice.
        Value::Null => {
            vec![json!({}), json!(["x"]), json!(true), json!("no such thing"), json!(1e30), json!("2026-02-30")]
        }
        Value::Object(_) => vec![json!("x"), json!([]), Value::Null],
    };
    // Asked while it is being filled in, so it looks at types only.
    if endpoint == Endpoint::GetAvailability {
        return values;
    }
    match empty {
        Value::String(_) => {
            // A mail may be long, but not longer than a body.
            values.push(json!("x".repeat(if matches!(name, "html" | "text") { 60_000 } else { 10_000 })));
            if !matches!(name, "password" | "current") {
                values.extend([json!("bell\u{7}"), json!("\u{0}")]);
            }
        }
        Value::Number(_) => values.extend([json!(-1), json!(9_007_199_254_740_993_i64)]),
        // A reference is looked up only when the draft is whole, and an amount is read only by what approves.
        Value::Null if REFERENCES.contains(&name) || (name == "amount" && !takes_amount(endpoint)) => {}
        Value::Null => values.push(json!(-1)),
        _ => {}
    }
    values
}

fn takes_amount(endpoint: Endpoint) -> bool {
    matches!(endpoint, Endpoint::ApproveBooking | Endpoint::Record(RecordKind::Booking, _))
}

/// Fields of drafts that hold another record's id, or a picture's.
static REFERENCES: LazyLock<BTreeSet<&str>> = LazyLock::new(|| {
    let of = |kind: &RecordKind| specimens::types_of(*kind).references.into_iter();
    let records = RecordKind::ALL.iter().flat_map(of).filter(|(.., is_list)| !is_list).map(|(field, ..)| field);
    records.chain(["photo", "logo"]).collect()
});

/// Every field of a draft with each of its impossible values, as whole bodies; a nested draft's fields by their own names.
fn mutants(endpoint: Endpoint, draft: &Value) -> Vec<(String, Value)> {
    let fields = draft.as_object().expect("a draft is an object");
    let mut all = vec![("nonsense".to_owned(), json!({ "nonsense": 1 }))];
    for (name, empty) in fields {
        all.extend(impossible(endpoint, name, empty).into_iter().map(|value| (name.clone(), json!({ name: value }))));
        if empty.is_object() {
            let nested = mutants(endpoint, empty);
            all.extend(nested.into_iter().map(|(field, body)| (field, json!({ name: body }))));
        }
    }
    all
}

/// Rows of everything that a call could have left behind. Sign-ins that were tried are counted on purpose.
fn rows(server: &Server) -> Vec<(String, i64)> {
    let sql = server.sql();
    let mut tables = sql
        .prepare("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '\\_%' ESCAPE '\\' AND name NOT IN ('paces', 'waits', 'reset_requests')")
        .expect("the tables are listed");
    let names: Vec<String> =
        tables.query_map([], |row| row.get(0)).expect("tables").collect::<Result<_, _>>().expect("names");
    let count = |name: String| {
        let count = sql.query_row(&format!("SELECT count(*) FROM \"{name}\""), [], |row| row.get(0));
        (name, count.unwrap_or_default())
    };
    names.into_iter().map(count).collect()
}

fn refused_at(answer: &Answer, field: &str, body: &Value) {
    let problem = answer.problem();
    // A nested draft's field is named by its path, an item of a list by its place behind the list.
    let close = |named: &str| {
        [named, named.split_once('.').map_or(named, |(_, within)| within)]
            .iter()
            .any(|own| *own == field || own.starts_with(&format!("{field}.")) || own.starts_with(&format!("{field}[")))
    };
    let message: String = body.to_string().chars().take(80).collect();
    // A nested draft that is no object is no draft at all.
    if field == "logbook" && problem.known() == Some(ProblemKind::MalformedBody) {
        return;
    }
    assert_eq!(problem.known(), Some(ProblemKind::Invalid), "{}: {message}: {}", answer.line, answer.excerpt());
    assert!(problem.errors.iter().any(|error| close(&error.field)), "{}: {message}: {:?}", answer.line, problem.errors);
    assert!(problem.errors.iter().all(|error| !error.message.is_empty()), "{}: {message}", answer.line);
}

#[test]
fn every_field_of_every_body_refuses_what_it_cannot_hold_by_name_and_nothing_is_written() {
    let scene = Scene::new("fields");
    let routes: Vec<Route> = with_bodies().filter(|route| route.endpoint != Endpoint::SetUp).collect();
    let paths: Vec<String> = routes.iter().map(|route| scene.path(route)).collect();
    let before = rows(&scene.company.server);
    for (route, path) in routes.iter().zip(&paths) {
        for (field, body) in mutants(route.endpoint, &empty(route)) {
            refused_at(&scene.call(route, path).json(&body).send(), &field, &body);
        }
    }
    assert_eq!(rows(&scene.company.server), before);
}

/// What shows nothing or turns the text round, one after the other.
const HIDDEN: &str = "\u{200b}\u{202e}\u{2066}\u{feff}\u{ad}\u{e0041}\u{fe0f}";

/// A body with every text changed but passwords, which are kept as they are typed.
fn with_texts(body: &Value, change: &impl Fn(&str) -> String) -> Value {
    match body {
        Value::String(text) => change(text).into(),
        Value::Array(all) => all.iter().map(|one| with_texts(one, change)).collect(),
        Value::Object(fields) => {
            let kept = |name: &str| matches!(name, "password" | "current");
            let changed = |(name, value): (&String, &Value)| {
                (name.clone(), if kept(name) { value.clone() } else { with_texts(value, change) })
            };
            fields.iter().map(changed).collect()
        }
        other => other.clone(),
    }
}

#[test]
fn a_text_that_shows_nothing_is_told_as_an_empty_one_in_every_body() {
    let scene = Scene::new("hidden");
    let mut compared = 0;
    for route in with_bodies().filter(|route| route.endpoint != Endpoint::SetUp) {
        let empty = empty(&route);
        let hidden = with_texts(&empty, &|text| if text.is_empty() { HIDDEN.to_owned() } else { text.to_owned() });
        let path = scene.path(&route);
        if hidden == empty {
            continue;
        }
        let [hidden, empty] = [hidden, empty].map(|body| scene.call(&route, &path).json(&body).send());
        if empty.status == 422 {
            let [hidden, empty] = [hidden, empty].map(|answer| answer.problem().errors);
            assert_eq!(hidden, empty, "{} {path}", route.method.name());
            compared += 1;
        }
    }
    assert!(compared > 20, "{compared}");
}

#[test]
fn what_cannot_be_seen_is_left_out_of_every_text_that_is_kept() {
    let company = Company::shared();
    specimens::each(Verb::Create, |specimen| {
        let draft = specimen.draft.expect("a draft")(company);
        let hidden = with_texts(&draft, &|text| match text.char_indices().nth(1) {
            Some((place, _)) => [HIDDEN, &text[..place], HIDDEN, &text[place..], HIDDEN].concat(),
            None => [text, HIDDEN].concat(),
        });
        let made: Created = company.owner.try_create(specimen.kind, &hidden).expect(201).json();
        assert_eq!(company.owner.raw(specimen.kind, made.id)["fields"], draft);
    });
    let contact = company.contact();
    let asked = with_texts(&json!(making::request(tomorrow())), &|text| [HIDDEN, text, HIDDEN].concat());
    let made: Created = contact.portal.keyed("/api/portal/bookings", &asked).expect(201).json();
    let kept = company.owner.raw(RecordKind::Booking, made.id)["fields"].to_string();
    assert!(!kept.contains(|c: char| HIDDEN.contains(c)), "{kept}");
}

#[test]
fn the_first_run_refuses_what_it_cannot_hold_and_a_wrong_code() {
    let server = Server::fresh("first-run");
    let nobody = Client::new(&server.url);
    for (field, body) in mutants(Endpoint::SetUp, &json!(domain::settings::SetUpDraft::default())) {
        refused_at(&nobody.post("/api/setup", &body), &field, &body);
    }
    let wrong = domain::settings::SetUpDraft { code: "guessed".into(), ..set_up() };
    assert_eq!(nobody.post("/api/setup", &wrong).fields(), ["code"]);
    let nowhere = domain::settings::SetUpDraft { zone: "Mars/Olympus".into(), ..set_up() };
    assert_eq!(nobody.post("/api/setup", &nowhere).fields(), ["zone"]);
    assert_eq!(server.count("SELECT count(*) FROM company"), 0);
    nobody.post("/api/setup", &set_up()).done();
    nobody.post("/api/setup", &set_up()).refused(ProblemKind::AlreadyDone);
}

#[test]
fn a_body_that_is_no_json_object_is_refused_and_nothing_is_written() {
    let scene = Scene::new("bodies");
    let routes: Vec<Route> = with_bodies().collect();
    let paths: Vec<String> = routes.iter().map(|route| scene.path(route)).collect();
    let before = rows(&scene.company.server);
    for (route, path) in routes.iter().zip(&paths) {
        let send = |media_type: &str, body: &[u8]| {
            scene.call(route, path).header("content-type", media_type).bytes(body.to_vec()).send()
        };
        for broken in ["{", "", "{\"a\":}", "[1,2", "\u{feff}{}", "{'a':1}", "NaN", "{}{}"] {
            send("application/json", broken.as_bytes()).refused(ProblemKind::MalformedBody);
        }
        send("application/json", &[0xff, 0xfe, 0x7b, 0x7d]).refused(ProblemKind::MalformedBody);
        send("application/json", "[".repeat(50_000).as_bytes()).refused(ProblemKind::MalformedBody);
        for other in ["[]", "null", "7", "\"text\"", "true"] {
            send("application/json", other.as_bytes()).refused(ProblemKind::MalformedBody);
        }
        for media_type in ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", "application/xml"]
        {
            send(media_type, b"{}").refused(ProblemKind::UnsupportedType);
        }
        scene.call(route, path).bytes(b"{}".to_vec()).send().refused(ProblemKind::UnsupportedType);
    }
    assert_eq!(rows(&scene.company.server), before);
}

#[test]
fn a_body_of_ten_megabytes_is_refused_on_every_route() {
    let scene = Scene::new("large");
    let text = "x".repeat(10 << 20);
    let body = json!({ "name": text, "notes": "" });
    let body = serde_json::to_vec(&body).expect("JSON");
    for route in with_bodies() {
        let path = scene.path(&route);
        let call = scene.call(&route, &path).header("content-type", "application/json").bytes(body.clone());
        // The connection may be closed while we still send; an answer, if it came, says why.
        if let Ok(answer) = call.try_send() {
            answer.refused(ProblemKind::TooLarge);
        }
    }
    let _ = scene.company.owner.get("/api/me").expect(200);
}

#[test]
fn a_picture_must_be_one_and_not_too_large() {
    let company = Company::shared();
    let add = |media_type: &str, bytes: Vec<u8>| {
        company.owner.call("POST", "/api/pictures").header("content-type", media_type).bytes(bytes).try_send()
    };
    let refuse = |media_type: &str, bytes: Vec<u8>, kind| match add(media_type, bytes) {
        Ok(answer) => drop(answer.refused(kind)),
        // The connection may be closed while we still send.
        Err(error) => assert_eq!(kind, ProblemKind::TooLarge, "{error}"),
    };
    refuse("image/png", b"<svg onload=alert(1)>".to_vec(), ProblemKind::UnsupportedType);
    refuse("image/svg+xml", b"<svg xmlns='http://www.w3.org/2000/svg'/>".to_vec(), ProblemKind::UnsupportedType);
    refuse("image/png", Vec::new(), ProblemKind::UnsupportedType);
    let mut large = PNG.to_vec();
    large.resize((2 << 20) + 1, 0);
    refuse("image/png", large, ProblemKind::TooLarge);
    let added: Value = add("image/png", PNG.to_vec()).expect("an answer").done().json();
    let picture = company.owner.get(&format!("/api/pictures/{}", added["id"])).expect(200);
    assert_eq!(picture.header("content-type"), "image/png");
    assert_eq!(picture.header("x-content-type-options"), "nosniff");
}

/// One transparent pixel.
const PNG: &[u8] = &[
    0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0x00, 0x00, 0x00, 0x0d, 0x49, 0x48, 0x44, 0x52, 0x00, 0x00, 0x00,
    0x01, 0x00, 0x00, 0x00, 0x01, 0x08, 0x06, 0x00, 0x00, 0x00, 0x1f, 0x15, 0xc4, 0x89, 0x00, 0x00, 0x00, 0x0d, 0x49,
    0x44, 0x41, 0x54, 0x78, 0x9c, 0x63, 0x60, 0x00, 0x02, 0x00, 0x00, 0x05, 0x00, 0x01, 0x7a, 0x5e, 0xab, 0x3f, 0x00,
    0x00, 0x00, 0x00, 0x49, 0x45, 0x4e, 0x44, 0xae, 0x42, 0x60, 0x82,
];

#[test]
fn an_unreadable_query_is_refused_wherever_a_query_is_read() {
    let company = Company::shared();
    for path in ["/api/schedule", "/api/overview", "/api/work-totals", "/api/today"] {
        for query in
            ["from=yesterday", "from=1&to=x", "from=-9e99&to=9e99", "to=99999999999999999999", "nonsense=%FF%FE"]
        {
            let answer = company.owner.get(&format!("{path}?{query}"));
            assert!(answer.status < 500, "{}: {}", answer.line, answer.excerpt());
        }
    }
    for query in ["q=%00", "q=%FF", "q='%20OR%201=1--", "q=%25", "q=%2A%2A", "q=a%20b%20c%20d%20e%20f%20g"] {
        for path in ["/api/search", "/api/customers", "/api/customers/options"] {
            let answer = company.owner.get(&format!("{path}?{query}"));
            assert!(matches!(answer.status, 200 | 400), "{}: {} {}", answer.line, answer.status, answer.excerpt());
        }
    }
    let long = company.owner.get(&format!("/api/customers?q={}", "y".repeat(10_000)));
    assert!(matches!(long.status, 200 | 400), "{}", long.status);
}
