//! What the seeded data promises, asked of the database itself, with the edge's migrations applied.

use super::{Data, fill};
use crate::{Result, migrations::migrated};
use domain::{
    bookings::{logbook::LONGEST, progress::BookingStatus},
    money::invoice::{InvoiceLine, totals},
};
use rusqlite::Connection;
use std::collections::BTreeMap;

/// 2026-11-18T10:07:13Z.
const NOW: i64 = 1_794_996_433_000;

fn seeded(data: Data, now: i64) -> Result<Connection> {
    let mut connection = migrated()?;
    fill(&mut connection, data, now)?;
    Ok(connection)
}

fn number(connection: &Connection, sql: &str) -> Result<i64> {
    Ok(connection.query_row(sql, [], |row| row.get(0))?)
}

fn texts(connection: &Connection, sql: &str) -> Result<Vec<String>> {
    let mut statement = connection.prepare(sql)?;
    let rows = statement.query_map([], |row| row.get(0))?;
    Ok(rows.collect::<std::result::Result<_, _>>()?)
}

fn assert_sound(connection: &Connection) -> Result<()> {
    assert_eq!(texts(connection, "SELECT \"table\" FROM pragma_foreign_key_check")?, [""; 0]);
    for who in ["vehicle", "driver"] {
        let overlaps = format!(
            "SELECT count(*) FROM logbooks a JOIN logbooks b ON a.{who} = b.{who} AND a.id < b.id
             AND a.\"from\" < b.\"to\" AND b.\"from\" < a.\"to\" AND b.\"from\" > a.\"from\" - {LONGEST}
             WHERE a.status <> 'cancelled' AND b.status <> 'cancelled'"
        );
        assert_eq!(number(connection, &overlaps)?, 0, "{who}s are booked once");
        let differ = format!(
            "SELECT count(*) FROM (SELECT {who}, \"from\", \"to\", id FROM logbooks WHERE status <> 'cancelled'
             EXCEPT SELECT subject, \"from\", \"to\", source FROM occupations WHERE subject_kind = '{who}s' AND source_kind = 'logbooks')"
        );
        assert_eq!(number(connection, &differ)?, 0, "every trip occupies its {who}");
    }
    let (rows, sources) = (
        "SELECT count(*) FROM occupations",
        "SELECT (SELECT 2 * count(*) FROM logbooks WHERE status <> 'cancelled') + (SELECT count(*) FROM leave WHERE archived_at IS NULL)",
    );
    assert_eq!(number(connection, rows)?, number(connection, sources)?, "nothing else occupies anybody");
    assert_eq!(
        number(
            connection,
            "SELECT count(*) FROM time_cards a JOIN time_cards b ON a.driver = b.driver AND a.id < b.id
             AND a.\"from\" < coalesce(b.\"to\", 9e15) AND b.\"from\" < coalesce(a.\"to\", 9e15)"
        )?,
        0
    );
    let states = texts(connection, "SELECT DISTINCT status FROM bookings")?;
    for status in BookingStatus::ALL {
        assert!(states.iter().any(|state| state == status.code()), "{status:?}");
    }
    gapless(connection)?;
    add_up(connection)?;
    for (table, kind) in [("bookings", "bookings"), ("logbooks", "logbooks")] {
        let counted = "SELECT sum(value) FROM counters WHERE name LIKE";
        let counted = number(connection, &format!("{counted} '{kind}-%'"))?;
        assert_eq!(counted, number(connection, &format!("SELECT count(*) FROM {table}"))?, "{kind}");
    }
    Ok(())
}

/// In every year the invoices count from 1 without a gap, in the order they were issued, and the counter stands there.
fn gapless(connection: &Connection) -> Result<()> {
    let mut years: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for number in texts(connection, "SELECT number FROM invoices WHERE number IS NOT NULL ORDER BY id")? {
        let (year, counter) = number.trim_start_matches("F-").split_once('-').ok_or("no number")?;
        years.entry(year.to_owned()).or_default().push(counter.parse()?);
    }
    for (year, counters) in years {
        assert_eq!(counters, (1..=counters.len()).collect::<Vec<_>>(), "{year}");
        let counted = number(connection, &format!("SELECT value FROM counters WHERE name = 'invoices-{year}'"))?;
        assert_eq!(counted, counters.len() as i64);
    }
    Ok(())
}

fn add_up(connection: &Connection) -> Result<()> {
    let mut statement = connection.prepare("SELECT lines, subtotal, tax, total FROM invoices")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let lines: Vec<InvoiceLine> = serde_json::from_str(&row.get::<_, String>(0)?)?;
        let sums = totals(&lines);
        assert_eq!((sums.subtotal, sums.tax, sums.total), (row.get(1)?, row.get(2)?, row.get(3)?));
    }
    let unpaid = "SELECT count(*) FROM invoices WHERE paid <> (SELECT coalesce(sum(amount), 0) FROM payment_allocations WHERE invoice = invoices.id)";
    assert_eq!(number(connection, unpaid)?, 0);
    Ok(())
}

#[test]
fn the_demo_keeps_every_rule() -> Result<()> {
    let connection = seeded(Data::Demo, NOW)?;
    assert_sound(&connection)?;
    let count = |table: &str| number(&connection, &format!("SELECT count(*) FROM {table}"));
    assert_eq!((count("vehicles")?, count("drivers")?, count("customers")?), (24, 16, 40));
    assert!(count("bookings")? > 500);
    for state in ["draft", "open", "paid", "cancelled"] {
        let found = number(&connection, &format!("SELECT count(*) FROM invoices WHERE state = '{state}'"))?;
        assert!(found > 0, "{state}");
    }
    let documents = |condition: &str| number(&connection, &format!("SELECT count(*) FROM documents WHERE {condition}"));
    for condition in [
        "expires_on < '2026-11-18'",
        "expires_on = '2026-11-19' AND vehicle IS NOT NULL",
        "expires_on = '2026-11-19' AND driver IS NOT NULL",
        "expires_on IS NULL",
        "EXISTS (SELECT 1 FROM documents o WHERE o.vehicle = documents.vehicle AND o.document_type = documents.document_type \
         AND o.expires_on < '2026-11-18' AND documents.expires_on >= '2026-11-18')",
    ] {
        assert!(documents(condition)? > 0, "{condition}");
    }
    let partly = "SELECT count(*) FROM invoices WHERE state = 'open' AND paid > 0 AND due_on";
    assert!(number(&connection, &format!("{partly} < '2026-11-18'"))? > 0, "overdue and paid in part");
    assert!(number(&connection, &format!("{partly} >= '2026-11-18'"))? > 0, "paid in part");
    assert!(number(&connection, "SELECT count(*) FROM payments WHERE reverses IS NOT NULL")? > 0);
    let of_several = "SELECT count(*) FROM (SELECT 1 FROM invoice_bookings GROUP BY invoice HAVING count(*) > 3)";
    assert!(number(&connection, of_several)? > 0, "an invoice over several bookings");
    let several = "SELECT count(*) FROM (SELECT 1 FROM payment_allocations GROUP BY payment HAVING count(*) > 1)";
    assert!(number(&connection, several)? > 0);
    Ok(())
}

#[test]
fn the_demo_holds_what_is_awkward() -> Result<()> {
    let connection = seeded(Data::Demo, NOW)?;
    let at_least_one = |what: &str, sql: &str| -> Result<()> {
        assert!(number(&connection, sql)? > 0, "{what}");
        Ok(())
    };
    for (night, start) in [("spring", 1_774_733_400_000_i64), ("autumn", 1_792_873_800_000)] {
        at_least_one(
            night,
            &format!("SELECT count(*) FROM logbooks WHERE \"from\" = {start} AND status = 'completed'"),
        )?;
    }
    at_least_one(
        "a hand-over at one instant",
        "SELECT count(*) FROM logbooks a JOIN logbooks b ON a.vehicle = b.vehicle AND a.\"to\" = b.\"from\"
         WHERE a.driver <> b.driver AND a.status <> 'cancelled' AND b.status <> 'cancelled'",
    )?;
    at_least_one(
        "two wishes for one slot",
        "SELECT count(*) FROM bookings a JOIN bookings b ON a.pickup_at = b.pickup_at AND a.customer < b.customer
         AND a.vehicle_type = b.vehicle_type WHERE a.status = 'new' AND b.status = 'new'",
    )?;
    at_least_one(
        "an expired licence, overridden",
        "SELECT count(*) FROM logbooks JOIN drivers ON drivers.id = driver WHERE overridden LIKE '%licence_expires%'
         AND licence_expires_on < '2026-11-18' AND logbooks.status = 'new'",
    )?;
    at_least_one("a booking with two logbooks", "SELECT count(*) FROM bookings WHERE active_logbooks = 2")?;
    at_least_one("a clock that runs", "SELECT count(*) FROM time_cards WHERE \"to\" IS NULL")?;
    at_least_one(
        "a driver on leave",
        &format!("SELECT count(*) FROM leave WHERE \"from\" <= {NOW} AND \"to\" > {NOW}"),
    )?;
    for (table, what) in [("vehicles", "a vehicle"), ("customers", "a customer"), ("bookings", "a booking")] {
        at_least_one(what, &format!("SELECT count(*) FROM {table} WHERE archived_at IS NOT NULL"))?;
    }
    at_least_one(
        "trips today",
        "SELECT count(*) FROM logbooks WHERE date(\"from\" / 1000, 'unixepoch') = '2026-11-18'",
    )?;
    at_least_one(
        "something to do for the driver who can sign in",
        "SELECT count(*) FROM logbooks WHERE driver = 201 AND status = 'new'",
    )
}

#[test]
fn nothing_was_recorded_in_the_future() -> Result<()> {
    let connection = seeded(Data::Demo, NOW)?;
    for (table, column) in [
        ("bookings", "created_at"),
        ("bookings", "updated_at"),
        ("logbooks", "updated_at"),
        ("time_cards", "updated_at"),
        ("invoices", "updated_at"),
        ("payments", "at"),
        ("ratings", "at"),
        ("history", "at"),
        ("notifications", "at"),
        ("vehicles", "updated_at"),
        ("assignments", "updated_at"),
        ("leave", "updated_at"),
    ] {
        assert_eq!(number(&connection, &format!("SELECT count(*) FROM {table} WHERE {column} > {NOW}"))?, 0, "{table}");
    }
    Ok(())
}

#[test]
fn the_same_instant_gives_the_same_rows() -> Result<()> {
    let all = |connection: &Connection| -> Result<Vec<String>> {
        let tables = texts(connection, "SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")?;
        let mut out = Vec::new();
        for table in tables {
            let columns = texts(connection, &format!("SELECT quote(name) FROM pragma_table_info('{table}')"))?;
            let columns: Vec<_> =
                columns.iter().map(|name| format!("quote(\"{}\")", name.trim_matches('\''))).collect();
            out.push(table.clone());
            out.extend(texts(connection, &format!("SELECT {} FROM {table} ORDER BY 1", columns.join(" || ',' || ")))?);
        }
        Ok(out)
    };
    assert!(all(&seeded(Data::Demo, NOW)?)? == all(&seeded(Data::Demo, NOW)?)?);
    Ok(())
}

/// Whatever the hour and the day it is seeded: at night, on the day the clocks change, at the turn of the year.
#[test]
fn any_moment_will_do() -> Result<()> {
    for now in [1_767_222_000_000, 1_774_746_000_000, 1_792_890_000_000, 1_798_758_000_000, 1_830_000_123_456] {
        assert_sound(&seeded(Data::Demo, now)?)?;
    }
    Ok(())
}

#[test]
fn empty_is_empty() -> Result<()> {
    assert_eq!(number(&seeded(Data::Empty, NOW)?, "SELECT count(*) FROM company")?, 0);
    Ok(())
}

#[test]
fn the_large_data_keeps_every_rule_and_its_counts() -> Result<()> {
    let connection = seeded(Data::Large, NOW)?;
    assert_sound(&connection)?;
    let count = |table: &str| number(&connection, &format!("SELECT count(*) FROM {table}"));
    assert_eq!((count("vehicles")?, count("drivers")?, count("customers")?), (2_000, 1_000, 10_000));
    assert_eq!((count("bookings")?, count("invoices")?), (100_000, 100_000));
    assert_eq!((count("logbooks")?, count("time_cards")?), (120_000, 200_000));
    let due = number(&connection, "SELECT count(*) FROM documents GROUP BY expires_on")?;
    assert_eq!((due, count("documents")?), (10_000, 10_000));
    Ok(())
}
