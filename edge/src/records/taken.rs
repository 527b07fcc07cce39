//! Who has a value that only one live record may have: a refusal names them.

use domain::field::Field;
use domain::permission::built_in_name;
use domain::problem::{Obstacle, ProblemKind};
use domain::record::{RecordKind, Verb};
use domain::text::Text;
use serde_json::Value as Json;

use super::table::Table;
use super::write::Write;
use crate::db::{Statement, Value};
use crate::http::problems::Refusal;
use crate::http::request::Call;

/// What a refusal says of who has the value.
const TAKEN_BY: Text =
    Text(["Ya lo tiene {name}.", "{name} has it already.", "Lo ha già {name}.", "Ma to już {name}."]);

/// The refusal of a save, or of an archived record that is to come back; where a field's value is taken, with the record that
/// has it, for whoever may see that.
pub async fn named(call: &Call, table: &Table, save: &Write<'_>, refusal: Refusal) -> Refusal {
    let Some(field) = refusal.taken().map(str::to_owned) else { return refusal };
    let refusal = match save.draft {
        Some(_) => refusal,
        None => refusal.of_kind(ProblemKind::TakenMeanwhile),
    };
    if !save.caller.may(table.kind.needs(Verb::Get)) {
        return refusal;
    }
    let Some(holder) = holder(table, save, &field, refusal.taken_within()) else { return refusal };
    // Why it was refused is known; only the name is missing.
    let Ok(Ok(Some(holder))) = call.db.read(&[holder]).await.map(|rows| rows.json::<Obstacle>(0)) else {
        return refusal;
    };
    let language = save.caller.language;
    let built_in = built_in_name(&holder.label).filter(|_| table.kind == RecordKind::Role);
    let name = built_in.map_or(holder.label.as_str(), |name| name.get(language));
    let sentence = TAKEN_BY.fill(language, &[("name", name)]);
    refusal.saying(&field, sentence).with_obstacles(vec![holder])
}

/// The other live record that has what stands, or will stand, in the field, and the same in the columns `within`.
fn holder(table: &Table, save: &Write, field: &str, within: &[String]) -> Option<Statement> {
    let field = table.field(field)?;
    let column = field.key_column().unwrap_or_else(|| field.name.to_owned());
    let stands = |column: &str| (format!("(SELECT \"{column}\" FROM {} WHERE id = ?)", table.name()), save.id.into());
    let (wanted, value) = match save.draft {
        Some(draft) => ("?".to_owned(), compared(field, draft.get(field.name)?)?),
        None => stands(&column),
    };
    let mut sql = format!(
        "SELECT json_object('kind', '{}', 'id', t.id, 'label', {}) FROM {} t WHERE t.archived_at IS NULL AND t.id <> ? \
         AND t.\"{column}\" = {wanted} COLLATE NOCASE",
        table.collection(),
        table.label,
        table.name(),
    );
    let mut values = vec![Value::from(save.id), value];
    for column in within {
        let (wanted, value) = match save.draft {
            Some(draft) => ("?".to_owned(), Value::of_json(draft.get(column)?)),
            None => stands(column),
        };
        sql.push_str(&format!(" AND t.\"{column}\" = {wanted}"));
        values.push(value);
    }
    sql.push_str(" LIMIT 1");
    Some(values.into_iter().fold(Statement::new(sql), Statement::bind))
}

/// What a field's value is compared by.
fn compared(field: &Field, value: &Json) -> Option<Value> {
    match field.key {
        Some(key) => Some(key.of(value.as_str()?).into()),
        None => Some(Value::of_json(value)),
    }
}
