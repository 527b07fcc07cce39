//! From a request to an answer: route, origin, session, permission, body, and every refusal told the same way.
//!
//! A handler takes a [`request::Call`], asks it for its caller together with the rows it
//! needs, and returns an [`answer::Answer`].
//!
//! Invariant: no handler sees a caller whose session and permission the route table has not been asked about.

pub mod address;
pub mod answer;
pub mod body;
pub mod caller;
pub mod headers;
pub mod idempotency;
pub mod problems;
pub mod query;
pub mod rate;
pub mod request;
pub mod sessions;
