//! Mail going out: app registrations, servers, accounts with their tokens, and the outbox.
//!
//! Other areas enter by [`outbox::put`], in the batch of what the mail tells of, with [`links::seal`] for a mail that carries a
//! single-use link; the clock enters by [`delivery::wake_due`] and
//! [`delivery::deliver_account`], [`drafts::delete_abandoned`], [`resealing::reseal`] and [`upkeep::refresh_idle`].
//!
//! Invariant: nothing is sent but what stands in the outbox, under the one Message-ID that its row was made with.

pub mod accounts;
pub mod apps;
pub mod callback;
pub mod compose;
pub mod consent;
mod context;
pub mod delivery;
pub mod drafts;
mod grants;
pub mod links;
pub mod outbox;
pub mod resealing;
mod sending;
pub mod servers;
mod smtp;
pub mod templates;
pub mod testing;
pub mod upkeep;
mod verdict;
