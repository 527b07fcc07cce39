//! What people see: two Leptos apps built from one kit.
//!
//! The binaries in `bin/` mount; everything they mount lives here.
//! Invariant: nothing here knows SQL or how a record is stored.
