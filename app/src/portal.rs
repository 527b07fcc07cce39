//! The customer portal: one column, three places, one big thing to do.
//!
//! One enters by `routes`: the first page's screens; the binary names the parts that the others stand in. A customer sees only its own company's records; that is the edge's matter.
//!
//! Invariant: nothing here uses a staff screen, so none of theirs is in this app's file.

pub mod account;
mod acting;
pub mod bookings;
mod frame;
mod gate;
pub mod home;
pub mod invoices;
mod pages;
mod routes;
pub(crate) mod session;

use leptos::prelude::*;
use leptos_router::components::Router;

use crate::nav::part::Part;
use crate::shell;
use crate::ui::toast::Toasts;

#[component]
pub(crate) fn App() -> AnyView {
    view! {
        <Router>
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
