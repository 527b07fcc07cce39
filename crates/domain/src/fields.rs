//! The label of every field of every draft, and of what lists tell besides: forms, lists, histories and spreadsheets call a
//! field by the same name.

use crate::text::Text;

macro_rules! labels {
    ($($name:ident: $es:literal, $en:literal, $it:literal, $pl:literal;)*) => {
        $(#[doc = concat!("“", $en, "”")] pub const $name: Text = crate::text!($es, $en, $it, $pl);)*

        /// The label of what is called so in a draft or in a list's row.
        #[must_use]
        pub fn label_of(name: &str) -> Option<Text> {
            const ALL: &[(&str, Text)] = &[$((stringify!($name), $name)),*];
            ALL.iter().find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, label)| *label)
        }
    };
}

/// Of what no person reads: an id, a version.
pub const UNLABELLED: Text = crate::text!("", "", "", "");

labels! {
    ACCESS: "Acceso", "Access", "Accesso", "Dostęp";
    ACCOUNT: "Cuenta", "Account", "Account", "Konto";
    ACTIVE: "Activo", "Active", "Attivo", "Aktywny";
    ADDRESS: "Dirección", "Address", "Indirizzo", "Adres";
    ALLOCATIONS: "Imputación a facturas", "Allocation to invoices", "Imputazione alle fatture", "Rozliczenie faktur";
    ALLOWED_IPS: "Direcciones IP permitidas", "Allowed IP addresses", "Indirizzi IP consentiti", "Dozwolone adresy IP";
    AMOUNT: "Importe", "Amount", "Importo", "Kwota";
    AMOUNT_BEFORE_TAX: "Importe sin impuestos", "Amount before tax", "Importo senza imposte", "Kwota netto";
    ANSWER: "Respuesta del conductor", "Driver's answer", "Risposta dell'autista", "Odpowiedź kierowcy";
    APP: "Aplicación de correo", "Mail app", "App di posta", "Aplikacja poczty";
    ATTEMPTS: "Intentos", "Attempts", "Tentativi", "Próby";
    AUDIENCE: "Quién puede usarla", "Who may use it", "Chi può usarla", "Kto może jej używać";
    AUTHORISE_URL: "Dirección de autorización", "Authorisation address", "Indirizzo di autorizzazione", "Adres autoryzacji";
    BCC: "Copia oculta", "Bcc", "Ccn", "UDW";
    BILLING_ADDRESS: "Dirección de facturación", "Billing address", "Indirizzo di fatturazione", "Adres do faktury";
    BODY_SUBTYPE: "Subtipo de carrocería", "Body subtype", "Sottotipo di carrozzeria", "Podtyp nadwozia";
    BODY_TYPE: "Carrocería", "Body type", "Carrozzeria", "Nadwozie";
    BOOKING: "Reserva", "Booking", "Prenotazione", "Rezerwacja";
    BOOKINGS: "Reservas", "Bookings", "Prenotazioni", "Rezerwacje";
    BOOKING_PREFIX: "Prefijo del número de reserva", "Booking number prefix", "Prefisso del numero di prenotazione", "Prefiks numeru rezerwacji";
    BRAKES: "Frenos", "Brakes", "Freni", "Hamulce";
    BUILT_IN: "Rol predefinido", "Built-in role", "Ruolo predefinito", "Rola wbudowana";
    CARGO_VOLUME: "Volumen de carga", "Cargo volume", "Volume di carico", "Pojemność ładunkowa";
    CC: "Copia", "Cc", "Cc", "DW";
    CHASSIS_NUMBER: "Otro número de bastidor", "Other chassis number", "Altro numero di telaio", "Inny numer podwozia";
    CITY: "Localidad", "Town or city", "Località", "Miejscowość";
    CLIENT_ID: "Id. de aplicación (cliente)", "Application (client) ID", "ID applicazione (client)", "Identyfikator aplikacji (klienta)";
    COLOUR: "Color", "Colour", "Colore", "Kolor";
    COMMENT: "Comentario", "Comment", "Commento", "Komentarz";
    COMPANY: "Empresa", "Company", "Azienda", "Firma";
    COMPANY_NAME: "Nombre de la empresa", "Company name", "Nome dell'azienda", "Nazwa firmy";
    CONSUMPTION_CITY: "Consumo urbano", "Consumption in town", "Consumo urbano", "Zużycie w mieście";
    CONSUMPTION_COMBINED: "Consumo combinado", "Combined consumption", "Consumo combinato", "Zużycie w cyklu mieszanym";
    CONSUMPTION_ROAD: "Consumo en carretera", "Consumption on the road", "Consumo extraurbano", "Zużycie w trasie";
    CONSUMPTION_UNIT: "Unidad de consumo", "Consumption unit", "Unità di consumo", "Jednostka zużycia";
    CONTACT: "Contacto", "Contact", "Contatto", "Kontakt";
    COUNTRY: "País", "Country", "Paese", "Kraj";
    CREATED_AT: "Creado el", "Created at", "Creato il", "Utworzono";
    CURB_WEIGHT: "Tara", "Kerb weight", "Massa a vuoto", "Masa własna";
    CURRENCY: "Moneda", "Currency", "Valuta", "Waluta";
    CURRENT_PASSWORD: "Contraseña actual", "Current password", "Password attuale", "Obecne hasło";
    CUSTOMER: "Cliente", "Customer", "Cliente", "Klient";
    DECLINED: "Viajes rechazados", "Declined trips", "Viaggi rifiutati", "Odrzucone przejazdy";
    DELIVERY_ADDRESS: "Destino", "Destination", "Destinazione", "Adres docelowy";
    DESCRIPTION: "Descripción", "Description", "Descrizione", "Opis";
    DESPITE_WARNINGS: "Asignar pese a los avisos; quedará registrado", "Assign despite the warnings; this is recorded", "Assegna nonostante gli avvisi; verrà registrato", "Przydziel mimo ostrzeżeń; zostanie to zapisane";
    DISTANCE_UNIT: "Unidad de distancia", "Distance unit", "Unità di distanza", "Jednostka odległości";
    DOCUMENT_TYPE: "Tipo", "Type", "Tipo", "Rodzaj";
    DRIVE: "Tracción", "Drive", "Trazione", "Napęd";
    DRIVER: "Conductor", "Driver", "Autista", "Kierowca";
    DUE_DAYS: "Días para pagar", "Days to pay", "Giorni per pagare", "Dni na zapłatę";
    DUE_ON: "Vencimiento", "Due date", "Scadenza", "Termin płatności";
    EMAIL: "Correo electrónico", "Email", "E-mail", "E-mail";
    EMISSION_CLASS: "Norma de emisiones", "Emission class", "Classe di emissione", "Norma emisji";
    ENDING_ODOMETER: "Cuentakilómetros final", "Ending odometer", "Contachilometri finale", "Licznik na koniec";
    ENDS_AT: "Fin previsto", "Expected end", "Fine prevista", "Planowane zakończenie";
    ENGINE: "Motor", "Engine", "Motore", "Silnik";
    ENGINE_DISPLACEMENT: "Cilindrada", "Displacement", "Cilindrata", "Pojemność silnika";
    ENGINE_POWER: "Potencia", "Power", "Potenza", "Moc";
    EXPECTED_LIFE_DISTANCE: "Vida útil en distancia", "Expected life, distance", "Vita utile, distanza", "Przewidywany przebieg";
    EXPECTED_LIFE_MONTHS: "Vida útil en tiempo", "Expected life, time", "Vita utile, tempo", "Przewidywany okres użytkowania";
    EXPIRES_ON: "Caduca el", "Expires on", "Scade il", "Ważny do";
    EXPIRY_RECIPIENTS: "A quién se avisa", "Who is notified", "Chi viene avvisato", "Kto otrzymuje ostrzeżenie";
    EXPIRY_STEPS: "Avisar de documentos por caducar", "Warn of expiring documents", "Avvisare dei documenti in scadenza", "Ostrzegaj o wygasających dokumentach";
    FAILURE: "Error", "Failure", "Errore", "Błąd";
    FILES: "Archivos", "Files", "File", "Pliki";
    FILE_COUNT: "Número de archivos", "Number of files", "Numero di file", "Liczba plików";
    FIRST_END: "Caduca", "Expires", "Scade", "Wygasa";
    FROM: "Desde", "From", "Dal", "Od";
    FUEL_TYPE: "Combustible", "Fuel", "Carburante", "Paliwo";
    GEARBOX: "Caja de cambios", "Gearbox", "Cambio", "Skrzynia biegów";
    GEARS: "Marchas", "Gears", "Marce", "Liczba biegów";
    GROSS_WEIGHT: "Masa máxima autorizada", "Gross weight", "Massa complessiva", "Dopuszczalna masa całkowita";
    HEIGHT: "Altura", "Height", "Altezza", "Wysokość";
    HIRED_ON: "Fecha de contratación", "Hired on", "Data di assunzione", "Data zatrudnienia";
    HOURLY_RATE: "Coste por hora", "Hourly rate", "Costo orario", "Stawka godzinowa";
    INTERNAL_NOTE: "Nota interna", "Internal note", "Nota interna", "Notatka wewnętrzna";
    INVOICE: "Factura", "Invoice", "Fattura", "Faktura";
    INVOICES: "Facturas", "Invoices", "Fatture", "Faktury";
    INVOICED_ON: "Fecha de emisión", "Issued on", "Data di emissione", "Data wystawienia";
    INVOICE_PREFIX: "Prefijo del número de factura", "Invoice number prefix", "Prefisso del numero di fattura", "Prefiks numeru faktury";
    IN_APP: "En la aplicación", "In the app", "Nell'app", "W aplikacji";
    IN_SERVICE_ODOMETER: "Cuentakilómetros al alta", "Odometer when put into service", "Contachilometri all'entrata in servizio", "Licznik przy wprowadzeniu do użytku";
    IN_SERVICE_ON: "Alta en servicio", "In service since", "In servizio dal", "W użytku od";
    ISSUED_ON: "Fecha de expedición", "Issued on", "Data di rilascio", "Data wydania";
    IS_DEFAULT: "Predeterminada", "Default", "Predefinito", "Domyślne";
    JOB_TITLE: "Puesto", "Job title", "Mansione", "Stanowisko";
    KIND: "Clase", "Kind", "Tipo", "Rodzaj";
    LANGUAGE: "Idioma", "Language", "Lingua", "Język";
    LEAVE_KIND: "Tipo de ausencia", "Kind of leave", "Tipo di assenza", "Rodzaj nieobecności";
    LENGTH: "Longitud", "Length", "Lunghezza", "Długość";
    LICENCE_CLASS: "Permiso necesario", "Licence needed", "Patente necessaria", "Wymagane prawo jazdy";
    LICENCE_CLASSES: "Clases del permiso", "Licence classes", "Categorie della patente", "Kategorie prawa jazdy";
    LICENCE_EXPIRES_ON: "El permiso caduca el", "Licence expires on", "Scadenza della patente", "Prawo jazdy ważne do";
    LICENCE_NUMBER: "Número de permiso", "Licence number", "Numero di patente", "Numer prawa jazdy";
    LINES: "Líneas", "Lines", "Righe", "Pozycje";
    LOAD: "Equipaje o carga", "Luggage or load", "Bagagli o carico", "Bagaż lub ładunek";
    PASSENGERS: "Pasajeros", "Passengers", "Passeggeri", "Pasażerowie";
    LOGBOOK: "Hoja de ruta", "Logbook", "Foglio di viaggio", "Karta przejazdu";
    LOGBOOK_PREFIX: "Prefijo del número de hoja de ruta", "Logbook number prefix", "Prefisso del numero di foglio di viaggio", "Prefiks numeru karty przejazdu";
    LOGIN: "Usuario", "User name", "Nome utente", "Nazwa użytkownika";
    LOGO: "Logotipo", "Logo", "Logo", "Logo";
    MAIL: "Por correo", "By mail", "Via e-mail", "E-mailem";
    MAIL_SERVER: "Servidor de correo", "Mail server", "Server di posta", "Serwer poczty";
    MAKE: "Marca", "Make", "Marca", "Marka";
    METHOD: "Forma de pago", "Method", "Metodo", "Sposób płatności";
    MODEL: "Modelo", "Model", "Modello", "Model";
    NAME: "Nombre", "Name", "Nome", "Nazwa";
    NEW_ENDS_AT: "Nuevo fin previsto", "New expected end", "Nuova fine prevista", "Nowe planowane zakończenie";
    NEW_PASSWORD: "Contraseña nueva", "New password", "Nuova password", "Nowe hasło";
    NEXT: "Es el siguiente secreto", "It is the next secret", "È il segreto successivo", "To następny sekret";
    NEW_PICKUP_AT: "Nueva recogida", "New pick-up time", "Nuova partenza", "Nowa data i godzina odbioru";
    NOTE: "Nota", "Note", "Nota", "Uwagi";
    NEXT_TRIP_AT: "Próximo viaje", "Next trip", "Prossimo viaggio", "Następny przejazd";
    NOTES: "Notas", "Notes", "Note", "Notatki";
    NOTICE: "Aviso", "Notice", "Avviso", "Powiadomienie";
    NUMBER: "Número", "Number", "Numero", "Numer";
    ON_TRIP: "En ruta", "On the road", "In viaggio", "W trasie";
    ODOMETER: "Cuentakilómetros", "Odometer", "Contachilometri", "Stan licznika";
    ODOMETER_END: "Cuentakilómetros al llegar", "Odometer at the end", "Contachilometri all'arrivo", "Licznik po przejeździe";
    ODOMETER_START: "Cuentakilómetros al salir", "Odometer at the start", "Contachilometri alla partenza", "Licznik przed przejazdem";
    OFFERED_FOR: "Se ofrece para", "Offered for", "Proposto per", "Proponowany dla";
    OUTGOING: "Solo para enviar", "For sending only", "Solo per l'invio", "Tylko do wysyłania";
    OUTGOING_ENCRYPTION: "Cifrado de salida", "Outgoing encryption", "Cifratura in uscita", "Szyfrowanie poczty wychodzącej";
    OUTGOING_ENGINE: "Modo de envío", "How it sends", "Modalità di invio", "Sposób wysyłania";
    OUTGOING_HOST: "Servidor de salida", "Outgoing server", "Server in uscita", "Serwer poczty wychodzącej";
    OUTGOING_LOGIN: "Usuario para enviar", "User name for sending", "Nome utente per l'invio", "Nazwa użytkownika do wysyłania";
    OUTGOING_PORT: "Puerto de salida", "Outgoing port", "Porta in uscita", "Port poczty wychodzącej";
    OUT_OF_SERVICE_ODOMETER: "Cuentakilómetros a la baja", "Odometer when taken out of service", "Contachilometri al ritiro", "Licznik przy wycofaniu";
    OUT_OF_SERVICE_ON: "Baja del servicio", "Out of service since", "Fuori servizio dal", "Wycofany od";
    OWNER: "De quién es", "Whose it is", "Di chi è", "Czyje to konto";
    OWNERSHIP: "Propiedad", "Ownership", "Proprietà", "Własność";
    OWNER_EMAIL: "Su correo electrónico", "Your email", "La tua e-mail", "Twój e-mail";
    OWNER_NAME: "Su nombre", "Your name", "Il tuo nome", "Imię i nazwisko";
    PAID: "Pagado", "Paid", "Pagato", "Zapłacono";
    PAID_AT: "Fecha del cobro", "Payment date", "Data dell'incasso", "Data wpłaty";
    PASSWORD: "Contraseña", "Password", "Password", "Hasło";
    PAYLOAD: "Carga útil", "Payload", "Portata", "Ładowność";
    PAYMENT_DETAILS: "Datos para el pago", "Payment details", "Dati per il pagamento", "Dane do płatności";
    PEOPLE: "Quién puede enviar desde ella", "Who may send from it", "Chi può inviare da qui", "Kto może z niego wysyłać";
    PERMISSIONS: "Permisos", "Permissions", "Permessi", "Uprawnienia";
    PERSON_NAME: "Nombre", "Name", "Nome e cognome", "Imię i nazwisko";
    PHONE: "Teléfono", "Phone", "Telefono", "Telefon";
    PHOTO: "Foto", "Photo", "Foto", "Zdjęcie";
    PHOTOS: "Fotos", "Photos", "Foto", "Zdjęcia";
    PICKUP_ADDRESS: "Dirección de recogida", "Pick-up address", "Indirizzo di partenza", "Adres odbioru";
    PICKUP_AT: "Recogida", "Pick-up time", "Partenza", "Data i godzina odbioru";
    PLATE: "Matrícula", "Plate", "Targa", "Numer rejestracyjny";
    PORTAL_BOOKINGS: "Los clientes ven y piden reservas", "Customers see and request bookings", "I clienti vedono e richiedono prenotazioni", "Klienci widzą i składają rezerwacje";
    PORTAL_LONGEST_DAYS: "Duración máxima de una reserva", "Longest booking", "Durata massima di una prenotazione", "Najdłuższa rezerwacja";
    PORTAL_CREW: "Los clientes ven conductor, teléfono y vehículo", "Customers see driver, phone and vehicle", "I clienti vedono autista, telefono e veicolo", "Klienci widzą kierowcę, telefon i pojazd";
    PORTAL_MONTHS_AHEAD: "Antelación máxima, en meses", "Furthest ahead, in months", "Anticipo massimo, in mesi", "Maksymalne wyprzedzenie, w miesiącach";
    POSITION: "Cargo", "Position", "Ruolo", "Stanowisko";
    POSTCODE: "Código postal", "Postcode", "CAP", "Kod pocztowy";
    PRESET: "Proveedor", "Provider", "Provider", "Dostawca";
    PRIMARY: "Contacto principal", "Primary contact", "Contatto principale", "Główny kontakt";
    PROVIDER: "Proveedor", "Provider", "Provider", "Dostawca";
    PURCHASED_ON: "Fecha de compra", "Purchased on", "Data di acquisto", "Data zakupu";
    PURCHASE_NOTES: "Notas de la compra", "Purchase notes", "Note sull'acquisto", "Uwagi do zakupu";
    PURCHASE_ODOMETER: "Cuentakilómetros en la compra", "Odometer at purchase", "Contachilometri all'acquisto", "Licznik przy zakupie";
    PURCHASE_PRICE: "Precio de compra", "Purchase price", "Prezzo di acquisto", "Cena zakupu";
    PURCHASE_VENDOR: "Vendedor", "Vendor", "Venditore", "Sprzedawca";
    QUANTITY: "Cantidad", "Quantity", "Quantità", "Ilość";
    RATED_AT: "Fecha de la valoración", "Rated at", "Data della valutazione", "Data oceny";
    RATINGS: "Número de valoraciones", "Number of ratings", "Numero di valutazioni", "Liczba ocen";
    OPEN_REQUESTS: "Peticiones por responder", "Requests to answer", "Richieste da rispondere", "Prośby do odpowiedzi";
    REASON: "Motivo", "Reason", "Motivo", "Powód";
    REQUEST_TEXT: "Petición", "Request", "Richiesta", "Prośba";
    RECIPIENT: "Destinatario", "Recipient", "Destinatario", "Odbiorca";
    RECIPIENTS: "Para", "To", "A", "Do";
    REFERENCE: "Referencia", "Reference", "Riferimento", "Tytuł płatności";
    REGION: "Provincia o región", "Region or county", "Provincia", "Województwo lub region";
    REGISTRATION_REGION: "Región de matriculación", "Registration region", "Regione di immatricolazione", "Region rejestracji";
    REPLY_TO: "Responder a", "Reply to", "Rispondi a", "Odpowiedz do";
    RESALE_VALUE: "Valor de reventa", "Resale value", "Valore di rivendita", "Wartość odsprzedaży";
    ROLES: "Roles", "Roles", "Ruoli", "Role";
    SEATS: "Plazas", "Seats", "Posti", "Miejsca";
    SECOND_FUEL_TYPE: "Segundo combustible", "Second fuel", "Secondo carburante", "Drugie paliwo";
    SECOND_TANK_CAPACITY: "Capacidad del segundo depósito", "Capacity of the second tank", "Capacità del secondo serbatoio", "Pojemność drugiego zbiornika";
    SECRET: "Secreto", "Secret", "Segreto", "Sekret";
    SECRET_EXPIRES_ON: "El secreto caduca el", "Secret expires on", "Il segreto scade il", "Sekret wygasa";
    SENDER: "De", "From", "Da", "Od";
    SENDER_NAME: "Nombre del remitente", "Sender's name", "Nome del mittente", "Nazwa nadawcy";
    SENT_AT: "Enviado el", "Sent at", "Inviato il", "Wysłano";
    SEPARATE_OUTGOING: "Otras credenciales para enviar", "Separate credentials for sending", "Credenziali diverse per l'invio", "Osobne dane logowania do wysyłania";
    SET_UP_CODE: "Código de instalación", "Set-up code", "Codice di installazione", "Kod instalacyjny";
    SHARES_TAX_ID: "Comparte el NIF", "Shares its tax ID", "Condivide la partita IVA", "Wspólny NIP";
    SITE: "Dirección pública", "Public address", "Indirizzo pubblico", "Adres publiczny";
    STAFF_MEMBER: "Empleado", "Staff member", "Dipendente", "Pracownik";
    STARS: "Valoración", "Rating", "Valutazione", "Ocena";
    STARS_IN_ALL: "Suma de estrellas", "Stars in all", "Totale delle stelle", "Suma gwiazdek";
    STARTING_ODOMETER: "Cuentakilómetros inicial", "Starting odometer", "Contachilometri iniziale", "Licznik na początku";
    STATE: "Estado", "State", "Stato", "Stan";
    STATUS: "Estado", "Status", "Stato", "Status";
    STREET: "Calle y número", "Street and number", "Via e numero civico", "Ulica i numer";
    SUBJECT: "Asunto", "Subject", "Oggetto", "Temat";
    TANK_CAPACITY: "Capacidad del depósito o de la batería", "Tank or battery capacity", "Capacità del serbatoio o della batteria", "Pojemność zbiornika lub akumulatora";
    TAX: "Impuesto", "Tax", "Imposta", "Podatek";
    SUPPLIES: "Suministra", "Supplies", "Fornisce", "Dostarcza";
    TAX_ID: "NIF", "Tax ID", "Partita IVA", "NIP";
    TAX_NAME: "Nombre del impuesto", "Tax name", "Nome dell'imposta", "Nazwa podatku";
    TAX_RATES: "Tipos de impuesto", "Tax rates", "Aliquote", "Stawki podatku";
    TENANT: "Id. de directorio (inquilino)", "Directory (tenant) ID", "ID directory (tenant)", "Identyfikator katalogu (dzierżawy)";
    TEXT: "Texto", "Text", "Testo", "Treść";
    TITLE: "Título", "Title", "Titolo", "Tytuł";
    TO: "Hasta", "To", "Al", "Do";
    TO_ANSWER: "Por responder", "To answer", "Da rispondere", "Do odpowiedzi";
    TO_INVOICE: "Por facturar", "To invoice", "Da fatturare", "Do zafakturowania";
    TOKEN_URL: "Dirección de tokens", "Token address", "Indirizzo dei token", "Adres tokenów";
    TOTAL: "Total", "Total", "Totale", "Razem";
    TOWING_CAPACITY: "Capacidad de remolque", "Towing capacity", "Capacità di traino", "Uciąg";
    TRIM: "Acabado", "Trim", "Allestimento", "Wersja wyposażenia";
    TRIPS: "Viajes", "Trips", "Viaggi", "Przejazdy";
    TYRE_SIZE: "Neumáticos", "Tyre size", "Pneumatici", "Rozmiar opon";
    UNASSIGNED: "Sin asignar", "Unassigned", "Da assegnare", "Nieprzydzielone";
    UNIT_PRICE: "Precio", "Unit price", "Prezzo", "Cena";
    VALIDITY: "Vigencia", "Validity", "Validità", "Ważność";
    VALUE: "Valor", "Value", "Valore", "Wartość";
    VEHICLE: "Vehículo", "Vehicle", "Veicolo", "Pojazd";
    VEHICLE_GROUP: "Grupo", "Group", "Gruppo", "Grupa";
    VEHICLE_TYPE: "Tipo", "Type", "Tipo", "Typ";
    VEHICLE_TYPE_WANTED: "Tipo de vehículo deseado", "Vehicle type wanted", "Tipo di veicolo desiderato", "Preferowany typ pojazdu";
    VIN: "VIN (número de bastidor)", "VIN", "VIN (numero di telaio)", "VIN (numer nadwozia)";
    VOLUME_UNIT: "Unidad de volumen", "Volume unit", "Unità di volume", "Jednostka objętości";
    WARRANTY_DISTANCE: "Garantía hasta (distancia)", "Warranty until (distance)", "Garanzia fino a (distanza)", "Gwarancja do (przebieg)";
    WARRANTY_UNTIL: "Garantía hasta (fecha)", "Warranty until (date)", "Garanzia fino al (data)", "Gwarancja do (data)";
    WHEELBASE: "Distancia entre ejes", "Wheelbase", "Passo", "Rozstaw osi";
    WHEEL_SIZE: "Ruedas", "Wheel size", "Ruote", "Rozmiar kół";
    WIDTH: "Anchura", "Width", "Larghezza", "Szerokość";
    WORKED: "Tiempo fichado", "Time worked", "Tempo timbrato", "Zarejestrowany czas";
    WRITTEN_AT: "Escrito el", "Written at", "Scritto il", "Napisano";
    YEAR: "Año", "Year", "Anno", "Rok";
    ZONE: "Zona horaria", "Time zone", "Fuso orario", "Strefa czasowa";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_label_is_found_by_its_fields_name() {
        assert_eq!(label_of("pickup_at"), Some(PICKUP_AT));
        assert_eq!(label_of("nonsense"), None);
    }
}
