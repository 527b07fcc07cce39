//! Mail: what can go wrong between us and a mail provider, and the servers a person can pick.
//!
//! The edge stores a [`failure::MailFailure`] with an outbox row, an account or an app registration; the app shows its
//! sentence and its next step. Presets fill the server form.
//!
//! Invariant: a password or a secret stands in the draft that brings it and in nothing that is answered; no token stands here.

pub mod account;
pub mod app;
pub mod failure;
pub mod host;
pub mod outbox;
pub mod preset;
pub mod remark;
pub mod server;
pub mod template;
