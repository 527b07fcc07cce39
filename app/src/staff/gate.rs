//! Who may see the staff app; before the first run there is nobody yet.

use domain::route::Endpoint;
use domain::session::Me;
use domain::settings::SetUpState;
use leptos::prelude::*;

use super::home;
use crate::nav::{self, Screens, part};
use crate::net::call;
use crate::net::fetch::resource;
use crate::session;
use crate::shell::{self, STAFF, gate::Gate, prompt};

static GATE: Gate<Me> = Gate {
    app: &STAFF,
    public: &["link/{}", "forgot", "setup"],
    find: |path| GATE.open_to_anyone(path),
    // If the guess was wrong, the other part follows.
    prefetch,
    enter: session::enter,
    signed_in: frame,
    sign_in: sign_in_or_set_up,
};

/// The frame and what the address asks for; for somebody unknown the sign-in.
fn prefetch() {
    if !shell::was_signed_in() {
        return part::prefetch(prompt::SIGN_IN);
    }
    part::prefetch(home::PAGE);
    if let Some(path) = nav::path().get_untracked().strip_prefix(STAFF.base) {
        // Most begin with the overview.
        part::prefetch(if path.trim_matches('/').is_empty() { "overview" } else { path });
    }
}

/// The frame, as soon as its part is here.
fn frame() -> AnyView {
    view! { <Screens find=|_| part::lookup(home::PAGE) not_found=|| ().into_any() /> }.into_any()
}

pub(super) fn view() -> AnyView {
    GATE.view()
}

/// The first run, or the sign-in.
fn sign_in_or_set_up(done: Callback<()>) -> AnyView {
    let state = resource::<SetUpState>(|| Some(call(Endpoint::GetSetUp).quietly()));
    let needed = Memo::new(move |_| state.value.with(|state| state.is_some_and(|state| state.needed)));
    Effect::new(move || {
        if needed.get() {
            nav::replace(&STAFF.path("/setup"));
        }
    });
    prompt::sign_in(&STAFF, done)
}
