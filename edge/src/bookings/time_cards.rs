//! Time cards: work on a logbook, started and stopped with one tap or written down afterwards.
//!
//! Invariant: a driver's cards never overlap and at most one runs; triggers and a unique index hold that.

use domain::bookings::logbook::Logbook;
use domain::bookings::progress::LogbookStatus;
use domain::bookings::time_card::{self, TimeCardDraft};
use domain::id::LogbookId;
use domain::problem::{Obstacle, ProblemKind};
use domain::record::{Change, Created, RecordKind};
use domain::time::{Instant, Span};
use serde::Deserialize;
use serde_json::json;

use super::{logbooks, period};
use crate::db::{Rows, Sql, Statement, guard_unchanged};
use crate::http::answer::{Answer, Reply};
use crate::http::caller::Actor;
use crate::http::idempotency::Begun;
use crate::http::problems::Refusal;
use crate::http::request::Call;
use crate::io::random;
use crate::records::list::{List, among, at_least, before, cell, falling, test};
use crate::records::table::{Hooks, Own, Refers, Table, column, draft, fact};
use crate::records::write::Write;
use crate::records::{find, update, write};

pub static TABLE: Table = Table {
    kind: RecordKind::TimeCard,
    name: "time_cards",
    fields: &[column("logbook"), column("from"), column("to"), column("notes")],
    facts: &[
        fact("logbook_number", "t.logbook_number"),
        fact("driver", "t.driver"),
        fact("driver_name", "t.driver_name"),
    ],
    list: List {
        from: "time_cards t",
        cells: &[
            cell("id", "t.id"),
            cell("version", "t.version"),
            cell("logbook", "t.logbook"),
            cell("logbook_number", "t.logbook_number"),
            cell("driver", "t.driver"),
            cell("driver_name", "t.driver_name"),
            cell("from", "t.\"from\"").instant(),
            cell("to", "t.\"to\"").instant(),
            cell("notes", "t.notes"),
        ],
        sorts: &[falling("from", "t.\"from\"")],
        filters: &[
            among("logbook", "t.logbook").few(),
            among("driver", "t.driver"),
            at_least("since", "t.\"from\""),
            before("until", "t.\"from\""),
            test("running", "t.\"to\" IS NULL AND t.driver > 0").few(),
        ],
        words: "",
        archives: false,
    },
    label: "t.logbook_number",
    hint: "t.driver_name",
    found_by: &[],
    refers: &[Refers { field: "logbook", table: "logbooks", live: "status <> 'cancelled'" }],
    referred: &[],
    own: Own::OfDriver("t.driver = ?"),
    draft: draft::<TimeCardDraft>,
    hooks: Hooks { in_the_way, ..Hooks::NONE },
};

fn in_the_way(save: &Write) -> Option<Statement> {
    let from = Instant(save.after("from").as_i64()?);
    Some(overlapping(save.after("logbook").as_i64()?, save.id, from, save.after("to").as_i64()))
}

/// The cards of a logbook's driver that meet such a one, as obstacles; a running one reaches to the end of time.
fn overlapping(logbook: i64, besides: i64, from: Instant, to: Option<i64>) -> Statement {
    Statement::new(
        "SELECT json_group_array(json_object('kind', 'time-cards', 'id', id, 'label', logbook_number)) FROM \
         (SELECT id, logbook_number FROM time_cards WHERE driver = (SELECT driver FROM logbooks WHERE id = ?) AND id <> ? \
         AND \"from\" < coalesce(?, 9007199254740991) AND coalesce(\"to\", 9007199254740991) > ? ORDER BY \"from\", id LIMIT 5)",
    )
    .bind(logbook)
    .bind(besides)
    .bind(to)
    .bind(from)
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
    let reading = vec![find::statement(&logbooks::TABLE, id, None), running(id)];
    let (caller, key, rows) = match call.staff_keyed(reading).await? {
        Begun::Again(reply) => return Ok(reply),
        Begun::First { caller, key, rows } => (caller, key, rows),
    };
    let logbook: Logbook = logbooks::seen(&rows, &caller)?;
    if !matches!(logbook.facts.status, LogbookStatus::New | LogbookStatus::Processing) {
        return Err(ProblemKind::MoveNotAllowed.into());
    }
    refuse_running(&rows, 1)?;
    let card = random::id();
    let draft = TimeCardDraft { logbook: Some(LogbookId(id)), from: Some(call.now), ..TimeCardDraft::default() };
    let draft = serde_json::to_value(&draft).map_err(|error| Refusal::internal(error.to_string()))?;
    let statements = vec![
        write::insert(&TABLE, card, call.now, &draft, &[]),
        write::history(TABLE.collection(), card, &Actor::from(&caller), call.now, "created", &write::filled_in(&draft)),
    ];
    let answer =
        serde_json::to_string(&Created { id: card, version: 1 }).map_err(|e| Refusal::internal(e.to_string()))?;
    match key.write(call, answer, statements).await {
        // Somebody was quicker: say which card is in the way.
        Err(refusal) if refusal.kind() == ProblemKind::AlreadyBooked => {
            refuse_running(&call.db.read(&[running(id)]).await?, 0)?;
            Err(write::named(call, overlapping(id, card, call.now, None), refusal).await)
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
    statements.push(write::history(TABLE.collection(), card.id, &Actor::from(&caller), call.now, "updated", &[change]));
    update::finish(call, &TABLE, card.id, statements).await
}

/// When a card ends that is stopped now: a forgotten one where the longest may.
fn end(from: Instant, now: Instant) -> Instant {
    now.min(from.plus(time_card::LONGEST)).max(from.plus(1))
}

/// Stops the running cards of the logbooks that `logbooks` selects by its one value, as [`end`] says.
pub fn stop_all(logbooks: &str, value: i64, now: Instant) -> Statement {
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
    let span = period::query(call.query(), &["from", "to"]).and_then(|query| period::of(&query, LONGEST_PERIOD));
    let reading = span.as_ref().map(|span| vec![totals_in(*span)]).unwrap_or_default();
    let (_, mut rows) = call.staff(reading).await?;
    span?;
    Ok(Reply::json_text(rows.take(0).unwrap_or_default()))
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
    fn a_forgotten_card_ends_where_the_longest_may_and_none_is_empty() {
        let from = Instant(1_800_000_000_000);
        assert_eq!(end(from, from.plus(60_000)), from.plus(60_000));
        assert_eq!(end(from, from), from.plus(1));
        assert_eq!(end(from, from.plus(9 * DAY)), from.plus(2 * DAY));
    }
}
