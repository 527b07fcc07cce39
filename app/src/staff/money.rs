//! The money area: invoices and their payments.
//!
//! One enters by `invoices`: its page is the paper itself, with what can be done to it beside.
//!
//! Invariant: amounts are minor units until `text::amount` writes them.

pub(crate) mod invoices;
mod lines;
pub(crate) mod payments;
