//! Single-use links: invitations and new passwords. They go by mail where the company's default account can send; otherwise, or
//! when that is wanted, whoever may edit people hands them on, and the token is shown once.
//!
//! Invariant: nobody makes a link for a person who may do more than they may themselves, and a link is made, opened and spent only
//! while its person may sign in.

mod inviting;
mod link_mail;
mod resetting;

use domain::history::HistoryAct;
use domain::permission::Permissions;
use domain::problem::ProblemKind;
use domain::record::RecordKind;
use domain::session::{LinkInfo, LinkPurpose, NewPassword};
use domain::text::Language;
use domain::time::{DAY, Instant};
use serde::Deserialize;

pub use inviting::{disable_contact, invite_contact, invite_staff};
pub use resetting::{answer_resets, request as request_reset};

use super::credentials::{self, Owner};
use super::profile::{me_statement, table};
use crate::db::{Statement, guard_unchanged};
use crate::http::answer::{Answer, Reply};
use crate::http::caller::Actor;
use crate::http::request::Call;
use crate::http::sessions::Kind;
use crate::io::{hash, random};
use crate::records::write;

/// Milliseconds that a link can be used.
const fn lasts(purpose: LinkPurpose) -> i64 {
    match purpose {
        LinkPurpose::Invite => 7 * DAY,
        LinkPurpose::Reset => DAY,
    }
}

/// Whoever may sign in, or could once invited, as `p`; conditions follow.
const fn people(kind: Kind) -> &'static str {
    match kind {
        Kind::Staff => "staff p WHERE p.active = 1 AND p.archived_at IS NULL",
        Kind::Portal => {
            "contacts p JOIN customers u ON u.id = p.customer AND u.active = 1 AND u.archived_at IS NULL \
             WHERE p.archived_at IS NULL"
        }
    }
}

/// Those of [`people`] who have been invited.
const INVITED: &str = "p.access IN ('invited', 'active')";

/// Somebody whom a link is for.
#[derive(Deserialize)]
struct Person {
    id: i64,
    name: String,
    email: String,
    language: Language,
    /// `domain::people::staff::Access`.
    access: String,
    /// The customer's, of a contact.
    customer: Option<i64>,
    /// Of each of their roles; none for contacts.
    permissions: Vec<Permissions>,
}

impl Person {
    /// A [`Person`] for whom `which` (SQL over `p`) holds.
    fn statement(kind: Kind, which: &str) -> Statement {
        let (customer, permissions) = match kind {
            Kind::Staff => (
                "NULL",
                "(SELECT json_group_array(json(r.permissions)) FROM staff_roles sr JOIN roles r ON r.id = sr.role \
                 WHERE sr.staff = p.id)",
            ),
            Kind::Portal => ("p.customer", "json('[]')"),
        };
        Statement::new(format!(
            "SELECT json_object('id', p.id, 'name', p.name, 'email', p.email, 'language', p.language, 'access', p.access, \
             'customer', {customer}, 'permissions', {permissions}) FROM {} AND {which}",
            people(kind)
        ))
    }

    fn purpose(&self) -> LinkPurpose {
        if self.access == "active" { LinkPurpose::Reset } else { LinkPurpose::Invite }
    }

    /// The record that shows the mails to them.
    fn shown_on(&self) -> (RecordKind, i64) {
        self.customer.map_or((RecordKind::Staff, self.id), |customer| (RecordKind::Customer, customer))
    }
}

/// A link that is being made.
struct NewLink {
    kind: Kind,
    purpose: LinkPurpose,
    token: String,
    ends_at: Instant,
    /// The mail that carries it.
    mail: Option<i64>,
}

impl NewLink {
    fn draw(kind: Kind, person: &Person, mailed: bool, now: Instant) -> Self {
        let purpose = person.purpose();
        let ends_at = now.plus(lasts(purpose));
        Self { kind, purpose, token: random::token(), ends_at, mail: mailed.then(random::id) }
    }

    /// Below the site's address.
    fn path(&self, token: &str) -> String {
        let base = if self.kind == Kind::Staff { "/admin" } else { "" };
        [base, "/link/", token].concat()
    }

    /// Makes it for whoever of [`people`] also fulfils `which`.
    fn made(&self, person: i64, which: &str, now: Instant) -> Statement {
        Statement::new(format!(
            "INSERT INTO links (token_hash, kind, person, purpose, created_at, expires_at, mail) \
             SELECT ?, ?, p.id, ?, ?, ?, ? FROM {} AND p.id = ? AND {which}",
            people(self.kind)
        ))
        .bind(hash::sha256(&[self.token.as_bytes()]))
        .bind(self.kind.code())
        .bind(self.purpose.code())
        .bind(now)
        .bind(self.ends_at)
        .bind(self.mail)
        .bind(person)
    }
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
    Statement::new(format!(
        "SELECT json_object('person', p.id, 'purpose', l.purpose, 'name', p.name, 'email', p.email, 'company', c.name, \
         'language', p.language) FROM links l JOIN company c ON c.id = 1 JOIN {} \
         AND p.id = l.person AND l.token_hash = ? AND l.kind = ? AND l.expires_at > ?",
        people(kind)
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
/// 410 when it was used, has expired or never was; 422 for a password that is easily guessed or the same as before.
pub async fn spend(call: &Call, kind: Kind) -> Answer {
    let draft: NewPassword = call.draft()?;
    let token = hash::sha256(&[call.place().as_bytes()]);
    let owner = Owner::statement(kind, "p.id = (SELECT person FROM links WHERE token_hash = ?)", &token);
    let rows = call.db.read(&[found(call, kind), owner]).await?;
    let found: Found = rows.json(0)?.ok_or(ProblemKind::LinkSpent)?;
    let owner: Owner = rows.json(1)?.ok_or(ProblemKind::LinkSpent)?;
    owner.check(&draft.password)?;
    let person = found.person;
    let actor = Actor { kind: kind.code(), id: person, name: found.info.name };
    let started = call.start_session(kind, person);
    let records = table(kind);
    let mut statements = vec![
        Statement::new("DELETE FROM links WHERE token_hash = ?").bind(token),
        guard_unchanged(ProblemKind::LinkSpent.code()),
        credentials::end_links(kind, person),
        credentials::keep(kind, person, &credentials::hash(&draft.password)?, call.now),
        credentials::end_sessions(kind, person, 0),
        Statement::new(format!("UPDATE {} SET access = 'active' WHERE id = ?", records.name)).bind(person),
        write::history(records.collection(), person, &actor, call.now, HistoryAct::PasswordSet, &[]),
    ];
    statements.extend(started.statements());
    statements.push(me_statement(kind, "p.id = ?", person));
    let mut rows = call.db.write(&statements).await?;
    let me = rows.take_last().ok_or(ProblemKind::LinkSpent)?;
    Ok(started.carried_by(Reply::json_text(me)))
}
