//! Sentences of the customer portal.

crate::text::texts! {
    ADD_TO_CALENDAR: "Añadir a mi calendario", "Add to my calendar", "Aggiungi al calendario", "Dodaj do kalendarza";
    ALL: "Todas", "All", "Tutte", "Wszystkie";
    ANY_VEHICLE: "Cualquiera", "Any", "Qualsiasi", "Dowolny";
    BOOKING: "Reserva", "Booking", "Prenotazione", "Rezerwacja";
    BOOKINGS: "Reservas", "Bookings", "Prenotazioni", "Rezerwacje";
    CALL_US: "Llamar al {phone}", "Call {phone}", "Chiama {phone}", "Zadzwoń: {phone}";
    CANCEL: "Cancelar reserva", "Cancel booking", "Annulla prenotazione", "Anuluj rezerwację";
    CANCELLED: "Reserva cancelada", "Booking cancelled", "Prenotazione annullata", "Anulowano rezerwację";
    CANCEL_CONSEQUENCE: "Si cambia de idea, tendrá que pedirla de nuevo.", "If you change your mind you will have to request it again.", "Se cambi idea dovrai richiederla di nuovo.", "W razie zmiany zdania trzeba będzie zamówić ponownie.";
    CANCEL_QUESTION: "¿Cancelar {number}?", "Cancel {number}?", "Annullare {number}?", "Anulować {number}?";
    CHANGE_BOOKING: "Cambiar reserva", "Change booking", "Modifica prenotazione", "Zmień rezerwację";
    DUE_ON: "Vence el {day}", "Due {day}", "Scade il {day}", "Termin: {day}";
    FIRST_ROWS: "Volver al principio", "Back to the top", "Torna all'inizio", "Wróć na początek";
    HOW_TO_PAY: "Transfiera {balance} indicando {number}. Los datos están al pie de la factura.", "Transfer {balance} quoting {number}. The account is at the foot of the invoice.", "Bonifica {balance} indicando {number}. I dati sono in fondo alla fattura.", "Przelej {balance}, podając {number}. Dane są na dole faktury.";
    INVOICE: "Factura", "Invoice", "Fattura", "Faktura";
    INVOICES: "Facturas", "Invoices", "Fatture", "Faktury";
    KEEP_BOOKING: "Mantener reserva", "Keep booking", "Mantieni la prenotazione", "Zachowaj rezerwację";
    MORE: "Algo más", "Anything else", "Altro", "Coś jeszcze";
    MORE_ROWS: "Ver más", "Show more", "Mostra altro", "Pokaż więcej";
    NONE_LIKE_THAT: "No hay ninguna en ese estado", "There are none in that state", "Nessuna in quello stato", "Brak w tym stanie";
    NO_BOOKINGS: "Todavía no hay reservas", "No bookings yet", "Ancora nessuna prenotazione", "Nie ma jeszcze rezerwacji";
    NO_BOOKINGS_DETAIL: "Pida la primera: le llamaremos para confirmar el precio.", "Request your first: we call you to agree the price.", "Richiedi la prima: ti chiameremo per confermare il prezzo.", "Zamów pierwszy przejazd: zadzwonimy, aby ustalić cenę.";
    NO_INVOICES: "Todavía no hay facturas", "No invoices yet", "Ancora nessuna fattura", "Nie ma jeszcze faktur";
    NO_INVOICES_DETAIL: "Aparecen aquí en cuanto se emiten.", "They appear here as soon as they are issued.", "Compaiono qui appena emesse.", "Pojawią się tutaj zaraz po wystawieniu.";
    PHONE_HELP: "A este número le llamaremos.", "We call this number.", "Chiameremo questo numero.", "Zadzwonimy pod ten numer.";
    PROFILE: "Perfil", "Profile", "Profilo", "Profil";
    RATE: "Valore a {name}", "Rate {name}", "Valuta {name}", "Oceń: {name}";
    REQUESTED: "Reserva pedida; le llamaremos pronto", "Booking requested; we will call you soon", "Prenotazione richiesta; ti chiameremo presto", "Zamówiono przejazd; wkrótce zadzwonimy";
    REQUEST_BOOKING: "Pedir una reserva", "Request a booking", "Richiedi una prenotazione", "Zamów przejazd";
    SEND_RATING: "Enviar valoración", "Send rating", "Invia valutazione", "Wyślij ocenę";
    SEND_REQUEST: "Pedir reserva", "Request booking", "Richiedi prenotazione", "Zamów przejazd";
    STEPS: "Estado", "Progress", "Avanzamento", "Postęp";
    SUBJECT_HELP: "Por ejemplo: traslado al aeropuerto.", "For example: transfer to the airport.", "Per esempio: trasferimento in aeroporto.", "Na przykład: przejazd na lotnisko.";
    THANKS: "Gracias por su valoración", "Thank you for your rating", "Grazie per la valutazione", "Dziękujemy za ocenę";
    TRIP: "Viaje", "Trip", "Viaggio", "Przejazd";
    YOUR_DRIVER: "Conductor y vehículo", "Driver and vehicle", "Autista e veicolo", "Kierowca i pojazd";
    YOUR_RATING: "Su valoración", "Your rating", "La tua valutazione", "Twoja ocena";
}
