//! The staff app: its frame, its addresses, and the screens of each area.
//!
//! One enters by `routes`: what stands in the sidebar, which records there are, which pages are written by hand.
//!
//! Invariant: no screen is drawn before it is known who is signed in.

pub(crate) mod bookings;
mod finder;
pub(crate) mod fleet;
mod frame;
mod gate;
mod keys;
pub(crate) mod kit;
pub(crate) mod money;
mod overview;
pub(crate) mod people;
pub(crate) mod routes;
pub(crate) mod set_up;
mod settings;

use leptos::prelude::*;
use leptos_router::components::Router;

use crate::records;
use crate::shell;
use crate::ui::confirm::Confirms;
use crate::ui::toast::Toasts;

#[component]
pub(crate) fn App() -> AnyView {
    records::know(routes::RECORDS);
    records::form::more::bring();
    view! {
        <Router base="/admin">
            {gate::view()}
            <Confirms />
            <Toasts />
        </Router>
    }
    .into_any()
}

pub(crate) fn mount() {
    shell::uncover();
    mount_to_body(|| view! { <App /> });
}
