//! What a customer asks of a booking that is agreed already: to change it, or to cancel it. Staff decide.
//!
//! Invariant: a booking has at most one open request, and none once it has ended.

use serde::{Deserialize, Serialize};

use super::progress::BookingStatus;
use crate::check::{Check, Draft, FieldCode};
use crate::time::Instant;

crate::choice! {
    /// What is asked for.
    pub enum RequestKind {
        Change = "change": "Pide un cambio", "Asks for a change", "Chiede una modifica", "Prośba o zmianę";
        Cancellation = "cancellation": "Pide cancelar la reserva", "Asks to cancel the booking", "Chiede di annullare la prenotazione", "Prośba o anulowanie rezerwacji";
    }
}

crate::states! {
    /// What became of a request.
    pub enum RequestState {
        Open = "open" New: "Por responder", "To answer", "Da rispondere", "Do odpowiedzi";
        Accepted = "accepted" Completed: "Aceptada", "Accepted", "Accettata", "Przyjęta";
        Declined = "declined" Rejected: "Rechazada", "Declined", "Rifiutata", "Odrzucona";
        Withdrawn = "withdrawn" Cancelled: "Retirada", "Withdrawn", "Ritirata", "Wycofana";
        /// Its booking ended otherwise meanwhile.
        Closed = "closed" Cancelled: "Cerrada", "Closed", "Chiusa", "Zamknięta";
    }
}

/// Whether a customer may ask it of a booking; a new one they change themselves, and one that has begun takes its course.
#[must_use]
pub const fn may_ask(status: BookingStatus) -> bool {
    matches!(status, BookingStatus::Approved)
}

crate::draft! {
    /// What a customer asks for.
    #[derive(Debug)]
    pub struct ChangeRequestDraft {
        pub kind: Option<RequestKind> = required();
        /// What is to be another, or why it is to be cancelled, in the customer's words.
        pub text: String as REQUEST_TEXT = paragraph(1_000).required();
        /// Only with a change.
        pub pickup_at: Option<Instant> as NEW_PICKUP_AT;
        /// Only with a change.
        pub ends_at: Option<Instant> as NEW_ENDS_AT;
    }
}

impl Draft for ChangeRequestDraft {
    fn rules(&self, check: &mut Check) {
        check.order("ends_at", self.pickup_at, self.ends_at);
        // Half a time would leave open how long it is to last.
        let (from, to) = (self.pickup_at.is_some(), self.ends_at.is_some());
        check.that("pickup_at", from || !to, FieldCode::Required);
        check.that("ends_at", to || !from, FieldCode::Required);
        if self.kind == Some(RequestKind::Cancellation) {
            check.that("pickup_at", !from, FieldCode::NotAllowed);
            check.that("ends_at", !to, FieldCode::NotAllowed);
        }
    }
}

crate::draft! {
    /// What declining a request takes.
    #[derive(Debug)]
    pub struct RequestRefusalDraft {
        /// The customer reads it.
        pub reason: String = paragraph(1_000).required();
    }
}

impl Draft for RequestRefusalDraft {}

/// A request as its booking shows it, to staff and to the customer alike.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ChangeRequest {
    /// What an answer names.
    pub id: i64,
    /// What is asked for.
    pub kind: RequestKind,
    /// What became of it.
    pub state: RequestState,
    /// The contact who asks, as they are called now.
    pub who: String,
    /// In the customer's words.
    pub text: String,
    /// The time that is asked for; empty when it is not about that.
    pub pickup_at: Option<Instant>,
    /// The same.
    pub ends_at: Option<Instant>,
    /// When it was asked.
    pub asked_at: Instant,
    /// When it was answered, withdrawn or closed; empty while it is open.
    pub answered_at: Option<Instant>,
    /// Why it was declined; empty otherwise.
    pub reason: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fields(draft: &ChangeRequestDraft) -> Vec<String> {
        draft.errors().into_iter().map(|error| error.field).collect()
    }

    #[test]
    fn a_cancellation_names_no_other_time_and_a_change_a_whole_one() {
        let text = "An hour later, please".to_owned();
        let change = ChangeRequestDraft { kind: Some(RequestKind::Change), text, ..ChangeRequestDraft::default() };
        assert!(fields(&change).is_empty());
        let half = ChangeRequestDraft { pickup_at: Some(Instant(1_800_000_000_000)), ..change.clone() };
        assert_eq!(fields(&half), ["ends_at"]);
        let whole = ChangeRequestDraft { ends_at: Some(Instant(1_800_003_600_000)), ..half };
        assert!(fields(&whole).is_empty());
        let cancellation = ChangeRequestDraft { kind: Some(RequestKind::Cancellation), ..whole };
        assert_eq!(fields(&cancellation), ["pickup_at", "ends_at"]);
    }

    #[test]
    fn only_what_is_agreed_and_not_begun_is_asked_to_be_another() {
        let may: Vec<_> = BookingStatus::ALL.iter().filter(|status| may_ask(**status)).collect();
        assert_eq!(may, [&BookingStatus::Approved]);
    }
}
