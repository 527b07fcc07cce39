//! Search over every kind of record that the caller may see.

use domain::list::ListQuery;
use domain::permission::{Act, Permission};
use domain::record::{RecordKind, Verb};
use domain::search;

use crate::db::{Sql, Statement};
use crate::http::answer::{Answer, Reply};
use crate::http::caller::Caller;
use crate::http::problems::Refusal;
use crate::http::request::Call;
use crate::records::list::Scope;
use crate::records::table::{self, Table};

/// Hits of one kind.
const MOST: u32 = 5;
/// Matches of one kind that are looked at, since some may be archived or not the caller's.
const MOST_LOOKED_AT: u32 = 200;

/// `GET /api/search?q=…`: a list of `domain::overview::Hit`, by kind.
///
/// # Errors
/// 400 naming the parameter that can't be understood.
pub async fn get(call: &Call) -> Answer {
    let query = ListQuery::parse(call.query()).map_err(|bad| Refusal::parameter(&bad.0))?;
    if let Some(unknown) = query.filters.keys().next() {
        return Err(Refusal::parameter(unknown));
    }
    let (caller, _) = call.staff(Vec::new()).await?;
    let words = search::sought(&query.q);
    let Some((first, further)) = words.split_first() else { return Ok(Reply::json_text("[]".to_owned())) };
    let statements: Vec<Statement> =
        RecordKind::ALL.iter().filter_map(|kind| statement(table::of(*kind), &caller, first, further)).collect();
    if statements.is_empty() {
        return Ok(Reply::json_text("[]".to_owned()));
    }
    let rows = call.db.read(&statements).await?;
    let lists: Vec<String> = (0..statements.len()).filter_map(|place| rows.text(place)).collect();
    let hits = lists.iter().map(|list| list.trim_start_matches('[').trim_end_matches(']'));
    let hits: Vec<&str> = hits.filter(|hits| !hits.is_empty()).collect();
    Ok(Reply::json_text(format!("[{}]", hits.join(","))))
}

/// Yields a few hits of one kind; none for a kind that isn't searched, or isn't for the caller.
fn statement(table: &'static Table, caller: &Caller, first: &str, further: &[String]) -> Option<Statement> {
    let sees_all = caller.may(table.kind.needs(Verb::Get));
    let sees_own = table.kind.can_be_own() && caller.may(Permission::In(table.kind.area(), Act::ViewOwn));
    let found = !table.list.words.is_empty() && table.kind.verbs().contains(&Verb::Get);
    if !found || !(sees_all || sees_own) {
        return None;
    }
    let mut sql = Sql::default();
    sql.push(&format!(
        "SELECT json_group_array(json_object('kind', '{}', 'id', id, 'label', label, 'hint', hint)) FROM \
         (SELECT t.id AS id, {} AS label, {} AS hint FROM (SELECT DISTINCT f.id FROM words f",
        table.collection(),
        table.label,
        table.hint,
    ));
    sql.with(" WHERE f.kind = ?", table.list.words)
        .with(" AND f.word >= ?", first)
        .with(" AND f.word < ?", search::after(first));
    for word in further {
        sql.push(" AND EXISTS (SELECT 1 FROM words w WHERE w.kind = f.kind AND w.id = f.id")
            .with(" AND w.word >= ?", word)
            .with(" AND w.word < ?)", search::after(word));
    }
    sql.push(&format!(" LIMIT {MOST_LOOKED_AT}) m CROSS JOIN {} t ON t.id = m.id", table.name));
    sql.push(if table.archives() { " WHERE t.archived_at IS NULL" } else { " WHERE 1" });
    if !sees_all {
        let Scope { sql: own, values } = table.own.scope(caller)?;
        sql.push(" AND (").push(own).bind_all(&values).push(")");
    }
    sql.push(&format!(" LIMIT {MOST})"));
    Some(sql.into())
}
