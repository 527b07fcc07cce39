//! What belongs to one's own account: the profile, a link from a mail, a forgotten password; and the question before
//! anything that can't be taken back, which no first page asks.

use leptos::prelude::*;

use crate::nav::part::{self, Find};
use crate::nav::{Found, Screen, Screens, find_screen};
use crate::shell::{PORTAL, link, profile, reset};
use crate::ui::confirm::{self, Confirms};

/// No address anybody could go to.
const QUESTION: &str = "(question)";

/// What the addresses of its screens begin with.
pub const ROOTS: &[&str] = &["profile", "link", "forgot", QUESTION];

const SCREENS: &[Screen] = &[
    Screen::new("profile", || profile::profile_page(&PORTAL)),
    Screen::new("link/{}", || link::link_page(&PORTAL)),
    Screen::new("forgot", || reset::reset_page(&PORTAL)),
    Screen::new(QUESTION, Confirms),
];

/// Called when the part is here.
pub fn open() -> Find {
    find
}

fn find(path: &str) -> Option<Found> {
    find_screen(SCREENS, path)
}

/// Shows what is asked, as soon as this part is here.
pub(super) fn questions() -> AnyView {
    let asked = confirm::is_asked();
    (move || asked.get().then(|| view! { <Screens find=|_| part::lookup(QUESTION) not_found=|| ().into_any() /> }))
        .into_any()
}
