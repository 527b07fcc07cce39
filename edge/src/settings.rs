//! Settings: the company's one row, its pictures, and the first run.
//!
//! Invariant: there is at most one company; the table's key holds that.

pub mod clock;
pub mod company;
pub mod letters;
pub mod notices;
pub mod pictures;
pub mod set_up;
