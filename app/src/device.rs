//! What is kept on this device: choices that outlive the page, and belong to the browser rather than to a person.
//!
//! Where nothing can be kept (a private window, storage switched off), nothing is found.

pub(crate) mod tab;

use leptos::prelude::window;

/// The key that is held for a command, as this device's keyboard names it.
pub(crate) fn command_key() -> &'static str {
    let platform = window().navigator().platform().unwrap_or_default();
    if ["Mac", "iP"].iter().any(|maker| platform.starts_with(maker)) { "⌘" } else { "Ctrl" }
}

fn storage() -> Option<web_sys::Storage> {
    window().local_storage().ok().flatten()
}

pub(crate) fn kept(name: &str) -> Option<String> {
    storage()?.get_item(name).ok().flatten()
}

pub(crate) fn keep(name: &str, value: &str) {
    let _ = storage().map(|storage| storage.set_item(name, value));
}

pub(crate) fn forget(name: &str) {
    let _ = storage().map(|storage| storage.remove_item(name));
}
