//! Signing in, before anything and over anything.

use crate::nav::part::Find;
use crate::nav::{Found, Screen, find_screen};
use crate::shell::{PORTAL, ended, prompt, sign_in};

/// What the names of its screens begin with.
pub const ROOTS: &[&str] = &[prompt::SIGN_IN];

const SCREENS: &[Screen] = &[
    Screen::new(prompt::SIGN_IN, || sign_in::sign_in_page(&PORTAL)),
    Screen::new(prompt::ENDED, || ended::dialog(&PORTAL)),
];

/// Called when the part is here.
pub fn open() -> Find {
    find
}

fn find(path: &str) -> Option<Found> {
    find_screen(SCREENS, path)
}
