//! One's own sessions: where one is signed in, ending one of them or all.

use domain::problem::ProblemKind;

use super::credentials;
use super::profile::signed_in;
use crate::db::{Statement, guard_unchanged};
use crate::http::answer::{Answer, Reply};
use crate::http::request::Call;
use crate::http::sessions::{self, Kind};

/// `GET /api/me/sessions`: a list of `domain::session::SessionView`, last used first.
///
/// # Errors
/// 401.
pub async fn list(call: &Call, kind: Kind) -> Answer {
    let mine = Statement::new(
        "SELECT json_group_array(json_object('id', id, 'created_at', created_at, 'seen_at', seen_at, 'device', device, \
         'current', json(iif(token_hash = ?, 'true', 'false')))) FROM (SELECT * FROM sessions WHERE kind = ? \
         AND person = (SELECT person FROM sessions WHERE token_hash = ?) AND expires_at > ? AND seen_at > ? \
         ORDER BY seen_at DESC LIMIT 100)",
    );
    let token = call.token_hash(kind)?;
    let mine =
        mine.bind(&token).bind(kind.code()).bind(&token).bind(call.now).bind(sessions::idle_since(kind, call.now));
    let (_, mut rows) = signed_in(call, kind, vec![mine]).await?;
    Ok(Reply::json_text(rows.take_row(0)?))
}

/// `DELETE /api/me/sessions/{id}`: 204.
///
/// # Errors
/// 404 when it isn't one's own.
pub async fn end(call: &Call, kind: Kind) -> Answer {
    let (person, _) = signed_in(call, kind, Vec::new()).await?;
    let session = call.record()?;
    let end = Statement::new("DELETE FROM sessions WHERE id = ? AND kind = ? AND person = ?");
    let end = end.bind(session).bind(kind.code()).bind(person.account);
    call.db.write(&[end, guard_unchanged(ProblemKind::NotFound.code())]).await?;
    let reply = Reply::empty();
    Ok(if session == person.session { sessions::ended(kind, reply) } else { reply })
}

/// `DELETE /api/me/sessions`: 204; signs out everywhere, here too.
///
/// # Errors
/// 401.
pub async fn end_all(call: &Call, kind: Kind) -> Answer {
    let (person, _) = signed_in(call, kind, Vec::new()).await?;
    // Whoever signs out everywhere may not trust a device any more.
    let ended = [credentials::end_sessions(kind, person.account, 0), sessions::forget_devices(kind, person.account)];
    call.db.write(&ended).await?;
    Ok(sessions::ended(kind, Reply::empty()))
}
