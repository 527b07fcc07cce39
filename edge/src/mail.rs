//! Mail going out: app registrations, accounts with their tokens, and the outbox.
//!
//! Other areas enter by [`outbox::put`], in the batch of what the mail tells of; the clock enters by `send_waiting`.
//!
//! Invariant: nothing is sent but what stands in the outbox, under the one Message-ID that its row was made with.

pub mod outbox;
