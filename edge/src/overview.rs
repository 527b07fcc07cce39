//! The overview of a period, and the search over everything. Reads other areas' tables, writes nothing.
//!
//! Invariant: what the caller may not see is not asked of the database: money without its permission, kinds without theirs.

pub mod changes;
mod period;
pub mod search;
pub mod summary;
