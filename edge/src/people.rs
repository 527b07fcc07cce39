//! People: staff, roles, drivers, customers and contacts; signing in, links, profiles, notifications; the first run.
//!
//! The records are kept by `records`, each from its own file; everything about signing in is written once for both kinds of
//! people, told apart by `http::sessions::Kind`. Staff sign in as themselves. A portal user signs in apart from the contacts that they
//! act as, one for each customer: what belongs to a sign-in (`credentials`, `sessions`, `devices`, `links`) names the portal user, what is
//! done and told names the contact.
//!
//! Invariant: a password or token is never part of a record, a history or an answer, but for the one link that is handed out.

pub mod acting;
pub mod attempts;
pub mod choices;
pub mod contacts;
pub mod credentials;
pub mod customers;
pub mod digests;
pub mod drivers;
pub mod leave;
pub mod links;
pub mod next_trip;
pub mod notifications;
pub mod preferences;
pub mod profile;
pub mod roles;
pub mod sessions;
pub mod sign_in;
pub mod staff;
pub mod vendors;
