//! What customers do to bookings besides cancelling (a move): request, change while new, rate.
//!
//! Each function gives the statements of one batch; the portal's handlers send them.
//!
//! Invariant: whose booking it is stands in the SQL, so another customer's id changes nothing.

use domain::bookings::booking::{BookingDraft, BookingRequest};
use domain::bookings::rating::RatingDraft;
use domain::check::FieldCode;
use domain::history::{Change, HistoryAct, changes};
use domain::id::{ContactId, CustomerId};
use domain::notice::Notice;

use domain::text::Language;
use domain::time::Instant;
use serde::Serialize;
use serde_json::{Value as Json, json};

use super::bookings::{TABLE, more_words};
use super::bounds::Bounds;
use super::{notices, numbers};
use crate::db::{Sql, Statement, guard, guard_unchanged};
use crate::http::caller::{Actor, PortalCaller};
use crate::http::problems::Refusal;
use crate::io::zone::Zone;
use crate::records::table::set;
use crate::records::write;

/// The customer's contact who asks.
pub struct Asker {
    pub(super) actor: Actor,
    pub(super) customer: CustomerId,
    pub(super) contact: ContactId,
    zone: Zone,
    language: Language,
}

impl From<&PortalCaller> for Asker {
    fn from(caller: &PortalCaller) -> Self {
        Self {
            actor: caller.into(),
            customer: caller.customer,
            contact: caller.id,
            zone: caller.zone,
            language: caller.language,
        }
    }
}

fn as_json(value: &impl Serialize) -> Result<Json, Refusal> {
    serde_json::to_value(value).map_err(|error| Refusal::internal(error.to_string()))
}

/// Keeps a request as the new booking `id`, and tells those who approve.
///
/// # Errors
/// 422 when the trip would begin in the past, or beyond the company's bounds.
pub fn request(
    asker: &Asker,
    id: i64,
    draft: &BookingRequest,
    bounds: Bounds,
    now: Instant,
) -> Result<Vec<Statement>, Refusal> {
    if draft.pickup_at.is_some_and(|at| at < now) {
        return Err(Refusal::field("pickup_at", FieldCode::InThePast));
    }
    bounds.check(draft.pickup_at, draft.ends_at, asker.zone, now, asker.language)?;
    let asked = draft.clone();
    let booking = as_json(&BookingDraft {
        customer: Some(asker.customer),
        contact: Some(asker.contact),
        subject: asked.subject,
        pickup_address: asked.pickup_address,
        pickup_at: asked.pickup_at,
        delivery_address: asked.delivery_address,
        ends_at: asked.ends_at,
        phone: asked.phone,
        vehicle_type: asked.vehicle_type,
        passengers: asked.passengers,
        load: asked.load,
        note: asked.note,
        internal_note: String::new(),
        amount: None,
        files: Vec::new(),
    })?;
    let mut statements = write::references(&TABLE, &booking, |field| field == "vehicle_type");
    statements.push(numbers::OF_BOOKINGS.count(asker.zone, now));
    let more = [numbers::OF_BOOKINGS.set(asker.zone, now), set("by_customer", true)];
    statements.push(write::insert(&TABLE, id, now, &booking, &more));
    statements.extend(write::words(&TABLE, id, &write::searched_text(&TABLE, &booking)));
    statements.extend(more_words(id));
    let changes = write::filled_in(&booking);
    statements.push(write::history(TABLE.collection(), id, &asker.actor, now, HistoryAct::Created, &changes));
    statements.push(notices::to_approvers(Notice::BookingRequested, id, &asker.actor, now));
    Ok(statements)
}

/// Changes a booking that is still new. `at` is its id and the version the customer has seen, `before` what it said then.
/// Nothing when nothing changes.
///
/// # Errors
/// 422 when the trip is moved into the past, or beyond the company's bounds.
pub fn change(
    asker: &Asker,
    at: (i64, i64),
    before: &BookingRequest,
    draft: &BookingRequest,
    bounds: Bounds,
    now: Instant,
) -> Result<Vec<Statement>, Refusal> {
    if draft.pickup_at != before.pickup_at && draft.pickup_at.is_some_and(|at| at < now) {
        return Err(Refusal::field("pickup_at", FieldCode::InThePast));
    }
    if (draft.pickup_at, draft.ends_at) != (before.pickup_at, before.ends_at) {
        bounds.check(draft.pickup_at, draft.ends_at, asker.zone, now, asker.language)?;
    }
    let (id, _) = at;
    let after = as_json(draft)?;
    let changed = changes(&as_json(before)?, &after);
    if changed.is_empty() {
        return Ok(Vec::new());
    }
    let touches = |field: &str| changed.iter().any(|change| change.field == field);
    let mut statements = vec![still_new(asker, id)];
    statements.extend(write::references(&TABLE, &after, |field| field == "vehicle_type" && touches(field)));
    statements.extend(write::update(&TABLE, at, now, &changed, &[]));
    if TABLE.found_by.iter().any(|field| touches(field)) {
        statements.extend(write::words(&TABLE, id, &write::searched_text(&TABLE, &after)));
        statements.extend(more_words(id));
    }
    statements.push(write::history(TABLE.collection(), id, &asker.actor, now, HistoryAct::Updated, &changed));
    Ok(statements)
}

fn still_new(asker: &Asker, booking: i64) -> Statement {
    let new =
        "EXISTS (SELECT 1 FROM bookings WHERE id = ? AND customer = ? AND status = 'new' AND archived_at IS NULL)";
    guard("transition_not_allowed", &format!("NOT {new}")).bind(booking).bind(asker.customer.0)
}

/// Keeps a rating as `id`, and tells those who approve and the driver. That it is due, and given once, is held by a trigger and a unique index.
pub fn rate(asker: &Asker, id: i64, booking: i64, draft: &RatingDraft, now: Instant) -> Vec<Statement> {
    let driver = draft.driver.map(|driver| driver.0);
    let mut sql = Sql::default();
    sql.push(
        "INSERT INTO ratings (id, at, booking, booking_number, driver, contact, customer_name, stars, comment) SELECT ",
    );
    sql.with("?", id).with(", ?", now).push(", t.id, t.number").with(", ?", driver).with(", ?", asker.contact.0);
    sql.push(", u.company").with(", ?", draft.stars).with(", ?", &draft.comment);
    sql.with(" FROM bookings t JOIN customers u ON u.id = t.customer WHERE t.id = ?", booking);
    sql.with(" AND t.customer = ?", asker.customer.0);
    let changes = Change { field: "stars".to_owned(), before: Json::Null, after: json!(draft.stars) };
    vec![
        sql.into(),
        guard_unchanged("not_found"),
        write::history(TABLE.collection(), booking, &asker.actor, now, HistoryAct::Rated, &[changes]),
        notices::to_approvers(Notice::DriverRated, booking, &asker.actor, now),
        notices::to_rated_driver(driver, booking, now),
    ]
}
