//! What each failure leaves for a person to do.
//!
//! Spanish is the reference; names of screens at Microsoft and Google are those of their own pages in that language.
//!
//! Invariant: a sentence names no person, no server and no account; those stand beside it on the screen.

use super::MailFailure;
use crate::text::Text;

/// The next step, as one sentence.
pub(super) const fn next_step(failure: MailFailure) -> Text {
    match failure {
        MailFailure::SecretExpired => crate::text!(
            "Cree un secreto nuevo en el portal del proveedor y pegue aquí su valor.",
            "Create a new secret in the provider's portal and paste its value here.",
            "Crea un nuovo segreto nel portale del provider e incollane qui il valore.",
            "Utwórz nowy sekret w portalu dostawcy i wklej tutaj jego wartość."
        ),
        MailFailure::SecretWrong => crate::text!(
            "Compruebe que ha copiado el valor del secreto y no su identificador.",
            "Check that you copied the secret's value and not its ID.",
            "Verifica di aver copiato il valore del segreto e non il suo ID.",
            "Sprawdź, czy skopiowano wartość sekretu, a nie jego identyfikator."
        ),
        MailFailure::AppUnknown => crate::text!(
            "Compare el id. de cliente, el id. de inquilino y la dirección de redirección con los del registro de la aplicación.",
            "Compare the client ID, the tenant ID and the redirect address with those of the app registration.",
            "Confronta l'ID client, l'ID tenant e l'indirizzo di reindirizzamento con quelli della registrazione dell'app.",
            "Porównaj identyfikator klienta, identyfikator dzierżawy i adres przekierowania z danymi rejestracji aplikacji."
        ),
        MailFailure::ConsentMissing => crate::text!(
            "Autorice la cuenta de nuevo o pida a un administrador que conceda el consentimiento.",
            "Authorise the account again, or ask an administrator to grant consent.",
            "Autorizza di nuovo l'account o chiedi a un amministratore di concedere il consenso.",
            "Autoryzuj konto ponownie lub poproś administratora o udzielenie zgody."
        ),
        MailFailure::NotAuthorised => crate::text!(
            "Pulse «Autorizar» e inicie sesión con la cuenta del buzón; si ya lo hizo otra persona, confírmelo.",
            "Press “Authorise” and sign in with the mailbox's account; if somebody else already did, confirm it.",
            "Premi «Autorizza» e accedi con l'account della casella; se l'ha già fatto un'altra persona, confermalo.",
            "Naciśnij „Autoryzuj” i zaloguj się na konto tej skrzynki; jeśli zrobił to już ktoś inny, potwierdź to."
        ),
        MailFailure::ReauthRequired => crate::text!(
            "Pulse «Volver a conectar» e inicie sesión con la cuenta del buzón.",
            "Press “Reconnect” and sign in with the mailbox's account.",
            "Premi «Ricollega» e accedi con l'account della casella.",
            "Naciśnij „Połącz ponownie” i zaloguj się na konto tej skrzynki."
        ),
        MailFailure::ScopeMissing => crate::text!(
            "Vuelva a autorizarla y deje marcadas todas las casillas de permisos.",
            "Authorise it again and leave every permission box ticked.",
            "Autorizzalo di nuovo lasciando selezionate tutte le caselle delle autorizzazioni.",
            "Autoryzuj je ponownie i pozostaw zaznaczone wszystkie pola uprawnień."
        ),
        MailFailure::PolicyBlocked => crate::text!(
            "Pida a su administrador que permita la aplicación o que le dé permiso para enviar desde este buzón.",
            "Ask your administrator to allow the app, or to let you send from this mailbox.",
            "Chiedi all'amministratore di consentire l'app o l'invio da questa casella.",
            "Poproś administratora o dopuszczenie aplikacji lub o prawo wysyłania z tej skrzynki."
        ),
        MailFailure::SmtpAuthDisabled => crate::text!(
            "Cambie la cuenta a Microsoft Graph o pida al administrador que active «SMTP autenticado».",
            "Switch the account to Microsoft Graph, or ask the administrator to enable “Authenticated SMTP”.",
            "Passa l'account a Microsoft Graph o chiedi all'amministratore di attivare «SMTP autenticato».",
            "Przełącz konto na Microsoft Graph lub poproś administratora o włączenie „Uwierzytelnionego SMTP”."
        ),
        MailFailure::AuthRejected => crate::text!(
            "Revise el usuario y la contraseña; con Gmail, Yahoo o iCloud use una contraseña de aplicación.",
            "Check the user name and the password; with Gmail, Yahoo or iCloud use an app password.",
            "Controlla nome utente e password; con Gmail, Yahoo o iCloud usa una password per le app.",
            "Sprawdź nazwę użytkownika i hasło; w Gmailu, Yahoo lub iCloud użyj hasła aplikacji."
        ),
        MailFailure::DnsOrBlocked => crate::text!(
            "Revise el nombre del servidor y el puerto; si son correctos, puede que un cortafuegos lo impida.",
            "Check the server's name and port; if they are right, a firewall may be in the way.",
            "Controlla nome e porta del server; se sono corretti, potrebbe essere un firewall a impedirlo.",
            "Sprawdź nazwę i port serwera; jeśli są poprawne, połączenie może blokować zapora."
        ),
        MailFailure::Tls => crate::text!(
            "Compruebe el tipo de cifrado y el puerto, y que el certificado del servidor sea válido para ese nombre.",
            "Check the encryption and the port, and that the server's certificate is valid for that name.",
            "Controlla il tipo di cifratura e la porta, e che il certificato del server sia valido per quel nome.",
            "Sprawdź rodzaj szyfrowania i port oraz to, czy certyfikat serwera jest ważny dla tej nazwy."
        ),
        MailFailure::Throttled => crate::text!(
            "No tiene que hacer nada: se enviará en cuanto el proveedor lo permita.",
            "Nothing to do: it will be sent as soon as the provider allows it.",
            "Non devi fare nulla: verrà inviato appena il provider lo consente.",
            "Nie trzeba nic robić: wiadomość wyjdzie, gdy tylko dostawca na to pozwoli."
        ),
        MailFailure::ServerGone => crate::text!(
            "El correo en espera se reintenta solo; lo demás, inténtelo otra vez. Si dura más de un día, consulte el estado del servicio del proveedor.",
            "Waiting mail is tried again by itself; anything else, try again yourself. If this lasts more than a day, check the provider's service status.",
            "La posta in attesa riparte da sola; per il resto, riprova. Se dura più di un giorno, consulta lo stato del servizio del provider.",
            "Oczekująca poczta zostanie wysłana automatycznie; w pozostałych przypadkach spróbuj jeszcze raz. Jeśli potrwa to ponad dobę, sprawdź stan usługi u dostawcy."
        ),
        MailFailure::Protocol => crate::text!(
            "Compruebe que el servidor y el puerto son los de este protocolo; si se repite, muestre la respuesta a quien administra el servidor.",
            "Check that server and port are those of this protocol; if it happens again, show the answer to whoever runs the server.",
            "Controlla che server e porta siano quelli di questo protocollo; se si ripete, mostra la risposta a chi gestisce il server.",
            "Sprawdź, czy serwer i port odpowiadają temu protokołowi; jeśli to się powtórzy, pokaż odpowiedź administratorowi serwera."
        ),
        MailFailure::LargeFiles => crate::text!(
            "Envíe menos de 2,8 MB en archivos, o añada Mail.ReadWrite a la aplicación, pulse «Permitir archivos grandes» en la cuenta y reenvíe el mensaje.",
            "Send less than 2.8 MB of files, or add Mail.ReadWrite to the app, press “Allow large files” on the account and send it again.",
            "Invia meno di 2,8 MB di file, oppure aggiungi Mail.ReadWrite all'app, premi «Consenti file grandi» nell'account e invia di nuovo il messaggio.",
            "Wyślij mniej niż 2,8 MB plików albo dodaj Mail.ReadWrite do aplikacji, naciśnij „Zezwól na duże pliki” na koncie i wyślij wiadomość ponownie."
        ),
        MailFailure::Permanent => crate::text!(
            "Corrija las direcciones, el tamaño o el contenido según la respuesta del servidor y reenvíe el mensaje.",
            "Correct the addresses, the size or the content as the server's answer says, and send it again.",
            "Correggi indirizzi, dimensione o contenuto secondo la risposta del server e invia di nuovo il messaggio.",
            "Popraw adresy, rozmiar lub treść zgodnie z odpowiedzią serwera i wyślij wiadomość ponownie."
        ),
    }
}
