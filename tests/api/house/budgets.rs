//! What an answer may cost, counted by the database itself: the same for a thousand rows as for twenty thousand.

use api_tests::{Client, Company, Contact, client, specimens};
use domain::{
    list::{By, PAGE},
    record::{RecordKind, Verb},
};
use rusqlite::{Connection, named_params};
use serde_json::Value;
use std::collections::BTreeMap;

/// Statements of a list, the session's among them.
const OF_A_LIST: i64 = 3;
const OF_A_RECORD: i64 = 2;
const ROWS_OF_A_LIST: i64 = 3 * PAGE as i64;
/// Who has a vehicle now, when it leaves next, and a driver's picture, are looked up for each: an entry of an index, and a row for
/// those who have one. Another page may show more of them.
const BESIDE: i64 = 4 * PAGE as i64;
/// Where it is counted first whether few or many have the words.
const ROWS_OF_A_SEARCH: i64 = ROWS_OF_A_LIST + 600;
/// The days of a month and of the one before, twelve months, today's trips, and the papers that are looked through for what ends
/// soon, besides what is there for each driver and due date.
const ROWS_OF_AN_OVERVIEW: i64 = 280;
/// Whoever may only view their own gets a second, narrowed statement, which also reads what makes records their own.
const ROWS_OF_OWN: i64 = 2 * ROWS_OF_A_LIST + 2 * TRIPS_OF_ONE;
/// Trips of the driver who looks at their own.
const TRIPS_OF_ONE: i64 = 60;

/// What is filled in, each with `:from` to `:to` as the numbers of its rows. Ids begin where drawn ones are unlikely. Kinds whose
/// rows needn't differ from one another are filled by [`copies`] of their specimen.
const FILLING: &[&str] = &[
    "INSERT INTO roles (id, created_at, updated_at, name, name_key) SELECT 1000000 + i, i, i, 'Relleno ' || i, 'relleno ' || i FROM n",
    "INSERT INTO staff (id, created_at, updated_at, name, name_key, email, roles) SELECT 1000000 + i, i, i, 'Persona ' || i, 'persona ' || i, \
     'persona' || i || '@relleno.example', json_array((SELECT id FROM roles WHERE built_in = 'driver')) FROM n",
    "INSERT INTO drivers (id, created_at, updated_at, staff, licence_expires_on) SELECT 1000000 + i, i, i, 1000000 + i, \
     CASE WHEN i % 3 THEN date(1800000000 + i * 3600, 'unixepoch') END FROM n",
    "INSERT INTO customers (id, created_at, updated_at, company, company_key, tax_id_key) SELECT 1000000 + i, i, i, 'Cliente ' || i, 'cliente ' || i, '' FROM n",
    "INSERT INTO contacts (id, created_at, updated_at, customer, name, name_key, email) SELECT 1000000 + i, i, i, 1000000 + i, \
     'Contacto ' || i, 'contacto ' || i, 'contacto' || i || '@relleno.example' FROM n",
    "INSERT INTO vehicles (id, created_at, updated_at, name, name_key, plate, plate_key, vin_key, vehicle_type) SELECT 1000000 + i, i, i, \
     'Furgón ' || i, 'furgon ' || i, i || ' ZZZ', i || 'zzz', '', 1000000 + i FROM n",
    "INSERT INTO assignments (id, created_at, updated_at, vehicle, driver, \"from\", \"to\") SELECT 1000000 + i, i, i, \
     1000000 + i, 1000000 + i, 1700000000000 + i, 1700000000001 + i FROM n",
    "INSERT INTO leave (id, created_at, updated_at, driver, kind, \"from\", \"to\") SELECT 1000000 + i, i, i, 1000000 + i, \
     iif(i % 2, 'holiday', 'sick'), 1700000000000 + i, 1700000000001 + i FROM n",
    "INSERT INTO documents (id, created_at, updated_at, vehicle, driver, document_type, title, title_key, expires_on) SELECT \
     1000000 + i, i, i, iif(i % 2, 1000000 + i, NULL), iif(i % 2, NULL, 1000000 + i), iif(i % 5, 'permit', 'medical'), \
     'Papel ' || i, 'papel ' || i, CASE WHEN i % 4 THEN date('now', (i % 200 - 60) || ' days') END FROM n",
    "INSERT INTO bookings (id, created_at, updated_at, number, status, customer, subject, pickup_address, pickup_at, \
     delivery_address, ends_at, phone, amount) SELECT 1000000 + i, i, i, printf('BK-2025-%05d', i), 'completed', \
     iif(i % 2, :customer, 1000000 + i), 'Traslado ' || i, 'A', 1700000000000 + i * 7200000, 'B', \
     1700003600000 + i * 7200000, '600', iif(i % 3, 100 + i, 7) FROM n",
    "INSERT INTO logbooks (id, created_at, updated_at, number, status, name, booking, vehicle, driver, \"from\", \"to\") \
     SELECT 1000000 + i, i, i, printf('LB-2025-%05d', i), 'completed', 'Viaje ' || i, 1000000 + i, 1000000 + i, \
     iif(i <= :trips, :driver, 1000000 + i), 1700000000000 + i * 7200000, 1700003600000 + i * 7200000 FROM n",
    "INSERT INTO time_cards (id, created_at, updated_at, logbook, \"from\", \"to\") SELECT 1000000 + i, i, i, 1000000 + i, \
     1700000000000 + i * 7200000, 1700003600000 + i * 7200000 FROM n",
    "INSERT INTO ratings (id, at, booking, booking_number, driver, contact, customer_name, stars) SELECT 1000000 + i, i, \
     1000000 + i, printf('BK-2025-%05d', i), iif(i <= :trips, :driver, 1000000 + i), 1000000 + i, 'Cliente', 4 FROM n",
    "INSERT INTO invoices (id, created_at, updated_at, customer, due_on, lines, currency, subtotal, tax, total, \
     number, issued_at, issued_on, issuer, billed_to) SELECT 1000000 + i, i, i, iif(i % 2, :customer, 1000000 + i), \
     date(1700000000 + i * 7200, 'unixepoch'), json_array(json_object('booking', 1000000 + i)), 'EUR', 100, 21, 121, printf('F-2025-%05d', i), i, \
     date(1700000000 + i * 7200, 'unixepoch'), '{}', '{\"name\":\"Cliente\"}' FROM n",
    "INSERT INTO payments (id, created_at, updated_at, customer, currency, amount, at, method, who) SELECT 1000000 + i, i, i, \
     iif(i % 2, :customer, 1000000 + i), 'EUR', 50, 1700000000000 + i, 'cash', 'Olga' FROM n",
    "INSERT INTO payment_allocations (payment, invoice, amount) SELECT 1000000 + i, 1000000 + i, 50 FROM n",
    "INSERT INTO mail_apps (id, created_at, updated_at, name, name_key, provider, client_id, secret_expires_on) SELECT 1000000 + i, i, i, \
     'Relleno ' || i, 'relleno ' || i, iif(i % 2, 'microsoft', 'google'), 'x', date(1800000000 + i * 3600, 'unixepoch') FROM n",
    "INSERT INTO mail_servers (id, created_at, updated_at, name, name_key, outgoing_engine, app) SELECT 1000000 + i, i, i, \
     'Servidor ' || i, 'servidor ' || i, iif(i % 2, 'smtp_password', 'gmail'), 1000000 + i FROM n",
    "INSERT INTO mail_accounts (id, created_at, updated_at, name, name_key, kind, server, address) SELECT 1000000 + i, i, i, \
     'Buzón ' || i, 'buzon ' || i, 'corporate', 1000000 + i, 'buzon' || i || '@relleno.example' FROM n",
    "INSERT INTO outbox (id, created_at, updated_at, message_id, kind, status, mail, next_at) SELECT 1000000 + i, i, i, \
     '<' || i || '@relleno.example>', iif(i % 2, 'manual', 'notice'), 'sent', \
     json_object('to', json_array(json_object('name', '', 'address', 'ana@relleno.example')), 'subject', 'Correo ' || i), i FROM n",
    "INSERT INTO notifications (audience, person, at, notice, kind, subject, label) SELECT iif(i % 2, 'staff', 'portal'), \
     iif(i % 2, :owner, :contact), i, 'booking_requested', 'bookings', 1000000 + i, 'BK' FROM n",
    "INSERT INTO history (kind, record, at, who_kind, who, who_name, act) SELECT 'bookings', 1000000 + i, i, 'staff', 1, \
     'Olga', 'created' FROM n",
    "INSERT INTO words (kind, word, id) SELECT 'bookings', 'traslado', 1000000 + i FROM n \
     UNION ALL SELECT 'bookings', printf('x%05d', i), 1000000 + i FROM n \
     UNION ALL SELECT 'customers', printf('x%05d', i), 1000000 + i FROM n \
     UNION ALL SELECT 'vehicles', printf('x%05d', i), 1000000 + i FROM n \
     UNION ALL SELECT 'documents', printf('x%05d', i), 1000000 + i FROM n",
];

/// Lists that are searched for what few, many and no rows have.
const SEARCHED: &[&str] = &[
    "/api/bookings?q=traslado",
    "/api/bookings?q=t",
    "/api/bookings?q=traslado&sort=-amount",
    "/api/bookings?q=traslado+x00777",
    "/api/bookings?q=traslado+zzz",
    "/api/bookings?q=traslado&status=new",
];

/// Filters under an order that isn't their index's: they may read every row that has what is asked for, and no row twice.
const PUT_IN_ORDER: &[&str] = &[
    "/api/bookings?status=completed&sort=number",
    "/api/bookings?status=new,completed&sort=-amount",
    "/api/vehicles?status=active&sort=plate",
    "/api/documents?document_type=permit&sort=title",
    "/api/customers?active=true&sort=-created_at",
    "/api/invoices?status=overdue&sort=-issued_on",
];

/// An `INSERT` of copies of a table's newest row that differ in what has to be unique and in when they were made.
fn copies(sql: &Connection, table: &str) -> String {
    let names = |query: &str| -> Vec<String> {
        let mut statement = sql.prepare(query).expect("it is SQL");
        let rows = statement.query_map([table], |row| row.get(0)).expect("it is read");
        rows.map(|name| name.expect("a name")).collect()
    };
    let columns = names("SELECT name FROM pragma_table_info(?)");
    let unique = names(
        "SELECT c.name FROM pragma_index_list(?) i JOIN pragma_index_info(i.name) c WHERE i.\"unique\" AND c.name IS NOT NULL",
    );
    let made = columns.iter().map(|column| match column.as_str() {
        "id" => "1000000 + n.i".to_owned(),
        "created_at" | "updated_at" => "n.i".to_owned(),
        name if unique.iter().any(|other| other == name) => format!("t.\"{name}\" || ' ' || n.i"),
        name => format!("t.\"{name}\""),
    });
    let made: Vec<String> = made.collect();
    format!(
        "INSERT INTO {table} (\"{}\") SELECT {} FROM n CROSS JOIN (SELECT * FROM {table} ORDER BY created_at DESC LIMIT 1) t",
        columns.join("\", \""),
        made.join(", ")
    )
}

struct Scene {
    company: Company,
    contact: Contact,
    driver: Client,
    driver_id: i64,
    owner_id: i64,
}

impl Scene {
    fn new() -> Self {
        let company = Company::fresh("budgets");
        // Nor may it cost more in the hours in which the company's date isn't UTC's.
        company.move_to_another_date();
        let contact = company.contact();
        for specimen in specimens::all() {
            (specimen.make)(&company);
        }
        let driver = company.driver();
        let person = company.invite_staff(driver.staff);
        let me: Value = company.owner.get("/api/me").expect(200).json();
        let owner_id = me["id"].as_i64().expect("an id");
        Self { company, contact, driver: person, driver_id: driver.id, owner_id }
    }

    /// The same company with rows numbered `from` to `to` more; the runtime must not hold the database meanwhile.
    fn filled(self, from: i64, to: i64) -> Self {
        let Self { company, contact, driver, driver_id, owner_id } = self;
        let company = company.restarted(None, |sql| {
        let batch = sql.transaction().expect("a transaction");
        let written = |table: &str| FILLING.iter().any(|insert| insert.starts_with(&format!("INSERT INTO {table} (")));
        let plain = RecordKind::ALL.iter().map(|kind| kind.table()).filter(|table| !written(table));
        let plain: Vec<String> = plain.map(|table| copies(&batch, table)).collect();
        // They come first, since others name them.
        for insert in plain.iter().map(String::as_str).chain(FILLING.iter().copied()) {
            let values = named_params! {
                ":from": from, ":to": to, ":customer": contact.customer, ":driver": driver_id, ":owner": owner_id, ":contact": contact.id, ":trips": TRIPS_OF_ONE,
            };
            let text =
                format!("WITH RECURSIVE n (i) AS (SELECT :from UNION ALL SELECT i + 1 FROM n WHERE i < :to) {insert}");
            let mut statement = batch.prepare(&text).unwrap_or_else(|error| panic!("{error}: {insert}"));
            let used: Vec<(&str, &dyn rusqlite::ToSql)> = values
                .iter()
                .copied()
                .filter(|(name, _)| statement.parameter_index(name).ok().flatten().is_some())
                .collect();
            statement.execute(&used[..]).unwrap_or_else(|error| panic!("{error}: {insert}"));
        }
        batch.commit().expect("it is written");
        });
        // A runtime that has just begun learns the company's zone from its first caller.
        company.owner.get("/api/me").expect(200);
        let moved = |client: &Client| client.at(&company.server.url);
        let contact = Contact { portal: moved(&contact.portal), ..contact };
        let driver = moved(&driver);
        Self { company, contact, driver, driver_id, owner_id }
    }

    /// # Panics
    /// When a kind has fewer rows than were filled in: what costs nothing over few rows tells nothing.
    fn every_kind_has(&self, rows: i64) {
        for kind in RecordKind::ALL {
            let table = kind.table();
            let count = self.company.server.count(&format!("SELECT count(*) FROM {table}"));
            assert!(count >= rows, "{table} has {count} rows: fill it in `FILLING`");
        }
    }

    /// Every list that there is, by who asks.
    fn lists(&self) -> Vec<(&Client, String)> {
        let mut lists = Vec::new();
        for specimen in specimens::all().into_iter().filter(|specimen| specimen.has(Verb::List)) {
            for sort in specimen.sorts() {
                lists.push((&self.company.owner, format!("{}?sort={sort}", specimen.collection())));
                lists.push((&self.company.owner, format!("{}?sort=-{sort}", specimen.collection())));
            }
            if specimen.has(Verb::Archive) {
                lists.push((&self.company.owner, format!("{}?archived=true", specimen.collection())));
            }
            for filter in specimen.types().filters {
                let (By::OneOf(choices) | By::AnyOf(choices)) = filter.by else { continue };
                for (code, _) in choices() {
                    lists.push((&self.company.owner, format!("{}?{}={code}", specimen.collection(), filter.name)));
                }
            }
            if specimen.kind.can_be_own() {
                lists.push((&self.driver, specimen.collection()));
            }
        }
        for path in [
            "/api/bookings?q=x00777",
            "/api/customers?q=x00777",
            "/api/vehicles?q=x00777",
            "/api/bookings?status=completed",
            "/api/bookings?status=new",
            "/api/bookings?status=new,completed",
            "/api/logbooks?status=new,completed",
            "/api/bookings?unassigned=true",
            "/api/bookings?to_invoice=true",
            "/api/logbooks?status=completed",
            "/api/vehicles?status=active",
            "/api/drivers?status=available",
            "/api/documents?validity=expired",
            "/api/documents?validity=soon",
            "/api/documents?validity=valid",
            "/api/documents?validity=valid&document_type=permit",
            "/api/invoices?status=overdue",
            "/api/documents?document_type=medical",
            "/api/time-cards?running=true",
            "/api/ratings?stars=1",
            "/api/ratings?stars=4",
            "/api/invoices?booking=1000007&status=overdue,paid&sort=created_at",
            "/api/payments?invoice=1000007",
            "/api/payments?invoice=1000007&method=cash",
            "/api/contacts?customer=1000007&primary=false",
            "/api/documents?q=x00777",
            "/api/mail-servers?app=1000007",
            "/api/mail-servers?active=true",
            "/api/mail-accounts?server=1000007",
            "/api/mail-accounts?app=1000007",
            "/api/notifications",
        ] {
            lists.push((&self.company.owner, path.to_owned()));
        }
        for path in SEARCHED {
            lists.push((&self.company.owner, (*path).to_owned()));
        }
        lists.push((&self.company.owner, format!("/api/bookings?customer={}", self.contact.customer)));
        lists.push((&self.company.owner, format!("/api/bookings?customer={}&to_invoice=true", self.contact.customer)));
        lists.push((&self.company.owner, format!("/api/invoices?customer={}", self.contact.customer)));
        lists.push((&self.company.owner, format!("/api/payments?customer={}&method=cash", self.contact.customer)));
        lists.push((&self.company.owner, format!("/api/logbooks?driver={}", self.driver_id)));
        for path in ["/api/portal/bookings", "/api/portal/invoices", "/api/portal/notifications"] {
            lists.push((&self.contact.portal, path.to_owned()));
        }
        lists
    }

    /// What each list and its second page cost, and how many rows they show.
    fn costs(&self) -> BTreeMap<String, (i64, usize)> {
        let mut costs = BTreeMap::new();
        let mut dear = Vec::new();
        for (person, path) in self.lists() {
            let first = person.get(&path).expect(200);
            // Notifications are the latest few, not a list with pages.
            let next = first.json::<Value>()["next"].as_str().map(str::to_owned);
            let further = next.map(|cursor| {
                let sign = if path.contains('?') { '&' } else { '?' };
                person.get(&format!("{path}{sign}cursor={}", client::escape(&cursor))).expect(200)
            });
            for (page, answer) in [(1, Some(first)), (2, further)] {
                let Some(answer) = answer else { continue };
                let cost = answer.cost();
                let beside = if has_beside(&path) { BESIDE } else { 0 };
                let rows = if std::ptr::eq(person, &self.driver) {
                    ROWS_OF_OWN
                } else if SEARCHED.contains(&path.as_str()) {
                    ROWS_OF_A_SEARCH
                } else {
                    // Each value of a filter is looked up by itself.
                    path.split(',').map(|_| ROWS_OF_A_LIST).sum()
                };
                let rows: i64 = rows + beside;
                if cost.statements > OF_A_LIST || cost.rows_read > rows {
                    dear.push(format!("{path} (page {page}): {} statements, {} rows", cost.statements, cost.rows_read));
                }
                let shown = answer.json::<Value>()["rows"].as_array().map_or(0, Vec::len);
                costs.insert(format!("{path} (page {page})"), (cost.rows_read, shown));
            }
        }
        assert!(dear.is_empty(), "over the budget:\n{}", dear.join("\n"));
        costs
    }
}

fn has_beside(path: &str) -> bool {
    ["/api/vehicles", "/api/drivers"].iter().any(|list| path.starts_with(list))
}

#[test]
fn a_list_costs_the_same_on_twenty_thousand_rows_as_on_one_thousand() {
    let scene = Scene::new().filled(1, 1_000);
    scene.every_kind_has(1_000);
    let small = scene.costs();
    let scene = scene.filled(1_001, 20_000);
    let large = scene.costs();
    let grown: Vec<String> = large
        .iter()
        .filter_map(|(path, (rows, shown))| {
            // What shows more may read more: that is the budget's affair.
            let (before, _) = small.get(path).filter(|(_, before)| before == shown)?;
            let beside = if has_beside(path) { BESIDE } else { 0 };
            (rows > &(before + beside + 3)).then(|| format!("{path}: {before} rows, then {rows}"))
        })
        .collect();
    assert!(grown.is_empty(), "these grow with the table:\n{}", grown.join("\n"));

    for path in PUT_IN_ORDER {
        let cost = scene.company.owner.get(path).expect(200).cost().rows_read;
        assert!(cost <= 2 * 21_000 + ROWS_OF_A_LIST, "{path}: {cost} rows");
    }

    // Every driver is ranked, and what is owed is told by each date from today on.
    let overview = scene.company.owner.get("/api/overview").expect(200).cost().rows_read;
    let sql =
        "SELECT (SELECT count(*) FROM drivers) + (SELECT count(*) FROM owed WHERE due_on >= date('now', '-1 day'))";
    let there = scene.company.server.count(sql);
    assert!(overview - there <= ROWS_OF_AN_OVERVIEW, "{overview} rows with {there} drivers and dates");
}

#[test]
fn a_record_is_read_by_two_statements() {
    let company = Company::shared();
    specimens::each(Verb::Get, |specimen| {
        let id = (specimen.make)(company);
        let answer = company.owner.get(&format!("{}/{id}", specimen.collection())).expect(200);
        assert!(answer.cost().statements <= OF_A_RECORD, "{:?}", answer.cost());
    });
    let contact = company.contact();
    let booking = company.booking(contact.customer, api_tests::making::tomorrow());
    let invoice = company.issued(contact.customer);
    for path in [format!("/api/portal/bookings/{}", booking.id), format!("/api/portal/invoices/{}", invoice.id)] {
        let cost = contact.portal.get(&path).expect(200).cost();
        assert!(cost.statements <= OF_A_RECORD, "{path}: {cost:?}");
    }
}
