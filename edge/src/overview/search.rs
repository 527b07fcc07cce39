//! Search over every kind of record that the caller may see.

use domain::permission::{Act, Permission};
use domain::record::Verb;
use domain::search;

use crate::db::{Sql, Statement};
use crate::http::answer::{Answer, Reply};
use crate::http::caller::Caller;
use crate::http::request::Call;
use crate::records::list::{self, FEW, FEW_OF_SEVERAL, RARE, Scope, begins, begins_as, has, rarer_than};
use crate::records::table::{Table, Tables};

/// Hits of one kind.
const MOST: u32 = 5;
/// Records with the first word that are asked whether they have the others too.
const ASKED: u32 = 50;
/// Matches of one kind that are looked at, since some may be archived or not the caller's.
const MOST_LOOKED_AT: u32 = 200;

/// `GET /api/search?q=…`: a list of `domain::overview::Hit`, by kind.
///
/// # Errors
/// 400 naming the parameter that can't be understood.
pub async fn get(call: &Call, tables: Tables) -> Answer {
    let (caller, _) = call.staff(Vec::new()).await?;
    let query = list::read(call.query())?;
    let words = search::sought(&query.q);
    if words.is_empty() {
        return Ok(Reply::json_text("[]".to_owned()));
    }
    let statements: Vec<Statement> = tables.all().filter_map(|table| statement(table, &caller, &words)).collect();
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
fn statement(table: &'static Table, caller: &Caller, words: &[String]) -> Option<Statement> {
    let first = words.first()?;
    let sees_all = caller.may(table.kind.needs(Verb::Get));
    let sees_own = table.kind.can_be_own() && caller.may(Permission::In(table.kind.area(), Act::ViewOwn));
    let found = !table.list.words.is_empty() && table.kind.verbs().contains(&Verb::Get);
    if !found || !(sees_all || sees_own) {
        return None;
    }
    let kind = table.list.words;
    let mut sql = Sql::default();
    sql.push(&format!(
        "SELECT json_group_array(json_object('kind', '{}', 'id', id, 'label', label, 'hint', hint)) FROM (",
        table.collection(),
    ));
    let several = words.len() > 1;
    if several {
        sql.push("WITH sought (word) AS MATERIALIZED (SELECT ").append(&gone_through(kind, first, words)).push(") ");
    }
    sql.push(&format!(
        "SELECT t.id AS id, {} AS label, {} AS hint FROM (SELECT DISTINCT t.id FROM words t WHERE ",
        table.label, table.hint
    ));
    if several {
        sql.append(&begins_as(kind, "(SELECT sought.word FROM sought)"));
        for word in words {
            sql.push(" AND ").append(&has(kind, word));
        }
    } else {
        sql.append(&begins(kind, first));
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

/// The word whose records are gone through for those that have all: the first if they are soon met, else one that few have.
fn gone_through(kind: &str, first: &str, words: &[String]) -> Sql {
    let mut sql = Sql::default();
    sql.with("coalesce((SELECT ? WHERE (SELECT count(*) FROM (SELECT 1 FROM (SELECT id FROM words WHERE ", first);
    sql.append(&begins(kind, first)).push(&format!(" LIMIT {ASKED}) t WHERE 1"));
    for word in words.iter().skip(1) {
        sql.push(" AND ").append(&has(kind, word));
    }
    sql.push(&format!(" LIMIT {MOST})) = {MOST})"));
    for most in [RARE, FEW, FEW_OF_SEVERAL] {
        sql.push(", ").append(&rarer_than(most, kind, words));
    }
    sql.with(", ?)", first);
    sql
}
