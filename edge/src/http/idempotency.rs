//! Idempotency keys: what is sent twice with one key is done once.
//!
//! The key's row is written in the batch of what it stands for, so either both are there or neither. A second call finds the
//! row (or, at the same moment, breaks on its primary key) and gets the first one's answer.

use domain::problem::ProblemKind;
use domain::time::Instant;
use serde::Deserialize;

use super::answer::{Answer, Reply};
use super::caller::Actor;
use super::problems::Refusal;
use super::request::Call;
use crate::db::{DbError, Rows, Statement};
use crate::io::hash;

/// How a keyed call begins.
pub enum Idempotent<C> {
    /// It was done before: this is the answer it got.
    Replay(Reply),
    /// It wasn't.
    First { caller: C, key: Key, rows: Rows },
}

/// A key of one person, tied to what was sent with it.
#[derive(Debug)]
pub struct Key {
    who: String,
    key: String,
    body_hash: String,
}

#[derive(Deserialize)]
pub(super) struct PreviousReply {
    body_hash: String,
    status: u16,
    answer: String,
}

const EARLIER: &str =
    "SELECT json_object('body_hash', body_hash, 'status', status, 'answer', answer) FROM idempotency_keys ";

impl Key {
    pub(super) fn new(header: Option<String>, actor: &Actor, path: &[u8], body: &[u8]) -> Result<Self, Refusal> {
        let key = header.filter(|key| (16..=80).contains(&key.len()) && key.is_ascii());
        let key = key.ok_or(ProblemKind::IdempotencyKeyMissing)?;
        Ok(Self { who: actor.key(), key, body_hash: hash::sha256(&[path, b"\n", body]) })
    }

    /// What the session's owner did before with this key; nothing without one.
    pub(super) fn previous(token_hash: &str, key: Option<String>) -> Statement {
        Statement::new(format!(
            "{EARLIER} WHERE who = (SELECT kind || ':' || coalesce(contact, person) FROM sessions WHERE token_hash = ?) AND key = ?"
        ))
        .bind(token_hash)
        .bind(key)
    }

    pub(super) fn replay(&self, previous: PreviousReply) -> Answer {
        if previous.body_hash != self.body_hash {
            return Err(ProblemKind::IdempotencyKeyReused.into());
        }
        Ok(Reply::json_text(previous.answer).with_status(previous.status))
    }

    fn keep(&self, answer: &str, now: Instant) -> Statement {
        Statement::new(
            "INSERT INTO idempotency_keys (who, key, body_hash, status, answer, at) VALUES (?, ?, ?, 201, ?, ?)",
        )
        .bind(&self.who)
        .bind(&self.key)
        .bind(&self.body_hash)
        .bind(answer)
        .bind(now)
    }

    /// Writes `statements` and remembers `answer`, all or nothing, and answers 201 with it; what another call with this key
    /// wrote in the meantime is answered instead.
    ///
    /// # Errors
    /// As the statements are refused.
    pub async fn write(&self, call: &Call, answer: String, statements: Vec<Statement>) -> Answer {
        match self.written(call, answer, statements).await? {
            Ok(reply) => Ok(reply),
            Err(error) => Err(error.into()),
        }
    }

    /// As [`Self::write`], with what the database refused for whoever can say more of it.
    ///
    /// # Errors
    /// When another call with this key can't be answered like it.
    pub async fn written(
        &self,
        call: &Call,
        answer: String,
        statements: Vec<Statement>,
    ) -> Result<Result<Reply, DbError>, Refusal> {
        let mut batch = Vec::with_capacity(statements.len() + 1);
        batch.push(self.keep(&answer, call.now));
        batch.extend(statements);
        let mut outcome = call.db.write(&batch).await;
        if matches!(outcome, Err(DbError::Unavailable(_))) {
            // The key makes a second try safe: if the first took effect, this one breaks on it.
            outcome = call.db.write(&batch).await;
        }
        match outcome {
            Ok(_) => Ok(Ok(Reply::json_text(answer).with_status(201))),
            Err(DbError::Taken(columns)) if columns.starts_with("idempotency_keys.") => {
                let lookup =
                    Statement::new(format!("{EARLIER} WHERE who = ? AND key = ?")).bind(&self.who).bind(&self.key);
                let rows = call.db.read(&[lookup]).await?;
                self.replay(rows.json(0)?.ok_or(ProblemKind::Unavailable)?).map(Ok)
            }
            Err(error) => Ok(Err(error)),
        }
    }
}
