//! Links that people ask for who forgot their password.
//!
//! Invariant: the answer is the same for everybody, and so is the work until it: what was asked becomes a row, whoever asked, and
//! only the clock looks whom it is about.

use domain::notice::Notice;
use domain::permission::{Act, Area, Permission};
use domain::session::ResetRequest;
use domain::time::Instant;
use serde::Deserialize;
use worker::Env;

use super::super::attempts::Attempts;
use super::super::profile::table;
use super::link_mail::LinkMail;
use super::{INVITED, NewLink, Person, people};
use crate::db::{Db, DbError, Statement};
use crate::http::answer::{Answer, Reply};
use crate::http::request::Call;
use crate::http::sessions::Kind;
use crate::notices::{NOTIFY, staff_who_may};

/// Those of [`people`] of whom somebody is told.
const TOLD_OF: &str = "p.access <> 'disabled'";

/// Whose an address is, as SQL over [`people`] with one `?`. Of several contacts that have it, the one whose person gets furthest: they
/// are the same person.
const fn has_address(kind: Kind) -> &'static str {
    match kind {
        Kind::Staff => "p.email = ? COLLATE NOCASE",
        Kind::Portal => {
            "p.id = (SELECT o.id FROM contacts o JOIN customers v ON v.id = o.customer AND v.active = 1 AND v.archived_at IS NULL \
             WHERE o.email = ? COLLATE NOCASE AND o.archived_at IS NULL AND o.access <> 'disabled' \
             ORDER BY o.access <> 'active', o.access <> 'invited', o.id LIMIT 1)"
        }
    }
}

/// `POST /api/reset-requests`: 204, whether the address is known or not.
///
/// # Errors
/// 429 after too many requests.
pub async fn request(call: &Call, kind: Kind) -> Answer {
    let draft: ResetRequest = call.draft()?;
    let attempts = Attempts::new(call, kind, "reset", &draft.email);
    let rows = call.db.write(&attempts.statements(call.now)).await?;
    attempts.check(&rows, call.now)?;
    let ask = Statement::new("INSERT INTO reset_requests (kind, email, at) VALUES (?, ?, ?)");
    call.db.write(&[ask.bind(kind.code()).bind(&draft.email).bind(call.now)]).await?;
    Ok(Reply::empty())
}

#[derive(Deserialize)]
struct Asked {
    id: i64,
    kind: String,
    email: String,
}

/// Answers those who asked longest ago, at most so many: whoever was invited gets a link by mail; where that can't be, those are
/// told who may make one. How many there were. Who asked for an address that nobody has stands in nobody's way.
///
/// # Errors
/// As the database says.
pub async fn answer_resets(db: &Db, env: &Env, now: Instant, most: u32) -> Result<usize, DbError> {
    let oldest = Statement::new(format!(
        "SELECT json_group_array(json_object('id', id, 'kind', kind, 'email', email)) FROM \
         (SELECT * FROM reset_requests ORDER BY id LIMIT {most})"
    ));
    let asked: Vec<Asked> = db.write(&[drop_unknown(), oldest]).await?.row_json(1)?;
    for one in &asked {
        let kind = if one.kind == Kind::Staff.code() { Kind::Staff } else { Kind::Portal };
        let mut statements = answered(db, env, now, kind, &one.email).await?;
        statements.push(Statement::new("DELETE FROM reset_requests WHERE id = ?").bind(one.id));
        db.write(&statements).await?;
    }
    Ok(asked.len())
}

/// Takes away what was asked for addresses of which nobody could be told anything.
fn drop_unknown() -> Statement {
    let known = |kind: Kind| {
        let (people, kind) = (people(kind), kind.code());
        format!(
            "EXISTS (SELECT 1 FROM {people} AND r.kind = '{kind}' AND p.email = r.email COLLATE NOCASE AND {TOLD_OF})"
        )
    };
    let (staff, portal) = (known(Kind::Staff), known(Kind::Portal));
    Statement::new(format!("DELETE FROM reset_requests AS r WHERE NOT {staff} AND NOT {portal}"))
}

/// A link doesn't end those before it: anybody may ask, and who got the mail may be about to follow it. They end together once one
/// was used.
async fn answered(db: &Db, env: &Env, now: Instant, kind: Kind, email: &str) -> Result<Vec<Statement>, DbError> {
    let person = Person::statement(kind, &format!("{} AND {INVITED}", has_address(kind))).bind(email);
    let reading: Vec<Statement> = core::iter::once(person).chain(LinkMail::statements()).collect();
    let rows = db.read(&reading).await?;
    let (person, link_mail): (Option<Person>, _) = (rows.json(0)?, LinkMail::read(&rows, 1)?);
    let mailed = link_mail.unmailed.is_none();
    let mut statements = vec![notify(kind, email, mailed, now)];
    if let Some(person) = person {
        let link = NewLink::draw(kind, &person, mailed, now);
        if let Some(mail) = link.mail {
            statements.push(link.made(person.id, INVITED, now));
            let message = link_mail.mail((db, env, now), &person, &link, mail, None).await;
            statements.push(message.map_err(|error| DbError::Broken(error.to_string()))?);
        }
    }
    Ok(statements)
}

/// A notification for everyone who may make the link, unless one is still unread, or the person gets a mail.
fn notify(kind: Kind, email: &str, mailed: bool, now: Instant) -> Statement {
    let area = match kind {
        Kind::Staff => Area::People,
        Kind::Portal => Area::Customers,
    };
    let holders = staff_who_may(Permission::In(area, Act::Edit));
    let (people, address, subjects) = (people(kind), has_address(kind), table(kind).collection());
    let notice = Notice::ResetRequested.code();
    Statement::new(format!(
        "{NOTIFY}SELECT 'staff', s.id, ?, '{notice}', '{subjects}', p.id, p.name FROM {holders} s JOIN {people} \
         AND {address} AND {TOLD_OF} AND NOT (? AND {INVITED}) \
         AND NOT EXISTS (SELECT 1 FROM notifications n WHERE n.audience = 'staff' AND n.person = s.id \
         AND n.read_at IS NULL AND n.notice = '{notice}' AND n.kind = '{subjects}' AND n.subject = p.id)"
    ))
    .bind(now)
    .bind(email)
    .bind(mailed)
}
