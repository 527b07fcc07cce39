//! A driver's day: what they drive, what comes after it, and the time card that runs.
//!
//! Invariant: whoever has no driver profile has an empty day, not an error.

use domain::bookings::schedule::Today;
use domain::time::Span;

use super::sql::logbook_summary;
use crate::db::{Sql, Statement};
use crate::http::answer::{Answer, Reply};
use crate::http::request::Call;

/// Trips shown in a day.
const MOST_TRIPS: i64 = 50;
/// Trips shown of the days after.
const MOST_COMING: i64 = 20;

/// `GET /api/today`
pub async fn get_today(call: &Call) -> Answer {
    // Which day it is depends on the caller's company, so the caller comes first.
    let (caller, _) = call.staff(Vec::new()).await?;
    let Some(driver) = caller.driver else {
        return Ok(Reply::json(&Today { trips: Vec::new(), coming: Vec::new(), running: None }));
    };
    let day = caller.zone.day(caller.today(call.now));
    let rows = call.db.read(&[trips(driver.0, day), coming(driver.0, day), running(driver.0)]).await?;
    let part = |place: usize, none: &'static str| rows.text(place).unwrap_or_else(|| none.to_owned());
    Ok(Reply::json_text(format!(
        "{{\"trips\":{},\"coming\":{},\"running\":{}}}",
        part(0, "[]"),
        part(1, "[]"),
        part(2, "null")
    )))
}

/// Trips on the way, whenever they began, and those that overlap the day.
fn trips(driver: i64, day: Span) -> Statement {
    let mut sql = shown();
    sql.with(" WHERE l.driver = ?", driver).push(" AND (l.status = 'processing' OR (l.status IN ('new', 'completed')");
    sql.with(" AND l.\"from\" < ?", day.to).with(" AND l.\"to\" > ?", day.from);
    sql.with(")) ORDER BY l.\"from\", l.id LIMIT ?", MOST_TRIPS).push(")");
    sql.into()
}

/// Trips planned for later than the day.
fn coming(driver: i64, day: Span) -> Statement {
    let mut sql = shown();
    sql.with(" WHERE l.driver = ?", driver).with(" AND l.\"from\" >= ?", day.to);
    sql.with(" AND l.status = 'new' ORDER BY l.\"from\", l.id LIMIT ?", MOST_COMING).push(")");
    sql.into()
}

/// A list of `Trip`, whose logbooks `l` a condition and a closing bracket after this choose.
fn shown() -> Sql {
    let mut sql = Sql::default();
    sql.push(concat!(
        "SELECT json_group_array(json(trip)) FROM (SELECT json_object('logbook', ",
        logbook_summary!(),
        ", 'booking', t.id, 'booking_number', t.number, 'subject', t.subject, 'customer_name', u.company, \
         'pickup_address', t.pickup_address, 'pickup_at', t.pickup_at, 'ends_at', t.ends_at, 'delivery_address', t.delivery_address, \
         'phone', t.phone, 'passengers', t.passengers, 'load', t.load, 'note', t.note, 'is_last', json(iif(EXISTS \
         (SELECT 1 FROM logbooks WHERE booking = t.id AND id <> l.id AND status IN ('new', 'processing')), 'false', 'true')), \
         'last_odometer', \
         ",
        crate::fleet::odometers::latest!("l.vehicle"),
        ", 'completes', iif(t.status = 'processing' AND NOT EXISTS \
         (SELECT 1 FROM logbooks WHERE booking = t.id AND status IN ('new', 'processing')), t.version, NULL)) AS trip \
         FROM logbooks l JOIN bookings t ON t.id = l.booking JOIN customers u ON u.id = t.customer \
         JOIN vehicles v ON v.id = l.vehicle"
    ));
    sql
}

fn running(driver: i64) -> Statement {
    Statement::new(
        "SELECT json_object('id', id, 'logbook', logbook, 'from', \"from\") FROM time_cards WHERE driver = ? AND \"to\" IS NULL",
    )
    .bind(driver)
}
