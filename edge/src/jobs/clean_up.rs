//! Forgets what has expired: sessions, links, consents under way, tries, idempotency keys, the clock's own history; and files
//! and pictures that nobody has.

use domain::time::{DAY, HOUR};

use super::{Done, JobContext};
use crate::db::{DbError, Statement};
use crate::http::rate;
use crate::people::attempts;
use crate::records::files;
use crate::settings::pictures;
use crate::tables::TABLES;

/// Rows of each kind forgotten in one run.
const MOST: u32 = 1_000;
/// How long the clock's history is kept.
const HISTORY: i64 = 30 * DAY;

pub async fn forget(context: &JobContext) -> Result<Done, DbError> {
    let now = context.now;
    let forget = |table: &str, key: &str, condition: &str| {
        format!(
            "DELETE FROM {table} WHERE ({key}) IN (SELECT {key} FROM {table} WHERE {condition} < ? LIMIT {MOST}) \
             RETURNING 'gone'"
        )
    };
    let statements = [
        Statement::new(forget("sessions", "id", "expires_at")).bind(now),
        Statement::new(forget("links", "token_hash", "expires_at")).bind(now),
        // A client that was away for two days won't send the same call again.
        Statement::new(forget("idempotency_keys", "who, key", "at")).bind(now.plus(-48 * HOUR)),
        Statement::new(forget("job_runs", "id", "started_at")).bind(now.plus(-HISTORY)),
        Statement::new(forget("oauth_states", "state_hash", "expires_at")).bind(now),
        // Of an account, say, that is no longer there.
        Statement::new(forget("work", "kind, id", "kind <> 'job' AND max(leased_until, coalesce(last_run_at, 0))"))
            .bind(now.plus(-HISTORY)),
        rate::forget(now),
    ];
    let statements: Vec<Statement> = statements.into_iter().chain(attempts::forget(now)).collect();
    let rows = context.db.write(&statements).await?;
    let gone = [0, 1, 2, 3, 4, 5].map(|place| rows.count(place));
    let most = usize::try_from(MOST).unwrap_or(usize::MAX);
    let (files, more_files) = files::clear(&context.env, &context.db, now).await?;
    let (pictures, more_pictures) = pictures::clear(TABLES, &context.env, &context.db, now).await?;
    Ok(Done {
        count: i64::try_from(gone.iter().sum::<usize>()).unwrap_or(i64::MAX).saturating_add(files + pictures),
        more: more_files || more_pictures || gone.iter().any(|count| *count >= most),
    })
}
