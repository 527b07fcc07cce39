//! The providers' state machines against real servers: what they say is understood, and what they send arrives intact.
//!
//! `net` is the edge's part, done with the standard library: fetch, sockets, TLS.
//!
//! Invariant: tests share the servers but never a mailbox, a Message-ID or a grant, so they run at once and in any order.

mod gmail;
mod granting;
mod graph;
mod mails;
mod net;
mod oauth;
mod oauth_refused;
mod smtp;
mod smtp_refused;
