//! What is kept on this device: choices that outlive the page, and belong to the browser rather than to a person; and what one
//! window keeps, of one person.
//!
//! Where nothing can be kept (a private window, storage switched off), nothing is found.

use leptos::prelude::window;
use web_sys::Storage;

/// The key that is held for a command, as this device's keyboard names it.
pub(crate) fn command_key() -> &'static str {
    let is_apples = |platform: String| ["Mac", "iP"].iter().any(|maker| platform.starts_with(maker));
    if window().navigator().platform().is_ok_and(is_apples) { "⌘" } else { "Ctrl" }
}

/// A place where the browser keeps things by their names.
#[derive(Clone, Copy)]
pub(crate) struct Store(fn() -> Option<Storage>);

/// Until somebody takes it away.
pub(crate) const DEVICE: Store = Store(|| window().local_storage().ok().flatten());
/// Until this window is closed: what was typed, and ways back. It is one person's only.
pub(crate) const TAB: Store = Store(|| window().session_storage().ok().flatten());

/// Names the person whose it is.
const WHOSE: &str = "whose";

impl Store {
    pub(crate) fn kept(self, name: &str) -> Option<String> {
        self.0()?.get_item(name).ok().flatten()
    }

    pub(crate) fn keep(self, name: &str, value: &str) {
        let _ = self.0().map(|storage| storage.set_item(name, value));
    }

    pub(crate) fn forget(self, name: &str) {
        let _ = self.0().map(|storage| storage.remove_item(name));
    }

    /// Forgets everything that is somebody else's.
    pub(crate) fn belong_to(self, person: i64) {
        let person = person.to_string();
        if self.kept(WHOSE).as_ref() != Some(&person) {
            let _ = self.0().map(|storage| storage.clear());
            self.keep(WHOSE, &person);
        }
    }
}
