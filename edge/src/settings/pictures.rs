//! Pictures: uploaded once, never changed, served with their own type and nothing else, to whoever may see what they show.

use domain::problem::ProblemKind;
use domain::record::{Created, RecordKind};
use serde::Deserialize;

use crate::db::Statement;
use crate::http::answer::{Answer, Reply};
use crate::http::caller::Caller;
use crate::http::problems::Refusal;
use crate::http::request::{Call, LARGEST_PICTURE};
use crate::io::files::{self, FileError};
use crate::io::random;
use crate::records::{find, table};

impl From<FileError> for Refusal {
    fn from(error: FileError) -> Self {
        Self::internal(error.to_string())
    }
}

/// What the first bytes say a file is; what a browser or its name says doesn't count.
fn media_type(bytes: &[u8]) -> Option<&'static str> {
    if bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
        Some("image/png")
    } else if bytes.starts_with(b"\xff\xd8\xff") {
        Some("image/jpeg")
    } else if bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP") {
        Some("image/webp")
    } else {
        None
    }
}

fn name(id: i64) -> String {
    format!("pictures/{id}")
}

/// `POST /api/pictures`, the bytes as body: 201 with `domain::record::Created`.
///
/// # Errors
/// 413 above 2 MB; 415 for what isn't PNG, JPEG or WebP.
pub async fn add(call: &Call) -> Answer {
    let (caller, _) = call.staff(Vec::new()).await?;
    let bytes = call.whole(LARGEST_PICTURE).await?;
    let media_type = media_type(&bytes).ok_or(ProblemKind::UnsupportedType)?;
    let id = random::id();
    files::put(&call.env, &name(id), &bytes).await?;
    let row =
        Statement::new("INSERT INTO pictures (id, media_type, size, created_at, created_by) VALUES (?, ?, ?, ?, ?)")
            .bind(id)
            .bind(media_type)
            .bind(i64::try_from(bytes.len()).unwrap_or(i64::MAX))
            .bind(call.now)
            .bind(caller.id.0);
    call.db.write(&[row]).await?;
    Ok(Reply::json(&Created { id, version: 1 }).with_status(201))
}

/// A picture, and the records that show it.
#[derive(Deserialize)]
struct Found {
    media_type: String,
    created_by: i64,
    /// Whether it is the company's logo, 0 or 1.
    logo: Option<i64>,
    holders: Vec<(RecordKind, i64)>,
}

fn known(id: i64) -> Statement {
    let tables = RecordKind::ALL.iter().map(|kind| table::of(*kind));
    let holders = tables.flat_map(|table| {
        let pictures = table.refers.iter().filter(|refers| refers.table == "pictures");
        pictures.map(|refers| {
            let (kind, name, field) = (table.collection(), table.name, refers.field);
            format!("SELECT json_array('{kind}', id) AS holder FROM {name} WHERE \"{field}\" = p.id")
        })
    });
    let holders = holders.collect::<Vec<_>>().join(" UNION ALL ");
    Statement::new(format!(
        "SELECT json_object('media_type', p.media_type, 'created_by', p.created_by, \
         'logo', (SELECT logo = p.id FROM company WHERE id = 1), \
         'holders', json((SELECT json_group_array(json(holder)) FROM ({holders})))) FROM pictures p WHERE p.id = ?"
    ))
    .bind(id)
}

/// Whoever may see a record that shows it; while none does, whoever brought it in. One's own is one's own.
async fn may_see(call: &Call, caller: &Caller, found: &Found) -> Result<(), Refusal> {
    if found.logo == Some(1) {
        return Ok(());
    }
    for (kind, record) in &found.holders {
        let oneself = *kind == RecordKind::Staff && *record == caller.id.0;
        if oneself || find::seen(call, caller, *kind, *record).await.is_ok() {
            return Ok(());
        }
    }
    let theirs = found.holders.is_empty() && found.created_by == caller.id.0;
    if theirs { Ok(()) } else { Err(ProblemKind::NotFound.into()) }
}

/// `GET /api/pictures/{id}`.
///
/// # Errors
/// 404, also for whoever may see no record that shows it.
pub async fn get(call: &Call) -> Answer {
    let id = call.record()?;
    let (caller, rows) = call.staff(vec![known(id)]).await?;
    let found: Found = rows.json(0)?.ok_or(ProblemKind::NotFound)?;
    may_see(call, &caller, &found).await?;
    let media_type = found.media_type;
    // A picture never changes, but only who is signed in may have it.
    Ok(served(call, id, &media_type).await?.with_header("cache-control", "private, max-age=86400, immutable"))
}

/// `GET /api/logo`.
///
/// # Errors
/// 404 when the company has none.
pub async fn logo(call: &Call) -> Answer {
    let logo = Statement::new(
        "SELECT json_array(p.id, p.media_type) FROM company c JOIN pictures p ON p.id = c.logo WHERE c.id = 1",
    );
    let rows = call.db.read(&[logo]).await?;
    let (id, media_type): (i64, String) = rows.json(0)?.ok_or(ProblemKind::NotFound)?;
    Ok(served(call, id, &media_type).await?.with_header("cache-control", "public, max-age=300"))
}

async fn served(call: &Call, id: i64, media_type: &str) -> Answer {
    let bytes = files::get(&call.env, &name(id)).await?.ok_or(ProblemKind::NotFound)?;
    Ok(Reply::of(media_type, bytes))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_is_known_by_its_bytes() {
        assert_eq!(media_type(b"\x89PNG\r\n\x1a\n...."), Some("image/png"));
        assert_eq!(media_type(b"\xff\xd8\xff\xe0...."), Some("image/jpeg"));
        assert_eq!(media_type(b"RIFF\x10\x00\x00\x00WEBPVP8 "), Some("image/webp"));
        assert_eq!(media_type(b"<svg onload=alert(1)>"), None);
        assert_eq!(media_type(b"RIFF"), None);
    }
}
