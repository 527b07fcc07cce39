//! The customer portal: one column, three places, one big thing to do.
//!
//! One enters by `routes`. A customer sees only its own company's records; that is the edge's matter.
//!
//! Invariant: nothing here uses a staff screen, so none of theirs is in this app's file.

mod bookings;
mod frame;
mod gate;
mod invoices;
mod pages;
mod routes;
pub(crate) mod session;

use leptos::prelude::*;
use leptos_router::components::Router;

use crate::shell;
use crate::ui::confirm::Confirms;
use crate::ui::toast::Toasts;

#[component]
pub(crate) fn App() -> AnyView {
    view! {
        <Router>
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
