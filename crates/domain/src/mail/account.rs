//! A mail account, as far as sending goes: whose it is, by which engine it sends, and how it stands.
//!
//! Passwords are no part of the draft: they are set by themselves ([`PasswordDraft`]) and never read back.
//!
//! Invariant: an account that consents has an app, and one that speaks SMTP has a server.

use serde::{Deserialize, Serialize};

use super::failure::{MailFailure, Stage};
use super::host::{SUBMISSION_PORTS, is_public_name};
use super::preset::Encryption;
use super::remark::Remark;
use crate::check::{Check, Draft, FieldCode};
use crate::id::{MailAppId, StaffId};
use crate::record::Kept;
use crate::time::Instant;

crate::choice! {
    pub enum AccountKind {
        /// Belongs to one person.
        Personal = "personal": "Personal", "Personal", "Personale", "Osobiste";
        /// Shared by those who may use it.
        Corporate = "corporate": "De la empresa", "Company", "Aziendale", "Firmowe";
    }
}

crate::choice! {
    /// How it sends.
    pub enum Engine {
        Graph = "graph": "Microsoft 365 (Graph, con permiso de la persona)", "Microsoft 365 (Graph, a person consents)", "Microsoft 365 (Graph, consenso della persona)", "Microsoft 365 (Graph, za zgodą osoby)";
        GraphApp = "graph_app": "Microsoft 365 (Graph, solo la aplicación)", "Microsoft 365 (Graph, the app by itself)", "Microsoft 365 (Graph, solo applicazione)", "Microsoft 365 (Graph, sama aplikacja)";
        Gmail = "gmail": "Gmail (API)", "Gmail (API)", "Gmail (API)", "Gmail (API)";
        SmtpOAuth = "smtp_oauth": "SMTP con autorización (XOAUTH2)", "SMTP with authorisation (XOAUTH2)", "SMTP con autorizzazione (XOAUTH2)", "SMTP z autoryzacją (XOAUTH2)";
        SmtpPassword = "smtp_password": "SMTP con contraseña", "SMTP with password", "SMTP con password", "SMTP z hasłem";
    }
}

impl Engine {
    /// Whether it stands on an app registration.
    #[must_use]
    pub const fn needs_app(self) -> bool {
        !matches!(self, Self::SmtpPassword)
    }

    /// Whether a person consents for it.
    #[must_use]
    pub const fn asks_person(self) -> bool {
        matches!(self, Self::Graph | Self::Gmail | Self::SmtpOAuth)
    }

    #[must_use]
    pub const fn needs_server(self) -> bool {
        matches!(self, Self::SmtpOAuth | Self::SmtpPassword)
    }
}

crate::choice! {
    pub enum AccountState {
        New = "new": "Nueva", "New", "Nuovo", "Nowe";
        Connected = "connected": "Conectada", "Connected", "Connesso", "Połączone";
        NeedsSignIn = "needs_sign_in": "Hay que autorizarla", "Needs sign-in", "Da autorizzare", "Wymaga autoryzacji";
        Error = "error": "Con error", "Error", "In errore", "Błąd";
    }
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
pub struct MailAccountDraft {
    /// Unique.
    pub name: String,
    pub kind: AccountKind,
    /// Required for a personal one.
    pub owner: Option<StaffId>,
    /// Who may send from a corporate one; empty: everyone who may send mail.
    pub people: Vec<StaffId>,
    pub engine: Engine,
    pub app: Option<MailAppId>,
    pub address: String,
    /// Shown before the address; empty: the company's name.
    pub sender_name: String,
    /// `domain::mail::preset::Preset::code`, or empty for a server of one's own.
    pub preset: String,
    pub host: String,
    pub port: Option<i64>,
    pub encryption: Encryption,
    /// Empty: the address.
    pub login: String,
    /// Sending signs in with `outgoing_login` and a password of its own.
    pub separate_outgoing: bool,
    pub outgoing_login: String,
    /// What notices are sent from; one account at most.
    pub is_default: bool,
    pub active: bool,
}

impl Default for MailAccountDraft {
    fn default() -> Self {
        Self {
            name: String::new(),
            kind: AccountKind::Corporate,
            owner: None,
            people: Vec::new(),
            engine: Engine::Graph,
            app: None,
            address: String::new(),
            sender_name: String::new(),
            preset: String::new(),
            host: String::new(),
            port: None,
            encryption: Encryption::StartTls,
            login: String::new(),
            separate_outgoing: false,
            outgoing_login: String::new(),
            is_default: false,
            active: true,
        }
    }
}

impl Draft for MailAccountDraft {
    fn check(&self, check: &mut Check) {
        check.required("name", &self.name, 80);
        check.that("owner", self.kind != AccountKind::Personal || self.owner.is_some(), FieldCode::Required);
        check.that("is_default", !(self.is_default && self.kind == AccountKind::Personal), FieldCode::NotAllowed);
        check.count("people", self.people.len(), 200);
        check.that("app", !self.engine.needs_app() || self.app.is_some(), FieldCode::Required);
        if check.required("address", &self.address, 254) {
            check.mailbox("address", &self.address);
        }
        check.line("sender_name", &self.sender_name, 120);
        check.line("preset", &self.preset, 40);
        if check.line("host", &self.host, 253) {
            check.that("host", self.host.is_empty() || is_public_name(&self.host), FieldCode::NotPublic);
        }
        if self.engine.needs_server() {
            check.that("host", !self.host.is_empty(), FieldCode::Required);
            check.present("port", self.port.as_ref());
        }
        if let Some(port) = self.port {
            let is_allowed = SUBMISSION_PORTS.iter().any(|allowed| i64::from(*allowed) == port);
            if check.within("port", port, 1..=65_535) {
                check.that("port", is_allowed, FieldCode::NotPublic);
            }
        }
        check.line("login", &self.login, 254);
        check.line("outgoing_login", &self.outgoing_login, 254);
        check.that("outgoing_login", !self.separate_outgoing || !self.outgoing_login.is_empty(), FieldCode::Required);
    }
}

/// A new password.
#[derive(Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
pub struct PasswordDraft {
    pub password: String,
    /// The one that only sending uses.
    pub outgoing: bool,
}

impl core::fmt::Debug for PasswordDraft {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("PasswordDraft").field("outgoing", &self.outgoing).finish_non_exhaustive()
    }
}

impl Draft for PasswordDraft {
    fn check(&self, check: &mut Check) {
        check.required("password", &self.password, 500);
    }
}

/// "Send test mail".
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
pub struct TestMailDraft {
    pub to: String,
    pub subject: String,
    pub text: String,
}

impl Draft for TestMailDraft {
    fn check(&self, check: &mut Check) {
        if check.required("to", &self.to, 254) {
            check.mailbox("to", &self.to);
        }
        check.required("subject", &self.subject, 400);
        check.paragraph("text", &self.text, 5_000);
        check.that("text", !self.text.trim().is_empty(), FieldCode::Required);
    }
}

/// How an attempt went: a validation, a test of an app, a test mail.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Attempt {
    /// What was passed, in order.
    pub passed: Vec<Stage>,
    /// Where it ended, unless it went well.
    pub failed: Option<Stage>,
    pub failure: Option<MailFailure>,
    /// The server's own words.
    pub said: String,
    /// What we noticed ourselves.
    pub remark: Option<Remark>,
    /// The conversation, secrets struck out; for engines that have one.
    pub transcript: Vec<String>,
    /// The whole message was handed over and no answer came.
    pub perhaps_sent: bool,
}

impl Attempt {
    #[must_use]
    pub const fn went_well(&self) -> bool {
        self.failure.is_none()
    }
}

/// Where to send the browser.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Departure {
    pub url: String,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct MailAccountFacts {
    pub state: AccountState,
    /// `MailFailure::code`, or empty.
    pub failure: String,
    pub said: String,
    pub checked_at: Option<Instant>,
    /// How the last consent came to nothing: `MailFailure::code` and the provider's words; empty once one was given.
    pub consent_failure: String,
    pub consent_said: String,
    /// `domain::mail::remark::Remark::code`, or empty: what we noticed ourselves beside either.
    pub consent_remark: String,
    pub remark: String,
    /// Whether what was consented to lets large files be sent; only Microsoft Graph asks for that apart.
    pub large_files: bool,
    pub has_password: bool,
    pub has_outgoing_password: bool,
    /// Green: somebody has consented and nothing has ended since.
    pub authorised: bool,
    /// Who consented.
    pub who: Option<String>,
    /// Somebody else than the account's address consented, and nobody has confirmed yet that this is meant.
    pub unconfirmed: bool,
    /// Who that is; `who` stays in use meanwhile, if there is one.
    pub unconfirmed_who: Option<String>,
    pub app_name: Option<String>,
    pub owner_name: Option<String>,
}

pub type MailAccount = Kept<MailAccountDraft, MailAccountFacts>;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct MailAccountRow {
    pub id: i64,
    pub name: String,
    pub address: String,
    pub engine: Engine,
    pub state: AccountState,
    pub is_default: bool,
    pub active: bool,
}
