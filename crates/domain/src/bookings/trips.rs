//! What becomes of trips (logbooks) when what they stand on changes: their booking moves, or a driver or a vehicle is no
//! longer to be had. A save that would leave them behind is refused until it says so.
//!
//! Invariant: moving a booking moves its trips by [`Shift`], whoever computes it.

use crate::time::{Instant, Span};

crate::choice! {
    /// What a save says of them, as `?trips=…`.
    pub enum TripsAnswer {
        /// By the same span, if their vehicles and drivers are free.
        Move = "move": "Mover también los viajes", "Move the trips too", "Sposta anche i viaggi", "Przesuń też przejazdy";
        /// Cancelled; what is left undriven stands in the tray again.
        Release = "release": "Devolver a «Sin asignar»", "Put back under “Unassigned”", "Rimetti in «Da assegnare»", "Przywróć do nieprzydzielonych";
        Keep = "keep": "Dejarlos como están", "Leave them as they are", "Lasciali come sono", "Zostaw bez zmian";
    }
}

crate::choice! {
    /// Why a trip was put back into the tray.
    pub enum Released {
        BookingMoved = "booking_moved": "La reserva ha cambiado.", "The booking has changed.", "La prenotazione è cambiata.", "Rezerwacja się zmieniła.";
        VehicleGone = "vehicle_gone": "El vehículo ya no está disponible.", "The vehicle is no longer available.", "Il veicolo non è più disponibile.", "Pojazd nie jest już dostępny.";
        DriverGone = "driver_gone": "El conductor ya no está disponible.", "The driver is no longer available.", "L'autista non è più disponibile.", "Kierowca nie jest już dostępny.";
    }
}

/// A booking's time before and after.
#[derive(Clone, Copy, Debug)]
pub struct Shift {
    /// As it was.
    pub before: Span,
    /// As it is to be.
    pub after: Span,
}

impl Shift {
    /// Where a moment of a trip goes: what lies at the booking's end or after moves with that, everything else with its
    /// beginning.
    #[must_use]
    pub const fn apply(self, at: Instant) -> Instant {
        let (before, after) = if at.0 >= self.before.to.0 {
            (self.before.to, self.after.to)
        } else {
            (self.before.from, self.after.from)
        };
        at.plus(after.0.saturating_sub(before.0))
    }

    /// A trip's time; one that has begun keeps its beginning.
    #[must_use]
    pub const fn of_trip(self, trip: Span, started: bool) -> Span {
        Span { from: if started { trip.from } else { self.apply(trip.from) }, to: self.apply(trip.to) }
    }

    /// Whether it leads to a later time, so that the last trip has to make room first.
    #[must_use]
    pub const fn is_forward(self) -> bool {
        self.after.to.0 > self.before.to.0 || self.after.from.0 > self.before.from.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::time::HOUR;

    fn span(from: i64, to: i64) -> Span {
        Span { from: Instant(from * HOUR), to: Instant(to * HOUR) }
    }

    #[test]
    fn trips_move_by_the_span_that_their_booking_moves() {
        let later = Shift { before: span(10, 12), after: span(34, 36) };
        assert_eq!(later.of_trip(span(10, 12), false), span(34, 36));
        assert_eq!(later.of_trip(span(9, 13), false), span(33, 37));
        assert_eq!(later.of_trip(span(10, 12), true), span(10, 36));
    }

    #[test]
    fn a_booking_that_only_lasts_longer_makes_the_last_of_its_trips_longer() {
        let longer = Shift { before: span(8, 12), after: span(8, 13) };
        assert_eq!(longer.of_trip(span(8, 10), false), span(8, 10));
        assert_eq!(longer.of_trip(span(10, 12), false), span(10, 13));
        assert_eq!(longer.of_trip(span(8, 12), false), span(8, 13));
    }
}
