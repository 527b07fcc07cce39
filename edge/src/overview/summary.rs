//! `GET /api/overview?from=…&to=…`: what the company sees at a glance for a period.
//!
//! `from` and `to` are dates in the company's calendar, both included; left out, they are the ends of the current month.
//! Counts and today's trips are of now, bookings of the period by their pick-up, months the twelve that end with the
//! period's last. What is summed up over all there is, is kept by triggers (`0007_overview.sql`) by UTC's days and months; what
//! the company's calendar divides otherwise is counted from the records themselves.

use domain::bookings::logbook::LONGEST;
use domain::bookings::progress::BookingStatus;
use domain::fleet::document::SOON;
use domain::fleet::vehicle::VehicleStatus;
use domain::overview::{Counted, FirstStep, Month, Overview, TodayBooking, TodayTrip};
use domain::permission::{Act, Area, NamedAct, Permission};
use domain::record::{RecordKind, Verb};
use domain::time::{DAY, Date, Instant, Span};
use serde::Deserialize;

use super::period::Period;
use crate::bookings::ranking;
use crate::db::{DbError, Rows, Sql, Statement};
use crate::fleet::documents::RENEWED;
use crate::http::answer::{Answer, Reply};
use crate::http::problems::Refusal;
use crate::http::request::Call;
use crate::io::zone::Zone;
use crate::records::list;

/// Drivers shown in the ranking.
const RANKED: usize = 5;
/// Trips of today that are shown.
const TRIPS: i64 = 100;
/// Bookings without a trip that are shown of today.
const UNASSIGNED: i64 = 20;
/// Papers and licences that are shown.
const EXPIRING: i64 = 7;
/// Papers among which those are looked for that weren't renewed.
const LOOKED_THROUGH: i64 = 20;

#[derive(Deserialize)]
struct Counts {
    vehicles: Vec<Counted<VehicleStatus>>,
    drivers: i64,
    customers: i64,
    waiting: i64,
    waiting_since: Option<Instant>,
    driving: i64,
    unassigned: i64,
    unassigned_at: Option<Instant>,
    unassigned_today: Vec<TodayBooking>,
}

#[derive(Deserialize)]
struct Owed {
    open: i64,
    overdue: i64,
    since: Option<Date>,
}

/// # Errors
/// 400 naming the end of the period that can't be understood.
pub async fn get_overview(call: &Call) -> Answer {
    // Which days are meant depends on the caller's company, so the caller comes first.
    let (caller, _) = call.staff(Vec::new()).await?;
    let query = list::read(call.query())?;
    let day = |name: &str| query.filters.get(name).map(String::as_str);
    let today = caller.today(call.now);
    let period = Period::parse(day("from"), day("to"), today).map_err(Refusal::parameter)?;
    let sees_money = caller.may_in(Area::Money, Act::View);

    let sees = |kind: RecordKind| caller.may(kind.needs(Verb::List));
    let (of_period, of_today) = (period.span(caller.zone), caller.zone.day(today));
    let mut statements = vec![
        counts(of_today, call.now),
        bookings([of_period, period.before().span(caller.zone)]),
        ranking::reading(),
        trips(of_today),
        expiring(sees(RecordKind::Document), sees(RecordKind::Driver)),
    ];
    if sees_money {
        statements.push(months(&period.months(), caller.zone));
        statements.push(owed());
    }
    let sets_up = caller.may(Permission::To(NamedAct::ManageSettings));
    if sets_up {
        statements.push(first_steps());
    }
    let rows = call.db.read(&statements).await?;
    let counts: Counts = part(&rows, 0)?;
    let first_steps = if sets_up { Some(part::<Vec<FirstStep>>(&rows, statements.len() - 1)?) } else { None };
    let owed: Option<Owed> = rows.json(6)?;
    let (bookings, bookings_before) = part(&rows, 1)?;
    Ok(Reply::json(&Overview {
        currency: caller.currency,
        vehicles: counts.vehicles,
        drivers: counts.drivers,
        customers: counts.customers,
        bookings,
        bookings_before,
        months: if sees_money { part::<Vec<Month>>(&rows, 5)? } else { Vec::new() },
        open_balance: owed.as_ref().map(|owed| owed.open),
        overdue_balance: owed.as_ref().map(|owed| owed.overdue),
        overdue_since: owed.as_ref().and_then(|owed| owed.since),
        ranking: ranking::ranked(&rows, 2, RANKED)?,
        today: part::<Vec<TodayTrip>>(&rows, 3)?,
        unassigned_today: counts.unassigned_today,
        waiting: counts.waiting,
        waiting_since: counts.waiting_since,
        unassigned: counts.unassigned,
        unassigned_at: counts.unassigned_at,
        driving: counts.driving,
        expiring: part(&rows, 4)?,
        first_steps: first_steps.filter(|done| done.len() < FirstStep::ALL.len()),
    }))
}

fn part<T: serde::de::DeserializeOwned>(rows: &Rows, place: usize) -> Result<T, DbError> {
    rows.json(place)?.ok_or_else(|| DbError::Broken(format!("part {place} of the overview is missing")))
}

/// Which first steps are done. D1 joins at most five SELECTs, so they stand in an object.
fn first_steps() -> Statement {
    let done = FirstStep::ALL.iter().map(|step| {
        let done = match step {
            FirstStep::Company => "(SELECT tax_id <> '' FROM company WHERE id = 1)",
            FirstStep::Vehicle => "EXISTS (SELECT 1 FROM vehicles)",
            FirstStep::Driver => "EXISTS (SELECT 1 FROM drivers)",
            FirstStep::Customer => "EXISTS (SELECT 1 FROM customers)",
            FirstStep::MailAccount => "EXISTS (SELECT 1 FROM mail_accounts)",
            FirstStep::Booking => "EXISTS (SELECT 1 FROM bookings)",
        };
        format!("'{}', {done}", step.code())
    });
    let done = done.collect::<Vec<_>>().join(", ");
    Statement::new(format!("SELECT json_group_array(key) FROM json_each(json_object({done})) WHERE value = 1"))
}

fn counts(today: Span, now: Instant) -> Statement {
    let mut sql = Sql::default();
    sql.push("SELECT json_object('vehicles', json_array(");
    for (place, status) in VehicleStatus::ALL.iter().enumerate() {
        let code = status.code();
        sql.push(if place == 0 { "" } else { ", " });
        sql.push(&format!("json_object('status', '{code}', 'count', {})", counter(&format!("vehicles.{code}"))));
    }
    sql.push(&format!("), 'drivers', {}, 'customers', {}", counter("drivers"), counter("customers")));
    for (name, which) in [("waiting", "to_answer = 1"), ("driving", "status = 'processing'")] {
        sql.push(&format!(", '{name}', (SELECT count(*) FROM bookings WHERE {which} AND archived_at IS NULL)"));
    }
    // Since when: as new ones came, and as customers asked.
    let since = "SELECT min(created_at) AS at FROM bookings WHERE status = 'new' AND archived_at IS NULL \
        UNION ALL SELECT min(at) FROM change_requests WHERE state = 'open'";
    let unassigned = "FROM bookings WHERE to_assign = 1 AND archived_at IS NULL";
    let undriven = "FROM bookings WHERE status = 'approved' AND active_logbooks = 0 AND archived_at IS NULL";
    sql.push(&format!(
        ", 'waiting_since', (SELECT min(at) FROM ({since})), 'unassigned', (SELECT count(*) {unassigned}), "
    ));
    sql.with(&format!("'unassigned_at', (SELECT min(pickup_at) {unassigned} AND pickup_at >= ?)"), now);
    sql.push(", 'unassigned_today', json((SELECT json_group_array(json_object('booking', id, 'subject', subject, ");
    sql.push(&format!("'from', pickup_at, 'to', ends_at)) FROM (SELECT id, subject, pickup_at, ends_at {undriven}"));
    sql.with(" AND pickup_at >= ?", today.from).with(" AND pickup_at < ?", today.to);
    sql.with(" ORDER BY pickup_at, id LIMIT ?))))", UNASSIGNED);
    sql.into()
}

/// What ends soon or ended lately, of what the reader may list. Papers that were renewed are left out.
fn expiring(papers: bool, licences: bool) -> Statement {
    let near = |day: &str| format!("{day} <= date($today, '+{SOON} days')");
    let mut sql = Sql::default();
    sql.push("SELECT json_group_array(json_object('kind', kind, 'id', id, 'owner', owner, 'title', title, 'expires_on', day)) ");
    sql.push(
        "FROM (SELECT * FROM (SELECT 'documents' AS kind, d.id, d.vehicle_name || d.driver_name AS owner, d.title, ",
    );
    sql.with("d.lasts_until AS day FROM (SELECT * FROM documents WHERE ?", papers);
    sql.push(&format!(
        " AND archived_at IS NULL AND lasts_until >= date($today, '-{SOON} days') AND {}",
        near("lasts_until")
    ));
    sql.with(" ORDER BY lasts_until, id LIMIT ?)", LOOKED_THROUGH).push(" d WHERE NOT ").push(RENEWED);
    sql.with(" ORDER BY d.lasts_until, d.id LIMIT ?)", EXPIRING);
    sql.push(" UNION ALL SELECT * FROM (SELECT 'drivers', id, name, '', licence_expires_on FROM drivers ");
    sql.with("WHERE ?", licences).push(" AND archived_at IS NULL AND status <> 'inactive' AND ");
    sql.push(&near("licence_expires_on")).with(" ORDER BY licence_expires_on, id LIMIT ?)", EXPIRING);
    sql.with(" ORDER BY day, id LIMIT ?)", EXPIRING);
    sql.into()
}

fn counter(name: &str) -> String {
    format!("coalesce((SELECT value FROM counters WHERE name = '{name}'), 0)")
}

/// How many bookings of each period are in each state: those of UTC's days in it, and of the parts of a day at either end.
fn bookings(periods: [Span; 2]) -> Statement {
    let mut sql = Sql::default();
    sql.push("SELECT json_array(");
    for (place, period) in periods.into_iter().enumerate() {
        sql.push(if place == 0 { "json((" } else { ", json((" });
        bookings_of(&mut sql, period);
        sql.push("))");
    }
    sql.push(")");
    sql.into()
}

fn bookings_of(sql: &mut Sql, period: Span) {
    let first = Instant(period.from.plus(DAY - 1).0 / DAY * DAY).min(period.to);
    let last = Instant(period.to.0 / DAY * DAY).max(first);
    sql.push("SELECT json_array(");
    for (place, status) in BookingStatus::ALL.iter().enumerate() {
        let code = status.code();
        sql.push(if place == 0 { "" } else { ", " });
        sql.push(&format!("json_object('status', '{code}', 'count', coalesce(sum(\"{code}\"), 0)"));
        for part in [Span { from: period.from, to: first }, Span { from: last, to: period.to }] {
            sql.push(&format!(
                " + (SELECT count(*) FROM bookings WHERE status = '{code}' AND archived_at IS NULL AND pickup_at >= {} AND \
                 pickup_at < {})",
                part.from.0, part.to.0
            ));
        }
        sql.push(")");
    }
    sql.push(") FROM booking_days WHERE ");
    sql.with("day >= ?", first.utc_date().map(|day| day.to_string()));
    sql.with(" AND day < ?", last.utc_date().map(|day| day.to_string()));
}

/// Trips that begin today, and those under way or due that began before. A finished one of yesterday is yesterday's.
fn trips(today: Span) -> Statement {
    let mut sql = Sql::default();
    sql.push("WITH of_today (id) AS (SELECT id FROM logbooks WHERE status <> 'cancelled'");
    sql.with(" AND \"from\" >= ?", today.from).with(" AND \"from\" < ?", today.to);
    sql.push(" UNION ALL SELECT id FROM logbooks WHERE status = 'processing'").with(" AND \"from\" < ?", today.from);
    sql.push(" UNION ALL SELECT id FROM logbooks WHERE status = 'new'")
        .with(" AND \"from\" >= ?", today.from.plus(-LONGEST));
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
/// ends the one before. Payments between UTC's beginning of a month and the company's are counted to the one or the other.
fn months(starts: &[Date], zone: Zone) -> Statement {
    let instant_of = |month: &Date| {
        let (here, utc) = (zone.start_of(*month), Zone::UTC.start_of(*month));
        serde_json::json!({ "from": here.min(utc), "to": here.max(utc), "sign": if here < utc { 1 } else { -1 } })
    };
    let ends = starts.iter().skip(1);
    let months = starts.iter().zip(ends).map(|(from, to)| {
        serde_json::json!({ "label": from.format("%Y-%m").to_string(), "start": instant_of(from), "end": instant_of(to) })
    });
    let start_of = |end: &str| {
        format!(
            "(value ->> '$.{end}.sign') * (SELECT coalesce(sum(amount), 0) FROM payments \
             WHERE at >= value ->> '$.{end}.from' AND at < value ->> '$.{end}.to')"
        )
    };
    let mut sql = Sql::default();
    sql.push("SELECT json_group_array(json_object('month', value ->> 'label'");
    for what in ["invoiced", "collected"] {
        sql.push(&format!(
            ", '{what}', coalesce((SELECT amount FROM turnover WHERE what = '{what}' AND month = value ->> 'label'), 0)"
        ));
    }
    sql.push(&format!(" + {} - {})) ", start_of("start"), start_of("end")));
    sql.with("FROM json_each(?)", serde_json::Value::from_iter(months).to_string());
    sql.into()
}

fn owed() -> Statement {
    let open = counter("owed");
    Statement::new(format!(
        "SELECT json_object('open', {open}, 'overdue', {open} - coalesce(sum(amount), 0), 'since', (SELECT min(due_on) FROM \
         invoices WHERE owing IS NOT NULL AND due_on < $today)) FROM owed WHERE due_on >= $today"
    ))
}
