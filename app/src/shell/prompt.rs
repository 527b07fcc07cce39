//! What calls for signing in: before anything, and over a page whose session has ended. The screens themselves stand in a
//! part of their own, since whoever is signed in already doesn't need them.

use leptos::prelude::*;

use super::AppSpec;
use crate::nav::{Screens, part};
use crate::net::state;

/// No addresses anybody could go to: the names of that part's two screens.
pub(crate) const SIGN_IN: &str = "(sign-in)";
pub(crate) const ENDED: &str = "(session-ended)";

/// To which app, and what runs when the new session stands.
#[derive(Clone, Copy)]
pub(super) struct Entering(pub &'static AppSpec, pub Callback<()>);

/// From which app, and who was signed in when the session ended, by their id.
#[derive(Clone, Copy)]
pub(super) struct Ended(pub &'static AppSpec, pub Signal<Option<i64>>);

/// The sign-in page.
pub(crate) fn sign_in(app: &'static AppSpec, done: Callback<()>) -> AnyView {
    provide_context(Entering(app, done));
    view! { <Screens find=|_| part::lookup(SIGN_IN) not_found=|| ().into_any() /> }.into_any()
}

/// The sign-in over any page, once the session has ended.
pub(crate) fn session_ended(app: &'static AppSpec, who: Signal<Option<i64>>) -> AnyView {
    provide_context(Ended(app, who));
    let ended = state::session_ended();
    (move || ended.get().then(|| view! { <Screens find=|_| part::lookup(ENDED) not_found=|| ().into_any() /> }))
        .into_any()
}
