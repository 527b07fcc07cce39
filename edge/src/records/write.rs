//! The pieces of a save, for the generic verbs and for handlers of an area's own: they become one batch.
//!
//! Order matters: what refuses comes first (keys, references), then the row and its guard, then what follows from it.

use domain::field::Field;
use domain::history::{Change, HistoryAct, changes};
use domain::problem::{Obstacle, ProblemKind};
use domain::search;
use domain::time::Instant;
use serde_json::Value as Json;

use super::document;
use super::table::{Set, Table, Target, set};
use crate::db::{Rows, Sql, Statement, Value, guard, guard_unchanged};
use crate::http::caller::{Actor, Caller};
use crate::http::problems::Refusal;
use crate::http::request::Call;

/// One save, as hooks see it.
pub struct Write<'w> {
    /// The staff member who saves; their permissions are for [`super::table::Hooks::allow`].
    pub caller: &'w Caller,
    /// The moment of the save, the same in all that is written.
    pub now: Instant,
    /// The record's, drawn beforehand when it is created.
    pub id: i64,
    /// `created`, `updated`, `archived`, `restored`, `deleted`.
    pub act: HistoryAct,
    /// The record as it is (`Record`), unless it is being created.
    pub current: Option<&'w Json>,
    /// The draft, when there is one.
    pub draft: Option<&'w Json>,
    /// The raw query string, for what a save is asked beside the draft.
    pub query: &'w str,
}

impl Write<'_> {
    /// Who does it, as the history names them.
    #[must_use]
    pub fn actor(&self) -> Actor {
        Actor::from(self.caller)
    }

    /// A field as it was.
    #[must_use]
    pub fn before(&self, field: &str) -> &Json {
        self.current.and_then(|current| document::fields(current).get(field)).unwrap_or(&Json::Null)
    }

    /// A field as it will be.
    #[must_use]
    pub fn after(&self, field: &str) -> &Json {
        self.draft.and_then(|draft| draft.get(field)).unwrap_or(&Json::Null)
    }

    /// A fact of the record as it is.
    #[must_use]
    pub fn fact(&self, name: &str) -> &Json {
        self.current.map_or(&Json::Null, |current| document::fact(current, name))
    }

    /// Whether the save touches a field.
    #[must_use]
    pub fn changes(&self, field: &str) -> bool {
        self.draft.is_some() && self.before(field) != self.after(field)
    }
}

/// Refuses a save whose draft names, in one of `fields`, what doesn't exist or is archived: `field:not_found`.
#[must_use]
pub fn references(table: &Table, draft: &Json, touched: impl Fn(&str) -> bool) -> Vec<Statement> {
    let named = |field| draft.get(field).filter(|value| !value.is_null());
    let all = table.references().filter(|reference| reference.through.is_none() && touched(reference.field));
    all.filter_map(|reference| {
        let value = named(reference.field)?;
        let name = format!("{}:not_found", reference.field);
        let (from, live) = (reference.to.table(), reference.live);
        Some(
            match value {
                Json::Array(_) => guard(
                    &name,
                    &format!(
                        "EXISTS (SELECT 1 FROM json_each(?) WHERE value NOT IN (SELECT id FROM {from} WHERE {live}))"
                    ),
                ),
                _ => guard(&name, &format!("NOT EXISTS (SELECT 1 FROM {from} WHERE id = ? AND {live})")),
            }
            .bind(Value::of_json(value)),
        )
    })
    .collect()
}

/// Refuses a save that hangs up a picture which its writer didn't bring in: `field:not_found`. Who could, would see it by that.
#[must_use]
pub fn pictures(table: &Table, save: &Write) -> Vec<Statement> {
    let ids = |value: &Json| match value {
        Json::Array(ids) => ids.clone(),
        Json::Null => Vec::new(),
        id => vec![id.clone()],
    };
    let hung = table.references().filter(|named| named.to == Target::Picture && save.changes(named.field));
    hung.map(|named| {
        let had = ids(save.before(named.field));
        let brought: Vec<Json> = ids(save.after(named.field)).into_iter().filter(|id| !had.contains(id)).collect();
        let theirs = "EXISTS (SELECT 1 FROM json_each(?) j WHERE NOT EXISTS \
            (SELECT 1 FROM pictures WHERE id = j.value AND created_by = ?))";
        let refusal = guard(&format!("{}:not_found", named.field), theirs);
        refusal.bind(Json::from(brought).to_string()).bind(save.caller.id.0)
    })
    .collect()
}

/// What the values that `known` knows are compared by, in the columns beside them.
fn keys<'v>(table: &Table, known: impl Fn(&str) -> Option<&'v Json>) -> Vec<Set> {
    let made = |field: &Field| {
        let text = known(field.name)?.as_str()?;
        Some(set(field.key_column()?, field.key?.of(text)))
    };
    table.columns().iter().filter_map(made).collect()
}

/// The new row, version 1, with the draft's fields, their keys and `more`.
#[must_use]
pub fn insert(table: &Table, id: i64, now: Instant, draft: &Json, more: &[Set]) -> Statement {
    let keys = keys(table, |field| draft.get(field));
    insert_into(table.name(), table.columns(), (id, now), draft, &[more, &keys].concat())
}

/// As [`insert`], of a row that is no record.
#[must_use]
pub fn insert_into(name: &str, fields: &[Field], at: (i64, Instant), draft: &Json, more: &[Set]) -> Statement {
    let (id, now) = at;
    let mut columns = String::from("id, version, created_at, updated_at");
    let mut values = Sql::default();
    values.with("?", id).with(", 1, ?", now).with(", ?", now);
    for field in fields {
        columns.push_str(&format!(", \"{}\"", field.name));
        values.with(", ?", Value::of_json(draft.get(field.name).unwrap_or(&Json::Null)));
    }
    for set in more {
        columns.push_str(&format!(", \"{}\"", set.column));
        values.push(", ").push(set.sql).bind_all(&set.values);
    }
    let mut sql = Sql::default();
    sql.push(&format!("INSERT INTO {name} ({columns}) VALUES (")).append(&values).push(")");
    sql.into()
}

/// The changed fields, their keys and `more`, if the version is still that one; else the batch is refused as `stale`.
#[must_use]
pub fn update(table: &Table, at: (i64, i64), now: Instant, changed: &[Change], more: &[Set]) -> Vec<Statement> {
    let after = |field: &str| changed.iter().find(|change| change.field == field).map(|change| &change.after);
    let keys = keys(table, after);
    update_in(table.name(), table.columns(), at, now, changed, &[more, &keys].concat())
}

/// As [`update`], of a row that is no record.
#[must_use]
pub fn update_in(
    name: &str,
    fields: &[Field],
    at: (i64, i64),
    now: Instant,
    changed: &[Change],
    more: &[Set],
) -> Vec<Statement> {
    let (id, version) = at;
    let mut sql = Sql::default();
    sql.with(&format!("UPDATE {name} SET version = version + 1, updated_at = ?"), now);
    for change in changed.iter().filter(|change| fields.iter().any(|field| field.name == change.field)) {
        sql.with(&format!(", \"{}\" = ?", change.field), Value::of_json(&change.after));
    }
    for set in more {
        sql.push(&format!(", \"{}\" = {}", set.column, set.sql)).bind_all(&set.values);
    }
    sql.with(" WHERE id = ?", id).with(" AND version = ?", version);
    vec![sql.into(), guard_unchanged("stale")]
}

/// The words a record is found by, in place of those it had.
#[must_use]
pub fn words(table: &Table, id: i64, text: &str) -> Vec<Statement> {
    let words = Json::from(search::words(text)).to_string();
    vec![
        Statement::new("DELETE FROM words WHERE kind = ? AND id = ?").bind(table.collection()).bind(id),
        Statement::new("INSERT OR IGNORE INTO words (kind, word, id) SELECT ?, value, ? FROM json_each(?)")
            .bind(table.collection())
            .bind(id)
            .bind(words),
    ]
}

/// The text of a draft's searched fields, each in lines of its own.
#[must_use]
pub fn searched_text(table: &Table, draft: &Json) -> String {
    let texts: Vec<&str> = table.found_by.iter().filter_map(|field| draft.get(field)?.as_str()).collect();
    texts.join("\n")
}

/// A line of a record's history.
#[must_use]
pub fn history(kind: &str, id: i64, actor: &Actor, now: Instant, act: HistoryAct, changed: &[Change]) -> Statement {
    Statement::new(
        "INSERT INTO history (kind, record, at, who_kind, who, who_name, act, changes) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
    )
    .bind(kind)
    .bind(id)
    .bind(now)
    .bind(actor.kind)
    .bind(actor.id)
    .bind(&actor.name)
    .bind(act.code())
    .bind(Value::json(&changed))
}

/// A history entry of `of` (a kind, and the column that names its record) for each row of `from` (a table and its condition
/// of one value), written before the rows change.
#[must_use]
pub fn history_of_each(
    of: (&str, &str),
    act: HistoryAct,
    changes: &str,
    from: (&str, &str),
    value: impl Into<Value>,
    actor: &Actor,
    now: Instant,
) -> Statement {
    let ((kind, record), (table, condition)) = (of, from);
    let mut sql = Sql::default();
    sql.with("INSERT INTO history (kind, record, at, who_kind, who, who_name, act, changes) SELECT ?, ", kind);
    sql.push(record);
    sql.with(", ?", now).with(", ?", actor.kind).with(", ?", actor.id).with(", ?", &actor.name).with(", ?", act.code());
    sql.push(", ").push(changes).push(" FROM ").push(table).push(" WHERE ").with(condition, value);
    sql.into()
}

/// What a creation's history tells: every field that was filled in.
#[must_use]
pub fn filled_in(draft: &Json) -> Vec<Change> {
    changes(&Json::Object(serde_json::Map::new()), draft)
        .into_iter()
        .filter(|change| !is_empty(&change.after))
        .collect()
}

/// Whether nothing was filled in.
fn is_empty(value: &Json) -> bool {
    match value {
        Json::Null => true,
        Json::String(text) => text.is_empty(),
        Json::Array(values) => values.is_empty(),
        Json::Object(parts) => parts.values().all(is_empty),
        _ => false,
    }
}

/// A refusal because of other rows, with what they are: whoever was slower by a moment is told as much as whoever came late.
/// `in_the_way` yields a list of the obstacles, or nothing.
pub async fn named(call: &Call, in_the_way: Statement, refusal: Refusal) -> Refusal {
    if !matches!(refusal.kind(), ProblemKind::AlreadyBooked | ProblemKind::AlreadyDone) {
        return refusal;
    }
    let Ok(rows) = call.db.read(&[in_the_way]).await else { return refusal };
    with_obstacles(&rows, refusal)
}

/// The refusal with the list of obstacles that was read.
#[must_use]
pub fn with_obstacles(rows: &Rows, refusal: Refusal) -> Refusal {
    match rows.json::<Vec<Obstacle>>(0) {
        Ok(Some(obstacles)) if !obstacles.is_empty() => refusal.with_obstacles(obstacles),
        _ => refusal,
    }
}
