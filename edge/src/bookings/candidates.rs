//! Whom to assign for a span: vehicles or drivers, each judged by the one rule of [`super::availability`], those first who can be had.
//!
//! Invariant: one statement, whatever the span, and at most [`MOST_JUDGED`] judged; who looks for another searches.

use domain::bookings::candidate::{Busy, Candidate, Candidates};
use domain::bookings::logbook::{LONGEST, LogbookDraft, Warning};
use domain::bookings::schedule::LaneKind;
use domain::id::{BookingId, DriverId, VehicleId};
use domain::record::RecordKind;
use domain::search;
use domain::text::Language;
use domain::time::{DAY, Span, week_of};
use serde::Deserialize;

use super::availability::{
    BOOKING, DRIVER, Except, Found, FoundBooking, FoundDriver, FoundVehicle, VEHICLE, lacks_class,
};
use super::occupations::{self, Occupation};
use super::period;
use crate::db::{Sql, Statement};
use crate::http::answer::{Answer, Reply};
use crate::http::problems::Refusal;
use crate::http::request::Call;
use crate::io::zone::Zone;

/// Candidates that are answered.
const SHOWN: usize = 50;
/// Candidates that are judged; a fleet with more is searched.
const MOST_JUDGED: i64 = 300;
/// What is read of what occupies one: the trips of a month at ten a day.
const MOST_BUSY: i64 = 310;

/// What is asked for.
struct Asked {
    span: Span,
    by: LaneKind,
    q: String,
    booking: Option<i64>,
    /// The logbook that is being changed.
    besides: Option<i64>,
    /// Who was chosen of the other kind.
    chosen: Option<i64>,
}

impl Asked {
    fn read(text: &str) -> Result<Self, Refusal> {
        let query = period::query(text, &["from", "to", "by", "booking", "besides", "chosen"])?;
        let id = |name: &str| {
            let given = query.filters.get(name).map(|id| id.parse().map_err(|_| Refusal::parameter(name)));
            given.transpose()
        };
        Ok(Self {
            span: period::read_span(&query, LONGEST)?,
            by: match query.filters.get("by") {
                None => LaneKind::Vehicles,
                Some(code) => code.parse().map_err(|_| Refusal::parameter("by"))?,
            },
            booking: id("booking")?,
            besides: id("besides")?,
            chosen: id("chosen")?,
            q: query.q,
        })
    }
}

/// `GET /api/candidates?from=…&to=…&by=drivers&q=…&booking=…&besides=…&chosen=…`
///
/// # Errors
/// 400 naming the parameter that can't be understood.
pub async fn list_candidates(call: &Call) -> Answer {
    // Which days the span touches depends on the caller's company, so the caller comes first.
    let (caller, _) = call.staff(Vec::new()).await?;
    let asked = Asked::read(call.query())?;
    let reach = Reach::of(asked.span, caller.zone);
    let read: Read = call
        .db
        .read(&[reading(&asked, &reach)])
        .await?
        .json(0)?
        .ok_or_else(|| Refusal::internal("candidates yielded no row"))?;
    Ok(Reply::json(&read.judge(&asked, &reach, caller.zone, caller.language)))
}

/// What is looked at around the asked span.
struct Reach {
    /// The whole days that it touches.
    days: Span,
    /// The week, Monday to Sunday, in which it begins.
    week: Span,
}

impl Reach {
    fn of(span: Span, zone: Zone) -> Self {
        let (first, last) = (zone.date(span.from), zone.date(span.to.plus(-1)));
        let monday = zone.start_of(week_of(first));
        // Seven days and a half from Monday's midnight lie within the next Monday, however clocks change.
        let next = zone.start_of(zone.date(monday.plus(7 * DAY + DAY / 2)));
        Self { days: Span { from: zone.day(first).from, to: zone.day(last).to }, week: Span { from: monday, to: next } }
    }

    /// Days and week together.
    fn whole(&self) -> Span {
        Span { from: self.days.from.min(self.week.from), to: self.days.to.max(self.week.to) }
    }
}

/// One statement: the booking, who was chosen of the other kind, and the candidates with what occupies them.
fn reading(asked: &Asked, reach: &Reach) -> Statement {
    let (by, chosen) = (asked.by, asked.chosen.unwrap_or(0));
    let mut sql = Sql::default();
    sql.push(&format!("SELECT json_object('booking', json((SELECT {BOOKING} FROM bookings"));
    sql.with(" WHERE id = ?", asked.booking.unwrap_or(0));
    sql.push(&match by {
        LaneKind::Vehicles => format!(
            ")), 'driver', json((SELECT {DRIVER} FROM drivers JOIN staff ON staff.id = drivers.staff WHERE drivers.id = "
        ),
        LaneKind::Drivers => format!(")), 'vehicle', json((SELECT {VEHICLE} FROM vehicles WHERE vehicles.id = "),
    });
    sql.with("?", chosen);
    sql.push(")), 'candidates', json((SELECT json_group_array(json_patch(found, json_object('occupied', json((");
    let mut subject = Sql::default();
    subject.push("t.id");
    let besides = asked.besides.map_or(Except::Nothing, Except::Logbook).sql();
    sql.append(&occupations::first(MOST_BUSY, by.code(), &subject, reach.whole(), &besides));
    sql.push("))))) FROM (").append(&candidates(asked)).push(") t)))");
    sql.into()
}

/// The records that are judged, by name, as [`Row`]s without what occupies them.
fn candidates(asked: &Asked) -> Sql {
    let mut sql = Sql::default();
    let table = asked.by.code();
    sql.push(&match asked.by {
        LaneKind::Vehicles => format!(
            "SELECT vehicles.id, json_object('id', vehicles.id, 'hint', plate, 'photo', photos ->> 0, \
             'vehicle', {VEHICLE}) AS found FROM vehicles"
        ),
        LaneKind::Drivers => format!(
            "SELECT drivers.id, json_object('id', drivers.id, 'hint', drivers.phone, 'photo', staff.photo, 'driver', {DRIVER}) \
             AS found FROM drivers CROSS JOIN staff ON staff.id = drivers.staff"
        ),
    });
    sql.push(" WHERE ").push(table).push(".archived_at IS NULL");
    for word in search::query_words(&asked.q) {
        sql.push(" AND ").push(table).with(".id IN (SELECT id FROM words WHERE kind = ?", table);
        sql.with(" AND word >= ?", &word).with(" AND word < ?)", search::after(&word));
    }
    sql.push(" ORDER BY ").push(table).with(".name_key LIMIT ?", MOST_JUDGED);
    sql
}

/// What the statement yields.
#[derive(Deserialize)]
struct Read {
    booking: Option<FoundBooking>,
    /// Who was chosen of the other kind.
    #[serde(default)]
    vehicle: Option<FoundVehicle>,
    #[serde(default)]
    driver: Option<FoundDriver>,
    candidates: Vec<Row>,
}

#[derive(Deserialize)]
struct Row {
    id: i64,
    hint: String,
    photo: Option<i64>,
    #[serde(default)]
    vehicle: Option<FoundVehicle>,
    #[serde(default)]
    driver: Option<FoundDriver>,
    occupied: Vec<Occupation>,
}

impl Read {
    fn judge(self, asked: &Asked, reach: &Reach, zone: Zone, language: Language) -> Candidates {
        let other = (self.vehicle.as_ref(), self.driver.as_ref());
        let mut candidates: Vec<Candidate> = self
            .candidates
            .into_iter()
            .map(|row| row.judge(asked, reach, &self.booking, other, (zone, language)))
            .collect();
        let rank = |one: &Candidate| (one.availability.obstructions.len().min(1), one.availability.warnings.len());
        candidates.sort_by_key(rank);
        let found = candidates.len();
        let free = candidates.iter().filter(|one| one.availability.obstructions.is_empty()).count();
        candidates.truncate(SHOWN);
        Candidates { days: reach.days, candidates, free: whole(free), found: whole(found) }
    }
}

/// At most [`MOST_JUDGED`].
fn whole(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(MOST_JUDGED)
}

impl Row {
    fn judge(
        self,
        asked: &Asked,
        reach: &Reach,
        booking: &Option<FoundBooking>,
        (chosen_vehicle, chosen_driver): (Option<&FoundVehicle>, Option<&FoundDriver>),
        (zone, language): (Zone, Language),
    ) -> Candidate {
        let reaches = |one: &Occupation, span: Span| one.from < span.to && one.to.is_none_or(|to| to > span.from);
        let planned = match asked.by {
            LaneKind::Vehicles => 0,
            LaneKind::Drivers => self
                .occupied
                .iter()
                .filter(|one| one.kind == RecordKind::Logbook)
                .map(|trip| trip.within(reach.week))
                .sum(),
        };
        let busy = self.occupied.iter().filter(|one| reaches(one, reach.days)).map(|one| Busy {
            kind: one.kind,
            id: one.id,
            label: one.title(language),
            from: one.from,
            to: one.to,
        });
        let busy = busy.collect();
        let in_the_way: Vec<Occupation> = self.occupied.into_iter().filter(|one| reaches(one, asked.span)).collect();
        let draft = LogbookDraft {
            vehicle: self.vehicle.as_ref().map(|_| VehicleId(self.id)),
            driver: self.driver.as_ref().map(|_| DriverId(self.id)),
            booking: asked.booking.map(BookingId),
            from: Some(asked.span.from),
            to: Some(asked.span.to),
            ..LogbookDraft::default()
        };
        let name = match (&self.vehicle, &self.driver) {
            (Some(vehicle), _) => vehicle.name.clone(),
            (None, Some(driver)) => driver.name.clone(),
            (None, None) => String::new(),
        };
        let seats = self.vehicle.as_ref().and_then(|vehicle| vehicle.seats);
        let licence_classes = match (&self.vehicle, &self.driver) {
            (Some(vehicle), _) => vehicle.licence_class.into_iter().collect(),
            (None, driver) => driver.as_ref().map_or_else(Vec::new, |driver| driver.licence_classes.clone()),
        };
        let pair = (self.vehicle.as_ref().or(chosen_vehicle), self.driver.as_ref().or(chosen_driver));
        let lacks = matches!(pair, (Some(vehicle), Some(driver)) if lacks_class(vehicle, driver));
        let (vehicle_occupied, driver_occupied) = match asked.by {
            LaneKind::Vehicles => (in_the_way, Vec::new()),
            LaneKind::Drivers => (Vec::new(), in_the_way),
        };
        let found = Found {
            booking: booking.clone(),
            vehicle: self.vehicle,
            driver: self.driver,
            vehicle_occupied,
            driver_occupied,
        };
        let mut availability = found.judge(&draft, zone, language);
        availability.warnings.extend(lacks.then_some(Warning::LicenceClass));
        Candidate {
            id: self.id,
            name,
            hint: self.hint,
            photo: self.photo,
            seats,
            licence_classes,
            planned,
            availability,
            busy,
        }
    }
}
