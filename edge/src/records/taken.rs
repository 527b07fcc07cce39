//! Who has a value that only one live record may have: a refusal names them.

use domain::folding;
use domain::problem::{Obstacle, ProblemKind};
use serde_json::Value as Json;

use super::table::Table;
use crate::db::{DbError, Statement, Value};
use crate::http::caller::Caller;
use crate::http::problems::Refusal;
use crate::http::request::Call;

/// Whose value it is.
pub enum Wanted<'w> {
    /// An archived row's that is to come back.
    Restored,
    /// A draft's.
    Draft(&'w Json),
}

/// The refusal that an error becomes; a breach of one of the table's unique indexes with the record that has the value, for
/// whoever may see it.
pub async fn named(
    call: &Call,
    table: &Table,
    id: i64,
    wanted: Wanted<'_>,
    caller: &Caller,
    error: DbError,
) -> Refusal {
    let column = match &error {
        DbError::Taken(columns) => columns.strip_prefix(table.name).and_then(|rest| rest.strip_prefix('.')),
        _ => None,
    };
    let Some(column) = column.filter(|column| !column.contains(',')).map(str::to_owned) else { return error.into() };
    let refusal = match wanted {
        Wanted::Restored => Refusal::from(error).of_kind(ProblemKind::TakenMeanwhile),
        Wanted::Draft(_) => error.into(),
    };
    if !caller.may(table.kind.needs(domain::record::Verb::Get)) {
        return refusal;
    }
    let Some(statement) = holder(table, id, &column, &wanted) else { return refusal };
    match call.db.read(&[statement]).await.map(|rows| rows.json::<Obstacle>(0)) {
        Ok(Ok(Some(holder))) => refusal.with_obstacles(vec![holder]),
        _ => refusal,
    }
}

/// The live record, other than `id`, that has the value.
fn holder(table: &Table, id: i64, column: &str, wanted: &Wanted<'_>) -> Option<Statement> {
    let of = |value: &str| {
        Statement::new(format!(
            "SELECT json_object('kind', '{}', 'id', t.id, 'label', {}) FROM {} t WHERE t.archived_at IS NULL AND t.id <> ? \
             AND t.\"{column}\" = {value} COLLATE NOCASE LIMIT 1",
            table.collection(),
            table.label,
            table.name,
        ))
        .bind(id)
    };
    match wanted {
        Wanted::Restored => Some(of(&format!("(SELECT \"{column}\" FROM {} WHERE id = ?)", table.name)).bind(id)),
        Wanted::Draft(draft) => {
            let value = match folding::keys(table.kind).iter().find(|key| key.column == column) {
                Some(key) => Value::from((key.of)(draft.get(key.field)?.as_str()?)),
                None => Value::of_json(draft.get(column)?),
            };
            Some(of("?").bind(value))
        }
    }
}
