//! Who may see the portal.

use domain::session::PortalMe;
use leptos::prelude::*;

use super::{home, session};
use crate::nav::{Screens, part};
use crate::shell::{self, PORTAL, gate::Gate, prompt};

static GATE: Gate<PortalMe> = Gate {
    app: &PORTAL,
    public: &["link/{}", "forgot"],
    find: |path| GATE.open_to_anyone(path),
    // If the guess was wrong, the other part follows.
    prefetch: || part::prefetch(if shell::was_signed_in() { home::PAGE } else { prompt::SIGN_IN }),
    enter: session::enter,
    signed_in: frame,
    sign_in: |done| prompt::sign_in(&PORTAL, done),
};

/// The frame, as soon as its part is here.
fn frame() -> AnyView {
    view! { <Screens find=|_| part::lookup(home::PAGE) not_found=|| ().into_any() /> }.into_any()
}

pub(super) fn view() -> AnyView {
    GATE.view()
}
