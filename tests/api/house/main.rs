//! What holds of the whole house: who may call what, what every record promises, what every route withstands.
//!
//! These tests walk `domain`'s tables, so a new route or record is covered, or refused, without being listed here.

mod routes;
