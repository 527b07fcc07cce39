//! What this window keeps until it is closed: what was typed, and ways back. It is one person's only.

use leptos::prelude::window;

/// Names who it belongs to.
const WHOSE: &str = "whose";

fn storage() -> Option<web_sys::Storage> {
    window().session_storage().ok().flatten()
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

/// Forgets everything that is somebody else's.
pub(crate) fn belong_to(person: i64) {
    let person = person.to_string();
    if kept(WHOSE).as_ref() != Some(&person) {
        let _ = storage().map(|storage| storage.clear());
        keep(WHOSE, &person);
    }
}
