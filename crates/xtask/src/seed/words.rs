//! The words that records are found by, as `domain::search` cuts them.

use crate::Result;
use domain::search;
use rusqlite::{Connection, params};
use std::collections::{BTreeMap, HashMap};

/// Whose words a record is found by beside its own: its kind, theirs, and which of each belong together. In order, because an
/// invoice inherits from its booking what that inherited.
const INHERITED: [(&str, &str, &str); 4] = [
    ("bookings", "customers", "SELECT id, customer FROM bookings"),
    ("invoices", "customers", "SELECT id, customer FROM invoices"),
    ("invoices", "bookings", "SELECT invoice, booking FROM invoice_bookings"),
    ("payments", "invoices", "SELECT payment, invoice FROM payment_allocations"),
];

#[derive(Default)]
pub struct Words {
    /// Every word once; its place stands for it below.
    known: Vec<String>,
    places: HashMap<String, u32>,
    of: BTreeMap<&'static str, Vec<(i64, u32)>>,
}

impl Words {
    pub fn add(&mut self, kind: &'static str, id: i64, text: &str) {
        let found = search::words(text).into_iter().map(|word| {
            *self.places.entry(word).or_insert_with_key(|word| {
                self.known.push(word.clone());
                self.known.len() as u32 - 1
            })
        });
        self.of.entry(kind).or_default().extend(found.map(|word| (id, word)));
    }

    fn inherit(&mut self, connection: &Connection) -> Result<()> {
        for (kind, from, heirs) in INHERITED {
            let mut statement = connection.prepare(heirs)?;
            let heirs = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
            let mut theirs = self.of.get(from).cloned().unwrap_or_default();
            theirs.sort_unstable();
            let own = self.of.entry(kind).or_default();
            for heir in heirs {
                let (heir, parent): (i64, i64) = heir?;
                let first = theirs.partition_point(|(id, _)| *id < parent);
                own.extend(theirs[first..].iter().take_while(|(id, _)| *id == parent).map(|(_, word)| (heir, *word)));
            }
        }
        Ok(())
    }

    /// In the order of the table's key, which is by far the fastest.
    pub fn write(mut self, connection: &Connection) -> Result<()> {
        self.inherit(connection)?;
        let mut alphabet: Vec<u32> = (0..self.known.len() as u32).collect();
        alphabet.sort_unstable_by_key(|place| &self.known[*place as usize]);
        let mut ranks = vec![0; alphabet.len()];
        alphabet.iter().enumerate().for_each(|(rank, place)| ranks[*place as usize] = rank);
        // An index built at the end is built in order too.
        let by_record: String =
            connection.query_row("SELECT sql FROM sqlite_schema WHERE name = 'words_of'", [], |row| row.get(0))?;
        connection.execute_batch("DROP INDEX words_of")?;
        let mut statement = connection.prepare("INSERT INTO words (kind, word, id) VALUES (?, ?, ?)")?;
        for (kind, found) in self.of {
            let mut found: Vec<(usize, i64)> =
                found.into_iter().map(|(id, place)| (ranks[place as usize], id)).collect();
            found.sort_unstable();
            found.dedup();
            for (rank, id) in found {
                statement.execute(params![kind, self.known[alphabet[rank] as usize], id])?;
            }
        }
        connection.execute_batch(&by_record)?;
        Ok(())
    }
}
