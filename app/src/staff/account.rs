//! What belongs to one's own account: the profile, a link from a mail, a forgotten password, and the first run.

use super::set_up;
use crate::nav::part::Find;
use crate::nav::{Found, Screen, find_screen};
use crate::shell::{STAFF, link, profile, reset};

/// What the addresses of its screens begin with.
pub const ROOTS: &[&str] = &["profile", "link/", "forgot", "setup"];

const SCREENS: &[Screen] = &[
    Screen::new("profile", || profile::profile_page(&STAFF)),
    Screen::new("link/{}", || link::link_page(&STAFF)),
    Screen::new("forgot", || reset::reset_page(&STAFF)),
    Screen::new("setup", set_up::set_up_page),
];

/// Called when the part is here.
pub fn open() -> Find {
    find
}

fn find(path: &str) -> Option<Found> {
    find_screen(SCREENS, path)
}
