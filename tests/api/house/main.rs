//! What holds of the whole house: who may call what, what every record promises, what every route withstands.
//!
//! These tests walk `domain`'s tables, so a new route or record is covered, or refused, without being listed here.

mod abuse;
mod budgets;
mod crash;
mod folding;
mod limits;
mod lists;
mod openapi;
mod own;
mod pictures;
mod portal;
mod queries;
mod records;
mod routes;
mod safety;
mod strangers;
mod traps;
mod unique;
mod visibility;
