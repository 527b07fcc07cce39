//! What everybody sees who is signed in: the frame and, in it, the list of bookings.

use super::frame;
use crate::nav::part::Find;
use crate::nav::{Found, Screen, find_screen};

/// No address anybody could go to: the name of this part's one screen.
pub(super) const PAGE: &str = "(home)";

/// What the names of its screens begin with.
pub const ROOTS: &[&str] = &[PAGE];

/// Called when the part is here.
pub fn open() -> Find {
    find
}

fn find(path: &str) -> Option<Found> {
    find_screen(const { &[Screen::new(PAGE, frame::view)] }, path)
}
