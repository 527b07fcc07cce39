//! Sentences of customers, contacts, drivers, staff and roles.

crate::text::texts! {
    ACCESS: "Acceso", "Access", "Accesso", "Dostęp";
    ACTIVE_HELP: "Al desactivar se cierran sus sesiones en el acto.", "Deactivating ends their sessions at once.", "La disattivazione chiude subito le sessioni.", "Dezaktywacja natychmiast kończy sesje.";
    BOOKINGS: "Reservas", "Bookings", "Prenotazioni", "Rezerwacje";
    CONTACTS: "Contactos", "Contacts", "Contatti", "Kontakty";
    COPIED: "Copiado", "Copied", "Copiato", "Skopiowano";
    COPY: "Copiar enlace", "Copy link", "Copia link", "Kopiuj link";
    COPY_INSTEAD: "Entregarlo yo", "Pass it on myself", "Consegnarlo di persona", "Przekażę samodzielnie";
    COPY_INSTEAD_HELP: "Si prefiere entregarlo usted, se hace un enlace nuevo y el del correo deja de valer.", "If you would rather pass it on yourself, a new link is made and the mailed one stops working.", "Se si preferisce consegnarlo di persona, viene creato un nuovo link e quello inviato non vale più.", "Jeśli wolisz przekazać go samodzielnie, powstanie nowy link, a wysłany przestanie działać.";
    CUSTOMER_ACTIVE_HELP: "Los contactos de un cliente inactivo no pueden entrar.", "Contacts of an inactive customer can't sign in.", "I contatti di un cliente inattivo non possono accedere.", "Kontakty nieaktywnego klienta nie mogą się logować.";
    DISABLE: "Quitar acceso", "Take access away", "Revoca accesso", "Odbierz dostęp";
    DISABLED: "Acceso retirado", "Access taken away", "Accesso revocato", "Odebrano dostęp";
    DISABLE_CONSEQUENCE: "Sus sesiones se cierran en el acto. Podrá invitarle de nuevo.", "Their sessions end at once. You can invite them again.", "Le sessioni si chiudono subito. Potrà essere invitato di nuovo.", "Sesje zakończą się natychmiast. Można zaprosić ponownie.";
    DISABLE_QUESTION: "¿Quitar el acceso a {name}?", "Take portal access from {name}?", "Revocare l'accesso a {name}?", "Odebrać dostęp: {name}?";
    DRIVER_PROFILE: "Ficha de conductor", "Driver profile", "Profilo autista", "Profil kierowcy";
    GENERAL: "General", "General", "Generale", "Ogólne";
    HOLDERS: "Personas con este rol", "People with this role", "Persone con questo ruolo", "Osoby z tą rolą";
    INVITE: "Invitar", "Invite", "Invita", "Zaproś";
    INVITE_HELP: "Envíe este enlace a {name}. Sirve una sola vez para elegir contraseña.", "Send this link to {name}. It works once, to choose a password.", "Inviare questo link a {name}. Vale una sola volta, per scegliere la password.", "Wyślij ten link: {name}. Działa jeden raz i pozwala ustawić hasło.";
    INVOICES: "Facturas", "Invoices", "Fatture", "Faktury";
    LICENCE: "Permiso de conducir", "Driving licence", "Patente di guida", "Prawo jazdy";
    LINK: "Enlace", "Link", "Link", "Link";
    LINK_EXPIRES: "Caduca el {when}. No se vuelve a mostrar.", "Expires {when}. It is not shown again.", "Scade il {when}. Non verrà più mostrato.", "Wygasa {when}. Nie zostanie pokazany ponownie.";
    LINK_TITLE: "Enlace de acceso", "Sign-in link", "Link di accesso", "Link do logowania";
    MAIL_EXPIRES: "Sale en el próximo minuto. El enlace sirve una sola vez y caduca el {when}.", "It goes out within a minute. The link works once and expires {when}.", "Parte entro un minuto. Il link vale una sola volta e scade il {when}.", "Wyjdzie w ciągu minuty. Link działa jeden raz i wygasa {when}.";
    MAIL_SENT: "En camino a {email}", "On its way to {email}", "In partenza per {email}", "W drodze na adres {email}";
    MAKE_DRIVER: "Crear ficha de conductor", "Make a driver profile", "Crea profilo autista", "Utwórz profil kierowcy";
    NOT_YOURS: "no puede conceder lo que usted no tiene", "you can't grant what you don't have", "non si può concedere ciò che non si ha", "nie można nadać tego, czego się nie ma";
    NO_CONTACTS: "Los contactos son las personas de un cliente; pueden tener acceso al portal.", "Contacts are a customer's people; they can have access to the portal.", "I contatti sono le persone di un cliente; possono accedere al portale.", "Kontakty to osoby u klienta; mogą mieć dostęp do portalu.";
    NO_CUSTOMERS: "Añada las empresas para las que trabaja.", "Add the companies you work for.", "Aggiungere le aziende per cui lavorate.", "Dodaj firmy, dla których pracujecie.";
    NO_DRIVERS: "Un conductor es un empleado con ficha de conductor.", "A driver is a staff member with a driver profile.", "Un autista è un dipendente con profilo autista.", "Kierowca to pracownik z profilem kierowcy.";
    NO_ROLES: "Un rol dice qué puede hacer quien lo tiene.", "A role says what its holders may do.", "Un ruolo dice cosa può fare chi lo ha.", "Rola określa, co mogą jej posiadacze.";
    NO_STAFF: "Añada a las personas que trabajan con usted.", "Add the people who work with you.", "Aggiungere le persone che lavorano con voi.", "Dodaj osoby, które z Tobą pracują.";
    OWNER_STAYS: "El propietario puede hacerlo todo; su rol no se cambia.", "The owner may do everything; this role stays as it is.", "Il titolare può fare tutto; il suo ruolo non cambia.", "Właściciel może wszystko; ta rola się nie zmienia.";
    PRIMARY_HELP: "Se le llama primero; solo hay uno por cliente.", "Called first; one per customer.", "Si chiama per primo; uno per cliente.", "Do tej osoby dzwonimy najpierw; jedna na klienta.";
    RATINGS: "Valoraciones", "Ratings", "Valutazioni", "Oceny";
    RATINGS_GIVEN: "Valoraciones dadas", "Ratings given", "Valutazioni date", "Wystawione oceny";
    RATING_COUNT: "Valoraciones", "Ratings", "Valutazioni", "Oceny";
    RESET_HELP: "Envíe este enlace a {name} para que elija una contraseña nueva. Sirve una sola vez.", "Send this link to {name} to choose a new password. It works once.", "Inviare questo link a {name} per scegliere una nuova password. Vale una sola volta.", "Wyślij ten link: {name}, aby ustawić nowe hasło. Działa jeden raz.";
    RESET_LINK: "Restablecer contraseña", "Reset password", "Reimposta password", "Zresetuj hasło";
    SEE_MAIL: "Ver el correo", "See the mail", "Vedi il messaggio", "Zobacz wiadomość";
    SHARES_TAX_ID_HELP: "Márquelo si es una sucursal: otro cliente puede tener el mismo número.", "For a branch: another customer may have the same number.", "Per una filiale: un altro cliente può avere lo stesso numero.", "Dla oddziału: inny klient może mieć ten sam numer.";
    SIGNS_IN_WITH_IT: "Entra con esta dirección.", "Signs in with this address.", "Accede con questo indirizzo.", "Loguje się tym adresem.";
    TRIPS: "Viajes", "Trips", "Viaggi", "Przejazdy";
    VEHICLES: "Vehículos", "Vehicles", "Veicoli", "Pojazdy";
}
