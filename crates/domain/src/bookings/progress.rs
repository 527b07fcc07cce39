//! The state machines of bookings and logbooks, as data.
//!
//! The edge refuses what [`refusal`] refuses and repeats the guard in SQL; the app disables a button with the same reason.
//!
//! Invariant: a move that isn't in [`TRANSITIONS`] does not exist.

use serde::{Deserialize, Serialize};

use crate::permission::{Act, Area, NamedAct, Permission, Permissions};
use crate::text::Text;

crate::states! {
    /// How far a booking has come (product rule, section 6); [`TRANSITIONS`] says what leads from one to the other.
    pub enum BookingStatus {
        New = "new" New: "Nueva", "New", "Nuova", "Nowa";
        Approved = "approved" Approved: "Aprobada", "Approved", "Approvata", "Zatwierdzona";
        Processing = "processing" Running: "En curso", "In progress", "In corso", "W trakcie";
        Completed = "completed" Completed: "Completada", "Completed", "Completata", "Zakończona";
        Rejected = "rejected" Rejected: "Rechazada", "Rejected", "Rifiutata", "Odrzucona";
        Cancelled = "cancelled" Cancelled: "Cancelada", "Cancelled", "Annullata", "Anulowana";
    }
}

crate::states! {
    /// How far a booking has come as people see it: an approved one is told from one that has its trips.
    pub enum Stage {
        New = "new" New: "Nueva", "New", "Nuova", "Nowa";
        Approved = "approved" Approved: "Aprobada", "Approved", "Approvata", "Zatwierdzona";
        Assigned = "assigned" Assigned: "Asignada", "Assigned", "Assegnata", "Przydzielona";
        Running = "running" Running: "En curso", "In progress", "In corso", "W trakcie";
        Completed = "completed" Completed: "Completada", "Completed", "Completata", "Zakończona";
        Rejected = "rejected" Rejected: "Rechazada", "Rejected", "Rifiutata", "Odrzucona";
        Cancelled = "cancelled" Cancelled: "Cancelada", "Cancelled", "Annullata", "Anulowana";
    }
}

impl BookingStatus {
    /// The stage of a booking with this status and so many trips that aren't cancelled.
    #[must_use]
    pub const fn stage(self, trips: i64) -> Stage {
        match self {
            Self::New => Stage::New,
            Self::Approved if trips > 0 => Stage::Assigned,
            Self::Approved => Stage::Approved,
            Self::Processing => Stage::Running,
            Self::Completed => Stage::Completed,
            Self::Rejected => Stage::Rejected,
            Self::Cancelled => Stage::Cancelled,
        }
    }

    /// Whether no move leads out of it.
    #[must_use]
    pub const fn is_final(self) -> bool {
        matches!(self, Self::Completed | Self::Rejected | Self::Cancelled)
    }
}

crate::states! {
    /// How far a trip has come: a driver starts it, then finishes it.
    pub enum LogbookStatus {
        New = "new" Assigned: "Por iniciar", "Not started", "Da iniziare", "Do rozpoczęcia";
        Processing = "processing" Running: "En curso", "In progress", "In corso", "W trakcie";
        Completed = "completed" Completed: "Completada", "Completed", "Completato", "Zakończona";
        Cancelled = "cancelled" Cancelled: "Cancelada", "Cancelled", "Annullato", "Anulowana";
    }
}

impl LogbookStatus {
    /// Whether it occupies its vehicle and driver.
    #[must_use]
    pub const fn is_active(self) -> bool {
        !matches!(self, Self::Cancelled)
    }
}

crate::choice! {
    /// What someone can do to a booking's state.
    pub enum Transition {
        Approve = "approve": "Aprobar reserva", "Approve booking", "Approva prenotazione", "Zatwierdź rezerwację";
        Reject = "reject": "Rechazar reserva", "Reject booking", "Rifiuta prenotazione", "Odrzuć rezerwację";
        Cancel = "cancel": "Cancelar reserva", "Cancel booking", "Annulla prenotazione", "Anuluj rezerwację";
        Complete = "complete": "Completar reserva", "Complete booking", "Completa prenotazione", "Zakończ rezerwację";
    }
}

/// From, by, to. From approved to processing a booking goes with the start of its first logbook.
pub const TRANSITIONS: &[(BookingStatus, Transition, BookingStatus)] = &[
    (BookingStatus::New, Transition::Approve, BookingStatus::Approved),
    (BookingStatus::New, Transition::Reject, BookingStatus::Rejected),
    (BookingStatus::New, Transition::Cancel, BookingStatus::Cancelled),
    (BookingStatus::Approved, Transition::Cancel, BookingStatus::Cancelled),
    (BookingStatus::Processing, Transition::Complete, BookingStatus::Completed),
    (BookingStatus::Processing, Transition::Cancel, BookingStatus::Cancelled),
];

/// Where a move leads, if it exists.
#[must_use]
pub fn target(from: BookingStatus, by: Transition) -> Option<BookingStatus> {
    TRANSITIONS.iter().find(|(state, act, _)| *state == from && *act == by).map(|(_, _, to)| *to)
}

/// The transitions that exist from a state.
pub fn transitions(from: BookingStatus) -> impl Iterator<Item = Transition> {
    TRANSITIONS.iter().filter(move |(state, _, _)| *state == from).map(|(_, act, _)| *act)
}

crate::choice! {
    /// How far a booking's invoice has come, as far as the booking's transitions care.
    pub enum InvoiceHold {
        None = "none": "Sin factura", "No invoice", "Nessuna fattura", "Brak faktury";
        Draft = "draft": "Borrador", "Draft", "Bozza", "Szkic";
        Unpaid = "unpaid": "Sin pagar", "Unpaid", "Non pagata", "Nieopłacona";
        /// Something has been paid and not been refunded.
        Paid = "paid": "Pagada", "Paid", "Pagata", "Opłacona";
    }
}

/// Everything about a booking that its transitions depend on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Situation {
    /// Where it stands now.
    pub status: BookingStatus,
    /// Minor units; empty while none is agreed, absent for who may not see it.
    pub amount: Option<i64>,
    /// The state of each of its logbooks, cancelled ones among them.
    pub logbooks: Vec<LogbookStatus>,
    /// Absent for who may not see invoices.
    pub invoice: Option<InvoiceHold>,
}

/// Who wants to move it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Initiator {
    /// A contact of the booking's customer.
    Customer,
    /// A staff member.
    Staff {
        /// Those of all their roles together.
        permissions: Permissions,
        /// Whether they drive one of its logbooks.
        drives_it: bool,
    },
}

/// Why a move is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// The move doesn't lead out of the present state.
    NoSuchMove,
    /// Somebody else may, this person may not.
    NotPermitted,
    /// Customers cancel only what is still new; later they ask.
    CustomersAsk,
    /// Nothing can be completed that nobody was to drive.
    NoLogbook,
    /// A trip of it is still to be driven.
    LogbooksOpen,
    /// Money was received for it; that is settled first.
    PaidInvoice,
    /// The same, to whoever may not see invoices.
    InvoiceStands,
}

impl Refusal {
    /// The reason as a sentence, at a disabled button and in a problem's detail alike.
    #[must_use]
    pub const fn text(self) -> Text {
        match self {
            Self::NoSuchMove => crate::text!(
                "No es posible en este estado.",
                "Not possible in this state.",
                "Non è possibile in questo stato.",
                "Niemożliwe w tym stanie."
            ),
            Self::NotPermitted => crate::text!(
                "Su rol no lo permite.",
                "Your role does not allow it.",
                "Il tuo ruolo non lo consente.",
                "Twoja rola na to nie pozwala."
            ),
            Self::CustomersAsk => crate::text!(
                "La reserva ya está aprobada; pida la cancelación o llámenos.",
                "The booking is already approved; ask for the cancellation, or call us.",
                "La prenotazione è già approvata; chiedi l'annullamento o chiamaci.",
                "Rezerwacja jest już zatwierdzona; poproś o anulowanie albo zadzwoń do nas."
            ),
            Self::NoLogbook => crate::text!(
                "Asigne primero un vehículo y un conductor.",
                "Assign a vehicle and a driver first.",
                "Assegna prima un veicolo e un autista.",
                "Najpierw przydziel pojazd i kierowcę."
            ),
            Self::LogbooksOpen => crate::text!(
                "Quedan hojas de ruta sin completar.",
                "Some logbooks are not completed yet.",
                "Alcuni fogli di viaggio non sono completati.",
                "Niektóre karty przejazdu nie są zakończone."
            ),
            Self::PaidInvoice => crate::text!(
                "La factura tiene cobros; anúlelos o haga antes una rectificativa.",
                "The invoice has payments; reverse them or make a credit note first.",
                "La fattura ha incassi; stornali o emetti prima una nota di credito.",
                "Faktura ma wpłaty; najpierw je wycofaj lub wystaw korektę."
            ),
            Self::InvoiceStands => crate::text!(
                "Antes hay que resolver su factura; hable con quien lleva las facturas.",
                "Its invoice has to be settled first; ask whoever keeps the invoices.",
                "Prima va sistemata la sua fattura; parlane con chi gestisce le fatture.",
                "Najpierw trzeba rozliczyć jej fakturę; zwróć się do osoby, która prowadzi faktury."
            ),
        }
    }
}

/// Why `initiator` may not make the move now; `None` when they may.
#[must_use]
pub fn refusal(situation: &Situation, by: Transition, initiator: Initiator) -> Option<Refusal> {
    if target(situation.status, by).is_none() {
        return Some(Refusal::NoSuchMove);
    }
    match initiator {
        Initiator::Customer if by != Transition::Cancel => return Some(Refusal::NotPermitted),
        Initiator::Customer if situation.status != BookingStatus::New => return Some(Refusal::CustomersAsk),
        Initiator::Customer => {}
        Initiator::Staff { permissions, drives_it } => {
            let edits = permissions.allows(Permission::In(Area::Bookings, Act::Edit));
            let may = match by {
                Transition::Approve | Transition::Reject => {
                    permissions.allows(Permission::To(NamedAct::ApproveBookings))
                }
                Transition::Cancel => edits,
                Transition::Complete => edits || drives_it,
            };
            if !may {
                return Some(Refusal::NotPermitted);
            }
        }
    }
    let mut active = situation.logbooks.iter().filter(|status| status.is_active()).peekable();
    match by {
        Transition::Complete if active.peek().is_none() => Some(Refusal::NoLogbook),
        Transition::Complete if active.any(|status| *status != LogbookStatus::Completed) => Some(Refusal::LogbooksOpen),
        Transition::Cancel if situation.invoice == Some(InvoiceHold::Paid) => {
            let sees = match initiator {
                Initiator::Customer => false,
                Initiator::Staff { permissions, .. } => permissions.allows(Permission::In(Area::Money, Act::View)),
            };
            Some(if sees { Refusal::PaidInvoice } else { Refusal::InvoiceStands })
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(status: BookingStatus) -> Situation {
        Situation { status, amount: None, logbooks: Vec::new(), invoice: Some(InvoiceHold::None) }
    }

    fn owner() -> Initiator {
        Initiator::Staff { permissions: Permissions::of_owner(), drives_it: false }
    }

    #[test]
    fn final_states_have_no_moves() {
        for status in BookingStatus::ALL.iter().filter(|s| s.is_final()) {
            assert_eq!(transitions(*status).count(), 0, "{status:?}");
        }
    }

    #[test]
    fn a_customer_cancels_only_what_is_new() {
        assert_eq!(refusal(&at(BookingStatus::New), Transition::Cancel, Initiator::Customer), None);
        assert_eq!(
            refusal(&at(BookingStatus::Approved), Transition::Cancel, Initiator::Customer),
            Some(Refusal::CustomersAsk)
        );
        assert_eq!(
            refusal(&at(BookingStatus::New), Transition::Approve, Initiator::Customer),
            Some(Refusal::NotPermitted)
        );
    }

    #[test]
    fn a_booking_that_nobody_drove_is_not_completed() {
        let mut booking = at(BookingStatus::Processing);
        booking.logbooks = vec![LogbookStatus::Cancelled];
        assert_eq!(refusal(&booking, Transition::Complete, owner()), Some(Refusal::NoLogbook));
        booking.logbooks.push(LogbookStatus::Completed);
        assert_eq!(refusal(&booking, Transition::Complete, owner()), None);
    }

    #[test]
    fn a_booking_completes_when_every_active_logbook_has() {
        let mut booking = at(BookingStatus::Processing);
        booking.logbooks = vec![LogbookStatus::Completed, LogbookStatus::Processing];
        assert_eq!(refusal(&booking, Transition::Complete, owner()), Some(Refusal::LogbooksOpen));
        booking.logbooks = vec![LogbookStatus::Completed, LogbookStatus::Cancelled];
        assert_eq!(refusal(&booking, Transition::Complete, owner()), None);
    }

    #[test]
    fn a_paid_invoice_holds_a_booking_until_it_is_credited() {
        let mut booking = at(BookingStatus::Approved);
        booking.invoice = Some(InvoiceHold::Paid);
        assert_eq!(refusal(&booking, Transition::Cancel, owner()), Some(Refusal::PaidInvoice));
        let edits = Permissions::NONE.with(Permission::In(Area::Bookings, Act::Edit));
        let dispatcher = Initiator::Staff { permissions: edits, drives_it: false };
        assert_eq!(
            refusal(&booking, Transition::Cancel, dispatcher),
            Some(Refusal::InvoiceStands),
            "paid is told to nobody else"
        );
        booking.invoice = Some(InvoiceHold::Unpaid);
        assert_eq!(refusal(&booking, Transition::Cancel, owner()), None);
    }

    #[test]
    fn the_assigned_driver_may_complete_but_not_cancel() {
        let driver = Initiator::Staff { permissions: Permissions::NONE, drives_it: true };
        let mut booking = at(BookingStatus::Processing);
        booking.logbooks = vec![LogbookStatus::Completed];
        assert_eq!(refusal(&booking, Transition::Complete, driver), None);
        assert_eq!(refusal(&booking, Transition::Cancel, driver), Some(Refusal::NotPermitted));
    }
}
