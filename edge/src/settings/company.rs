//! The company: what both apps show of it, and the form that changes it.

use domain::check::FieldCode;
use domain::field::Described;
use domain::history::{HistoryAct, changes};
use domain::problem::ProblemKind;
use domain::settings::{CompanyDraft, public_address};

use crate::db::{DbError, Statement, Value, guard};
use crate::http::answer::{Answer, Reply};
use crate::http::caller::Actor;
use crate::http::problems::Refusal;
use crate::http::request::Call;
use crate::io::zone::Zone;
use crate::records::table::Fields;
use crate::records::{document, find, history, update, write};

/// `domain::settings::CompanyConventions` of the company, called `c`.
pub const CONVENTIONS: &str = "json_object('name', c.name, 'phone', c.phone, 'currency', c.currency, 'zone', c.zone, \
    'distance_unit', c.distance_unit, 'volume_unit', c.volume_unit, 'consumption_unit', c.consumption_unit, \
    'portal_bookings', json(iif(c.portal_bookings, 'true', 'false')), 'portal_months_ahead', c.portal_months_ahead, \
    'portal_longest_days', c.portal_longest_days, 'tax', iif(c.tax_rates ->> '$[0].rate' > 0, c.tax_rates ->> '$[0].name', ''))";

/// The name its history is kept under.
pub const KIND: &str = "settings";
pub const ID: i64 = 1;

/// `GET /api/company`: `domain::settings::CompanyFace`.
///
/// # Errors
/// 404 before the first run.
pub async fn face(call: &Call) -> Answer {
    let face = Statement::new("SELECT json_object('name', name, 'logo', logo) FROM company WHERE id = 1");
    let mut rows = call.db.read(&[face]).await?;
    Ok(Reply::json_text(rows.take(0).ok_or(ProblemKind::NotFound)?))
}

fn document() -> Statement {
    find::document("company", Fields::Columns(CompanyDraft::FIELDS), &[], ID).into()
}

/// `GET /api/settings`: `domain::settings::Company`.
///
/// # Errors
/// 401.
pub async fn get_company(call: &Call) -> Answer {
    let (_, mut rows) = call.staff(vec![document()]).await?;
    Ok(Reply::json_text(rows.take(0).ok_or(ProblemKind::NotFound)?))
}

/// `GET /api/settings/history`.
///
/// # Errors
/// 401, 403.
pub async fn history(call: &Call) -> Answer {
    let (_, mut rows) = call.staff(vec![history::entries(KIND, ID).into()]).await?;
    Ok(Reply::json_text(rows.take_row(0)?))
}

/// A zone that the edge and browsers know.
///
/// # Errors
/// 422 at `zone`.
pub fn known_zone(zone: &str) -> Result<(), Refusal> {
    Zone::find(zone).map(drop).ok_or_else(|| Refusal::field("zone", FieldCode::UnknownValue))
}

/// `PUT /api/settings`: 200 with the settings as they are now.
///
/// # Errors
/// 428 without a version; 409 on a stale one; 422 by field.
pub async fn update(call: &Call) -> Answer {
    let (caller, rows) = call.staff(vec![document()]).await?;
    let text = rows.text(0).ok_or(ProblemKind::NotFound)?;
    let version = call.version()?;
    let mut draft: CompanyDraft = call.draft()?;
    if let Some(site) = public_address(&draft.site) {
        draft.site = site;
    }
    known_zone(&draft.zone)?;
    let current = update::parse(&text)?;
    update::at_version(&current, version)?;
    let logo = draft.logo;
    let draft = serde_json::to_value(&draft).map_err(|error| Refusal::internal(error.to_string()))?;
    let changed = changes(document::fields(&current), &draft);
    if changed.is_empty() {
        return Ok(Reply::json_text(text));
    }
    let mut statements = Vec::new();
    if let Some(logo) = logo.filter(|_| changed.iter().any(|change| change.field == "logo")) {
        // Everybody sees it: so only what one brought in oneself may become it.
        let theirs = "NOT EXISTS (SELECT 1 FROM pictures WHERE id = ? AND created_by = ?)";
        statements.push(guard("logo:not_found", theirs).bind(logo.0).bind(caller.id.0));
    }
    if changed.iter().any(|change| change.field == "expiry_recipients") {
        let known =
            "EXISTS (SELECT 1 FROM json_each(?) e LEFT JOIN staff ON staff.id = e.value WHERE staff.id IS NULL)";
        statements
            .push(guard("expiry_recipients:not_found", known).bind(draft.get("expiry_recipients").map(Value::of_json)));
    }
    statements.extend(write::update_in("company", CompanyDraft::FIELDS, (ID, version), call.now, &changed, &[]));
    statements.push(write::history(KIND, ID, &Actor::from(&caller), call.now, HistoryAct::Updated, &changed));
    statements.push(document());
    match call.db.write(&statements).await {
        Ok(mut rows) => Ok(Reply::json_text(rows.take_last().ok_or(ProblemKind::NotFound)?)),
        Err(DbError::Refused(name)) if name == "stale" => {
            let rows = call.db.read(&[document()]).await?;
            Err(Refusal::stale(update::parse(&rows.row(0)?)?))
        }
        Err(error) => Err(error.into()),
    }
}
