//! Sessions: a random token in a `__Host-` cookie, its hash in the table, idle and absolute limits.
//!
//! The session is read by the statement of whatever the call asks for, and stands before it as its [`SessionCheck`]: of what somebody
//! may not ask, nothing runs.
//!
//! Invariant: the token itself is never stored, logged or put in a body.

use domain::permission::{Act, Permission};
use domain::route::Who;
use domain::text::Language;
use domain::time::{DAY, HOUR, Instant, MINUTE};

use super::answer::Reply;
use crate::db::{SessionCheck, Statement};
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

    /// Whose session a route asks for.
    #[must_use]
    pub const fn for_who(who: Who) -> Option<Self> {
        match who {
            Who::Anyone => None,
            Who::Staff | Who::Can(_) | Who::CanAny(_) | Who::CanOrOwn(_) | Who::CanOrDrives(_) => Some(Self::Staff),
            Who::Customer | Who::CustomerBookings => Some(Self::Portal),
        }
    }

    const fn cookie(self) -> &'static str {
        match self {
            Self::Staff => "__Host-staff",
            Self::Portal => "__Host-portal",
        }
    }

    /// Says which device it is, whoever is signed in: nothing but tries to sign in depends on it.
    const fn device_cookie(self) -> &'static str {
        match self {
            Self::Staff => "__Host-staff-device",
            Self::Portal => "__Host-portal-device",
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
/// Milliseconds that a device is known without anybody signing in on it: browsers keep no cookie longer.
pub const DEVICE_LASTS: i64 = 400 * DAY;
/// Characters of a browser's `User-Agent` that are kept.
const LONGEST_DEVICE: usize = 160;

/// The token's hash from a `Cookie` header.
#[must_use]
pub fn token_hash(kind: Kind, cookies: &str) -> Option<String> {
    valued(kind.cookie(), cookies).map(|value| hash::sha256(&[value.as_bytes()]))
}

/// The device's token from a `Cookie` header, if it is like one of ours.
#[must_use]
pub fn device_token(kind: Kind, cookies: &str) -> Option<String> {
    let like_ours =
        |value: &&str| (32..=128).contains(&value.len()) && value.bytes().all(|byte| byte.is_ascii_graphic());
    valued(kind.device_cookie(), cookies).filter(like_ours).map(str::to_owned)
}

fn valued<'c>(name: &str, cookies: &'c str) -> Option<&'c str> {
    let value = cookies.split(';').find_map(|pair| pair.trim().strip_prefix(name)?.strip_prefix('='))?;
    (!value.is_empty()).then_some(value)
}

/// The live staff session of the bound token.
const STAFF: &str = "WITH asking (a_session, a_seen_at, a_id, a_name, a_language, a_held, a_driver, a_zone, a_currency) \
    AS MATERIALIZED (SELECT s.id, s.seen_at, p.id, p.name, p.language, \
    (SELECT json_group_array(json(r.permissions)) FROM staff_roles sr JOIN roles r ON r.id = sr.role \
    WHERE sr.staff = p.id AND r.archived_at IS NULL), d.id, c.zone, c.currency \
    FROM sessions s JOIN staff p ON p.id = s.person JOIN company c ON c.id = 1 \
    LEFT JOIN drivers d ON d.staff = p.id AND d.archived_at IS NULL \
    WHERE s.token_hash = ? AND s.kind = 'staff' AND s.expires_at > ? AND s.seen_at > ? \
    AND p.active = 1 AND p.archived_at IS NULL) \
    SELECT json_array(a_session, a_seen_at, a_id, a_name, a_language, json(a_held), a_driver, a_zone, a_currency) AS c0";

/// SQL that holds of a contact and its customer, by their names in it, as whom somebody may act.
macro_rules! let_in {
    ($contact:literal, $customer:literal) => {
        concat!(
            $contact,
            ".access = 'active' AND ",
            $contact,
            ".archived_at IS NULL AND ",
            $customer,
            ".active = 1 AND ",
            $customer,
            ".archived_at IS NULL"
        )
    };
}
pub(crate) use let_in;

/// As [`STAFF`], of the contact that a portal user acts as.
const PORTAL: &str = concat!(
    "WITH asking (a_session, a_seen_at, a_id, a_user, a_name, a_language, a_customer, a_open, a_zone) \
    AS MATERIALIZED (SELECT s.id, s.seen_at, p.id, s.person, p.name, p.language, u.id, c.portal_bookings, c.zone \
    FROM sessions s JOIN contacts p ON p.id = s.contact AND p.portal_user = s.person \
    JOIN customers u ON u.id = p.customer JOIN company c ON c.id = 1 \
    WHERE s.token_hash = ? AND s.kind = 'portal' AND s.expires_at > ? AND s.seen_at > ? AND ",
    let_in!("p", "u"),
    ") SELECT json_array(a_session, a_seen_at, a_id, a_user, a_name, a_language, a_customer, a_open, a_zone) AS c0"
);

/// SQL of the id that history, notices and idempotency keys know the owner of a session by, whose one `?` is the token's hash: a
/// portal user goes by the contact that they act as.
pub const ACTOR_OF_SESSION: &str = "(SELECT coalesce(contact, person) FROM sessions WHERE token_hash = ?)";

/// Yields the caller of a live session, in the order of `Caller`'s or `PortalCaller`'s fields, or no row; open to whom the
/// route lets ask.
#[must_use]
pub fn session_check(kind: Kind, who: Who, token_hash: &str, now: Instant) -> SessionCheck {
    let (sql, open) = match kind {
        Kind::Staff => (STAFF, open_to_staff(who)),
        Kind::Portal => (PORTAL, open_to_customer(who).to_owned()),
    };
    let who = Statement::new(sql).bind(token_hash).bind(now).bind(idle_since(kind, now));
    SessionCheck { who, from: " FROM asking", open }
}

/// The caller of a live staff session alone.
#[must_use]
pub fn staff(token_hash: &str, now: Instant) -> Statement {
    session_check(Kind::Staff, Who::Staff, token_hash, now).alone()
}

/// What `Caller::enter` says, in SQL. Who is let in only to what is their own doesn't ask the wide question.
fn open_to_staff(who: Who) -> String {
    // A code within its quotes stands in a list of codes only as itself.
    let stands = |permission: Permission| format!("instr(a_held, '\"{}\"') > 0", permission.code());
    let held = |permission: Permission| match permission.included_in() {
        Some(wider) => format!("({} OR {})", stands(permission), stands(wider)),
        None => stands(permission),
    };
    match who {
        Who::Anyone | Who::Staff => "1".to_owned(),
        Who::Can(permission) => held(permission),
        Who::CanAny(permissions) => {
            let any: Vec<String> = permissions.iter().map(|permission| held(*permission)).collect();
            format!("({})", any.join(" OR "))
        }
        Who::CanOrOwn(area) => held(Permission::In(area, Act::View)),
        Who::CanOrDrives(permission) => format!("({} OR a_driver IS NOT NULL)", held(permission)),
        Who::Customer | Who::CustomerBookings => "0".to_owned(),
    }
}

const fn open_to_customer(who: Who) -> &'static str {
    match who {
        Who::Customer => "1",
        Who::CustomerBookings => "a_open = 1",
        _ => "0",
    }
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

/// A session that begins: what keeps it, and the cookies that carry it and say which device it is on.
pub struct Started {
    statements: [Statement; 2],
    cookies: [String; 2],
}

impl Started {
    pub fn statements(&self) -> impl Iterator<Item = Statement> + use<> {
        self.statements.clone().into_iter()
    }

    #[must_use]
    pub fn carried_by(self, reply: Reply) -> Reply {
        self.cookies.into_iter().fold(reply, |reply, cookie| reply.with_header("set-cookie", cookie))
    }
}

/// Begins a session of somebody who proved who they are; a portal user acts as the contact. `device_token` is what the browser
/// already has: several people may share it.
#[must_use]
pub fn start(
    (kind, person, contact): (Kind, i64, Option<i64>),
    browser: &str,
    device_token: Option<String>,
    now: Instant,
) -> Started {
    let token = random::token();
    let browser: String = browser.chars().filter(|c| !c.is_control()).take(LONGEST_DEVICE).collect();
    let session = Statement::new(
        "INSERT INTO sessions (id, token_hash, kind, person, contact, created_at, seen_at, expires_at, device) \
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
    )
    .bind(random::id())
    .bind(hash::sha256(&[token.as_bytes()]))
    .bind(kind.code())
    .bind(person)
    .bind(contact)
    .bind(now)
    .bind(now)
    .bind(now.plus(kind.absolute()))
    .bind(browser);
    let device_token = device_token.unwrap_or_else(random::token);
    let device = Statement::new(
        "INSERT INTO devices (token_hash, kind, person, seen_at) VALUES (?, ?, ?, ?) \
         ON CONFLICT DO UPDATE SET seen_at = excluded.seen_at",
    )
    .bind(hash::sha256(&[device_token.as_bytes()]))
    .bind(kind.code())
    .bind(person)
    .bind(now);
    let cookies = [
        cookie(kind.cookie(), &token, kind.absolute() / 1_000),
        cookie(kind.device_cookie(), &device_token, DEVICE_LASTS / 1_000),
    ];
    Started { statements: [session, device], cookies }
}

/// Forgets on which devices somebody has signed in.
#[must_use]
pub fn forget_devices(kind: Kind, person: i64) -> Statement {
    Statement::new("DELETE FROM devices WHERE kind = ? AND person = ?").bind(kind.code()).bind(person)
}

/// Takes the session's cookie away, and what the browser has kept of what it was shown. What waits on the device to be sent is
/// its owner's and stays.
#[must_use]
pub fn ended(kind: Kind, reply: Reply) -> Reply {
    reply.with_header("set-cookie", cookie(kind.cookie(), "", 0)).with_header("clear-site-data", "\"cache\"")
}

fn cookie(name: &str, token: &str, seconds: i64) -> String {
    format!("{name}={token}; Path=/; Max-Age={seconds}; Secure; HttpOnly; SameSite=Lax")
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
        let device = "d".repeat(43);
        let cookies = format!("__Host-staff-device={device}; __Host-staff=abc");
        assert_eq!(device_token(Kind::Staff, &cookies), Some(device));
        assert_eq!(token_hash(Kind::Staff, &cookies), Some(hash::sha256(&[b"abc"])));
        assert_eq!(device_token(Kind::Staff, "__Host-staff-device=short"), None);
        assert_eq!(token_hash(Kind::Staff, "__Host-staff="), None);
        assert_eq!(token_hash(Kind::Staff, "__Host-staffx=abc"), None);
    }
}
