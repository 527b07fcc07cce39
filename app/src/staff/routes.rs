//! Every address of the staff app, as data: a line for a record gives its list, page and forms; a line for a page written
//! by hand gives just that. The sidebar is data too.

use domain::permission::{Act, Area, NamedAct, Permission};
use domain::record::RecordKind;
use domain::text::Text;

use super::{bookings, fleet, frame, kit, money, overview, people, settings};
use crate::nav::Screen;
use crate::records::Record;
use crate::text::shell as words;
use crate::ui::icon::Icon;

/// Pages written by hand, below `/admin`. They win over a record's pages.
pub(crate) const SCREENS: &[Screen] = &[
    Screen::new("", frame::home),
    Screen::new("profile", frame::profile),
    Screen::new("kit", kit::KitPage),
    Screen::new("ratings", bookings::ratings::page),
    Screen::new("time-cards", bookings::time_cards::page),
    Screen::new("settings", settings::page),
    Screen::new("overview", overview::page),
    Screen::new("schedule", bookings::schedule::page),
    Screen::new("today", bookings::today::page),
];

pub(crate) static RECORDS: &[Record] = &[
    fleet::vehicles::RECORD,
    fleet::vehicle_types::RECORD,
    fleet::vehicle_groups::RECORD,
    fleet::assignments::RECORD,
    bookings::bookings::RECORD,
    bookings::logbooks::RECORD,
    bookings::time_cards::RECORD,
    bookings::ratings::RECORD,
    money::invoices::RECORD,
    money::payments::RECORD,
    people::customers::RECORD,
    people::contacts::RECORD,
    people::drivers::RECORD,
    people::staff::RECORD,
    people::roles::RECORD,
];

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
const PEOPLE: &[Permission] = &[Permission::In(Area::People, Act::View)];

pub(crate) const NAV: &[Group] = &[
    Group {
        title: Text([""; 4]),
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
            record(RecordKind::Staff, "/admin/staff", Icon::People, 'm', PEOPLE),
            record(RecordKind::Role, "/admin/roles", Icon::Lock, 'l', PEOPLE),
        ],
    },
    Group {
        title: Text([""; 4]),
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
