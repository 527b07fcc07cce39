//! The bookings area: bookings with their logbooks, time cards, ratings, the timeline, and the driver's day.
//!
//! One enters by `bookings` and its page; `assign::assign_form` is what both the page and the timeline assign with.
//!
//! Invariant: whether a move is possible is asked of `domain::bookings::progress`, never decided in a screen.

mod answers;
mod assign;
mod booking_form;
mod booking_page;
// A record's file has its collection's name, also where the area is called the same.
#[allow(clippy::module_inception)]
pub(crate) mod bookings;
mod candidates;
mod change_requests;
mod invoice;
mod logbook_card;
mod logbook_page;
pub(crate) mod logbooks;
pub(crate) mod ratings;
pub mod schedule;
mod steps;
pub(crate) mod time_cards;
pub(crate) mod today;
mod transitions;

use domain::permission::Area;
use domain::record::RecordKind;

use super::routes::{Group, Opens, entry, record};
use crate::nav::part::Find;
use crate::nav::{Found, Screen};
use crate::records::{self, ListSpec, Record};
use crate::text::shell;
use crate::ui::icon::Icon;

/// What the addresses of its screens begin with.
pub const ROOTS: &[&str] = &["bookings/", "logbooks/", "time-cards/"];

/// Its lines in the sidebar.
pub(crate) const NAV: Group = Group {
    title: shell::GROUP_BOOKINGS,
    icon: Icon::Bookings,
    entries: &[
        record(RecordKind::Booking, "/admin/bookings", Icon::Bookings, 'b', Opens::ToOwn(Area::Bookings)),
        entry("/admin/schedule", shell::SCHEDULE, Icon::Calendar, 's', Opens::ToViewers(Area::Bookings)),
        record(RecordKind::TimeCard, "/admin/time-cards", Icon::Clock, 'w', Opens::ToOwn(Area::Bookings)),
        record(RecordKind::Rating, "/admin/ratings", Icon::Star, 'r', Opens::ToOwn(Area::Bookings)),
    ],
};

pub(crate) static RECORDS: &[Record] = &[bookings::RECORD, logbooks::RECORD, time_cards::RECORD];

pub(crate) const LISTS: &[&ListSpec] = &[&bookings::LIST, &logbooks::LIST, &time_cards::LIST, &ratings::LIST];

/// Lists with something above them, or in views.
pub(crate) const LIST_PAGES: &[Screen] = &[
    Screen::new("bookings", bookings::bookings_page),
    Screen::new("ratings", ratings::ratings_page),
    // No rating has a page of its own.
    Screen::new("ratings/{}", ratings::ratings_page),
    Screen::new("time-cards", time_cards::time_cards_page),
];

/// The sheets with numbers.
#[cfg(test)]
pub(crate) static SHAPES: &[&records::form::Shape] =
    &[&assign::STARTED_SHAPE, &assign::DRIVEN_SHAPE, &steps::ODOMETER_SHAPE, &transitions::APPROVE];

/// Called when the part is here.
pub fn open() -> Find {
    records::know(RECORDS);
    find
}

fn find(path: &str) -> Option<Found> {
    records::find(RECORDS, path)
}
