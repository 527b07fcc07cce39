//! Random calls to every route, drawn from the API's own description: never a 5xx, every refusal a problem document, and what
//! was refused has written nothing that the oracle could find.

use crate::{chance::Chance, oracle, over, seed};
use api_tests::{Answer, Client, Company, company, making::tomorrow};
use domain::{
    problem::Problem,
    record::RecordKind,
    route::{self, Endpoint, Route, Who},
};
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

/// Strings that other programs stumbled over.
const TEXTS: &[&str] = &[
    "",
    " ",
    "x",
    "0",
    "-1",
    "1e999",
    "null",
    "undefined",
    "Ana",
    "Łódź ß İ ı ﬀ",
    "e\u{301}",
    "\u{202e}txt.exe",
    "\u{200b}",
    "\u{feff}",
    "\u{0}",
    "\r\nBcc: x@y.example",
    "'; DROP TABLE bookings;--",
    "%25%00",
    "{nope}",
    "{{7*7}}",
    "<img src=x onerror=alert(1)>",
    "=1+1",
    "=cmd|' /C calc'!A0",
    "../../etc/passwd",
    "a@b.example",
    "ana@vega.example",
    "https://volante.example/x",
    "javascript:alert(1)",
    "http://169.254.169.254/",
    "2026-02-30",
    "2026-12-31",
    "9999-12-31",
    "Europe/Madrid",
    "😀👨‍👩‍👧",
    "1234 ABC",
    "WDB9066331S123456",
    "€",
    "EUR",
];

struct Fuzz<'c> {
    company: &'c Company,
    people: Vec<(&'static str, Client)>,
    schemas: Value,
    paths: Value,
    ids: Vec<i64>,
    chance: Chance,
}

impl Fuzz<'_> {
    /// A value of the schema, or something like it.
    fn value(&mut self, schema: &Value, depth: usize) -> Value {
        let chance = &mut self.chance;
        if depth > 6 || chance.one_in(12) {
            return self.anything();
        }
        if let Some(name) = schema["$ref"].as_str().and_then(|name| name.rsplit('/').next()) {
            let schema = self.schemas[name].clone();
            return self.value(&schema, depth + 1);
        }
        if let Some(choices) = schema["enum"].as_array() {
            return chance.pick(choices).clone();
        }
        if let Some(choices) = schema["anyOf"].as_array().or_else(|| schema["oneOf"].as_array()) {
            let choice = chance.pick(choices).clone();
            return self.value(&choice, depth + 1);
        }
        let named = match &schema["type"] {
            Value::Array(names) => chance.pick(names).as_str().unwrap_or_default().to_owned(),
            one => one.as_str().unwrap_or_default().to_owned(),
        };
        match named.as_str() {
            "string" => self.string(),
            "integer" | "number" => self.number(),
            "boolean" => json!(chance.one_in(2)),
            "array" => {
                let many = [0, 1, 1, 2, 3, 40][chance.below(6)];
                Value::Array((0..many).map(|_| self.value(&schema["items"], depth + 1)).collect())
            }
            "object" => {
                let properties = schema["properties"].as_object().cloned().unwrap_or_default();
                let mut object = Map::new();
                for (name, of) in &properties {
                    if !self.chance.one_in(5) {
                        object.insert(name.clone(), self.value(of, depth + 1));
                    }
                }
                if self.chance.one_in(20) {
                    object.insert("nonsense".into(), self.anything());
                }
                Value::Object(object)
            }
            _ => Value::Null,
        }
    }

    fn string(&mut self) -> Value {
        match self.chance.below(12) {
            0 => json!("ñ".repeat([60, 300, 2_000, 20_000][self.chance.below(4)])),
            1 => json!(api_tests::unique().to_string()),
            _ => self.chance.text(TEXTS),
        }
    }

    fn number(&mut self) -> Value {
        let now = api_tests::now();
        match self.chance.below(6) {
            0 | 1 => json!(self.chance.pick(&self.ids)),
            2 => json!(now + i64::try_from(self.chance.below(40)).unwrap_or_default() * 3_600_000),
            3 => json!(self.chance.below(2_000)),
            _ => self
                .chance
                .pick(&[
                    json!(0),
                    json!(-1),
                    json!(1),
                    json!(9_007_199_254_740_991_i64),
                    json!(i64::MAX),
                    json!(i64::MIN),
                    json!(0.5),
                ])
                .clone(),
        }
    }

    fn anything(&mut self) -> Value {
        match self.chance.below(8) {
            0 => Value::Null,
            1 => json!(true),
            2 => json!([]),
            3 => json!({}),
            4 => json!([[[null]]]),
            5 => self.number(),
            _ => self.string(),
        }
    }

    fn query(&mut self, operation: &Value) -> String {
        let mut pairs = Vec::new();
        for parameter in operation["parameters"].as_array().cloned().unwrap_or_default() {
            let named = parameter["$ref"].as_str().and_then(|name| name.rsplit('/').next()).map(str::to_owned);
            let name = named.or_else(|| parameter["name"].as_str().map(str::to_owned)).unwrap_or_default();
            if self.chance.one_in(2) && !matches!(name.as_str(), "id" | "token" | "key" | "version") {
                let value = if self.chance.one_in(3) { self.number() } else { self.string() };
                // As long as an address may be for this client.
                let text: String =
                    value.as_str().map_or_else(|| value.to_string(), str::to_owned).chars().take(2_000).collect();
                pairs.push(format!("{name}={}", api_tests::client::escape(&text)));
            }
        }
        if pairs.is_empty() { String::new() } else { format!("?{}", pairs.join("&")) }
    }

    fn call(&mut self, route: &Route) -> Answer {
        let pattern = route.path();
        let place = match self.chance.below(10) {
            0 => ["0", "-1", "9007199254740993", "x", "%00", "1e3"][self.chance.below(6)].to_owned(),
            _ => self.chance.pick(&self.ids).to_string(),
        };
        let operation = self.paths[&pattern][route.method.name().to_lowercase()].clone();
        let path = pattern.replace("{id}", &place).replace("{token}", &"t".repeat(43)) + &self.query(&operation);
        let schema = operation["requestBody"]["content"]["application/json"]["schema"].clone();
        let body = (!schema.is_null()).then(|| self.value(&schema, 0));
        let person = match route.who {
            _ if self.chance.one_in(8) => self.chance.below(self.people.len()),
            Who::Customer | Who::CustomerBookings => 1,
            _ => 0,
        };
        let client = &self.people[person].1;
        let mut call = client.call(route.method.name(), &path);
        if !self.chance.one_in(10) {
            call = call.key(&api_tests::client::key());
        }
        if !self.chance.one_in(10) {
            call = call.version([1, 1, 1, 2, 3, 0, -1][self.chance.below(7)]);
        }
        match body {
            Some(body) if !self.chance.one_in(20) => call.json(&body).send(),
            _ => call.send(),
        }
    }

    /// Real records to meet, anew now and then, since many are archived on the way.
    fn gather(&mut self) {
        let company = self.company;
        let contact = company.contact();
        let trip = company.trip(contact.customer, tomorrow());
        let done = company.completed(contact.customer);
        let invoice = company.issued(contact.customer).id;
        let booking = company.booking(contact.customer, tomorrow()).id;
        self.people[1].1 = contact.portal;
        self.ids = vec![
            contact.id,
            contact.customer,
            trip.booking,
            trip.logbook,
            trip.vehicle,
            trip.driver.id,
            trip.driver.staff,
            done.booking,
            done.logbook,
            invoice,
            booking,
        ];
        for specimen in api_tests::specimens::all() {
            if matches!(
                specimen.kind,
                RecordKind::Document | RecordKind::MailTemplate | RecordKind::OutboxMail | RecordKind::TimeCard
            ) {
                self.ids.push((specimen.make)(company));
            }
        }
    }
}

/// What would end the caller's own session, or the company as others know it.
fn is_spared(endpoint: Endpoint) -> bool {
    use Endpoint as E;
    matches!(
        endpoint,
        E::SignOut
            | E::SignOutEverywhere
            | E::EndSession
            | E::ChangePassword
            | E::UpdateSettings
            | E::RunJob
            | E::SetUp
            | E::PortalSignOut
            | E::PortalSignOutEverywhere
            | E::PortalEndSession
            | E::PortalChangePassword
    )
}

#[test]
#[ignore = "takes minutes: cargo xtask storm"]
fn random_calls_never_break_the_worker_and_never_leave_anything_half_done() {
    let company = Company::fresh("fuzz");
    let described: Value = company.owner.get("/api/openapi.json").expect(200).json();
    let people = vec![
        ("owner", company.owner.again()),
        ("customer", company.nobody()),
        ("driver", company.invite_staff(company.staff_member("driver"))),
        ("nobody", company.nobody()),
    ];
    let seed = seed();
    let mut fuzz = Fuzz {
        company: &company,
        people,
        schemas: described["components"]["schemas"].clone(),
        paths: described["paths"].clone(),
        ids: vec![1],
        chance: Chance::new(seed),
    };
    let routes: Vec<Route> = route::all().filter(|route| !is_spared(route.endpoint)).collect();
    let mut statuses: BTreeMap<u16, usize> = BTreeMap::new();
    let mut calls = 0;
    while !over() {
        if calls % 2_000 == 0 {
            if company.owner.get("/api/me").status == 401 {
                company::sign_in(&company.owner, "/api/session", company::OWNER_EMAIL);
            }
            fuzz.people[0].1 = company.owner.again();
            fuzz.gather();
            oracle::holds(&company.server, &format!("seed {seed}, {calls} calls"));
        }
        let route = *fuzz.chance.pick(&routes);
        let answer = fuzz.call(&route);
        calls += 1;
        *statuses.entry(answer.status).or_default() += 1;
        assert!(
            answer.status < 500,
            "seed {seed}, call {calls}: {}: {} {}",
            answer.line,
            answer.status,
            answer.excerpt()
        );
        if answer.status >= 400 {
            let problem: Problem = answer.json();
            assert!(problem.known().is_some() && !problem.title.is_empty(), "{}: {}", answer.line, answer.excerpt());
        }
    }
    oracle::holds(&company.server, &format!("seed {seed}, {calls} calls"));
    println!("fuzz: seed {seed}, {calls} calls, by status {statuses:?}");
}
