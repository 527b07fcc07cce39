//! What a driver says to a planned trip: that they saw it, that they take it, or why they don't.
//!
//! The edge refuses what [`may_answer`] refuses and repeats it in SQL; the app offers what it allows.
//!
//! Invariant: an answer is to the trip as it was planned then; whatever its driver is told of as a change takes it back.

use serde::{Deserialize, Serialize};

use super::progress::LogbookStatus;
use crate::check::Draft;
use crate::time::Instant;

crate::choice! {
    /// What a driver answers.
    pub enum TripAnswer {
        Accepted = "accepted": "Aceptado", "Accepted", "Accettato", "Przyjęty";
        Declined = "declined": "Rechazado", "Declined", "Rifiutato", "Odrzucony";
    }
}

crate::states! {
    /// How far a planned trip has come with its driver.
    pub enum AnswerState {
        Unseen = "unseen" Neutral: "No visto", "Not seen yet", "Non ancora visto", "Jeszcze niewidziany";
        Seen = "seen" Assigned: "Visto", "Seen", "Visto", "Widziany";
        Accepted = "accepted" Free: "Aceptado", "Accepted", "Accettato", "Przyjęty";
        Declined = "declined" Look: "Rechazado", "Declined", "Rifiutato", "Odrzucony";
    }
}

/// What a trip's driver has let know of it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct DriverAnswer {
    /// When the driver saw it as it is planned now.
    pub seen_at: Option<Instant>,
    /// What they said to it; nothing is expected, and starting it accepts it.
    pub given: Option<TripAnswer>,
    /// When they said so.
    pub answered_at: Option<Instant>,
    /// Why they declined it; empty otherwise.
    pub reason: String,
}

impl DriverAnswer {
    /// The one word for it.
    #[must_use]
    pub const fn state(&self) -> AnswerState {
        match (self.given, self.seen_at) {
            (Some(TripAnswer::Accepted), _) => AnswerState::Accepted,
            (Some(TripAnswer::Declined), _) => AnswerState::Declined,
            (None, Some(_)) => AnswerState::Seen,
            (None, None) => AnswerState::Unseen,
        }
    }

    /// When it came to that; nothing before it was seen.
    #[must_use]
    pub fn since(&self) -> Option<Instant> {
        self.answered_at.or(self.seen_at)
    }
}

/// Whether a trip's driver may say `answer` now: a planned one can be answered otherwise than before.
#[must_use]
pub fn may_answer(status: LogbookStatus, given: Option<TripAnswer>, answer: TripAnswer) -> bool {
    status == LogbookStatus::New && given != Some(answer)
}

crate::draft! {
    /// What declining takes.
    #[derive(Debug)]
    pub struct DeclineDraft {
        /// Whoever assigns reads it.
        pub reason: String = paragraph(1_000).required();
    }
}

impl Draft for DeclineDraft {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_planned_trip_is_answered_and_only_otherwise_than_before() {
        use TripAnswer::{Accepted, Declined};
        assert!(may_answer(LogbookStatus::New, None, Declined));
        assert!(may_answer(LogbookStatus::New, Some(Declined), Accepted));
        assert!(!may_answer(LogbookStatus::New, Some(Accepted), Accepted));
        for status in [LogbookStatus::Processing, LogbookStatus::Completed, LogbookStatus::Cancelled] {
            assert!(!may_answer(status, None, Accepted), "{status:?}");
        }
    }

    #[test]
    fn an_answer_says_more_than_having_seen_it() {
        let mut answer = DriverAnswer::default();
        assert_eq!((answer.state(), answer.since()), (AnswerState::Unseen, None));
        answer.seen_at = Some(Instant(1));
        assert_eq!((answer.state(), answer.since()), (AnswerState::Seen, Some(Instant(1))));
        (answer.given, answer.answered_at) = (Some(TripAnswer::Declined), Some(Instant(2)));
        assert_eq!((answer.state(), answer.since()), (AnswerState::Declined, Some(Instant(2))));
    }
}
