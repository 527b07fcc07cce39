//! The customer's bookings: list, detail with timeline, request, change, cancel, rate, calendar file.

use domain::bookings::booking::PortalBookingRow;
use domain::bookings::booking::{BookingRequest, PortalBooking, TransitionDraft};
use domain::bookings::progress::{BookingStatus, Transition};
use domain::bookings::rating::RatingDraft;
use domain::choice::choices;
use domain::field::Row;
use domain::portal::{SUGGESTED, SUGGESTED_FROM};
use domain::problem::ProblemKind;
use domain::record::Created;
use domain::time::Instant;
use serde::Deserialize;

use super::calendar;
use crate::bookings::bounds::Bounds;
use crate::bookings::requests::{self, Asker};
use crate::bookings::sql::{change_request, invoice_status, stage};
use crate::bookings::transitions::{self, Asked, Requester};
use crate::db::{DbError, Sql, Statement};
use crate::http::answer::{Answer, Reply};
use crate::http::caller::{Actor, PortalCaller};
use crate::http::idempotency::{Idempotent, Key};
use crate::http::problems::Refusal;
use crate::http::rate::{Act, Limit};
use crate::http::request::Call;
use crate::io::random;
use crate::money::issuing::cancel_of_booking;
use crate::records::list::{self, List, Takes, cell, code, compares, falling};
use crate::records::write;

/// What staff archived is out of the customer's sight too.
pub(super) const OWN: &str = concat!(super::own_customer!(), " AND t.archived_at IS NULL");

/// A price is agreed with the approval; what staff note before it is theirs.
macro_rules! agreed_amount {
    () => {
        "CASE WHEN t.status IN ('approved', 'processing', 'completed') OR t.status = 'cancelled' AND EXISTS (SELECT 1 FROM history \
         WHERE kind = 'bookings' AND record = t.id AND act = 'approved') THEN t.amount END"
    };
}

/// As `domain::bookings::booking::PortalBookingRow` has its fields.
static LIST: List = List {
    from: "bookings t",
    row: PortalBookingRow::FIELDS,
    cells: &[cell(PortalBookingRow::AMOUNT, agreed_amount!()), cell(PortalBookingRow::STAGE, stage!())],
    sorts: &[falling("pickup_at", "t.pickup_at")],
    filters: &[
        code("status", "t.status", choices::<BookingStatus>),
        compares("since", "t.pickup_at >= ?", Takes::Numbers),
        compares("until", "t.pickup_at < ?", Takes::Numbers),
    ],
    words: "bookings",
    archives: false,
};

/// `GET /api/portal/bookings`
///
/// # Errors
/// 400 naming the parameter that can't be understood.
pub async fn list(call: &Call) -> Answer {
    let scope = super::own(call, OWN)?;
    let asked = list::read(call.query()).and_then(|query| list::statement(&LIST, &query, Some(&scope)));
    let (_, mut rows) = call.customer_asking(asked).await?;
    Ok(Reply::json_text(list::page_json(&LIST, rows.take_row(0)?)))
}

/// `GET /api/portal/vehicle-types`: a list of `domain::record::Choice`.
pub async fn vehicle_types(call: &Call) -> Answer {
    let statement = Statement::new(
        "SELECT json_group_array(json_object('id', id, 'label', name, 'hint', description)) FROM \
         (SELECT id, name, description FROM vehicle_types WHERE archived_at IS NULL ORDER BY name_key, id LIMIT 100)",
    );
    let (_, mut rows) = call.customer(vec![statement]).await?;
    Ok(Reply::json_text(rows.take_row(0)?))
}

/// `GET /api/portal/addresses`: a list of text.
pub async fn addresses(call: &Call) -> Answer {
    let mut sql = Sql::default();
    sql.push("WITH latest AS (SELECT t.pickup_address, t.delivery_address, t.pickup_at FROM bookings t WHERE ");
    sql.with(OWN, call.portal_token()?).with(" ORDER BY t.pickup_at DESC, t.id DESC LIMIT ?", SUGGESTED_FROM);
    sql.push(") SELECT json_group_array(place) FROM (SELECT place FROM (SELECT pickup_address AS place, pickup_at FROM latest ");
    sql.push("UNION ALL SELECT delivery_address, pickup_at FROM latest) GROUP BY place ");
    sql.with("ORDER BY count(*) DESC, max(pickup_at) DESC, place LIMIT ?)", SUGGESTED);
    let (_, mut rows) = call.customer(vec![sql.into()]).await?;
    Ok(Reply::json_text(rows.take_row(0)?))
}

/// `GET /api/portal/bookings/{id}`: `domain::bookings::booking::PortalBooking`.
///
/// # Errors
/// 404 for what isn't theirs.
pub async fn get_booking(call: &Call) -> Answer {
    let (_, mut rows) = call.customer(vec![reading(call, call.record()?)?.into()]).await?;
    Ok(Reply::json_text(rows.take(0).ok_or(ProblemKind::NotFound)?))
}

/// `GET /api/portal/bookings/{id}/calendar.ics`
///
/// # Errors
/// 404 for what isn't theirs.
pub async fn calendar(call: &Call) -> Answer {
    #[derive(Deserialize)]
    struct Stamped {
        booking: Option<PortalBooking>,
        stamp: Option<Instant>,
    }
    let id = call.record()?;
    let booking = reading(call, id)?;
    let mut sql = Sql::default();
    sql.with("SELECT json_object('stamp', (SELECT updated_at FROM bookings WHERE id = ?)", id)
        .push(", 'booking', json((");
    sql.append(&booking).push(")))");
    let (_, rows) = call.customer(vec![sql.into()]).await?;
    let Some(Stamped { booking: Some(booking), stamp: Some(stamp) }) = rows.json(0)? else {
        return Err(ProblemKind::NotFound.into());
    };
    let file = format!("attachment; filename=\"{}.ics\"", booking.number);
    let bytes = calendar::calendar(&booking, stamp).into_bytes();
    Ok(Reply::with_type("text/calendar; charset=utf-8", bytes).with_header("content-disposition", file))
}

/// `POST /api/portal/bookings`: 201 with `domain::record::Created`.
///
/// # Errors
/// 422 naming every field that is wrong.
pub async fn request(call: &Call) -> Answer {
    let (caller, key, bounds) = match call.customer_keyed(vec![Bounds::of_customers()]).await? {
        Idempotent::Replay(reply) => return Ok(reply),
        Idempotent::First { caller, key, rows } => (caller, key, rows.json::<Bounds>(0)?.ok_or(ProblemKind::NotFound)?),
    };
    let draft: BookingRequest = call.draft()?;
    let id = random::id();
    let made = requests::request(&Asker::from(&caller), id, &draft, bounds, call.now)?;
    create(call, key, Limit::new(Act::RequestBooking, &Actor::from(&caller)), id, made).await
}

/// Writes what makes a new one as `id`, once for its key and within the limit.
pub(super) async fn create(call: &Call, key: Key, limit: Limit, id: i64, made: Vec<Statement>) -> Answer {
    let mut statements = limit.guard(call.now).to_vec();
    statements.extend(made);
    match key.write(call, created(id)?, statements).await {
        Err(refusal) => Err(limit.explain(call, refusal).await),
        done => done,
    }
}

/// Who makes something new of their own booking, by which key.
pub(super) async fn keyed_to(call: &Call, booking: i64) -> Result<Idempotent<PortalCaller>, Refusal> {
    let found = call.customer_keyed(vec![reading(call, booking)?.into()]).await?;
    if let Idempotent::First { rows, .. } = &found {
        rows.text(0).ok_or(ProblemKind::NotFound)?;
    }
    Ok(found)
}

/// `PUT /api/portal/bookings/{id}`: 200 with the booking as it is now.
///
/// # Errors
/// 404; 428; 409 on a stale version, with the booking; 409 when it isn't new any more; 422 by field.
pub async fn update(call: &Call) -> Answer {
    let id = call.record()?;
    let (caller, rows) = call.customer(vec![reading(call, id)?.into(), Bounds::of_customers()]).await?;
    let text = rows.text(0).ok_or(ProblemKind::NotFound)?;
    let bounds: Bounds = rows.json(1)?.ok_or(ProblemKind::NotFound)?;
    let version = call.version()?;
    let draft: BookingRequest = call.draft()?;
    let booking: PortalBooking = parse(&text)?;
    if booking.version != version {
        return Err(stale(&text));
    }
    if booking.status != BookingStatus::New {
        return Err(ProblemKind::TransitionNotAllowed.into());
    }
    let changing = requests::change(&Asker::from(&caller), (id, version), &booking.fields, &draft, bounds, call.now)?;
    if changing.is_empty() {
        return Ok(Reply::json_text(text));
    }
    let limit = Limit::new(Act::ChangeBooking, &Actor::from(&caller));
    let statements: Vec<Statement> = limit.guard(call.now).into_iter().chain(changing).collect();
    match call.db.write(&statements).await {
        Ok(_) => now(call, id).await,
        Err(DbError::Refused(name)) if name == "stale" => Err(stale_now(call, id).await?),
        Err(error) => Err(limit.explain(call, error.into()).await),
    }
}

/// `POST /api/portal/bookings/{id}/cancel`: 200 with the booking as it is now.
///
/// # Errors
/// 404; 428; 409 on a stale version, with the booking; 409 when it isn't new any more, with the reason to ask instead; 429.
pub async fn cancel(call: &Call) -> Answer {
    let booking = call.record()?;
    let (caller, rows) = call.customer(vec![transitions::reading(booking), reading(call, booking)?.into()]).await?;
    rows.text(1).ok_or(ProblemKind::NotFound)?;
    let version = call.version()?;
    let asked = Asked {
        booking,
        version,
        by: Transition::Cancel,
        draft: call.shaped::<TransitionDraft>()?,
        bills: cancel_of_booking,
    };
    Limit::new(Act::ChangeBooking, &Actor::from(&caller)).take(call).await?;
    match transitions::make(&call.db, &Requester::of_customer(&caller), &asked, rows).await {
        Ok(()) => now(call, booking).await,
        Err(refusal) if refusal.kind() == ProblemKind::Stale => Err(stale_now(call, booking).await?),
        Err(refusal) => Err(refusal),
    }
}

/// `POST /api/portal/bookings/{id}/ratings`: 201 with `domain::record::Created`.
///
/// # Errors
/// 404; 409 when it was given before, or the booking isn't completed, or that driver didn't complete a trip of it; 422; 429.
pub async fn rate(call: &Call) -> Answer {
    let booking = call.record()?;
    let (caller, key) = match keyed_to(call, booking).await? {
        Idempotent::Replay(reply) => return Ok(reply),
        Idempotent::First { caller, key, .. } => (caller, key),
    };
    let draft: RatingDraft = call.draft()?;
    let id = random::id();
    let made = requests::rate(&Asker::from(&caller), id, booking, &draft, call.now);
    match create(call, key, Limit::new(Act::ChangeBooking, &Actor::from(&caller)), id, made).await {
        Err(refusal) => {
            // Whom it is of; the rating itself has no page that a customer could be led to.
            let given = Statement::new(
                "SELECT json_group_array(json_object('kind', 'ratings', 'id', NULL, 'label', d.name)) FROM ratings r \
                 JOIN drivers d ON d.id = r.driver WHERE r.booking = ? AND r.driver = ?",
            );
            let driver = draft.driver.map(|driver| driver.0);
            Err(write::named(call, given.bind(booking).bind(driver), refusal).await)
        }
        done => done,
    }
}

/// Yields the caller's own booking as `PortalBooking`, or no row.
pub(super) fn reading(call: &Call, id: i64) -> Result<Sql, Refusal> {
    let mut sql = Sql::default();
    sql.push("SELECT json_object('id', t.id, 'version', t.version, 'created_at', t.created_at, 'number', t.number, ");
    sql.push(concat!("'status', t.status, 'stage', ", stage!(), ", "));
    sql.push("'fields', json_object('subject', t.subject, 'pickup_address', t.pickup_address, ");
    sql.push(
        "'pickup_at', t.pickup_at, 'delivery_address', t.delivery_address, 'ends_at', t.ends_at, 'phone', t.phone, ",
    );
    sql.push("'vehicle_type', t.vehicle_type, 'passengers', t.passengers, 'load', t.\"load\", 'note', t.note), ");
    sql.push("'vehicle_type_name', ");
    sql.push("coalesce((SELECT name FROM vehicle_types WHERE id = t.vehicle_type), ''), ");
    sql.push(concat!("'amount', ", agreed_amount!(), ", "));
    sql.push(concat!("'request', json(", change_request!(), "), "));
    sql.push("'reason', t.reason, 'trips', json(").push(TRIPS).push("), 'timeline', json(").push(TIMELINE);
    sql.push("), 'invoice', json(").push(INVOICE).push("), 'ratings', json(").push(RATINGS).push(")) ");
    sql.with("FROM bookings t WHERE t.id = ?", id).push(" AND ").with(OWN, call.portal_token()?);
    Ok(sql)
}

/// Whether customers learn who drives them with what.
macro_rules! crew_is_told {
    () => {
        "(SELECT portal_crew FROM company WHERE id = 1)"
    };
}
pub(super) use crew_is_told;

const TRIPS: &str = concat!(
    "(SELECT json_group_array(json_object('driver', l.driver, 'driver_name', l.driver_name, \
    'phone', iif(l.status = 'completed', '', s.phone), 'vehicle_name', iif(l.told, l.vehicle_name, ''), 'plate', iif(l.told, v.plate, ''), 'from', l.\"from\", 'to', l.\"to\", 'status', l.status, \
    'can_rate', json(iif(t.status = 'completed' AND l.status = 'completed' AND NOT EXISTS \
    (SELECT 1 FROM ratings WHERE booking = t.id AND driver = l.driver), 'true', 'false')))) FROM \
    (SELECT logbooks.*, ",
    crew_is_told!(),
    " AS told FROM logbooks WHERE booking = t.id AND status <> 'cancelled' ORDER BY \"from\", id) l \
    JOIN vehicles v ON v.id = l.vehicle JOIN drivers d ON d.id = l.driver JOIN staff s ON s.id = d.staff \
    WHERE l.told OR l.status = 'completed')"
);

/// The states that its history says it reached.
const TIMELINE: &str = "(SELECT json_group_array(json_object('at', at, 'status', CASE act WHEN 'created' THEN 'new' \
    WHEN 'started' THEN 'processing' ELSE act END)) FROM (SELECT at, act FROM history WHERE kind = 'bookings' \
    AND record = t.id AND act IN ('created', 'approved', 'rejected', 'started', 'completed', 'cancelled') ORDER BY seq))";

const RATINGS: &str = "(SELECT json_group_array(json_object('driver', r.driver, 'driver_name', d.name, 'stars', r.stars, \
    'comment', r.comment, 'at', r.at)) FROM (SELECT * FROM ratings WHERE booking = t.id ORDER BY at, id) r \
    JOIN drivers d ON d.id = r.driver)";

/// The live issued invoice, or else the last cancelled one; a draft doesn't exist for the customer.
const INVOICE: &str = concat!(
    "(SELECT json_object('id', i.id, 'number', i.number, 'status', ",
    invoice_status!("i"),
    ", 'total', i.total, 'paid', i.paid) FROM invoice_bookings o JOIN invoices i ON i.id = o.invoice \
     WHERE o.booking = t.id AND i.issued_at IS NOT NULL ORDER BY i.cancelled_at IS NOT NULL OR i.credited_at IS NOT NULL, i.issued_at DESC LIMIT 1)"
);

async fn now(call: &Call, id: i64) -> Answer {
    let mut rows = call.db.read(&[reading(call, id)?.into()]).await?;
    Ok(Reply::json_text(rows.take(0).ok_or(ProblemKind::NotFound)?))
}

async fn stale_now(call: &Call, id: i64) -> Result<Refusal, Refusal> {
    let rows = call.db.read(&[reading(call, id)?.into()]).await?;
    Ok(stale(&rows.text(0).ok_or(ProblemKind::NotFound)?))
}

fn stale(text: &str) -> Refusal {
    parse(text).map_or_else(|refusal| refusal, Refusal::stale)
}

fn parse<T: serde::de::DeserializeOwned>(text: &str) -> Result<T, Refusal> {
    serde_json::from_str(text).map_err(|error| Refusal::internal(format!("booking: {error}")))
}

fn created(id: i64) -> Result<String, Refusal> {
    serde_json::to_string(&Created { id, version: 1 }).map_err(|error| Refusal::internal(error.to_string()))
}
