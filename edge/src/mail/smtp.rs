//! Doing what the SMTP machine says over a socket.
//!
//! Invariant: the socket is closed at the end, however the talk ended.

use domain::mail::failure::{MailFailure, Stage};
use domain::mail::preset::Encryption;
use domain::mail::remark::Remark;
use providers::failure::{Failure, StageFailure};
use providers::mail::Mailbox;
use providers::secret::Secret;
use providers::smtp::{Client, Outcome, Plan, Security, SignIn, Step, Task};

use super::context::{Account, MailContext};
use super::grants;
use crate::io::socket::{LONGEST, Socket};

/// How a talk ended, and what was said.
pub struct Conversation {
    pub outcome: Result<Outcome, StageFailure>,
    pub transcript: Vec<String>,
    /// What was passed, in the order in which it happened.
    pub passed: Vec<Stage>,
}

/// Steps in one talk: a server that keeps us busy for ever is left.
const MOST_STEPS: u32 = 4_000;

/// Signs in and does the task. `hand_over` is done before the bytes that end the message, if it comes to that; the answer to
/// those is waited for `patience` milliseconds, since nobody can ask later what became of it.
pub async fn run_conversation(
    context: &MailContext<'_>,
    account: &Account,
    task: Task,
    patience: u64,
    hand_over: impl AsyncFn() -> Result<(), StageFailure>,
) -> Conversation {
    let (mut transcript, mut passed) = (Vec::new(), Vec::new());
    let user = user(account);
    let outcome = if account.server.engine.needs_app() {
        let mut task = Some(task);
        grants::with_token(context, account, async |token| {
            passed = vec![Stage::Token];
            let sign_in = SignIn::Token { user: user.clone(), token };
            // A refused sign-in leaves the task undone, to be done with another token.
            let (conversation, left) =
                converse(context, account, sign_in, task.take().unwrap_or(Task::Validate), patience, &hand_over).await;
            task = left;
            transcript.extend(conversation.transcript);
            passed.extend(conversation.passed);
            conversation.outcome
        })
        .await
    } else {
        match password(context, account).await {
            Ok(password) => {
                let sign_in = SignIn::Password { user, password };
                let (conversation, _) = converse(context, account, sign_in, task, patience, &hand_over).await;
                (transcript, passed) = (conversation.transcript, conversation.passed);
                conversation.outcome
            }
            Err(failure) => Err(failure.at(Stage::SignIn)),
        }
    };
    Conversation { outcome, transcript, passed }
}

fn user(account: &Account) -> String {
    let fields = &account.fields;
    let login = if fields.separate_outgoing { &fields.outgoing_login } else { &fields.login };
    if login.is_empty() { &fields.address } else { login }.clone()
}

async fn password(context: &MailContext<'_>, account: &Account) -> Result<Secret, Failure> {
    let (column, sealed) = if account.fields.separate_outgoing {
        ("outgoing_password", &account.outgoing_password)
    } else {
        ("password", &account.password)
    };
    let sealed = sealed.as_deref().ok_or(Failure::ours(MailFailure::AuthRejected, Remark::NoPassword))?;
    context.open_secret("mail_accounts", account.id, column, sealed).await
}

/// One connection; the task comes back while nothing of it was begun.
async fn converse(
    context: &MailContext<'_>,
    account: &Account,
    sign_in: SignIn,
    task: Task,
    patience: u64,
    hand_over: &impl AsyncFn() -> Result<(), StageFailure>,
) -> (Conversation, Option<Task>) {
    let server = &account.server;
    let implicit = server.encryption == Encryption::Tls;
    let port = server.port.and_then(|port| u16::try_from(port).ok());
    let Some(target) = port.and_then(|port| providers::host::mail(&server.host, port, context.rules()).ok()) else {
        let failure = Failure::ours(MailFailure::DnsOrBlocked, Remark::NotPublic);
        let outcome = Err(failure.at(Stage::Connect));
        return (Conversation { outcome, transcript: Vec::new(), passed: Vec::new() }, None);
    };
    let address = Mailbox::new("", &account.fields.address).address;
    let our_name = address.rsplit_once('@').map_or(&*address, |(_, domain)| domain).to_owned();
    let security = if implicit { Security::Implicit } else { Security::StartTls };
    let mut client = Client::new(Plan { security, our_name, sign_in, task });
    let mut socket = match Socket::connect(&target, implicit).await {
        Ok(socket) => {
            client.connected();
            Some(socket)
        }
        Err(unreached) => {
            client.unreached(&unreached);
            None
        }
    };
    let (mut outcome, mut longest) = (None, LONGEST);
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
            (Step::HandOver, open) => {
                socket = open;
                longest = patience;
                if let Err(failure) = hand_over().await {
                    outcome = Some(Err(failure));
                    break;
                }
            }
            (Step::Write(bytes), Some(open)) => {
                if let Err(unreached) = open.write(&bytes).await {
                    client.unreached(&unreached);
                }
                socket = Some(open);
            }
            (Step::Read, Some(open)) => {
                match open.read(longest).await {
                    Ok(bytes) => client.receive(&bytes),
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
    let transcript = client.transcript().into_iter();
    let transcript = transcript.map(|line| format!("{} {}", if line.ours { "→" } else { "←" }, line.text)).collect();
    let unended = || Err(Failure::ours(MailFailure::Protocol, Remark::Endless).at(client.stage()));
    let conversation =
        Conversation { outcome: outcome.unwrap_or_else(unended), transcript, passed: client.passed().to_vec() };
    (conversation, client.into_task())
}
