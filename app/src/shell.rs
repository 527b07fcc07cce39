//! The frame round every screen, for both apps: signing in, links from mails, one's profile, the ended session.
//!
//! A [`AppSpec`] says which of the two apps it is: where it lives and which calls open it.
//!
//! Invariant: nothing here knows a record.

pub(crate) mod ended;
pub(crate) mod gate;
pub(crate) mod link;
pub(crate) mod not_found;
pub(crate) mod notice_choices;
pub(crate) mod notices;
pub(crate) mod panics;
pub(crate) mod person;
pub(crate) mod profile;
pub(crate) mod prompt;
pub(crate) mod question;
pub(crate) mod reset;
pub mod sign_in;
pub(crate) mod theme;

use domain::route::{Endpoint, Route};
use domain::settings::CompanyFace;
use leptos::prelude::*;

use crate::device::DEVICE;
use crate::nav::part::{self, Part};
use crate::nav::{self, focus};
use crate::net::call;
use crate::net::fetch::resource;
use crate::text::words;

/// One of the two apps, as far as the frame tells them apart.
pub(crate) struct AppSpec {
    /// The path of its first page.
    pub home: &'static str,
    /// What every other path begins with.
    pub base: &'static str,
    pub staff: bool,
    pub sign_in: Route,
    pub sign_out: Route,
    pub request_reset: Route,
    pub get_link: Route,
    pub spend_link: Route,
    pub get_me: Route,
    pub update_profile: Route,
    pub change_password: Route,
    pub list_sessions: Route,
    pub end_session: Route,
    pub sign_out_everywhere: Route,
    pub notifications: Route,
    pub read_notifications: Route,
    pub get_choices: Route,
    pub update_choice: Route,
}

pub(crate) const STAFF: AppSpec = AppSpec {
    home: "/admin",
    base: "/admin",
    staff: true,
    sign_in: Endpoint::SignIn.route(),
    sign_out: Endpoint::SignOut.route(),
    request_reset: Endpoint::RequestReset.route(),
    get_link: Endpoint::GetLink.route(),
    spend_link: Endpoint::SpendLink.route(),
    get_me: Endpoint::GetMe.route(),
    update_profile: Endpoint::UpdateProfile.route(),
    change_password: Endpoint::ChangePassword.route(),
    list_sessions: Endpoint::ListSessions.route(),
    end_session: Endpoint::EndSession.route(),
    sign_out_everywhere: Endpoint::SignOutEverywhere.route(),
    notifications: Endpoint::ListNotifications.route(),
    read_notifications: Endpoint::ReadNotifications.route(),
    get_choices: Endpoint::GetNoticeChoices.route(),
    update_choice: Endpoint::UpdateNoticeChoice.route(),
};

pub(crate) const PORTAL: AppSpec = AppSpec {
    home: "/",
    base: "",
    staff: false,
    sign_in: Endpoint::PortalSignIn.route(),
    sign_out: Endpoint::PortalSignOut.route(),
    request_reset: Endpoint::PortalRequestReset.route(),
    get_link: Endpoint::PortalGetLink.route(),
    spend_link: Endpoint::PortalSpendLink.route(),
    get_me: Endpoint::PortalGetMe.route(),
    update_profile: Endpoint::PortalUpdateProfile.route(),
    change_password: Endpoint::PortalChangePassword.route(),
    list_sessions: Endpoint::PortalListSessions.route(),
    end_session: Endpoint::PortalEndSession.route(),
    sign_out_everywhere: Endpoint::PortalSignOutEverywhere.route(),
    notifications: Endpoint::PortalListNotifications.route(),
    read_notifications: Endpoint::PortalReadNotifications.route(),
    get_choices: Endpoint::PortalGetNoticeChoices.route(),
    update_choice: Endpoint::PortalUpdateNoticeChoice.route(),
};

impl AppSpec {
    /// A path of this app: `path("/profile")`.
    pub fn path(&self, below: &str) -> String {
        [self.base, below].concat()
    }
}

/// The company's name over a page that nobody has signed in to.
pub(crate) fn brand() -> Signal<String> {
    let face = resource::<CompanyFace>(|| Some(call(Endpoint::GetFace).quietly()));
    Signal::derive(move || {
        face.value.with(|face| face.as_ref().map_or_else(|| "Volante".to_owned(), |face| face.name.clone()))
    })
}

/// Set while somebody is signed in on this device, so that the right part of the app can be fetched before it is known.
// `boot.js` looks for it, too.
const SIGNED_IN: &str = "volante.signed-in";

pub(crate) fn was_signed_in() -> bool {
    DEVICE.kept(SIGNED_IN).is_some()
}

pub(crate) fn remember_signed_in() {
    DEVICE.keep(SIGNED_IN, "1");
}

pub(crate) fn forget_signed_in() {
    DEVICE.forget(SIGNED_IN);
}

/// What was painted before the app arrived, until the app shows something in its place.
fn veil() -> Option<web_sys::Element> {
    document().get_element_by_id("shell")
}

fn unveil() {
    if let Some(veil) = veil() {
        veil.remove();
    }
}

/// Mounts an app with these parts, once its words are here. `boot.js` says so if they can't be had.
pub(crate) fn start(parts: &'static [Part], mount: fn()) {
    panics::watch();
    nav::watch();
    part::set_parts(parts);
    focus::keep();
    let words = words::fetch(words::MAIN);
    // Leptos has no executor before it mounts.
    wasm_bindgen_futures::spawn_local(async move {
        if words.await.is_ok() {
            mount();
        }
    });
}
