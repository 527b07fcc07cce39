//! The sidebar, as data.

use domain::permission::{Act, Area, NamedAct, Permission};
use domain::record::RecordKind;
use domain::text::Text;

use super::{bookings, fleet, mail, money, people};
use crate::session;
use crate::text::{fields, notices, shell as words};
use crate::ui::icon::Icon;

/// A screen that one can go to by name.
pub(crate) struct Entry {
    pub path: &'static str,
    pub label: Text,
    pub icon: Icon,
    pub opens: Opens,
    /// After `g`.
    pub key: char,
    pub place: Place,
}

impl Entry {
    /// As a tab beside the title of the screen of that address.
    pub const fn beside(self, path: &'static str) -> Self {
        Self { place: Place::Beside(path), ..self }
    }

    /// Through the index of settings: what one sets up once.
    pub const fn in_settings(self) -> Self {
        Self { place: Place::Settings, ..self }
    }

    /// The line of the sidebar that is lit on it and below it.
    pub const fn line(&self) -> &'static str {
        match self.place {
            Place::Sidebar => self.path,
            Place::Beside(path) => path,
            Place::Settings => SETTINGS_PATH,
        }
    }
}

/// From where a screen is reached. An area has at most [`MOST_LINES`] in the sidebar.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Place {
    Sidebar,
    Beside(&'static str),
    Settings,
}

/// More lines of one area are not taken in at a glance.
#[cfg(test)]
pub(crate) const MOST_LINES: usize = 4;

pub(crate) const SETTINGS_PATH: &str = "/admin/settings";

/// Whom a screen is shown.
pub(crate) enum Opens {
    /// Who may view an area.
    ToViewers(Area),
    /// Who may view an area, or their own in it.
    ToOwn(Area),
    To(NamedAct),
    /// Who may open anything that is reached through settings.
    ToWhoSetsUp,
}

impl Opens {
    pub fn to_me(&self) -> bool {
        match *self {
            Self::ToViewers(area) => session::may(Permission::In(area, Act::View)),
            Self::ToOwn(area) => {
                [Act::View, Act::ViewOwn].into_iter().any(|act| session::may(Permission::In(area, act)))
            }
            Self::To(act) => session::may(Permission::To(act)),
            Self::ToWhoSetsUp => set_up().any(|entry| entry.opens.to_me()),
        }
    }
}

/// An area: the first level of the sidebar. With one line it is that line.
pub(crate) struct Group {
    pub title: Text,
    pub icon: Icon,
    pub entries: &'static [Entry],
}

/// Every screen that is reached by name.
pub(crate) fn entries() -> impl Iterator<Item = &'static Entry> {
    NAV.iter().flat_map(|group| group.entries)
}

/// Those that are reached through settings.
pub(crate) fn set_up() -> impl Iterator<Item = &'static Entry> {
    entries().filter(|entry| entry.place == Place::Settings)
}

pub(crate) const fn entry(path: &'static str, label: Text, icon: Icon, key: char, opens: Opens) -> Entry {
    Entry { path, label, icon, opens, key, place: Place::Sidebar }
}

pub(crate) const fn record(kind: RecordKind, path: &'static str, icon: Icon, key: char, opens: Opens) -> Entry {
    entry(path, kind.plural(), icon, key, opens)
}

/// The sidebar from above to below. Each area's part of it stands with its screens.
pub(crate) const NAV: &[&Group] =
    &[&OVERVIEW, &TODAY, &bookings::NAV, &fleet::NAV, &money::NAV, &people::NAV, &mail::NAV, &SETTINGS];

const OVERVIEW: Group = Group {
    title: words::OVERVIEW,
    icon: Icon::Overview,
    entries: &[entry("/admin/overview", words::OVERVIEW, Icon::Overview, 'o', Opens::ToViewers(Area::Bookings))],
};

const TODAY: Group = Group {
    title: words::TODAY,
    icon: Icon::Sun,
    entries: &[entry("/admin/today", words::TODAY, Icon::Sun, 't', Opens::ToOwn(Area::Bookings))],
};

const SETTINGS: Group = Group {
    title: words::SETTINGS,
    icon: Icon::Settings,
    entries: &[
        entry(SETTINGS_PATH, words::SETTINGS, Icon::Settings, ',', Opens::ToWhoSetsUp),
        entry("/admin/settings/company", fields::COMPANY, Icon::Home, '1', MANAGED).in_settings(),
        entry("/admin/settings/notices", notices::NOTICES, Icon::Bell, '2', MANAGED).in_settings(),
        entry("/admin/settings/clock", notices::CLOCK, Icon::Clock, '3', MANAGED).in_settings(),
    ],
};

const MANAGED: Opens = Opens::To(NamedAct::ManageSettings);

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
