//! The few words the kit says by itself. Everything else is handed in by the screen.

crate::text::texts! {
    ADD: "Añadir", "Add", "Aggiungi", "Dodaj";
    AFTER: "Después", "After", "Dopo", "Po";
    BACK: "Volver", "Go back", "Torna indietro", "Wróć";
    BEFORE: "Antes", "Before", "Prima", "Przed";
    CALENDAR: "Calendario", "Calendar", "Calendario", "Kalendarz";
    CANCEL: "Cancelar", "Cancel", "Annulla", "Anuluj";
    CLEAR: "Borrar", "Clear", "Cancella", "Wyczyść";
    CLEAR_ALL: "Quitar filtros", "Clear filters", "Rimuovi filtri", "Wyczyść filtry";
    CLOSE: "Cerrar", "Close", "Chiudi", "Zamknij";
    COLLAPSE: "Contraer", "Collapse", "Comprimi", "Zwiń";
    CREATE: "Crear «{text}»", "Create “{text}”", "Crea «{text}»", "Utwórz „{text}”";
    DISCARD: "Descartar cambios", "Discard changes", "Scarta le modifiche", "Odrzuć zmiany";
    DROP_HERE: "Suelte aquí los archivos o elíjalos", "Drop files here or choose them", "Trascina qui i file o sceglili", "Upuść tu pliki lub je wybierz";
    DURATION_HINT: "Horas y minutos, p. ej. 1:30", "Hours and minutes, e.g. 1:30", "Ore e minuti, es. 1:30", "Godziny i minuty, np. 1:30";
    ERRORS_FOUND: "Revise estos campos", "Please check these fields", "Controlla questi campi", "Sprawdź te pola";
    FROM: "Desde", "From", "Da", "Od";
    GRABBED: "Cogido: flechas para mover, Intro para soltar, Esc para cancelar", "Picked up: arrows move, Enter drops, Esc cancels", "Preso: frecce per spostare, Invio per rilasciare, Esc per annullare", "Podniesiono: strzałki przesuwają, Enter upuszcza, Esc anuluje";
    HIDE_PASSWORD: "Ocultar contraseña", "Hide password", "Nascondi password", "Ukryj hasło";
    LOADING: "Cargando…", "Loading…", "Caricamento…", "Ładowanie…";
    /// What the months' names begin with, in three letters without accents.
    MONTHS: "ene feb mar abr may jun jul ago sep oct nov dic", "jan feb mar apr may jun jul aug sep oct nov dec", "gen feb mar apr mag giu lug ago set ott nov dic", "sty lut mar kwi maj cze lip sie wrz paz lis gru";
    /// What yesterday, today, tomorrow and the day after are called.
    NEAR_DAYS: "ayer hoy mañana pasado", "yesterday today tomorrow overmorrow", "ieri oggi domani dopodomani", "wczoraj dziś/dzisiaj jutro pojutrze";
    MORE: "Más acciones", "More actions", "Altre azioni", "Więcej działań";
    NEXT: "Siguiente", "Next", "Successiva", "Następna";
    NEXT_MONTH: "Mes siguiente", "Next month", "Mese successivo", "Następny miesiąc";
    NOTHING_FOUND: "No se ha encontrado nada", "Nothing found", "Nessun risultato", "Nic nie znaleziono";
    NOT_AFTER: "No puede ser después del {day}.", "It can't be after {day}.", "Non può essere dopo il {day}.", "Nie może być po {day}.";
    NOT_BEFORE: "No puede ser antes del {day}.", "It can't be before {day}.", "Non può essere prima del {day}.", "Nie może być przed {day}.";
    NO_CALENDAR: "El calendario no se ha podido cargar. Escriba la fecha en la casilla.", "The calendar could not be loaded. Type the date in the box.", "Impossibile caricare il calendario. Scrivi la data nella casella.", "Nie udało się wczytać kalendarza. Wpisz datę w polu.";
    NO_DAY: "Esto no es una fecha. Escriba, p. ej., {example}, «{near}» o solo el día y el mes.", "This is not a date. Type, e.g., {example}, “{near}” or only day and month.", "Questa non è una data. Scrivi, per esempio, {example}, «{near}» o solo giorno e mese.", "To nie jest data. Wpisz np. {example}, „{near}” albo tylko dzień i miesiąc.";
    NO_MOMENT: "Esto no es una fecha con hora. Escriba, p. ej., {example} o «{near} 9:30».", "This is not a date with a time. Type, e.g., {example} or “{near} 9:30”.", "Questa non è una data con l’ora. Scrivi, per esempio, {example} o «{near} 9:30».", "To nie jest data z godziną. Wpisz np. {example} albo „{near} 9:30”.";
    NO_NUMBER: "Esto no es un número: escriba solo cifras, p. ej. {example}.", "This is not a number: type digits only, e.g. {example}.", "Questo non è un numero: scrivi solo cifre, es. {example}.", "To nie jest liczba: wpisz same cyfry, np. {example}.";
    NO_SUCH_DAY: "Ese día no existe. Compruebe el día y el mes.", "There is no such day. Check day and month.", "Quel giorno non esiste. Controlla il giorno e il mese.", "Nie ma takiego dnia. Sprawdź dzień i miesiąc.";
    NO_TIME: "Falta la hora. Escríbala detrás del día, p. ej. {example}.", "The time is missing. Type it behind the day, e.g. {example}.", "Manca l’ora. Scrivila dopo il giorno, per esempio {example}.", "Brakuje godziny. Wpisz ją po dniu, np. {example}.";
    OFFLINE: "Sin conexión. Lo que escriba se conserva.", "You are offline. What you type is kept.", "Sei offline. Quello che scrivi viene conservato.", "Brak połączenia. To, co piszesz, zostanie zachowane.";
    OPEN_MENU: "Abrir menú", "Open menu", "Apri il menu", "Otwórz menu";
    PAGES: "Páginas", "Pages", "Pagine", "Strony";
    PREVIOUS: "Anterior", "Previous", "Precedente", "Poprzednia";
    PREVIOUS_MONTH: "Mes anterior", "Previous month", "Mese precedente", "Poprzedni miesiąc";
    QUICK: "Accesos rápidos", "Shortcuts", "Scorciatoie", "Skróty";
    REMOVE: "Quitar {thing}", "Remove {thing}", "Rimuovi {thing}", "Usuń {thing}";
    REQUEST_ID: "Identificador: {id}", "Reference: {id}", "Riferimento: {id}", "Identyfikator: {id}";
    RETRY: "Reintentar", "Retry", "Riprova", "Spróbuj ponownie";
    SCREENS_OF: "Pantallas de {area}", "Screens of {area}", "Schermate di {area}", "Ekrany: {area}";
    SEARCH: "Buscar", "Search", "Cerca", "Szukaj";
    SEARCHING: "Buscando…", "Searching…", "Ricerca…", "Szukanie…";
    SECTIONS: "Secciones", "Sections", "Sezioni", "Sekcje";
    SELECT_ALL: "Seleccionar todas las filas", "Select all rows", "Seleziona tutte le righe", "Zaznacz wszystkie wiersze";
    SELECT_ROW: "Seleccionar {thing}", "Select {thing}", "Seleziona {thing}", "Zaznacz {thing}";
    SHOW_AS_TABLE: "Ver como tabla", "Show as a table", "Mostra come tabella", "Pokaż jako tabelę";
    SHOW_PASSWORD: "Mostrar contraseña", "Show password", "Mostra password", "Pokaż hasło";
    SKIP: "Ir al contenido", "Skip to content", "Vai al contenuto", "Przejdź do treści";
    STARS: "{count} de 5", "{count} of 5", "{count} su 5", "{count} z 5";
    STAY: "Seguir editando", "Keep editing", "Continua a modificare", "Edytuj dalej";
    TAKE_PHOTO: "Hacer una foto", "Take a photo", "Scatta una foto", "Zrób zdjęcie";
    TIME: "Hora", "Time", "Ora", "Godzina";
    TO: "Hasta", "To", "A", "Do";
    TODAY: "Hoy", "Today", "Oggi", "Dzisiaj";
    TOO_MANY_DECIMALS: "Aquí caben como mucho {count} decimales; escriba el número ya redondeado.", "At most {count} decimals fit here; type the number as rounded.", "Qui sono ammessi al massimo {count} decimali; scrivi il numero già arrotondato.", "Tutaj mieszczą się najwyżej {count} miejsca po przecinku; wpisz liczbę już zaokrągloną.";
    TOO_MANY_DIGITS: "El número es demasiado grande: caben 15 cifras antes del decimal.", "The number is too large: 15 digits fit before the decimals.", "Il numero è troppo grande: 15 cifre al massimo prima dei decimali.", "Liczba jest za duża: przed przecinkiem mieści się 15 cyfr.";
    TOTAL: "Total", "Total", "Totale", "Razem";
    ONE_READING: "¿Quiere decir {one}? Escríbalo así.", "Do you mean {one}? Type it like that.", "Vuole dire {one}? Scriverlo così.", "Czy chodzi o {one}? Wpisz to w ten sposób.";
    TWO_READINGS: "Puede ser {one} o {other}. Escriba uno de los dos así.", "This could be {one} or {other}. Type one of them like that.", "Può essere {one} oppure {other}. Scrivi uno dei due così.", "To może być {one} albo {other}. Wpisz jedno z nich w ten sposób.";
    UNASSIGNED: "Sin asignar", "Unassigned", "Da assegnare", "Nieprzypisane";
    UNDERSTOOD: "Se entiende {number}. Si quería decir {other}, escríbalo así.", "Read as {number}. If you meant {other}, type it like that.", "Letto come {number}. Se intendevi {other}, scrivilo così.", "Odczytano jako {number}. Jeśli chodziło o {other}, wpisz to w ten sposób.";
    UNDO: "Deshacer", "Undo", "Annulla", "Cofnij";
    UNSAVED: "Hay cambios sin guardar", "There are unsaved changes", "Ci sono modifiche non salvate", "Masz niezapisane zmiany";
    UNSAVED_CONSEQUENCE: "Si sale ahora, se pierde lo que ha escrito.", "If you leave now, what you typed is lost.", "Se esci ora, quello che hai scritto va perso.", "Jeśli teraz wyjdziesz, stracisz to, co wpisałeś.";
    /// What the weekdays' names begin with, from Monday.
    WEEKDAYS: "lun mar mie jue vie sab dom", "mon tue wed thu fri sat sun", "lun mar mer gio ven sab dom", "pon wto sro czw pia sob nie";
    WHOLE_ONLY: "Aquí solo caben números enteros.", "Only whole numbers fit here.", "Qui sono ammessi solo numeri interi.", "Tutaj można wpisać tylko liczbę całkowitą.";
    WRONG_DURATION: "Escriba horas y minutos, p. ej. 1:30, o minutos enteros.", "Type hours and minutes, e.g. 1:30, or whole minutes.", "Scrivi ore e minuti, es. 1:30, o minuti interi.", "Wpisz godziny i minuty, np. 1:30, albo pełne minuty.";
    WRONG_SIGNS: "Los puntos, comas o espacios no están donde van en un número. Escríbalo así: {example}.", "The points, commas or spaces don't stand where a number has them. Type it like this: {example}.", "I punti, le virgole o gli spazi non sono dove vanno in un numero. Scrivilo così: {example}.", "Kropki, przecinki lub spacje nie stoją tam, gdzie w liczbie powinny. Wpisz tak: {example}.";
    YES: "Sí", "Yes", "Sì", "Tak";
}
