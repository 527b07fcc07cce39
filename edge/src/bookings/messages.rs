//! What bookings' refusals say beyond their titles, in four languages, and how a trip is named in them.

use domain::problem::Obstacle;
use domain::text::Text;
use domain::time::Span;

use crate::http::caller::Caller;
use crate::io::intl;

pub const ARCHIVED: Text = Text(["archivado", "archived", "archiviato", "zarchiwizowany"]);
pub const GONE: Text = Text(["ya no trabaja aquí", "no longer works here", "non lavora più qui", "już tu nie pracuje"]);

pub const MOVE_BLOCKED: Text = Text([
    "Los viajes no se pueden mover: el vehículo o el conductor no está libre a esa hora.",
    "The trips can't be moved: the vehicle or the driver is not free at that time.",
    "I viaggi non si possono spostare: il veicolo o l'autista non è libero a quell'ora.",
    "Przejazdów nie można przesunąć: pojazd lub kierowca nie jest wtedy wolny.",
]);
pub const MOVE_TOO_SHORT: Text = Text([
    "Los viajes no caben en la hora nueva: el final quedaría antes del inicio.",
    "The trips don't fit the new time: they would end before they begin.",
    "I viaggi non stanno nel nuovo orario: finirebbero prima di iniziare.",
    "Przejazdy nie mieszczą się w nowym czasie: kończyłyby się przed rozpoczęciem.",
]);
pub const MOVED_WARNINGS: Text = Text([
    "A la hora nueva hay avisos que confirmar.",
    "At the new time there are warnings to confirm.",
    "Al nuovo orario ci sono avvisi da confermare.",
    "W nowym czasie są ostrzeżenia do potwierdzenia.",
]);
pub const RUNNING: Text = Text([
    "Hay un viaje en marcha; termínelo o cámbielo antes.",
    "A trip is running; finish or change it first.",
    "C'è un viaggio in corso; prima terminalo o modificalo.",
    "Trwa przejazd; najpierw go zakończ lub zmień.",
]);

/// A trip as a person knows it: `LB-2026-00012 · Luis Gómez · vie, 4 dic 2026, 10:00 – 12:00`.
pub fn trip(id: i64, number: &str, who: &str, span: Span, caller: &Caller) -> Obstacle {
    let label = [number, who, &intl::span(span, caller.zone, caller.language)].join(" · ");
    Obstacle { kind: "logbooks".to_owned(), id: Some(id), label }
}
