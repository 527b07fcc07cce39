//! Why a provider did not do what we asked, in a few kinds that are the same for every provider and every protocol.
//!
//! `providers::failure` recognises them from what servers say; the outbox asks [`MailFailure::remedy`] what to do with the
//! row, and a person reads [`MailFailure::sentence`] and [`MailFailure::next_step`].
//!
//! Invariant: every kind has a sentence and a next step in four languages, and only authentication asks for a sign-in.

use serde::{Deserialize, Serialize};

use crate::text::Text;
use crate::time::Instant;

mod words;

/// What went wrong with a connection, a sign-in or a message (product rule: integrations, section 6).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(tag = "code", rename_all = "snake_case")]
pub enum MailFailure {
    /// The app registration's client secret has ended.
    SecretExpired,
    /// The client secret is not one of the app's; often its id was pasted in place of its value.
    SecretWrong,
    /// The provider knows no app by this client id, or not under this tenant or redirect address.
    AppUnknown,
    /// Consent was declined, or only an administrator may give it.
    ConsentMissing,
    /// Nobody has authorised the account yet, or whoever did has not been confirmed.
    NotAuthorised,
    /// The grant was given and is spent, revoked or too old: the person has to sign in again.
    ReauthRequired,
    /// Consent was given without something that sending needs.
    ScopeMissing,
    /// The organisation's rules refuse this sign-in or this sender.
    PolicyBlocked,
    /// The tenant or the mailbox has SMTP AUTH switched off.
    SmtpAuthDisabled,
    /// User name and password (or token) were refused.
    AuthRejected,
    /// The host's name is unknown, or nothing can be reached there on that port.
    DnsOrBlocked,
    /// No encrypted connection came about: certificate, protocol version or a port that speaks otherwise.
    Tls,
    /// Too much in too short a time.
    Throttled {
        /// Not before this moment; `None` when the server did not say.
        #[serde(default)]
        until: Option<Instant>,
    },
    /// The server failed, closed or did not answer in time.
    ServerGone,
    /// The server said something that its protocol does not allow, or that we do not understand.
    Protocol,
    /// Files of this size travel by a draft, and making one was not granted; the connection is in order.
    LargeFiles,
    /// This message, recipient or item is refused for good; the connection is in order.
    Permanent,
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
    /// Try again after a growing, jittered pause.
    BackOff,
    /// Try again, but not before this moment.
    After(Instant),
    /// Keep the row and try nothing until somebody has mended the account or the app, then send.
    AwaitPerson,
    /// Never try this row again by itself.
    GiveUp,
}

impl MailFailure {
    /// Each kind once, in the order of the product's list; `Throttled` without a moment.
    pub const ALL: [Self; 17] = [
        Self::SecretExpired,
        Self::SecretWrong,
        Self::AppUnknown,
        Self::ConsentMissing,
        Self::NotAuthorised,
        Self::ReauthRequired,
        Self::ScopeMissing,
        Self::PolicyBlocked,
        Self::SmtpAuthDisabled,
        Self::AuthRejected,
        Self::DnsOrBlocked,
        Self::Tls,
        Self::Throttled { until: None },
        Self::ServerGone,
        Self::Protocol,
        Self::LargeFiles,
        Self::Permanent,
    ];

    /// The stable name: stored in a column, sent as `code`, never translated.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::SecretExpired => "secret_expired",
            Self::SecretWrong => "secret_wrong",
            Self::AppUnknown => "app_unknown",
            Self::ConsentMissing => "consent_missing",
            Self::NotAuthorised => "not_authorised",
            Self::ReauthRequired => "reauth_required",
            Self::ScopeMissing => "scope_missing",
            Self::PolicyBlocked => "policy_blocked",
            Self::SmtpAuthDisabled => "smtp_auth_disabled",
            Self::AuthRejected => "auth_rejected",
            Self::DnsOrBlocked => "dns_or_blocked",
            Self::Tls => "tls",
            Self::Throttled { .. } => "throttled",
            Self::ServerGone => "server_gone",
            Self::Protocol => "protocol",
            Self::LargeFiles => "large_files",
            Self::Permanent => "permanent",
        }
    }

    /// The kind with this code; `Throttled` without a moment.
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|failure| failure.code() == code)
    }

    /// What happened, as one sentence.
    #[must_use]
    pub const fn sentence(self) -> Text {
        words::explanation(self).0
    }

    /// What the reader can do now, as one sentence.
    #[must_use]
    pub const fn next_step(self) -> Text {
        words::explanation(self).1
    }

    /// What the outbox does with the row.
    #[must_use]
    pub const fn remedy(self) -> Remedy {
        match self {
            Self::Throttled { until: Some(until) } => Remedy::After(until),
            // A name or a certificate is sometimes wrong for an hour only, and a strange answer is often a proxy's.
            Self::Throttled { until: None } | Self::ServerGone | Self::DnsOrBlocked | Self::Tls | Self::Protocol => {
                Remedy::BackOff
            }
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
    fn every_failure_survives_the_wire_under_its_code() {
        for failure in MailFailure::ALL {
            let json = serde_json::to_value(failure).unwrap();
            assert_eq!(json["code"], failure.code());
            assert_eq!(serde_json::from_value::<MailFailure>(json).unwrap(), failure);
            assert_eq!(MailFailure::parse(failure.code()), Some(failure));
        }
        let busy = MailFailure::Throttled { until: Some(Instant(1_800_000_000_000)) };
        let json = serde_json::to_string(&busy).unwrap();
        assert_eq!(json, r#"{"code":"throttled","until":1800000000000}"#);
        assert_eq!(serde_json::from_str::<MailFailure>(&json).unwrap(), busy);
        assert_eq!(MailFailure::parse("gremlins"), None);
    }

    #[test]
    fn every_failure_says_what_happened_and_what_to_do_in_one_sentence_each() {
        for language in Language::ALL {
            let mut seen = BTreeSet::new();
            for failure in MailFailure::ALL {
                for sentence in [failure.sentence().get(*language), failure.next_step().get(*language)] {
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
    fn the_moment_a_server_names_is_obeyed() {
        let until = Instant(5);
        assert_eq!(MailFailure::Throttled { until: Some(until) }.remedy(), Remedy::After(until));
        assert_eq!(MailFailure::Throttled { until: None }.remedy(), Remedy::BackOff);
    }

    #[test]
    fn network_trouble_never_asks_for_a_sign_in() {
        for failure in MailFailure::ALL.into_iter().filter(|f| f.asks_for_sign_in()) {
            assert_eq!(failure.remedy(), Remedy::AwaitPerson, "{failure:?}");
        }
    }
}
