//! Sentences about notices and the clock.

crate::text::texts! {
    ALWAYS_BY_MAIL: "Siempre por correo", "Always by mail", "Sempre via e-mail", "Zawsze e-mailem";
    BODY_HELP: "Una línea en blanco separa párrafos. Puede usar: {places}.", "An empty line separates paragraphs. You may use: {places}.", "Una riga vuota separa i paragrafi. Puoi usare: {places}.", "Pusty wiersz rozdziela akapity. Można użyć: {places}.";
    BY_MAIL: "Por correo", "By mail", "Via e-mail", "E-mailem";
    CLOCK: "Tareas automáticas", "Automatic tasks", "Attività automatiche", "Zadania automatyczne";
    CLOCK_HELP: "Lo que Volante hace por su cuenta, y qué hizo la última vez.", "What Volante does on its own, and what it did last.", "Ciò che Volante fa da solo, e cosa ha fatto l'ultima volta.", "Co Volante robi samodzielnie i co zrobił ostatnio.";
    EDIT_TEXT: "Editar texto", "Edit text", "Modifica testo", "Edytuj tekst";
    IN_APP: "En la aplicación", "In the app", "Nell'app", "W aplikacji";
    JOB_RAN: "Tarea ejecutada", "The task has run", "Attività eseguita", "Zadanie wykonano";
    JOB_RUNS: "Se está ejecutando ahora mismo.", "It is running right now.", "È in esecuzione in questo momento.", "Właśnie działa.";
    LAST_RUN: "Última vez", "Last run", "Ultima volta", "Ostatnio";
    NEVER: "Nunca", "Never", "Mai", "Nigdy";
    NEXT_RUN: "Próxima vez", "Next run", "Prossima volta", "Następnie";
    NOTICES: "Avisos", "Notices", "Avvisi", "Powiadomienia";
    NOTICES_HELP: "Elija qué avisos se envían, por qué canal y con qué texto. Cada persona elige además en su perfil.", "Choose what people are notified of, how, and with which text. Each person also chooses in their profile.", "Scegli di cosa avvisare, con quale canale e con quale testo. Ogni persona sceglie anche nel proprio profilo.", "Wybierz, o czym powiadamiać, jakim kanałem i jaką treścią. Każda osoba wybiera też w swoim profilu.";
    OWN_TEXT: "Texto propio", "Own text", "Testo proprio", "Własny tekst";
    OWN_TEXT_GONE: "Se usa otra vez el texto de Volante", "Volante's text is used again", "Si usa di nuovo il testo di Volante", "Znów używany jest tekst Volante";
    PREVIEW: "Vista previa", "Preview", "Anteprima", "Podgląd";
    PREVIEW_FOLLOWS: "Así se leerá, con datos de ejemplo:", "This is how it will read, with sample data:", "Così si leggerà, con dati di esempio:", "Tak to będzie wyglądać, z przykładowymi danymi:";
    RUNS: "Últimas ejecuciones", "Last runs", "Le ultime esecuzioni", "Ostatnie wykonania";
    RUN_BY_HAND: "a mano", "by hand", "a mano", "ręcznie";
    RUN_DID: "{outcome}: {count} en {ms} ms", "{outcome}: {count} in {ms} ms", "{outcome}: {count} in {ms} ms", "{outcome}: {count} w {ms} ms";
    RUN_NOW: "Ejecutar ahora", "Run now", "Esegui ora", "Wykonaj teraz";
    TAKE_BACK: "Volver al texto de Volante", "Back to Volante's text", "Torna al testo di Volante", "Wróć do tekstu Volante";
    NOTICES_FOR_ME: "Qué avisos quiero recibir", "Which notices I get", "Quali avvisi voglio ricevere", "Jakie powiadomienia chcę otrzymywać";
    WHEN_NEXT_MINUTE: "En el próximo minuto", "Within a minute", "Entro un minuto", "W ciągu minuty";
}
