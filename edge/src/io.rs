//! The outside world: the clock, randomness, hashing, sealing, files, other servers, the console.
//!
//! One enters by the function one needs: `clock::now`, `random::id`, `password::hash`, `files::put`.
//!
//! Invariant: nothing outside this module (and `db`) touches a runtime API.

pub mod clock;
pub mod fetch;
pub mod files;
pub mod hash;
pub mod intl;
pub mod local;
pub mod log;
pub mod objects;
pub mod password;
pub mod random;
pub mod seal;
pub mod socket;
pub mod zone;
