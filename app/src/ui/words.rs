//! The few words the kit says by itself. Everything else is handed in by the screen.

crate::text::texts! {
    ADD: "Añadir", "Add", "Aggiungi", "Dodaj";
    AFTER: "Después", "After", "Dopo", "Po";
    BEFORE: "Antes", "Before", "Prima", "Przed";
    CANCEL: "Cancelar", "Cancel", "Annulla", "Anuluj";
    CLEAR: "Borrar", "Clear", "Cancella", "Wyczyść";
    CLEAR_ALL: "Quitar filtros", "Clear filters", "Rimuovi filtri", "Wyczyść filtry";
    CLOSE: "Cerrar", "Close", "Chiudi", "Zamknij";
    CREATE: "Crear «{text}»", "Create “{text}”", "Crea «{text}»", "Utwórz „{text}”";
    DISCARD: "Descartar cambios", "Discard changes", "Scarta le modifiche", "Odrzuć zmiany";
    DROP_HERE: "Suelte aquí los archivos o elíjalos", "Drop files here or choose them", "Trascina qui i file o sceglili", "Upuść tu pliki lub je wybierz";
    DURATION_HINT: "Horas y minutos, p. ej. 1:30", "Hours and minutes, e.g. 1:30", "Ore e minuti, es. 1:30", "Godziny i minuty, np. 1:30";
    ERRORS_FOUND: "Revise estos campos", "Please check these fields", "Controlla questi campi", "Sprawdź te pola";
    FROM: "Desde", "From", "Da", "Od";
    GRABBED: "Cogido: flechas para mover, Intro para soltar, Esc para cancelar", "Picked up: arrows move, Enter drops, Esc cancels", "Preso: frecce per spostare, Invio per rilasciare, Esc per annullare", "Podniesiono: strzałki przesuwają, Enter upuszcza, Esc anuluje";
    HIDE_PASSWORD: "Ocultar contraseña", "Hide password", "Nascondi password", "Ukryj hasło";
    LOADING: "Cargando…", "Loading…", "Caricamento…", "Ładowanie…";
    MORE: "Más acciones", "More actions", "Altre azioni", "Więcej działań";
    NEXT: "Siguiente", "Next", "Successiva", "Następna";
    NOTHING_FOUND: "No se ha encontrado nada", "Nothing found", "Nessun risultato", "Nic nie znaleziono";
    OFFLINE: "Sin conexión. Lo que escriba se conserva.", "You are offline. What you type is kept.", "Sei offline. Quello che scrivi viene conservato.", "Brak połączenia. To, co piszesz, zostanie zachowane.";
    OPEN_MENU: "Abrir menú", "Open menu", "Apri il menu", "Otwórz menu";
    PAGES: "Páginas", "Pages", "Pagine", "Strony";
    PREVIOUS: "Anterior", "Previous", "Precedente", "Poprzednia";
    QUICK: "Accesos rápidos", "Shortcuts", "Scorciatoie", "Skróty";
    REMOVE: "Quitar {thing}", "Remove {thing}", "Rimuovi {thing}", "Usuń {thing}";
    REQUEST_ID: "Identificador: {id}", "Reference: {id}", "Riferimento: {id}", "Identyfikator: {id}";
    RETRY: "Reintentar", "Retry", "Riprova", "Spróbuj ponownie";
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
    TO: "Hasta", "To", "A", "Do";
    TOTAL: "Total", "Total", "Totale", "Razem";
    UNASSIGNED: "Sin asignar", "Unassigned", "Da assegnare", "Nieprzypisane";
    UNDO: "Deshacer", "Undo", "Annulla", "Cofnij";
    UNSAVED: "Hay cambios sin guardar", "There are unsaved changes", "Ci sono modifiche non salvate", "Masz niezapisane zmiany";
    UNSAVED_CONSEQUENCE: "Si sale ahora, se pierde lo que ha escrito.", "If you leave now, what you typed is lost.", "Se esci ora, quello che hai scritto va perso.", "Jeśli teraz wyjdziesz, stracisz to, co wpisałeś.";
    YES: "Sí", "Yes", "Sì", "Tak";
}
