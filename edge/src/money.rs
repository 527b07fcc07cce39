//! Money: invoices and payments.
//!
//! [`invoices`] and [`payments`] are the records; [`drafting`], [`issuing`] and [`paying`] are what is done with them,
//! [`billing`] which bookings an invoice has. Totals
//! and tax are `domain`'s arithmetic.
//!
//! Invariant: an issued invoice and a payment are facts: nothing here edits them, and the tables' triggers see to it.

mod billing;
mod dated;
pub mod drafting;
pub mod invoices;
pub mod issuing;
mod notices;
pub mod paying;
pub mod payments;
