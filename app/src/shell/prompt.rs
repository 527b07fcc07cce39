//! What calls for signing in: before anything, and over a page whose session has ended. The screens themselves stand in a
//! part of their own, since whoever is signed in already doesn't need them.

use leptos::prelude::*;

use crate::nav::{Screens, part};
use crate::net::state;

/// No addresses anybody could go to: the names of that part's two screens.
pub(crate) const SIGN_IN: &str = "(sign-in)";
pub(crate) const ENDED: &str = "(sign-in)/ended";

/// What runs when the new session stands.
#[derive(Clone, Copy)]
pub(super) struct Entered(pub Callback<()>);

/// Who was signed in when the session ended, by their id.
#[derive(Clone, Copy)]
pub(super) struct Who(pub Signal<Option<i64>>);

/// The sign-in page.
pub(crate) fn sign_in(done: Callback<()>) -> AnyView {
    provide_context(Entered(done));
    view! { <Screens find=|_| part::lookup(SIGN_IN) not_found=|| ().into_any() /> }.into_any()
}

/// The sign-in over any page, once the session has ended.
pub(crate) fn session_ended(who: Signal<Option<i64>>) -> AnyView {
    provide_context(Who(who));
    let ended = state::session_ended();
    (move || ended.get().then(|| view! { <Screens find=|_| part::lookup(ENDED) not_found=|| ().into_any() /> }))
        .into_any()
}
