//! Files of records: brought in one by one, named by a record's draft, handed out to whoever may see that record.
//!
//! A table whose draft has `files` puts [`known`] and [`keep`] into its hooks and [`ATTACHED`] among its facts; a trigger
//! gives its files up when a row goes. What is no plain record says [`Named`] itself.
//!
//! Invariant: bytes lie in the store only while a row names them: the row is there before them and goes after them.

mod incoming;
mod leftovers;
pub mod media;

use domain::check::{Check, FieldCode};
use domain::file::{File, LARGEST, LONGEST_NAME, MediaType};
use domain::id::{FileId, StaffId};
use domain::problem::ProblemKind;
use domain::record::RecordKind;
use domain::text::visible;
use serde::Deserialize;
use worker::Env;

use super::find;
use super::table::{Table, Tables};
use super::write::Write;
use crate::db::{Statement, Value, guard, guard_unchanged};
use crate::http::answer::{Answer, Reply};
use crate::http::caller::{Actor, Caller};
use crate::http::problems::Refusal;
use crate::http::query;
use crate::http::rate::{Act, Limit};
use crate::http::request::Call;
use crate::io::files::{self, FileError};
use crate::io::{log, random};

pub use leftovers::clear;

/// SQL of the files that a list of ids names, in its order, as a list of `domain::file::File`; the list is what `json_each`
/// is to walk.
macro_rules! attached {
    ($list:literal) => {
        concat!(
            "(SELECT json_group_array(json_object('id', f.id, 'name', f.name, 'media_type', f.media_type, 'size', f.size)) \
             FROM json_each(",
            $list,
            ") j CROSS JOIN files f ON f.id = j.value)"
        )
    };
}
pub(crate) use attached;

/// The files that record `t` names.
pub const ATTACHED: &str = attached!("t.files");

/// What the store knows a file by.
fn place(id: i64) -> String {
    format!("files/{id}")
}

/// The files that a record has from now on, by its draft.
pub struct Named {
    /// Of the record's kind.
    pub collection: &'static str,
    /// Its id.
    pub record: i64,
    /// A JSON list of ids.
    pub ids: Value,
}

impl Named {
    /// `None` when a save leaves them as they are.
    fn of(table: &Table, save: &Write) -> Option<Self> {
        let ids = || Value::of_json(save.after("files"));
        save.changes("files").then(|| Self { collection: table.collection(), record: save.id, ids: ids() })
    }

    /// Refuses, at `field`, a file which isn't the record's own or one that `by` brought in and no record has.
    #[must_use]
    pub fn known(&self, field: &str, by: StaffId) -> Statement {
        let unknown = "EXISTS (SELECT 1 FROM json_each(?) j WHERE NOT EXISTS (SELECT 1 FROM files f WHERE f.id = j.value \
            AND f.state = 'kept' AND (f.kind = ? AND f.record = ? OR f.record IS NULL AND f.created_by = ?)))";
        let refusal = guard(&format!("{field}:not_found"), unknown).bind(self.ids.clone());
        refusal.bind(self.collection).bind(self.record).bind(by.0)
    }

    /// Refuses, at `field`, more than `most` bytes in all.
    #[must_use]
    pub fn within(&self, field: &str, most: i64) -> Statement {
        let larger = "(SELECT sum(size) FROM files WHERE id IN (SELECT value FROM json_each(?))) > ?";
        guard(&format!("{field}:files_too_large"), larger).bind(self.ids.clone()).bind(most)
    }

    /// Hangs them on the record.
    #[must_use]
    pub fn attach(&self) -> Statement {
        self.of_record(
            "UPDATE files SET kind = ?, record = ? WHERE id IN (SELECT value FROM json_each(?)) AND record IS NULL",
        )
    }

    /// Gives up those that the record had and no longer names.
    fn give_up_others(&self) -> Statement {
        self.of_record(
            "UPDATE files SET state = 'removed' WHERE kind = ? AND record = ? \
             AND id NOT IN (SELECT value FROM json_each(?))",
        )
    }

    /// The SQL with the record's kind and id and the list of ids, in this order.
    fn of_record(&self, sql: &str) -> Statement {
        Statement::new(sql).bind(self.collection).bind(self.record).bind(self.ids.clone())
    }
}

/// Refuses a draft that names a file which isn't the record's own or one that the caller brought in and no record has.
pub fn known(table: &Table, save: &Write) -> Vec<Statement> {
    Named::of(table, save).map(|named| named.known("files", save.caller.id)).into_iter().collect()
}

/// Hangs the files that the draft names on the record and gives up those it no longer names.
pub fn keep(table: &Table, save: &Write) -> Vec<Statement> {
    Named::of(table, save).map_or_else(Vec::new, |named| vec![named.attach(), named.give_up_others()])
}

/// A file's bytes; `None` when the store has none of that name, which may be because it has not heard of them yet.
///
/// # Errors
/// When the store doesn't answer.
pub async fn bytes(env: &Env, id: FileId) -> Result<Option<Vec<u8>>, FileError> {
    files::read_bytes(env, &place(id.0)).await
}

/// `POST /api/files?name=…`, the bytes as body: 201 with `domain::file::File`.
///
/// # Errors
/// 413 above 10 MB; 415 for what isn't one of `domain::file::MediaType`; 422 at `name`; 429 after too many.
pub async fn add(call: &Call) -> Answer {
    let (caller, _) = call.staff(Vec::new()).await?;
    let name = name(call.query())?;
    let mut incoming = incoming::Incoming::from_call(call)?;
    let head = incoming.head().await?;
    let media_type = media::media_type_of(&head, &name).ok_or(ProblemKind::UnsupportedType)?;
    let (id, name) = (random::id(), media_type.named(&name));
    let limit = Limit::new(Act::UploadFile, &Actor::from(&caller));
    let row = Statement::new("INSERT INTO files (id, name, media_type, created_at, created_by) VALUES (?, ?, ?, ?, ?)")
        .bind(id)
        .bind(&name)
        .bind(media_type.code())
        .bind(call.now)
        .bind(caller.id.0);
    let [count, guard] = limit.guard(call.now);
    if let Err(error) = call.db.write(&[count, guard, row]).await {
        return Err(limit.explain(call, error.into()).await);
    }
    match bring_in(call, id, incoming, head, media_type).await {
        Ok(size) => {
            let file = File { id: FileId(id), name, media_type, size };
            Ok(Reply::json(&file).with_status(201))
        }
        Err(refusal) => {
            take_back(call, id).await;
            Err(refusal)
        }
    }
}

/// Stores the bytes and keeps the row; their number.
async fn bring_in(
    call: &Call,
    id: i64,
    incoming: incoming::Incoming,
    head: Vec<u8>,
    media_type: MediaType,
) -> Result<i64, Refusal> {
    let (chunks, tally) = incoming.counted(head, media_type.is_archive());
    let stored = files::put_chunks(&call.env, &place(id), chunks).await;
    // What ended the stream is the reason; the store only says that it ended.
    let (size, sha256) = tally.finish()?;
    stored?;
    let confirmed =
        Statement::new("UPDATE files SET state = 'kept', size = ?, sha256 = ? WHERE id = ? AND state = 'pending'")
            .bind(size)
            .bind(sha256)
            .bind(id);
    call.db.write(&[confirmed, guard_unchanged("unavailable")]).await?;
    Ok(size)
}

/// What fails here is done by the clock later: the row still says that its bytes may lie in the store.
async fn take_back(call: &Call, id: i64) {
    if let Err(error) = files::delete(&call.env, &place(id)).await {
        log::error(call.id(), &error.to_string());
        return;
    }
    if let Err(error) = call.db.write(&[Statement::new("DELETE FROM files WHERE id = ?").bind(id)]).await {
        log::error(call.id(), &error.to_string());
    }
}

/// The name in the query, without the folders a browser or a person may have put before it.
fn name(query: &str) -> Result<String, Refusal> {
    // A file without a name is refused as one with an empty name is.
    let given = query::value(query, "name").unwrap_or_default();
    let name = given.rsplit_once(['/', '\\']).map_or(&*given, |(_, name)| name).trim().to_owned();
    let mut check = Check::default();
    check.required("name", &name, LONGEST_NAME);
    // A mark that turns the direction of text makes `txt.exe` read as `exe.txt`.
    check.that("name", visible(&name) == name, FieldCode::ControlCharacter);
    let errors = check.into_errors();
    if errors.is_empty() { Ok(name) } else { Err(Refusal::invalid(errors)) }
}

/// A file's row.
#[derive(Deserialize)]
struct Found {
    /// As whoever brought it in called it.
    name: String,
    /// What its bytes are.
    media_type: MediaType,
    /// Of its bytes, as it stands in the row.
    sha256: String,
    /// Who brought it in.
    created_by: i64,
    /// The kind of the record that names it.
    kind: Option<RecordKind>,
    /// The id of that record.
    record: Option<i64>,
}

/// `GET /api/files/{id}`; `?show=true` to show it in place instead of saving it, where its type can be.
///
/// # Errors
/// 404 for whoever may not see its record; while no record has it, for everybody but who brought it in.
pub async fn get_file(call: &Call, tables: Tables) -> Answer {
    let id = call.record()?;
    let known = Statement::new(
        "SELECT json_object('name', name, 'media_type', media_type, 'sha256', sha256, 'created_by', created_by, \
         'kind', kind, 'record', record) FROM files WHERE id = ? AND state = 'kept'",
    );
    let (caller, rows) = call.staff(vec![known.bind(id)]).await?;
    let found: Found = rows.json(0)?.ok_or(ProblemKind::NotFound)?;
    may_see(call, tables, &caller, &found).await?;
    let etag = format!("\"{}\"", found.sha256);
    // It never changes, but whether one may see it does: the browser asks each time.
    let headers =
        |reply: Reply| reply.with_header("etag", etag.as_str()).with_header("cache-control", "private, no-cache");
    if call.header("if-none-match").is_some_and(|known| known.split(',').any(|known| known.trim() == etag)) {
        return Ok(headers(Reply::empty().with_status(304)));
    }
    let chunks = files::chunks(&call.env, &place(id)).await?.ok_or(ProblemKind::NotFound)?;
    let shown = found.media_type.is_shown() && call.query().split('&').any(|part| part == "show=true");
    let reply = Reply::chunks(of_bytes(found.media_type), chunks)
        .with_header("content-disposition", disposition(shown, &found.name))
        .with_header("content-security-policy", policy(shown, found.media_type));
    Ok(headers(reply))
}

/// Refuses, as if there were none, whoever may not see the record that names it.
async fn may_see(call: &Call, tables: Tables, caller: &Caller, found: &Found) -> Result<(), Refusal> {
    let (Some(kind), Some(record)) = (found.kind, found.record) else {
        let theirs = found.created_by == caller.id.0;
        return if theirs { Ok(()) } else { Err(ProblemKind::NotFound.into()) };
    };
    find::seen(call, caller, tables.table_of(kind), record).await.map(drop)
}

/// The `content-type` that it is handed out with.
fn of_bytes(media_type: MediaType) -> &'static str {
    match media_type {
        MediaType::Text => "text/plain; charset=utf-8",
        MediaType::Csv => "text/csv; charset=utf-8",
        other => other.code(),
    }
}

/// RFC 6266: the name as it is, and in letters that every client reads.
fn disposition(shown: bool, name: &str) -> String {
    let plain: String =
        name.chars().map(|c| if c.is_ascii_graphic() && !"\"\\%".contains(c) || c == ' ' { c } else { '_' }).collect();
    let exact: String = name
        .bytes()
        .map(|byte| match byte {
            b'0'..=b'9' | b'a'..=b'z' | b'A'..=b'Z' | b'.' | b'-' | b'_' => char::from(byte).to_string(),
            other => format!("%{other:02X}"),
        })
        .collect();
    let how = if shown { "inline" } else { "attachment" };
    format!("{how}; filename=\"{plain}\"; filename*=UTF-8''{exact}")
}

/// Nothing in a file may run or reach out. A PDF that is shown does without the sandbox, in which browsers refuse to show
/// one; only our own pages may frame it.
const fn policy(shown: bool, media_type: MediaType) -> &'static str {
    match (shown, media_type) {
        (true, MediaType::Pdf) => {
            "default-src 'none'; style-src 'unsafe-inline'; object-src 'self'; frame-ancestors 'self'"
        }
        (true, _) => "default-src 'none'; style-src 'unsafe-inline'; img-src 'self'; frame-ancestors 'self'; sandbox",
        (false, _) => "default-src 'none'; frame-ancestors 'none'; sandbox",
    }
}

/// Whether the announced length is too long already.
fn too_long(announced: Option<&str>) -> bool {
    announced.and_then(|length| length.parse::<usize>().ok()).is_some_and(|length| length > LARGEST)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn a_files_name_is_its_last_part_and_hides_nothing() {
        assert_eq!(name("name=C%3A%5Cscans%5Citv.pdf").unwrap(), "itv.pdf");
        assert_eq!(name("name=..%2F..%2Fitv%20a%C3%B1o.pdf").unwrap(), "itv año.pdf");
        for bad in ["", "name=", "name=a%0Ab.pdf", "name=x%2F", "name=exe%E2%80%AEfdp.pdf"] {
            assert_eq!(name(bad).unwrap_err().kind(), ProblemKind::Invalid, "{bad}");
        }
    }

    #[test]
    fn a_name_can_end_neither_the_header_nor_its_quotes() {
        assert_eq!(
            disposition(false, "año \"1\".pdf"),
            "attachment; filename=\"a_o _1_.pdf\"; filename*=UTF-8''a%C3%B1o%20%221%22.pdf"
        );
    }
}
