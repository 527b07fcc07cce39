//! What the staff app begins with: its first page, and the sidebar, as data.

use domain::permission::{Act, Area, NamedAct, Permission};
use domain::record::RecordKind;
use domain::text::Text;

use super::{frame, overview};
use crate::nav::Screen;
use crate::text::shell as words;
use crate::ui::icon::Icon;

/// Where sessions begin, below `/admin`. The other screens stand in the areas' parts.
pub(crate) const SCREENS: &[Screen] = &[Screen::new("", frame::home), Screen::new("overview", overview::overview_page)];

/// A line of the sidebar.
pub(crate) struct Entry {
    pub path: &'static str,
    pub label: Text,
    pub icon: Icon,
    /// Any of these opens it; none means everybody.
    pub needs: &'static [Permission],
    /// After `g`.
    pub key: char,
}

pub(crate) struct Group {
    pub title: Text,
    pub entries: &'static [Entry],
}

const fn entry(path: &'static str, label: Text, icon: Icon, key: char, needs: &'static [Permission]) -> Entry {
    Entry { path, label, icon, needs, key }
}

const fn record(kind: RecordKind, path: &'static str, icon: Icon, key: char, needs: &'static [Permission]) -> Entry {
    entry(path, kind.plural(), icon, key, needs)
}

const FLEET: &[Permission] = &[Permission::In(Area::Fleet, Act::View)];
const OWN_FLEET: &[Permission] = &[Permission::In(Area::Fleet, Act::View), Permission::In(Area::Fleet, Act::ViewOwn)];
const BOOKINGS: &[Permission] = &[Permission::In(Area::Bookings, Act::View)];
const OWN_BOOKINGS: &[Permission] =
    &[Permission::In(Area::Bookings, Act::View), Permission::In(Area::Bookings, Act::ViewOwn)];
const MONEY: &[Permission] = &[Permission::In(Area::Money, Act::View)];
const CUSTOMERS: &[Permission] = &[Permission::In(Area::Customers, Act::View)];
const MAIL: &[Permission] = &[Permission::In(Area::Mail, Act::View)];
const OWN_MAIL: &[Permission] = &[Permission::In(Area::Mail, Act::View), Permission::In(Area::Mail, Act::ViewOwn)];
const OWN_PERSONNEL: &[Permission] =
    &[Permission::In(Area::Personnel, Act::View), Permission::In(Area::Personnel, Act::ViewOwn)];
const PEOPLE: &[Permission] = &[Permission::In(Area::People, Act::View)];

pub(crate) const NAV: &[Group] = &[
    Group {
        title: domain::text!("", "", "", ""),
        entries: &[
            entry("/admin/overview", words::OVERVIEW, Icon::Chart, 'o', BOOKINGS),
            entry("/admin/today", words::TODAY, Icon::Play, 't', OWN_BOOKINGS),
        ],
    },
    Group {
        title: words::GROUP_BOOKINGS,
        entries: &[
            record(RecordKind::Booking, "/admin/bookings", Icon::Calendar, 'b', OWN_BOOKINGS),
            entry("/admin/schedule", words::SCHEDULE, Icon::Clock, 's', BOOKINGS),
            record(RecordKind::TimeCard, "/admin/time-cards", Icon::Stop, 'w', OWN_BOOKINGS),
            record(RecordKind::Rating, "/admin/ratings", Icon::Star, 'r', OWN_BOOKINGS),
        ],
    },
    Group {
        title: words::GROUP_FLEET,
        entries: &[
            record(RecordKind::Vehicle, "/admin/vehicles", Icon::Truck, 'v', OWN_FLEET),
            record(RecordKind::Assignment, "/admin/assignments", Icon::Key, 'a', OWN_FLEET),
            record(RecordKind::Document, "/admin/documents", Icon::Book, 'x', OWN_FLEET),
            record(RecordKind::VehicleType, "/admin/vehicle-types", Icon::Filter, 'y', FLEET),
            record(RecordKind::VehicleGroup, "/admin/vehicle-groups", Icon::Archive, 'g', FLEET),
        ],
    },
    Group {
        title: words::GROUP_MONEY,
        entries: &[
            record(RecordKind::Invoice, "/admin/invoices", Icon::File, 'i', MONEY),
            record(RecordKind::Payment, "/admin/payments", Icon::Money, 'p', MONEY),
        ],
    },
    Group {
        title: words::GROUP_PEOPLE,
        entries: &[
            record(RecordKind::Customer, "/admin/customers", Icon::Home, 'c', CUSTOMERS),
            record(RecordKind::Contact, "/admin/contacts", Icon::Phone, 'k', CUSTOMERS),
            record(RecordKind::Driver, "/admin/drivers", Icon::Person, 'd', PEOPLE),
            record(RecordKind::Leave, "/admin/leave", Icon::Sun, 'h', OWN_PERSONNEL),
            record(RecordKind::Staff, "/admin/staff", Icon::People, 'm', PEOPLE),
            record(RecordKind::Role, "/admin/roles", Icon::Lock, 'l', PEOPLE),
        ],
    },
    Group {
        title: Area::Mail.label(),
        entries: &[
            record(RecordKind::OutboxMail, "/admin/outbox", Icon::Mail, 'u', OWN_MAIL),
            record(RecordKind::MailTemplate, "/admin/mail-templates", Icon::File, 'j', MAIL),
            record(RecordKind::MailAccount, "/admin/mail-accounts", Icon::Upload, 'e', MAIL),
            record(RecordKind::MailApp, "/admin/mail-apps", Icon::Key, 'q', MAIL),
        ],
    },
    Group {
        title: domain::text!("", "", "", ""),
        entries: &[entry(
            "/admin/settings",
            words::SETTINGS,
            Icon::Settings,
            ',',
            &[Permission::To(NamedAct::ManageSettings)],
        )],
    },
];

/// What stands in the phone's bottom bar, most wanted first; the first four that may be opened are shown.
pub(crate) const BOTTOM: &[&str] = &[
    "/admin/overview",
    "/admin/bookings",
    "/admin/schedule",
    "/admin/vehicles",
    "/admin/invoices",
    "/admin/customers",
];

/// The same for somebody who drives.
pub(crate) const BOTTOM_OF_DRIVERS: &[&str] =
    &["/admin/today", "/admin/bookings", "/admin/time-cards", "/admin/vehicles"];
