//! What the staff app begins with: its first page, and the sidebar, as data.

use domain::permission::{Act, Area, NamedAct, Permission};
use domain::record::RecordKind;
use domain::text::Text;

use super::{bookings, fleet, frame, mail, money, overview, people};
use crate::nav::Screen;
use crate::session;
use crate::text::shell as words;
use crate::ui::icon::Icon;

/// Where sessions begin, below `/admin`. The other screens stand in the areas' parts.
pub(crate) const SCREENS: &[Screen] = &[Screen::new("", frame::home), Screen::new("overview", overview::overview_page)];

/// A line of the sidebar.
pub(crate) struct Entry {
    pub path: &'static str,
    pub label: Text,
    pub icon: Icon,
    pub opens: Opens,
    /// After `g`.
    pub key: char,
}

/// Whom a line of the sidebar is shown.
pub(crate) enum Opens {
    /// Who may view an area.
    ToViewers(Area),
    /// Who may view an area, or their own in it.
    ToOwn(Area),
    To(NamedAct),
}

impl Opens {
    pub fn to_me(&self) -> bool {
        match *self {
            Self::ToViewers(area) => session::may(Permission::In(area, Act::View)),
            Self::ToOwn(area) => {
                [Act::View, Act::ViewOwn].into_iter().any(|act| session::may(Permission::In(area, act)))
            }
            Self::To(act) => session::may(Permission::To(act)),
        }
    }
}

/// An area's lines in the sidebar.
pub(crate) struct Group {
    pub title: Text,
    pub entries: &'static [Entry],
}

pub(crate) const fn entry(path: &'static str, label: Text, icon: Icon, key: char, opens: Opens) -> Entry {
    Entry { path, label, icon, opens, key }
}

pub(crate) const fn record(kind: RecordKind, path: &'static str, icon: Icon, key: char, opens: Opens) -> Entry {
    entry(path, kind.plural(), icon, key, opens)
}

/// The sidebar from above to below. Each area's part of it stands with its screens.
pub(crate) const NAV: &[&Group] =
    &[&HOME, &bookings::NAV, &fleet::NAV, &money::NAV, &people::NAV, &mail::NAV, &SETTINGS];

const HOME: Group = Group {
    title: domain::text!("", "", "", ""),
    entries: &[
        entry("/admin/overview", words::OVERVIEW, Icon::Chart, 'o', Opens::ToViewers(Area::Bookings)),
        entry("/admin/today", words::TODAY, Icon::Play, 't', Opens::ToOwn(Area::Bookings)),
    ],
};

const SETTINGS: Group = Group {
    title: domain::text!("", "", "", ""),
    entries: &[entry("/admin/settings", words::SETTINGS, Icon::Settings, ',', Opens::To(NamedAct::ManageSettings))],
};

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
