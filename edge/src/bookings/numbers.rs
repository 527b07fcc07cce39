//! Readable numbers (`BK-2026-00012`), counted by kind and year, given in the batch that makes the record.
//!
//! Invariant: a number comes from its counter inside the batch, so a refused creation uses none up.

use domain::time::Instant;

use crate::db::{Sql, Statement};
use crate::io::zone::Zone;
use crate::records::table::{Set, Table};

/// The numbers of one kind of record.
pub struct Numbers {
    /// Begins the counter's name (`bookings-2026`).
    collection: &'static str,
    /// SQL of the number, from the company's prefix, a year and a counter's name.
    sql: &'static str,
}

macro_rules! numbered {
    ($collection:literal, $prefix:literal) => {
        Numbers {
            collection: $collection,
            sql: concat!(
                "(SELECT ",
                $prefix,
                " || printf('-%d-%05d', ?, value) FROM company JOIN counters ON counters.name = ? WHERE company.id = 1)"
            ),
        }
    };
}

pub const OF_BOOKINGS: Numbers = numbered!("bookings", "booking_prefix");
pub const OF_LOGBOOKS: Numbers = numbered!("logbooks", "logbook_prefix");

impl Numbers {
    fn counter(&self, zone: Zone, now: Instant) -> String {
        format!("{}-{}", self.collection, zone.year(now))
    }

    /// Counts one further; stands before the row that takes the number.
    pub fn count(&self, zone: Zone, now: Instant) -> Statement {
        Statement::new("INSERT INTO counters (name, value) VALUES (?, 1) ON CONFLICT DO UPDATE SET value = value + 1")
            .bind(self.counter(zone, now))
    }

    /// The new row's `number`.
    pub fn set(&self, zone: Zone, now: Instant) -> Set {
        Set {
            column: "number".into(),
            sql: self.sql,
            values: vec![i64::from(zone.year(now)).into(), self.counter(zone, now).into()],
        }
    }
}

/// The words of the row's number, as `domain::search::words` would cut it: whole, its counter, and that without zeros.
pub fn words(table: &Table, id: i64) -> Statement {
    let mut sql = Sql::default();
    sql.with("INSERT OR IGNORE INTO words (kind, word, id) SELECT ?", table.collection());
    sql.push(
        ", cut.value, n.id FROM (SELECT id, lower(number) AS whole, \
         substr(number, length(rtrim(number, '0123456789')) + 1) AS counter",
    );
    sql.with(&format!(" FROM {} WHERE id = ?", table.name()), id);
    sql.push(") n, json_each(json_array(n.whole, n.counter, ltrim(n.counter, '0'))) cut");
    sql.into()
}
