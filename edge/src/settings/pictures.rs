//! Pictures: uploaded once, never changed, served with their own type and nothing else, to whoever may see what they show.

use domain::field::Kind;
use domain::file::{LARGEST_PICTURE, MediaType};
use domain::problem::ProblemKind;
use domain::record::{Created, RecordKind};
use domain::time::{DAY, Instant};
use serde::Deserialize;
use worker::Env;

use crate::db::{Db, DbError, Statement};
use crate::http::answer::{Answer, Reply};
use crate::http::caller::{Actor, Caller};
use crate::http::problems::Refusal;
use crate::http::rate::{Act, Limit};
use crate::http::request::Call;
use crate::io::files::{self, FileError};
use crate::io::{log, random};
use crate::records::files::media;
use crate::records::find;
use crate::records::table::{Table, Tables};

impl From<FileError> for Refusal {
    fn from(error: FileError) -> Self {
        Self::internal(error.to_string())
    }
}

/// A file that every browser shows as a picture, by its bytes.
fn media_type(bytes: &[u8]) -> Option<MediaType> {
    media::media_type_of(bytes, "").filter(|kind| kind.is_picture())
}

fn name(id: i64) -> String {
    format!("pictures/{id}")
}

/// `POST /api/pictures`, the bytes as body: 201 with `domain::record::Created`.
///
/// # Errors
/// 413 above 2 MB; 415 for what isn't PNG, JPEG or WebP; 429 after too many.
pub async fn add(call: &Call) -> Answer {
    let (caller, _) = call.staff(Vec::new()).await?;
    let bytes = call.whole(LARGEST_PICTURE).await?;
    let media_type = media_type(&bytes).ok_or(ProblemKind::UnsupportedType)?;
    let id = random::id();
    let limit = Limit::new(Act::AddPicture, &Actor::from(&caller));
    let row =
        Statement::new("INSERT INTO pictures (id, media_type, size, created_at, created_by) VALUES (?, ?, ?, ?, ?)")
            .bind(id)
            .bind(media_type.code())
            .bind(i64::try_from(bytes.len()).unwrap_or(i64::MAX))
            .bind(call.now)
            .bind(caller.id.0);
    let [count, guard] = limit.guard(call.now);
    if let Err(error) = call.db.write(&[count, guard, row]).await {
        return Err(limit.explain(call, error.into()).await);
    }
    // The row is there before the bytes: if they don't come, nothing will name it, and the clock takes it away.
    files::put(&call.env, &name(id), &bytes).await?;
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

/// The tables whose records show one picture, and in which field. What shows several is told by `record_pictures`.
fn shown_in(tables: Tables) -> impl Iterator<Item = (&'static Table, &'static str)> {
    let shows = |table: &'static Table| table.columns().iter().filter(|field| matches!(field.kind, Kind::Picture));
    tables.all().flat_map(move |table| shows(table).map(move |field| (table, field.name)))
}

fn known(tables: Tables, id: i64) -> Statement {
    let holders = shown_in(tables).map(|(table, field)| {
        let (kind, name) = (table.collection(), table.name());
        format!("SELECT json_array('{kind}', id) AS holder FROM {name} WHERE \"{field}\" = p.id UNION ALL ")
    });
    let holders = holders.collect::<String>();
    Statement::new(format!(
        "SELECT json_object('media_type', p.media_type, 'created_by', p.created_by, \
         'logo', (SELECT logo = p.id FROM company WHERE id = 1), \
         'holders', json((SELECT json_group_array(json(holder)) FROM ({holders}SELECT json_array(kind, record) AS holder \
         FROM record_pictures WHERE picture = p.id)))) FROM pictures p WHERE p.id = ?"
    ))
    .bind(id)
}

/// Whoever may see a record that shows it; while none does, whoever brought it in. One's own is one's own.
async fn may_see(call: &Call, tables: Tables, caller: &Caller, found: &Found) -> Result<(), Refusal> {
    if found.logo == Some(1) {
        return Ok(());
    }
    for (kind, record) in &found.holders {
        let oneself = *kind == RecordKind::Staff && *record == caller.id.0;
        if oneself || find::seen(call, caller, tables.table_of(*kind), *record).await.is_ok() {
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
pub async fn get_picture(call: &Call, tables: Tables) -> Answer {
    let id = call.record()?;
    let (caller, rows) = call.staff(vec![known(tables, id)]).await?;
    let found: Found = rows.json(0)?.ok_or(ProblemKind::NotFound)?;
    may_see(call, tables, &caller, &found).await?;
    // It never changes, but whether one may see it does: the browser asks each time.
    let etag = format!("\"{id}\"");
    let headers =
        |reply: Reply| reply.with_header("etag", etag.as_str()).with_header("cache-control", "private, no-cache");
    if call.header("if-none-match").is_some_and(|known| known.split(',').any(|known| known.trim() == etag)) {
        return Ok(headers(Reply::empty().with_status(304)));
    }
    Ok(headers(served(call, id, &found.media_type).await?))
}

/// `GET /api/logo`: also within a mail that a browser shows, which is another site's page.
///
/// # Errors
/// 404 when the company has none.
pub async fn logo(call: &Call) -> Answer {
    let logo = Statement::new(
        "SELECT json_array(p.id, p.media_type) FROM company c JOIN pictures p ON p.id = c.logo WHERE c.id = 1",
    );
    let rows = call.db.read(&[logo]).await?;
    let (id, media_type): (i64, String) = rows.json(0)?.ok_or(ProblemKind::NotFound)?;
    let served = served(call, id, &media_type).await?.with_header("cache-control", "public, max-age=300");
    Ok(served.with_header("cross-origin-resource-policy", "cross-origin"))
}

async fn served(call: &Call, id: i64, media_type: &str) -> Answer {
    let bytes = files::read_bytes(&call.env, &name(id)).await?.ok_or(ProblemKind::NotFound)?;
    Ok(Reply::with_type(media_type, bytes))
}

/// Pictures taken away in one run.
const MOST: usize = 100;
/// A form that stands open longer has been left.
const LONGEST_FORM: i64 = DAY;

/// Takes away what nothing names: first its row, so that nothing can come to name it, which leaves behind what the store is still
/// to be rid of (a trigger); then its bytes. Answers how many went, and whether more are waiting.
///
/// # Errors
/// As the database says.
pub async fn clear(tables: Tables, env: &Env, db: &Db, now: Instant) -> Result<(i64, bool), DbError> {
    let several = ("record_pictures", "picture");
    let named = shown_in(tables).map(|(table, field)| (table.name(), field)).chain([("company", "logo"), several]);
    let named = named.map(|(table, field)| format!(" AND NOT EXISTS (SELECT 1 FROM {table} WHERE \"{field}\" = p.id)"));
    let unnamed = Statement::new(format!(
        "DELETE FROM pictures WHERE id IN (SELECT p.id FROM pictures p WHERE p.created_at < ?{} LIMIT {MOST})",
        named.collect::<String>()
    ));
    let left = Statement::new(format!("SELECT json_group_array(id) FROM (SELECT id FROM left_pictures LIMIT {MOST})"));
    let rows = db.write(&[unnamed.bind(now.plus(-LONGEST_FORM)), left]).await?;
    let ids: Vec<i64> = rows.row_json(1)?;
    let more = ids.len() >= MOST;
    let mut gone = Vec::with_capacity(ids.len());
    for id in ids {
        match files::delete(env, &name(id)).await {
            Ok(()) => gone.push(id),
            Err(error) => log::error("clear_leftover_pictures", &error.to_string()),
        }
    }
    let count = i64::try_from(gone.len()).unwrap_or(i64::MAX);
    if count > 0 {
        let forget = "DELETE FROM left_pictures WHERE id IN (SELECT value FROM json_each(?))";
        db.write(&[Statement::new(forget).bind(serde_json::Value::from(gone).to_string())]).await?;
    }
    Ok((count, more && count > 0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_is_known_by_its_bytes() {
        assert_eq!(media_type(b"\x89PNG\r\n\x1a\n...."), Some(MediaType::Png));
        assert_eq!(media_type(b"\xff\xd8\xff\xe0...."), Some(MediaType::Jpeg));
        assert_eq!(media_type(b"RIFF\x10\x00\x00\x00WEBPVP8 "), Some(MediaType::Webp));
        assert_eq!(media_type(b"<svg onload=alert(1)>"), None);
        assert_eq!(media_type(b"RIFF"), None);
        assert_eq!(media_type(b"%PDF-1.7 is kept as a file, and is no picture"), None);
    }
}
