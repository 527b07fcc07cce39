//! Signing in and out, for both kinds of people alike.
//!
//! Invariant: an unknown address, a person without access and a wrong password are answered alike and take as long; nobody's
//! wrong tries shut the right person out of a device of theirs.

use domain::problem::ProblemKind;
use domain::session::SignIn;
use serde::Deserialize;

use super::attempts::{Attempts, COUNTS};
use super::profile::me_statement;
use crate::db::Statement;
use crate::http::answer::{Answer, Reply};
use crate::http::request::Call;
use crate::http::sessions::{self, Kind, let_in};
use crate::io::password;

#[derive(Deserialize)]
struct Known {
    id: i64,
    /// As whom a portal user goes on.
    contact: Option<i64>,
    hash: String,
}

/// `POST /api/session`: 200 with `domain::session::Me` and the cookie.
///
/// # Errors
/// 401 when address or password is wrong; 429 after too many tries.
pub async fn sign_in(call: &Call, kind: Kind) -> Answer {
    let draft: SignIn = call.draft()?;
    let attempts = Attempts::new(call, kind, "sign-in", &draft.email);
    let counting = attempts.statements(call.now).into_iter().chain([known(kind, &draft.email)]);
    let rows = call.db.write(&counting.collect::<Vec<_>>()).await?;
    attempts.check(&rows, call.now)?;
    let known: Option<Known> = rows.json(COUNTS)?;
    let right = password::verify(&draft.password, known.as_ref().map(|known| known.hash.as_str()));
    let Some(known) = known.filter(|_| right) else { return Err(ProblemKind::WrongSignIn.into()) };

    let started = call.start_session(kind, known.id, known.contact);
    let mut statements: Vec<Statement> = attempts.refund().into_iter().chain(started.statements()).collect();
    if let Ok(before) = call.token_hash(kind) {
        statements.push(Statement::new("DELETE FROM sessions WHERE token_hash = ?").bind(before));
    }
    statements.push(me_statement(kind, "p.id = ?", known.contact.unwrap_or(known.id)));
    let mut rows = call.db.write(&statements).await?;
    let me = rows.take_last().ok_or(ProblemKind::WrongSignIn)?;
    Ok(started.carried_by(Reply::json_text(me)))
}

fn known(kind: Kind, email: &str) -> Statement {
    let sql = match kind {
        Kind::Staff => {
            "SELECT json_object('id', p.id, 'hash', c.password_hash) FROM credentials c JOIN staff p ON p.id = c.person \
             WHERE p.email = ? COLLATE NOCASE AND p.active = 1 AND p.archived_at IS NULL AND c.kind = 'staff'"
        }
        Kind::Portal => concat!(
            "SELECT json_object('id', w.id, 'contact', p.id, 'hash', c.password_hash) FROM portal_users w \
             JOIN credentials c ON c.kind = 'portal' AND c.person = w.id JOIN contacts p ON p.portal_user = w.id \
             JOIN customers u ON u.id = p.customer WHERE w.email = ? COLLATE NOCASE AND ",
            let_in!("p", "u"),
            " ORDER BY p.id = w.acted_as DESC, p.id LIMIT 1"
        ),
    };
    Statement::new(sql).bind(email)
}

/// `DELETE /api/session`: 204, also for a session that has ended: what the browser keeps of it goes in any case.
///
/// # Errors
/// As the database says.
pub async fn sign_out(call: &Call, kind: Kind) -> Answer {
    if let Ok(token) = call.token_hash(kind) {
        let end = Statement::new("DELETE FROM sessions WHERE token_hash = ? AND kind = ?");
        call.db.write(&[end.bind(token).bind(kind.code())]).await?;
    }
    Ok(sessions::ended(kind, Reply::empty()))
}
