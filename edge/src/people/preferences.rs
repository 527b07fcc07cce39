//! How staff like their lists to be, kept with the person: it is so on whatever device they sign in.

use domain::session::PreferenceDraft;

use crate::db::Statement;
use crate::http::answer::{Answer, Reply};
use crate::http::request::Call;

/// Of staff `p`, as `domain::session::Me` has them: no longer JSON to SQLite, but a text.
pub const OF_STAFF: &str = "(SELECT json_group_object(name, value) || '' FROM preferences WHERE staff = p.id)";

/// `PUT /api/me/preferences`: 204.
///
/// # Errors
/// 401; 422 for what isn't anything one may prefer.
pub async fn update(call: &Call) -> Answer {
    let (caller, _) = call.staff(Vec::new()).await?;
    let draft: PreferenceDraft = call.draft()?;
    let write = Statement::new(
        "INSERT INTO preferences (staff, name, value) VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET value = excluded.value",
    );
    call.db.write(&[write.bind(caller.id.0).bind(draft.name).bind(draft.value)]).await?;
    Ok(Reply::empty())
}
