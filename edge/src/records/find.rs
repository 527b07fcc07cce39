//! Reading one record: SQLite writes the whole document, fields and facts.

use domain::field::Field;
use domain::permission::Act;
use domain::problem::ProblemKind;
use domain::record::Verb;
use domain::visibility::Visibility;

use super::list::{self, Scope};
use super::table::{Fact, Fields, Shape, Table};
use super::update;
use crate::db::{Sql, Statement};
use crate::http::answer::{Answer, Body, Reply};
use crate::http::caller::Caller;
use crate::http::problems::Refusal;
use crate::http::request::Call;

/// Values in one call of `format`: D1 takes 32 arguments to a function.
const MOST_VALUES: usize = 30;

/// `GET /api/vehicles/{id}`: 200 with `domain::record::Record`, without what the caller may not see.
///
/// # Errors
/// 404 when there is no such record, or none that the caller may see.
pub async fn find_record(call: &Call, table: &'static Table) -> Answer {
    let id = call.record()?;
    let (caller, mut rows) = call.staff(vec![statement(table, id, None)]).await?;
    let found = match list::own(table, &caller)? {
        None => rows.take(0),
        scope => call.db.read(&[statement(table, id, scope.as_ref())]).await?.take(0),
    };
    reply(caller.visibility(table.kind), found.ok_or(ProblemKind::NotFound)?)
}

/// The record as its reader sees it.
///
/// # Errors
/// 500 when it is no record.
pub fn reply(visibility: Visibility, record: impl Into<Body> + ToString) -> Answer {
    if visibility.is_whole() {
        return Ok(Reply::json_text(record));
    }
    let mut record = update::parse(&record.to_string())?;
    visibility.hide(&mut record);
    Ok(Reply::json(&record))
}

/// The record as the caller sees it, for whoever may by its own route, wherever it is asked for.
///
/// # Errors
/// 404 for everybody else.
pub async fn seen(call: &Call, caller: &Caller, table: &Table, id: i64) -> Result<String, Refusal> {
    let kind = table.kind;
    let scope = if caller.may(kind.needs(Verb::Get)) {
        None
    } else if kind.can_be_own() && caller.may_in(kind.area(), Act::ViewOwn) {
        table.own.scope(caller)
    } else {
        return Err(ProblemKind::NotFound.into());
    };
    let rows = call.db.read(&[statement(table, id, scope.as_ref())]).await?;
    let text = rows.text(0).ok_or(ProblemKind::NotFound)?;
    let visibility = caller.visibility(kind);
    if visibility.is_whole() {
        return Ok(text);
    }
    let mut record = update::parse(&text)?;
    visibility.hide(&mut record);
    Ok(record.to_string())
}

/// The statement that yields the record as `domain::record::Record`, or no row.
#[must_use]
pub fn statement(table: &Table, id: i64, scope: Option<&Scope>) -> Statement {
    let mut sql = document(table.name(), table.fields, table.facts, id);
    if let Some(scope) = scope {
        sql.push(" AND (").push(scope.sql).push(")").bind_all(&scope.values);
    }
    sql.into()
}

/// As [`statement`], of a row that is no record.
#[must_use]
pub fn document(name: &str, fields: Fields, facts: &[Fact], id: i64) -> Sql {
    let mut sql = Sql::default();
    sql.push("SELECT format('{\"id\":%d,\"version\":%d,\"created_at\":%d,\"updated_at\":%d,\"archived_at\":%s,\"fields\":', ");
    sql.push("t.id, t.version, t.created_at, t.updated_at, coalesce(t.archived_at, 'null')) || ");
    sql.push(&draft_object(fields)).push(" || ',\"facts\":' || ").push(&object(facts)).push(" || '}'");
    sql.with(&format!(" FROM {name} t WHERE t.id = ?"), id);
    sql
}

/// SQL of the draft as a JSON object.
#[must_use]
pub fn draft_object(fields: Fields) -> String {
    match fields {
        Fields::Columns(fields) => {
            let value =
                |field: &Field| (field.name, value(&format!("t.\"{}\"", field.name), Shape::of_kind(field.kind)));
            json_object(&fields.iter().map(value).collect::<Vec<_>>())
        }
        Fields::Read(facts) => object(facts),
    }
}

/// SQL of a JSON object with these facts.
#[must_use]
pub fn object(facts: &[Fact]) -> String {
    json_object(&facts.iter().map(|fact| (fact.name, value(fact.sql, fact.shape))).collect::<Vec<_>>())
}

/// SQL of a JSON object, written by `format`, since `json_object` can't take so many values.
fn json_object(values: &[(&str, String)]) -> String {
    let mut sql = String::from("'{'");
    for (place, chunk) in values.chunks(MOST_VALUES).enumerate() {
        let names: Vec<String> = chunk.iter().map(|(name, _)| format!("\"{name}\":%s")).collect();
        let values: Vec<&str> = chunk.iter().map(|(_, value)| value.as_str()).collect();
        let comma = if place == 0 { "" } else { "," };
        sql.push_str(&format!(" || format('{comma}{}', {})", names.join(","), values.join(", ")));
    }
    sql.push_str(" || '}'");
    sql
}

/// SQL of a value as JSON.
fn value(of: &str, shape: Shape) -> String {
    match shape {
        Shape::Plain => format!("json_quote({of})"),
        Shape::Flag => format!("iif({of}, 'true', 'false')"),
        Shape::Json => format!("coalesce({of}, 'null')"),
    }
}
