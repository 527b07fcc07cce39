//! A mail server: how mail goes out there. It is set up once; accounts name it, and say only whose mailbox they are.
//!
//! Every field that is about one direction says which by its name; reading gets fields of its own beside them.
//!
//! Invariant: a server whose engine consents has an app, and one that is spoken to by SMTP has a host and a port.

use serde::{Deserialize, Serialize};

use super::host::{SUBMISSION_PORTS, is_public_name};
use super::preset::Encryption;
use crate::check::{Check, Draft, FieldCode};
use crate::choice::choices;
use crate::fields;
use crate::id::MailAppId;
use crate::list::{By, Filter};
use crate::record::Record;

crate::choice! {
    /// How mail is sent.
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

    /// Whether host and port have to be known.
    #[must_use]
    pub const fn needs_host(self) -> bool {
        matches!(self, Self::SmtpOAuth | Self::SmtpPassword)
    }
}

crate::draft! {
    /// Where mail is handed in, and how.
    #[derive(Debug)]
    pub struct MailServerDraft {
        /// Unique.
        pub name: String = line(80).required().as_name();
        /// `domain::mail::preset::Preset::code`, or empty for a server of one's own.
        pub preset: String = line(40);
        pub outgoing_engine: Engine, begins Engine::Graph;
        pub app: Option<MailAppId>;
        pub outgoing_host: String = line(253);
        pub outgoing_port: Option<i64> = whole(1, 65_535);
        pub outgoing_encryption: Encryption, begins Encryption::StartTls;
        /// Nothing is sent by a server that is switched off.
        pub active: bool, begins true;
    }
}

/// Fields that say what a password or a grant is given for: when one of them changes, accounts have to sign in again.
pub const LEADS_TO: [&str; 5] = ["outgoing_engine", "app", "outgoing_host", "outgoing_port", "outgoing_encryption"];

impl Draft for MailServerDraft {
    fn rules(&self, check: &mut Check) {
        check.that("app", !self.outgoing_engine.needs_app() || self.app.is_some(), FieldCode::Required);
        let is_public = self.outgoing_host.is_empty() || is_public_name(&self.outgoing_host);
        check.that("outgoing_host", is_public, FieldCode::NotPublic);
        if self.outgoing_engine.needs_host() {
            check.that("outgoing_host", !self.outgoing_host.is_empty(), FieldCode::Required);
            check.present("outgoing_port", self.outgoing_port.as_ref());
        }
        if let Some(port) = self.outgoing_port.filter(|port| (1..=65_535).contains(port)) {
            let is_allowed = SUBMISSION_PORTS.iter().any(|allowed| i64::from(*allowed) == port);
            check.that("outgoing_port", is_allowed, FieldCode::NotPublic);
        }
    }
}

/// What the edge knows of a server beyond what is filled in.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct MailServerFacts {
    /// What its app registration is called now; empty without one.
    pub app_name: Option<String>,
    /// How many accounts that aren't archived stand on it.
    pub accounts: i64,
    /// How many of those have a password or a grant, and lose it when one of [`LEADS_TO`] changes.
    pub signed_in: i64,
}

/// A server as those who keep mail get it.
pub type MailServer = Record<MailServerDraft, MailServerFacts>;

crate::row! {
    /// A server in its list.
    pub struct MailServerRow {
        pub name: String;
        pub outgoing_engine: Engine;
        pub outgoing_host: String;
        pub active: bool;
    }
    sorts: rising("name");
    filters:
        Filter::new("outgoing_engine", fields::OUTGOING_ENGINE, By::OneOf(choices::<Engine>)),
        Filter::new("active", fields::ACTIVE, By::Flag);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::field::Described;

    #[test]
    fn what_a_sign_in_is_given_for_are_fields_of_the_draft() {
        for name in LEADS_TO {
            assert!(MailServerDraft::FIELDS.iter().any(|field| field.name == name), "{name}");
        }
        // What is not among them changes where nothing is sent to.
        let others: Vec<_> =
            MailServerDraft::FIELDS.iter().map(|field| field.name).filter(|name| !LEADS_TO.contains(name)).collect();
        assert_eq!(others, ["name", "preset", "active"]);
    }
}
