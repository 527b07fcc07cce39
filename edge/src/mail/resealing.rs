//! Sealing anew what an older key sealed, so that the key can be taken away.
//!
//! Invariant: what was changed meanwhile, or can't be opened, stays as it is.

use worker::Env;

use crate::db::{Db, DbError, Statement};
use crate::io::log;
use crate::io::seal::Sealer;

/// Table, its key, the sealed column, and the table that its place names. A consent under way ends before anybody takes a key away.
const PLACES: [(&str, &str, &str, &str); 9] = [
    ("mail_apps", "id", "secret", "mail_apps"),
    ("mail_apps", "id", "next_secret", "mail_apps"),
    ("mail_accounts", "id", "password", "mail_accounts"),
    ("mail_accounts", "id", "outgoing_password", "mail_accounts"),
    ("tokens", "account", "access", "tokens"),
    ("tokens", "account", "refresh", "tokens"),
    ("unconfirmed_grants", "account", "access", "tokens"),
    ("unconfirmed_grants", "account", "refresh", "tokens"),
    ("outbox", "id", "link", "outbox"),
];

/// Seals `budget` texts anew at most; how many.
///
/// # Errors
/// When the database doesn't answer.
pub async fn reseal(db: &Db, env: &Env, budget: usize) -> Result<usize, DbError> {
    let sealer = Sealer::from_env(env).map_err(|error| DbError::Broken(error.to_string()))?;
    let older = sealer.older();
    if older.is_empty() {
        return Ok(0);
    }
    let older = serde_json::to_string(&older).map_err(|error| DbError::Broken(error.to_string()))?;
    let find = |(table, key, column, _): &(&str, &str, &str, &str)| {
        Statement::new(format!(
            "SELECT json_group_array(json_array({key}, {column})) FROM (SELECT {key}, {column} FROM {table} WHERE \
             {column} IS NOT NULL AND substr({column}, 1, instr({column}, '.') - 1) IN (SELECT value FROM json_each(?)) LIMIT {budget})"
        ))
        .bind(&older)
    };
    let rows = db.read(&PLACES.each_ref().map(find)).await?;
    let mut resealed = Vec::new();
    for (at, (table, key, column, named)) in PLACES.iter().enumerate() {
        let found: Vec<(i64, String)> = rows.row_json(at)?;
        for (row, sealed) in found.into_iter().take(budget.saturating_sub(resealed.len())) {
            let place = format!("{named}:{row}:{column}");
            let again = match sealer.open(&place, &sealed).await {
                Ok(secret) => sealer.seal(&place, &secret).await,
                Err(error) => Err(error),
            };
            match again {
                Ok(again) => {
                    let keep = format!("UPDATE {table} SET {column} = ? WHERE {key} = ? AND {column} = ?");
                    resealed.push(Statement::new(keep).bind(again).bind(row).bind(sealed));
                }
                Err(error) => log::error(&place, &error.to_string()),
            }
        }
    }
    if !resealed.is_empty() {
        db.write(&resealed).await?;
    }
    Ok(resealed.len())
}
