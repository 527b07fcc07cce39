//! Links that people ask for who forgot their password.
//!
//! Invariant: the answer is the same for everybody, and so is the work until it: for a stranger the same letter is written and the
//! same statements run, and find nobody.

use domain::notice::Notice;
use domain::permission::{Act, Area, Permission};
use domain::session::ResetRequest;
use domain::time::Instant;

use super::super::notifications::{TELL, staff_who_may};
use super::super::profile::table;
use super::stationery::Stationery;
use super::{INVITED, NewLink, Person, people};
use crate::db::Statement;
use crate::http::answer::{Answer, Reply};
use crate::http::rate::Limit;
use crate::http::request::Call;
use crate::http::sessions::Kind;

/// `POST /api/reset-requests`: 204, whether the address is known or not. Whoever was invited gets a link by mail; where that can't
/// be, those are told who may make one.
///
/// # Errors
/// 429 after too many requests.
pub async fn request(call: &Call, kind: Kind) -> Answer {
    let draft: ResetRequest = call.draft()?;
    let what = format!("{} reset", kind.code());
    let (by_name, by_address) = (Limit::of_name(&what, &draft.email), Limit::of_address(&what, &call.address()));
    let person = Person::statement(kind, &format!("p.email = ? COLLATE NOCASE AND {INVITED}")).bind(&draft.email);
    let counts =
        [by_name.count(call.now), by_address.count(call.now), by_name.counted(call.now), by_address.counted(call.now)];
    let asked: Vec<Statement> =
        counts.into_iter().chain(core::iter::once(person)).chain(Stationery::statements()).collect();
    let rows = call.db.write(&asked).await?;
    by_name.check(&rows, 2, call.now)?;
    by_address.check(&rows, 3, call.now)?;
    let person = rows.json(4)?.unwrap_or_else(|| Person::nobody(call.language()));
    let stationery = Stationery::read(&rows, 5)?;
    let mailed = stationery.unmailed.is_none();
    let mut statements = vec![tell(kind, &draft.email, mailed, call.now), by_name.touch(call.now)];
    let link = NewLink::draw(kind, &person, mailed, call.now);
    if let Some(mail) = link.mail {
        statements.extend(link.made(person.id, INVITED, call.now));
        statements.push(stationery.mail(call, &person, &link, mail, None).await?);
    }
    call.db.write(&statements).await?;
    Ok(Reply::empty())
}

/// A notification for everyone who may make the link, unless one is still unread, or the person gets a mail.
fn tell(kind: Kind, email: &str, mailed: bool, now: Instant) -> Statement {
    let area = match kind {
        Kind::Staff => Area::People,
        Kind::Portal => Area::Customers,
    };
    let holders = staff_who_may(Permission::In(area, Act::Edit));
    let (people, subjects) = (people(kind), table(kind).collection());
    let notice = Notice::ResetRequested.code();
    Statement::new(format!(
        "{TELL}SELECT 'staff', s.id, ?, '{notice}', '{subjects}', p.id, p.name FROM {holders} s JOIN {people} \
         AND p.email = ? COLLATE NOCASE AND p.access <> 'disabled' AND NOT (? AND {INVITED}) \
         AND NOT EXISTS (SELECT 1 FROM notifications n WHERE n.audience = 'staff' AND n.person = s.id \
         AND n.read_at IS NULL AND n.notice = '{notice}' AND n.kind = '{subjects}' AND n.subject = p.id)"
    ))
    .bind(now)
    .bind(email)
    .bind(mailed)
}
