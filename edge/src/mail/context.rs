//! What every talk with a provider needs: the database, the keys, the hour, and where the providers listen.
//!
//! Invariant: providers listen elsewhere than at their public addresses only on a machine that says it is `LOCAL`.

use domain::mail::account::MailAccountDraft;
use domain::mail::app::{Audience, Provider};
use domain::mail::failure::MailFailure;
use domain::mail::preset::Encryption;
use domain::mail::remark::Remark;
use domain::mail::server::Engine;
use domain::time::Instant;
use providers::failure::Failure;
use providers::host::Rules;
use providers::oauth::{App, Endpoints, Grant, Kind};
use providers::secret::Secret;
use providers::wire::{Request, Response, Unreached, UnreachedKind};
use serde::Deserialize;
use worker::Env;

use crate::db::{Db, DbError};
use crate::http::problems::Refusal;
use crate::io::seal::{SealError, Sealer};
use crate::io::{clock, fetch, log};

pub struct MailContext<'d> {
    pub db: &'d Db,
    pub sealer: Sealer,
    pub env: &'d Env,
    local: bool,
}

/// An app registration as sending needs it.
#[derive(Clone, Debug, Deserialize)]
pub struct Registration {
    pub id: i64,
    pub provider: Provider,
    pub audience: Audience,
    pub tenant: String,
    pub client_id: String,
    pub authorise_url: String,
    pub token_url: String,
    pub allowed_ips: String,
    /// 0 or 1.
    pub active: i64,
    /// Sealed.
    pub secret: Option<String>,
    pub next_secret: Option<String>,
    /// 0 or 1: whether the current secret's last day has passed.
    pub secret_ended: i64,
}

/// An app with one of its secrets.
pub struct Keyed {
    pub app: App,
    /// Whether it is the next one, which is to take the current one's place.
    pub next: bool,
}

/// A server as sending needs it.
#[derive(Clone, Debug, Deserialize)]
pub struct Server {
    /// 0 or 1.
    pub active: i64,
    pub engine: Engine,
    pub host: String,
    pub port: Option<i64>,
    pub encryption: Encryption,
}

/// An account as sending needs it.
#[derive(Clone, Debug, Deserialize)]
pub struct Account {
    pub id: i64,
    pub fields: MailAccountDraft,
    pub server: Server,
    /// Of its passwords and grants: what comes of them is kept only while they are these.
    pub generation: i64,
    /// The company's name, for those without one of their own.
    pub company: String,
    pub password: Option<String>,
    pub outgoing_password: Option<String>,
    pub app: Option<Registration>,
}

/// SQL of a [`Registration`] in the row `a`.
pub const REGISTRATION: &str = "json_object('id', a.id, 'provider', a.provider, 'audience', a.audience, 'tenant', a.tenant, \
    'client_id', a.client_id, 'authorise_url', a.authorise_url, 'token_url', a.token_url, 'allowed_ips', a.allowed_ips, \
    'active', a.active, 'secret', a.secret, 'next_secret', a.next_secret, \
    'secret_ended', a.secret_expires_on < $today)";

/// SQL of a [`Server`] in the row `s`.
pub const SERVER: &str = "json_object('active', s.active, 'engine', s.outgoing_engine, 'host', s.outgoing_host, \
    'port', s.outgoing_port, 'encryption', s.outgoing_encryption)";

impl<'d> MailContext<'d> {
    /// # Errors
    /// When the Worker has no sealing key.
    pub fn open(db: &'d Db, env: &'d Env) -> Result<Self, SealError> {
        Ok(Self { db, sealer: Sealer::from_env(env)?, env, local: crate::io::local::is_so() })
    }

    /// The hour, read anew: what comes after an exchange is later than what came before.
    pub fn now(&self) -> Instant {
        clock::now()
    }

    pub const fn rules(&self) -> Rules {
        Rules { local: self.local, http: false }
    }

    /// Where a provider listens: publicly, or as this machine says.
    fn base(&self, name: &str, public: &str) -> String {
        let other = self.local.then(|| self.env.var(name).ok()).flatten();
        other.map_or_else(|| public.to_owned(), |base| base.to_string())
    }

    /// Sends a request, to where a request may go: the address may have been typed by a person, or named by a server.
    ///
    /// # Errors
    /// When no answer came.
    pub async fn send(&self, request: Request) -> Result<Response, Unreached> {
        providers::host::web(&request.uri().to_string(), self.rules())
            .map_err(|refused| Unreached::new(UnreachedKind::Forbidden, refused.to_string()))?;
        fetch::send(request).await
    }

    pub fn graph(&self) -> String {
        self.base("GRAPH_BASE", providers::graph::BASE)
    }

    pub fn gmail(&self) -> String {
        self.base("GMAIL_BASE", providers::gmail::BASE)
    }

    pub fn endpoints(&self, app: &Registration) -> Result<Endpoints, Failure> {
        match app.provider {
            Provider::Microsoft => {
                let tenant = match app.audience {
                    Audience::Single => app.tenant.as_str(),
                    _ if !app.tenant.is_empty() => app.tenant.as_str(),
                    Audience::Organisations => "organizations",
                    Audience::Everyone => "common",
                };
                Ok(Endpoints::microsoft(&self.base("MICROSOFT_BASE", Endpoints::MICROSOFT), tenant))
            }
            Provider::Google => {
                let google = self.base("GOOGLE_BASE", "");
                Ok(if google.is_empty() { Endpoints::google() } else { Endpoints::google_at(&google) })
            }
            Provider::Oidc => {
                for address in [&app.authorise_url, &app.token_url] {
                    providers::host::web(address, self.rules())
                        .map_err(|_| Failure::ours(MailFailure::DnsOrBlocked, Remark::NotPublic))?;
                }
                Ok(Endpoints::oidc(&app.authorise_url, &app.token_url))
            }
        }
    }

    /// The app with each of its secrets, in the order to try them: the next one first only when the current one has ended.
    /// `origin` is ours, for the redirect.
    ///
    /// # Errors
    /// `SecretWrong` without a secret; `AppUnknown` for one that was switched off.
    pub async fn apps(&self, app: &Registration, app_only: bool, origin: &str) -> Result<Vec<Keyed>, Failure> {
        if app.active == 0 {
            return Err(Failure::ours(MailFailure::AppUnknown, Remark::AppOff));
        }
        let kind = match app.provider {
            Provider::Microsoft if app_only => Kind::MicrosoftAppOnly,
            Provider::Microsoft => Kind::MicrosoftDelegated,
            Provider::Google => Kind::Google,
            Provider::Oidc => Kind::Oidc,
        };
        let plain = App {
            kind,
            endpoints: self.endpoints(app)?,
            client_id: app.client_id.clone(),
            secret: Secret::default(),
            redirect: format!("{origin}{}", app.provider.redirect_path()),
        };
        let (current, next) = (("secret", &app.secret), ("next_secret", &app.next_secret));
        let order = if app.secret_ended == 0 { [current, next] } else { [next, current] };
        let mut apps = Vec::new();
        for (column, sealed) in order {
            if let Some(sealed) = sealed {
                let secret = self.open_secret("mail_apps", app.id, column, sealed).await?;
                apps.push(Keyed { app: plain.with_secret(secret), next: column == "next_secret" });
            }
        }
        if apps.is_empty() {
            return Err(Failure::ours(MailFailure::SecretWrong, Remark::NoSecret));
        }
        Ok(apps)
    }

    /// # Errors
    /// `AuthRejected`: what was kept can't be opened any more and has to be given again.
    pub async fn open_secret(&self, table: &str, row: i64, column: &str, sealed: &str) -> Result<Secret, Failure> {
        let place = format!("{table}:{row}:{column}");
        self.sealer.open(&place, sealed).await.map_err(|_| Failure::ours(MailFailure::AuthRejected, Remark::NotOpened))
    }

    /// # Errors
    /// [`SealError::NoKey`].
    pub async fn seal(&self, table: &str, row: i64, column: &str, secret: &Secret) -> Result<String, SealError> {
        self.sealer.seal(&format!("{table}:{row}:{column}"), secret).await
    }
}

impl From<SealError> for Refusal {
    fn from(error: SealError) -> Self {
        Self::internal(error.to_string())
    }
}

/// A database that doesn't answer in the middle of a talk: tried again like a server that is gone.
pub fn database(error: &DbError) -> Failure {
    log::error("mail", &error.to_string());
    Failure::ours(MailFailure::ServerGone, Remark::Ourselves)
}

/// What an engine has to be granted; large files are asked for when somebody needs them.
pub const fn grant(engine: Engine, provider: Provider, large: bool) -> Grant {
    match (engine, provider) {
        (Engine::Graph | Engine::GraphApp, _) if large => Grant::GraphSendLarge,
        (Engine::Graph | Engine::GraphApp, _) => Grant::GraphSend,
        (Engine::Gmail, _) => Grant::GmailSend,
        (_, Provider::Microsoft) => Grant::OutlookSmtp,
        (_, Provider::Google) => Grant::GmailSmtp,
        (_, Provider::Oidc) => Grant::Oidc,
    }
}
