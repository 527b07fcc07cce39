//! Sentences of the overview.

crate::text::texts! {
    ACTIVE_VEHICLES: "Vehículos activos", "Active vehicles", "Veicoli attivi", "Aktywne pojazdy";
    BY_MONTH: "Facturado y cobrado por mes", "Invoiced and collected by month", "Fatturato e incassato per mese", "Zafakturowane i opłacone według miesięcy";
    BY_STATUS: "Reservas por estado", "Bookings by state", "Prenotazioni per stato", "Rezerwacje według stanu";
    COLLECTED: "Cobrado", "Collected", "Incassato", "Opłacone";
    CUSTOMERS: "Clientes", "Customers", "Clienti", "Klienci";
    DAYS_180: "Últimos 6 meses", "Last 6 months", "Ultimi 6 mesi", "Ostatnie 6 miesięcy";
    DAYS_30: "Últimos 30 días", "Last 30 days", "Ultimi 30 giorni", "Ostatnie 30 dni";
    DAYS_365: "Últimos 12 meses", "Last 12 months", "Ultimi 12 mesi", "Ostatnie 12 miesięcy";
    DAYS_90: "Últimos 3 meses", "Last 3 months", "Ultimi 3 mesi", "Ostatnie 3 miesiące";
    DRIVERS: "Conductores", "Drivers", "Autisti", "Kierowcy";
    DRIVING: "Viajes en curso", "Trips under way", "Viaggi in corso", "Przejazdy w trakcie";
    INVOICED: "Facturado", "Invoiced", "Fatturato", "Zafakturowane";
    NO_BOOKINGS: "No hay reservas en este periodo.", "There are no bookings in this period.", "Nessuna prenotazione in questo periodo.", "Brak rezerwacji w tym okresie.";
    NO_TRIPS: "Hoy no hay viajes.", "There are no trips today.", "Oggi non ci sono viaggi.", "Dzisiaj nie ma przejazdów.";
    OPEN: "Pendiente de cobro", "Open balance", "Da incassare", "Do zapłaty";
    OVERDUE: "Vencido", "Overdue", "Scaduto", "Po terminie";
    PERIOD: "Periodo", "Period", "Periodo", "Okres";
    TODAY: "Viajes de hoy", "Today's trips", "Viaggi di oggi", "Dzisiejsze przejazdy";
    WAITING: "Por responder", "Waiting for an answer", "In attesa di risposta", "Czeka na odpowiedź";
}
