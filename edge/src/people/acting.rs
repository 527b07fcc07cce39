//! Acting for another customer: one person may be the contact of several, and their session says as which they act.
//!
//! Invariant: a session acts as a contact of its own portal user who is let in; the statement that changes it holds that itself.

use domain::problem::ProblemKind;

use super::profile::me_statement;
use crate::db::{Statement, guard_unchanged};
use crate::http::answer::{Answer, Reply};
use crate::http::request::Call;
use crate::http::sessions::{Kind, let_in};

/// `PUT /api/portal/me/contacts/{id}`: 200 with `domain::session::PortalMe`.
///
/// # Errors
/// 404 for a contact that isn't the caller's, or who isn't let in.
pub async fn act_as(call: &Call) -> Answer {
    let (caller, _) = call.customer(Vec::new()).await?;
    let contact = call.record()?;
    let act = Statement::new(concat!(
        "UPDATE sessions SET contact = ? WHERE id = ? AND kind = 'portal' AND EXISTS (SELECT 1 FROM contacts p \
         JOIN customers u ON u.id = p.customer WHERE p.id = ? AND p.portal_user = sessions.person AND ",
        let_in!("p", "u"),
        ")"
    ));
    let statements = [
        act.bind(contact).bind(caller.session.0).bind(contact),
        guard_unchanged(ProblemKind::NotFound.code()),
        remember(caller.user.0, contact),
        me_statement(Kind::Portal, "p.id = ?", contact),
    ];
    let mut rows = call.db.write(&statements).await?;
    Ok(Reply::json_text(rows.take_last().ok_or(ProblemKind::NotFound)?))
}

/// Notes as whom a portal user acted last: whoever signs in again goes on as the same.
pub(super) fn remember(user: i64, contact: i64) -> Statement {
    Statement::new("UPDATE portal_users SET acted_as = ? WHERE id = ?").bind(contact).bind(user)
}
