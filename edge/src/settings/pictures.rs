//! Pictures: uploaded once, never changed, served with their own type and nothing else.

use domain::problem::ProblemKind;
use domain::record::Created;

use crate::db::Statement;
use crate::http::answer::{Answer, Reply};
use crate::http::problems::Refusal;
use crate::http::request::Call;
use crate::io::files::{self, FileError};
use crate::io::random;

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
    let bytes = call.bytes();
    let media_type = media_type(bytes).ok_or(ProblemKind::UnsupportedType)?;
    let id = random::id();
    files::put(&call.env, &name(id), bytes).await?;
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

/// `GET /api/pictures/{id}`.
///
/// # Errors
/// 404.
pub async fn get(call: &Call) -> Answer {
    let id = call.record()?;
    let known = Statement::new("SELECT media_type FROM pictures WHERE id = ?").bind(id);
    let (_, rows) = call.staff(vec![known]).await?;
    let media_type = rows.text(0).ok_or(ProblemKind::NotFound)?;
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
