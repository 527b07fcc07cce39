//! `GET /api/overview?from=…&to=…`: what the company sees at a glance for a period.
//!
//! `from` and `to` are dates in the company's calendar, both included; left out, they are the ends of the current month.
//! Counts and today's trips are of now, bookings of the period by their pick-up, months the twelve that end with the
//! period's last. A period is at most a leap year, so every count has an end, and each is read from an index.

use domain::bookings::progress::BookingStatus;
use domain::choice::Choice;
use domain::fleet::vehicle::VehicleStatus;
use domain::list::ListQuery;
use domain::overview::{Counted, Month, Overview, TodayTrip};
use domain::permission::{Act, Area};
use domain::time::{DAY, Date, Instant, Span};
use serde::Deserialize;

use super::period::Period;
use crate::bookings::ranking;
use crate::db::{DbError, Rows, Sql, Statement};
use crate::http::answer::{Answer, Reply};
use crate::http::problems::Refusal;
use crate::http::request::Call;
use crate::io::zone::Zone;

/// Drivers shown in the ranking.
const RANKED: usize = 10;
/// Trips of today that are shown.
const TRIPS: i64 = 100;
/// Milliseconds that a trip may have begun before today and still be under way: the longest trip.
const LONGEST_TRIP: i64 = 31 * DAY;

#[derive(Deserialize)]
struct Counts {
    vehicles: Vec<Counted<VehicleStatus>>,
    drivers: i64,
    customers: i64,
    bookings: Vec<Counted<BookingStatus>>,
    waiting: i64,
}

#[derive(Deserialize)]
struct Owed {
    open: i64,
    overdue: i64,
}

/// # Errors
/// 400 naming the end of the period that can't be understood.
pub async fn get(call: &Call) -> Answer {
    let query = ListQuery::parse(call.query()).map_err(|bad| Refusal::parameter(&bad.0))?;
    if let Some(unknown) = query.filters.keys().find(|name| !matches!(name.as_str(), "from" | "to")) {
        return Err(Refusal::parameter(unknown));
    }
    // Which days are meant depends on the caller's company, so the caller comes first.
    let (caller, _) = call.staff(Vec::new()).await?;
    let day = |name: &str| query.filters.get(name).map(String::as_str);
    let today = caller.today(call.now);
    let period = Period::parse(day("from"), day("to"), today).map_err(Refusal::parameter)?;
    let sees_money = caller.may_in(Area::Money, Act::View);

    let mut statements = vec![counts(period.span(caller.zone)), ranking::reading(), trips(caller.zone.day(today))];
    if sees_money {
        statements.push(months(&period.months(), caller.zone));
        statements.push(owed());
    }
    let rows = call.db.read(&statements).await?;
    let counts: Counts = part(&rows, 0)?;
    let owed: Option<Owed> = rows.json(4)?;
    Ok(Reply::json(&Overview {
        currency: caller.currency,
        vehicles: counts.vehicles,
        drivers: counts.drivers,
        customers: counts.customers,
        bookings: counts.bookings,
        months: rows.json::<Vec<Month>>(3)?.unwrap_or_default(),
        open_balance: owed.as_ref().map(|owed| owed.open),
        overdue_balance: owed.as_ref().map(|owed| owed.overdue),
        ranking: ranking::ranked(&rows, 1, RANKED)?,
        today: part::<Vec<TodayTrip>>(&rows, 2)?,
        waiting: counts.waiting,
    }))
}

fn part<T: serde::de::DeserializeOwned>(rows: &Rows, place: usize) -> Result<T, DbError> {
    rows.json(place)?.ok_or_else(|| DbError::Broken(format!("part {place} of the overview is missing")))
}

fn codes<C: Choice>() -> String {
    let codes: Vec<&str> = C::ALL.iter().map(|choice| choice.code()).collect();
    serde_json::Value::from(codes).to_string()
}

fn counts(period: Span) -> Statement {
    let mut sql = Sql::default();
    sql.push(
        "SELECT json_object('vehicles', json((SELECT json_group_array(json_object('status', value, 'count', \
         (SELECT count(*) FROM vehicles WHERE status = value AND archived_at IS NULL))) ",
    );
    sql.with("FROM json_each(?))), ", codes::<VehicleStatus>());
    sql.push(
        "'drivers', (SELECT count(*) FROM drivers WHERE archived_at IS NULL), \
         'customers', (SELECT count(*) FROM customers WHERE archived_at IS NULL), \
         'waiting', (SELECT count(*) FROM bookings WHERE status = 'new' AND archived_at IS NULL), ",
    );
    sql.push(
        "'bookings', json((SELECT json_group_array(json_object('status', value, 'count', \
         (SELECT count(*) FROM bookings WHERE status = value AND archived_at IS NULL",
    );
    sql.with(" AND pickup_at >= ?", period.from).with(" AND pickup_at < ?", period.to);
    sql.with("))) FROM json_each(?))))", codes::<BookingStatus>());
    sql.into()
}

/// Trips that begin today, and those under way or due that began before. A finished one of yesterday is yesterday's.
fn trips(today: Span) -> Statement {
    let mut sql = Sql::default();
    sql.push("WITH of_today (id) AS (SELECT id FROM logbooks WHERE status <> 'cancelled'");
    sql.with(" AND \"from\" >= ?", today.from).with(" AND \"from\" < ?", today.to);
    sql.push(" UNION ALL SELECT id FROM logbooks WHERE status = 'processing'").with(" AND \"from\" < ?", today.from);
    sql.push(" UNION ALL SELECT id FROM logbooks WHERE status = 'new'")
        .with(" AND \"from\" >= ?", today.from.plus(-LONGEST_TRIP));
    sql.with(" AND \"from\" < ?", today.from).with(" AND \"to\" > ?", today.from);
    sql.push(
        ") SELECT json_group_array(json_object('logbook', id, 'booking', booking, 'booking_number', number, 'subject', subject, \
         'vehicle_name', vehicle_name, 'driver_name', driver_name, 'from', \"from\", 'to', \"to\", 'status', status)) FROM \
         (SELECT l.id, l.booking, b.number, b.subject, l.vehicle_name, l.driver_name, l.\"from\", l.\"to\", l.status \
         FROM of_today CROSS JOIN logbooks l ON l.id = of_today.id JOIN bookings b ON b.id = l.booking",
    );
    sql.with(" ORDER BY l.\"from\", l.id LIMIT ?", TRIPS).push(")");
    sql.into()
}

/// What was invoiced by date of issue and collected by date of payment, in each month but the last of `starts`, which only
/// ends the one before. Days are summed up in `turnover`; since its days of payment are UTC's, the parts of a day at either
/// end of a month are added up from the payments themselves.
fn months(starts: &[Date], zone: Zone) -> Statement {
    let ends = starts.iter().skip(1);
    let spans = starts.iter().zip(ends).map(|(from, to)| {
        let month = Span { from: zone.start_of(*from), to: zone.start_of(*to) };
        let days = Span { from: Instant(month.from.plus(DAY - 1).0 / DAY * DAY), to: Instant(month.to.0 / DAY * DAY) };
        serde_json::json!({
            "label": from.format("%Y-%m").to_string(), "from": from, "to": to, "month": month,
            "days": days, "day_from": days.from.utc_date(), "day_to": days.to.utc_date(),
        })
    });
    let mut sql = Sql::default();
    sql.push(
        "SELECT json_group_array(json_object('month', value ->> 'label', \
         'invoiced', (SELECT coalesce(sum(amount), 0) FROM turnover WHERE what = 'invoiced' \
         AND day >= value ->> 'from' AND day < value ->> 'to'), \
         'collected', (SELECT coalesce(sum(amount), 0) FROM turnover WHERE what = 'collected' \
         AND day >= value ->> 'day_from' AND day < value ->> 'day_to') \
         + (SELECT coalesce(sum(amount), 0) FROM payments WHERE at >= value ->> '$.month.from' AND at < value ->> '$.days.from') \
         + (SELECT coalesce(sum(amount), 0) FROM payments WHERE at >= value ->> '$.days.to' AND at < value ->> '$.month.to'))) ",
    );
    sql.with("FROM json_each(?)", serde_json::Value::from_iter(spans).to_string());
    sql.into()
}

fn owed() -> Statement {
    Statement::new(
        "SELECT json_object('open', coalesce(sum(total - paid), 0), \
         'overdue', coalesce(sum(iif(due_on < $today, total - paid, 0)), 0)) FROM invoices INDEXED BY invoices_owed \
         WHERE owing IS NOT NULL",
    )
}
