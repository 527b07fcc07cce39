//! Guards: statements in a batch that roll it back with a name when a condition doesn't hold.

use super::Statement;

/// Right after a guarded `UPDATE` or `DELETE`: refuses with `name` when that changed no row.
#[must_use]
pub fn guard_unchanged(name: &str) -> Statement {
    Statement::new("INSERT INTO guards (name) SELECT ? WHERE changes() = 0").bind(name)
}

/// Refuses with `name` where `condition` (SQL, its values to be bound by the caller) holds.
#[must_use]
pub fn guard(name: &str, condition: &str) -> Statement {
    Statement::new(format!("INSERT INTO guards (name) SELECT ? WHERE {condition}")).bind(name)
}
