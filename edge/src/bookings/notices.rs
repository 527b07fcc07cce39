//! Who is told what of a booking; each a statement for the batch that does what they are told of.
//!
//! Invariant: nobody is told of what they did themselves.

use domain::notice::Notice;
use domain::permission::{NamedAct, Permission};
use domain::time::Instant;

use crate::db::{Sql, Statement};
use crate::http::caller::Actor;
use crate::people::notifications::{TELL, staff_who_may};

/// The booking's contact, or every contact of the customer's when it names none.
pub fn to_customer(notice: Notice, booking: i64, actor: &Actor, now: Instant) -> Statement {
    let mut sql = Sql::default();
    sql.push(TELL).with("SELECT 'portal', contacts.id, ?", now).with(", ?", notice.code());
    sql.push(", 'bookings', bookings.id, bookings.number FROM bookings JOIN contacts ON contacts.customer = bookings.customer ");
    sql.with("WHERE bookings.id = ?", booking);
    sql.push(" AND contacts.access = 'active' AND contacts.archived_at IS NULL AND coalesce(bookings.contact, contacts.id) = contacts.id");
    but_the_actor(sql, "portal", "contacts.id", actor).into()
}

/// Everyone who may approve bookings.
pub fn to_approvers(notice: Notice, booking: i64, actor: &Actor, now: Instant) -> Statement {
    let mut sql = Sql::default();
    sql.push(TELL).with("SELECT 'staff', staff.id, ?", now).with(", ?", notice.code());
    sql.push(", 'bookings', bookings.id, bookings.number FROM bookings JOIN ");
    sql.push(&staff_who_may(Permission::To(NamedAct::ApproveBookings))).with(" staff WHERE bookings.id = ?", booking);
    but_the_actor(sql, "staff", "staff.id", actor).into()
}

/// The driver of one logbook.
pub fn to_driver_of(notice: Notice, logbook: i64, actor: &Actor, now: Instant) -> Statement {
    let mut sql = drivers(notice, now);
    sql.with("logbooks.id = ?", logbook);
    but_the_actor(sql, "staff", "drivers.staff", actor).into()
}

/// The drivers of a booking's logbooks that aren't done.
pub fn to_drivers_of_open(notice: Notice, booking: i64, actor: &Actor, now: Instant) -> Statement {
    let mut sql = drivers(notice, now);
    sql.with("logbooks.booking = ?", booking).push(" AND logbooks.status IN ('new', 'processing')");
    but_the_actor(sql, "staff", "drivers.staff", actor).into()
}

fn drivers(notice: Notice, now: Instant) -> Sql {
    let mut sql = Sql::default();
    sql.push(TELL).with("SELECT DISTINCT 'staff', drivers.staff, ?", now).with(", ?", notice.code());
    sql.push(
        ", 'bookings', bookings.id, bookings.number FROM logbooks JOIN bookings ON bookings.id = logbooks.booking ",
    );
    sql.push("JOIN drivers ON drivers.id = logbooks.driver WHERE ");
    sql
}

fn but_the_actor(mut sql: Sql, audience: &str, person: &str, actor: &Actor) -> Sql {
    if actor.kind == audience {
        sql.push(" AND ").push(person).with(" <> ?", actor.id);
    }
    sql
}

/// The driver whom a customer rated, unless told already as one who approves bookings.
pub fn to_rated_driver(driver: i64, booking: i64, now: Instant) -> Statement {
    let mut sql = Sql::default();
    sql.push(TELL).with("SELECT 'staff', drivers.staff, ?", now).with(", ?", Notice::DriverRated.code());
    sql.push(", 'bookings', bookings.id, bookings.number FROM bookings JOIN drivers");
    sql.with(" WHERE bookings.id = ?", booking).with(" AND drivers.id = ?", driver);
    sql.push(" AND NOT EXISTS (SELECT 1 FROM notifications n WHERE n.audience = 'staff' AND n.person = drivers.staff")
        .with(" AND n.notice = ?", Notice::DriverRated.code())
        .push(" AND n.subject = bookings.id")
        .with(" AND n.at = ?)", now);
    sql.into()
}
