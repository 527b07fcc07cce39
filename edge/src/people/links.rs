//! Single-use links: invitations and new passwords. They go by mail where the company's default account can send; otherwise, or
//! when that is wanted, whoever may edit people hands them on, and the token is shown once.
//!
//! A contact's invitation lets its person act as this contact and as no other. One that came by mail needs nothing beside it where the
//! sign-in's password is known to be of whoever reads that mail. One that was handed on needs the password of a sign-in that serves
//! other customers too: whoever got it may be somebody else.
//!
//! Invariant: nobody makes a link for a person who may do more than they may themselves, and a link is made, opened and spent only
//! while its person may sign in.

mod inviting;
mod link_mail;
mod resetting;

use domain::check::FieldCode;
use domain::history::HistoryAct;
use domain::permission::Permissions;
use domain::problem::ProblemKind;
use domain::record::RecordKind;
use domain::session::{Acceptance, LinkInfo, LinkProof, LinkPurpose, NewPassword};
use domain::text::Language;
use domain::time::{DAY, Instant};
use serde::Deserialize;

pub use inviting::{disable_contact, invite_contact, invite_staff};
pub use resetting::{answer_resets, request as request_reset};

use super::acting;
use super::attempts::Attempts;
use super::credentials::{self, Owner};
use super::profile::{me_statement, table};
use crate::db::{Statement, guard, guard_unchanged};
use crate::http::answer::{Answer, Reply};
use crate::http::caller::Actor;
use crate::http::problems::Refusal;
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
    /// Who acts as a contact, once somebody was invited.
    user: Option<i64>,
    /// Of each of their roles; none for contacts.
    permissions: Vec<Permissions>,
}

impl Person {
    /// A [`Person`] for whom `which` (SQL over `p`) holds.
    fn statement(kind: Kind, which: &str) -> Statement {
        let (customer, user, permissions) = match kind {
            Kind::Staff => (
                "NULL",
                "NULL",
                "(SELECT json_group_array(json(r.permissions)) FROM staff_roles sr JOIN roles r ON r.id = sr.role \
                 WHERE sr.staff = p.id)",
            ),
            Kind::Portal => ("p.customer", "p.portal_user", "json('[]')"),
        };
        Statement::new(format!(
            "SELECT json_object('id', p.id, 'name', p.name, 'email', p.email, 'language', p.language, 'access', p.access, \
             'customer', {customer}, 'user', {user}, 'permissions', {permissions}) FROM {} AND {which}",
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
        let whose = if self.kind == Kind::Staff { "p.id, NULL" } else { "p.portal_user, p.id" };
        Statement::new(format!(
            "INSERT INTO links (token_hash, kind, person, contact, purpose, created_at, expires_at, mail) \
             SELECT ?, ?, {whose}, ?, ?, ?, ? FROM {} AND p.id = ? AND {which}",
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

/// `domain::session::LinkProof` of a portal user's link `l`.
const PROOF: &str = "CASE WHEN l.purpose = 'reset' \
    OR NOT EXISTS (SELECT 1 FROM credentials WHERE kind = 'portal' AND person = l.person) THEN 'new_password' \
    WHEN l.mail IS NOT NULL THEN (SELECT iif(confirmed_at IS NULL, 'new_password', 'link') FROM portal_users WHERE id = l.person) \
    WHEN EXISTS (SELECT 1 FROM contacts WHERE portal_user = l.person AND id <> l.contact) THEN 'own_password' \
    ELSE 'new_password' END";

fn found(call: &Call, kind: Kind) -> Statement {
    let (whose, customer, proof) = match kind {
        Kind::Staff => ("p.id = l.person", "''", "'new_password'"),
        Kind::Portal => ("p.id = l.contact AND p.portal_user = l.person", "u.company", PROOF),
    };
    Statement::new(format!(
        "SELECT json_object('person', l.person, 'contact', l.contact, 'mailed', json(iif(l.mail IS NULL, 'false', 'true')), \
         'purpose', l.purpose, 'name', p.name, 'email', p.email, 'company', c.name, 'customer', {customer}, \
         'language', p.language, 'proof', {proof}) FROM links l JOIN company c ON c.id = 1 JOIN {} \
         AND {whose} AND l.token_hash = ? AND l.kind = ? AND l.expires_at > ?",
        people(kind)
    ))
    .bind(hash::sha256(&[call.place().as_bytes()]))
    .bind(kind.code())
    .bind(call.now)
}

#[derive(Deserialize)]
struct Found {
    /// The staff member, or the portal user.
    person: i64,
    contact: Option<i64>,
    mailed: bool,
    #[serde(flatten)]
    info: LinkInfo,
}

impl Found {
    /// The record that its person is.
    fn record(&self) -> i64 {
        self.contact.unwrap_or(self.person)
    }

    /// Takes the link, if it is still there and asks for nothing else by now, and lets its person in; then what else comes with it,
    /// the session, and who is signed in.
    async fn spend(&self, call: &Call, kind: Kind, act: HistoryAct, more: Vec<Statement>) -> Answer {
        let token = hash::sha256(&[call.place().as_bytes()]);
        let actor = Actor { kind: kind.code(), id: self.record(), name: self.info.name.clone() };
        let started = call.start_session(kind, self.person, self.contact);
        let records = table(kind);
        let mut statements = Vec::new();
        if kind == Kind::Portal {
            // Two invitations of one person may be followed at once: the second is not to set the first one's password anew.
            let asks = format!("EXISTS (SELECT 1 FROM links l WHERE l.token_hash = ? AND {PROOF} <> ?)");
            statements.push(guard(ProblemKind::Stale.code(), &asks).bind(&token).bind(self.info.proof.code()));
        }
        statements.extend([
            Statement::new("DELETE FROM links WHERE token_hash = ?").bind(token),
            guard_unchanged(ProblemKind::LinkSpent.code()),
            Statement::new(format!("UPDATE {} SET access = 'active' WHERE id = ?", records.name())).bind(self.record()),
            write::history(records.collection(), self.record(), &actor, call.now, act, &[]),
        ]);
        if let Some(contact) = self.contact {
            statements.push(end_of_contact(contact));
            statements.push(acting::remember(self.person, contact));
        }
        statements.extend(more);
        statements.extend(started.statements());
        statements.push(me_statement(kind, "p.id = ?", self.record()));
        let mut rows = call.db.write(&statements).await?;
        let me = rows.take_last().ok_or(ProblemKind::LinkSpent)?;
        Ok(started.carried_by(Reply::json_text(me)))
    }
}

/// Ends the links that are made for one contact.
fn end_of_contact(contact: i64) -> Statement {
    Statement::new("DELETE FROM links WHERE contact = ?").bind(contact)
}

/// `POST /api/links/{token}`: sets the password, ends the person's sessions, signs in; 200 as signing in.
///
/// # Errors
/// 410 when it was used, has expired or never was; 409 when it sets no password; 422 for one that is easily guessed or the same as
/// before.
pub async fn spend(call: &Call, kind: Kind) -> Answer {
    let draft: NewPassword = call.draft()?;
    let whose = match kind {
        Kind::Staff => "p.id = (SELECT person FROM links WHERE token_hash = ?)",
        Kind::Portal => "p.id = (SELECT contact FROM links WHERE token_hash = ?)",
    };
    let owner = Owner::statement(kind, whose, hash::sha256(&[call.place().as_bytes()]));
    let rows = call.db.read(&[found(call, kind), owner]).await?;
    let found: Found = rows.json(0)?.ok_or(ProblemKind::LinkSpent)?;
    let owner: Owner = rows.json(1)?.ok_or(ProblemKind::LinkSpent)?;
    if found.info.proof != LinkProof::NewPassword {
        return Err(ProblemKind::Stale.into());
    }
    owner.check(&draft.password)?;
    let person = found.person;
    let mut more = vec![
        credentials::end_links(kind, person),
        credentials::keep(kind, person, &credentials::hash(&draft.password)?, call.now),
        credentials::end_sessions(kind, person, 0),
    ];
    if kind == Kind::Portal {
        let confirmed = Statement::new("UPDATE portal_users SET confirmed_at = ? WHERE id = ?");
        more.push(confirmed.bind(found.mailed.then_some(call.now)).bind(person));
    }
    found.spend(call, kind, HistoryAct::PasswordSet, more).await
}

#[derive(Deserialize)]
struct Stored {
    hash: Option<String>,
}

/// `POST /api/portal/links/{token}/accept`: lets somebody who has a sign-in act as a further contact; 200 as signing in.
///
/// # Errors
/// 410 when it was used, has expired or never was; 409 when it sets a password; 422 for a wrong password; 429 after too many.
pub async fn accept(call: &Call) -> Answer {
    let draft: Acceptance = call.draft()?;
    let kind = Kind::Portal;
    let stored = Statement::new(
        "SELECT json_object('hash', (SELECT password_hash FROM credentials WHERE kind = 'portal' AND person = l.person)) \
         FROM links l WHERE l.token_hash = ?",
    );
    let stored = stored.bind(hash::sha256(&[call.place().as_bytes()]));
    let rows = call.db.read(&[found(call, kind), stored]).await?;
    let found: Found = rows.json(0)?.ok_or(ProblemKind::LinkSpent)?;
    let mut more = Vec::new();
    match found.info.proof {
        LinkProof::NewPassword => return Err(ProblemKind::Stale.into()),
        LinkProof::Link => {}
        LinkProof::OwnPassword => {
            let attempts = Attempts::new(call, kind, "sign-in", &found.info.email);
            let counted = call.db.write(&attempts.statements(call.now)).await?;
            attempts.check(&counted, call.now)?;
            let stored: Option<Stored> = rows.json(1)?;
            let hash = stored.and_then(|stored| stored.hash);
            if !crate::io::password::verify(&draft.password, hash.as_deref()) {
                return Err(Refusal::field("password", FieldCode::WrongPassword));
            }
            more.extend(attempts.refund());
        }
    }
    found.spend(call, kind, HistoryAct::InvitationAccepted, more).await
}
