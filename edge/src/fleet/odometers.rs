//! Odometer readings, wherever they were written down: what a vehicle's clock shows never falls. The table's trigger refuses one
//! that does; here its neighbours are looked up, so that the refusal names them. One that rises further than a vehicle drives is
//! asked about ([`leaps`]).

use domain::bookings::logbook::Warning;
use domain::check::FieldCode;
use domain::fleet::odometer;
use domain::measure::DistanceUnit;
use domain::problem::Obstacle;
use domain::text::Text;
use domain::time::Instant;
use serde::Deserialize;

use crate::db::{Rows, Sql, Statement};
use crate::http::caller::Caller;
use crate::http::problems::Refusal;
use crate::http::request::Call;
use crate::io::intl;

/// The latest reading of vehicle `$vehicle`, in metres.
macro_rules! latest {
    ($vehicle:literal) => {
        concat!(
            "(SELECT value FROM odometer_readings WHERE vehicle = ",
            $vehicle,
            " ORDER BY at DESC, value DESC LIMIT 1)"
        )
    };
}
pub(crate) use latest;

const BELOW: Text = Text([
    "Por debajo de la última lectura: {value} ({when}{where}).",
    "Below the last reading: {value} ({when}{where}).",
    "Inferiore all'ultima lettura: {value} ({when}{where}).",
    "Poniżej ostatniego odczytu: {value} ({when}{where}).",
]);
const ABOVE: Text = Text([
    "Por encima de la lectura siguiente: {value} ({when}{where}).",
    "Above the next reading: {value} ({when}{where}).",
    "Superiore alla lettura successiva: {value} ({when}{where}).",
    "Powyżej następnego odczytu: {value} ({when}{where}).",
]);

const LEAPS: Text = Text([
    "{read} es mucho más que la última lectura: {value} ({when}{where}).",
    "{read} is far above the last reading: {value} ({when}{where}).",
    "{read} è molto oltre l'ultima lettura: {value} ({when}{where}).",
    "{read} to znacznie więcej niż ostatni odczyt: {value} ({when}{where}).",
]);

/// A reading about to be kept.
#[derive(Clone, Copy, Debug)]
pub struct Claim {
    /// Where its error stands.
    pub field: &'static str,
    pub vehicle: i64,
    pub at: Instant,
    /// Metres.
    pub value: i64,
    /// Where it comes from: a collection and an id, whose own readings are not its neighbours.
    pub source: (&'static str, i64),
}

#[derive(Deserialize)]
struct Neighbours {
    unit: DistanceUnit,
    before: Option<Reading>,
    after: Option<Reading>,
}

#[derive(Deserialize)]
struct Reading {
    at: Instant,
    value: i64,
    /// The trip's number, if it is a trip's.
    number: Option<String>,
}

impl Reading {
    /// What `text` says of it beside a claim.
    fn fill(&self, text: Text, claim: &Claim, unit: DistanceUnit, caller: &Caller) -> String {
        let trip = self.number.as_ref().map_or_else(String::new, |number| [", ", number].concat());
        text.fill(
            caller.language,
            &[
                ("read", &intl::distance(claim.value, unit, caller.language)),
                ("value", &intl::distance(self.value, unit, caller.language)),
                ("when", &intl::instant(self.at, caller.zone, caller.language)),
                ("where", &trip),
            ],
        )
    }
}

/// Yields [`Neighbours`].
fn reading(claim: &Claim) -> Statement {
    let mut sql = Sql::default();
    sql.push("SELECT json_object('unit', (SELECT distance_unit FROM company), 'before', json((");
    sql.append(&neighbour(claim, "<", "DESC")).push(")), 'after', json((").append(&neighbour(claim, ">", "ASC"));
    sql.push(")))");
    sql.into()
}

fn neighbour(claim: &Claim, side: &str, order: &str) -> Sql {
    let mut sql = Sql::default();
    sql.push(
        "SELECT json_object('at', at, 'value', value, 'number', iif(source = 'logbooks', (SELECT number FROM logbooks \
         WHERE id = record), NULL)) FROM odometer_readings WHERE vehicle = ",
    );
    sql.with("?", claim.vehicle).with(&format!(" AND at {side} ?"), claim.at);
    sql.with(" AND NOT (source = ?", claim.source.0).with(" AND record = ?)", claim.source.1);
    sql.push(&format!(" ORDER BY at {order}, value {order} LIMIT 1"));
    sql
}

/// Whether the tables refused a reading.
pub fn falls(refusal: &Refusal) -> bool {
    refusal.is_at("odometer", FieldCode::OutOfRange)
}

pub fn readings(claims: &[Claim]) -> Vec<Statement> {
    claims.iter().map(reading).collect()
}

/// The refusal with the neighbours that [`readings`] yielded; each stands at its own field.
pub fn explain(claims: &[Claim], rows: &Rows, caller: &Caller, refusal: Refusal) -> Refusal {
    let mut sentences: Vec<(&str, String)> = Vec::new();
    for (place, claim) in claims.iter().enumerate() {
        let Ok(Some(found)) = rows.json::<Neighbours>(place) else { continue };
        let sentence = |text: Text, reading: &Reading| reading.fill(text, claim, found.unit, caller);
        let below = found.before.as_ref().filter(|before| before.value > claim.value).map(|one| sentence(BELOW, one));
        let above = found.after.as_ref().filter(|after| after.value < claim.value).map(|one| sentence(ABOVE, one));
        sentences.extend(below.or(above).map(|sentence| (claim.field, sentence)));
    }
    if sentences.is_empty() {
        return refusal;
    }
    Refusal::invalid_fields(
        sentences.into_iter().map(|(field, sentence)| (field, FieldCode::OutOfRange, sentence)).collect(),
    )
}

/// The same for a handler of its own: looks up the neighbours once the tables refused.
pub async fn explained(call: &Call, claims: &[Claim], caller: &Caller, refusal: Refusal) -> Refusal {
    if !falls(&refusal) || claims.is_empty() {
        return refusal;
    }
    match call.db.read(&readings(claims)).await {
        Ok(rows) => explain(claims, &rows, caller, refusal),
        Err(_) => refusal,
    }
}

/// What to think twice about: claims of what is `written` further from the reading before them than a vehicle drives, in the table
/// or in the same save. `rows` are what [`readings`] yielded.
pub fn leaps(claims: &[Claim], written: impl Fn(&Claim) -> bool, rows: &Rows, caller: &Caller) -> Vec<Obstacle> {
    let leap = |(place, claim): (usize, &Claim)| {
        let found = rows.json::<Neighbours>(place).ok()??;
        let own = claims.iter().filter(|own| own.at < claim.at).max_by_key(|own| own.at);
        let own = own.map(|own| Reading { at: own.at, value: own.value, number: None });
        let last = found.before.into_iter().chain(own).max_by_key(|reading| reading.at)?;
        odometer::leaps((last.at, last.value), (claim.at, claim.value)).then(|| Obstacle {
            kind: Warning::OdometerLeaps.code().to_owned(),
            id: None,
            label: last.fill(LEAPS, claim, found.unit, caller),
        })
    };
    claims.iter().enumerate().filter(|(_, claim)| written(claim)).filter_map(leap).collect()
}

/// The same for a handler of its own: reads the neighbours first.
///
/// # Errors
/// When the database doesn't answer.
pub async fn leaping(
    call: &Call,
    claims: &[Claim],
    written: impl Fn(&Claim) -> bool,
    caller: &Caller,
) -> Result<Vec<Obstacle>, Refusal> {
    if !claims.iter().any(&written) {
        return Ok(Vec::new());
    }
    Ok(leaps(claims, written, &call.db.read(&readings(claims)).await?, caller))
}
