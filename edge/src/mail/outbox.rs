//! The outbox: every mail is a row before it is sent, and stays one afterwards.
//!
//! Invariant: one notice makes one row, however often it is put.

use domain::mail::outbox::{Letter, OutboxKind};
use domain::record::RecordKind;
use domain::time::Instant;

use crate::db::Statement;
use crate::io::random;

/// A mail to be put.
pub struct NewMail<'m> {
    pub kind: OutboxKind,
    /// The delivery it carries: putting it a second time does nothing.
    pub notice: Option<i64>,
    /// `None`: the company's default account.
    pub account: Option<i64>,
    pub letter: &'m Letter,
    /// The record it is about, and shown on.
    pub about: Option<(RecordKind, i64)>,
    /// The staff member who wrote it.
    pub by: Option<i64>,
    pub now: Instant,
}

/// Puts a mail into the outbox, from where the clock sends it; in the batch of what it tells of.
#[must_use]
pub fn put(mail: &NewMail<'_>) -> Statement {
    put_as(random::id(), mail)
}

/// As [`put`], with an id that the caller has drawn.
#[must_use]
pub fn put_as(id: i64, mail: &NewMail<'_>) -> Statement {
    // The part after the at sign is the company's own domain, where it has one that a Message-ID can hold.
    Statement::new(
        "INSERT INTO outbox (id, created_at, updated_at, message_id, kind, notice, account, mail, record_kind, record, \
         next_at, created_by) \
         SELECT ?, ?, ?, ? || '@' || coalesce((SELECT substr(email, instr(email, '@') + 1) FROM company \
         WHERE instr(email, '@') > 0 AND substr(email, instr(email, '@') + 1) NOT GLOB '*[^A-Za-z0-9.-]*'), \
         'volante.invalid'), ?, ?, ?, ?, ?, ?, ?, ? WHERE true ON CONFLICT (notice) DO NOTHING",
    )
    .bind(id)
    .bind(mail.now)
    .bind(mail.now)
    .bind(format!("volante.{id}.{}", random::token()))
    .bind(mail.kind.code())
    .bind(mail.notice)
    .bind(mail.account)
    .bind(serde_json::to_string(mail.letter).unwrap_or_default())
    .bind(mail.about.map(|(kind, _)| kind.collection()))
    .bind(mail.about.map(|(_, record)| record))
    .bind(mail.now)
    .bind(mail.by)
}
