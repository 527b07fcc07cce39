//! What belongs to one's own account: the profile, a link from a mail, a forgotten password.

use crate::nav::part::Find;
use crate::nav::{Found, Screen, find_screen};
use crate::shell::{PORTAL, link, profile, reset};

/// What the addresses of its screens begin with.
pub const ROOTS: &[&str] = &["profile", "link", "forgot"];

const SCREENS: &[Screen] = &[
    Screen::new("profile", || profile::page(&PORTAL)),
    Screen::new("link/{}", || link::page(&PORTAL)),
    Screen::new("forgot", || reset::page(&PORTAL)),
];

/// Called when the part is here.
pub fn open() -> Find {
    find
}

fn find(path: &str) -> Option<Found> {
    find_screen(SCREENS, path)
}
