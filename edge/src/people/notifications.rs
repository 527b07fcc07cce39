//! Notifications in the apps: a row per recipient, written in the batch of what it tells of.

use super::digests;
use super::profile::signed_in;
use crate::db::Statement;
use crate::http::answer::{Answer, Reply};
use crate::http::request::Call;
use crate::http::sessions::{ACTOR_OF_SESSION, Kind};

/// Notifications shown.
const MOST: u32 = 100;

/// `GET /api/notifications`: a list of `domain::session::Notification`, newest first.
///
/// # Errors
/// 401.
pub async fn list(call: &Call, kind: Kind) -> Answer {
    let mine = Statement::new(format!(
        "SELECT json_group_array(json_object('id', id, 'at', at, 'notice', notice, 'kind', kind, 'subject', subject, \
         'label', label, 'about', json(facts -> '$.about'), 'read', json(iif(read_at IS NULL, 'false', 'true')), 'lines', json({}))) FROM (SELECT * FROM notifications \
         WHERE shown = 1 AND audience = ? AND person = {ACTOR_OF_SESSION} ORDER BY id DESC LIMIT {MOST}) n",
        digests::lines("n.id")
    ));
    let mine = mine.bind(kind.code()).bind(call.token_hash(kind)?);
    let (_, mut rows) = signed_in(call, kind, vec![mine]).await?;
    Ok(Reply::json_text(rows.take_row(0)?))
}

/// `POST /api/notifications/read`: 204.
///
/// # Errors
/// 401.
pub async fn read(call: &Call, kind: Kind) -> Answer {
    let (person, _) = signed_in(call, kind, Vec::new()).await?;
    let read =
        Statement::new("UPDATE notifications SET read_at = ? WHERE audience = ? AND person = ? AND read_at IS NULL")
            .bind(call.now)
            .bind(kind.code())
            .bind(person.actor.id);
    call.db.write(&[read]).await?;
    Ok(Reply::empty())
}
