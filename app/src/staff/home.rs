//! What everybody sees who is signed in: the frame, and the question before anything that can't be taken back.

use super::frame;
use crate::nav::part::Find;
use crate::nav::{Found, Screen, find_screen};
use crate::shell::{notices, question};
use crate::ui::confirm::Confirms;

/// No address anybody could go to: the name of the frame.
pub(super) const PAGE: &str = "(home)";

/// What the names of its screens begin with.
pub const ROOTS: &[&str] = &[PAGE, notices::PAGE, question::PAGE];

const SCREENS: &[Screen] = &[
    Screen::new(PAGE, frame::view),
    Screen::new(notices::PAGE, frame::notifications),
    Screen::new(question::PAGE, Confirms),
];

/// Called when the part is here.
pub fn open() -> Find {
    find
}

fn find(path: &str) -> Option<Found> {
    find_screen(SCREENS, path)
}
