//! Lists: one statement writes the whole page; the edge only cuts its end.
//!
//! Pages follow a key, the sort's value and the id, in either direction. The rows behind a cursor are found in up to three
//! pieces (the same value with further ids, further values, the empty ones), each by its index, so that a page costs the
//! same wherever it lies.
//!
//! Invariant: a page reads at most one row more than it shows (for each value of a filter with several), and one per row of
//! the one table it joins. Sorts and filters speak of `t` only.

use domain::id::MAX_ID;
use domain::list::ListQuery;
use domain::problem::ProblemKind;
use serde_json::Value as Json;

use super::table::{Shape, Table};
use crate::db::{Sql, Statement, Value};
use crate::http::answer::{Answer, Reply};
use crate::http::problems::Refusal;
use crate::http::request::Call;

mod filter;

pub use filter::{Case, Filter, among, at_least, before, cases, code, conditions, is, on, test};

/// What a list's rows are made of, how it can be sorted and filtered.
pub struct List {
    /// The table as `t`, and at most one joined table: by `CROSS JOIN`, which SQLite never turns round.
    pub from: &'static str,
    /// In the order of the row struct's fields.
    pub cells: &'static [Cell],
    /// The first is the list's own.
    pub sorts: &'static [Sort],
    pub filters: &'static [Filter],
    /// The collection its words are kept under; empty where nothing is searched.
    pub words: &'static str,
    /// Whether rows have an `archived_at`.
    pub archives: bool,
}

/// A value of a row.
#[derive(Clone, Copy, Debug)]
pub struct Cell {
    pub name: &'static str,
    pub sql: &'static str,
    pub shape: Shape,
    /// How a spreadsheet should get it.
    pub meaning: Meaning,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Meaning {
    AsIs,
    /// Epoch milliseconds.
    Instant,
    /// Minor units of the company's currency.
    Money,
}

#[must_use]
pub const fn cell(name: &'static str, sql: &'static str) -> Cell {
    Cell { name, sql, shape: Shape::Plain, meaning: Meaning::AsIs }
}

impl Cell {
    #[must_use]
    pub const fn flag(self) -> Self {
        Self { shape: Shape::Flag, ..self }
    }

    #[must_use]
    pub const fn json(self) -> Self {
        Self { shape: Shape::Json, ..self }
    }

    #[must_use]
    pub const fn instant(self) -> Self {
        Self { meaning: Meaning::Instant, ..self }
    }

    #[must_use]
    pub const fn money(self) -> Self {
        Self { meaning: Meaning::Money, ..self }
    }
}

/// An order. An index should hold its expression and the id.
#[derive(Clone, Copy, Debug)]
pub struct Sort {
    pub name: &'static str,
    pub sql: &'static str,
    /// Largest first unless turned round.
    pub falls: bool,
    pub nullable: bool,
}

#[must_use]
pub const fn rising(name: &'static str, sql: &'static str) -> Sort {
    Sort { name, sql, falls: false, nullable: false }
}

#[must_use]
pub const fn falling(name: &'static str, sql: &'static str) -> Sort {
    Sort { name, sql, falls: true, nullable: false }
}

impl Sort {
    /// Its expression may be null; such rows come first when rising, last when falling.
    #[must_use]
    pub const fn nullable(self) -> Self {
        Self { nullable: true, ..self }
    }
}

/// A condition that the caller can't take away: `view own`, a customer's own records.
#[derive(Clone, Debug)]
pub struct Scope {
    pub sql: &'static str,
    pub values: Vec<Value>,
}

/// `GET /api/vehicles?q=…&sort=-name&status=active&cursor=…`.
///
/// # Errors
/// 400 naming the parameter that can't be understood.
pub async fn answer(call: &Call, table: &'static Table) -> Answer {
    let query = ListQuery::parse(&call.query).map_err(|bad| Refusal::parameter(&bad.0))?;
    let (caller, rows) = call.staff(vec![statement(&table.list, &query, None)?]).await?;
    let rows = match own(table, caller.own_only, caller.driver_or_none())? {
        None => rows,
        scope => call.db.read(&[statement(&table.list, &query, scope.as_ref())?]).await?,
    };
    Ok(Reply::json_text(page(&table.list, rows.text(0).unwrap_or_default())))
}

/// The narrowing of a caller who may only see what is theirs.
///
/// # Errors
/// 403 for records of which nothing can be one's own.
pub fn own(table: &Table, own_only: bool, driver: i64) -> Result<Option<Scope>, Refusal> {
    match (own_only, table.own) {
        (false, _) => Ok(None),
        (true, "") => Err(ProblemKind::NotAllowed.into()),
        (true, sql) => Ok(Some(Scope { sql, values: vec![driver.into(); sql.matches('?').count()] })),
    }
}

/// The statement of a page: yields its rows as JSON arrays, a line each, and the cursor of the next page in the last line.
///
/// # Errors
/// 400 naming a sort or filter the list doesn't have, a filter's value that can't be, or a cursor of another list.
pub fn statement(list: &List, query: &ListQuery, scope: Option<&Scope>) -> Result<Statement, Refusal> {
    statement_of(list, query, scope, query.rows())
}

/// As [`statement`], of more rows than a caller may ask for.
///
/// # Errors
/// As [`statement`].
pub fn statement_of(list: &List, query: &ListQuery, scope: Option<&Scope>, rows: u32) -> Result<Statement, Refusal> {
    let (sort, falls) = sorting(list, query)?;
    let wanted = filter::wanted(list, query, scope)?;
    let pieces = pieces(sort, falls, &query.cursor)?;
    let order = Order { sort, falls, most: rows + 1 };
    let (cells, by) = (row(list), sort.sql);
    let mut sql = Sql::default();
    sql.push(&format!(
        "SELECT coalesce(group_concat(r, ',\n'), '') || '\n' || \
         CASE WHEN count(*) > {rows} THEN json_extract(json_group_array(c), '$[{}]') ELSE '' END FROM (",
        rows.saturating_sub(1)
    ));
    if wanted.either.is_empty() {
        let select = format!("SELECT {cells} AS r, json_array({by}, t.id) AS c FROM {}", list.from);
        sql.append(&order.pieces(&select, &wanted.all, &pieces));
    } else {
        // Each value's rows are found by their own index; only those that are shown are read and joined.
        let select = format!("SELECT t.id AS id, {by} AS s FROM {}", base(list.from));
        sql.push(&format!("SELECT {cells} AS r, json_array(k.s, t.id) AS c FROM ("));
        for (place, one) in wanted.either.iter().enumerate() {
            let mut all = wanted.all.clone();
            all.append(one);
            sql.push(if place == 0 { "SELECT * FROM (" } else { " UNION ALL SELECT * FROM (" });
            sql.append(&order.pieces(&select, &all, &pieces)).push(")");
        }
        sql.push(&order.by("s", "id")).push(&format!(") k CROSS JOIN {} WHERE t.id = k.id", list.from));
        sql.push(&order.by("k.s", "k.id"));
    }
    sql.push(")");
    Ok(sql.into())
}

/// The list's own table, without what it joins.
fn base(from: &str) -> &str {
    let joined = ["CROSS JOIN", "LEFT JOIN", "JOIN"].iter().filter_map(|join| from.find(join)).min();
    joined.and_then(|at| from.get(..at)).unwrap_or(from)
}

struct Order<'l> {
    sort: &'l Sort,
    falls: bool,
    most: u32,
}

impl Order<'_> {
    fn by(&self, sort: &str, id: &str) -> String {
        let direction = if self.falls { " DESC" } else { "" };
        format!(" ORDER BY {sort}{direction}, {id}{direction} LIMIT {}", self.most)
    }

    /// The rows behind the cursor, piece by piece.
    fn pieces(&self, select: &str, wanted: &Sql, pieces: &[Sql]) -> Sql {
        let mut sql = Sql::default();
        let several = pieces.len() > 1;
        for (place, piece) in pieces.iter().enumerate() {
            if several {
                sql.push(if place == 0 { "SELECT * FROM (" } else { " UNION ALL SELECT * FROM (" });
            }
            sql.push(select).push(" WHERE ").append(wanted).append(piece).push(&self.by(self.sort.sql, "t.id"));
            if several {
                sql.push(")");
            }
        }
        if several {
            sql.push(&format!(" LIMIT {}", self.most));
        }
        sql
    }
}

/// The page's JSON from what [`statement`] yielded.
#[must_use]
pub fn page(list: &List, yielded: &str) -> String {
    let (rows, cursor) = cut(yielded);
    let mut out = String::with_capacity(yielded.len() + 256);
    out.push_str("{\"columns\":[");
    for (place, cell) in list.cells.iter().enumerate() {
        out.push_str(if place == 0 { "\"" } else { ",\"" });
        out.push_str(cell.name);
        out.push('"');
    }
    out.push_str("],\"rows\":[");
    out.push_str(rows);
    out.push_str("],\"next\":");
    match cursor {
        Some(cursor) => out.push_str(&Json::from(cursor).to_string()),
        None => out.push_str("null"),
    }
    out.push('}');
    out
}

/// The page's rows without the one more that was read, and the next page's cursor.
pub fn cut(yielded: &str) -> (&str, Option<&str>) {
    match yielded.rsplit_once('\n') {
        None | Some((_, "")) => (yielded.trim_end_matches('\n'), None),
        Some((rows, cursor)) => (rows.rsplit_once(",\n").map_or(rows, |(rows, _)| rows), Some(cursor)),
    }
}

fn row(list: &List) -> String {
    let values: Vec<String> = list
        .cells
        .iter()
        .map(|cell| match cell.shape {
            Shape::Plain => cell.sql.to_owned(),
            Shape::Flag => format!("json(iif({}, 'true', 'false'))", cell.sql),
            Shape::Json => format!("json({})", cell.sql),
        })
        .collect();
    format!("json_array({})", values.join(", "))
}

pub fn sorting<'l>(list: &'l List, query: &ListQuery) -> Result<(&'l Sort, bool), Refusal> {
    let (name, turned) = query.sorting();
    let filtered = |filter: &Filter| filter.sort(query.filters.get(filter.name)?);
    let name = if name.is_empty() { list.filters.iter().find_map(filtered).unwrap_or_default() } else { name };
    let sort = if name.is_empty() { list.sorts.first() } else { list.sorts.iter().find(|sort| sort.name == name) };
    let sort = sort.ok_or_else(|| Refusal::parameter("sort"))?;
    Ok((sort, sort.falls != turned))
}

/// The conditions that lie behind the cursor, in the order of the list.
fn pieces(sort: &Sort, falls: bool, cursor: &str) -> Result<Vec<Sql>, Refusal> {
    if cursor.is_empty() {
        return Ok(vec![Sql::default()]);
    }
    let (value, id) = position(cursor).ok_or(ProblemKind::UnknownCursor)?;
    let (by, further) = (sort.sql, if falls { "<" } else { ">" });
    let mut same = Sql::default();
    let mut beyond = Sql::default();
    if value == Value::Null {
        same.with(&format!(" AND {by} IS NULL AND t.id {further} ?"), id);
        beyond.push(&format!(" AND {by} IS NOT NULL"));
        // Empty ones stand first when rising and last when falling.
        return Ok(if falls { vec![same] } else { vec![same, beyond] });
    }
    same.with(&format!(" AND {by} = ?"), value.clone()).with(&format!(" AND t.id {further} ?"), id);
    beyond.with(&format!(" AND {by} {further} ?"), value);
    let mut pieces = vec![same, beyond];
    if falls && sort.nullable {
        let mut empty = Sql::default();
        empty.push(&format!(" AND {by} IS NULL"));
        pieces.push(empty);
    }
    Ok(pieces)
}

/// `[sort value, id]`.
fn position(cursor: &str) -> Option<(Value, i64)> {
    let (value, id): (Json, i64) = serde_json::from_str(cursor).ok()?;
    let value = match value {
        Json::Null => Value::Null,
        Json::Number(number) => Value::Int(number.as_i64().filter(|n| n.unsigned_abs() <= MAX_ID.unsigned_abs())?),
        Json::String(text) => Value::Text(text),
        _ => return None,
    };
    (0..=MAX_ID).contains(&id).then_some((value, id))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_cut_after_its_rows_and_names_the_next() {
        assert_eq!(cut("[1],\n[2],\n[3]\n[\"b\",2]"), ("[1],\n[2]", Some("[\"b\",2]")));
        assert_eq!(cut("[1],\n[2]\n"), ("[1],\n[2]", None));
        assert_eq!(cut("\n"), ("", None));
    }

    #[test]
    fn the_lists_own_table_is_known_from_what_it_joins() {
        assert_eq!(base("bookings t CROSS JOIN customers u ON u.id = t.customer"), "bookings t ");
        assert_eq!(base("bookings t"), "bookings t");
    }

    #[test]
    fn a_cursor_that_was_not_ours_is_refused() {
        for cursor in ["x", "[]", "[1]", "[1,-2]", "[{},2]", "[1.5,2]", "[1,2,3]", "{\"a\":1}", "[1,99999999999999999999]"] {
            assert_eq!(position(cursor), None, "{cursor}");
        }
        assert_eq!(position("[\"ñ\",7]"), Some((Value::Text("ñ".into()), 7)));
    }

    #[test]
    fn empty_values_come_first_when_rising_and_last_when_falling() {
        let sort = rising("year", "t.year").nullable();
        assert_eq!(pieces(&sort, false, "[null,3]").unwrap().len(), 2);
        assert_eq!(pieces(&sort, false, "[2020,3]").unwrap().len(), 2);
        assert_eq!(pieces(&sort, true, "[2020,3]").unwrap().len(), 3);
        assert_eq!(pieces(&sort, true, "[null,3]").unwrap().len(), 1);
    }
}
