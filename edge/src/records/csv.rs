//! Lists as CSV (RFC 4180), streamed page by page, safe to open in a spreadsheet.

use domain::list::{ListQuery, Page};
use domain::money::Currency;
use domain::time::Instant;
use futures_util::stream;
use serde_json::Value as Json;

use super::list::{self, Cell, List, Meaning, View};
use super::table::Table;
use crate::db::Db;
use crate::http::answer::{Answer, Reply};
use crate::http::caller::Actor;
use crate::http::rate::{Act, Limit};
use crate::http::request::Call;
use crate::io::zone::Zone;

/// Rows fetched at a time: few statements for a long list, and far from D1's 2 MB for a value.
const ROWS: u32 = 1_000;

/// How the company writes times and amounts.
#[derive(Clone, Copy)]
pub struct Ways {
    pub zone: Zone,
    pub currency: Option<Currency>,
}

/// `GET /api/vehicles.csv?…`: the whole filtered list, with the same parameters as the list.
///
/// # Errors
/// 400 naming the parameter that can't be understood.
pub async fn answer(call: &Call, table: &'static Table) -> Answer {
    let (caller, _) = call.staff(Vec::new()).await?;
    let query = list::read(call.query())?;
    // Refuses what can't be understood while a problem can still be answered.
    list::statement(&table.list, &query, None)?;
    let view = View::of(table, &caller)?;
    view.allow(&query)?;
    Limit::of(Act::Export, &Actor::from(&caller)).take(call).await?;
    let ways = Ways { zone: caller.zone, currency: Currency::find(&caller.currency) };
    let file = format!("attachment; filename=\"{}.csv\"", table.collection());
    let chunks = pages(call.db.clone(), &table.list, query, view, ways);
    Ok(Reply::chunks("text/csv; charset=utf-8", chunks).with_header("content-disposition", file))
}

/// The next page to fetch; `None` after the last.
struct Next {
    query: ListQuery,
    first: bool,
}

fn pages(
    db: Db,
    list: &'static List,
    query: ListQuery,
    view: View,
    ways: Ways,
) -> impl futures_util::Stream<Item = Result<Vec<u8>, worker::Error>> {
    stream::try_unfold(Some(Next { query, first: true }), move |next| {
        let (db, view) = (db.clone(), view.clone());
        async move {
            let Some(Next { mut query, first }) = next else { return Ok(None) };
            let broken = |said: String| worker::Error::RustError(said);
            let statement =
                list::statement_of(list, &query, &view, ROWS).map_err(|refusal| broken(format!("{refusal:?}")))?;
            let mut rows = db.read(&[statement]).await.map_err(|error| broken(error.to_string()))?;
            let page: Page<Vec<Json>> = serde_json::from_str(&list::page_of(list, &view, rows.take(0)).to_string())?;
            let mut out = if first { header(view.cells(list)) } else { String::new() };
            for row in &page.rows {
                line(&mut out, view.cells(list).zip(row).map(|(cell, value)| told(cell, value, ways)));
            }
            let next = page.next.map(|cursor| {
                query.cursor = cursor;
                Next { query, first: false }
            });
            Ok(Some((out.into_bytes(), next)))
        }
    })
}

/// The byte order mark tells spreadsheets that it is UTF-8.
fn header<'c>(cells: impl Iterator<Item = &'c Cell>) -> String {
    let mut out = String::from("\u{feff}");
    line(&mut out, cells.map(|cell| cell.name.to_owned()));
    out
}

fn told(cell: &Cell, value: &Json, ways: Ways) -> String {
    match (cell.meaning, value) {
        (_, Json::Null) => String::new(),
        (Meaning::Instant, Json::Number(at)) => ways.zone.readable(Instant(at.as_i64().unwrap_or_default())),
        (Meaning::Money, Json::Number(minor)) => {
            let minor = minor.as_i64().unwrap_or_default();
            ways.currency.map_or_else(|| minor.to_string(), |currency| currency.plain(minor))
        }
        (_, Json::Array(values)) => values.iter().filter_map(Json::as_str).collect::<Vec<_>>().join(" "),
        (_, Json::String(text)) => unarmed(text),
        (_, other) => other.to_string(),
    }
}

/// A text that begins like a formula gets an apostrophe, so that no spreadsheet runs it (OWASP, CSV injection).
fn unarmed(text: &str) -> String {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{text}") } else { text.to_owned() }
}

fn line(out: &mut String, values: impl Iterator<Item = String>) {
    for (place, value) in values.enumerate() {
        if place > 0 {
            out.push(',');
        }
        if value.contains([',', '"', '\n', '\r']) {
            out.push('"');
            out.push_str(&value.replace('"', "\"\""));
            out.push('"');
        } else {
            out.push_str(&value);
        }
    }
    out.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::records::list::cell;

    const WAYS: Ways = Ways { zone: Zone::UTC, currency: None };

    fn written(value: Json) -> String {
        let mut out = String::new();
        line(&mut out, [told(&cell("x", ""), &value, WAYS)].into_iter());
        out
    }

    #[test]
    fn values_are_quoted_where_they_must_be() {
        assert_eq!(written("a,\"b\"\nc".into()), "\"a,\"\"b\"\"\nc\"\r\n");
        assert_eq!(written(Json::Null), "\r\n");
        assert_eq!(written(true.into()), "true\r\n");
    }

    #[test]
    fn a_formula_is_only_text() {
        assert_eq!(written("=1+1".into()), "'=1+1\r\n");
        assert_eq!(written("@SUM(A1)".into()), "'@SUM(A1)\r\n");
        assert_eq!(written((-5).into()), "-5\r\n");
    }

    #[test]
    fn times_and_amounts_are_written_as_people_read_them() {
        let ways = Ways { currency: Currency::find("EUR"), ..WAYS };
        assert_eq!(told(&cell("at", "").instant(), &1_800_000_000_000_i64.into(), ways), "2027-01-15 08:00");
        assert_eq!(told(&cell("amount", "").money(), &12_345.into(), ways), "123.45");
    }
}
