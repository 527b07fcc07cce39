//! Why a provider did not do what we asked, in a few kinds that are the same for every provider and every protocol.
//!
//! `providers::failure` recognises them from what servers say; the outbox asks [`MailFailure::remedy`] what to do with the
//! row, and a person reads its label and [`MailFailure::next_step`].
//!
//! Invariant: every kind has a sentence and a next step in four languages, and only authentication asks for a sign-in.

use crate::text::Text;

mod words;

crate::choice! {
    /// What went wrong with a connection, a sign-in or a message (product rule: integrations, section 6). The label is the
    /// sentence that says what happened.
    pub enum MailFailure {
        /// The app registration's client secret has ended.
        SecretExpired = "secret_expired": "El secreto de cliente de la aplicación ha caducado.", "The app's client secret has expired.", "Il segreto client dell'app è scaduto.", "Sekret klienta tej aplikacji wygasł.";
        /// The client secret is not one of the app's; often its id was pasted in place of its value.
        SecretWrong = "secret_wrong": "El proveedor no acepta el secreto de cliente.", "The provider does not accept the client secret.", "Il provider non accetta il segreto client.", "Dostawca nie akceptuje sekretu klienta.";
        /// The provider knows no app by this client id, or not under this tenant or redirect address.
        AppUnknown = "app_unknown": "El proveedor no reconoce esta aplicación.", "The provider does not recognise this app.", "Il provider non riconosce questa app.", "Dostawca nie rozpoznaje tej aplikacji.";
        /// Consent was declined, or only an administrator may give it.
        ConsentMissing = "consent_missing": "Falta el consentimiento para usar este buzón.", "Consent to use this mailbox is missing.", "Manca il consenso a usare questa casella di posta.", "Brakuje zgody na korzystanie z tej skrzynki.";
        /// Nobody has authorised the account yet, or whoever did has not been confirmed.
        NotAuthorised = "not_authorised": "La cuenta todavía no está autorizada.", "The account has not been authorised yet.", "L'account non è ancora stato autorizzato.", "Konto nie zostało jeszcze autoryzowane.";
        /// The grant was given and is spent, revoked or too old: the person has to sign in again.
        ReauthRequired = "reauth_required": "La autorización de la cuenta ya no es válida.", "The account's authorisation is no longer valid.", "L'autorizzazione dell'account non è più valida.", "Autoryzacja konta straciła ważność.";
        /// Consent was given without something that sending needs.
        ScopeMissing = "scope_missing": "La cuenta se autorizó sin todos los permisos que hacen falta.", "The account was authorised without all the permissions that are needed.", "L'account è stato autorizzato senza tutti i permessi necessari.", "Konto autoryzowano bez wszystkich potrzebnych uprawnień.";
        /// The organisation's rules refuse this sign-in or this sender.
        PolicyBlocked = "policy_blocked": "Las normas de la organización impiden esta conexión o este remitente.", "The organisation's rules forbid this connection or this sender.", "Le regole dell'organizzazione impediscono questa connessione o questo mittente.", "Zasady organizacji nie zezwalają na to połączenie lub tego nadawcę.";
        /// The tenant or the mailbox has SMTP AUTH switched off.
        SmtpAuthDisabled = "smtp_auth_disabled": "El envío por SMTP con autenticación está desactivado para este buzón.", "Authenticated SMTP is switched off for this mailbox.", "L'invio SMTP con autenticazione è disattivato per questa casella.", "Wysyłanie przez uwierzytelniony SMTP jest wyłączone dla tej skrzynki.";
        /// User name and password (or token) were refused.
        AuthRejected = "auth_rejected": "El servidor no acepta el usuario o la contraseña.", "The server does not accept the user name or the password.", "Il server non accetta il nome utente o la password.", "Serwer nie akceptuje nazwy użytkownika lub hasła.";
        /// The host's name is unknown, or nothing can be reached there on that port.
        DnsOrBlocked = "dns_or_blocked": "No se puede llegar al servidor.", "The server can't be reached.", "Il server non è raggiungibile.", "Nie można połączyć się z serwerem.";
        /// No encrypted connection came about: certificate, protocol version or a port that speaks otherwise.
        Tls = "tls": "No se ha podido establecer una conexión cifrada con el servidor.", "No encrypted connection to the server could be made.", "Non è stato possibile stabilire una connessione cifrata con il server.", "Nie udało się nawiązać szyfrowanego połączenia z serwerem.";
        /// Too much in too short a time.
        Throttled = "throttled": "El proveedor pide ir más despacio.", "The provider asks us to slow down.", "Il provider chiede di rallentare.", "Dostawca prosi o wolniejsze tempo.";
        /// The server failed, closed or did not answer in time.
        ServerGone = "server_gone": "El servidor no responde o ha cortado la conexión.", "The server does not answer or has closed the connection.", "Il server non risponde o ha chiuso la connessione.", "Serwer nie odpowiada lub przerwał połączenie.";
        /// The server said something that its protocol does not allow, or that we do not understand.
        Protocol = "protocol": "El servidor ha contestado algo inesperado.", "The server gave an unexpected answer.", "Il server ha dato una risposta inattesa.", "Serwer udzielił nieoczekiwanej odpowiedzi.";
        /// Files of this size travel by a draft, and making one was not granted; the connection is in order.
        LargeFiles = "large_files": "La cuenta no tiene permiso para enviar archivos tan grandes (Mail.ReadWrite).", "The account has no permission to send files this large (Mail.ReadWrite).", "L'account non ha il permesso di inviare file così grandi (Mail.ReadWrite).", "Konto nie ma uprawnienia do wysyłania tak dużych plików (Mail.ReadWrite).";
        /// This message, recipient or item is refused for good; the connection is in order.
        Permanent = "permanent": "El servidor ha rechazado este mensaje de forma definitiva.", "The server has refused this message for good.", "Il server ha rifiutato definitivamente questo messaggio.", "Serwer ostatecznie odrzucił tę wiadomość.";
    }
}

crate::choice! {
    /// How far an attempt came: what "Validate" and "Send test mail" show one after the other, and where a failure stands.
    pub enum Stage {
        Token = "token": "Autorización", "Authorisation", "Autorizzazione", "Autoryzacja";
        Connect = "connect": "Conexión", "Connection", "Connessione", "Połączenie";
        Tls = "tls": "Cifrado", "Encryption", "Cifratura", "Szyfrowanie";
        Greeting = "greeting": "Saludo del servidor", "Server greeting", "Saluto del server", "Powitanie serwera";
        SignIn = "sign_in": "Inicio de sesión", "Sign-in", "Accesso", "Logowanie";
        Recipients = "recipients": "Destinatarios", "Recipients", "Destinatari", "Odbiorcy";
        Message = "message": "Mensaje", "Message", "Messaggio", "Wiadomość";
    }
}

/// What becomes of an outbox row after a failure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Remedy {
    /// Try again after a growing, jittered pause, or not before the moment that the server named.
    BackOff,
    /// Keep the row and try nothing until somebody has mended the account or the app, then send.
    AwaitPerson,
    /// Never try this row again by itself.
    GiveUp,
}

impl MailFailure {
    /// What the reader can do now, as one sentence.
    #[must_use]
    pub const fn next_step(self) -> Text {
        words::next_step(self)
    }

    /// What the outbox does with the row.
    #[must_use]
    pub const fn remedy(self) -> Remedy {
        match self {
            // A name or a certificate is sometimes wrong for an hour only, and a strange answer is often a proxy's.
            Self::Throttled | Self::ServerGone | Self::DnsOrBlocked | Self::Tls | Self::Protocol => Remedy::BackOff,
            Self::SecretExpired
            | Self::SecretWrong
            | Self::AppUnknown
            | Self::ConsentMissing
            | Self::NotAuthorised
            | Self::ReauthRequired
            | Self::ScopeMissing
            | Self::PolicyBlocked
            | Self::SmtpAuthDisabled
            | Self::AuthRejected => Remedy::AwaitPerson,
            Self::LargeFiles | Self::Permanent => Remedy::GiveUp,
        }
    }

    /// Whether the account's light turns to "needs sign-in"; network errors and throttling never do that.
    #[must_use]
    pub const fn asks_for_sign_in(self) -> bool {
        matches!(
            self,
            Self::ConsentMissing | Self::NotAuthorised | Self::ReauthRequired | Self::ScopeMissing | Self::AuthRejected
        )
    }

    /// Whether the app registration is what has to be mended, rather than one account.
    #[must_use]
    pub const fn is_the_apps(self) -> bool {
        matches!(self, Self::SecretExpired | Self::SecretWrong | Self::AppUnknown)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::text::Language;

    #[test]
    fn every_failure_says_what_happened_and_what_to_do_in_one_sentence_each() {
        for language in Language::ALL {
            let mut seen = BTreeSet::new();
            for failure in MailFailure::ALL {
                for sentence in [failure.label().get(*language), failure.next_step().get(*language)] {
                    assert!(sentence.ends_with('.') && sentence.len() > 15, "{sentence}");
                    assert!(seen.insert(sentence), "said twice: {sentence}");
                }
            }
        }
    }

    #[test]
    fn only_the_item_itself_is_given_up() {
        for failure in MailFailure::ALL {
            let is_the_items = matches!(failure, MailFailure::LargeFiles | MailFailure::Permanent);
            assert_eq!(failure.remedy() == Remedy::GiveUp, is_the_items, "{failure:?}");
        }
    }

    #[test]
    fn network_trouble_never_asks_for_a_sign_in() {
        for failure in MailFailure::ALL.iter().filter(|failure| failure.asks_for_sign_in()) {
            assert_eq!(failure.remedy(), Remedy::AwaitPerson, "{failure:?}");
        }
    }
}
