//! Readable numbers, counted per year as the edge counts them.

use super::row::Row;
use crate::Result;
use rusqlite::Connection;
use std::collections::BTreeMap;

/// A sequence of one kind of record: `BK-2026-00012` counts on in the counter `bookings-2026`.
pub struct Numbers {
    kind: &'static str,
    prefix: String,
    width: usize,
    last: BTreeMap<i32, i64>,
}

impl Numbers {
    pub fn new(kind: &'static str, prefix: &str, width: usize) -> Self {
        Self { kind, prefix: prefix.to_owned(), width, last: BTreeMap::new() }
    }

    pub fn next(&mut self, year: i32) -> String {
        let last = self.last.entry(year).or_default();
        *last += 1;
        format!("{}-{year}-{last:0width$}", self.prefix, width = self.width)
    }

    /// Leaves the counters where the edge goes on.
    pub fn write(&self, connection: &Connection) -> Result<()> {
        for (year, last) in &self.last {
            Row::new("counters")
                .with("name", format!("{}-{year}", self.kind))
                .with("value", *last)
                .insert(connection)?;
        }
        Ok(())
    }
}
