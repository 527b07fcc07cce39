//! Every address of the portal, as data.

use domain::text::Text;

use super::{bookings, frame, invoices};
use crate::nav::Screen;
use crate::text::portal as words;
use crate::ui::icon::Icon;

pub(super) const SCREENS: &[Screen] = &[
    Screen::new("", frame::home),
    Screen::new("profile", frame::profile),
    Screen::new("bookings", bookings::list),
    Screen::new("bookings/new", bookings::new),
    Screen::new("bookings/{}", bookings::page),
    Screen::new("bookings/{}/edit", bookings::edit),
    Screen::new("invoices", invoices::list),
    Screen::new("invoices/{}", invoices::page),
];

/// A place in the bar.
pub(super) struct Entry {
    pub path: &'static str,
    pub label: Text,
    pub icon: Icon,
    /// Only while the company takes bookings through the portal.
    pub bookings: bool,
}

pub(super) const NAV: &[Entry] = &[
    Entry { path: "/bookings", label: words::BOOKINGS, icon: Icon::Calendar, bookings: true },
    Entry { path: "/invoices", label: words::INVOICES, icon: Icon::File, bookings: false },
    Entry { path: "/profile", label: words::PROFILE, icon: Icon::Person, bookings: false },
];
