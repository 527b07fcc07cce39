//! Mail: app registrations with their guided set-up, accounts with their light, and the outbox.
//!
//! Each record is a file of constants; `attempt` shows how a test went.
//!
//! Invariant: no screen ever holds a stored secret; what is typed into a secret's form is forgotten with the form.

mod accounts;
mod apps;
mod attempt;
mod outbox;

use crate::nav::Found;
use crate::nav::part::Find;
use crate::records::{self, Record};

/// What the addresses of its screens begin with.
pub const ROOTS: &[&str] = &["mail-accounts", "mail-apps", "outbox"];

pub(crate) static RECORDS: &[Record] = &[accounts::RECORD, apps::RECORD, outbox::RECORD];

#[cfg(test)]
pub(crate) static SHAPES: &[&crate::records::form::Shape] = &[&accounts::PASSWORD, &accounts::TEST, &apps::SECRET];

/// Called when the part is here.
pub fn open() -> Find {
    records::know(RECORDS);
    find
}

fn find(path: &str) -> Option<Found> {
    records::find(RECORDS, path)
}
