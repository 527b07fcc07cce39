//! Many people who press everything at once on a handful of vehicles, drivers and bookings.

use crate::{chance::Chance, oracle, over, seed};
use api_tests::{
    Answer, Client, Company, Contact, Driver, client,
    making::{self, AMOUNT, assign, hours_from},
    now,
};
use domain::{
    bookings::rating::RatingDraft,
    id::DriverId,
    record::RecordKind,
    time::{HOUR, Span},
};
use serde_json::{Value, json};
use std::{
    collections::BTreeMap,
    sync::{Mutex, PoisonError},
    thread,
};

/// People who press at the same time.
pub const PEOPLE: u64 = 8;

/// What everybody presses on.
pub struct World {
    contact: Contact,
    vehicles: Vec<i64>,
    drivers: Vec<Driver>,
    /// Made on the way: bookings, logbooks, leave, invoices, payments.
    made: Mutex<BTreeMap<&'static str, Vec<i64>>>,
}

/// A create that was sent: sent again it must give the same answer, whatever happened in between.
pub struct Sent {
    pub path: String,
    pub key: String,
    pub body: Value,
    /// Nothing when the server was gone before it answered.
    pub answer: Option<(u16, String)>,
}

impl World {
    pub fn new(company: &Company) -> Self {
        Self {
            contact: company.contact(),
            vehicles: (0..4).map(|_| company.vehicle()).collect(),
            drivers: (0..4).map(|_| company.driver()).collect(),
            made: Mutex::default(),
        }
    }

    fn keep(&self, what: &'static str, id: i64) {
        let mut made = self.made.lock().unwrap_or_else(PoisonError::into_inner);
        made.entry(what).or_default().push(id);
    }

    /// One of the newest: what is old has ended.
    fn some(&self, what: &str, chance: &mut Chance) -> Option<i64> {
        let made = self.made.lock().unwrap_or_else(PoisonError::into_inner);
        let newest = made.get(what)?.rchunks(12).next()?;
        Some(*chance.pick(newest))
    }
}

/// A member of staff and a customer.
pub struct Person<'w> {
    pub world: &'w World,
    pub staff: Client,
    pub portal: Client,
    pub chance: Chance,
    pub sent: Vec<Sent>,
    /// How often which status was answered.
    pub statuses: BTreeMap<u16, usize>,
}

impl<'w> Person<'w> {
    pub fn new(world: &'w World, owner: &Client, url: &str, seed: u64) -> Self {
        Self {
            world,
            staff: owner.at(url),
            portal: world.contact.portal.at(url),
            chance: Chance::new(seed),
            sent: Vec::new(),
            statuses: BTreeMap::new(),
        }
    }

    fn span(&mut self) -> Span {
        let hours = i64::try_from(self.chance.below(20)).unwrap_or_default();
        hours_from(now() - now() % HOUR + hours * HOUR, 1 + hours % 3)
    }

    /// Sends a create under a new key and remembers it; `None` when the server is gone.
    fn create(&mut self, by_customer: bool, path: &str, body: Value, what: &'static str) -> Option<()> {
        let client = if by_customer { &self.portal } else { &self.staff };
        let key = client::key();
        let mut call = client.call("POST", path).key(&key);
        if !body.is_null() {
            call = call.json(&body);
        }
        let answer = call.try_send().ok();
        let answered = answer.as_ref().map(|answer| (answer.status, answer.body.clone()));
        self.sent.push(Sent { path: path.to_owned(), key, body, answer: answered });
        let answer = self.count(answer?);
        if answer.status == 201 {
            let id = answer.json::<Value>()["id"].as_i64().unwrap_or_default();
            self.world.keep(what, id);
        }
        Some(())
    }

    /// Does something to a record as it is now; `None` when the server is gone.
    fn act(&mut self, collection: &str, id: i64, act: &str, body: &Value) -> Option<()> {
        let path = format!("/api/{collection}/{id}");
        let found = self.staff.call("GET", &path).try_send().ok()?;
        let version = serde_json::from_str::<Value>(&found.body).ok()?["version"].as_i64().unwrap_or_default();
        let call = self.staff.call("POST", &format!("{path}/{act}")).version(version).json(body);
        let answer = call.try_send().ok()?;
        self.count(answer);
        Some(())
    }

    /// Saves a record with some fields changed; `None` when the server is gone.
    fn change(&mut self, collection: &str, id: i64, change: impl FnOnce(&mut Value) -> Value) -> Option<()> {
        let path = format!("/api/{collection}/{id}");
        let found = self.staff.call("GET", &path).try_send().ok()?;
        let mut found: Value = serde_json::from_str(&found.body).ok()?;
        let body = change(&mut found["fields"]);
        let call = self.staff.call("PUT", &path).version(found["version"].as_i64().unwrap_or_default()).json(&body);
        let answer = call.try_send().ok()?;
        self.count(answer);
        Some(())
    }

    fn count(&mut self, answer: Answer) -> Answer {
        assert!(answer.status < 500, "{}: {} {}", answer.line, answer.status, answer.excerpt());
        *self.statuses.entry(answer.status).or_default() += 1;
        answer
    }

    /// Presses one thing; `None` when the server is gone.
    pub fn press(&mut self) -> Option<()> {
        let (world, span) = (self.world, self.span());
        let customer = world.contact.customer;
        let [booking, logbook, leave, invoice, paid] =
            ["bookings", "logbooks", "leave", "invoices", "payments"].map(|what| world.some(what, &mut self.chance));
        let vehicle = *self.chance.pick(&world.vehicles);
        let driver = *self.chance.pick(&world.drivers);
        match self.chance.below(25) {
            0 | 1 => {
                let request = making::request(hours_from(now() + HOUR, 3));
                self.create(true, "/api/portal/bookings", json!(request), "bookings")
            }
            2..=4 => {
                let mut draft = json!(making::request(span));
                draft["customer"] = json!(customer);
                self.create(false, "/api/bookings", draft, "bookings")
            }
            5..=7 => self.act("bookings", booking?, "approve", &json!({ "amount": AMOUNT })),
            8..=11 => {
                let mut draft = assign(booking?, vehicle, driver.id, span);
                draft.despite_warnings = true;
                self.create(false, "/api/logbooks", json!(draft), "logbooks")
            }
            12 => self.act("logbooks", logbook?, "start", &json!({})),
            13 => self.act("logbooks", logbook?, "finish", &json!({})),
            14 => self.act("logbooks", logbook?, "cancel", &json!({})),
            15 => self.change("logbooks", logbook?, |fields| {
                fields["from"] = json!(span.from);
                fields["to"] = json!(span.to);
                fields["vehicle"] = json!(vehicle);
                json!({ "logbook": fields, "despite_warnings": true })
            }),
            16 => self.act("bookings", booking?, "complete", &json!({})),
            17 if self.chance.one_in(3) => self.act("bookings", booking?, "cancel", &json!({ "reason": "storm" })),
            17 => self.create(false, &format!("/api/logbooks/{}/clock-in", logbook?), Value::Null, "time_cards"),
            18 if self.chance.one_in(2) => {
                self.create(false, &format!("/api/bookings/{}/invoice", booking?), Value::Null, "invoices")
            }
            // Of several, whoever has them already.
            18 => {
                let mut lines = vec![booking?, booking?];
                lines.extend((0..4).filter_map(|_| self.world.some("bookings", &mut self.chance)));
                let line = |booking: &i64| json!({ "booking": booking, "description": "storm", "quantity": 1_000, "unit_price": AMOUNT * 10_000 });
                let lines: Vec<Value> = lines.iter().map(line).collect();
                self.create(false, "/api/invoices", json!({ "customer": customer, "lines": lines }), "invoices")
            }
            19 => self.act("invoices", invoice?, "issue", &json!({})),
            20 => {
                // Half of one, and where there are two of one customer a quarter of each.
                let (one, other) = (invoice?, self.world.some("invoices", &mut self.chance)?);
                let found = |id: i64| -> Option<Value> {
                    let answer = self.staff.call("GET", &format!("/api/invoices/{id}")).try_send().ok()?;
                    serde_json::from_str(&answer.body).ok()
                };
                let [of_one, of_other] =
                    [found(one)?, found(other)?].map(|invoice| invoice["fields"]["customer"].clone());
                let half = AMOUNT / 2;
                let allocations = if one != other && of_one == of_other {
                    json!([{ "invoice": one, "amount": half / 2 }, { "invoice": other, "amount": half - half / 2 }])
                } else {
                    json!([{ "invoice": one, "amount": half }])
                };
                let draft = json!({ "customer": of_one, "amount": half, "at": now(), "allocations": allocations });
                self.create(false, "/api/payments", draft, "payments")
            }
            21 if self.chance.one_in(2) => self.create(
                false,
                &format!("/api/payments/{}/reverse", paid?),
                json!({ "reason": "storm" }),
                "payments",
            ),
            21 => self.act("invoices", invoice?, "cancel", &json!({ "reason": "storm" })),
            22 => {
                let act = if self.chance.one_in(3) { "archive" } else { "restore" };
                self.act("vehicles", vehicle, act, &json!({}))
            }
            23 if self.chance.one_in(2) => {
                let path = if self.chance.one_in(2) { "/api/leave?trips=release" } else { "/api/leave" };
                let draft = json!({ "driver": driver.id, "from": span.from, "to": span.to });
                self.create(false, path, draft, "leave")
            }
            23 => {
                let act = if self.chance.one_in(3) { "restore?trips=release" } else { "archive" };
                self.act("leave", leave?, act, &json!({}))
            }
            _ => {
                let rating = RatingDraft { driver: Some(DriverId(driver.id)), stars: 4, comment: String::new() };
                self.create(true, &format!("/api/portal/bookings/{}/ratings", booking?), json!(rating), "ratings")
            }
        }
    }

    /// Presses until it is over or the server is gone; nothing to press on yet is no reason to stop.
    pub fn go_on(mut self, is_over: impl Fn() -> bool) -> Self {
        while !is_over() {
            if self.press().is_none() && self.staff.call("GET", "/api/health").try_send().is_err() {
                break;
            }
        }
        self
    }
}

#[test]
#[ignore = "takes minutes: cargo xtask storm"]
fn whatever_a_crowd_presses_at_once_nothing_is_had_twice_and_nothing_is_lost() {
    let company = Company::fresh("crowd");
    let seed = seed();
    let mut statuses: BTreeMap<u16, usize> = BTreeMap::new();
    let (mut sent, mut rounds) = (0, 0);
    while !over() {
        // A world of its own each round, since what is old has ended and nobody presses on it any more.
        let world = World::new(&company);
        let start = std::time::Instant::now();
        let people: Vec<Person> = thread::scope(|scope| {
            let press = |place: u64| {
                let person = Person::new(&world, &company.owner, &company.server.url, seed + rounds * PEOPLE + place);
                scope.spawn(move || person.go_on(|| over() || start.elapsed().as_secs() >= 30))
            };
            let threads: Vec<_> = (0..PEOPLE).map(press).collect();
            threads.into_iter().map(|person| person.join().expect("nobody met a failure")).collect()
        });
        rounds += 1;
        for person in people {
            sent += person.sent.len();
            person.statuses.into_iter().for_each(|(status, many)| *statuses.entry(status).or_default() += many);
        }
        oracle::holds(&company.server, &format!("seed {seed}, round {rounds}"));
    }
    let calls: usize = statuses.values().sum();
    println!(
        "crowd: seed {seed}, {rounds} rounds of {PEOPLE} people, {calls} calls, {sent} creates, by status {statuses:?}"
    );
    let live = company.server.count("SELECT count(*) FROM logbooks WHERE status <> 'cancelled'");
    assert!(live > 0, "nothing was ever assigned: the storm tries nothing");
    let _ = company.owner.raw(RecordKind::Vehicle, company.vehicle());
}
