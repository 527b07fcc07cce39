//! One attempt to send one mail, by the account's engine.
//!
//! Invariant: what a later attempt has to know is kept before the request that makes it true.

use domain::file::File;
use domain::mail::account::Engine;
use domain::mail::failure::{MailFailure, Stage};
use domain::mail::outbox::{LetterDraft, Recipient};
use domain::time::Instant;
use providers::failure::{Failure, StageFailure};
use providers::graph::{Access, Owner, Progress, Sending, Step};
use providers::mail::{Attachment, Mail, Mailbox};
use providers::mime::{self, Bcc};
use providers::smtp::{Envelope, Task};

use super::desk::{Account, Desk, database};
use super::links::{self, Sealed};
use super::outbox::ATTACHED;
use super::{grants, smtp};
use crate::db::Statement;
use crate::io::fetch;
use crate::records::files;

/// A mail that is ours to send: the outbox's row, leased.
pub struct Claimed {
    pub id: i64,
    pub lease: String,
    pub message_id: String,
    pub created_at: Instant,
    pub letter: LetterDraft,
    /// The single-use link that it carries.
    pub link: Option<Sealed>,
    pub progress: Progress,
}

/// How an attempt went.
pub struct Sent {
    pub outcome: Result<String, StageFailure>,
    pub transcript: Vec<String>,
}

/// Sends it; `Ok` holds the server's words.
pub async fn send(desk: &Desk<'_>, account: &Account, claimed: &Claimed) -> Sent {
    let mail = match whole(desk, account, claimed).await {
        Ok(mail) => mail,
        Err(failure) => return silent(Err(failure.at(Stage::Message))),
    };
    if let Some(error) = mail.check().first() {
        let failure = Failure::new(MailFailure::Permanent, &format!("{}: {}", error.field, error.code.code()));
        return silent(Err(failure.at(Stage::Message)));
    }
    match account.fields.engine {
        Engine::Graph | Engine::GraphApp => silent(by_graph(desk, account, claimed, mail).await),
        Engine::Gmail => silent(by_gmail(desk, account, &mail).await),
        Engine::SmtpOAuth | Engine::SmtpPassword => by_smtp(desk, account, &mail).await,
    }
}

const fn silent(outcome: Result<String, StageFailure>) -> Sent {
    Sent { outcome, transcript: Vec::new() }
}

/// The mail with its files, and with its link in place of the mask.
async fn whole(desk: &Desk<'_>, account: &Account, claimed: &Claimed) -> Result<Mail, Failure> {
    let attachments = files(desk, claimed).await?;
    let letter = links::filled_in(desk, claimed.id, &claimed.letter, claimed.link.as_ref()).await?;
    Ok(Mail { attachments, ..written(account, claimed, letter) })
}

fn written(account: &Account, claimed: &Claimed, letter: LetterDraft) -> Mail {
    let fields = &account.fields;
    let name = if fields.sender_name.is_empty() { &account.company } else { &fields.sender_name };
    let boxes = |parties: &[Recipient]| parties.iter().map(|party| Mailbox::new(&party.name, &party.address)).collect();
    Mail {
        from: Mailbox::new(name, &fields.address),
        to: boxes(&letter.to),
        cc: boxes(&letter.cc),
        bcc: boxes(&letter.bcc),
        reply_to: boxes(&letter.reply_to),
        subject: letter.subject,
        html: letter.html,
        text: letter.text,
        message_id: claimed.message_id.clone(),
        date: claimed.created_at,
        automatic: letter.automatic,
        switched_off_at: Some(letter.choices).filter(|page| !page.is_empty()),
        ..Mail::default()
    }
}

/// The mail's files, as they lie in the store.
async fn files(desk: &Desk<'_>, claimed: &Claimed) -> Result<Vec<Attachment>, Failure> {
    if claimed.letter.attachments.is_empty() {
        return Ok(Vec::new());
    }
    let named = Statement::new(format!("SELECT {ATTACHED} FROM outbox t WHERE t.id = ?")).bind(claimed.id);
    let named: Option<Vec<File>> =
        desk.db.read(&[named]).await.and_then(|rows| rows.json(0)).map_err(|error| database(&error))?;
    let mut attachments = Vec::with_capacity(claimed.letter.attachments.len());
    for file in named.unwrap_or_default() {
        // What the store doesn't know it may only not know yet, so the mail waits.
        let missing = |why: &str| Failure::new(MailFailure::ServerGone, &format!("{}: {why}", file.name));
        let bytes = files::bytes(desk.env, file.id).await.map_err(|error| missing(&error.to_string()))?;
        attachments.push(Attachment {
            bytes: bytes.ok_or_else(|| missing("the file store doesn't have it"))?,
            content_type: file.media_type.code().to_owned(),
            name: file.name,
            shown_as: None,
        });
    }
    Ok(attachments)
}

/// Whose mailbox it is, as Graph names it.
pub fn owner(account: &Account) -> Owner {
    match account.fields.engine {
        Engine::GraphApp => Owner::User(account.fields.address.clone()),
        _ => Owner::Me,
    }
}

async fn by_graph(desk: &Desk<'_>, account: &Account, claimed: &Claimed, mail: Mail) -> Result<String, StageFailure> {
    let token = grants::access(desk, account).await.map_err(|failure| failure.at(Stage::Token))?;
    let access = Access { base: desk.graph(), owner: owner(account), token };
    let mut sending = Sending::new(access, mail, claimed.progress.clone()).map_err(|errors| {
        Failure::new(MailFailure::Permanent, &format!("{} fields can't be sent", errors.len())).at(Stage::Message)
    })?;
    let mut kept = Progress { tried: true, ..claimed.progress.clone() };
    remember(desk, claimed, &kept).await?;
    loop {
        match sending.next() {
            Step::Request(request) => {
                let answer = fetch::send(request).await;
                sending.answer(answer, desk.now());
                if sending.progress() != &kept {
                    kept = sending.progress().clone();
                    remember(desk, claimed, &kept).await?;
                }
            }
            Step::Done(done) if done.before => return Ok("202 Accepted, at an earlier attempt".to_owned()),
            Step::Done(_) => return Ok("202 Accepted".to_owned()),
            Step::Failed(failure) => return Err(failure),
        }
    }
}

async fn remember(desk: &Desk<'_>, claimed: &Claimed, progress: &Progress) -> Result<(), StageFailure> {
    let text = serde_json::to_string(progress).unwrap_or_else(|_| "{}".to_owned());
    let keep = Statement::new("UPDATE outbox SET progress = ? WHERE id = ? AND lease = ?");
    let kept = desk.db.write(&[keep.bind(text).bind(claimed.id).bind(&claimed.lease)]).await;
    kept.map(drop).map_err(|error| database(&error).at(Stage::Message))
}

async fn by_gmail(desk: &Desk<'_>, account: &Account, mail: &Mail) -> Result<String, StageFailure> {
    let token = grants::access(desk, account).await.map_err(|failure| failure.at(Stage::Token))?;
    let message = bytes(mail, Bcc::Written)?;
    let request =
        providers::gmail::send(&desk.gmail(), &token, message).map_err(|failure| failure.at(Stage::Message))?;
    let accepted = providers::gmail::read(fetch::send(request).await, desk.now())?;
    Ok(format!("200 OK {}", accepted.id))
}

async fn by_smtp(desk: &Desk<'_>, account: &Account, mail: &Mail) -> Sent {
    let message = match bytes(mail, Bcc::LeftOut) {
        Ok(message) => message,
        Err(failure) => return silent(Err(failure)),
    };
    let to = mail.recipients().into_iter().map(str::to_owned).collect();
    let envelope = Envelope { from: mail.from.address.clone(), to, message };
    let talk = smtp::talk(desk, account, Task::Send(envelope)).await;
    let outcome = talk.outcome.map(|done| {
        let refused = done.refused.iter().map(|(address, failure)| format!(" · {address}: {}", failure.said));
        format!("{}{}", done.said, refused.collect::<String>())
    });
    Sent { outcome, transcript: talk.transcript }
}

fn bytes(mail: &Mail, bcc: Bcc) -> Result<Vec<u8>, StageFailure> {
    mime::write(mail, bcc).map_err(|errors| {
        Failure::new(MailFailure::Permanent, &format!("{} fields can't be sent", errors.len())).at(Stage::Message)
    })
}
