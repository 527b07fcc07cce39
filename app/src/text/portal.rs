//! Sentences of the customer portal.

domain::texts! {
    BOOKINGS: "Reservas", "Bookings", "Prenotazioni", "Rezerwacje";
    INVOICES: "Facturas", "Invoices", "Fatture", "Faktury";
    PROFILE: "Perfil", "Profile", "Profilo", "Profil";
    REQUEST_BOOKING: "Pedir una reserva", "Request a booking", "Richiedi una prenotazione", "Zamów przejazd";
}
