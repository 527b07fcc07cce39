//! The staff app: its frame, its addresses, and the screens of each area.
//!
//! One enters by `routes`: what stands in the sidebar. `lists` is a part with every list; each area is another, with its pages and
//! forms. The binary names them, each with the `ROOTS` of its addresses and a `find` that knows its screens and records.
//!
//! Invariant: no screen is drawn before it is known who is signed in.

pub mod account;
pub mod bookings;
mod digest;
mod finder;
pub mod fleet;
mod frame;
mod gate;
pub mod help;
pub mod home;
mod keys;
pub mod kit;
pub mod lists;
pub mod mail;
pub mod money;
mod next_trip;
pub mod overview;
pub mod people;
mod ranking;
pub(crate) mod routes;
pub(crate) mod set_up;
pub mod settings;

use leptos::prelude::*;
use leptos_router::components::Router;

use crate::nav::part::Part;
use crate::shell;
use crate::ui::toast::Toasts;

#[component]
pub(crate) fn App() -> AnyView {
    view! {
        <Router base="/admin">
            {gate::view()}
            {shell::question::over()}
            <Toasts />
        </Router>
    }
    .into_any()
}

/// Mounts the app once its words are here.
pub fn start(parts: &'static [Part]) {
    shell::start(parts, || mount_to_body(App));
}
