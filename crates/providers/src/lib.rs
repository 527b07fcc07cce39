//! How others talk: OAuth, Graph, the Gmail API, SMTP and MIME, as machines that never touch the network.
//!
//! A machine says "send this request" or "write these bytes"; the edge does so and feeds back what came, until the machine
//! says done or names the failure. Protocols are therefore tested on recorded bytes, beside the code that reads them.
//!
//! Invariant: nothing here opens a socket, fetches, reads a clock or draws a random number.

// A panic ends every request that the instance is serving.
#![deny(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]
#![deny(missing_docs)]

pub mod failure;
pub mod gmail;
pub mod graph;
pub mod host;
pub mod mail;
pub mod mime;
pub mod oauth;
pub mod secret;
pub mod smtp;
pub mod wire;

#[cfg(test)]
mod fuzz;
