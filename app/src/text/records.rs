//! Sentences that every list, form and detail page uses.

use super::Counted;

crate::text::texts! {
    ARCHIVE: "Archivar", "Archive", "Archivia", "Archiwizuj";
    ARCHIVED: "Se ha archivado", "Archived", "Archiviato", "Zarchiwizowano";
    BACK: "Volver", "Go back", "Indietro", "Wróć";
    ARCHIVED_BADGE: "En el archivo", "Archived", "In archivio", "W archiwum";
    ARCHIVED_ONLY: "Archivados", "Archived", "Archiviati", "Archiwum";
    ARCHIVE_CONSEQUENCE: "Deja de aparecer en las listas y entre las opciones. Podrá restaurarse en cualquier momento.", "It no longer appears in lists or among the choices. It can be restored at any time.", "Non compare più negli elenchi e tra le scelte. Si può ripristinare in qualsiasi momento.", "Zniknie z list i pól wyboru. Można to przywrócić w każdej chwili.";
    APPLY: "Aplicar", "Apply", "Applica", "Zastosuj";
    ARCHIVE_MANY_QUESTION: "¿Archivar la selección ({count})?", "Archive the selection ({count})?", "Archiviare la selezione ({count})?", "Zarchiwizować wybrane ({count})?";
    ARCHIVE_QUESTION: "¿Archivar «{name}»?", "Archive “{name}”?", "Archiviare «{name}»?", "Zarchiwizować „{name}”?";
    CANCEL: "Cancelar", "Cancel", "Annulla", "Anuluj";
    CHANGES_BY: "{who} guardó cambios en «{name}» {when}. Elija qué conservar de lo que han cambiado los dos.", "{who} saved “{name}” {when}. Choose what to keep of what you both changed.", "{who} ha salvato «{name}» {when}. Scegli cosa tenere di ciò che avete cambiato entrambi.", "Zmiany w „{name}” zapisano {when} ({who}). Wybierz, co zachować z tego, co zmieniły obie osoby.";
    CHANGES_FOUND: "Otra persona guardó cambios en «{name}» mientras usted editaba. Elija qué conservar de lo que han cambiado los dos.", "Someone else saved “{name}” while you were editing. Choose what to keep of what you both changed.", "Un'altra persona ha salvato «{name}» durante la modifica. Scegli cosa tenere di ciò che avete cambiato entrambi.", "Ktoś inny zapisał „{name}” w trakcie edycji. Wybierz, co zachować z tego, co zmieniły obie osoby.";
    CHANGED_BY_OTHERS: "Lo cambió otra persona", "Someone else changed this", "L'ha modificato un'altra persona", "Ktoś inny to zmienił";
    CHOOSE_FIRST: "Elija uno primero.", "Choose one first.", "Prima scegline uno.", "Najpierw wybierz z listy.";
    CLEAR_SELECTION: "Quitar selección", "Clear selection", "Annulla selezione", "Wyczyść wybór";
    CLOSE: "Cerrar", "Close", "Chiudi", "Zamknij";
    COLUMNS: "Columnas", "Columns", "Colonne", "Kolumny";
    COLUMNS_RESET: "Como al principio", "As at first", "Come all'inizio", "Jak na początku";
    COMFORTABLE: "Filas amplias", "Roomy rows", "Righe ampie", "Luźny widok";
    CREATED: "Se ha creado", "Created", "Creato", "Utworzono";
    DELETE: "Eliminar", "Delete", "Elimina", "Usuń";
    DELETED_TOAST: "Se ha eliminado «{name}»", "“{name}” deleted", "Hai eliminato «{name}»", "Usunięto „{name}”";
    DELETE_CONSEQUENCE: "Se borra para siempre, con su historial. Si otros registros lo usan, no se podrá.", "It is deleted for good, with its history. This isn't possible while other records refer to it.", "Si cancella per sempre, con la sua cronologia. Se altri elementi lo usano, non sarà possibile.", "Zniknie na zawsze wraz z historią. Jeśli inne wpisy się do tego odwołują, nie będzie to możliwe.";
    DELETE_QUESTION: "¿Eliminar «{name}»?", "Delete “{name}”?", "Eliminare «{name}»?", "Usunąć „{name}”?";
    DENSE: "Filas compactas", "Compact rows", "Righe compatte", "Zwarty widok";
    DETAILS: "Datos", "Details", "Dati", "Dane";
    DOING: "{done} de {all}…", "{done} of {all}…", "{done} di {all}…", "{done} z {all}…";
    DONE_OF_ALL: "{act}: hecho en {done} de {all}", "{act}: done for {done} of {all}", "{act}: fatto per {done} su {all}", "{act}: wykonano dla {done} z {all}";
    DOWNLOAD: "Descargar", "Download", "Scarica", "Pobierz";
    EDIT: "Editar", "Edit", "Modifica", "Edytuj";
    EDIT_TITLE: "Editar {name}", "Edit {name}", "Modifica {name}", "Edycja: {name}";
    EXPORT_FOR_PROGRAMS: "CSV para programas", "CSV for programs", "CSV per programmi", "CSV dla programów";
    EXPORT: "Exportar CSV", "Export CSV", "Esporta CSV", "Eksportuj CSV";
    FILE: "Archivo", "File", "File", "Plik";
    FILE_TOO_LARGE: "Ocupa más de 10 MB.", "This is larger than 10 MB.", "Supera i 10 MB.", "Ten plik ma więcej niż 10 MB.";
    HISTORY: "Historial", "History", "Cronologia", "Historia";
    HAS_IT: "Lo impide:", "In the way:", "Lo impedisce:", "Przeszkadza:";
    IN_THE_WAY: "Lo usan estos registros:", "These records refer to it:", "Lo usano questi elementi:", "Odwołują się do tego:";
    KEEP_CHOSEN: "Guardar lo elegido", "Save what was chosen", "Salva le scelte", "Zapisz wybrane";
    KEPT_DRAFT: "Hemos recuperado lo que había escrito.", "We kept what you had typed.", "Abbiamo recuperato quello che avevi scritto.", "Odzyskaliśmy to, co było wpisane.";
    FIRST_HOUR: "La primera", "The first", "La prima", "Pierwsza";
    SECOND_HOUR: "La segunda", "The second", "La seconda", "Druga";
    HOUR_TWICE: "Esa noche el reloj se retrasa y esta hora se repite. ¿Cuál es?", "Clocks go back that night and this time happens twice. Which one?", "Quella notte l'orologio torna indietro e quest'ora si ripete. Quale?", "Tej nocy zegar się cofa i ta godzina wypada dwa razy. Która to?";
    FIXED: "No se puede cambiar después de crearlo.", "This can't be changed once created.", "Non si può cambiare dopo la creazione.", "Po utworzeniu nie można tego zmienić.";
    LEAVE_WITHOUT: "Dejar sin {thing}", "Leave without {thing}", "Lascia senza {thing}", "Zostaw bez: {thing}";
    LOOK_AT: "Ver", "Look at", "Apri", "Podgląd:";
    MISSING: "{thing}: no existe", "{thing}: not found", "{thing}: non trovato", "{thing}: nie znaleziono";
    MISSING_DETAIL: "Puede que se haya eliminado, o que la dirección esté mal escrita.", "It may have been deleted, or the address may be misspelt.", "Potrebbe essere stato eliminato, o l'indirizzo essere errato.", "Mogło zostać usunięte albo adres jest błędny.";
    MINE: "Lo mío", "Mine", "Il mio", "Moje";
    IS_FIRST: "Es el principio de la lista.", "This is the start of the list.", "È l'inizio dell'elenco.", "To początek listy.";
    IS_LAST: "Es el final de la lista.", "This is the end of the list.", "È la fine dell'elenco.", "To koniec listy.";
    ONE_BACK: "Anterior de la lista", "Previous in the list", "Precedente nell'elenco", "Poprzednia pozycja na liście";
    ONE_ON: "Siguiente de la lista", "Next in the list", "Successivo nell'elenco", "Następna pozycja na liście";
    MORE_FIELDS: "Más datos ({count})", "More details ({count})", "Altri dati ({count})", "Więcej danych ({count})";
    NEW: "Añadir {thing}", "New {thing}", "Aggiungi {thing}", "Dodaj {thing}";
    NOTHING_MATCHES: "Sin resultados", "Nothing matches", "Nessun risultato", "Brak wyników";
    NOTHING_MATCHES_DETAIL: "Pruebe con otras palabras o quite algún filtro.", "Try other words or take a filter away.", "Prova con altre parole o togli un filtro.", "Spróbuj innych słów lub usuń któryś filtr.";
    NOTHING_YET: "Todavía no hay nada", "Nothing here yet", "Ancora niente", "Jeszcze nic tu nie ma";
    NOT_SHOWN: "Este tipo de archivo no se puede ver aquí; descárguelo.", "This type of file can't be shown here; download it.", "Questo tipo di file non si può vedere qui; scaricalo.", "Tego pliku nie można tu pokazać; pobierz go.";
    NO_FILES: "Sin archivos", "No files", "Nessun file", "Brak plików";
    NO_HISTORY: "Todavía no hay cambios", "No changes yet", "Nessuna modifica", "Brak zmian";
    NOT_DONE_FOR: "En estos no se ha podido:", "These stay as they were:", "Questi restano com'erano:", "Te pozostały bez zmian:";
    NOT_PERMITTED: "Su rol no lo permite.", "Your role does not allow this.", "Il tuo ruolo non lo consente.", "Twoja rola na to nie pozwala.";
    PAGE_ROWS: "{from}–{to}", "{from}–{to}", "{from}–{to}", "{from}–{to}";
    PHOTO_MAIN: "Foto principal", "Main photo", "Foto principale", "Zdjęcie główne";
    PICTURE_TOO_LARGE: "Ocupa más de 2 MB.", "This is larger than 2 MB.", "Supera i 2 MB.", "Ten plik ma więcej niż 2 MB.";
    RESTORE: "Restaurar", "Restore", "Ripristina", "Przywróć";
    RESTORE_AS_BRANCH: "Restaurar como sucursal", "Restore as a branch", "Ripristina come filiale", "Przywróć jako oddział";
    RESTORE_AS_BRANCH_DETAIL: "Las sucursales comparten el NIF.", "Branches share the tax ID.", "Le filiali hanno la stessa partita IVA.", "Oddziały mają wspólny NIP.";
    RESTORE_FIRST: "Está archivado; restáurelo primero.", "It is archived; restore it first.", "È archiviato; prima ripristinalo.", "Jest w archiwum; najpierw przywróć.";
    RESTORED: "Se ha restaurado", "Restored", "Ripristinato", "Przywrócono";
    SAVE: "Guardar cambios", "Save changes", "Salva le modifiche", "Zapisz zmiany";
    SAVE_ANYWAY: "Guardar de todos modos", "Save anyway", "Salva comunque", "Zapisz mimo to";
    SAVED: "Cambios guardados", "Changes saved", "Modifiche salvate", "Zapisano zmiany";
    SELECTED: "Selección: {count}", "Selected: {count}", "Selezione: {count}", "Wybrano: {count}";
    SELECTION: "Selección", "Selection", "Selezione", "Wybrane";
    START_OVER: "Empezar de nuevo", "Start over", "Ricomincia", "Zacznij od nowa";
    SYSTEM: "El sistema", "The system", "Il sistema", "System";
    TAKE_AWAY: "Quitar {thing}", "Remove {thing}", "Rimuovi {thing}", "Usuń: {thing}";
    THEIRS: "Lo guardado ahora", "Saved now", "Salvato ora", "Zapisane teraz";
    TOO_MANY_PHOTOS: "Son demasiadas fotos: como mucho 20.", "There are too many photos: at most 20.", "Troppe foto: al massimo 20.", "Za dużo zdjęć: najwyżej 20.";
    TOO_MANY_FILES: "Son demasiados archivos: como mucho 20.", "There are too many files: at most 20.", "Troppi file: al massimo 20.", "Za dużo plików: najwyżej 20.";
    TIMES_OF: "Las horas son de {city}.", "Times are {city} time.", "Gli orari sono di {city}.", "Godziny według czasu: {city}.";
    UNDERSTOOD: "Entendido", "Got it", "Ho capito", "Rozumiem";
    UNDONE: "Deshacer", "Undo", "Annulla", "Cofnij";
    UNDO_DONE: "Deshacer lo hecho", "Undo what was done", "Annulla quanto fatto", "Cofnij wykonane";
    UNIT_DAYS: "días", "days", "giorni", "dni";
    UNIT_MONTHS: "meses", "months", "mesi", "mies.";
    VIEWS: "Vistas", "Views", "Viste", "Widoki";
    YES: "Sí", "Yes", "Sì", "Tak";
    NO: "No", "No", "No", "Nie";

}

/// What was archived took its trips along.
pub(crate) const ARCHIVED_AND_RELEASED: Counted = Counted {
    one: domain::text!(
        "Archivado; {count} viaje ha vuelto a «Sin asignar»",
        "Archived; {count} trip is back under “Unassigned”",
        "Archiviato; {count} viaggio è tornato in «Da assegnare»",
        "Zarchiwizowano; {count} przejazd wrócił do nieprzydzielonych"
    ),
    few: domain::text!(
        "Archivado; {count} viajes han vuelto a «Sin asignar»",
        "Archived; {count} trips are back under “Unassigned”",
        "Archiviato; {count} viaggi sono tornati in «Da assegnare»",
        "Zarchiwizowano; {count} przejazdy wróciły do nieprzydzielonych"
    ),
    many: domain::text!(
        "Archivado; {count} viajes han vuelto a «Sin asignar»",
        "Archived; {count} trips are back under “Unassigned”",
        "Archiviato; {count} viaggi sono tornati in «Da assegnare»",
        "Zarchiwizowano; {count} przejazdów wróciło do nieprzydzielonych"
    ),
};

pub(crate) const ROWS: Counted = Counted {
    one: domain::text!("{count} fila", "{count} row", "{count} riga", "{count} wiersz"),
    few: domain::text!("{count} filas", "{count} rows", "{count} righe", "{count} wiersze"),
    many: domain::text!("{count} filas", "{count} rows", "{count} righe", "{count} wierszy"),
};

pub(crate) const FILES: Counted = Counted {
    one: domain::text!("{count} archivo", "{count} file", "{count} file", "{count} plik"),
    few: domain::text!("{count} archivos", "{count} files", "{count} file", "{count} pliki"),
    many: domain::text!("{count} archivos", "{count} files", "{count} file", "{count} plików"),
};

pub(crate) const PHOTOS: Counted = Counted {
    one: domain::text!("{count} foto", "{count} photo", "{count} foto", "{count} zdjęcie"),
    few: domain::text!("{count} fotos", "{count} photos", "{count} foto", "{count} zdjęcia"),
    many: domain::text!("{count} fotos", "{count} photos", "{count} foto", "{count} zdjęć"),
};
