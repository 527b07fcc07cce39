//! Files that nobody has: uploads that broke off, files that no record came to name, those of records that are gone.

use domain::time::{DAY, HOUR, Instant};
use worker::Env;

use super::place;
use crate::db::{Db, DbError, Statement};
use crate::io::{files, log};

/// Files taken away in one run.
const MOST: usize = 100;
/// An upload that takes longer was broken off.
const LONGEST_UPLOAD: i64 = HOUR;
/// A form that stands open longer has been left.
const LONGEST_FORM: i64 = DAY;

/// Takes away what is left over: first it is marked, so that no record can name it any more, then its bytes go, then its
/// row. What fails stays marked for the next run. Answers how many went, and whether more are waiting.
///
/// # Errors
/// As the database says.
pub async fn clear(env: &Env, db: &Db, now: Instant) -> Result<(i64, bool), DbError> {
    let mark = Statement::new(
        "UPDATE files SET state = 'removed' WHERE state = 'pending' AND created_at < ? \
         OR state = 'kept' AND record IS NULL AND created_at < ?",
    );
    let marked = Statement::new(format!(
        "SELECT json_group_array(id) FROM (SELECT id FROM files WHERE state = 'removed' \
         AND (record IS NULL OR state <> 'kept') ORDER BY created_at LIMIT {MOST})"
    ));
    let rows = db.write(&[mark.bind(now.plus(-LONGEST_UPLOAD)).bind(now.plus(-LONGEST_FORM)), marked]).await?;
    let ids: Vec<i64> = rows.row_json(1)?;
    let more = ids.len() >= MOST;
    let mut gone = Vec::with_capacity(ids.len());
    for id in ids {
        match files::delete(env, &place(id)).await {
            Ok(()) => gone.push(id),
            Err(error) => log::error("clear_leftover_files", &error.to_string()),
        }
    }
    let count = i64::try_from(gone.len()).unwrap_or(i64::MAX);
    if count > 0 {
        let forget = "DELETE FROM files WHERE state = 'removed' AND id IN (SELECT value FROM json_each(?))";
        db.write(&[Statement::new(forget).bind(serde_json::Value::from(gone).to_string())]).await?;
    }
    Ok((count, more && count > 0))
}
