//! The API, tested from outside.
