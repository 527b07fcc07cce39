//! Single-use links: invitations and new passwords. Whoever may edit people hands them on; the token is shown once.
//!
//! Invariant: nobody makes a link for a person who may do more than they may themselves.

use domain::notice::Notice;
use domain::permission::{Act, Area, Permission, Permissions};
use domain::problem::ProblemKind;
use domain::session::{Link, LinkInfo, LinkPurpose, NewPassword, ResetRequest};
use domain::time::{DAY, Instant};
use serde::Deserialize;

use super::credentials;
use super::notifications::{TELL, staff_who_may};
use super::profile::{me_statement, table};
use crate::db::{Statement, guard_unchanged};
use crate::http::answer::{Answer, Reply};
use crate::http::caller::{Actor, Caller};
use crate::http::problems::Refusal;
use crate::http::rate::Limit;
use crate::http::request::Call;
use crate::http::sessions::{self, Kind};
use crate::io::{hash, random};
use crate::records::write;

/// Milliseconds that a link can be used.
const fn lasts(purpose: LinkPurpose) -> i64 {
    match purpose {
        LinkPurpose::Invite => 7 * DAY,
        LinkPurpose::Reset => DAY,
    }
}

/// `POST /api/reset-requests`: 204, whether the address is known or not. Those who may make the link are told.
///
/// # Errors
/// 429 after too many requests.
pub async fn request_reset(call: &Call, kind: Kind) -> Answer {
    let draft: ResetRequest = call.draft()?;
    let what = format!("{} reset", kind.code());
    let (by_name, by_address) = (Limit::of_name(&what, &draft.email), Limit::of_address(&what, &call.address()));
    let counts =
        [by_name.count(call.now), by_address.count(call.now), by_name.counted(call.now), by_address.counted(call.now)];
    let rows = call.db.write(&counts).await?;
    by_name.check(&rows, 2, call.now)?;
    by_address.check(&rows, 3, call.now)?;
    call.db.write(&[tell_of_reset(kind, &draft.email, call.now)]).await?;
    Ok(Reply::empty())
}

/// A notification for everyone who may make the link, unless one is still unread.
fn tell_of_reset(kind: Kind, email: &str, now: Instant) -> Statement {
    let (people, area) = match kind {
        Kind::Staff => {
            ("staff p WHERE p.email = ? COLLATE NOCASE AND p.active = 1 AND p.archived_at IS NULL", Area::People)
        }
        Kind::Portal => (
            "contacts p WHERE p.email = ? COLLATE NOCASE AND p.access <> 'disabled' AND p.archived_at IS NULL",
            Area::Customers,
        ),
    };
    let holders = staff_who_may(Permission::In(area, Act::Edit));
    let subjects = table(kind).collection();
    let notice = Notice::ResetRequested.code();
    Statement::new(format!(
        "{TELL}SELECT 'staff', s.id, ?, '{notice}', '{subjects}', p.id, p.name FROM {holders} s JOIN {people} \
         AND NOT EXISTS (SELECT 1 FROM notifications n WHERE n.audience = 'staff' AND n.person = s.id \
         AND n.read_at IS NULL AND n.notice = '{notice}' AND n.kind = '{subjects}' AND n.subject = p.id)"
    ))
    .bind(now)
    .bind(email)
}

/// `GET /api/links/{token}`: `domain::session::LinkInfo`.
///
/// # Errors
/// 410 when it was used, has expired or never was.
pub async fn show(call: &Call, kind: Kind) -> Answer {
    let rows = call.db.read(&[found(call, kind)]).await?;
    let Found { info, .. } = rows.json(0)?.ok_or(ProblemKind::LinkSpent)?;
    Ok(Reply::json(&info))
}

fn found(call: &Call, kind: Kind) -> Statement {
    let people = match kind {
        Kind::Staff => "staff p ON p.id = l.person AND p.active = 1 AND p.archived_at IS NULL",
        Kind::Portal => {
            "contacts p ON p.id = l.person AND p.archived_at IS NULL \
             JOIN customers u ON u.id = p.customer AND u.active = 1 AND u.archived_at IS NULL"
        }
    };
    Statement::new(format!(
        "SELECT json_object('person', p.id, 'purpose', l.purpose, 'name', p.name, 'email', p.email, 'company', c.name, \
         'language', p.language) FROM links l JOIN {people} JOIN company c ON c.id = 1 \
         WHERE l.token_hash = ? AND l.kind = ? AND l.expires_at > ?"
    ))
    .bind(hash::sha256(&[call.place().as_bytes()]))
    .bind(kind.code())
    .bind(call.now)
}

#[derive(Deserialize)]
struct Found {
    person: i64,
    #[serde(flatten)]
    info: LinkInfo,
}

/// `POST /api/links/{token}`: sets the password, ends the person's sessions, signs in; 200 as signing in.
///
/// # Errors
/// 410 when it was used, has expired or never was; 422 for a weak password.
pub async fn spend(call: &Call, kind: Kind) -> Answer {
    let draft: NewPassword = call.draft()?;
    let rows = call.db.read(&[found(call, kind)]).await?;
    let found: Found = rows.json(0)?.ok_or(ProblemKind::LinkSpent)?;
    let person = found.person;
    let actor = Actor { kind: kind.code(), id: person, name: found.info.name };
    let (session, cookie) = sessions::start(kind, person, &call.device(), call.now);
    let records = table(kind);
    let statements = [
        Statement::new("DELETE FROM links WHERE token_hash = ?").bind(hash::sha256(&[call.place().as_bytes()])),
        guard_unchanged(ProblemKind::LinkSpent.code()),
        credentials::end_links(kind, person),
        credentials::keep(kind, person, &credentials::hash(&draft.password)?, call.now),
        credentials::end_sessions(kind, person, 0),
        Statement::new(format!("UPDATE {} SET access = 'active' WHERE id = ?", records.name)).bind(person),
        write::history(records.collection(), person, &actor, call.now, "password_set", &[]),
        session,
        me_statement(kind, "p.id = ?", person),
    ];
    let mut rows = call.db.write(&statements).await?;
    let me = rows.take_last().ok_or(ProblemKind::LinkSpent)?;
    Ok(Reply::json_text(me).with_header("set-cookie", cookie))
}

#[derive(Deserialize)]
struct Invited {
    access: String,
    /// Of each of their roles; none for contacts.
    permissions: Vec<Permissions>,
}

/// `POST /api/staff/{id}/link`: `domain::session::Link`.
///
/// # Errors
/// 404 for who isn't active; 403 for who may do more than the caller.
pub async fn invite_staff(call: &Call) -> Answer {
    let person = Statement::new(
        "SELECT json_object('access', p.access, 'permissions', (SELECT json_group_array(json(r.permissions)) \
         FROM staff_roles sr JOIN roles r ON r.id = sr.role WHERE sr.staff = p.id)) \
         FROM staff p WHERE p.id = ? AND p.active = 1 AND p.archived_at IS NULL",
    );
    let (caller, rows) = call.staff(vec![person.bind(call.record()?)]).await?;
    let invited: Invited = rows.json(0)?.ok_or(ProblemKind::NotFound)?;
    let theirs = invited.permissions.iter().copied().fold(Permissions::NONE, Permissions::and);
    if !caller.permissions.covers(theirs) {
        return Err(ProblemKind::NotAllowed.into());
    }
    invite(call, Kind::Staff, &caller, &invited.access).await
}

/// `POST /api/contacts/{id}/link`: `domain::session::Link`.
///
/// # Errors
/// 404 for who is archived or whose customer is inactive.
pub async fn invite_contact(call: &Call) -> Answer {
    let person = Statement::new(
        "SELECT json_object('access', p.access, 'permissions', json('[]')) \
         FROM contacts p JOIN customers u ON u.id = p.customer AND u.active = 1 AND u.archived_at IS NULL \
         WHERE p.id = ? AND p.archived_at IS NULL",
    );
    let (caller, rows) = call.staff(vec![person.bind(call.record()?)]).await?;
    let invited: Invited = rows.json(0)?.ok_or(ProblemKind::NotFound)?;
    invite(call, Kind::Portal, &caller, &invited.access).await
}

async fn invite(call: &Call, kind: Kind, caller: &Caller, access: &str) -> Answer {
    let person = call.record()?;
    let active = access == "active";
    let purpose = if active { LinkPurpose::Reset } else { LinkPurpose::Invite };
    let token = random::token();
    let expires_at = call.now.plus(lasts(purpose));
    let table = table(kind);
    let link = Statement::new(
        "INSERT INTO links (token_hash, kind, person, purpose, created_at, expires_at) VALUES (?, ?, ?, ?, ?, ?)",
    );
    let mut statements = vec![
        credentials::end_links(kind, person),
        link.bind(hash::sha256(&[token.as_bytes()]))
            .bind(kind.code())
            .bind(person)
            .bind(purpose.code())
            .bind(call.now)
            .bind(expires_at),
        write::history(table.collection(), person, &Actor::from(caller), call.now, "invited", &[]),
    ];
    if !active {
        let sql = format!("UPDATE {} SET access = 'invited' WHERE id = ? AND access <> 'active'", table.name);
        statements.push(Statement::new(sql).bind(person));
    }
    call.db.write(&statements).await?;
    let base = if kind == Kind::Staff { "/admin" } else { "" };
    Ok(Reply::json(&Link { purpose, path: format!("{base}/link/{token}"), expires_at }))
}

/// `DELETE /api/contacts/{id}/access`: 204; ends their sessions and links at once.
///
/// # Errors
/// 404.
pub async fn disable_contact(call: &Call) -> Answer {
    let (caller, _) = call.staff(Vec::new()).await?;
    let person = call.record()?;
    let statements = [
        Statement::new("UPDATE contacts SET access = 'disabled' WHERE id = ?").bind(person),
        guard_unchanged(ProblemKind::NotFound.code()),
        write::history("contacts", person, &Actor::from(&caller), call.now, "access_disabled", &[]),
    ];
    call.db.write(&statements).await.map_err(Refusal::from)?;
    Ok(Reply::empty())
}
