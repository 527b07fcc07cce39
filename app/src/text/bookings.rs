//! Sentences of bookings, logbooks, time cards, ratings and the schedule.

use super::Counted;

crate::text::texts! {
    ACCEPT_TRIP: "Aceptar viaje", "Accept trip", "Accetta viaggio", "Przyjmij przejazd";
    ALL: "Todas", "All", "Tutte", "Wszystkie";
    AMOUNT_HELP: "Sin impuestos.", "Before tax.", "Imposte escluse.", "Kwota netto.";
    APPROACH: "Arrastre una reserva a una fila (con el dedo, manténgala pulsada primero), o selecciónela y elija la fila.", "Drag a booking onto a row (with a finger, hold it first), or pick it and choose the row.", "Trascina una prenotazione su una riga (con il dito, tienila prima premuta), o sceglila e poi scegli la riga.", "Przeciągnij rezerwację na wiersz (palcem: najpierw przytrzymaj) albo wybierz ją, a potem wiersz.";
    APPROVE_CONSEQUENCE: "El cliente verá la reserva aprobada con este importe.", "The customer will see the booking approved with this amount.", "Il cliente vedrà la prenotazione approvata con questo importo.", "Klient zobaczy zatwierdzoną rezerwację z tą kwotą.";
    CREW_COLUMN: "Vehículo · conductor", "Vehicle · driver", "Veicolo · autista", "Pojazd · kierowca";
    NUMBER_SHORT: "N.º", "No.", "N.", "Nr";
    ASSIGN: "Asignar", "Assign", "Assegna", "Przydziel";
    ASSIGNED: "Asignado; se ha avisado al conductor", "Assigned; the driver has been told", "Assegnato; l'autista è stato avvisato", "Przydzielono; kierowca został powiadomiony";
    ASSIGN_MORE: "Asignar otro", "Assign another", "Assegna un altro", "Przydziel kolejny";
    CREW: "Vehículos y conductores", "Vehicles and drivers", "Veicoli e autisti", "Pojazdy i kierowcy";
    MAP: "Mapa", "Map", "Mappa", "Mapa";
    NOBODY_YET: "Falta el conductor", "No driver yet", "Manca l'autista", "Brakuje kierowcy";
    ASSIGN_TITLE: "Asignar vehículo y conductor", "Assign a vehicle and a driver", "Assegna veicolo e autista", "Przydziel pojazd i kierowcę";
    BOOKING_TIME: "Reserva: {time}", "Booking: {time}", "Prenotazione: {time}", "Rezerwacja: {time}";
    BY_CUSTOMER: "Pedida en el portal", "Requested in the portal", "Richiesta nel portale", "Zamówiona w portalu";
    CANCEL_CONSEQUENCE: "Sus hojas de ruta se cancelan y la factura sin pagar se anula; las demás reservas de esa factura podrán facturarse de nuevo. No se puede deshacer.", "Its logbooks are cancelled and an unpaid invoice is cancelled too; other bookings on that invoice can be invoiced again. This can't be undone.", "I fogli di viaggio e la fattura non pagata vengono annullati; le altre prenotazioni di quella fattura potranno essere fatturate di nuovo. Non si può tornare indietro.", "Karty przejazdu i nieopłacona faktura zostaną anulowane; inne rezerwacje z tej faktury będzie można zafakturować ponownie. Tego nie można cofnąć.";
    CALL: "Llamar", "Call", "Chiama", "Zadzwoń";
    FINISH_AND_COMPLETE: "Terminar y completar", "Finish and complete", "Termina e completa", "Zakończ i zamknij";
    KEEP_BOOKING: "Mantener reserva", "Keep booking", "Mantieni prenotazione", "Zachowaj rezerwację";
    LATER_TODAY: "Después", "Later", "Più tardi", "Później";
    NAVIGATE: "Cómo llegar", "Directions", "Indicazioni", "Nawiguj";
    CANNOT: "No disponibles", "Not available", "Non disponibili", "Niedostępni";
    CHOSEN: "Elegido: {name}", "Chosen: {name}", "Scelto: {name}", "Wybrano: {name}";
    FIND: "Buscar", "Search", "Cerca", "Szukaj";
    FREE_NOW: "Libre", "Free", "Libero", "Wolny";
    FREE_OF: "{free} de {all} libres", "{free} of {all} free", "{free} liberi su {all}", "Wolne: {free} z {all}";
    MORE_CANDIDATES: "Ver {count} más", "Show {count} more", "Mostra altri {count}", "Pokaż jeszcze {count}";
    NOBODY_SUITS: "A esas horas no hay nadie adecuado libre: pruebe con otro horario, o con un vehículo o conductor con avisos.", "Nobody suitable is free at that time: try other hours, or a vehicle or driver with warnings.", "Nessuno è libero e adatto in quel periodo: prova altri orari, oppure un veicolo o un autista con avvisi.", "Nikt odpowiedni nie jest wtedy wolny: spróbuj innych godzin albo pojazdu lub kierowcy z ostrzeżeniem.";
    NO_CANDIDATES: "No se ha encontrado ninguno.", "None was found.", "Nessun risultato.", "Brak wyników.";
    PLANNED: "{hours} esta semana", "{hours} this week", "{hours} questa settimana", "{hours} w tym tygodniu";
    SUGGESTION: "{vehicle} y {driver} están libres y son adecuados", "{vehicle} and {driver} are free and suitable", "{vehicle} e {driver} sono liberi e adatti", "{vehicle} i {driver} są wolni i odpowiedni";
    TAKE_BOTH: "Elegir los dos", "Choose both", "Scegli entrambi", "Wybierz jedno i drugie";
    TIMES_FIRST: "Indique primero desde cuándo y hasta cuándo.", "Enter the start and the end first.", "Indica prima da quando e fino a quando.", "Najpierw podaj, od kiedy i do kiedy.";
    UNTIL: "hasta {time}", "until {time}", "fino a {time}", "do {time}";
    CHANGE_ASSIGNMENT: "Cambiar asignación", "Change assignment", "Modifica assegnazione", "Zmień przydział";
    CLOSED: "La reserva está cerrada y ya no se puede cambiar.", "The booking is closed and can no longer be changed.", "La prenotazione è chiusa e non si può più modificare.", "Rezerwacja jest zamknięta i nie można jej już zmienić.";
    COMPLETE_CONSEQUENCE: "El cliente podrá valorar al conductor. No se puede deshacer.", "The customer can then rate the driver. This can't be undone.", "Il cliente potrà valutare l'autista. Non si può tornare indietro.", "Klient będzie mógł ocenić kierowcę. Tego nie można cofnąć.";
    CLOCK_IN: "Fichar entrada", "Clock in", "Timbra entrata", "Rozpocznij pracę";
    CLOCK_OUT: "Fichar salida", "Clock out", "Timbra uscita", "Zakończ pracę";
    CLOCKED_IN: "Entrada fichada", "Clocked in", "Entrata timbrata", "Rozpoczęto pracę";
    CLOCKED_OUT: "Salida fichada", "Clocked out", "Uscita timbrata", "Zakończono pracę";
    DAY_VIEW: "Día", "Day", "Giorno", "Dzień";
    COMING: "Próximos días", "Coming days", "Prossimi giorni", "Najbliższe dni";
    DECLINE_CONSEQUENCE: "El viaje sigue siendo suyo hasta que se asigne a otra persona.", "The trip stays yours until it is given to somebody else.", "Il viaggio resta tuo finché non viene assegnato a qualcun altro.", "Przejazd pozostaje Twój, dopóki nie przejmie go ktoś inny.";
    DECLINE_HELP: "Lo lee quien asigna los viajes.", "Whoever assigns trips reads this.", "Lo legge chi assegna i viaggi.", "Przeczyta to osoba, która przydziela przejazdy.";
    DECLINE_REQUEST: "Rechazar petición", "Decline request", "Rifiuta richiesta", "Odrzuć prośbę";
    DECLINE_TRIP: "Rechazar viaje", "Decline trip", "Rifiuta viaggio", "Odrzuć przejazd";
    DESPITE: "Asignar pese a los avisos; quedará registrado", "Assign despite the warnings; this is recorded", "Assegna nonostante gli avvisi; verrà registrato", "Przydziel mimo ostrzeżeń; zostanie to zapisane";
    DRAFT_INVOICE: "Preparar factura", "Draft invoice", "Prepara fattura", "Przygotuj fakturę";
    EMPTY: "Aquí aparecen las reservas que piden los clientes o que usted crea.", "Bookings that customers request or you create appear here.", "Qui compaiono le prenotazioni richieste dai clienti o create da te.", "Tu pojawiają się rezerwacje złożone przez klientów lub utworzone przez Ciebie.";
    FINISH_DRIVING: "Terminar viaje", "Finish trip", "Termina viaggio", "Zakończ przejazd";
    FREE: "El vehículo y el conductor están libres.", "The vehicle and the driver are free.", "Il veicolo e l'autista sono liberi.", "Pojazd i kierowca są wolni.";
    HOURS_RULE: "Un turno cuenta entero en el día en que empieza, aunque termine pasada la medianoche; los que siguen en marcha aún no cuentan.", "A shift counts whole on the day it begins, even if it ends after midnight; shifts still running don't count yet.", "Un turno conta per intero nel giorno in cui inizia, anche se finisce dopo mezzanotte; quelli in corso non contano ancora.", "Zmiana liczy się w całości w dniu rozpoczęcia, nawet jeśli kończy się po północy; trwające jeszcze się nie liczą.";
    HOURS: "Horas por conductor, {from} – {to}", "Hours by driver, {from} – {to}", "Ore per autista, {from} – {to}", "Godziny kierowców, {from} – {to}";
    INTERNAL_NOTE_HELP: "Solo la ve el personal.", "Only staff see this.", "La vede solo il personale.", "Widzą ją tylko pracownicy.";
    NOTE_HELP: "El cliente la ve.", "The customer sees this.", "Il cliente la vede.", "Klient to widzi.";
    NOT_BILLABLE: "Apruebe primero la reserva con un importe.", "Approve the booking with an amount first.", "Approva prima la prenotazione con un importo.", "Najpierw zatwierdź rezerwację z kwotą.";
    NO_HOURS: "Nadie ha fichado en este periodo.", "Nobody clocked in during this period.", "Nessuno ha timbrato in questo periodo.", "Nikt nie rejestrował czasu w tym okresie.";
    LATER: "Siguiente", "Later", "Successivo", "Później";
    LINES_BY: "Filas", "Rows", "Righe", "Wiersze";
    MORE_LINES: "Más filas", "More rows", "Altre righe", "Więcej wierszy";
    EARLIER: "Anterior", "Earlier", "Precedente", "Wcześniej";
    FIRST_LINES: "Primeras filas", "First rows", "Prime righe", "Pierwsze wiersze";
    NOTHING_TODAY: "Hoy no tiene viajes", "No trips today", "Oggi nessun viaggio", "Dziś brak przejazdów";
    NOTHING_TODAY_DETAIL: "Los viajes que le asignen aparecen aquí.", "Trips that are assigned to you appear here.", "I viaggi assegnati compaiono qui.", "Przydzielone przejazdy pojawią się tutaj.";
    NO_DRIVER_PROFILE_DETAIL: "Aquí verá sus viajes cuando tenga ficha de conductor.", "Your trips will appear here once you have a driver profile.", "Qui vedrai i tuoi viaggi quando avrai un profilo autista.", "Tu zobaczysz swoje przejazdy, gdy będziesz mieć profil kierowcy.";
    NO_DRIVER_PROFILE: "No tiene ficha de conductor", "You have no driver profile", "Nessun profilo autista", "Brak profilu kierowcy";
    NO_LOGBOOKS: "Sin vehículo ni conductor asignados.", "No vehicle or driver assigned yet.", "Nessun veicolo né autista assegnato.", "Nie przydzielono jeszcze kierowcy ani pojazdu.";
    NO_LOGBOOKS_ANYWHERE: "Una hoja de ruta se crea al asignar vehículo y conductor a una reserva.", "A logbook is made by assigning a vehicle and a driver to a booking.", "Un foglio di viaggio si crea assegnando veicolo e autista a una prenotazione.", "Karta przejazdu powstaje po przydzieleniu pojazdu i kierowcy do rezerwacji.";
    NO_RATINGS: "Los clientes valoran a los conductores cuando un viaje termina.", "Customers rate drivers when a trip is completed.", "I clienti valutano gli autisti al termine di un viaggio.", "Klienci oceniają kierowców po zakończeniu przejazdu.";
    NO_TIME_CARDS: "Los conductores fichan en cada viaje con un toque.", "Drivers clock in and out of each trip with one tap.", "Gli autisti timbrano ogni viaggio con un tocco.", "Kierowcy rejestrują czas każdego przejazdu jednym dotknięciem.";
    ODOMETER_HELP: "Déjelo vacío si no puede leerlo.", "Leave it empty if it can't be read.", "Lascia vuoto se non è leggibile.", "Zostaw puste, jeśli nie da się odczytać.";
    NOT_RANKED: "Entra en la clasificación a partir de cinco valoraciones.", "Ranked from five ratings on.", "In classifica da cinque valutazioni in poi.", "W rankingu od pięciu ocen.";
    UNRANKED: "Con menos de cinco valoraciones todavía no se entra en la clasificación:", "With fewer than five ratings a driver isn't ranked yet:", "Con meno di cinque valutazioni non si è ancora in classifica:", "Kto ma mniej niż pięć ocen, nie jest jeszcze w rankingu:";
    RANKING: "Clasificación", "Ranking", "Classifica", "Ranking";
    RATED_AT: "Valorado", "Rated", "Valutato", "Oceniono";
    REASON_HELP: "El cliente lo lee.", "The customer reads this.", "Il cliente lo legge.", "Klient to przeczyta.";
    REASON_WAS: "Motivo: {reason}", "Reason: {reason}", "Motivo: {reason}", "Powód: {reason}";
    REJECT_CONSEQUENCE: "La reserva se cierra y el cliente lee el motivo. No se puede deshacer.", "The booking is closed and the customer reads the reason. This can't be undone.", "La prenotazione si chiude e il cliente legge il motivo. Non si può tornare indietro.", "Rezerwacja zostanie zamknięta, a klient przeczyta powód. Tego nie można cofnąć.";
    REQUEST: "Petición del cliente", "Customer's request", "Richiesta del cliente", "Prośba klienta";
    REQUEST_ANSWERED: "Respondida; se ha avisado al cliente", "Answered; the customer has been told", "Risposta inviata; il cliente è stato avvisato", "Udzielono odpowiedzi; klient został powiadomiony";
    REQUEST_DONE: "Marcar como hecha", "Mark as done", "Segna come fatta", "Oznacz jako wykonane";
    REQUESTED_AT: "Creada", "Created", "Creata", "Utworzono";
    RUNNING_HELP: "Déjelo vacío mientras está en marcha.", "Leave empty while it is running.", "Lascia vuoto finché è in corso.", "Zostaw puste, dopóki trwa.";
    ROUTE: "Ruta", "Route", "Percorso", "Trasa";
    SET_ASIDE_BY: "Confirmados por", "Confirmed by", "Confermati da", "Potwierdzone przez";
    STAGES: "Estado de la reserva", "Booking status", "Stato della prenotazione", "Status rezerwacji";
    START_ANYWAY: "Iniciar ya", "Start now", "Inizia ora", "Rozpocznij teraz";
    START_DRIVING: "Iniciar viaje", "Start trip", "Inizia viaggio", "Rozpocznij przejazd";
    TRIP_ACCEPTED: "Viaje aceptado", "Trip accepted", "Viaggio accettato", "Przyjęto przejazd";
    TRIP_DECLINED: "Viaje rechazado; se ha avisado a quien asigna", "Trip declined; whoever assigns has been told", "Viaggio rifiutato; chi assegna è stato avvisato", "Odrzucono przejazd; osoba przydzielająca została powiadomiona";
    TRIP_FINISHED: "Viaje terminado", "Trip finished", "Viaggio terminato", "Przejazd zakończony";
    TRIP_STARTED: "Viaje iniciado", "Trip started", "Viaggio iniziato", "Przejazd rozpoczęty";
    WANTED_TIME: "Hora que pide: {time}", "Time asked for: {time}", "Orario richiesto: {time}", "Proponowany termin: {time}";
    WAS_APPROVED_FOR: "Aprobada por {amount} con impuestos", "Approved for {amount} with tax", "Approvata per {amount} imposte incluse", "Zatwierdzono na kwotę {amount} brutto";
    WAS_APPROVED: "Reserva aprobada", "Booking approved", "Prenotazione approvata", "Rezerwacja zatwierdzona";
    WAS_CANCELLED: "Reserva cancelada", "Booking cancelled", "Prenotazione annullata", "Rezerwacja anulowana";
    WAS_COMPLETED: "Reserva completada", "Booking completed", "Prenotazione completata", "Rezerwacja zakończona";
    WAS_REJECTED: "Reserva rechazada", "Booking rejected", "Prenotazione rifiutata", "Rezerwacja odrzucona";
    TIME_CARDS: "Partes de horas", "Time cards", "Schede ore", "Karty czasu pracy";
    TRIPS_QUESTION: "¿Qué hacemos con los viajes?", "What should happen to the trips?", "Che cosa facciamo dei viaggi?", "Co zrobić z przejazdami?";
    WARNINGS_QUESTION: "¿Seguir a pesar de los avisos?", "Continue despite the warnings?", "Continuare nonostante gli avvisi?", "Kontynuować mimo ostrzeżeń?";
    DRIVERS_NOTIFIED: "Se avisará a los conductores de lo que cambie para ellos.", "Drivers are told of what changes for them.", "Gli autisti saranno avvisati di ciò che cambia per loro.", "Kierowcy zostaną powiadomieni o tym, co się dla nich zmienia.";
    TRIP: "Viaje", "Trip", "Viaggio", "Przejazd";
    WAS_DECLINED: "Viaje rechazado", "Trip declined", "Viaggio rifiutato", "Odrzucony przejazd";
    WEEK_VIEW: "Semana", "Week", "Settimana", "Tydzień";
    WORKING_SINCE: "Fichado desde las {time}", "Clocked in since {time}", "Entrata timbrata alle {time}", "W pracy od {time}";
    WARNINGS_SET_ASIDE: "Avisos confirmados", "Confirmed warnings", "Avvisi confermati", "Potwierdzone ostrzeżenia";
    WHAT: "Encargo", "Job", "Incarico", "Zlecenie";
    WHEN: "Cuándo", "When", "Quando", "Kiedy";
    WHERE_AND_WHEN: "Recorrido", "Route", "Percorso", "Trasa";
    WHO: "Cliente", "Customer", "Cliente", "Klient";
    WITHDRAW: "Retirar viaje", "Withdraw trip", "Rimuovi viaggio", "Wycofaj przejazd";
    WITHDRAWN: "Hoja de ruta retirada", "Logbook withdrawn", "Foglio di viaggio rimosso", "Wycofano kartę przejazdu";
    WITHDRAW_CONSEQUENCE: "El vehículo y el conductor quedan libres y se avisa al conductor.", "The vehicle and the driver become free and the driver is told.", "Veicolo e autista tornano liberi e l'autista viene avvisato.", "Pojazd i kierowca będą wolni, a kierowca zostanie powiadomiony.";
    WITHDRAW_QUESTION: "¿Retirar {number}?", "Withdraw {number}?", "Rimuovere {number}?", "Wycofać {number}?";
}

pub(crate) const FINISHED_TODAY: Counted = Counted {
    one: domain::text!(
        "{count} terminado hoy",
        "{count} finished today",
        "{count} terminato oggi",
        "{count} zakończony dzisiaj"
    ),
    few: domain::text!(
        "{count} terminados hoy",
        "{count} finished today",
        "{count} terminati oggi",
        "{count} zakończone dzisiaj"
    ),
    many: domain::text!(
        "{count} terminados hoy",
        "{count} finished today",
        "{count} terminati oggi",
        "{count} zakończonych dzisiaj"
    ),
};

pub(crate) const SEATS: Counted = Counted {
    one: domain::text!("{count} plaza", "{count} seat", "{count} posto", "{count} miejsce"),
    few: domain::text!("{count} plazas", "{count} seats", "{count} posti", "{count} miejsca"),
    many: domain::text!("{count} plazas", "{count} seats", "{count} posti", "{count} miejsc"),
};

pub(crate) const PASSENGERS: Counted = Counted {
    one: domain::text!("{count} pasajero", "{count} passenger", "{count} passeggero", "{count} pasażer"),
    few: domain::text!("{count} pasajeros", "{count} passengers", "{count} passeggeri", "{count} pasażerowie"),
    many: domain::text!("{count} pasajeros", "{count} passengers", "{count} passeggeri", "{count} pasażerów"),
};

pub(crate) const RATINGS: Counted = Counted {
    one: domain::text!("{count} valoración", "{count} rating", "{count} valutazione", "{count} ocena"),
    few: domain::text!("{count} valoraciones", "{count} ratings", "{count} valutazioni", "{count} oceny"),
    many: domain::text!("{count} valoraciones", "{count} ratings", "{count} valutazioni", "{count} ocen"),
};
