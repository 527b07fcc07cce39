//! Logbooks: a vehicle and a driver for a span of a booking; how they are kept, made and changed.
//!
//! One enters with [`create`] and [`change`]; what happens on the road (start, finish, cancel) is [`super::steps`]'.
//!
//! Invariant: neither vehicle nor driver is booked twice. [`availability`] says so beforehand and names the conflict; the
//! table's triggers refuse it in the write itself.

use domain::bookings::logbook::LogbookRow;
use domain::bookings::logbook::{Logbook, LogbookDraft, LogbookFacts, Warning};
use domain::bookings::progress::{BookingStatus, LogbookStatus};
use domain::check::{FieldCode, FieldError};
use domain::choice::choices;
use domain::field::{Described, Row};
use domain::history::{Change, HistoryAct, changes};
use domain::notice::Notice;
use domain::permission::NamedAct;
use domain::problem::{Obstacle, ProblemKind};
use domain::record::{Created, RecordKind};
use domain::time::{Instant, Span};
use serde::Deserialize;
use serde_json::Value as Json;

use super::availability::{self, Except, Found, obstacles_of, obstacles_of_warnings};
use super::sql::driver_answer;
use super::{notices, numbers, running};
use crate::db::{Rows, Sql, Statement, guard};
use crate::fleet::odometers::{self, Claim};
use crate::http::answer::{Answer, Reply};
use crate::http::caller::{Actor, Caller};
use crate::http::idempotency::Idempotent;
use crate::http::problems::Refusal;
use crate::http::request::Call;
use crate::io::{intl, random};
use crate::records::list::{List, Takes, among, code, compares, falling};
use crate::records::table::{Fields, Hooks, Own, Set, Table, draft, fact, json_fact, refers, set};
use crate::records::{find, update, write};

pub static TABLE: Table = Table {
    kind: RecordKind::Logbook,
    fields: Fields::Columns(LogbookDraft::FIELDS),
    facts: &[
        fact("number", "t.number"),
        fact("status", "t.status"),
        json_fact("answer", driver_answer!("t")),
        fact("booking_number", "(SELECT number FROM bookings WHERE id = t.booking)"),
        fact("booking_subject", "(SELECT subject FROM bookings WHERE id = t.booking)"),
        fact("vehicle_name", "t.vehicle_name"),
        fact("driver_name", "t.driver_name"),
        fact("started_at", "t.started_at"),
        fact("ended_at", "t.ended_at"),
        fact("last_odometer", odometers::latest!("t.vehicle")),
        fact("worked", "(SELECT coalesce(sum(\"to\" - \"from\"), 0) FROM time_cards WHERE logbook = t.id)"),
        json_fact("overridden", "t.overridden"),
        fact("overridden_by", "t.overridden_by"),
    ],
    list: List {
        from: "logbooks t",
        row: LogbookRow::FIELDS,
        cells: &[],
        sorts: &[falling("from", "t.\"from\"")],
        filters: &[
            code("status", "t.status", choices::<LogbookStatus>),
            among("booking", "t.booking").few(),
            among("vehicle", "t.vehicle"),
            among("driver", "t.driver"),
            compares("since", "t.\"from\" >= ?", Takes::Numbers),
            compares("until", "t.\"from\" < ?", Takes::Numbers),
        ],
        words: "logbooks",
        archives: false,
    },
    label: "t.number",
    hint: "t.name",
    found_by: &["name"],
    refers: &[refers("booking").live("archived_at IS NULL AND status IN ('approved', 'processing')")],
    own: Own::OfDriver("t.driver = ?"),
    draft: draft::<LogbookDraft>,
    hooks: Hooks::NONE,
};

/// The logbook that [`find::statement`] yielded first, if the caller may act on it.
///
/// # Errors
/// 404 when there is none, or when the caller is let in only by driving and drives another.
pub fn seen(rows: &Rows, caller: &Caller) -> Result<Logbook, Refusal> {
    let logbook: Logbook = rows.json(0)?.ok_or(ProblemKind::NotFound)?;
    let theirs = caller.driver.is_some() && logbook.fields.driver == caller.driver;
    if caller.own_only && !theirs { Err(ProblemKind::NotFound.into()) } else { Ok(logbook) }
}

/// What `domain::bookings::logbook::AssignDraft` sends, checked; errors name the logbook's fields as its form does.
struct Asked {
    booking: i64,
    vehicle: i64,
    draft: LogbookDraft,
    /// The same as JSON.
    fields: Json,
    despite_warnings: bool,
}

#[derive(Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Sent {
    logbook: Json,
    despite_warnings: bool,
}

impl Default for Sent {
    fn default() -> Self {
        Self { logbook: Json::Object(serde_json::Map::new()), despite_warnings: false }
    }
}

impl Asked {
    fn read(call: &Call) -> Result<Self, Refusal> {
        let sent: Sent = call.shaped()?;
        let draft: LogbookDraft = Call::draft_of(sent.logbook)?;
        let fields = serde_json::to_value(&draft).map_err(|error| Refusal::internal(error.to_string()))?;
        let (Some(booking), Some(vehicle)) = (draft.booking, draft.vehicle) else {
            return Err(Refusal::internal("a logbook's draft without its booking or vehicle passed its check"));
        };
        Ok(Self { booking: booking.0, vehicle: vehicle.0, draft, fields, despite_warnings: sent.despite_warnings })
    }

    /// Whether the assignment can be, with the warnings that the caller would set aside.
    fn weigh(&self, found: &Found, caller: &Caller) -> Result<Vec<Warning>, Refusal> {
        let missing = [
            ("booking", found.booking.is_none()),
            ("vehicle", found.vehicle.is_none()),
            ("driver", found.driver.is_none()),
        ];
        let errors: Vec<FieldError> = missing
            .iter()
            .filter(|(_, missing)| *missing)
            .map(|(field, _)| FieldError::new(*field, FieldCode::NotFound))
            .collect();
        if !errors.is_empty() {
            return Err(Refusal::invalid(errors));
        }
        let open = |status| matches!(status, BookingStatus::Approved | BookingStatus::Processing);
        if !found.booking.as_ref().is_some_and(|booking| open(booking.status) && !booking.archived) {
            return Err(ProblemKind::TransitionNotAllowed.into());
        }
        let availability = found.judge(&self.draft, caller.zone, caller.language);
        if !availability.obstructions.is_empty() {
            let written = intl::open_span(caller.zone, caller.language);
            let obstacles = obstacles_of(&availability.obstructions, &self.draft, &written, caller.permissions);
            return Err(Refusal::new(ProblemKind::AlreadyBooked).with_obstacles(obstacles));
        }
        Ok(availability.warnings)
    }

    /// The warnings that are set aside, of the assignment and of odometers that leap.
    fn set_aside(
        &self,
        mut warnings: Vec<Warning>,
        leaps: Vec<Obstacle>,
        caller: &Caller,
    ) -> Result<Vec<Warning>, Refusal> {
        let nothing_to_ask = warnings.is_empty() && leaps.is_empty();
        if !(self.despite_warnings || nothing_to_ask) {
            let obstacles = [obstacles_of_warnings(&warnings, caller.language), leaps].concat();
            return Err(Refusal::new(ProblemKind::WarningsUnconfirmed).with_obstacles(obstacles));
        }
        if !warnings.is_empty() && !caller.may_do(NamedAct::AssignDespiteWarning) {
            return Err(ProblemKind::NotAllowed.into());
        }
        warnings.extend((!leaps.is_empty()).then_some(Warning::OdometerLeaps));
        Ok(warnings)
    }

    /// When the triggers refused what looked free a moment before: names what came in between.
    async fn explain(
        &self,
        call: &Call,
        except: Except,
        claims: &[Claim],
        caller: &Caller,
        refusal: Refusal,
    ) -> Refusal {
        match refusal.kind() {
            ProblemKind::AlreadyBooked => {}
            ProblemKind::TransitionNotAllowed => {
                let of = (self.draft.vehicle.map(|id| id.0), self.draft.driver.map(|id| id.0));
                return running::named(&call.db, of, except, caller, refusal).await;
            }
            _ => return odometers::explained(call, claims, caller, refusal).await,
        }
        let Ok(rows) = call.db.read(&[availability::reading(&self.draft, except)]).await else { return refusal };
        let Ok(Some(found)) = rows.json::<Found>(0) else { return refusal };
        let obstructions = found.judge(&self.draft, caller.zone, caller.language).obstructions;
        let written = intl::open_span(caller.zone, caller.language);
        refusal.with_obstacles(obstacles_of(&obstructions, &self.draft, &written, caller.permissions))
    }

    /// Its odometer readings, at the times it began and ended, else at those it is planned for.
    fn readings(&self, logbook: i64, driven: Option<&LogbookFacts>) -> Vec<Claim> {
        let from = driven.and_then(|facts| facts.started_at).or(self.draft.from);
        let to = driven.and_then(|facts| facts.ended_at).or(self.draft.to);
        let claim = |field, at: Option<Instant>, value: Option<i64>| {
            Some(Claim { field, vehicle: self.vehicle, at: at?, value: value?, source: ("logbooks", logbook) })
        };
        let start = claim("odometer_start", from, self.draft.odometer_start);
        start.into_iter().chain(claim("odometer_end", to, self.draft.odometer_end)).collect()
    }

    /// Refuses when the booking isn't any more what it was weighed against: its time may be another.
    fn guard(&self, found: &Found) -> Statement {
        guard("booking_moved", "NOT EXISTS (SELECT 1 FROM bookings WHERE id = ? AND version = ?)")
            .bind(self.booking)
            .bind(found.booking.as_ref().map_or(0, |booking| booking.version))
    }
}

pub fn codes(warnings: &[Warning]) -> Vec<&'static str> {
    warnings.iter().map(|warning| warning.code()).collect()
}

/// SQL that adds warnings to those set aside before, and who did it.
pub fn set_aside(codes: &[&str], by: &str) -> Sql {
    let mut sql = Sql::default();
    sql.with(
        "overridden = (SELECT json_group_array(value) FROM (SELECT value FROM json_each(overridden) UNION SELECT value FROM json_each(?)))",
        Json::from(codes).to_string(),
    );
    sql.with(", overridden_by = iif(overridden_by IN ('', ?)", by).with(", ?", by);
    sql.with(", overridden_by || ', ' || ?)", by);
    sql
}

/// What a booking's history tells of a trip: vehicle, driver, time, and warnings set aside.
fn history_fields(logbook: i64, draft: &LogbookDraft, warnings: &[Warning]) -> Json {
    let codes = codes(warnings);
    serde_json::json!({
        "logbook": logbook,
        "vehicle": draft.vehicle,
        "driver": draft.driver,
        "from": draft.from,
        "to": draft.to,
        "overridden": codes,
    })
}

fn found(rows: &Rows, place: usize) -> Result<Found, Refusal> {
    rows.json(place)?.ok_or_else(|| Refusal::internal("availability yielded no row"))
}

/// Which warnings were set aside, and by whom.
fn overriding(warnings: &[Warning], caller: &Caller) -> Vec<Set> {
    let codes = codes(warnings);
    let by = if codes.is_empty() { "" } else { caller.name.as_str() };
    vec![set("overridden", Json::from(codes).to_string()), set("overridden_by", by)]
}

/// `POST /api/availability`: `domain::bookings::logbook::Availability` of a `LogbookDraft`, however far it is filled in.
/// `besides=ID` in the query leaves out the logbook that is being changed.
///
/// # Errors
/// 422 naming a field of another type.
pub async fn availability(call: &Call) -> Answer {
    let asked = except(call).and_then(|except| Ok((call.shaped::<LogbookDraft>()?, except)));
    let question = asked
        .as_ref()
        .map(|(draft, except)| availability::reading(draft, except.map_or(Except::Nothing, Except::Logbook)))
        .map_err(Clone::clone);
    let (caller, rows) = call.staff_asking(question).await?;
    let (draft, _) = asked?;
    Ok(Reply::json(&found(&rows, 0)?.judge(&draft, caller.zone, caller.language)))
}

fn except(call: &Call) -> Result<Option<i64>, Refusal> {
    let query = super::period::query(call.query(), &["besides"])?;
    let id = query.filters.get("besides").map(|id| id.parse().map_err(|_| Refusal::parameter("besides")));
    id.transpose()
}

/// `POST /api/logbooks`: 201 with [`Created`].
///
/// # Errors
/// 409 naming the logbook in the way, 409 with the warnings to confirm, 403 for setting them aside without the right to.
pub async fn create(call: &Call) -> Answer {
    let asked = Asked::read(call);
    let question = asked.as_ref().map(|asked| availability::reading(&asked.draft, Except::Nothing));
    let (caller, key, rows) = match call.staff_keyed_asking(question.map_err(Clone::clone)).await? {
        Idempotent::Replay(reply) => return Ok(reply),
        Idempotent::First { caller, key, rows } => (caller, key, rows),
    };
    let asked = asked?;
    let found = found(&rows, 0)?;
    let (id, actor) = (random::id(), Actor::from(&caller));
    let warnings = asked.weigh(&found, &caller)?;
    let claims = asked.readings(id, None);
    let leaps = odometers::leaping(call, &claims, |_| true, &caller).await?;
    let warnings = asked.set_aside(warnings, leaps, &caller)?;

    let mut statements = write::references(&TABLE, &asked.fields, |_| true);
    statements.push(asked.guard(&found));
    statements.push(numbers::OF_LOGBOOKS.count(caller.zone, call.now));
    let mut more = overriding(&warnings, &caller);
    more.push(numbers::OF_LOGBOOKS.set(caller.zone, call.now));
    statements.push(write::insert(&TABLE, id, call.now, &asked.fields, &more));
    statements.extend(write::words(&TABLE, id, &write::searched_text(&TABLE, &asked.fields)));
    statements.push(numbers::words(&TABLE, id));
    let filled = write::filled_in(&asked.fields);
    statements.push(write::history(TABLE.collection(), id, &actor, call.now, HistoryAct::Created, &filled));
    let assigned = write::filled_in(&history_fields(id, &asked.draft, &warnings));
    statements.push(write::history("bookings", asked.booking, &actor, call.now, HistoryAct::Assigned, &assigned));
    statements.push(notices::to_driver_of(Notice::TripAssigned, id, &actor, call.now));

    let answer = serde_json::to_string(&Created { id, version: 1 }).map_err(|e| Refusal::internal(e.to_string()))?;
    match key.write(call, answer, statements).await {
        Err(refusal) => Err(asked.explain(call, Except::Nothing, &claims, &caller, refusal).await),
        done => done,
    }
}

/// `PUT /api/logbooks/{id}`: the logbook as it is now. Takes what [`create`] takes.
///
/// # Errors
/// As [`create`]; 409 on a stale version or once cancelled; 422 at a field that can't change any more.
pub async fn change(call: &Call) -> Answer {
    let id = call.record()?;
    let asked = Asked::read(call);
    let mut reading = vec![find::statement(&TABLE, id, None)];
    reading.extend(asked.as_ref().ok().map(|asked| availability::reading(&asked.draft, Except::Logbook(id))));
    let (caller, rows) = call.staff(reading).await?;
    let logbook = seen(&rows, &caller)?;
    let version = call.version()?;
    let asked = asked?;
    let text = rows.row(0)?;
    let current = update::parse(&text)?;
    update::at_version(&current, version)?;
    let changed = changes(current.get("fields").unwrap_or(&Json::Null), &asked.fields);
    if changed.is_empty() {
        return Ok(Reply::json_text(text));
    }
    let touches = |fields: &[&str]| changed.iter().any(|change| fields.contains(&change.field.as_str()));
    allow_change(logbook.facts.status, &changed)?;

    let reassigns = touches(&["vehicle", "driver", "from", "to"]);
    let actor = Actor::from(&caller);
    let mut statements = write::references(&TABLE, &asked.fields, |field| touches(&[field]));
    let mut warnings = Vec::new();
    if reassigns {
        let found = found(&rows, 1)?;
        warnings = asked.weigh(&found, &caller)?;
        statements.push(asked.guard(&found));
    }
    let claims = asked.readings(id, Some(&logbook.facts));
    let written = |claim: &Claim| touches(&["vehicle", claim.field]);
    let leaps = odometers::leaping(call, &claims, written, &caller).await?;
    let warnings = asked.set_aside(warnings, leaps, &caller)?;
    let more = if reassigns { overriding(&warnings, &caller) } else { Vec::new() };
    if touches(&["driver"]) {
        // Time cards carry their driver; the hours of one can't become another's.
        statements.push(guard("driver:not_allowed", "EXISTS (SELECT 1 FROM time_cards WHERE logbook = ?)").bind(id));
        statements.push(notices::to_driver_of(Notice::TripWithdrawn, id, &actor, call.now));
    }
    statements.extend(write::update(&TABLE, (id, version), call.now, &changed, &more));
    let mut reported = changed.clone();
    if warnings.contains(&Warning::OdometerLeaps) {
        let mut sql = Sql::default();
        sql.push("UPDATE logbooks SET ").append(&set_aside(&[Warning::OdometerLeaps.code()], &caller.name));
        sql.with(" WHERE id = ?", id);
        statements.push(sql.into());
        reported.extend(write::filled_in(&serde_json::json!({ "overridden": [Warning::OdometerLeaps] })));
    }
    if touches(TABLE.found_by) {
        statements.extend(write::words(&TABLE, id, &write::searched_text(&TABLE, &asked.fields)));
        statements.push(numbers::words(&TABLE, id));
    }
    statements.push(write::history(TABLE.collection(), id, &actor, call.now, HistoryAct::Updated, &reported));
    if reassigns {
        let (was, is) = (history_fields(id, &logbook.fields, &[]), history_fields(id, &asked.draft, &warnings));
        let mut of_booking = changes(&serde_json::json!({}), &serde_json::json!({ "logbook": id }));
        of_booking.extend(changes(&was, &is));
        statements.push(write::history(
            "bookings",
            asked.booking,
            &actor,
            call.now,
            HistoryAct::Reassigned,
            &of_booking,
        ));
        statements.push(notify(&logbook, &asked.draft, &actor, call.now));
    }
    match update::finish(call, &TABLE, id, statements).await {
        Err(refusal) => Err(asked.explain(call, Except::Logbook(id), &claims, &caller, refusal).await),
        done => done,
    }
}

/// Who drives it from now on learns that it is theirs, or, if it was before, what changed. (Whom it was taken from was told
/// while it was still theirs.)
fn notify(before: &Logbook, after: &LogbookDraft, actor: &Actor, now: Instant) -> Statement {
    if before.fields.driver != after.driver {
        return notices::to_driver_of(Notice::TripAssigned, before.id, actor, now);
    }
    let moved = (before.fields.from, before.fields.to) != (after.from, after.to);
    let was = notices::Previous {
        span: before.fields.from.zip(before.fields.to).filter(|_| moved).map(|(from, to)| Span { from, to }),
        vehicle: (before.fields.vehicle != after.vehicle).then(|| before.facts.vehicle_name.clone()),
        ..notices::Previous::default()
    };
    notices::of_change(before.id, &was, actor, now)
}

/// Who drove what, and when, is history once it was driven; which booking it belongs to is so from the start.
fn allow_change(status: LogbookStatus, changed: &[Change]) -> Result<(), Refusal> {
    let fixed: &[&str] = match status {
        LogbookStatus::Cancelled => return Err(ProblemKind::TransitionNotAllowed.into()),
        LogbookStatus::New => &["booking"],
        LogbookStatus::Processing => &["booking", "from"],
        LogbookStatus::Completed => &["booking", "vehicle", "driver", "from", "to"],
    };
    let errors: Vec<FieldError> = changed
        .iter()
        .filter(|change| fixed.contains(&change.field.as_str()))
        .map(|change| FieldError::new(&change.field, FieldCode::NotAllowed))
        .collect();
    if errors.is_empty() { Ok(()) } else { Err(Refusal::invalid(errors)) }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn refused(status: LogbookStatus, fields: &[&str]) -> Option<ProblemKind> {
        let change = |field: &&str| Change { field: (*field).to_owned(), before: Json::Null, after: Json::from(1) };
        let changed: Vec<Change> = fields.iter().map(change).collect();
        allow_change(status, &changed).err().map(|refusal| refusal.kind())
    }

    #[test]
    fn a_driven_trip_keeps_who_drove_what_and_when() {
        assert_eq!(refused(LogbookStatus::New, &["vehicle", "driver", "from", "to", "name"]), None);
        assert_eq!(refused(LogbookStatus::New, &["booking"]), Some(ProblemKind::Invalid));
        assert_eq!(refused(LogbookStatus::Processing, &["vehicle", "to"]), None);
        assert_eq!(refused(LogbookStatus::Completed, &["driver"]), Some(ProblemKind::Invalid));
        assert_eq!(refused(LogbookStatus::Completed, &["odometer_end", "description"]), None);
        assert_eq!(refused(LogbookStatus::Cancelled, &["name"]), Some(ProblemKind::TransitionNotAllowed));
    }
}
