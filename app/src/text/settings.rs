//! Sentences of the settings.

crate::text::texts! {
    ADD_RATE: "Añadir tipo", "Add rate", "Aggiungi aliquota", "Dodaj stawkę";
    BILLING: "Facturación", "Billing", "Fatturazione", "Fakturowanie";
    CONVENTIONS: "Formatos", "Conventions", "Formati", "Formaty";
    CURRENCY_HELP: "No se puede cambiar después del primer importe.", "Can't be changed after the first amount.", "Non si può cambiare dopo il primo importo.", "Nie można jej zmienić po pierwszej kwocie.";
    EXPIRY_RECIPIENTS_HELP: "Si no elige a nadie, o ya no está activo, se avisa a los propietarios.", "If nobody is chosen or active, owners are notified.", "Se non scegli nessuno, o nessuno è attivo, vengono avvisati i titolari.", "Jeśli nikogo nie wybrano lub nikt nie jest aktywny, powiadamiani są właściciele.";
    NUMBERING: "Numeración", "Numbering", "Numerazione", "Numeracja";
    PAYMENT_DETAILS_HELP: "Se imprimen en las facturas y se ven en el portal.", "Printed on invoices and shown in the portal.", "Stampati sulle fatture e mostrati nel portale.", "Drukowane na fakturach i widoczne w portalu.";
    PORTAL: "Portal de clientes", "Customer portal", "Portale clienti", "Portal klienta";
    PORTAL_DAYS_HELP: "De 1 a 366 días. Vale para lo que piden los clientes.", "From 1 to 366 days. Applies to what customers request.", "Da 1 a 366 giorni. Vale per le richieste dei clienti.", "Od 1 do 366 dni. Dotyczy rezerwacji składanych przez klientów.";
    PORTAL_CREW_HELP: "En cuanto un viaje está asignado y hasta que termina. Si no, solo el nombre del conductor al valorarlo.", "From when a trip is assigned until it is over. Otherwise only the driver's name, when rating the trip.", "Da quando un viaggio è assegnato fino alla fine. Altrimenti solo il nome dell'autista, al momento di valutarlo.", "Od przydzielenia przejazdu do jego końca. W przeciwnym razie tylko imię i nazwisko kierowcy przy ocenie.";
    PORTAL_MONTHS_HELP: "De 1 a 60 meses. Vale para lo que piden los clientes.", "From 1 to 60 months. Applies to what customers request.", "Da 1 a 60 mesi. Vale per le richieste dei clienti.", "Od 1 do 60 miesięcy. Dotyczy rezerwacji składanych przez klientów.";
    PORTAL_HELP: "Si se desactiva, el portal solo muestra facturas.", "Switched off, the portal only shows invoices.", "Se disattivato, il portale mostra solo le fatture.", "Po wyłączeniu portal pokazuje tylko faktury.";
    RATE: "Tipo", "Rate", "Aliquota", "Stawka";
    SITE_HELP: "Por ella entran personal y clientes, y con ella empieza todo enlace que sale por correo. Solo se cambia aquí.", "Where staff and customers sign in, and how every mailed link begins. It can only be changed here.", "Da qui entrano personale e clienti, e con questo inizia ogni link inviato per e-mail. Si cambia solo qui.", "Pod nim logują się pracownicy i klienci i od niego zaczyna się każdy link w wiadomościach. Zmienia się go tylko tutaj.";
    WARNINGS: "Avisos de caducidad", "Expiry warnings", "Avvisi di scadenza", "Ostrzeżenia o terminach";
    ZONE_HELP: "Decide qué día es hoy.", "Decides what “today” is.", "Decide che giorno è oggi.", "Według niej liczymy, jaki dziś dzień.";
}
