//! Settings: the company's one row, its pictures, how its mails look and what its notices say.
//!
//! Invariant: there is at most one company; the table's key holds that.

pub mod company;
pub mod mail_layout;
pub mod notices;
pub mod pictures;
