//! A logbook's steps on the road: start, finish, cancel.
//!
//! One enters with [`take`]. Starting the first logbook of an approved booking starts the booking too.
//!
//! Invariant: a step that isn't in [`STEPS`] does not exist.

use domain::bookings::logbook::{EARLY, Logbook, OdometerDraft, Warning};
use domain::bookings::progress::LogbookStatus;
use domain::check::FieldCode;
use domain::history::{HistoryAct, changes};
use domain::id::{BookingId, VehicleId};
use domain::notice::Notice;
use domain::problem::ProblemKind;
use serde_json::json;

use super::availability::{Except, obstacles_of_warnings};
use super::logbooks::{self, TABLE, seen};
use super::{cascade, notices, running, time_cards};
use crate::db::{Sql, Statement, guard, guard_unchanged};
use crate::fleet::odometers::{self, Claim};
use crate::http::answer::Answer;
use crate::http::caller::Actor;
use crate::http::problems::Refusal;
use crate::http::request::Call;
use crate::io::intl;
use crate::records::{find, update, write};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    Start,
    Finish,
    Cancel,
}

/// From, by, to.
const STEPS: &[(LogbookStatus, Step, LogbookStatus)] = &[
    (LogbookStatus::New, Step::Start, LogbookStatus::Processing),
    (LogbookStatus::New, Step::Cancel, LogbookStatus::Cancelled),
    (LogbookStatus::Processing, Step::Finish, LogbookStatus::Completed),
    (LogbookStatus::Processing, Step::Cancel, LogbookStatus::Cancelled),
];

impl Step {
    const fn code(self) -> &'static str {
        match self {
            Self::Start => "start",
            Self::Finish => "finish",
            Self::Cancel => "cancel",
        }
    }

    /// As the history says it.
    const fn act(self) -> HistoryAct {
        match self {
            Self::Start => HistoryAct::Started,
            Self::Finish => HistoryAct::Completed,
            Self::Cancel => HistoryAct::Cancelled,
        }
    }
}

fn target(from: LogbookStatus, by: Step) -> Result<LogbookStatus, Refusal> {
    let known = STEPS.iter().find(|(state, step, _)| *state == from && *step == by).map(|(_, _, to)| *to);
    known.ok_or_else(|| {
        let allowed = STEPS.iter().filter(|(state, ..)| *state == from).map(|(_, step, _)| step.code().to_owned());
        Refusal::new(ProblemKind::TransitionNotAllowed).with_allowed(allowed.collect())
    })
}

/// `POST /api/logbooks/{id}/start`, `/finish`, `/cancel`: the logbook as it is now.
///
/// # Errors
/// 404 for a trip that isn't the caller's to drive; 409 stale, naming the steps that are, the trip that runs already, or what
/// to think twice about: that it is early, that the odometer leaps; 422 for an odometer that runs backwards, naming the reading it was at.
pub async fn take(call: &Call, by: Step) -> Answer {
    let id = call.record()?;
    let (caller, rows) = call.staff(vec![find::statement(&TABLE, id, None)]).await?;
    let logbook = seen(&rows, &caller)?;
    let version = call.version()?;
    update::at_version(&update::parse(&rows.row(0)?)?, version)?;
    let to = target(logbook.facts.status, by)?;
    let read = match by {
        Step::Cancel => OdometerDraft::default(),
        Step::Start | Step::Finish => call.draft()?,
    };
    let (Some(VehicleId(vehicle)), Some(BookingId(booking)), Some(from)) =
        (logbook.fields.vehicle, logbook.fields.booking, logbook.fields.from)
    else {
        return Err(Refusal::internal(format!("logbook {id} without its vehicle, booking or time")));
    };
    let of = (Some(vehicle), logbook.fields.driver.map(|driver| driver.0));
    let own = (by == Step::Finish).then_some(logbook.fields.odometer_start).flatten();
    // Its own start is a neighbour of its end, its own end not yet there.
    let source = ("logbooks", if by == Step::Finish { 0 } else { id });
    let claim = read.odometer.map(|value| Claim { field: "odometer", vehicle, at: call.now, value, source });
    let claims = Vec::from_iter(claim);
    if own.is_some() && read.odometer.is_some() && read.odometer < own {
        let refusal = Refusal::field("odometer", FieldCode::OutOfRange);
        return Err(odometers::explained(call, &claims, &caller, refusal).await);
    }
    let leaps = odometers::leaping(call, &claims, |_| true, &caller).await?;
    let early = by == Step::Start && from > call.now.plus(EARLY);
    let mut warnings = Vec::from_iter(early.then_some(Warning::StartsEarly));
    if !read.despite_warnings && (early || !leaps.is_empty()) {
        let when = intl::open_span(caller.zone, caller.language)(logbook.fields.from, logbook.fields.to);
        let obstacles = [obstacles_of_warnings(&warnings, caller.language), leaps].concat();
        let refusal = Refusal::new(ProblemKind::WarningsUnconfirmed).with_obstacles(obstacles);
        return Err(if early { refusal.with_detail(when) } else { refusal });
    }
    warnings.extend((!leaps.is_empty()).then_some(Warning::OdometerLeaps));
    let taken =
        Taken { call, actor: Actor::from(&caller), id, booking, logbook, by, to, odometer: read.odometer, warnings };
    match update::finish(call, &TABLE, id, taken.batch()).await {
        Err(refusal) if refusal.kind() == ProblemKind::TransitionNotAllowed => {
            Err(running::named(&call.db, of, Except::Logbook(id), &caller, refusal).await)
        }
        Err(refusal) => Err(odometers::explained(call, &claims, &caller, refusal).await),
        done => done,
    }
}

/// A step that may be taken, about to be written.
struct Taken<'t> {
    call: &'t Call,
    actor: Actor,
    id: i64,
    booking: i64,
    logbook: Logbook,
    by: Step,
    to: LogbookStatus,
    /// Metres.
    odometer: Option<i64>,
    /// What was asked about and set aside.
    warnings: Vec<Warning>,
}

impl Taken<'_> {
    fn batch(&self) -> Vec<Statement> {
        let (booking, now) = (self.booking, self.call.now);
        let mut batch = Vec::new();
        if self.by == Step::Start {
            let open = "EXISTS (SELECT 1 FROM bookings WHERE id = ? AND archived_at IS NULL AND status IN ('approved', 'processing'))";
            batch.push(guard("transition_not_allowed", &format!("NOT {open}")).bind(booking));
        }
        batch.push(self.update());
        batch.push(guard_unchanged("stale"));
        batch.push(self.history());
        match self.by {
            Step::Start => batch.extend(cascade::start_booking(booking, &self.actor, now)),
            Step::Finish => batch.push(time_cards::stop_all("?", self.id, now)),
            Step::Cancel => {
                batch.push(time_cards::stop_all("?", self.id, now));
                let gone = json!({ "logbook": self.id, "vehicle": self.logbook.fields.vehicle, "driver": self.logbook.fields.driver });
                let nothing = json!({ "logbook": null, "vehicle": null, "driver": null });
                let withdrawn = changes(&gone, &nothing);
                batch.push(write::history(
                    "bookings",
                    booking,
                    &self.actor,
                    now,
                    HistoryAct::TripWithdrawn,
                    &withdrawn,
                ));
                batch.push(notices::to_driver_of(Notice::TripWithdrawn, self.id, &self.actor, now));
            }
        }
        batch
    }

    /// The odometer's column that the step writes.
    const fn column(&self) -> Option<&'static str> {
        match self.by {
            Step::Start => Some("odometer_start"),
            Step::Finish => Some("odometer_end"),
            Step::Cancel => None,
        }
    }

    fn update(&self) -> Statement {
        let mut sql = Sql::default();
        sql.with("UPDATE logbooks SET status = ?", self.to.code()).push(", version = version + 1");
        sql.with(", updated_at = ?", self.call.now);
        if let (Some(column), Some(odometer)) = (self.column(), self.odometer) {
            sql.with(&format!(", {column} = ?"), odometer);
        }
        match self.by {
            // Whoever starts it has accepted it.
            Step::Start => sql
                .with(", started_at = ?", self.call.now)
                .push(", answer = 'accepted', decline_reason = ''")
                .with(", seen_at = coalesce(seen_at, ?)", self.call.now)
                .with(", answered_at = iif(answer IS 'accepted', answered_at, ?)", self.call.now),
            Step::Finish => sql.with(", ended_at = ?", self.call.now),
            Step::Cancel => &mut sql,
        };
        if !self.warnings.is_empty() {
            sql.push(", ").append(&logbooks::set_aside(&logbooks::codes(&self.warnings), &self.actor.name));
        }
        sql.with(" WHERE id = ?", self.id).with(" AND version = ?", self.logbook.version);
        sql.into()
    }

    fn history(&self) -> Statement {
        let mut before = json!({ "status": self.logbook.facts.status });
        let mut after = json!({ "status": self.to });
        if let (Some(column), Some(odometer), Some(before), Some(after)) =
            (self.column(), self.odometer, before.as_object_mut(), after.as_object_mut())
        {
            let was = if self.by == Step::Start {
                self.logbook.fields.odometer_start
            } else {
                self.logbook.fields.odometer_end
            };
            before.insert(column.to_owned(), json!(was));
            after.insert(column.to_owned(), json!(odometer));
        }
        if let (false, Some(after)) = (self.warnings.is_empty(), after.as_object_mut()) {
            after.insert("overridden".to_owned(), json!(self.warnings));
        }
        write::history(
            TABLE.collection(),
            self.id,
            &self.actor,
            self.call.now,
            self.by.act(),
            &changes(&before, &after),
        )
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn a_finished_or_cancelled_trip_takes_no_further_step() {
        for by in [Step::Start, Step::Finish, Step::Cancel] {
            for status in [LogbookStatus::Completed, LogbookStatus::Cancelled] {
                assert_eq!(target(status, by).unwrap_err().kind(), ProblemKind::TransitionNotAllowed);
            }
        }
        assert_eq!(target(LogbookStatus::New, Step::Finish).unwrap_err().kind(), ProblemKind::TransitionNotAllowed);
        assert_eq!(target(LogbookStatus::Processing, Step::Finish).ok(), Some(LogbookStatus::Completed));
    }
}
