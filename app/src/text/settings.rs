//! Sentences of the settings.

crate::text::texts! {
    ADD_RATE: "Añadir tipo", "Add rate", "Aggiungi aliquota", "Dodaj stawkę";
    BILLING: "Facturación", "Billing", "Fatturazione", "Fakturowanie";
    CONVENTIONS: "Formatos", "Conventions", "Formati", "Formaty";
    CURRENCY_HELP: "Queda fijada con el primer importe.", "Fixed by the first amount.", "Fissata dal primo importo.", "Ustalona wraz z pierwszą kwotą.";
    EXPIRY_RECIPIENTS_HELP: "Si no elige a nadie, o ya no está activo, se avisa a los propietarios.", "If nobody is chosen or active, owners are notified.", "Se non c'è nessuno, o nessuno attivo, vengono avvisati i titolari.", "Gdy nikogo nie wskazano lub nikt nie jest aktywny, ostrzegani są właściciele.";
    NUMBERING: "Numeración", "Numbering", "Numerazione", "Numeracja";
    PAYMENT_DETAILS_HELP: "Se imprimen en las facturas y se ven en el portal.", "Printed on invoices and shown in the portal.", "Stampati sulle fatture e mostrati nel portale.", "Drukowane na fakturach i widoczne w portalu.";
    PORTAL: "Portal de clientes", "Customer portal", "Portale clienti", "Portal klienta";
    PORTAL_DAYS_HELP: "De 1 a 366 días. Vale para lo que piden los clientes.", "From 1 to 366 days. For what customers request.", "Da 1 a 366 giorni. Vale per le richieste dei clienti.", "Od 1 do 366 dni. Dotyczy próśb klientów.";
    PORTAL_CREW_HELP: "En cuanto un viaje está asignado y hasta que termina. Si no, solo el nombre del conductor al valorarlo.", "From when a trip is assigned until it is over. Otherwise only the driver's name, when it comes to rating.", "Da quando un viaggio è assegnato fino alla fine. Altrimenti solo il nome dell'autista, al momento di valutarlo.", "Od przydzielenia przejazdu do jego końca. W przeciwnym razie tylko imię i nazwisko kierowcy przy ocenie.";
    PORTAL_MONTHS_HELP: "De 1 a 60 meses. Vale para lo que piden los clientes.", "From 1 to 60 months. For what customers request.", "Da 1 a 60 mesi. Vale per le richieste dei clienti.", "Od 1 do 60 miesięcy. Dotyczy próśb klientów.";
    PORTAL_HELP: "Apagado, el portal solo muestra facturas.", "Switched off, the portal only shows invoices.", "Se spento, il portale mostra solo le fatture.", "Po wyłączeniu portal pokazuje tylko faktury.";
    RATE: "Tipo", "Rate", "Aliquota", "Stawka";
    SITE_HELP: "Por ella entran personal y clientes, y con ella empieza todo enlace que sale por correo. Solo se cambia aquí.", "Where staff and customers come in, and what every mailed link begins with. It is changed only here.", "Da qui entrano personale e clienti, e con questo inizia ogni link inviato per e-mail. Si cambia solo qui.", "Pod nim logują się pracownicy i klienci i od niego zaczyna się każdy link w wiadomościach. Zmienia się go tylko tutaj.";
    WARNINGS: "Avisos de caducidad", "Expiry warnings", "Avvisi di scadenza", "Ostrzeżenia o terminach";
    ZONE_HELP: "Decide qué día es hoy.", "Decides what “today” is.", "Decide che giorno è oggi.", "Według niej liczymy, jaki dziś dzień.";
}
