//! Who is told what of a booking; each a statement for the batch that does what they are told of.
//!
//! Invariant: nobody is told of what they did themselves.

use domain::notice::Notice;
use domain::permission::{Act, Area, NamedAct, Permission};
use domain::time::{Instant, Span};
use serde_json::json;

use crate::db::{Sql, Statement, Value};
use crate::http::caller::Actor;
use crate::notices::{NOTIFY_WITH_FACTS, staff_who_may};

/// SQL of what the app tells besides the number, as `domain::session::NoticeAbout`; the other facts and a bracket follow.
fn about(title: &str, who: &str, at: &str) -> String {
    format!("json_patch(json_object('about', json_object('title', {title}, 'who', {who}, 'at', {at}))")
}

/// The booking's contact, or every contact of the customer's when it names none.
pub fn to_customer(notice: Notice, booking: i64, actor: &Actor, now: Instant) -> Statement {
    customer(notice, booking, "{}", actor, now)
}

/// The same, with a reason of its own.
pub fn to_customer_because(notice: Notice, booking: i64, reason: &str, actor: &Actor, now: Instant) -> Statement {
    customer(notice, booking, &json!({ "reason": reason }).to_string(), actor, now)
}

fn customer(notice: Notice, booking: i64, facts: &str, actor: &Actor, now: Instant) -> Statement {
    let mut sql = Sql::default();
    sql.push(NOTIFY_WITH_FACTS).with("SELECT 'portal', contacts.id, ?", now).with(", ?", notice.code());
    sql.push(", 'bookings', bookings.id, bookings.number, ").push(&about(
        "bookings.subject",
        "''",
        "bookings.pickup_at",
    ));
    sql.with(", ?)", facts).push(" FROM bookings JOIN contacts ON contacts.customer = bookings.customer ");
    sql.with("WHERE bookings.id = ?", booking);
    sql.push(" AND contacts.access = 'active' AND contacts.archived_at IS NULL AND coalesce(bookings.contact, contacts.id) = contacts.id");
    but_the_actor(sql, "portal", "contacts.id", actor).into()
}

/// Everyone who may approve bookings.
pub fn to_approvers(notice: Notice, booking: i64, actor: &Actor, now: Instant) -> Statement {
    approvers(notice, booking, "{}", actor, now)
}

/// The same, with a reason of its own.
pub fn to_approvers_because(notice: Notice, booking: i64, reason: &str, actor: &Actor, now: Instant) -> Statement {
    approvers(notice, booking, &json!({ "reason": reason }).to_string(), actor, now)
}

fn approvers(notice: Notice, booking: i64, facts: &str, actor: &Actor, now: Instant) -> Statement {
    let mut sql = Sql::default();
    sql.push(NOTIFY_WITH_FACTS).with("SELECT 'staff', staff.id, ?", now).with(", ?", notice.code());
    let customer = "(SELECT company FROM customers WHERE id = bookings.customer)";
    sql.push(", 'bookings', bookings.id, bookings.number, ");
    sql.push(&about("bookings.subject", customer, "bookings.pickup_at"))
        .with(", ?)", facts)
        .push(" FROM bookings JOIN ");
    sql.push(&staff_who_may(Permission::To(NamedAct::ApproveBookings))).with(" staff WHERE bookings.id = ?", booking);
    but_the_actor(sql, "staff", "staff.id", actor).into()
}

/// The driver of one logbook, as it is at this place of the batch.
pub fn to_driver_of(notice: Notice, logbook: i64, actor: &Actor, now: Instant) -> Statement {
    to_drivers_of(notice, "logbooks.id = ?", logbook, actor, now)
}

/// The drivers of a booking's logbooks that aren't done.
pub fn to_drivers_of_open(notice: Notice, booking: i64, actor: &Actor, now: Instant) -> Statement {
    to_drivers_of(notice, "logbooks.booking = ? AND logbooks.status IN ('new', 'processing')", booking, actor, now)
}

/// The drivers of the logbooks that `which`, a condition of one value, holds of.
pub fn to_drivers_of(notice: Notice, which: &str, value: impl Into<Value>, actor: &Actor, now: Instant) -> Statement {
    trips(notice, which, value.into(), &Previous::default(), actor, now)
}

/// What a trip was before it changed; what stayed as it was is left out.
#[derive(Debug, Default)]
pub struct Previous {
    pub span: Option<Span>,
    pub from: Option<String>,
    pub to: Option<String>,
    pub vehicle: Option<String>,
}

impl Previous {
    pub const fn is_something(&self) -> bool {
        self.span.is_some() || self.from.is_some() || self.to.is_some() || self.vehicle.is_some()
    }

    /// As the places of a notice's text (`jobs/mails.rs`).
    fn places(&self) -> String {
        let all = json!({
            "was_at": self.span.map(|span| span.from),
            "was_until": self.span.map(|span| span.to),
            "was_from": self.from,
            "was_to": self.to,
            "was_vehicle": self.vehicle,
        });
        all.to_string()
    }
}

/// The driver of a logbook that changed, with both what it is, at this place of the batch, and what it was.
pub fn of_change(logbook: i64, was: &Previous, actor: &Actor, now: Instant) -> Statement {
    trips(Notice::TripChanged, "logbooks.id = ?", logbook.into(), was, actor, now)
}

/// A trip is told with its own time, which may be another than its booking's, and as it is now, whatever becomes of it.
fn trips(notice: Notice, which: &str, value: Value, was: &Previous, actor: &Actor, now: Instant) -> Statement {
    let mut sql = Sql::default();
    sql.push(NOTIFY_WITH_FACTS).with("SELECT 'staff', drivers.staff, ?", now).with(", ?", notice.code());
    sql.push(", 'bookings', bookings.id, bookings.number, ");
    sql.push(&about("logbooks.name", "logbooks.vehicle_name", "logbooks.\"from\""));
    sql.push(", json_patch(json_object('pickup_at', logbooks.\"from\", ");
    sql.push("'ends_at', logbooks.\"to\", 'from', bookings.pickup_address, 'to', bookings.delivery_address, ");
    sql.with("'vehicle', logbooks.vehicle_name), ?))", was.places());
    sql.push(" FROM logbooks JOIN bookings ON bookings.id = logbooks.booking ");
    sql.push("JOIN drivers ON drivers.id = logbooks.driver WHERE ").with(which, value);
    but_the_actor(sql, "staff", "drivers.staff", actor).into()
}

/// Everyone who may assign, of what the driver of one logbook answered.
pub fn to_planners_of(notice: Notice, logbook: i64, actor: &Actor, now: Instant) -> Statement {
    let mut sql = Sql::default();
    sql.push(NOTIFY_WITH_FACTS).with("SELECT 'staff', staff.id, ?", now).with(", ?", notice.code());
    sql.push(", 'bookings', bookings.id, bookings.number, ");
    sql.push(&about("logbooks.name", "logbooks.driver_name", "logbooks.\"from\""));
    sql.push(", json_object('pickup_at', logbooks.\"from\", 'ends_at', logbooks.\"to\", ");
    sql.push("'vehicle', logbooks.vehicle_name, 'driver', logbooks.driver_name, 'reason', logbooks.decline_reason)) ");
    sql.push("FROM logbooks JOIN bookings ON bookings.id = logbooks.booking JOIN ");
    sql.push(&staff_who_may(Permission::In(Area::Bookings, Act::Create))).with(" staff WHERE logbooks.id = ?", logbook);
    but_the_actor(sql, "staff", "staff.id", actor).into()
}

fn but_the_actor(mut sql: Sql, audience: &str, person: &str, actor: &Actor) -> Sql {
    if actor.kind == audience {
        sql.push(" AND ").push(person).with(" <> ?", actor.id);
    }
    sql
}

/// The driver whom a customer rated, unless told already as one who approves bookings.
pub fn to_rated_driver(driver: Option<i64>, booking: i64, now: Instant) -> Statement {
    let mut sql = Sql::default();
    sql.push(NOTIFY_WITH_FACTS).with("SELECT 'staff', drivers.staff, ?", now).with(", ?", Notice::DriverRated.code());
    sql.push(", 'bookings', bookings.id, bookings.number, ");
    sql.push(&about("bookings.subject", "''", "bookings.pickup_at")).push(", '{}') FROM bookings JOIN drivers");
    sql.with(" WHERE bookings.id = ?", booking).with(" AND drivers.id = ?", driver);
    sql.push(" AND NOT EXISTS (SELECT 1 FROM notifications n WHERE n.audience = 'staff' AND n.person = drivers.staff")
        .with(" AND n.notice = ?", Notice::DriverRated.code())
        .push(" AND n.subject = bookings.id")
        .with(" AND n.at = ?)", now);
    sql.into()
}
