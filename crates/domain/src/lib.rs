//! What things are: shapes, drafts, rules, states, money, time, permissions, problems.
//!
//! Both sides enter here: the edge keeps these records, the app shows them, and each runs the same `check()` and the
//! same permission predicates, so a rule is written once. Each area is a module with one file per record.
//!
//! Invariant: nothing here does I/O, reads a clock or draws a random number; "now" and ids always arrive as arguments.

// What a draft's field is, stands in its descriptor, which the OpenAPI document (feature `schema`) reads for itself.
#![cfg_attr(not(feature = "schema"), deny(missing_docs))]

#[doc(hidden)]
pub use pastey;

pub mod address;
mod alphabet;
pub mod bookings;
pub mod changes;
pub mod check;
pub mod choice;
pub mod clock;
pub mod ending;
pub mod field;
pub mod fields;
pub mod file;
pub mod fleet;
pub mod folding;
pub mod history;
pub mod id;
pub mod list;
pub mod mail;
pub mod measure;
pub mod money;
pub mod notice;
pub mod overview;
pub mod password;
pub mod people;
pub mod permission;
pub mod portal;
pub mod problem;
pub mod record;
pub mod route;
pub mod search;
pub mod session;
pub mod settings;
pub mod text;
pub mod time;
pub mod tone;
pub mod visibility;
