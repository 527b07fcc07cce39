//! Search over every kind of record that the caller may see.

use domain::permission::{Act, Permission};
use domain::record::Verb;
use domain::search;
use serde_json::Value as Json;

use crate::db::{Sql, Statement};
use crate::http::answer::{Answer, Reply};
use crate::http::caller::Caller;
use crate::http::request::Call;
use crate::records::list::{self, Scope, begins, begins_as, has, rarer_than};
use crate::records::table::{Table, Tables};

/// Hits of one kind.
const MOST: u32 = 5;
/// Records with the first word that are asked whether they have the others too.
const ASKED: u32 = 50;
/// How many records may have the word that is gone through instead, tried in this order.
const RARE: [u32; 3] = [100, 1_000, 5_000];
/// Matches of one kind that are looked at, since some may be archived or not the caller's.
const MOST_LOOKED_AT: u32 = 200;

/// `GET /api/search?q=…`: a list of `domain::overview::Hit`, by kind.
///
/// # Errors
/// 400 naming the parameter that can't be understood.
pub async fn search_everywhere(call: &Call, tables: Tables) -> Answer {
    let (caller, _) = call.staff(Vec::new()).await?;
    let query = list::read(call.query())?;
    let words = search::query_words(&query.q);
    if words.is_empty() {
        return Ok(Reply::json_text("[]".to_owned()));
    }
    let found = match statement(tables, &caller, &words) {
        Some(statement) => call.db.read(&[statement]).await?.take(0),
        None => None,
    };
    Ok(found.map_or_else(|| Reply::json_text("[]".to_owned()), Reply::json_text))
}

/// Yields a few hits of each kind that is searched and is for the caller; none where no kind is. One statement, whose values
/// don't grow with the kinds: what is said of each is its table and its label.
fn statement(tables: Tables, caller: &Caller, words: &[String]) -> Option<Statement> {
    let hits: Vec<(&str, Sql)> = tables.all().filter_map(|table| hits(table, caller)).collect();
    let first = words.first().filter(|_| !hits.is_empty())?;
    let kinds: Vec<&str> = hits.iter().map(|(kind, _)| *kind).collect();
    let mut kind = Sql::default();
    kind.push("asked.kind");
    let mut sql = Sql::default();
    sql.with("WITH asked (kind) AS MATERIALIZED (SELECT value FROM json_each(?)", Json::from(kinds).to_string());
    // Of several words the records of one are gone through.
    sql.push("), way (kind, word) AS MATERIALIZED (SELECT kind, ");
    if words.len() > 1 {
        sql.append(&gone_through(&kind, first, words));
    } else {
        sql.with("?", first);
    }
    sql.push(" FROM asked), found (kind, ids) AS MATERIALIZED (SELECT kind, (SELECT json_group_array(id) FROM (SELECT DISTINCT t.id FROM words t WHERE ");
    let mut kind = Sql::default();
    kind.push("way.kind");
    sql.append(&begins_as(&kind, "way.word"));
    for word in words.iter().filter(|_| words.len() > 1) {
        sql.push(" AND ").append(&has(&kind, word));
    }
    sql.push(&format!(" LIMIT {MOST_LOOKED_AT})) FROM way) SELECT json_group_array(json(hit.value)) FROM (VALUES "));
    for (place, (_, hits)) in hits.iter().enumerate() {
        sql.push(if place == 0 { "((" } else { "), ((" }).append(hits).push(")");
    }
    sql.push(")) hits CROSS JOIN json_each(hits.column1) hit");
    Some(sql.into())
}

/// The words' kind, and SQL of a list of the hits among those `found`; none for a kind that isn't searched, or isn't for the
/// caller.
fn hits(table: &'static Table, caller: &Caller) -> Option<(&'static str, Sql)> {
    let sees_all = caller.may(table.kind.needs(Verb::Get));
    let sees_own = table.kind.can_be_own() && caller.may(Permission::In(table.kind.area(), Act::ViewOwn));
    let kind = table.list.words;
    let is_searched = !kind.is_empty() && table.kind.verbs().contains(&Verb::Get);
    if !is_searched || !(sees_all || sees_own) {
        return None;
    }
    let mut sql = Sql::default();
    sql.push(&format!(
        "SELECT json_group_array(json_object('kind', '{}', 'id', id, 'label', label, 'hint', hint)) FROM (\
         SELECT t.id AS id, {} AS label, {} AS hint FROM json_each((SELECT ids FROM found WHERE kind = '{kind}')) m \
         CROSS JOIN {} t ON t.id = m.value",
        table.collection(),
        table.label,
        table.hint,
        table.name()
    ));
    sql.push(if table.archives() { " WHERE t.archived_at IS NULL" } else { " WHERE 1" });
    if !sees_all {
        let Scope { sql: own, values } = table.own.scope(caller)?;
        sql.push(" AND (").push(own).bind_all(&values).push(")");
    }
    sql.push(&format!(" LIMIT {MOST})"));
    Some((kind, sql))
}

/// The word whose records are gone through for those that have all: the first if they are soon met, else one that few have.
fn gone_through(kind: &Sql, first: &str, words: &[String]) -> Sql {
    let mut sql = Sql::default();
    sql.with("coalesce((SELECT ? WHERE (SELECT count(*) FROM (SELECT 1 FROM (SELECT id FROM words WHERE ", first);
    sql.append(&begins(kind, first)).push(&format!(" LIMIT {ASKED}) t WHERE 1"));
    for word in words.iter().skip(1) {
        sql.push(" AND ").append(&has(kind, word));
    }
    sql.push(&format!(" LIMIT {MOST})) = {MOST})"));
    for most in RARE {
        sql.push(", ").append(&rarer_than(most, kind, words));
    }
    sql.with(", ?)", first);
    sql
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::tables::TABLES;
    use domain::permission::Permissions;
    use serde_json::json;

    fn caller(permissions: Permissions) -> Caller {
        serde_json::from_value(json!({
            "session": 1, "seen_at": 0, "id": 2, "name": "Ana", "language": "es", "permissions": [permissions], "driver": 3,
            "zone": "Europe/Madrid", "currency": "EUR",
        }))
        .unwrap()
    }

    #[test]
    fn however_many_kinds_there_are_one_statement_searches_them_with_a_few_values() {
        let words = ["uno", "dos", "tres", "cuatro", "cinco", "seis"].map(str::to_owned);
        let statement = statement(TABLES, &caller(Permissions::of_owner()), &words).unwrap();
        let kinds = TABLES.all().filter(|table| !table.list.words.is_empty()).count();
        assert!(kinds > 10 && statement.values.len() < 40, "{} values", statement.values.len());
        // D1 takes 100 kB: what a kind adds leaves room for many times as many.
        assert!(statement.sql.len() < 20_000, "{} bytes", statement.sql.len());
    }

    #[test]
    fn a_kind_that_is_not_for_the_caller_is_not_asked_for() {
        let words = ["uno".to_owned()];
        assert!(statement(TABLES, &caller(Permissions::NONE), &words).is_none());
        let drivers = Permissions::NONE.with(Permission::In(domain::permission::Area::Fleet, Act::ViewOwn));
        let statement = statement(TABLES, &caller(drivers), &words).unwrap();
        assert!(statement.sql.contains("vehicles t") && !statement.sql.contains("vehicle_types t"));
    }
}
