//! What belongs to one's own account: the profile, a link from a mail, a forgotten password; and the question before
//! anything that can't be taken back.

use crate::nav::part::Find;
use crate::nav::{Found, Screen, find_screen};
use crate::shell::{PORTAL, link, profile, question, reset};
use crate::ui::confirm::Confirms;

/// What the addresses of its screens begin with.
pub const ROOTS: &[&str] = &["profile", "link", "forgot", question::PAGE];

const SCREENS: &[Screen] = &[
    Screen::new("profile", || profile::profile_page(&PORTAL)),
    Screen::new("link/{}", || link::link_page(&PORTAL)),
    Screen::new("forgot", || reset::reset_page(&PORTAL)),
    Screen::new(question::PAGE, Confirms),
];

/// Called when the part is here.
pub fn open() -> Find {
    find
}

fn find(path: &str) -> Option<Found> {
    find_screen(SCREENS, path)
}
