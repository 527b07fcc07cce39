//! People: the staff with roles and driver profiles, customers with their contacts, and how either gets to sign in.
//!
//! Each record is one file of constants; `access` is what staff and contacts share: making a single-use link.
//!
//! Invariant: a link is shown once, to whoever made it, and kept nowhere.

mod access;
pub(crate) mod contacts;
pub(crate) mod customers;
pub(crate) mod drivers;
pub(crate) mod leave;
mod permissions;
pub(crate) mod roles;
pub(crate) mod staff;
mod vendors;

use domain::permission::Area;
use domain::record::RecordKind;

use super::routes::{Group, Opens, record};
use crate::nav::Found;
use crate::nav::part::Find;
use crate::records::{self, ListSpec, Record};
use crate::text::shell;
use crate::ui::icon::Icon;

/// What the addresses of its screens begin with.
pub const ROOTS: &[&str] = &["customers/", "contacts/", "vendors/", "drivers/", "leave/", "staff/", "roles/"];

/// Its lines in the sidebar.
pub(crate) const NAV: Group = Group {
    title: shell::GROUP_PEOPLE,
    icon: Icon::People,
    entries: &[
        record(RecordKind::Customer, "/admin/customers", Icon::People, 'c', Opens::ToViewers(Area::Customers)),
        record(RecordKind::Contact, "/admin/contacts", Icon::Phone, 'k', Opens::ToViewers(Area::Customers))
            .beside("/admin/customers"),
        record(RecordKind::Vendor, "/admin/vendors", Icon::Bag, 'f', Opens::ToViewers(Area::Vendors)),
        record(RecordKind::Driver, "/admin/drivers", Icon::Person, 'd', Opens::ToViewers(Area::People)),
        record(RecordKind::Leave, "/admin/leave", Icon::Calendar, 'h', Opens::ToOwn(Area::Personnel))
            .beside("/admin/drivers"),
        record(RecordKind::Staff, "/admin/staff", Icon::People, 'm', Opens::ToViewers(Area::People)),
        record(RecordKind::Role, "/admin/roles", Icon::Lock, 'l', Opens::ToViewers(Area::People)).in_settings(),
    ],
};

pub(crate) static RECORDS: &[Record] = &[
    customers::RECORD,
    contacts::RECORD,
    vendors::RECORD,
    drivers::RECORD,
    leave::RECORD,
    staff::RECORD,
    roles::RECORD,
];

pub(crate) const LISTS: &[&ListSpec] =
    &[&customers::LIST, &contacts::LIST, &vendors::LIST, &drivers::LIST, &leave::LIST, &staff::LIST, &roles::LIST];

/// Called when the part is here.
pub fn open() -> Find {
    records::know(RECORDS);
    find
}

fn find(path: &str) -> Option<Found> {
    records::find(RECORDS, path)
}
