//! Every list, in one part: whoever opens one by its address needs none of its area's pages and forms, and going from one list to
//! the next fetches no code.

use domain::record::RecordKind;

use super::{bookings, fleet, mail, money, people};
use crate::nav::part::Find;
use crate::nav::{Found, find_screen};
use crate::records::{self, ListSpec};

/// Each kind of record has its list at its collection; a rating has no page, and stands in its list.
pub const ROOTS: &[&str] = &{
    const LISTS: usize = RecordKind::ALL.len();
    let mut roots = ["ratings/"; LISTS + 1];
    let mut at = 0;
    while at < LISTS {
        roots[at] = RecordKind::ALL[at].collection();
        at += 1;
    }
    roots
};

/// By area.
pub(crate) const LISTS: [&[&ListSpec]; 5] = [bookings::LISTS, fleet::LISTS, mail::LISTS, money::LISTS, people::LISTS];

/// Called when the part is here.
pub fn open() -> Find {
    find
}

fn find(path: &str) -> Option<Found> {
    let plain = || LISTS.iter().find_map(|lists| records::find_list(lists, path));
    find_screen(bookings::LIST_PAGES, path).or_else(plain)
}
