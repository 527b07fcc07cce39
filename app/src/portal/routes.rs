//! What the portal begins with: the screens of its first page, and the bar.

use domain::text::Text;

use super::{bookings, frame};
use crate::nav::Screen;
use crate::text::portal as words;
use crate::ui::icon::Icon;

/// The others stand in the parts.
pub(super) const SCREENS: &[Screen] = &[Screen::new("", frame::home), Screen::new("bookings", bookings::list)];

/// In the place of all that begins like this.
pub(super) const CLOSED: &[Screen] =
    &[Screen::new("bookings/*", frame::closed), Screen::new("bookings/{}/*", frame::closed)];

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
