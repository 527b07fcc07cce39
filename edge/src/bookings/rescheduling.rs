//! A booking that moves, or its address, while trips stand on it: they move too, go back into the tray, or stay on purpose
//! (product section 6).
//!
//! Invariant: booking and trips change in one batch, which fails if a trip came, went or changed since it was judged.

use domain::bookings::logbook::{Availability, LogbookDraft, LogbookSummary, Warning};
use domain::bookings::progress::{BookingStatus, LogbookStatus};
use domain::bookings::trips::{Released, Shift, TripsAnswer};
use domain::history::{HistoryAct, changes};
use domain::id::{BookingId, DriverId, VehicleId};
use domain::permission::NamedAct;
use domain::problem::{Obstacle, ProblemKind};
use domain::time::Span;
use serde_json::{Value as Json, json};

use super::availability::{self, Except, Found, obstacles_of, obstacles_of_warnings};
use super::trips::{self, Which};
use super::{messages, notices};
use crate::db::{Rows, Sql, Statement, guard_unchanged};
use crate::http::problems::Refusal;
use crate::io::intl;
use crate::records::document;
use crate::records::table::{Settle, Settled};
use crate::records::write::{self, Write};

/// Hung on bookings.
pub const SETTLE: Settle = Settle { read, judge };

/// What a driver goes by.
const WHERE_AND_WHEN: &[&str] = &["pickup_at", "ends_at", "pickup_address", "delivery_address"];

fn concerns(save: &Write) -> bool {
    let open = [BookingStatus::Approved, BookingStatus::Processing]
        .iter()
        .any(|s| save.fact("situation")["status"] == s.code());
    save.act == HistoryAct::Updated && open && WHERE_AND_WHEN.iter().any(|field| save.changes(field))
}

/// # Errors
/// 500 for a booking without its times.
fn shift(save: &Write) -> Result<Shift, Refusal> {
    let span = |from, to| Ok::<_, Refusal>(Span { from: document::moment(from)?, to: document::moment(to)? });
    Ok(Shift {
        before: span(save.before("pickup_at"), save.before("ends_at"))?,
        after: span(save.after("pickup_at"), save.after("ends_at"))?,
    })
}

/// The booking's trips that aren't done.
///
/// # Errors
/// 500 when they can't be read: without them the booking would move and leave them behind.
fn open_trips(save: &Write) -> Result<Vec<LogbookSummary>, Refusal> {
    let mut all: Vec<LogbookSummary> = serde_json::from_value(save.fact("logbooks").clone())
        .map_err(|error| Refusal::internal(format!("a booking's trips: {error}")))?;
    all.retain(|trip| matches!(trip.status, LogbookStatus::New | LogbookStatus::Processing));
    Ok(all)
}

/// A trip, and where it would go.
struct Moving {
    trip: LogbookSummary,
    to: Span,
}

impl Moving {
    fn of(trip: LogbookSummary, shift: Shift) -> Self {
        let started = trip.status == LogbookStatus::Processing;
        let to = shift.of_trip(Span { from: trip.from, to: trip.to }, started);
        Self { trip, to }
    }

    const fn span(&self) -> Span {
        Span { from: self.trip.from, to: self.trip.to }
    }

    fn transitions(&self) -> bool {
        self.to != self.span()
    }

    fn fits(&self) -> bool {
        self.to.from.0 < self.to.to.0 && self.to.length() <= domain::bookings::logbook::LONGEST
    }

    fn draft(&self, booking: i64, at: Span) -> LogbookDraft {
        LogbookDraft {
            booking: Some(BookingId(booking)),
            vehicle: Some(VehicleId(self.trip.vehicle)),
            driver: Some(DriverId(self.trip.driver)),
            from: Some(at.from),
            to: Some(at.to),
            ..LogbookDraft::default()
        }
    }
}

fn trips_to_move(save: &Write) -> Result<Vec<Moving>, Refusal> {
    let shift = shift(save)?;
    let mut all: Vec<Moving> = open_trips(save)?.into_iter().map(|trip| Moving::of(trip, shift)).collect();
    if shift.is_forward() {
        // The last one makes room for the one before it.
        all.reverse();
    }
    Ok(all)
}

fn read(save: &Write) -> Option<Vec<Statement>> {
    concerns(save).then(|| {
        let reading =
            |moving: Moving| availability::reading(&moving.draft(save.id, moving.to), Except::Booking(save.id));
        // Those that can't be read are refused by `judge`.
        trips_to_move(save).map_or_else(|_| Vec::new(), |all| all.into_iter().map(reading).collect())
    })
}

fn judge(save: &Write, rows: &Rows) -> Result<Settled, Refusal> {
    let asked = trips::asked(save);
    let all = trips_to_move(save)?;
    let guard = Which::open("booking = ?", save.id).guard(all.iter().map(|one| (one.trip.id, one.trip.version)));
    if all.is_empty() {
        return Ok(Settled { before: vec![guard], after: Vec::new() });
    }
    let weighed = Weighed::of(save, &all, rows)?;
    let decided = match asked.answer {
        Some(answer) if weighed.allowed(&all, save).contains(&answer) => answer,
        Some(TripsAnswer::Move) => return Err(weighed.blocked(&all, save)),
        _ => return Err(weighed.undecided(&all, save)),
    };
    if decided == TripsAnswer::Move && !weighed.warnings.is_empty() {
        if !asked.despite_warnings {
            return Err(weighed.warned(&all, save));
        }
        if !save.caller.may_do(NamedAct::AssignDespiteWarning) {
            return Err(ProblemKind::NotAllowed.into());
        }
    }
    let mut settled = Settled { before: vec![guard], after: Vec::new() };
    match decided {
        TripsAnswer::Move => settled.before.extend(all.iter().flat_map(|one| write_move(save, one, &weighed.warnings))),
        TripsAnswer::Release => {
            let ids: Vec<i64> = all.iter().map(|one| one.trip.id).collect();
            settled.before.extend(trips::release(&ids, Released::BookingMoved, &save.actor(), save.now));
        }
        TripsAnswer::Keep => {}
    }
    if decided != TripsAnswer::Release {
        settled.after.extend(all.iter().filter_map(|one| notify(save, one, decided == TripsAnswer::Move)));
    }
    if decided == TripsAnswer::Keep {
        settled.after.push(write::history("bookings", save.id, &save.actor(), save.now, HistoryAct::TripsKept, &[]));
    }
    Ok(settled)
}

/// What stands in the way of moving them, and what to think twice about that didn't hold where they are.
struct Weighed {
    in_the_way: Vec<Obstacle>,
    warnings: Vec<Warning>,
    fits: bool,
}

impl Weighed {
    fn of(save: &Write, all: &[Moving], rows: &Rows) -> Result<Self, Refusal> {
        let (zone, language, shift) = (save.caller.zone, save.caller.language, shift(save)?);
        let mut weighed = Self { in_the_way: Vec::new(), warnings: Vec::new(), fits: all.iter().all(Moving::fits) };
        for (place, one) in all.iter().enumerate() {
            // Who only learns a new address is where they were to be.
            if !one.transitions() {
                continue;
            }
            let mut found: Found = rows.json(place)?.ok_or_else(|| Refusal::internal("availability yielded no row"))?;
            let (now, then) = (one.draft(save.id, one.span()), one.draft(save.id, one.to));
            let before = found.judge(&now, zone, language).warnings;
            found.at(shift.after);
            let Availability { obstructions, warnings } = found.judge(&then, zone, language);
            let written = intl::open_span(zone, language);
            weighed.in_the_way.extend(obstacles_of(&obstructions, &then, &written, save.caller.permissions));
            for warning in warnings.into_iter().filter(|warning| !before.contains(warning)) {
                if !weighed.warnings.contains(&warning) {
                    weighed.warnings.push(warning);
                }
            }
        }
        Ok(weighed)
    }

    fn allowed(&self, all: &[Moving], save: &Write) -> Vec<TripsAnswer> {
        let mut allowed = Vec::new();
        if self.fits && self.in_the_way.is_empty() {
            allowed.push(TripsAnswer::Move);
        }
        let to_come = all.iter().all(|one| one.trip.status == LogbookStatus::New);
        if to_come && save.fact("situation")["status"] == BookingStatus::Approved.code() {
            allowed.push(TripsAnswer::Release);
        }
        allowed.push(TripsAnswer::Keep);
        allowed
    }

    /// Why they can't be moved, in a sentence.
    fn reason(&self, save: &Write) -> Option<&'static str> {
        let text = match (self.fits, self.in_the_way.is_empty()) {
            (false, _) => messages::MOVE_TOO_SHORT,
            (true, false) => messages::MOVE_BLOCKED,
            (true, true) => return None,
        };
        Some(text.get(save.caller.language))
    }

    /// The question: the trips, and what would be in their way.
    fn undecided(&self, all: &[Moving], save: &Write) -> Refusal {
        let named = all.iter().map(|one| {
            let who = [one.trip.driver_name.as_str(), one.trip.vehicle_name.as_str()].join(", ");
            messages::trip(one.trip.id, &one.trip.number, &who, one.span(), save.caller)
        });
        let obstacles = named.chain(self.in_the_way.iter().cloned()).collect();
        let refusal = trips::undecided(obstacles, &self.allowed(all, save));
        self.explain(refusal, save)
    }

    fn codes(&self, all: &[Moving], save: &Write) -> Vec<String> {
        self.allowed(all, save).iter().map(|answer| answer.code().to_owned()).collect()
    }

    fn blocked(&self, all: &[Moving], save: &Write) -> Refusal {
        let refusal = Refusal::new(ProblemKind::AlreadyBooked)
            .with_obstacles(self.in_the_way.clone())
            .with_allowed(self.codes(all, save));
        self.explain(refusal, save)
    }

    fn explain(&self, refusal: Refusal, save: &Write) -> Refusal {
        match self.reason(save) {
            Some(reason) => refusal.with_detail(reason),
            None => refusal,
        }
    }

    fn warned(&self, all: &[Moving], save: &Write) -> Refusal {
        Refusal::new(ProblemKind::WarningsUnconfirmed)
            .with_obstacles(obstacles_of_warnings(&self.warnings, save.caller.language))
            .with_allowed(self.codes(all, save))
            .with_detail(messages::MOVED_WARNINGS.get(save.caller.language))
    }
}

fn write_move(save: &Write, one: &Moving, warnings: &[Warning]) -> Vec<Statement> {
    if !one.transitions() {
        return Vec::new();
    }
    let set_aside: Vec<&str> = warnings.iter().map(|warning| warning.code()).collect();
    let mut sql = Sql::default();
    sql.with("UPDATE logbooks SET \"from\" = ?", one.to.from).with(", \"to\" = ?", one.to.to);
    sql.with(", version = version + 1, updated_at = ?", save.now);
    if !set_aside.is_empty() {
        sql.push(", ").append(&super::logbooks::set_aside(&set_aside, &save.caller.name));
    }
    sql.with(" WHERE id = ?", one.trip.id).with(" AND version = ?", one.trip.version);
    let times = |span: Span| json!({ "from": span.from, "to": span.to });
    let mut changed = changes(&times(one.span()), &times(one.to));
    let actor = save.actor();
    let of_trip = write::history("logbooks", one.trip.id, &actor, save.now, HistoryAct::Updated, &changed);
    let number = changes(&json!({ "logbook": Json::Null }), &json!({ "logbook": one.trip.id }));
    changed.splice(0..0, number);
    if !set_aside.is_empty() {
        changed.extend(changes(&json!({ "overridden": [] }), &json!({ "overridden": set_aside })));
    }
    vec![
        sql.into(),
        guard_unchanged(ProblemKind::TripsUndecided.code()),
        of_trip,
        write::history("bookings", save.id, &actor, save.now, HistoryAct::TripMoved, &changed),
    ]
}

/// Tells the driver what changed for them: the time if it moved, the addresses if they are others.
fn notify(save: &Write, one: &Moving, moved: bool) -> Option<Statement> {
    let address = |field: &str| save.changes(field).then(|| document::text(save.before(field)).to_owned());
    let was = notices::Previous {
        span: (moved && one.transitions()).then(|| one.span()),
        from: address("pickup_address"),
        to: address("delivery_address"),
        vehicle: None,
    };
    was.is_something().then(|| notices::of_change(one.trip.id, &was, &save.actor(), save.now))
}
