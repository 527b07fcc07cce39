//! One attempt to send one mail, by the account's engine.
//!
//! Invariant: what a later attempt has to know is kept before the request that makes it true.

use domain::file::File;
use domain::mail::failure::{MailFailure, Stage};
use domain::mail::outbox::{LeftOut, MessageDraft, OutboxKind, Recipient};
use domain::mail::remark::Remark;
use domain::mail::server::Engine;
use domain::time::Instant;
use providers::failure::{Failure, StageFailure};
use providers::graph::{Access, Owner, Progress, Sending, Step};
use providers::mail::{Attachment, Mail, Mailbox};
use providers::mime::{self, Bcc};
use providers::secret::Secret;
use providers::smtp::{Envelope, Task};

use super::context::{Account, MailContext, database};
use super::links::{self, Sealed};
use super::outbox::ATTACHED;
use super::verdict::Accepted;
use super::{grants, smtp};
use crate::db::{Statement, Value};
use crate::records::files;

/// A mail that is ours to send: the outbox's row, taken under a lease.
pub struct Claimed {
    pub id: i64,
    /// The lease's token.
    pub lease: String,
    /// Refuses a batch once the lease went to another.
    pub held: Statement,
    /// How long the server may think about the whole message, in milliseconds.
    pub patience: u64,
    /// `None`: the company's default account.
    pub account: Option<i64>,
    pub message_id: String,
    pub created_at: Instant,
    pub kind: OutboxKind,
    /// This one included.
    pub attempts: i64,
    pub message: MessageDraft,
    /// Whom earlier attempts did not reach; only those who may be asked again get this one.
    pub left_out: Vec<LeftOut>,
    /// Whether somebody has it already.
    pub reached: bool,
    /// How often its answer was lost.
    pub doubts: i64,
    /// The single-use link that it carries.
    pub link: Option<Sealed>,
    pub progress: Progress,
}

/// How an attempt went.
pub struct Sent {
    pub outcome: Result<Accepted, StageFailure>,
    pub transcript: Vec<String>,
    /// What was passed, in the order in which it happened.
    pub passed: Vec<Stage>,
    /// Where the answer was lost: whether the next attempt can ask what became of the mail.
    pub may_look: bool,
}

impl Sent {
    /// An attempt that ended before anybody was asked.
    pub const fn at_once(outcome: Result<Accepted, StageFailure>) -> Self {
        Self { outcome, transcript: Vec::new(), passed: Vec::new(), may_look: false }
    }
}

/// Sends it; `Ok` holds the server's words.
pub async fn send(context: &MailContext<'_>, account: &Account, claimed: &Claimed) -> Sent {
    let by_graph = matches!(account.server.engine, Engine::Graph | Engine::GraphApp);
    if claimed.progress.perhaps && !by_graph {
        // An attempt broke off with the whole message handed over, and this server can't be asked.
        let failure = Failure::ours(MailFailure::ServerGone, Remark::Closed).at(Stage::Message);
        return Sent::at_once(Err(StageFailure { perhaps_accepted: true, ..failure }));
    }
    let mail = match whole(context, account, claimed).await {
        Ok(mail) => mail,
        Err(failure) => return Sent::at_once(Err(failure.at(Stage::Message))),
    };
    if let Some(error) = mail.check().first() {
        let failure = Failure::new(MailFailure::Permanent, &error.field).with(Remark::BadAddress);
        return Sent::at_once(Err(failure.at(Stage::Message)));
    }
    match account.server.engine {
        Engine::Graph | Engine::GraphApp => graph(context, account, claimed, mail).await,
        Engine::Gmail => gmail(context, account, claimed, &mail).await,
        Engine::SmtpOAuth | Engine::SmtpPassword => by_smtp(context, account, claimed, &mail).await,
    }
}

/// What an answer to a request with a token shows to have been passed.
pub fn answered(passed: &mut Vec<Stage>, base: &str, status: u16) {
    let private = base.starts_with("https:");
    let shown = [(Stage::Connect, true), (Stage::Tls, private), (Stage::SignIn, status != 401)];
    for (stage, was) in shown {
        if was && !passed.contains(&stage) {
            passed.push(stage);
        }
    }
}

/// The mail with its files, and with its link in place of the mask.
async fn whole(context: &MailContext<'_>, account: &Account, claimed: &Claimed) -> Result<Mail, Failure> {
    let attachments = files(context, claimed).await?;
    let message = links::filled_in(context, claimed.id, &claimed.message, claimed.link.as_ref()).await?;
    Ok(Mail { attachments, ..written(account, claimed, message) })
}

fn written(account: &Account, claimed: &Claimed, message: MessageDraft) -> Mail {
    let fields = &account.fields;
    let name = if fields.sender_name.is_empty() { &account.company } else { &fields.sender_name };
    // Whoever has it already, or was refused for good, is not among those whom another attempt is for.
    let wanted = |mailbox: &Mailbox| {
        claimed.left_out.is_empty()
            || claimed.left_out.iter().any(|one| one.later && one.address.eq_ignore_ascii_case(&mailbox.address))
    };
    let all = |parties: &[Recipient]| -> Vec<Mailbox> {
        parties.iter().map(|party| Mailbox::new(&party.name, &party.address)).collect()
    };
    let boxes = |parties: &[Recipient]| {
        let mut boxes = all(parties);
        // By SMTP the envelope says who gets it, and the message stays as it was.
        if !account.server.engine.needs_host() {
            boxes.retain(wanted);
        }
        boxes
    };
    Mail {
        from: Mailbox::new(name, &fields.address),
        to: boxes(&message.to),
        cc: boxes(&message.cc),
        bcc: boxes(&message.bcc),
        reply_to: all(&message.reply_to),
        subject: message.subject,
        html: message.html,
        text: message.text,
        message_id: claimed.message_id.clone(),
        date: claimed.created_at,
        automatic: message.automatic,
        switched_off_at: Some(message.choices).filter(|page| !page.is_empty()),
        ..Mail::default()
    }
}

/// The mail's files, as they lie in the store.
async fn files(context: &MailContext<'_>, claimed: &Claimed) -> Result<Vec<Attachment>, Failure> {
    if claimed.message.attachments.is_empty() {
        return Ok(Vec::new());
    }
    let named = Statement::new(format!("SELECT {ATTACHED} FROM outbox t WHERE t.id = ?")).bind(claimed.id);
    let named: Vec<File> =
        context.db.read(&[named]).await.and_then(|rows| rows.row_json(0)).map_err(|error| database(&error))?;
    let mut attachments = Vec::with_capacity(claimed.message.attachments.len());
    for file in named {
        // What the store doesn't know it may only not know yet, so the mail waits.
        let missing = || Failure::new(MailFailure::ServerGone, &file.name).with(Remark::FileMissing);
        let bytes = files::bytes(context.env, file.id).await.map_err(|_| missing())?;
        attachments.push(Attachment {
            bytes: bytes.ok_or_else(missing)?,
            content_type: file.media_type.code().to_owned(),
            name: file.name,
            shown_as: None,
        });
    }
    Ok(attachments)
}

/// Whose mailbox it is, as Graph names it.
pub fn owner(account: &Account) -> Owner {
    match account.server.engine {
        Engine::GraphApp => Owner::User(account.fields.address.clone()),
        _ => Owner::Me,
    }
}

async fn graph(context: &MailContext<'_>, account: &Account, claimed: &Claimed, mail: Mail) -> Sent {
    let access = Access { base: context.graph(), owner: owner(account), token: Secret::default() };
    let mut sending = match Sending::new(access, mail, claimed.progress.clone()) {
        Ok(sending) => sending,
        Err(_) => return Sent::at_once(Err(unfit())),
    };
    let (mut passed, mut kept) = (Vec::new(), claimed.progress.clone());
    let outcome = grants::with_token(context, account, async |token| {
        passed = vec![Stage::Token];
        sending.authorise(token);
        loop {
            let step = sending.next();
            if sending.progress() != &kept {
                kept = sending.progress().clone();
                remember(context, claimed, &kept).await?;
            }
            match step {
                Step::Request(request) => {
                    let answer = context.send(request).await;
                    if let Ok(answer) = &answer {
                        answered(&mut passed, &context.graph(), answer.status().as_u16());
                    }
                    sending.receive(answer, context.now());
                }
                Step::Done(_) => {
                    passed.push(Stage::Message);
                    return Ok("202 Accepted".to_owned());
                }
                Step::Failed(failure) => return Err(failure),
            }
        }
    })
    .await;
    Sent { outcome: outcome.map(plainly), transcript: Vec::new(), passed, may_look: !sending.progress().blind }
}

const fn plainly(server_message: String) -> Accepted {
    Accepted { server_message, refused: Vec::new() }
}

async fn remember(context: &MailContext<'_>, claimed: &Claimed, progress: &Progress) -> Result<(), StageFailure> {
    let keep = Statement::new("UPDATE outbox SET progress = ? WHERE id = ? AND lease = ?");
    // Whose lease went to another sends nothing any more.
    let kept = context
        .db
        .write(&[claimed.held.clone(), keep.bind(Value::json(progress)).bind(claimed.id).bind(&claimed.lease)])
        .await;
    kept.map(drop).map_err(|error| database(&error).at(Stage::Message))
}

/// From here on only an answer says what became of the mail.
async fn handed_over(context: &MailContext<'_>, claimed: &Claimed) -> Result<(), StageFailure> {
    remember(context, claimed, &Progress { tried: true, perhaps: true, ..claimed.progress.clone() }).await
}

async fn gmail(context: &MailContext<'_>, account: &Account, claimed: &Claimed, mail: &Mail) -> Sent {
    let mut passed = Vec::new();
    let outcome = grants::with_token(context, account, async |token| {
        passed = vec![Stage::Token];
        let message = bytes(mail, Bcc::Written)?;
        let request =
            providers::gmail::send(&context.gmail(), &token, message).map_err(|failure| failure.at(Stage::Message))?;
        handed_over(context, claimed).await?;
        let answer = context.send(request).await;
        if let Ok(answer) = &answer {
            answered(&mut passed, &context.gmail(), answer.status().as_u16());
        }
        let accepted = providers::gmail::read(answer, context.now())?;
        passed.push(Stage::Message);
        Ok(format!("200 OK {}", accepted.id))
    })
    .await;
    Sent { outcome: outcome.map(plainly), transcript: Vec::new(), passed, may_look: false }
}

async fn by_smtp(context: &MailContext<'_>, account: &Account, claimed: &Claimed, mail: &Mail) -> Sent {
    let message = match bytes(mail, Bcc::LeftOut) {
        Ok(message) => message,
        Err(failure) => return Sent::at_once(Err(failure)),
    };
    let again = |address: &&str| {
        claimed.left_out.is_empty()
            || claimed.left_out.iter().any(|one| one.later && one.address.eq_ignore_ascii_case(address))
    };
    let to = mail.recipients().into_iter().filter(again).map(str::to_owned).collect();
    let envelope = Envelope { from: mail.from.address.clone(), to, message };
    let conversation = smtp::run_conversation(context, account, Task::Send(envelope), claimed.patience, async || {
        handed_over(context, claimed).await
    })
    .await;
    let outcome =
        conversation.outcome.map(|done| Accepted { server_message: done.server_message, refused: done.refused });
    Sent { outcome, transcript: conversation.transcript, passed: conversation.passed, may_look: false }
}

fn bytes(mail: &Mail, bcc: Bcc) -> Result<Vec<u8>, StageFailure> {
    mime::write(mail, bcc).map_err(|_| unfit())
}

fn unfit() -> StageFailure {
    Failure::ours(MailFailure::Permanent, Remark::BadAddress).at(Stage::Message)
}
