//! Servers that a person picks by their provider's name rather than by host and port (integrations, section 3).
//!
//! Picking one fills the server form, and the server remembers which by its code, for its page to name. The edge connects to the
//! host and port that the server has, and looks no preset up. Hosts and ports are those of each provider's own help.
//!
//! Invariant: every preset can send, and none offers an unencrypted port or a way of signing in that its provider closed.

use serde::{Deserialize, Serialize};

use super::server::Engine;

crate::choice! {
    /// How a connection becomes private.
    pub enum Encryption {
        /// TLS from the first byte (RFC 8314 §3).
        Tls = "tls": "TLS", "TLS", "TLS", "TLS";
        /// In clear until STARTTLS, which is then required (RFC 3207).
        StartTls = "starttls": "STARTTLS", "STARTTLS", "STARTTLS", "STARTTLS";
    }
}

crate::choice! {
    /// How mail is read.
    pub enum Incoming {
        Imap = "imap": "IMAP", "IMAP", "IMAP", "IMAP";
        Pop3 = "pop3": "POP3", "POP3", "POP3", "POP3";
    }
}

/// Which sign-ins a provider still accepts at its mail servers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum SignInWays {
    /// XOAUTH2 only: passwords are refused, app passwords too.
    OAuth,
    /// XOAUTH2, or a password made for one app.
    OAuthOrAppPassword,
    /// A password made for one app; the account's own is refused.
    AppPassword,
    /// The account's own password.
    Password,
}

impl SignInWays {
    /// Whether an access token is accepted (XOAUTH2).
    #[must_use]
    pub const fn oauth(self) -> bool {
        matches!(self, Self::OAuth | Self::OAuthOrAppPassword)
    }

    /// Whether a password is accepted, the account's own or one made for an app.
    #[must_use]
    pub const fn password(self) -> bool {
        !matches!(self, Self::OAuth)
    }
}

/// One host, one port, one way to make it private.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Server {
    /// Its public name.
    pub host: &'static str,
    /// A port of [`MAIL_PORTS`](super::host::MAIL_PORTS).
    pub port: u16,
    /// How the connection becomes private there.
    pub encryption: Encryption,
}

const fn tls(host: &'static str, port: u16) -> Server {
    Server { host, port, encryption: Encryption::Tls }
}

const fn start_tls(host: &'static str, port: u16) -> Server {
    Server { host, port, encryption: Encryption::StartTls }
}

/// A provider's servers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Preset {
    /// The stable name that a server record stores.
    pub code: &'static str,
    /// The provider's own name, the same in every language.
    pub name: &'static str,
    /// Port 993.
    pub imap: Server,
    /// Port 995; `None` where the provider has no POP3.
    pub pop3: Option<Server>,
    /// Where mail is handed in.
    pub smtp: Server,
    /// What it still lets people sign in with.
    pub sign_in: SignInWays,
    /// Whose app registration OAuth uses: `microsoft`, `google`, or none.
    pub app: Option<&'static str>,
}

impl Preset {
    /// The preset of that code; `None` for a server of one's own.
    #[must_use]
    pub fn find(code: &str) -> Option<&'static Self> {
        PRESETS.iter().find(|preset| preset.code == code)
    }

    /// Whether mail can be sent there so.
    #[must_use]
    pub fn takes(&self, engine: Engine) -> bool {
        match engine {
            Engine::Graph | Engine::GraphApp => self.app == Some("microsoft"),
            Engine::Gmail => self.app == Some("google"),
            Engine::SmtpOAuth => self.sign_in.oauth(),
            Engine::SmtpPassword => self.sign_in.password(),
        }
    }

    /// How to send there unless somebody says otherwise: by the provider's own API where it has one.
    #[must_use]
    pub fn engine(&self) -> Engine {
        let all = [Engine::Graph, Engine::Gmail];
        all.into_iter().find(|engine| self.takes(*engine)).unwrap_or(Engine::SmtpPassword)
    }

    /// The server for one way of reading.
    #[must_use]
    pub const fn incoming(&self, way: Incoming) -> Option<Server> {
        match way {
            Incoming::Imap => Some(self.imap),
            Incoming::Pop3 => self.pop3,
        }
    }
}

macro_rules! presets {
    ($($code:literal $name:literal, imap $imap:literal, pop3 $pop3:expr, smtp $smtp:expr, $sign_in:ident, $app:expr;)+) => {
        /// In the order of the form.
        pub const PRESETS: &[Preset] = &[$(Preset {
            code: $code,
            name: $name,
            imap: tls($imap, 993),
            pop3: $pop3,
            smtp: $smtp,
            sign_in: SignInWays::$sign_in,
            app: $app,
        }),+];
    };
}

const fn pop3(host: &'static str) -> Option<Server> {
    Some(tls(host, 995))
}

presets! {
    "gmail" "Gmail", imap "imap.gmail.com", pop3 pop3("pop.gmail.com"), smtp tls("smtp.gmail.com", 465), OAuthOrAppPassword, Some("google");
    "microsoft365" "Microsoft 365", imap "outlook.office365.com", pop3 pop3("outlook.office365.com"), smtp start_tls("smtp.office365.com", 587), OAuth, Some("microsoft");
    "outlook" "Outlook.com", imap "outlook.office365.com", pop3 pop3("outlook.office365.com"), smtp start_tls("smtp-mail.outlook.com", 587), OAuth, Some("microsoft");
    "yahoo" "Yahoo", imap "imap.mail.yahoo.com", pop3 pop3("pop.mail.yahoo.com"), smtp tls("smtp.mail.yahoo.com", 465), AppPassword, None;
    "icloud" "iCloud", imap "imap.mail.me.com", pop3 None, smtp start_tls("smtp.mail.me.com", 587), AppPassword, None;
    "zoho" "Zoho", imap "imap.zoho.com", pop3 pop3("pop.zoho.com"), smtp tls("smtp.zoho.com", 465), Password, None;
    "zoho_eu" "Zoho (zoho.eu)", imap "imap.zoho.eu", pop3 pop3("pop.zoho.eu"), smtp tls("smtp.zoho.eu", 465), Password, None;
    "aol" "AOL", imap "imap.aol.com", pop3 pop3("pop.aol.com"), smtp tls("smtp.aol.com", 465), AppPassword, None;
    "gmx" "GMX", imap "imap.gmx.net", pop3 pop3("pop.gmx.net"), smtp tls("mail.gmx.net", 465), Password, None;
    "yandex" "Yandex", imap "imap.yandex.com", pop3 pop3("pop.yandex.com"), smtp tls("smtp.yandex.com", 465), AppPassword, None;
    "ovh" "OVH", imap "ssl0.ovh.net", pop3 pop3("ssl0.ovh.net"), smtp tls("ssl0.ovh.net", 465), Password, None;
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn each_preset_is_found_by_its_own_code() {
        let codes: BTreeSet<_> = PRESETS.iter().map(|preset| preset.code).collect();
        assert_eq!(codes.len(), PRESETS.len());
        assert_eq!(Preset::find("icloud").unwrap().incoming(Incoming::Pop3), None);
        assert_eq!(Preset::find("ews"), None);
    }

    #[test]
    fn encryption_goes_with_the_port() {
        for preset in PRESETS {
            let expected = if preset.smtp.port == 587 { Encryption::StartTls } else { Encryption::Tls };
            assert_eq!(preset.smtp.encryption, expected, "{}", preset.code);
            assert!(matches!(preset.smtp.port, 465 | 587), "{}", preset.code);
            assert_eq!(preset.imap.port, 993);
        }
    }

    #[test]
    fn a_preset_proposes_an_engine_that_its_provider_takes() {
        for preset in PRESETS {
            assert!(preset.takes(preset.engine()), "{}", preset.code);
        }
        let engine = |code| Preset::find(code).unwrap().engine();
        assert_eq!(
            (engine("microsoft365"), engine("gmail"), engine("ovh")),
            (Engine::Graph, Engine::Gmail, Engine::SmtpPassword)
        );
        assert!(!Preset::find("outlook").unwrap().takes(Engine::SmtpPassword));
        assert!(Preset::find("gmail").unwrap().takes(Engine::SmtpPassword));
    }

    #[test]
    fn oauth_is_offered_only_where_there_is_an_app_to_register() {
        for preset in PRESETS {
            assert_eq!(preset.sign_in.oauth(), preset.app.is_some(), "{}", preset.code);
        }
        assert!(!Preset::find("microsoft365").unwrap().sign_in.password());
    }
}
