//! Passwords as they are kept, and what ends when one changes.

use domain::time::Instant;

use crate::db::Statement;
use crate::http::caller::Actor;
use crate::http::problems::Refusal;
use crate::http::rate::{Act, Limit};
use crate::http::request::Call;
use crate::http::sessions::Kind;
use crate::io::password;

/// The stored hash of the session's person.
pub(super) fn of_session(kind: Kind, token_hash: &str) -> Statement {
    Statement::new(
        "SELECT password_hash FROM credentials WHERE kind = ? AND person = (SELECT person FROM sessions WHERE token_hash = ?)",
    )
    .bind(kind.code())
    .bind(token_hash)
}

/// # Errors
/// 500 when hashing fails.
pub fn hash(password: &str) -> Result<String, Refusal> {
    password::hash(password).ok_or_else(|| Refusal::internal("no password hash"))
}

/// In place of the one before.
pub fn keep(kind: Kind, person: i64, hash: &str, now: Instant) -> Statement {
    Statement::new(
        "INSERT INTO credentials (kind, person, password_hash, changed_at) VALUES (?, ?, ?, ?) \
         ON CONFLICT DO UPDATE SET password_hash = excluded.password_hash, changed_at = excluded.changed_at",
    )
    .bind(kind.code())
    .bind(person)
    .bind(hash)
    .bind(now)
}

/// All but the session that stays; 0 for none.
pub(super) fn end_sessions(kind: Kind, person: i64, but: i64) -> Statement {
    Statement::new("DELETE FROM sessions WHERE kind = ? AND person = ? AND id <> ?")
        .bind(kind.code())
        .bind(person)
        .bind(but)
}

pub(super) fn end_links(kind: Kind, person: i64) -> Statement {
    Statement::new("DELETE FROM links WHERE kind = ? AND person = ?").bind(kind.code()).bind(person)
}

/// Counts a try at a signed-in person's own password.
///
/// # Errors
/// 429 after too many.
pub(super) async fn try_once(call: &Call, person: &Actor) -> Result<Limit, Refusal> {
    let limit = Limit::of(Act::OwnPassword, person);
    limit.take(call).await?;
    Ok(limit)
}
