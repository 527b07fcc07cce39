//! Lists as CSV (RFC 4180), streamed page by page, safe to open in a spreadsheet.
//!
//! [`form`] says how its values are written.

mod form;

use std::rc::Rc;

use domain::list::{ListQuery, Page};
use domain::money::Currency;
use futures_util::stream;
use serde_json::Value as Json;

use super::list::{self, List, View};
use super::table::Table;
use crate::db::Db;
use crate::http::answer::{Answer, Reply};
use crate::http::caller::Actor;
use crate::http::problems::Refusal;
use crate::http::rate::{Act, Limit};
use crate::http::request::Call;
use form::Form;

/// Rows fetched at a time: few statements for a long list, and far from D1's 2 MB for a value.
const ROWS: u32 = 1_000;

/// `GET /api/vehicles.csv?…`: the whole filtered list, with the same parameters as the list, in the caller's language; with
/// `form=machine` for programs: by commas, with the columns' names, codes, ISO 8601 and decimal points.
///
/// # Errors
/// 400 naming the parameter that can't be understood.
pub async fn export_csv(call: &Call, table: &'static Table) -> Answer {
    let (caller, _) = call.staff(Vec::new()).await?;
    let mut query = list::read(call.query())?;
    let reader = match query.filters.remove("form").as_deref() {
        None | Some("people") => Some(caller.language),
        Some("machine") => None,
        Some(_) => return Err(Refusal::parameter("form")),
    };
    // Refuses what can't be understood while a problem can still be answered.
    list::statement(&table.list, &query, None)?;
    let view = View::for_caller(table, &caller)?;
    view.allow(&query)?;
    Limit::new(Act::Export, &Actor::from(&caller)).take(call).await?;
    let form = Form { zone: caller.zone, currency: Currency::find(&caller.currency), reader };
    let file = format!("attachment; filename=\"{}.csv\"", table.collection());
    let chunks = pages(call.db.clone(), &table.list, query, view, form);
    Ok(Reply::chunks("text/csv; charset=utf-8", chunks).with_header("content-disposition", file))
}

/// The next page to fetch; `None` after the last.
struct Next {
    /// With the page's cursor.
    query: ListQuery,
    /// Whether the head comes before it.
    first: bool,
}

/// The file, page by page.
fn pages(
    db: Db,
    list: &'static List,
    query: ListQuery,
    view: View,
    form: Form,
) -> impl futures_util::Stream<Item = Result<Vec<u8>, worker::Error>> {
    let columns = Rc::new(form.columns(list, view.columns(list)));
    stream::try_unfold(Some(Next { query, first: true }), move |next| {
        let (db, view, columns) = (db.clone(), view.clone(), columns.clone());
        async move {
            let Some(Next { mut query, first }) = next else { return Ok(None) };
            let broken = |message: String| worker::Error::RustError(message);
            let statement =
                list::statement_of(list, &query, &view, ROWS).map_err(|refusal| broken(format!("{refusal:?}")))?;
            let rows = db.read(&[statement]).await.and_then(|mut rows| rows.take_row(0));
            let rows = rows.map_err(|error| broken(error.to_string()))?;
            let page: Page<Vec<Json>> = serde_json::from_str(&list::page_of(list, &view, rows).to_string())?;
            let mut out = if first { form.head(&columns) } else { String::new() };
            for row in &page.rows {
                form.row(&mut out, &columns, row);
            }
            let next = page.next.map(|cursor| {
                query.cursor = cursor;
                Next { query, first: false }
            });
            Ok(Some((out.into_bytes(), next)))
        }
    })
}
