//! What changed since an app last asked, and what waits for its person: asked often, so that screens stay fresh by themselves.
//!
//! Invariant: nothing here tells more than its reader could list.

use serde::{Deserialize, Serialize};

use crate::record::RecordKind;

crate::choice! {
    /// What waits for somebody, or lies ahead.
    pub enum Waiting {
        /// New bookings, and those of which a customer asks something.
        ToAnswer = "to_answer": "Por responder", "To answer", "Da rispondere", "Do odpowiedzi";
        /// Approved bookings without a trip, and those of which a trip was declined.
        Unassigned = "unassigned": "Sin asignar", "Unassigned", "Da assegnare", "Nieprzydzielone";
        /// Bookings whose pick-up is today.
        Today = "today": "Hoy", "Today", "Oggi", "Dzisiaj";
        /// Bookings whose pick-up is today or later.
        Upcoming = "upcoming": "Próximas", "Upcoming", "Prossime", "Nadchodzące";
        /// Invoices past their due date.
        Overdue = "overdue": "Vencidas", "Overdue", "Scadute", "Po terminie";
        /// Mails that could not be sent.
        FailedMails = "failed_mails": "Correos fallidos", "Failed mails", "Messaggi non riusciti", "Nieudane wiadomości";
    }
}

/// A count stops here: it says “99+”.
pub const MOST_COUNTED: i64 = 100;

/// How many of something wait.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Waits {
    /// Of what.
    pub what: Waiting,
    /// 0 to [`MOST_COUNTED`], which stands for more.
    pub count: i64,
}

/// The answer to "what changed since?".
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Changes {
    /// Up to where this tells; the next question's `since`.
    pub at: i64,
    /// The kinds of record that changed, of those that the reader sees; each once. Empty for the first question.
    pub kinds: Vec<RecordKind>,
    /// Notifications that the reader hasn't read.
    pub unread: i64,
    /// What waits, of what the reader sees.
    pub waiting: Vec<Waits>,
}
