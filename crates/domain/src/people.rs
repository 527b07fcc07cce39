//! People: the staff with their roles and driver profiles, and the customers with their contacts.
//!
//! Each record's file holds its draft with `check()`, its list row and the facts the edge derives for its page.
//!
//! Invariant: no password, token or hash is ever part of a shape here.

pub mod contact;
pub mod customer;
pub mod driver;
pub mod leave;
pub mod role;
pub mod staff;
pub mod vendor;
