//! What people see: two Leptos apps built from one kit.
//!
//! The binaries in `bin/` call [`staff`] or [`portal`]; everything they mount lives here. `ui` is the kit, `net` the one
//! client, `text` the words, `records` how any record is shown, `shell` the frame; `staff` and `portal` are the screens.
//!
//! Invariant: nothing here knows SQL or how a record is stored.

mod nav;
mod net;
mod paper;
mod portal;
mod records;
mod session;
mod shell;
mod staff;
mod text;
mod ui;

/// Mounts the staff app.
pub fn staff() {
    shell::falls::watch();
    staff::mount();
}

/// Mounts the customer portal.
pub fn portal() {
    shell::falls::watch();
    portal::mount();
}
