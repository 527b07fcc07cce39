//! Access that staff give by a link, and take away.

use domain::history::HistoryAct;
use domain::permission::Permissions;
use domain::problem::ProblemKind;
use domain::session::{Link, LinkDraft, LinkPurpose};
use domain::time::Instant;

use super::super::credentials;
use super::super::profile::table;
use super::link_mail::LinkMail;
use super::{NewLink, Person, end_of_contact};
use crate::db::{Rows, Statement, guard_unchanged};
use crate::http::answer::{Answer, Reply};
use crate::http::caller::{Actor, Caller};
use crate::http::problems::Refusal;
use crate::http::rate::{Act, Limit};
use crate::http::request::Call;
use crate::http::sessions::Kind;
use crate::io::random;
use crate::records::write;

/// `POST /api/staff/{id}/link`: `domain::session::Link`.
///
/// # Errors
/// 404 for who isn't active; 403 for who may do more than the caller.
pub async fn invite_staff(call: &Call) -> Answer {
    let (caller, rows) = call.staff(asked(call, Kind::Staff)?).await?;
    let person: Person = rows.json(0)?.ok_or(ProblemKind::NotFound)?;
    let theirs = person.permissions.iter().copied().fold(Permissions::NONE, Permissions::and);
    if !caller.permissions.givable().covers(theirs) {
        return Err(ProblemKind::NotAllowed.into());
    }
    invite(call, Kind::Staff, &caller, &person, &rows).await
}

/// `POST /api/contacts/{id}/link`: `domain::session::Link`.
///
/// # Errors
/// 404 for who is archived or whose customer is inactive.
pub async fn invite_contact(call: &Call) -> Answer {
    let (caller, rows) = call.staff(asked(call, Kind::Portal)?).await?;
    let person: Person = rows.json(0)?.ok_or(ProblemKind::NotFound)?;
    invite(call, Kind::Portal, &caller, &person, &rows).await
}

/// The person, and what a message to them is written on.
fn asked(call: &Call, kind: Kind) -> Result<Vec<Statement>, Refusal> {
    let person = Person::statement(kind, "p.id = ?").bind(call.record()?);
    Ok(core::iter::once(person).chain(LinkMail::statements()).collect())
}

async fn invite(call: &Call, kind: Kind, caller: &Caller, person: &Person, rows: &Rows) -> Answer {
    let LinkDraft { by_hand } = call.draft()?;
    let link_mail = LinkMail::read(rows, 1)?;
    let unmailed = link_mail.unmailed.filter(|_| !by_hand);
    let link = NewLink::draw(kind, person, !by_hand && unmailed.is_none(), call.now);
    let limit = Limit::new(Act::MailLink, &Actor::from(caller));
    let mut statements = match kind {
        Kind::Staff => vec![credentials::end_links(kind, person.id)],
        Kind::Portal => {
            let [made, given] = sign_in_of(person.id, call.now);
            vec![made, given, end_of_contact(person.id)]
        }
    };
    if let (LinkPurpose::Reset, Some(user)) = (link.purpose, person.user) {
        statements.push(credentials::end_links(kind, user));
    }
    statements.extend([link.made(person.id, "true", call.now), guard_unchanged(ProblemKind::NotFound.code())]);
    if let Some(mail) = link.mail {
        statements.extend(limit.guard(call.now));
        let by = Some(caller.id.0);
        statements.push(link_mail.mail((&call.db, &call.env, call.now), person, &link, mail, by).await?);
    }
    let table = table(kind);
    statements.push(write::history(
        table.collection(),
        person.id,
        &Actor::from(caller),
        call.now,
        HistoryAct::Invited,
        &[],
    ));
    if person.access != "active" {
        let sql = format!("UPDATE {} SET access = 'invited' WHERE id = ? AND access <> 'active'", table.name());
        statements.push(Statement::new(sql).bind(person.id));
    }
    if let Err(error) = call.db.write(&statements).await {
        return Err(limit.explain(call, error.into()).await);
    }
    Ok(Reply::json(&Link {
        purpose: link.purpose,
        email: person.email.clone(),
        mail: link.mail,
        site: link_mail.company.site.clone(),
        path: if link.mail.is_none() { link.path(&link.token) } else { String::new() },
        unmailed,
        expires_at: link.ends_at,
    }))
}

/// Gives a contact that has none the sign-in of its address, which is made if there isn't one.
fn sign_in_of(contact: i64, now: Instant) -> [Statement; 2] {
    let made = Statement::new(
        "INSERT INTO portal_users (id, email, created_at) SELECT ?, email, ? FROM contacts \
         WHERE id = ? AND portal_user IS NULL ON CONFLICT DO NOTHING",
    );
    let given = Statement::new(
        "UPDATE contacts SET portal_user = (SELECT w.id FROM portal_users w WHERE w.email = contacts.email COLLATE NOCASE) \
         WHERE id = ? AND portal_user IS NULL",
    );
    [made.bind(random::id()).bind(now).bind(contact), given.bind(contact)]
}

/// `DELETE /api/contacts/{id}/access`: 204; ends its links, and its person's sessions go on as another contact of theirs or end.
///
/// # Errors
/// 404.
pub async fn disable_contact(call: &Call) -> Answer {
    let (caller, _) = call.staff(Vec::new()).await?;
    let person = call.record()?;
    let statements = [
        Statement::new("UPDATE contacts SET access = 'disabled' WHERE id = ?").bind(person),
        guard_unchanged(ProblemKind::NotFound.code()),
        write::history("contacts", person, &Actor::from(&caller), call.now, HistoryAct::AccessDisabled, &[]),
    ];
    call.db.write(&statements).await.map_err(Refusal::from)?;
    Ok(Reply::empty())
}
