//! Lists: one statement writes the whole page; the edge only cuts its end.
//!
//! Pages follow a key, the sort's value and the id, in either direction. The rows behind a cursor are found in up to three
//! pieces (the same value with further ids, further values, the empty ones), each by its index, so that a page costs the
//! same wherever it lies.
//!
//! How they are found, `plan` says.
//!
//! Invariant: where an index holds what is asked for in the list's order, a page reads at most one row more than it shows, for
//! each value of a filter that has several, and one per row of the one table it joins. Sorts and filters speak of `t` only.

use domain::field::Field;
use domain::list::ListQuery;
use domain::problem::ProblemKind;
use domain::visibility::Visibility;
use js_sys::JsString;
use serde_json::Value as Json;

use super::table::{Shape, Table};
use crate::db::{self, Sql, Statement, Value};
use crate::http::answer::{Answer, Reply};
use crate::http::caller::Caller;
use crate::http::problems::Refusal;
use crate::http::request::Call;
use crate::io::log;

mod cell;
mod filter;
mod order;
mod plan;
mod view;
mod words;

use order::Order;
use plan::Plan;

pub use cell::{Cell, CodeWords, Column, cell, code_column};
pub use filter::{Filter, Takes, among, case, cases, code, compares, on, test};
pub use view::View;
pub use words::{begins, begins_as, has, rarer_than};

/// What a list's rows are made of, and how they can be put in order and narrowed.
pub struct List {
    /// The table as `t`, and at most one joined table: by `CROSS JOIN`, which SQLite never turns round.
    pub from: &'static str,
    /// The row struct's fields: what is transmitted, in their order.
    pub row: &'static [Field],
    /// Those that aren't columns of their own name.
    pub cells: &'static [Cell],
    /// What a query may put it in order by; the first is the list's own.
    pub sorts: &'static [Sort],
    /// What a query may narrow it by; any other parameter is refused.
    pub filters: &'static [Filter],
    /// The collection its words are kept under; empty where nothing is searched.
    pub words: &'static str,
    /// Whether rows have an `archived_at`.
    pub archives: bool,
}

/// An order. An index should hold its expression and the id.
#[derive(Clone, Copy, Debug)]
pub struct Sort {
    /// What a query calls it.
    pub name: &'static str,
    /// The expression, among rows called `t`.
    pub sql: &'static str,
    /// Largest first unless turned round.
    pub falls: bool,
    /// See [`Sort::nullable`].
    pub nullable: bool,
}

/// Smallest first.
#[must_use]
pub const fn rising(name: &'static str, sql: &'static str) -> Sort {
    Sort { name, sql, falls: false, nullable: false }
}

/// Largest first.
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
    /// What holds of a row `t` that they may see.
    pub sql: &'static str,
    /// One for each `?` in it.
    pub values: Vec<Value>,
}

/// `GET /api/vehicles?q=…&sort=-name&status=active&cursor=…`.
///
/// # Errors
/// 400 naming the parameter that can't be understood.
pub async fn list_records(call: &Call, table: &'static Table) -> Answer {
    let query = read(call.query());
    let asked = query.as_ref().map_err(Clone::clone).and_then(|query| statement(&table.list, query, None));
    let (caller, mut rows) = call.staff_asking(asked).await?;
    let (query, view) = (query?, View::for_caller(table, &caller)?);
    view.allow(&query)?;
    if !view.is_whole(&table.list) {
        rows = call.db.read(&[statement_of(&table.list, &query, &view, query.rows())?]).await?;
    }
    Ok(Reply::json_text(page_of(&table.list, &view, rows.take_row(0)?)))
}

/// What is asked of a list, by a call's raw query string.
///
/// # Errors
/// 400 naming the parameter that can't be understood.
pub fn read(query: &str) -> Result<ListQuery, Refusal> {
    ListQuery::parse(query).map_err(|bad| Refusal::parameter(&bad.0))
}

/// The narrowing of a caller who may only see what is theirs.
///
/// # Errors
/// 403 for records of which nothing can be one's own.
pub fn own(table: &Table, caller: &Caller) -> Result<Option<Scope>, Refusal> {
    if !caller.own_only {
        return Ok(None);
    }
    table.own.scope(caller).map(Some).ok_or_else(|| ProblemKind::NotAllowed.into())
}

/// The statement of a page: yields its rows as JSON arrays, a line each, one more than are shown where there is a next page;
/// then its last line says which cell of the last row shown the next page's cursor is made of, or is the cursor itself.
///
/// # Errors
/// 400 naming a sort or filter the list doesn't have, a filter's value that can't be, or a cursor of another list.
pub fn statement(list: &List, query: &ListQuery, scope: Option<&Scope>) -> Result<Statement, Refusal> {
    statement_of(list, query, &View { scope: scope.cloned(), visibility: Visibility::FULL }, query.rows())
}

/// As [`statement`], of what is seen of the rows, and of more of them than a caller may ask for.
///
/// # Errors
/// As [`statement`].
pub fn statement_of(list: &List, query: &ListQuery, view: &View, rows: u32) -> Result<Statement, Refusal> {
    let (sort, falls) = sorting(list, query)?;
    let plan = Plan::new(list, query, view.scope.as_ref())?;
    // One more than are shown tells whether there is a next page.
    let order = Order::new(sort, falls, rows + 1, &query.cursor)?;
    let (cells, by) = (row(list, view), sort.sql);
    let next = match place(list, view, sort) {
        Some(place) => format!("'{place}'"),
        None => format!("json_extract(json_group_array(json_array(s, id)), '$[{}]')", rows.saturating_sub(1)),
    };
    let mut sql = Sql::default();
    // Numbering the rows, to leave the last one out here, costs SQLite as much as reading them.
    sql.push(&format!(
        "SELECT coalesce(group_concat(r, ',\n'), '') || '\n' || iif(count(*) > {rows}, {next}, '') FROM ("
    ));
    let is_own = own_sort(list, query).is_some_and(|own| own.name == sort.name);
    if plan.is_in_order() && (is_own || query.filters.is_empty()) {
        sql.append(&plan.rows(&format!("SELECT {cells} AS r, {by} AS s, t.id AS id FROM {}", list.from), &order));
    } else {
        // What may have to be put in order first is no more than a key.
        sql.push(&format!("SELECT {cells} AS r, k.s AS s, k.id AS id FROM (")).append(&keys(list, &plan, &order));
        sql.push(&format!(") k CROSS JOIN {} WHERE t.id = k.id", list.from)).push(&order.by("k.s", "k.id"));
    }
    sql.push(")");
    Ok(sql.into())
}

/// The ids (and their `s`, to order by) of the first records that are wanted.
///
/// # Errors
/// As [`statement`].
pub fn first_keys(list: &List, query: &ListQuery, most: u32) -> Result<Sql, Refusal> {
    let (sort, falls) = sorting(list, query)?;
    let plan = Plan::new(list, query, None)?;
    let order = Order::new(sort, falls, most, "")?;
    let mut sql = Sql::default();
    sql.push("SELECT * FROM (").append(&keys(list, &plan, &order)).push(")").push(&order.by("s", "id"));
    Ok(sql)
}

/// The ids (and their `s`) of the rows, before anything is joined.
fn keys(list: &List, plan: &Plan, order: &Order) -> Sql {
    let joined = ["CROSS JOIN", "LEFT JOIN", "JOIN"].iter().filter_map(|join| list.from.find(join)).min();
    let own = joined.and_then(|at| list.from.get(..at)).unwrap_or(list.from);
    plan.rows(&format!("SELECT t.id AS id, {} AS s FROM {own}", order.sort.sql), order)
}

thread_local! {
    static LINE: JsString = JsString::from("\n");
    static ROW_END: JsString = JsString::from(",\n");
}

/// The page, as `domain::list::Page`, from what [`statement`] yielded.
#[must_use]
pub fn page_json(list: &List, yielded: db::Text) -> db::Text {
    page_of(list, &View { scope: None, visibility: Visibility::FULL }, yielded)
}

/// As [`page_json`], from what [`statement_of`] yielded.
#[must_use]
pub fn page_of(list: &List, view: &View, yielded: db::Text) -> db::Text {
    let parts = LINE.with(|line| yielded.rsplit_once(line));
    let (rows, next) = parts.unwrap_or_else(|| (yielded, db::Text::default()));
    let next = next.to_string();
    let (shown, next) = if next.is_empty() { (rows, Json::Null) } else { cut(rows, next) };
    let columns: Vec<String> = view.columns(list).map(|column| format!("\"{}\"", column.name())).collect();
    // The line breaks were there to be cut at; within a row JSON has none.
    LINE.with(|line| shown.without(line))
        .between(&format!("{{\"columns\":[{}],\"rows\":[", columns.join(",")), &format!("],\"next\":{next}}}"))
}

/// The rows without the one too many, and the cursor of those that follow.
fn cut(rows: db::Text, next: String) -> (db::Text, Json) {
    ROW_END.with(|end| {
        let shown = rows.rsplit_once(end).map_or(rows, |(shown, _)| shown);
        let Ok(place) = next.parse::<usize>() else { return (shown, next.into()) };
        let last = shown.rsplit_once(end).map_or_else(|| shown.clone(), |(_, last)| last).to_string();
        let cells: Vec<Json> = serde_json::from_str(&last).unwrap_or_else(|error| {
            log::error("list", &format!("a row that no cursor can be made of: {error}"));
            Vec::new()
        });
        let cursor = cells.get(place).zip(cells.first()).map(|(by, id)| format!("[{by},{id}]"));
        (shown, cursor.into())
    })
}

/// Which cell of a row a sort goes by, where the first is the id: a cursor can be made of the two. Having SQLite write it beside
/// each row costs a sixth of the page.
fn place(list: &List, view: &View, sort: &Sort) -> Option<usize> {
    let plain = |column: &Column, sql| matches!(column.shape(), Shape::Plain) && column.is(sql);
    view.columns(list).next().filter(|first| plain(first, "t.id"))?;
    view.columns(list).position(|column| plain(&column, sort.sql))
}

/// SQL of a row as JSON.
fn row(list: &List, view: &View) -> String {
    let values: Vec<String> = view
        .columns(list)
        .map(|column| match column.shape() {
            Shape::Plain => column.sql().into_owned(),
            Shape::Flag => format!("json(iif({}, 'true', 'false'))", column.sql()),
            Shape::Json => format!("json({})", column.sql()),
        })
        .collect();
    format!("json_array({})", values.join(", "))
}

/// What the query puts the list in order by, and whether it goes downwards.
fn sorting<'l>(list: &'l List, query: &ListQuery) -> Result<(&'l Sort, bool), Refusal> {
    let (name, turned) = query.sorting();
    let sort = if name.is_empty() { own_sort(list, query) } else { list.sorts.iter().find(|sort| sort.name == name) };
    let sort = sort.ok_or_else(|| Refusal::parameter("sort"))?;
    Ok((sort, sort.falls != turned))
}

/// The order that is taken where none is asked for, which the filters' indexes are in.
fn own_sort<'l>(list: &'l List, query: &ListQuery) -> Option<&'l Sort> {
    let filtered = |filter: &Filter| filter.sort(query.filters.get(filter.name)?);
    match list.filters.iter().find_map(filtered) {
        Some(name) => list.sorts.iter().find(|sort| sort.name == name),
        None => list.sorts.first(),
    }
}
