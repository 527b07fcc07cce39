//! Signing in, before anything and over anything.

use crate::nav::part::Find;
use crate::nav::{Found, Screen, find_screen};
use crate::shell::{STAFF, ended, knock, sign_in};

/// What the names of its screens begin with.
pub const ROOTS: &[&str] = &[knock::PAGE];

const SCREENS: &[Screen] =
    &[Screen::new(knock::PAGE, || sign_in::page(&STAFF)), Screen::new(knock::ENDED, || ended::dialog(&STAFF))];

/// Called when the part is here.
pub fn open() -> Find {
    find
}

fn find(path: &str) -> Option<Found> {
    find_screen(SCREENS, path)
}
