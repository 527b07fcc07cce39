//! Who is at the portal's door.

use domain::session::PortalMe;
use leptos::prelude::*;

use super::{inside, session};
use crate::nav::{Screens, part};
use crate::shell::{self, PORTAL, gate::Gate, knock};

static GATE: Gate<PortalMe> = Gate {
    door: &PORTAL,
    outside: &["link/{}", "forgot"],
    find: |path| GATE.open_to_anyone(path),
    // If the guess was wrong, the other part follows.
    hurry: || part::bring_now(if shell::was_inside() { inside::PAGE } else { knock::PAGE }),
    enter: session::enter,
    inside: frame,
    knock: knock::page,
};

/// The frame, as soon as its part is here.
fn frame() -> AnyView {
    view! { <Screens find=|_| part::find(inside::PAGE) not_found=|| ().into_any() /> }.into_any()
}

pub(super) fn view() -> AnyView {
    GATE.view()
}
