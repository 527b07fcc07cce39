//! What the database says when it doesn't do what it was asked.

/// Names, not messages: the areas map them to problems and fields.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DbError {
    /// A guard or a rule's trigger, by its name.
    #[error("refused: {0}")]
    Refused(String),
    /// A unique index, by its columns: `vehicles.plate`, or `ratings.booking, ratings.driver`.
    #[error("taken: {0}")]
    Taken(String),
    /// A reference to a row that isn't there, or from a row that still is.
    #[error("missing reference")]
    Missing,
    #[error("unavailable: {0}")]
    Unavailable(String),
    /// A statement or a row that can't be: our mistake.
    #[error("broken: {0}")]
    Broken(String),
}

/// Parts of the messages with which D1 reports what may work a moment later (its documentation's list of retryable errors).
const PASSING: &[&str] = &[
    "Network connection lost",
    "storage caused object to be reset",
    "reset because its code was updated",
    "D1 DB is overloaded",
    "Internal error while starting up D1",
    "Cannot resolve D1 DB due to transient issue",
    "storage operation exceeded timeout",
];

impl DbError {
    /// Reads `D1_ERROR: UNIQUE constraint failed: vehicles.plate: SQLITE_CONSTRAINT (extended: …)`.
    pub(super) fn from_message(message: &str) -> Self {
        let message = message.strip_prefix("D1_ERROR: ").unwrap_or(message);
        if PASSING.iter().any(|part| message.contains(part)) {
            return Self::Unavailable(message.to_owned());
        }
        let Some((what, _)) = message.split_once(": SQLITE_CONSTRAINT") else {
            return Self::Broken(message.to_owned());
        };
        if let Some(columns) = what.strip_prefix("UNIQUE constraint failed: ") {
            Self::Taken(columns.to_owned())
        } else if what.starts_with("FOREIGN KEY constraint failed") {
            Self::Missing
        } else if message.contains("SQLITE_CONSTRAINT_TRIGGER") {
            Self::Refused(what.to_owned())
        } else {
            Self::Broken(message.to_owned())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn refusals_keep_their_name_and_uniqueness_its_columns() {
        let read = DbError::from_message;
        assert_eq!(
            read("D1_ERROR: vehicle_booked: SQLITE_CONSTRAINT (extended: SQLITE_CONSTRAINT_TRIGGER)"),
            DbError::Refused("vehicle_booked".into())
        );
        assert_eq!(
            read(
                "D1_ERROR: UNIQUE constraint failed: ratings.booking, ratings.driver: SQLITE_CONSTRAINT (extended: SQLITE_CONSTRAINT_UNIQUE)"
            ),
            DbError::Taken("ratings.booking, ratings.driver".into())
        );
        assert_eq!(
            read("D1_ERROR: FOREIGN KEY constraint failed: SQLITE_CONSTRAINT (extended: SQLITE_CONSTRAINT_FOREIGNKEY)"),
            DbError::Missing
        );
        assert!(matches!(read("D1_ERROR: Network connection lost."), DbError::Unavailable(_)));
        assert!(matches!(read("D1_ERROR: near \"SELEC\": syntax error: SQLITE_ERROR"), DbError::Broken(_)));
    }
}
