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

use domain::route::Endpoint;
use domain::settings::CompanyFace;
use leptos::prelude::*;

use crate::device::DEVICE;
use crate::nav;
use crate::nav::part::{self, Part};
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
    pub sign_in: Endpoint,
    pub sign_out: Endpoint,
    pub request_reset: Endpoint,
    pub get_link: Endpoint,
    pub spend_link: Endpoint,
    pub get_me: Endpoint,
    pub update_profile: Endpoint,
    pub change_password: Endpoint,
    pub list_sessions: Endpoint,
    pub end_session: Endpoint,
    pub sign_out_everywhere: Endpoint,
    pub notifications: Endpoint,
    pub read_notifications: Endpoint,
    pub get_choices: Endpoint,
    pub update_choice: Endpoint,
}

pub(crate) const STAFF: AppSpec = AppSpec {
    home: "/admin",
    base: "/admin",
    staff: true,
    sign_in: Endpoint::SignIn,
    sign_out: Endpoint::SignOut,
    request_reset: Endpoint::RequestReset,
    get_link: Endpoint::GetLink,
    spend_link: Endpoint::SpendLink,
    get_me: Endpoint::GetMe,
    update_profile: Endpoint::UpdateProfile,
    change_password: Endpoint::ChangePassword,
    list_sessions: Endpoint::ListSessions,
    end_session: Endpoint::EndSession,
    sign_out_everywhere: Endpoint::SignOutEverywhere,
    notifications: Endpoint::ListNotifications,
    read_notifications: Endpoint::ReadNotifications,
    get_choices: Endpoint::GetNoticeChoices,
    update_choice: Endpoint::UpdateNoticeChoice,
};

pub(crate) const PORTAL: AppSpec = AppSpec {
    home: "/",
    base: "",
    staff: false,
    sign_in: Endpoint::PortalSignIn,
    sign_out: Endpoint::PortalSignOut,
    request_reset: Endpoint::PortalRequestReset,
    get_link: Endpoint::PortalGetLink,
    spend_link: Endpoint::PortalSpendLink,
    get_me: Endpoint::PortalGetMe,
    update_profile: Endpoint::PortalUpdateProfile,
    change_password: Endpoint::PortalChangePassword,
    list_sessions: Endpoint::PortalListSessions,
    end_session: Endpoint::PortalEndSession,
    sign_out_everywhere: Endpoint::PortalSignOutEverywhere,
    notifications: Endpoint::PortalListNotifications,
    read_notifications: Endpoint::PortalReadNotifications,
    get_choices: Endpoint::PortalGetNoticeChoices,
    update_choice: Endpoint::PortalUpdateNoticeChoice,
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
    let words = words::fetch(words::MAIN);
    // Leptos has no executor before it mounts.
    wasm_bindgen_futures::spawn_local(async move {
        if words.await.is_ok() {
            mount();
        }
    });
}
