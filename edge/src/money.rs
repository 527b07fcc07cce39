//! Money: invoices and payments.
//!
//! Each file is one record's table and its verbs; totals and tax are `domain`'s arithmetic.
//!
//! Invariant: an issued invoice and a payment are facts: nothing here edits them, and the tables' triggers see to it.

pub mod invoices;
pub mod payments;

/// # Errors
/// Until its handlers are here.
pub async fn answer(_call: &crate::http::request::Call) -> crate::http::answer::Answer {
    Err(domain::problem::ProblemKind::NotFound.into())
}
