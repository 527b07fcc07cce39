//! The money area: invoices, and their payments in a part of their own.
//!
//! One enters by `invoices`: its page is the printed invoice itself, with what can be done to it beside.
//!
//! Invariant: amounts are minor units until `text::amount` writes them.

mod allocations;
pub(crate) mod invoices;
mod lines;
pub mod payments;
pub(crate) mod to_invoice;

use domain::permission::Area;
use domain::record::RecordKind;

use super::routes::{Group, Opens, record};
use crate::nav::Found;
use crate::nav::part::Find;
use crate::records::{self, ListSpec, Record};
use crate::text::shell;
use crate::ui::icon::Icon;

/// What the addresses of its screens begin with.
pub const ROOTS: &[&str] = &["invoices/"];

/// Its lines in the sidebar.
pub(crate) const NAV: Group = Group {
    title: shell::GROUP_MONEY,
    icon: Icon::Money,
    entries: &[
        record(RecordKind::Invoice, "/admin/invoices", Icon::File, 'i', Opens::ToViewers(Area::Money)),
        record(RecordKind::Payment, "/admin/payments", Icon::Money, 'p', Opens::ToViewers(Area::Money)),
    ],
};

pub(crate) static RECORDS: &[Record] = &[invoices::RECORD];

pub(crate) const LISTS: &[&ListSpec] = &[&invoices::LIST, &payments::LIST];

/// The sheets with numbers.
#[cfg(test)]
pub(crate) static SHAPES: &[&records::form::Shape] = &[&payments::SHAPE];

/// Called when the part is here.
pub fn open() -> Find {
    records::know(RECORDS);
    find
}

fn find(path: &str) -> Option<Found> {
    records::find(RECORDS, path)
}
