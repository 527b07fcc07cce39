//! Time cards: work on a logbook, started and stopped with one tap or written down afterwards.
//!
//! Invariant: a driver's cards never overlap and at most one runs; triggers and a unique index hold that.

use domain::bookings::logbook::Logbook;
use domain::bookings::progress::LogbookStatus;
use domain::bookings::time_card::TimeCardRow;
use domain::bookings::time_card::{self, TimeCardDraft};
use domain::check::FieldCode;
use domain::field::{Described, Row};
use domain::history::{Change, HistoryAct};
use domain::id::LogbookId;
use domain::problem::{Obstacle, ProblemKind};
use domain::record::{Created, RecordKind};
use domain::text::Text;
use domain::time::{Instant, Span};
use serde::Deserialize;
use serde_json::json;

use super::{logbooks, period};
use crate::db::{Rows, Sql, Statement, Value, guard_unchanged};
use crate::http::answer::{Answer, Reply};
use crate::http::caller::{Actor, Caller};
use crate::http::idempotency::Idempotent;
use crate::http::problems::Refusal;
use crate::http::request::Call;
use crate::io::{intl, random};
use crate::records::list::{List, Takes, among, cell, compares, falling, test};
use crate::records::table::{Explain, Fields, Hooks, Own, Table, draft, fact, refers};
use crate::records::{find, update, write};

pub static TABLE: Table = Table {
    kind: RecordKind::TimeCard,
    fields: Fields::Columns(TimeCardDraft::FIELDS),
    facts: &[
        fact("logbook_number", "t.logbook_number"),
        fact("driver", "t.driver"),
        fact("driver_name", "t.driver_name"),
        fact("worked", "t.\"to\" - t.\"from\""),
    ],
    list: List {
        from: "time_cards t",
        row: TimeCardRow::FIELDS,
        cells: &[cell(TimeCardRow::WORKED, "t.\"to\" - t.\"from\"")],
        sorts: &[falling("from", "t.\"from\"")],
        filters: &[
            among("logbook", "t.logbook").few(),
            among("driver", "t.driver"),
            compares("since", "t.\"from\" >= ?", Takes::Numbers),
            compares("until", "t.\"from\" < ?", Takes::Numbers),
            test("running", "t.\"to\" IS NULL AND t.driver > 0").few(),
        ],
        words: "",
        archives: false,
    },
    label: "t.logbook_number",
    hint: "t.driver_name",
    found_by: &[],
    refers: &[refers("logbook").live("status <> 'cancelled'")],
    own: Own::OfDriver("t.driver = ?"),
    draft: draft::<TimeCardDraft>,
    hooks: Hooks { explain: Some(EXPLAIN), ..Hooks::NONE },
};

const EXPLAIN: Explain = Explain {
    read: |save, refusal| {
        let at = |field: &str| save.after(field).as_i64().map(Instant);
        let Some(logbook) = save.after("logbook").as_i64() else { return Vec::new() };
        match refusal.kind() {
            ProblemKind::AlreadyBooked => vec![in_the_way(logbook, at("from"), at("to"), save.id)],
            ProblemKind::Invalid if refusal.is_at("from", FieldCode::OutOfRange) => vec![bounds(logbook)],
            _ => Vec::new(),
        }
    },
    describe: |save, rows, refusal| match refusal.kind() {
        ProblemKind::AlreadyBooked => named(rows, 0, save.caller, refusal),
        _ => outside(rows, 0, (save.after("from").as_i64(), save.after("to").as_i64()), save.caller, refusal),
    },
};

/// A card that a driver has already.
#[derive(Deserialize)]
struct Other {
    id: i64,
    number: String,
    from: Instant,
    to: Option<Instant>,
}

/// The cards of the logbook's driver that a span would overlap.
fn in_the_way(logbook: i64, from: Option<Instant>, to: Option<Instant>, except: i64) -> Statement {
    let mut sql = Sql::default();
    sql.push(
        "SELECT json_group_array(json_object('id', id, 'number', logbook_number, 'from', \"from\", 'to', \"to\")) \
         FROM (SELECT * FROM time_cards WHERE driver = (SELECT driver FROM logbooks WHERE id = ",
    );
    sql.with("?)", logbook).with(" AND id <> ?", except).with(" AND \"from\" < coalesce(?, 9007199254740991)", to);
    sql.with(" AND coalesce(\"to\", 9007199254740991) > ?", from).push(" ORDER BY \"from\" LIMIT 5)");
    sql.into()
}

/// The refusal with the cards that [`in_the_way`] yielded.
fn named(rows: &Rows, place: usize, caller: &Caller, refusal: Refusal) -> Refusal {
    let Ok(others) = rows.row_json::<Vec<Other>>(place) else { return refusal };
    let when = intl::open_span(caller.zone, caller.language);
    let name = |other: Other| Obstacle {
        kind: TABLE.collection().to_owned(),
        id: Some(other.id),
        label: [other.number.as_str(), " · ", &when(Some(other.from), other.to)].concat(),
    };
    refusal.with_obstacles(others.into_iter().map(name).collect())
}

/// When a logbook takes cards; as the triggers `time_cards_within*` say.
#[derive(Deserialize)]
struct Bounds {
    number: String,
    from: Instant,
    to: Instant,
}

fn bounds(logbook: i64) -> Statement {
    Statement::new(
        "SELECT json_object('number', number, 'from', min(\"from\", coalesce(started_at, \"from\")) - 86400000, \
         'to', max(\"to\", coalesce(ended_at, \"to\"), iif(status = 'processing', unixepoch() * 1000, 0)) + 86400000) \
         FROM logbooks WHERE id = ?",
    )
    .bind(logbook)
}

const OUTSIDE: Text = Text([
    "Fuera del viaje {number}: admite horas desde {from} hasta {to}.",
    "Outside trip {number}: it takes hours from {from} until {to}.",
    "Fuori dal viaggio {number}: accetta ore da {from} a {to}.",
    "Poza przejazdem {number}: godziny można wpisać od {from} do {to}.",
]);

/// The refusal with the bounds, at the end that lies outside them.
fn outside(rows: &Rows, place: usize, at: (Option<i64>, Option<i64>), caller: &Caller, refusal: Refusal) -> Refusal {
    let Ok(Some(bounds)) = rows.json::<Bounds>(place) else { return refusal };
    let written = |at: Instant| intl::instant(at, caller.zone, caller.language);
    let places = [("number", bounds.number.as_str()), ("from", &written(bounds.from)), ("to", &written(bounds.to))];
    let within = |at: Option<i64>| at.is_none_or(|at| (bounds.from.0..=bounds.to.0).contains(&at));
    let field = if within(at.0) { "to" } else { "from" };
    Refusal::invalid_fields(vec![(field, FieldCode::OutOfRange, OUTSIDE.fill(caller.language, &places))])
}

/// A driver's running card.
#[derive(Deserialize)]
struct Running {
    id: i64,
    version: i64,
    logbook: i64,
    from: Instant,
    label: String,
}

/// The card that runs for the driver of a logbook, on whichever logbook that is.
fn running(logbook: i64) -> Statement {
    Statement::new(
        "SELECT json_object('id', id, 'version', version, 'logbook', logbook, 'from', \"from\", 'label', logbook_number) \
         FROM time_cards WHERE \"to\" IS NULL AND driver = (SELECT driver FROM logbooks WHERE id = ?)",
    )
    .bind(logbook)
}

/// `POST /api/logbooks/{id}/clock-in`: 201 with [`Created`].
///
/// # Errors
/// 409 naming the card that runs already; 409 when the logbook is completed or cancelled.
pub async fn start(call: &Call) -> Answer {
    let id = call.record()?;
    let reading = vec![find::statement(&logbooks::TABLE, id, None), running(id), last_end(id, call.now)];
    let (caller, key, rows) = match call.staff_keyed(reading).await? {
        Idempotent::Replay(reply) => return Ok(reply),
        Idempotent::First { caller, key, rows } => (caller, key, rows),
    };
    let logbook: Logbook = logbooks::seen(&rows, &caller)?;
    if !matches!(logbook.facts.status, LogbookStatus::New | LogbookStatus::Processing) {
        return Err(ProblemKind::TransitionNotAllowed.into());
    }
    refuse_running(&rows, 1)?;
    let card = random::id();
    let from = begin(call.now, rows.json(2)?);
    let draft = TimeCardDraft { logbook: Some(LogbookId(id)), from: Some(from), ..TimeCardDraft::default() };
    let draft = serde_json::to_value(&draft).map_err(|error| Refusal::internal(error.to_string()))?;
    let statements = vec![
        write::insert(&TABLE, card, call.now, &draft, &[]),
        write::history(
            TABLE.collection(),
            card,
            &Actor::from(&caller),
            call.now,
            HistoryAct::Created,
            &write::filled_in(&draft),
        ),
    ];
    let answer =
        serde_json::to_string(&Created { id: card, version: 1 }).map_err(|e| Refusal::internal(e.to_string()))?;
    match key.write(call, answer, statements).await {
        // Somebody was quicker: say which card is in the way.
        Err(refusal) if refusal.kind() == ProblemKind::AlreadyBooked => {
            let rows = call.db.read(&[running(id), in_the_way(id, Some(from), None, card)]).await?;
            refuse_running(&rows, 0)?;
            Err(named(&rows, 1, &caller, refusal))
        }
        Err(refusal) if refusal.is_at("from", FieldCode::OutOfRange) => {
            let rows = call.db.read(&[bounds(id)]).await?;
            Err(outside(&rows, 0, (Some(from.0), None), &caller, refusal))
        }
        outcome => outcome,
    }
}

fn refuse_running(rows: &Rows, place: usize) -> Result<(), Refusal> {
    let Some(card) = rows.json::<Running>(place)? else { return Ok(()) };
    let obstacle = Obstacle { kind: TABLE.collection().to_owned(), id: Some(card.id), label: card.label };
    Err(Refusal::new(ProblemKind::AlreadyBooked).with_obstacles(vec![obstacle]))
}

/// `POST /api/logbooks/{id}/clock-out`: the stopped card.
///
/// # Errors
/// 409 when no card runs on the logbook.
pub async fn stop(call: &Call) -> Answer {
    let id = call.record()?;
    let (caller, rows) = call.staff(vec![find::statement(&logbooks::TABLE, id, None), running(id)]).await?;
    logbooks::seen(&rows, &caller)?;
    let card = rows.json::<Running>(1)?.filter(|card| card.logbook == id).ok_or(ProblemKind::AlreadyDone)?;
    let to = end(card.from, call.now);
    let change = Change { field: "to".to_owned(), before: json!(null), after: json!(to) };
    let mut statements = vec![
        Statement::new(
            "UPDATE time_cards SET \"to\" = ?, version = version + 1, updated_at = ? WHERE id = ? AND version = ?",
        )
        .bind(to)
        .bind(call.now)
        .bind(card.id)
        .bind(card.version),
        guard_unchanged("already_done"),
    ];
    statements.push(write::history(
        TABLE.collection(),
        card.id,
        &Actor::from(&caller),
        call.now,
        HistoryAct::Updated,
        &[change],
    ));
    update::finish(call, &TABLE, card.id, statements).await
}

/// A card that was stopped in the millisecond it began lasts until the next: one that follows at once begins there, since spans are
/// half-open.
const AT_ONCE: i64 = domain::time::SECOND;

/// When the last card of a logbook's driver ended that may stand in the way of one that begins now.
fn last_end(logbook: i64, now: Instant) -> Statement {
    Statement::new(
        "SELECT json_quote(max(\"to\")) FROM time_cards WHERE driver = (SELECT driver FROM logbooks WHERE id = ?) AND \"to\" > ? AND \"to\" <= ?",
    )
    .bind(logbook)
    .bind(now)
    .bind(now.plus(AT_ONCE))
}

fn begin(now: Instant, last_end: Option<Option<Instant>>) -> Instant {
    last_end.flatten().map_or(now, |end| end.max(now))
}

/// When a card ends that is stopped now: a forgotten one where the longest may.
fn end(from: Instant, now: Instant) -> Instant {
    now.min(from.plus(time_card::LONGEST)).max(from.plus(1))
}

/// Stops the running cards of the logbooks that `logbooks` selects by its one value, as [`end`] says.
pub fn stop_all(logbooks: &str, value: impl Into<Value>, now: Instant) -> Statement {
    Statement::new(format!(
        "UPDATE time_cards SET \"to\" = max(\"from\" + 1, min(?, \"from\" + ?)), version = version + 1, updated_at = ? \
         WHERE \"to\" IS NULL AND logbook IN ({logbooks})"
    ))
    .bind(now)
    .bind(time_card::LONGEST)
    .bind(now)
    .bind(value)
}

/// The longest period of totals: a year and the day more that a leap year has.
const LONGEST_PERIOD: i64 = 366 * domain::time::DAY;

/// `GET /api/work-totals?from=…&to=…`: a list of `domain::bookings::time_card::WorkTotal`, by the driver's name.
///
/// # Errors
/// 400 naming the parameter that can't be understood.
pub async fn totals(call: &Call) -> Answer {
    let span = period::query(call.query(), &["from", "to"]).and_then(|query| period::read_span(&query, LONGEST_PERIOD));
    let (_, mut rows) = call.staff_asking(span.map(totals_in)).await?;
    Ok(Reply::json_text(rows.take_row(0)?))
}

fn totals_in(span: Span) -> Statement {
    let mut sql = Sql::default();
    sql.push(
        "SELECT json_group_array(json_object('driver', driver, 'driver_name', driver_name, 'cards', cards, 'worked', worked)) \
         FROM (SELECT driver, driver_name, count(*) AS cards, sum(\"to\" - \"from\") AS worked FROM time_cards WHERE",
    );
    sql.with(" \"from\" >= ?", span.from).with(" AND \"from\" < ?", span.to);
    sql.push(" AND \"to\" IS NOT NULL GROUP BY driver ORDER BY driver_name, driver)");
    sql.into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::time::DAY;

    #[test]
    fn a_card_may_begin_in_the_very_millisecond_in_which_the_one_before_was_stopped() {
        let now = Instant(1_800_000_000_000);
        assert_eq!(begin(now, None), now);
        assert_eq!(begin(now, Some(None)), now);
        assert_eq!(begin(now, Some(Some(end(now, now)))), end(now, now));
    }

    #[test]
    fn a_forgotten_card_ends_where_the_longest_may_and_none_is_empty() {
        let from = Instant(1_800_000_000_000);
        assert_eq!(end(from, from.plus(60_000)), from.plus(60_000));
        assert_eq!(end(from, from), from.plus(1));
        assert_eq!(end(from, from.plus(9 * DAY)), from.plus(2 * DAY));
    }
}
