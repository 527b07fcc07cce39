//! Sentences of the overview.

use super::Counted;

crate::text::texts! {
    FIRST_STEPS: "Primeros pasos", "First steps", "Primi passi", "Pierwsze kroki";
    STEPS_DONE: "{done} de {all} hechos", "{done} of {all} done", "{done} di {all} completati", "Wykonano {done} z {all}";
    STEP_DONE: "hecho", "done", "completato", "wykonane";
    HIDE_STEPS: "Ocultar", "Hide", "Nascondi", "Ukryj";
    ACTIVE_VEHICLES: "Vehículos activos", "Active vehicles", "Veicoli attivi", "Aktywne pojazdy";
    ANSWER: "Responder", "Answer", "Rispondi", "Odpowiedz";
    ASSIGN: "Asignar", "Assign", "Assegna", "Przydziel";
    AS_BEFORE: "Igual que en el periodo anterior", "As in the period before", "Come nel periodo precedente", "Tyle samo co w poprzednim okresie";
    ASSIGN_ANOTHER: "Buscar a otro", "Find another", "Trova un altro", "Znajdź kogoś innego";
    BOOKINGS: "Reservas del periodo", "Bookings in the period", "Prenotazioni del periodo", "Rezerwacje w okresie";
    BY_MONTH: "Facturado y cobrado por mes", "Invoiced and collected by month", "Fatturato e incassato per mese", "Zafakturowane i wpłacone według miesięcy";
    BY_STATUS: "Reservas por estado", "Bookings by state", "Prenotazioni per stato", "Rezerwacje według stanu";
    CHECK: "Revisar", "Check", "Verifica", "Sprawdź";
    COLLECT: "Reclamar", "Collect", "Sollecita", "Ponaglij";
    COLLECTED: "Cobrado", "Collected", "Incassato", "Wpłacone";
    COMPLETED: "Completadas", "Completed", "Completate", "Zakończone";
    CUSTOMERS: "Clientes", "Customers", "Clienti", "Klienci";
    DAYS_180: "Últimos 6 meses", "Last 6 months", "Ultimi 6 mesi", "Ostatnie 6 miesięcy";
    DAYS_30: "Últimos 30 días", "Last 30 days", "Ultimi 30 giorni", "Ostatnie 30 dni";
    DAYS_365: "Últimos 12 meses", "Last 12 months", "Ultimi 12 mesi", "Ostatnie 12 miesięcy";
    DAYS_90: "Últimos 3 meses", "Last 3 months", "Ultimi 3 mesi", "Ostatnie 3 miesiące";
    DRIVERS: "Conductores", "Drivers", "Autisti", "Kierowcy";
    DRIVING: "Viajes en curso", "Trips in progress", "Viaggi in corso", "Przejazdy w trakcie";
    EXPIRING: "Caduca pronto", "Expires soon", "Scade presto", "Wkrótce wygasa";
    INVOICED: "Facturado", "Invoiced", "Fatturato", "Zafakturowane";
    LESS_THAN_BEFORE: "{percent} menos que en el periodo anterior", "{percent} less than in the period before", "{percent} in meno rispetto al periodo precedente", "O {percent} mniej niż w poprzednim okresie";
    LOST: "Rechazadas o canceladas", "Rejected or cancelled", "Rifiutate o annullate", "Odrzucone lub anulowane";
    MORE_THAN_BEFORE: "{percent} más que en el periodo anterior", "{percent} more than in the period before", "{percent} in più rispetto al periodo precedente", "O {percent} więcej niż w poprzednim okresie";
    NEXT_LEAVES: "Próxima salida: {when}", "Next departure: {when}", "Prossima partenza: {when}", "Najbliższy wyjazd: {when}";
    RENEW: "Renovar", "Renew", "Rinnova", "Odnów";
    NOTHING_EXPIRES: "No caduca nada en los próximos 30 días.", "Nothing expires within 30 days.", "Nulla scade entro 30 giorni.", "Nic nie wygasa w ciągu 30 dni.";
    NOTHING_TO_DO: "Nada pendiente", "Nothing to do", "Niente da fare", "Nic do zrobienia";
    NO_BOOKINGS: "No hay reservas en este periodo.", "There are no bookings in this period.", "Nessuna prenotazione in questo periodo.", "Brak rezerwacji w tym okresie.";
    NO_TRIPS: "Hoy no hay viajes.", "There are no trips today.", "Oggi non ci sono viaggi.", "Dzisiaj nie ma przejazdów.";
    OLDEST: "La más antigua: {when}", "The oldest: {when}", "La più vecchia: {when}", "Najstarsza: {when}";
    OPEN: "Pendiente de cobro", "Open balance", "Da incassare", "Należności";
    OPEN_SCHEDULE: "Abrir la agenda", "Open the schedule", "Apri l'agenda", "Otwórz grafik";
    OVERDUE: "Vencido", "Overdue", "Scaduto", "Po terminie";
    OVERDUE_SINCE: "Lo más antiguo venció {when}", "The oldest was due {when}", "La più vecchia è scaduta {when}", "Najstarszy termin minął {when}";
    PERIOD: "Periodo", "Period", "Periodo", "Okres";
    SEE_ALL: "Ver todo", "See all", "Vedi tutto", "Zobacz wszystko";
    TODAY: "Hoy", "Today", "Oggi", "Dzisiaj";
    TODAY_SUMMARY: "{trips} · en curso: {running} · terminados: {done}", "{trips} · in progress: {running} · done: {done}", "{trips} · in corso: {running} · conclusi: {done}", "{trips} · w trakcie: {running} · zakończone: {done}";
    UNASSIGNED: "Sin asignar", "Unassigned", "Da assegnare", "Nieprzydzielone";
    WAITING: "Por responder", "To answer", "Da rispondere", "Do odpowiedzi";
}

pub(crate) const TRIPS: Counted = Counted {
    one: domain::text!("{count} viaje", "{count} trip", "{count} viaggio", "{count} przejazd"),
    few: domain::text!("{count} viajes", "{count} trips", "{count} viaggi", "{count} przejazdy"),
    many: domain::text!("{count} viajes", "{count} trips", "{count} viaggi", "{count} przejazdów"),
};

pub(crate) const MORE_VEHICLES: Counted = Counted {
    one: domain::text!(
        "{count} vehículo más",
        "{count} more vehicle",
        "{count} altro veicolo",
        "jeszcze {count} pojazd"
    ),
    few: domain::text!(
        "{count} vehículos más",
        "{count} more vehicles",
        "{count} altri veicoli",
        "jeszcze {count} pojazdy"
    ),
    many: domain::text!(
        "{count} vehículos más",
        "{count} more vehicles",
        "{count} altri veicoli",
        "jeszcze {count} pojazdów"
    ),
};
