//! A mail account, as far as sending goes: whose mailbox it is, at which server, and how it stands.
//!
//! Passwords are no part of the draft: they are set by themselves ([`PasswordDraft`]) and never read back.
//!
//! Invariant: an account says who signs in, and nothing of where; its [`MailServer`](super::server::MailServer) does.

use serde::{Deserialize, Serialize};

use super::failure::{MailFailure, Stage};
use super::remark::Remark;
use super::server::Engine;
use crate::check::{Check, Draft, FieldCode};
use crate::choice::choices;
use crate::fields;
use crate::id::{MailAppId, MailServerId, StaffId};
use crate::list::{By, Filter};
use crate::record::{Record, RecordKind};
use crate::time::Instant;

crate::choice! {
    /// Whose mailbox it is.
    pub enum AccountKind {
        /// Belongs to one person.
        Personal = "personal": "Personal", "Personal", "Personale", "Osobiste";
        /// Shared by those who may use it.
        Corporate = "corporate": "De la empresa", "Company", "Aziendale", "Firmowe";
    }
}

crate::states! {
    /// Whether mail goes out by it now, and if not, why not.
    pub enum AccountState {
        New = "new" New: "Nueva", "New", "Nuovo", "Nowe";
        Connected = "connected" Free: "Conectada", "Connected", "Connesso", "Połączone";
        NeedsSignIn = "needs_sign_in" Overdue: "Hay que autorizarla", "Needs sign-in", "Da autorizzare", "Wymaga autoryzacji";
        Error = "error" Rejected: "Con error", "Error", "In errore", "Błąd";
    }
}

crate::draft! {
    /// Whose mailbox it is, and at which server; passwords and consents are given apart.
    #[derive(Debug)]
    pub struct MailAccountDraft {
        /// Unique.
        pub name: String = line(80).required().as_name();
        pub kind: AccountKind, begins AccountKind::Corporate;
        /// Required for a personal one.
        pub owner: Option<StaffId>;
        /// Who may send from a corporate one; empty: everyone who may send mail.
        pub people: Vec<StaffId> = at_most(200);
        pub server: Option<MailServerId> as MAIL_SERVER = required();
        pub address: String as EMAIL = email().required();
        /// Shown before the address; empty: the company's name.
        pub sender_name: String = line(120);
        /// What it signs in as where the server is spoken to by SMTP; empty: the address.
        pub login: String = line(254);
        /// Sending signs in with `outgoing_login` and a password of its own.
        pub separate_outgoing: bool;
        pub outgoing_login: String = line(254);
        /// What notices are sent from; one account at most.
        pub is_default: bool;
        pub active: bool, begins true;
    }
}

impl Draft for MailAccountDraft {
    fn rules(&self, check: &mut Check) {
        check.that("owner", self.kind != AccountKind::Personal || self.owner.is_some(), FieldCode::Required);
        check.that("is_default", !(self.is_default && self.kind == AccountKind::Personal), FieldCode::NotAllowed);
        check.that("outgoing_login", !self.separate_outgoing || !self.outgoing_login.is_empty(), FieldCode::Required);
    }
}

crate::draft! {
    /// A new password.
    pub struct PasswordDraft {
        pub password: String = line(500).required();
        /// The one that only sending uses.
        pub outgoing: bool;
    }
}

impl core::fmt::Debug for PasswordDraft {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("PasswordDraft").field("outgoing", &self.outgoing).finish_non_exhaustive()
    }
}

impl Draft for PasswordDraft {}

crate::draft! {
    /// "Send test mail".
    #[derive(Debug)]
    pub struct TestMailDraft {
        pub to: String as RECIPIENT = email().required();
        pub subject: String = line(400).required();
        pub text: String = paragraph(5_000).required();
    }
}

impl Draft for TestMailDraft {}

/// How an attempt went: a validation, a test of an app, a test mail.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Attempt {
    /// What was passed, in order.
    pub passed: Vec<Stage>,
    /// Where it ended, unless it went well.
    pub failed: Option<Stage>,
    /// Why it ended there, unless it went well.
    pub failure: Option<MailFailure>,
    /// The server's own words.
    pub server_message: String,
    /// What we noticed ourselves.
    pub remark: Option<Remark>,
    /// The conversation, secrets struck out; for engines that have one.
    pub transcript: Vec<String>,
    /// The whole message was handed over and no answer came.
    pub perhaps_sent: bool,
}

impl Attempt {
    /// Whether nothing failed.
    #[must_use]
    pub const fn went_well(&self) -> bool {
        self.failure.is_none()
    }
}

/// Where to send the browser.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Departure {
    /// The provider's page for consenting; the browser comes back to
    /// [`Provider::redirect_path`](super::app::Provider::redirect_path).
    pub url: String,
}

/// What the edge knows of an account beyond what is filled in.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct MailAccountFacts {
    /// How it stands; its colour is the account's light.
    pub state: AccountState,
    /// Why it is not in order, unless it is.
    pub failure: Option<MailFailure>,
    /// The server's own words about that; may be empty.
    pub server_message: String,
    /// When it was last tried, by a person or by a mail; empty while it never was.
    pub checked_at: Option<Instant>,
    /// How the last consent came to nothing; empty once one was given.
    pub consent_failure: Option<MailFailure>,
    /// The provider's own words about that; may be empty.
    pub consent_message: String,
    /// What we noticed ourselves beside `consent_failure`.
    pub consent_remark: Option<Remark>,
    /// What we noticed ourselves beside `failure`.
    pub remark: Option<Remark>,
    /// Whether what was consented to lets large files be sent; only Microsoft Graph asks for that apart.
    pub large_files: bool,
    /// Whether a password is kept; the password itself is never answered.
    pub has_password: bool,
    /// Whether one for sending alone is kept.
    pub has_outgoing_password: bool,
    /// Green: somebody has consented and nothing has ended since.
    pub authorised: bool,
    /// Who consented.
    pub who: Option<String>,
    /// Somebody else than the account's address consented, and nobody has confirmed yet that this is meant.
    pub unconfirmed: bool,
    /// Who that is; `who` stays in use meanwhile, if there is one.
    pub unconfirmed_who: Option<String>,
    /// What its server is called now.
    pub server_name: String,
    /// How its server sends.
    pub engine: Engine,
    /// The server's host; empty where the engine knows it.
    pub host: String,
    /// The app registration that its server stands on.
    pub app: Option<MailAppId>,
    /// What that is called now; empty without one.
    pub app_name: Option<String>,
    /// What its owner is called now; empty for a company's.
    pub owner_name: Option<String>,
}

/// An account as those who keep mail get it.
pub type MailAccount = Record<MailAccountDraft, MailAccountFacts>;

crate::row! {
    /// An account in the list of mail accounts.
    pub struct MailAccountRow {
        pub name: String;
        pub address: String as EMAIL = email();
        pub server_name: String as MAIL_SERVER;
        pub state: AccountState as STATUS;
        pub is_default: bool;
        pub active: bool;
    }
    sorts: rising("name");
    filters:
        Filter::new("state", fields::STATUS, By::OneOf(choices::<AccountState>)),
        Filter::new("server", fields::MAIL_SERVER, By::Record(RecordKind::MailServer));
}
