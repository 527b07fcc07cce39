//! The runtime killed while people write: what was acknowledged is there, and nothing is half there.

use api_tests::{Company, Server, client, making::tomorrow};
use domain::record::{Created, RecordKind};
use serde_json::{Value, json};
use std::{
    sync::{
        Mutex,
        atomic::{AtomicUsize, Ordering},
    },
    thread,
    time::Duration,
};

const WRITERS: usize = 8;
/// Acknowledged writes after which the runtime is killed.
const ENOUGH: usize = 300;

/// A write that was sent: its key, its body, and what was answered, if anything was.
struct Sent {
    key: String,
    body: Value,
    acknowledged: Option<Created>,
}

#[test]
fn what_was_acknowledged_survives_a_kill_and_nothing_is_half_there() {
    let company = Company::fresh("crash");
    let customer = company.customer();
    let sent = Mutex::new(Vec::new());
    let acknowledged = AtomicUsize::new(0);
    thread::scope(|scope| {
        for _ in 0..WRITERS {
            scope.spawn(|| {
                let writer = company.owner.again();
                loop {
                    let (key, body) = (client::key(), json!(company.booking_draft(customer, tomorrow())));
                    let answer = writer.call("POST", "/api/bookings").key(&key).json(&body).try_send();
                    let created = answer.ok().map(|answer| answer.expect(201).json::<Created>());
                    let over = created.is_none();
                    acknowledged.fetch_add(usize::from(!over), Ordering::Relaxed);
                    sent.lock().expect("no writer panicked").push(Sent { key, body, acknowledged: created });
                    if over {
                        return;
                    }
                }
            });
        }
        while acknowledged.load(Ordering::Relaxed) < ENOUGH {
            thread::sleep(Duration::from_millis(1));
        }
        company.server.kill();
    });
    let sent = sent.into_inner().expect("no writer panicked");
    assert!(sent.len() > acknowledged.load(Ordering::Relaxed), "somebody was writing when it was killed");

    let (folder, owner) = (company.server.folder.clone(), company.owner.again());
    drop(company);
    let server = Server::at(&folder);
    let owner = owner.at(&server.url);
    for write in &sent {
        if let Some(created) = write.acknowledged {
            assert_eq!(owner.raw(RecordKind::Booking, created.id)["fields"], write.body);
        }
    }
    nothing_is_half_there(&server);

    // Whoever got no answer sends the same again: what had been done is not done twice.
    for write in &sent {
        let again = owner.call("POST", "/api/bookings").key(&write.key).json(&write.body).send().expect(201);
        assert!(write.acknowledged.is_none_or(|created| created == again.json()));
    }
    assert_eq!(server.count("SELECT count(*) FROM bookings"), i64::try_from(sent.len()).unwrap_or_default());
    nothing_is_half_there(&server);
}

fn nothing_is_half_there(server: &Server) {
    for (what, sql) in [
        (
            "a history",
            "NOT EXISTS (SELECT 1 FROM history WHERE kind = 'bookings' AND record = b.id AND act = 'created')",
        ),
        ("words", "NOT EXISTS (SELECT 1 FROM words WHERE kind = 'bookings' AND id = b.id)"),
        ("a key", "NOT EXISTS (SELECT 1 FROM idempotency_keys WHERE answer ->> 'id' = b.id)"),
        ("a number", "b.number NOT GLOB 'BK-20[0-9][0-9]-[0-9]*'"),
    ] {
        let without = server.count(&format!("SELECT count(*) FROM bookings b WHERE {sql}"));
        assert_eq!(without, 0, "bookings without {what}");
    }
    let orphans = "SELECT count(*) FROM history WHERE kind = 'bookings' AND record NOT IN (SELECT id FROM bookings)";
    assert_eq!(server.count(orphans), 0, "histories without a booking");
    let highest = "SELECT count(*) - max(CAST(substr(number, 9) AS INTEGER)) FROM bookings";
    assert_eq!(server.count(highest), 0, "numbers without a booking");
    let sound: String = server.sql().query_row("PRAGMA integrity_check", [], |row| row.get(0)).expect("a verdict");
    assert_eq!(sound, "ok");
}
