//! Sentences of the customer portal.

use super::Counted;

crate::text::texts! {
    ADD_TO_CALENDAR: "Añadir a mi calendario", "Add to my calendar", "Aggiungi al calendario", "Dodaj do kalendarza";
    ALL: "Todas", "All", "Tutte", "Wszystkie";
    ANY_VEHICLE: "Cualquiera", "Any", "Qualsiasi", "Dowolny";
    ASKED: "Petición enviada; le responderemos pronto", "Request sent; we will answer soon", "Richiesta inviata; risponderemo presto", "Wysłano prośbę; wkrótce odpowiemy";
    ASKED_CANCELLATION: "Ha pedido cancelar esta reserva", "You asked to cancel this booking", "Hai chiesto di annullare questa prenotazione", "Prośba o anulowanie tej rezerwacji";
    ASKED_CHANGE: "Ha pedido un cambio", "You asked for a change", "Hai chiesto una modifica", "Prośba o zmianę";
    ASK_CANCELLATION: "Pedir la cancelación", "Ask to cancel", "Chiedi di annullare", "Poproś o anulowanie";
    ASK_CHANGE: "Pedir un cambio", "Ask for a change", "Chiedi una modifica", "Poproś o zmianę";
    ASK_WITHDRAWN: "Petición retirada", "Request withdrawn", "Richiesta ritirata", "Wycofano prośbę";
    BOOKING: "Reserva", "Booking", "Prenotazione", "Rezerwacja";
    BOOKINGS: "Reservas", "Bookings", "Prenotazioni", "Rezerwacje";
    CALL_US: "Llamar al {phone}", "Call {phone}", "Chiama {phone}", "Zadzwoń: {phone}";
    CALL: "Llamar", "Call", "Chiama", "Zadzwoń";
    CALL_DRIVER: "Llamar a {name}", "Call {name}", "Chiama {name}", "Zadzwoń: {name}";
    CANCEL: "Cancelar reserva", "Cancel booking", "Annulla prenotazione", "Anuluj rezerwację";
    CANCELLED: "Reserva cancelada", "Booking cancelled", "Prenotazione annullata", "Anulowano rezerwację";
    CANCEL_CONSEQUENCE: "Si cambia de idea, tendrá que pedirla de nuevo.", "If you change your mind you will have to request it again.", "Se cambi idea dovrai richiederla di nuovo.", "W razie zmiany zdania trzeba będzie zamówić ponownie.";
    CANCEL_QUESTION: "¿Cancelar {number}?", "Cancel {number}?", "Annullare {number}?", "Anulować {number}?";
    BOUNDS: "Antelación máxima en meses: {months}. Duración máxima en días: {days}.", "Furthest ahead in months: {months}. Longest booking in days: {days}.", "Anticipo massimo in mesi: {months}. Durata massima in giorni: {days}.", "Maksymalne wyprzedzenie w miesiącach: {months}. Maksymalny czas trwania w dniach: {days}.";
    CHANGE_BOOKING: "Cambiar reserva", "Change booking", "Modifica prenotazione", "Zmień rezerwację";
    COPY_FAILED: "No se ha podido copiar; selecciónelo y cópielo.", "It could not be copied: select it and copy it.", "Impossibile copiare: selezionalo e copialo.", "Nie udało się skopiować: zaznacz i skopiuj ręcznie.";
    COPY_IBAN: "Copiar IBAN", "Copy IBAN", "Copia IBAN", "Kopiuj IBAN";
    DUE_ON: "Vence el {day}", "Due {day}", "Scade il {day}", "Termin: {day}";
    FIRST_ROWS: "Volver al principio", "Back to the top", "Torna all'inizio", "Wróć na początek";
    HOW_WAS_IT: "¿Qué tal fue el viaje?", "How was your trip?", "Com'è andato il viaggio?", "Jak minął przejazd?";
    HOW_TO_PAY: "Transfiera {balance} indicando {number}. Los datos están al pie de la factura.", "Transfer {balance} quoting {number}. The account is at the foot of the invoice.", "Versa {balance} con un bonifico indicando {number}. I dati sono in fondo alla fattura.", "Przelej {balance}, podając {number}. Dane są na dole faktury.";
    IBAN_COPIED: "IBAN copiado", "IBAN copied", "IBAN copiato", "Skopiowano IBAN";
    INVOICE: "Factura", "Invoice", "Fattura", "Faktura";
    INVOICES: "Facturas", "Invoices", "Fatture", "Faktury";
    ISSUED_ON: "Emitida el {day}", "Issued {day}", "Emessa il {day}", "Wystawiono {day}";
    KEEP_BOOKING: "Mantener reserva", "Keep booking", "Mantieni prenotazione", "Zachowaj rezerwację";
    MORE: "Más detalles", "More details", "Altri dettagli", "Więcej szczegółów";
    MORE_ROWS: "Ver más", "Show more", "Mostra altro", "Pokaż więcej";
    NEW_TIME_HELP: "Solo si quiere otra hora.", "Only if you want another time.", "Solo se vuoi un altro orario.", "Tylko jeśli chodzi o inny termin.";
    NEXT_TRIP: "Próximo viaje", "Next trip", "Prossimo viaggio", "Następny przejazd";
    NONE_LIKE_THAT: "No hay ninguna en ese estado", "There are none in that state", "Nessuna in quello stato", "Brak w tym stanie";
    NO_BOOKINGS: "Todavía no hay reservas", "No bookings yet", "Ancora nessuna prenotazione", "Nie ma jeszcze rezerwacji";
    NO_BOOKINGS_DETAIL: "Pida la primera: le llamaremos para acordar el precio.", "Request your first: we'll call you to agree the price.", "Richiedi la prima: ti chiameremo per concordare il prezzo.", "Zamów pierwszy przejazd: zadzwonimy, aby ustalić cenę.";
    NO_INVOICES: "Todavía no hay facturas", "No invoices yet", "Ancora nessuna fattura", "Nie ma jeszcze faktur";
    NO_INVOICES_DETAIL: "Aparecen aquí en cuanto se emiten.", "They appear here as soon as they are issued.", "Compaiono qui appena emesse.", "Pojawią się tutaj zaraz po wystawieniu.";
    OVERDUE_SUM: "{sum} vencidos", "{sum} overdue", "{sum} scaduti", "{sum} po terminie";
    PAY_BY_TRANSFER: "Cómo pagar", "How to pay", "Come pagare", "Jak zapłacić";
    PAY_REFERENCE: "Concepto", "Reference", "Causale", "Tytuł przelewu";
    PAY_TO: "Transferencia a", "Transfer to", "Bonifico a", "Odbiorca";
    PHONE_HELP: "A este número le llamaremos.", "We'll call this number.", "Chiameremo questo numero.", "Zadzwonimy pod ten numer.";
    PROFILE: "Perfil", "Profile", "Profilo", "Profil";
    PAY: "Pagar", "Pay", "Paga", "Zapłać";
    RATE_TRIP: "Valorar", "Rate", "Valuta", "Oceń";
    RATE: "Valorar a {name}", "Rate {name}", "Valuta {name}", "Oceń: {name}";
    ONLY_NEW_CHANGES: "Ya no se puede cambiar aquí; pida el cambio en la reserva o llámenos.", "It can no longer be changed here; ask for the change on the booking, or call us.", "Qui non si può più modificare; chiedi la modifica dalla prenotazione o chiamaci.", "Tutaj nie można już nic zmienić; poproś o zmianę na stronie rezerwacji albo zadzwoń.";
    REQUESTED: "Reserva pedida; le llamaremos pronto", "Booking requested; we will call you soon", "Prenotazione richiesta; ti chiameremo presto", "Zamówiono przejazd; wkrótce zadzwonimy";
    REQUEST_BOOKING: "Pedir una reserva", "Request a booking", "Richiedi una prenotazione", "Zamów przejazd";
    SEE_INVOICES: "Ver facturas", "See invoices", "Vedi fatture", "Zobacz faktury";
    SEND_ASK: "Enviar petición", "Send request", "Invia richiesta", "Wyślij prośbę";
    SEND_RATING: "Enviar valoración", "Send rating", "Invia valutazione", "Wyślij ocenę";
    SEND_REQUEST: "Pedir reserva", "Request booking", "Richiedi prenotazione", "Zamów przejazd";
    STEPS: "Estado", "Status", "Stato", "Status";
    SUBJECT_HELP: "Por ejemplo: traslado al aeropuerto.", "For example: airport transfer.", "Per esempio: transfer per l'aeroporto.", "Na przykład: przejazd na lotnisko.";
    THANKS: "Gracias por su valoración", "Thank you for your rating", "Grazie per la valutazione", "Dziękujemy za ocenę";
    TO_PAY: "Por pagar", "To pay", "Da pagare", "Do zapłaty";
    TRIP: "Viaje", "Trip", "Viaggio", "Przejazd";
    TRIP_NOW: "Viaje en curso", "Your trip now", "Viaggio in corso", "Trwający przejazd";
    UNTIL: "hasta {time}", "until {time}", "fino a {time}", "do {time}";
    WAS_DUE_ON: "Venció el {day}", "Was due {day}", "Scaduta il {day}", "Termin minął {day}";
    WE_DECIDE: "La reserva sigue como está hasta que le respondamos.", "The booking stays as it is until we answer.", "La prenotazione resta com'è finché non rispondiamo.", "Rezerwacja pozostaje bez zmian, dopóki nie odpowiemy.";
    WHAT_CHANGES: "Diga qué quiere cambiar.", "Say what you want to change.", "Scrivi che cosa vuoi cambiare.", "Napisz, co ma się zmienić.";
    WHY_CANCEL: "Díganos por qué.", "Tell us why.", "Scrivi perché.", "Napisz dlaczego.";
    WITHDRAW_ASK: "Retirar petición", "Withdraw request", "Ritira richiesta", "Wycofaj prośbę";
    YOUR_DRIVER: "Conductor y vehículo", "Driver and vehicle", "Autista e veicolo", "Kierowca i pojazd";
    YOUR_RATING: "Su valoración", "Your rating", "La tua valutazione", "Twoja ocena";
}

pub(crate) const INVOICES_OWED: Counted = Counted {
    one: domain::text!("{count} factura", "{count} invoice", "{count} fattura", "{count} faktura"),
    few: domain::text!("{count} facturas", "{count} invoices", "{count} fatture", "{count} faktury"),
    many: domain::text!("{count} facturas", "{count} invoices", "{count} fatture", "{count} faktur"),
};
