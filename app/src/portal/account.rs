//! What belongs to one's own account: the profile, a link from a mail, a forgotten password; and what is
//! asked for over any page: notifications, and the question before anything that can't be taken back.

use domain::notice::Notice;
use domain::text::Text;
use leptos::prelude::*;
use serde::de::IgnoredAny;

use super::frame;
use crate::nav::part::Find;
use crate::nav::{Found, Screen, find_screen};
use crate::shell::{PORTAL, link, notices, profile, question, reset};
use crate::text::portal as words;
use crate::ui::confirm::Confirms;

/// What the addresses of its screens begin with.
pub const ROOTS: &[&str] = &["profile", "link/", "forgot", notices::PAGE, question::PAGE];

const SCREENS: &[Screen] = &[
    Screen::new("profile", || profile::profile_page(&PORTAL)),
    Screen::new("link/{}", || link::link_page(&PORTAL)),
    Screen::new("forgot", || reset::reset_page(&PORTAL)),
    Screen::new(notices::PAGE, || notices::panel(&PORTAL, frame::href, act, |_, _, _: IgnoredAny| ().into_any())),
    Screen::new(question::PAGE, Confirms),
];

/// What a notification asks for; the page that it leads to begins with it.
fn act(notice: Notice) -> Option<(Text, &'static str)> {
    Some(match notice {
        Notice::InvoiceIssued | Notice::InvoiceOverdue => (words::PAY, ""),
        Notice::BookingCompleted => (words::RATE_TRIP, ""),
        _ => return None,
    })
}

/// Called when the part is here.
pub fn open() -> Find {
    find
}

fn find(path: &str) -> Option<Found> {
    find_screen(SCREENS, path)
}
