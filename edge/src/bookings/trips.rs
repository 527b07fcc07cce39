//! Trips that would be left behind: a driver, their person or a vehicle is no longer to be had while they are still to drive.
//!
//! One enters with [`OF_VEHICLE`], [`OF_DRIVER`] and [`OF_STAFF`], which wiring hangs on those records' saves. A booking that moves is
//! [`super::rescheduling`]'s, a driver who is away for a while [`super::leaving`]'s; all ask by [`asked`] and release by [`release`].
//!
//! Invariant: what is judged is guarded to be so still in the batch ([`Which::guard`]).

use domain::bookings::progress::LogbookStatus;
use domain::bookings::trips::{Released, TripsAnswer};
use domain::fleet::vehicle::VehicleStatus;
use domain::history::HistoryAct;
use domain::notice::Notice;
use domain::people::driver::DriverStatus;
use domain::problem::{Obstacle, ProblemKind};
use domain::time::{DAY, Instant, Span};
use serde::Deserialize;
use serde_json::Value as Json;

use super::{messages, notices, time_cards};
use crate::db::{Rows, Sql, Statement, Value};
use crate::http::caller::{Actor, Caller};
use crate::http::problems::Refusal;
use crate::http::query;
use crate::records::table::{Settle, Settled};
use crate::records::write::{self, Write};

/// Trips looked at in one save.
const MOST: u32 = 200;

/// A trip that isn't done.
#[derive(Debug, Deserialize)]
pub struct Open {
    pub id: i64,
    pub version: i64,
    pub number: String,
    pub from: Instant,
    pub to: Instant,
    pub status: LogbookStatus,
    pub vehicle_name: String,
    pub driver_name: String,
}

/// What a save says beside its draft.
#[derive(Clone, Copy, Debug)]
pub struct Asked {
    pub answer: Option<TripsAnswer>,
    pub despite_warnings: bool,
}

/// `?trips=move|release|keep`, and `&despite_warnings=true`.
#[must_use]
pub fn asked(save: &Write) -> Asked {
    Asked {
        answer: query::value(save.query, "trips").and_then(|code| code.parse().ok()),
        despite_warnings: query::is_true(save.query, "despite_warnings"),
    }
}

/// 409 naming the trips and what may be said of them.
pub fn undecided(obstacles: Vec<Obstacle>, allowed: &[TripsAnswer]) -> Refusal {
    let allowed = allowed.iter().map(|answer| answer.code().to_owned()).collect();
    Refusal::new(ProblemKind::TripsUndecided).with_obstacles(obstacles).with_allowed(allowed)
}

/// Which trips a save touches: a condition on `logbooks`.
pub struct Which(Sql);

impl Which {
    /// Those that aren't done, of what `column` names.
    pub fn open(condition: &str, id: i64) -> Self {
        let mut sql = Sql::default();
        sql.with(condition, id).push(" AND status IN ('new', 'processing')");
        Self(sql)
    }

    /// Narrowed to those on the road, however late they are, and those that occupy somebody at or after `from`, and before `to`.
    #[must_use]
    pub fn within(mut self, from: Instant, to: Option<Instant>) -> Self {
        self.0.with(" AND (status = 'processing' OR \"to\" > ?", from);
        self.0.with(" AND \"from\" < coalesce(?, 9007199254740991))", to);
        self
    }

    /// Yields a list of [`Open`].
    pub fn reading(&self) -> Statement {
        let mut sql = Sql::default();
        sql.push(
            "SELECT json_group_array(json_object('id', id, 'version', version, 'number', number, 'from', \"from\", \
             'to', \"to\", 'status', status, 'vehicle_name', vehicle_name, 'driver_name', driver_name)) \
             FROM (SELECT * FROM logbooks WHERE ",
        );
        sql.append(&self.0).push(&format!(" ORDER BY \"from\", id LIMIT {MOST})"));
        sql.into()
    }

    /// Refuses as `trips_undecided` unless they are still these, at these versions.
    pub fn guard(&self, seen: impl Iterator<Item = (i64, i64)>) -> Statement {
        let mut seen: Vec<(i64, i64)> = seen.collect();
        seen.sort_unstable();
        let seen: Vec<String> = seen.into_iter().map(|(id, version)| format!("{id}:{version}")).collect();
        let mut sql = Sql::default();
        sql.with("INSERT INTO guards (name) SELECT ?", ProblemKind::TripsUndecided.code());
        sql.push(" WHERE (SELECT json_group_array(id || ':' || version) FROM (SELECT id, version FROM (SELECT * FROM logbooks WHERE ");
        sql.append(&self.0).push(&format!(" ORDER BY \"from\", id LIMIT {MOST}) ORDER BY id))"));
        sql.with(" <> ?", Json::from(seen).to_string());
        sql.into()
    }
}

/// Puts trips back into the tray: cancelled, with the reason in their history and their booking's, their cards stopped, their
/// drivers told. Stands before anything else of the batch, while they are as they were.
pub fn release(trips: &[i64], why: Released, actor: &Actor, now: Instant) -> Vec<Statement> {
    let these = "id IN (SELECT value FROM json_each(?))";
    let ids = Value::Text(Json::from(trips).to_string());
    let of_trip = format!(
        "json_array(json_object('field', 'status', 'before', status, 'after', 'cancelled'), \
         json_object('field', 'released', 'before', NULL, 'after', '{}'))",
        why.code()
    );
    let of_booking = format!(
        "json_array(json_object('field', 'logbook', 'before', id, 'after', NULL), \
         json_object('field', 'vehicle', 'before', vehicle, 'after', NULL), \
         json_object('field', 'driver', 'before', driver, 'after', NULL), \
         json_object('field', 'released', 'before', NULL, 'after', '{}'))",
        why.code()
    );
    vec![
        notices::to_drivers_of(Notice::TripWithdrawn, &format!("logbooks.{these}"), ids.clone(), actor, now),
        time_cards::stop_all(&format!("SELECT id FROM logbooks WHERE {these}"), ids.clone(), now),
        write::history_of_each(
            ("logbooks", "id"),
            HistoryAct::Cancelled,
            &of_trip,
            ("logbooks", these),
            ids.clone(),
            actor,
            now,
        ),
        write::history_of_each(
            ("bookings", "booking"),
            HistoryAct::TripWithdrawn,
            &of_booking,
            ("logbooks", these),
            ids.clone(),
            actor,
            now,
        ),
        Statement::new(format!(
            "UPDATE logbooks SET status = 'cancelled', version = version + 1, updated_at = ? WHERE {these}"
        ))
        .bind(now)
        .bind(ids),
    ]
}

/// Hung on a vehicle: archived, or no longer fit to drive.
pub const OF_VEHICLE: Settle = Settle {
    read: |save| Some(vec![of_vehicle(save)?.which.reading()]),
    judge: |save, rows| judge(of_vehicle(save), save, rows),
};
/// Hung on a driver: archived or inactive.
pub const OF_DRIVER: Settle = Settle {
    read: |save| Some(vec![of_driver(save)?.which.reading()]),
    judge: |save, rows| judge(of_driver(save), save, rows),
};
/// Hung on a staff member: archived or inactive.
pub const OF_STAFF: Settle = Settle {
    read: |save| Some(vec![of_staff(save)?.which.reading()]),
    judge: |save, rows| judge(of_staff(save), save, rows),
};

/// Somebody or something that is no longer to be had.
pub struct Gone {
    pub which: Which,
    pub why: Released,
    /// From now on, so that a trip on the road has to be finished first; else on a day to come.
    pub at_once: bool,
    pub may_keep: bool,
}

/// Trips that ended by plan within the last day may only be late.
fn since(save: &Write) -> Instant {
    save.now.plus(-DAY)
}

fn of_vehicle(save: &Write) -> Option<Gone> {
    let status: Option<VehicleStatus> = save.after("status").as_str().and_then(|code| code.parse().ok());
    let gone = save.changes("status") && status.is_some_and(|status| !status.can_drive());
    let archived = save.act == HistoryAct::Archived;
    // What is only being mended may be back in time.
    let mended = !archived && matches!(status, Some(VehicleStatus::InShop | VehicleStatus::OutOfService));
    (archived || gone).then(|| Gone {
        which: Which::open("vehicle = ?", save.id).within(since(save), None),
        why: Released::VehicleGone,
        at_once: true,
        may_keep: mended,
    })
}

fn of_driver(save: &Write) -> Option<Gone> {
    let inactive = save.changes("status") && save.after("status") == DriverStatus::Inactive.code();
    (save.act == HistoryAct::Archived || inactive).then(|| Gone {
        which: Which::open("driver = ?", save.id).within(since(save), None),
        why: Released::DriverGone,
        at_once: true,
        may_keep: false,
    })
}

fn of_staff(save: &Write) -> Option<Gone> {
    let inactive = save.changes("active") && save.after("active") == &Json::Bool(false);
    (save.act == HistoryAct::Archived || inactive).then(|| Gone {
        which: Which::open("driver IN (SELECT id FROM drivers WHERE staff = ?)", save.id).within(since(save), None),
        why: Released::DriverGone,
        at_once: true,
        may_keep: false,
    })
}

fn named(trips: &[&Open], caller: &Caller) -> Vec<Obstacle> {
    let name = |trip: &&Open| {
        let who = [trip.driver_name.as_str(), trip.vehicle_name.as_str()].join(", ");
        messages::trip(trip.id, &trip.number, &who, Span { from: trip.from, to: trip.to }, caller)
    };
    trips.iter().map(name).collect()
}

/// Refuses while one is on the road, and asks what becomes of those to come: `rows` begins with what `which` reads.
pub fn judge(gone: Option<Gone>, save: &Write, rows: &Rows) -> Result<Settled, Refusal> {
    let Some(gone) = gone else { return Ok(Settled::default()) };
    let asked = asked(save);
    let trips: Vec<Open> = rows.row_json(0)?;
    let (to_come, running): (Vec<&Open>, Vec<&Open>) = trips.iter().partition(|trip| trip.status == LogbookStatus::New);
    if gone.at_once && !running.is_empty() {
        let refusal =
            Refusal::new(ProblemKind::TransitionNotAllowed).with_detail(messages::RUNNING.get(save.caller.language));
        return Err(refusal.with_obstacles(named(&running, save.caller)));
    }
    let mut before = vec![gone.which.guard(trips.iter().map(|trip| (trip.id, trip.version)))];
    if to_come.is_empty() {
        return Ok(Settled { before, after: Vec::new() });
    }
    match asked.answer {
        Some(TripsAnswer::Release) => {
            let ids: Vec<i64> = to_come.iter().map(|trip| trip.id).collect();
            before.extend(release(&ids, gone.why, &save.actor(), save.now));
        }
        Some(TripsAnswer::Keep) if gone.may_keep => {}
        _ => {
            let allowed: &[TripsAnswer] =
                if gone.may_keep { &[TripsAnswer::Release, TripsAnswer::Keep] } else { &[TripsAnswer::Release] };
            return Err(undecided(named(&to_come, save.caller), allowed));
        }
    }
    Ok(Settled { before, after: Vec::new() })
}
