//! What people see: two Leptos apps built from one kit.
//!
//! The binaries in `bin/` start [`staff`] or [`portal`] with their parts; everything they mount lives here. `ui` is the kit,
//! `net` the one client, `text` the words, `device` what the browser keeps, `records` how any record is shown, `shell` the frame;
//! `staff` and `portal` are the screens.
//!
//! Invariant: nothing here knows SQL or how a record is stored.

mod device;
mod nav;
mod net;
pub mod portal;
mod print_view;
mod records;
mod session;
mod shell;
#[cfg(test)]
mod specs;
pub mod staff;
mod text;
mod ui;

pub use nav::part::{Find, Missing, Part};
pub use records::form::more as forms;
pub use records::list::many;
pub use shell::sign_in;
