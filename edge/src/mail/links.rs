//! Mails that carry a single-use link: the message has a mask where the token belongs, the token lies sealed beside it and is put
//! in at the moment of sending. Triggers take it away once the mail is sent or cancelled, or the link has ended.
//!
//! Invariant: a token leaves this module only sealed, or in the mail that is being sent.

use domain::mail::failure::MailFailure;
use domain::mail::outbox::MessageDraft;
use domain::mail::remark::Remark;
use domain::time::Instant;
use providers::failure::Failure;
use providers::secret::Secret;
use worker::Env;

use super::context::MailContext;
use super::sending::Claimed;
use super::verdict::PARKED;
use crate::db::{Db, Statement};
use crate::io::seal::SealError;
use crate::settings::mail_layout::MASK;

/// SQL that holds when a link was made that the mail of the bound id carries.
pub(super) const CARRIED: &str = "EXISTS (SELECT 1 FROM links WHERE mail = ?)";

/// What a row keeps of its link.
pub struct Sealed {
    /// None once the link has ended.
    pub token: Option<String>,
    pub ends_at: Instant,
}

impl Sealed {
    /// Whether the mail would bring its reader nowhere.
    pub fn is_over(&self, now: Instant) -> bool {
        self.token.is_none() || self.ends_at <= now
    }
}

/// Seals a token for the mail that will have this id in the outbox.
///
/// # Errors
/// 500 when the Worker has no sealing key.
pub async fn seal(db: &Db, env: &Env, mail: i64, token: &str, ends_at: Instant) -> Result<Sealed, SealError> {
    let context = MailContext::open(db, env)?;
    let token = context.seal("outbox", mail, "link", &Secret::new(token.to_owned())).await?;
    Ok(Sealed { token: Some(token), ends_at })
}

/// The message as its reader gets it.
///
/// # Errors
/// `Permanent`: the token can't be opened any more.
pub(super) async fn filled_in(
    context: &MailContext<'_>,
    mail: i64,
    message: &MessageDraft,
    link: Option<&Sealed>,
) -> Result<MessageDraft, Failure> {
    let Some(link) = link else { return Ok(message.clone()) };
    let not_opened = || Failure::ours(MailFailure::Permanent, Remark::NotOpened);
    let sealed = link.token.as_deref().ok_or_else(not_opened)?;
    let token = context.open_secret("outbox", mail, "link", sealed).await.map_err(|_| not_opened())?;
    let filled = |text: &str| text.replace(MASK, token.expose());
    Ok(MessageDraft { html: filled(&message.html), text: filled(&message.text), ..message.clone() })
}

/// Calls off a leased mail whose link is over: without its token it no longer waits. What may have gone stays so.
pub(super) fn call_off(claimed: &Claimed) -> Statement {
    let perhaps = claimed.doubts > 0 || claimed.progress.perhaps;
    let (status, next_at) = if perhaps { ("perhaps_sent", PARKED) } else { ("waiting", claimed.created_at) };
    Statement::new("UPDATE outbox SET status = ?, next_at = ?, link = NULL, lease = '' WHERE id = ? AND lease = ?")
        .bind(status)
        .bind(next_at)
        .bind(claimed.id)
        .bind(&claimed.lease)
}
