//! Who is at the staff app's door; before the first run there is nobody yet.

use domain::route::Endpoint;
use domain::session::Me;
use domain::settings::SetUpState;
use leptos::prelude::*;

use super::frame;
use crate::nav::{self, part};
use crate::net::call;
use crate::net::fetch::resource;
use crate::session;
use crate::shell::{self, STAFF, gate::Gate, knock};

static GATE: Gate<Me> = Gate {
    door: &STAFF,
    outside: &["link/{}", "forgot", "setup"],
    find: |path| GATE.open_to_anyone(path),
    // If the guess was wrong, the other part follows.
    hurry: || part::bring_now(&wanted()),
    enter: session::enter,
    inside: frame::view,
    knock: knocking,
};

/// What the address asks for; for somebody unknown the sign-in.
fn wanted() -> String {
    if !shell::was_inside() {
        return knock::PAGE.to_owned();
    }
    let path = nav::path().get_untracked();
    path.strip_prefix(STAFF.base).unwrap_or_default().to_owned()
}

pub(super) fn view() -> AnyView {
    GATE.view()
}

/// The first run, or the sign-in.
fn knocking(done: Callback<()>) -> AnyView {
    let state = resource::<SetUpState>(|| Some(call(Endpoint::GetSetUp).quietly()));
    let needed = Memo::new(move |_| state.value.with(|state| state.is_some_and(|state| state.needed)));
    Effect::new(move || {
        if needed.get() {
            nav::replace(&STAFF.path("/setup"));
        }
    });
    knock::page(done)
}
