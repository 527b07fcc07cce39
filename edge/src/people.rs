//! People: staff, roles, drivers, customers and contacts; signing in, links, profiles, notifications; the first run.
//!
//! The records are kept by `records`, each from its own file; everything about signing in is written once for both kinds of
//! people, told apart by `http::sessions::Kind`.
//!
//! Invariant: a password or token is never part of a record, a history or an answer, but for the one link that is handed out.

pub mod contacts;
pub mod customers;
pub mod drivers;
pub mod roles;
pub mod staff;

/// # Errors
/// Until its handlers are here.
pub async fn answer(_call: &crate::http::request::Call) -> crate::http::answer::Answer {
    Err(domain::problem::ProblemKind::NotFound.into())
}
