//! Doing what the SMTP machine says over a socket.
//!
//! Invariant: the socket is closed at the end, however the talk ended.

use domain::mail::failure::{MailFailure, Stage};
use domain::mail::preset::Encryption;
use providers::failure::{Failure, StageFailure};
use providers::smtp::{Client, Outcome, Plan, Security, SignIn, Step, Task};

use super::desk::{Account, Desk};
use super::grants;
use crate::io::socket::Socket;

/// How a talk ended, and what was said.
pub struct Talk {
    pub outcome: Result<Outcome, StageFailure>,
    pub transcript: Vec<String>,
}

/// Steps in one talk: a server that keeps us busy for ever is left.
const MOST_STEPS: u32 = 4_000;

/// Signs in and does the task.
pub async fn talk(desk: &Desk<'_>, account: &Account, task: Task) -> Talk {
    match sign_in(desk, account).await {
        Ok(sign_in) => converse(desk, account, sign_in, task).await,
        Err(failure) => Talk { outcome: Err(failure.at(Stage::Token)), transcript: Vec::new() },
    }
}

async fn sign_in(desk: &Desk<'_>, account: &Account) -> Result<SignIn, Failure> {
    let fields = &account.fields;
    let login = if fields.separate_outgoing { &fields.outgoing_login } else { &fields.login };
    let user = if login.is_empty() { &fields.address } else { login }.clone();
    if fields.engine.needs_app() {
        return Ok(SignIn::Token { user, token: grants::access(desk, account).await? });
    }
    let (column, sealed) = if fields.separate_outgoing {
        ("outgoing_password", &account.outgoing_password)
    } else {
        ("password", &account.password)
    };
    let sealed =
        sealed.as_deref().ok_or_else(|| Failure::new(MailFailure::AuthRejected, "no password was given yet"))?;
    let password = desk.open_secret("mail_accounts", account.id, column, sealed).await?;
    Ok(SignIn::Password { user, password })
}

async fn converse(desk: &Desk<'_>, account: &Account, sign_in: SignIn, task: Task) -> Talk {
    let fields = &account.fields;
    let port = fields.port.and_then(|port| u16::try_from(port).ok()).unwrap_or_default();
    let implicit = fields.encryption == Encryption::Tls;
    let target = match providers::host::mail(&fields.host, port, desk.rules()) {
        Ok(target) => target,
        Err(refused) => {
            let failure = Failure::new(MailFailure::DnsOrBlocked, &format!("{}: {refused}", fields.host));
            return Talk { outcome: Err(failure.at(Stage::Connect)), transcript: Vec::new() };
        }
    };
    let our_name = fields.address.rsplit('@').next().unwrap_or_default().to_owned();
    let security = if implicit { Security::Implicit } else { Security::StartTls };
    let mut client = Client::new(Plan { security, our_name, sign_in, task });
    let mut socket = match Socket::connect(&target.host, target.port, implicit).await {
        Ok(socket) => Some(socket),
        Err(unreached) => {
            client.unreached(&unreached);
            None
        }
    };
    let mut outcome = None;
    for _ in 0..MOST_STEPS {
        match (client.next(), socket.take()) {
            (Step::Done(done), open) => {
                outcome = Some(Ok(done));
                socket = open;
                // What is done is done; the goodbye is said and its answer not waited for.
                if let (Step::Write(bytes), Some(open)) = (client.next(), &socket) {
                    let _ = open.write(&bytes).await;
                }
                break;
            }
            (Step::Failed(failure), open) => {
                outcome = Some(Err(failure));
                socket = open;
                break;
            }
            (Step::Write(bytes), Some(open)) => {
                if let Err(unreached) = open.write(&bytes).await {
                    client.unreached(&unreached);
                }
                socket = Some(open);
            }
            (Step::Read, Some(open)) => {
                match open.read().await {
                    Ok(bytes) => client.heard(&bytes),
                    Err(unreached) => client.unreached(&unreached),
                }
                socket = Some(open);
            }
            (Step::StartTls, Some(open)) => match open.start_tls().await {
                Ok(private) => {
                    socket = Some(private);
                    client.encrypted();
                }
                Err(unreached) => client.unreached(&unreached),
            },
            (Step::Close, _) | (_, None) => break,
        }
    }
    if let Some(open) = socket {
        open.close().await;
    }
    let transcript = client.transcript().iter();
    let transcript = transcript.map(|line| format!("{} {}", if line.ours { "→" } else { "←" }, line.text)).collect();
    let unended = || Err(Failure::new(MailFailure::Protocol, "the talk had no end").at(client.stage()));
    Talk { outcome: outcome.unwrap_or_else(unended), transcript }
}
