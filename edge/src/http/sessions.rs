//! Sessions: a random token in a `__Host-` cookie, its hash in the table, idle and absolute limits.
//!
//! The session is read by one statement that travels in the batch of whatever the call asks for.
//!
//! Invariant: the token itself is never stored, logged or put in a body.

use domain::text::Language;
use domain::time::{DAY, HOUR, Instant, MINUTE};

use crate::db::Statement;
use crate::io::{hash, random};

/// Which of the two kinds of people.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Staff,
    Portal,
}

impl Kind {
    /// As in the tables' `kind` and `audience` columns.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Staff => "staff",
            Self::Portal => "portal",
        }
    }

    const fn cookie(self) -> &'static str {
        match self {
            Self::Staff => "__Host-staff",
            Self::Portal => "__Host-portal",
        }
    }

    /// Milliseconds without a call after which a session ends.
    const fn idle(self) -> i64 {
        match self {
            Self::Staff => 12 * HOUR,
            Self::Portal => 30 * DAY,
        }
    }

    /// Milliseconds after which a session ends in any case.
    const fn absolute(self) -> i64 {
        match self {
            Self::Staff => 30 * DAY,
            Self::Portal => 180 * DAY,
        }
    }
}

/// A call moves `seen_at` only when it is older than this, so that most calls write nothing.
pub const SEEN_EVERY: i64 = 5 * MINUTE;
/// Characters of a browser's `User-Agent` that are kept.
const LONGEST_DEVICE: usize = 160;

/// The token's hash from a `Cookie` header.
#[must_use]
pub fn token_hash(kind: Kind, cookies: &str) -> Option<String> {
    let value = cookies.split(';').find_map(|pair| pair.trim().strip_prefix(kind.cookie())?.strip_prefix('='))?;
    (!value.is_empty()).then(|| hash::sha256(&[value.as_bytes()]))
}

/// The caller of a live session, in the order of `Caller`'s fields; no row when there is none.
#[must_use]
pub fn staff(token_hash: &str, now: Instant) -> Statement {
    Statement::new(
        "SELECT json_array(s.id, s.seen_at, p.id, p.name, p.language, \
         (SELECT json_group_array(json(r.permissions)) FROM staff_roles sr JOIN roles r ON r.id = sr.role \
         WHERE sr.staff = p.id AND r.archived_at IS NULL), d.id, c.zone, c.currency) \
         FROM sessions s JOIN staff p ON p.id = s.person JOIN company c ON c.id = 1 \
         LEFT JOIN drivers d ON d.staff = p.id AND d.archived_at IS NULL \
         WHERE s.token_hash = ? AND s.kind = 'staff' AND s.expires_at > ? AND s.seen_at > ? \
         AND p.active = 1 AND p.archived_at IS NULL",
    )
    .bind(token_hash)
    .bind(now)
    .bind(idle_since(Kind::Staff, now))
}

/// As [`staff`], for `PortalCaller`.
#[must_use]
pub fn portal(token_hash: &str, now: Instant) -> Statement {
    Statement::new(
        "SELECT json_array(s.id, s.seen_at, p.id, p.name, p.language, u.id, c.portal_bookings, c.zone) \
         FROM sessions s JOIN contacts p ON p.id = s.person JOIN customers u ON u.id = p.customer \
         JOIN company c ON c.id = 1 \
         WHERE s.token_hash = ? AND s.kind = 'portal' AND s.expires_at > ? AND s.seen_at > ? \
         AND p.access = 'active' AND p.archived_at IS NULL AND u.active = 1 AND u.archived_at IS NULL",
    )
    .bind(token_hash)
    .bind(now)
    .bind(idle_since(Kind::Portal, now))
}

/// Sessions last used before this have ended.
#[must_use]
pub const fn idle_since(kind: Kind, now: Instant) -> Instant {
    now.plus(-kind.idle())
}

/// Notes that a session was used.
#[must_use]
pub fn seen(session: i64, now: Instant) -> Statement {
    Statement::new("UPDATE sessions SET seen_at = ? WHERE id = ? AND seen_at < ?").bind(now).bind(session).bind(now)
}

/// A new session: the statement that keeps it, and the cookie that carries it.
#[must_use]
pub fn start(kind: Kind, person: i64, device: &str, now: Instant) -> (Statement, String) {
    let token = random::token();
    let device: String = device.chars().filter(|c| !c.is_control()).take(LONGEST_DEVICE).collect();
    let statement = Statement::new(
        "INSERT INTO sessions (id, token_hash, kind, person, created_at, seen_at, expires_at, device) \
         VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
    )
    .bind(random::id())
    .bind(hash::sha256(&[token.as_bytes()]))
    .bind(kind.code())
    .bind(person)
    .bind(now)
    .bind(now)
    .bind(now.plus(kind.absolute()))
    .bind(device);
    (statement, cookie(kind, &token, kind.absolute() / 1_000))
}

/// The cookie that takes the session's away.
#[must_use]
pub fn end_cookie(kind: Kind) -> String {
    cookie(kind, "", 0)
}

fn cookie(kind: Kind, token: &str, seconds: i64) -> String {
    format!("{}={token}; Path=/; Max-Age={seconds}; Secure; HttpOnly; SameSite=Lax", kind.cookie())
}

/// The language a person without a session reads.
#[must_use]
pub fn language(accept: Option<String>) -> Language {
    accept.and_then(|header| Language::from_accept(&header)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cookie_is_found_among_others_and_only_by_its_whole_name() {
        let cookies = "theme=dark; __Host-staff=abc; __Host-staffx=no";
        assert_eq!(token_hash(Kind::Staff, cookies), Some(hash::sha256(&[b"abc"])));
        assert_eq!(token_hash(Kind::Portal, cookies), None);
        assert_eq!(token_hash(Kind::Staff, "__Host-staff="), None);
        assert_eq!(token_hash(Kind::Staff, "__Host-staffx=abc"), None);
    }
}
