//! The customer's invoices, once issued; cancelled ones stay to be seen.

use domain::field::Row;
use domain::money::invoice::PortalInvoiceRow;
use domain::problem::ProblemKind;

use crate::http::answer::{Answer, Reply};
use crate::http::request::Call;
use crate::money::invoices::{BY_STATUS, OF_PORTAL, STATUS};
use crate::records::find;
use crate::records::list::{self, List, cell, falling, rising};

const OWN_AND_ISSUED: &str = concat!(super::own_customer!(), " AND t.issued_on IS NOT NULL");

/// As `domain::money::invoice::PortalInvoiceRow` has its fields.
static LIST: List = List {
    from: "invoices t",
    row: PortalInvoiceRow::FIELDS,
    cells: &[cell(PortalInvoiceRow::STATUS, STATUS)],
    sorts: &[falling("issued_on", "t.issued_on"), rising("due_on", "t.due_on")],
    filters: &[BY_STATUS],
    words: "invoices",
    archives: false,
};

/// `GET /api/portal/invoices`
///
/// # Errors
/// 400 naming the parameter that can't be understood.
pub async fn list(call: &Call) -> Answer {
    let scope = super::own(call, OWN_AND_ISSUED)?;
    let asked = list::read(call.query()).and_then(|query| list::statement(&LIST, &query, Some(&scope)));
    let (_, mut rows) = call.customer_asking(asked).await?;
    Ok(Reply::json_text(list::page_json(&LIST, rows.take_row(0)?)))
}

/// `GET /api/portal/invoices/{id}`: `domain::money::invoice::Invoice` without the names of staff.
///
/// # Errors
/// 404 for what isn't theirs, or isn't issued.
pub async fn get_invoice(call: &Call) -> Answer {
    let scope = super::own(call, OWN_AND_ISSUED)?;
    let (_, mut rows) = call.customer(vec![find::statement(&OF_PORTAL, call.record()?, Some(&scope))]).await?;
    Ok(Reply::json_text(rows.take(0).ok_or(ProblemKind::NotFound)?))
}
