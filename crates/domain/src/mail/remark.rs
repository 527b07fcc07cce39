//! What we noticed ourselves where no server said anything: told in the reader's language, and never as a server's words.
//!
//! Invariant: a remark stands beside a [`super::failure::MailFailure`], which says what it means and what to do.

crate::choice! {
    /// What we noticed; the label is the sentence that the reader gets.
    pub enum Remark {
        NoSuchName = "no_such_name": "Ningún servidor tiene ese nombre.", "No server has that name.", "Nessun server ha quel nome.", "Żaden serwer nie ma takiej nazwy.";
        NobodyListens = "nobody_listens": "Nadie contesta en esa dirección y ese puerto.", "Nobody answers at that address and port.", "Nessuno risponde a quell'indirizzo e a quella porta.", "Pod tym adresem i portem nikt nie odpowiada.";
        NoAnswer = "no_answer": "La respuesta no llegó en el tiempo previsto.", "No answer came in the time allowed.", "Nessuna risposta nel tempo previsto.", "Odpowiedź nie nadeszła w przewidzianym czasie.";
        Closed = "closed": "La conexión se cortó.", "The connection was cut.", "La connessione si è interrotta.", "Połączenie zostało przerwane.";
        Certificate = "certificate": "El certificado no es de confianza, ha caducado o es de otro nombre.", "The certificate is not trusted, has expired or is for another name.", "Il certificato non è attendibile, è scaduto o è di un altro nome.", "Certyfikat jest niezaufany, wygasł lub dotyczy innej nazwy.";
        NotPublic = "not_public": "Solo se conecta por https a nombres públicos y a los puertos permitidos.", "Connections are made by https to public names and allowed ports only.", "Ci si collega solo via https a nomi pubblici e alle porte consentite.", "Łączymy się tylko przez https z publicznymi nazwami i na dozwolonych portach.";
        NoStartTls = "no_start_tls": "El servidor no ofrece STARTTLS.", "The server does not offer STARTTLS.", "Il server non offre STARTTLS.", "Serwer nie oferuje STARTTLS.";
        TlsFromTheStart = "tls_from_the_start": "Ese puerto usa TLS desde el principio.", "That port speaks TLS from the start.", "Quella porta usa TLS dall'inizio.", "Ten port używa TLS od początku.";
        StillInClear = "still_in_clear": "El servidor siguió sin cifrar después de STARTTLS.", "The server stayed unencrypted after STARTTLS.", "Il server è rimasto senza cifratura dopo STARTTLS.", "Po STARTTLS serwer nadal nie szyfrował.";
        NoAuth = "no_auth": "El servidor no ofrece iniciar sesión.", "The server does not offer signing in.", "Il server non offre l'accesso.", "Serwer nie oferuje logowania.";
        OtherWays = "other_ways": "El servidor solo ofrece otras formas de iniciar sesión.", "The server only offers other ways to sign in.", "Il server offre solo altri modi di accesso.", "Serwer oferuje tylko inne sposoby logowania.";
        Endless = "endless": "El servidor no terminaba de responder.", "The server's answer had no end.", "La risposta del server non finiva mai.", "Odpowiedź serwera nie miała końca.";
        TooLarge = "too_large": "El mensaje es mayor de lo que admite el servidor.", "The message is larger than the server takes.", "Il messaggio è più grande di quanto il server accetti.", "Wiadomość jest większa, niż przyjmuje serwer.";
        NoUtf8 = "no_utf8": "El servidor no admite letras fuera del ASCII antes de la arroba.", "The server takes no letters beyond ASCII before the at sign.", "Il server non accetta lettere non ASCII prima della chiocciola.", "Serwer nie przyjmuje przed znakiem @ liter spoza ASCII.";
        BadAddress = "bad_address": "Una de las direcciones no se puede usar.", "One of the addresses can't be used.", "Uno degli indirizzi non è utilizzabile.", "Jednego z adresów nie można użyć.";
        Unreadable = "unreadable": "La respuesta no es la que da este servicio; su contenido no se muestra.", "The answer is not what this service gives; its content is not shown.", "La risposta non è quella di questo servizio; il suo contenuto non viene mostrato.", "To nie jest odpowiedź tej usługi; jej treść nie jest pokazywana.";
        NotGranted = "not_granted": "No se concedió:", "Not granted:", "Non concesso:", "Nie udzielono:";
        NotLasting = "not_lasting": "No se concedió un permiso duradero (offline_access).", "No lasting permission was granted (offline_access).", "Non è stato concesso un permesso duraturo (offline_access).", "Nie udzielono trwałego uprawnienia (offline_access).";
        NobodyAuthorised = "nobody_authorised": "Nadie la ha autorizado todavía.", "Nobody has authorised it yet.", "Nessuno l'ha ancora autorizzato.", "Nikt go jeszcze nie autoryzował.";
        NotConfirmed = "not_confirmed": "La autorizó otra persona, que falta confirmar:", "Somebody else authorised it, who is still to be confirmed:", "L'ha autorizzato un'altra persona, ancora da confermare:", "Autoryzował je ktoś inny, jeszcze niepotwierdzony:";
        AppOff = "app_off": "La aplicación está desactivada.", "The app registration is switched off.", "La registrazione dell'app è disattivata.", "Rejestracja aplikacji jest wyłączona.";
        NoApp = "no_app": "La cuenta no tiene aplicación.", "The account has no app registration.", "L'account non ha un'app registrata.", "Konto nie ma rejestracji aplikacji.";
        NoSecret = "no_secret": "La aplicación no tiene todavía ningún secreto.", "The app has no secret yet.", "L'app non ha ancora un segreto.", "Aplikacja nie ma jeszcze sekretu.";
        NoPassword = "no_password": "Todavía no se ha puesto la contraseña.", "No password was set yet.", "La password non è ancora stata impostata.", "Hasło nie zostało jeszcze ustawione.";
        NotOpened = "not_opened": "Lo guardado ya no se puede abrir: hay que ponerlo de nuevo.", "What was kept can no longer be opened: it has to be set again.", "I dati conservati non si aprono più: vanno impostati di nuovo.", "Zapisanych danych nie da się już otworzyć: trzeba je podać ponownie.";
        AccountOff = "account_off": "La cuenta está desactivada.", "The account is switched off.", "L'account è disattivato.", "Konto jest wyłączone.";
        ServerOff = "server_off": "El servidor de correo está desactivado.", "The mail server is switched off.", "Il server di posta è disattivato.", "Serwer poczty jest wyłączony.";
        NoAccount = "no_account": "No hay cuenta desde la que enviar.", "There is no account to send from.", "Non c'è un account da cui inviare.", "Nie ma konta do wysyłania.";
        Busy = "busy": "El buzón está ocupado con otros correos.", "The mailbox is busy with other mails.", "La casella è occupata con altri messaggi.", "Skrzynka jest zajęta innymi wiadomościami.";
        FileMissing = "file_missing": "Un archivo del correo todavía no está disponible.", "One of the mail's files is not there yet.", "Un file del messaggio non è ancora disponibile.", "Jeden z plików wiadomości nie jest jeszcze dostępny.";
        Ourselves = "ourselves": "Algo falló en Volante.", "Something failed in Volante itself.", "Qualcosa non ha funzionato in Volante.", "Coś zawiodło w samym Volante.";
    }
}
