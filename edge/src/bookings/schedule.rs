//! The timeline: lanes of vehicles or drivers, what occupies them in a span, and the tray of bookings nobody drives yet.
//!
//! SQLite writes the whole answer; what is a conflict in [`super::availability`] is drawn here as two bars that meet.
//!
//! Invariant: the same two statements, whatever the span and however many lanes there are.

use domain::bookings::schedule::LaneKind;
use domain::id::MAX_ID;
use domain::problem::ProblemKind;
use domain::record::RecordKind;
use domain::search;
use domain::time::{DAY, Span};
use domain::visibility::Visibility;

use super::occupations::{self, NO_END};
use super::period;
use crate::db::{Sql, Statement};
use crate::http::answer::{Answer, Reply};
use crate::http::problems::Refusal;
use crate::http::request::Call;

/// Lanes in a page.
const LANES: i64 = 50;
/// Two months, as a calendar may show them.
const LONGEST_SPAN: i64 = 62 * DAY;
/// Bookings in the tray.
const MOST_IN_TRAY: i64 = 100;

/// What is asked for.
struct Asked {
    span: Span,
    by: LaneKind,
    q: String,
    /// `[folded label, id]` of the last lane of the page before.
    after: (String, i64),
}

impl Asked {
    fn read(text: &str) -> Result<Self, Refusal> {
        let query = period::query(text, &["from", "to", "by"])?;
        let span = period::read_span(&query, LONGEST_SPAN)?;
        let by = match query.filters.get("by") {
            None => LaneKind::Vehicles,
            Some(code) => code.parse().map_err(|_| Refusal::parameter("by"))?,
        };
        Ok(Self { span, by, after: position(&query.cursor)?, q: query.q })
    }
}

/// `GET /api/schedule?from=…&to=…&by=vehicles&q=…&cursor=…`
///
/// # Errors
/// 400 naming the parameter that can't be understood.
pub async fn get_schedule(call: &Call) -> Answer {
    let asked = Asked::read(call.query());
    let question = asked.as_ref().map(|asked| vec![lanes_and_bars(asked), tray(asked.span, Visibility::FULL)]);
    let (caller, rows) = call.staff_asking_all(question.map_err(Clone::clone)).await?;
    let asked = asked?;
    let visibility = caller.visibility(RecordKind::Booking);
    let tray = match visibility.is_whole() {
        true => rows.row(1)?,
        false => call.db.read(&[tray(asked.span, visibility)]).await?.row(0)?,
    };
    Ok(Reply::json_text(format!("{{{},{tray}}}", rows.row(0)?)))
}

/// `[folded label, id]` of the last lane of the page before; nothing is before the first.
fn position(cursor: &str) -> Result<(String, i64), Refusal> {
    if cursor.is_empty() {
        return Ok((String::new(), 0));
    }
    let position: Option<(String, i64)> = serde_json::from_str(cursor).ok();
    position.filter(|(_, id)| (0..=MAX_ID).contains(id)).ok_or_else(|| ProblemKind::UnknownCursor.into())
}

/// Yields `"lanes":[…],"bars":[…],"next":…`.
fn lanes_and_bars(asked: &Asked) -> Statement {
    let (by, span) = (asked.by, asked.span);
    let mut sql = Sql::default();
    sql.push("WITH lanes AS MATERIALIZED (").append(&lanes(asked));
    sql.with("), shown AS MATERIALIZED (SELECT * FROM lanes ORDER BY place, id LIMIT ?", LANES);
    sql.push("), bars AS (").append(&occupied(by, span)).push(" UNION ALL ").append(&assignments(by, span));
    sql.push(
        ") SELECT '\"lanes\":' || (SELECT json_group_array(json_object('id', id, 'label', label, 'hint', hint, \
         'available', json(iif(available, 'true', 'false')))) FROM (SELECT * FROM shown ORDER BY place, id)) \
         || ',\"bars\":' || (SELECT json_group_array(json_object('lane', lane, 'kind', kind, 'id', id, 'booking', booking, \
         'label', label, 'from', \"from\", 'to', \"to\", 'status', status, 'declined', json(iif(declined, 'true', 'false')))) FROM bars) || ',\"next\":' || ",
    );
    sql.with("iif((SELECT count(*) FROM lanes) > ?", LANES);
    sql.push(
        ", (SELECT json_quote(json_array(place, id) || '') FROM shown ORDER BY place DESC, id DESC LIMIT 1), 'null')",
    );
    sql.into()
}

/// A page of lanes and one more.
fn lanes(asked: &Asked) -> Sql {
    let mut sql = Sql::default();
    let words = match asked.by {
        LaneKind::Vehicles => {
            sql.push("SELECT t.id, t.name_key AS place, t.name AS label, t.plate AS hint, t.status = 'active' AS available FROM vehicles t");
            "vehicles"
        }
        LaneKind::Drivers => {
            sql.push(
                "SELECT t.id, t.name_key AS place, t.name AS label, t.phone AS hint, t.status <> 'inactive' AND staff.active = 1 AS available \
                 FROM drivers t JOIN staff ON staff.id = t.staff",
            );
            "drivers"
        }
    };
    sql.push(" WHERE t.archived_at IS NULL")
        .with(" AND (t.name_key, t.id) > (?", &asked.after.0)
        .with(", ?)", asked.after.1);
    for word in search::query_words(&asked.q) {
        sql.with(" AND t.id IN (SELECT id FROM words WHERE kind = ?", words);
        sql.with(" AND word >= ?", &word).with(" AND word < ?)", search::after(&word));
    }
    sql.with(" ORDER BY t.name_key, t.id LIMIT ?", LANES + 1);
    sql
}

/// The column that names a lane, the index that finds it, and the column that names whom it shares the bar with.
const fn lane_columns(by: LaneKind) -> (&'static str, &'static str, &'static str) {
    match by {
        LaneKind::Vehicles => ("vehicle", "of_vehicle", "driver_name"),
        LaneKind::Drivers => ("driver", "of_driver", "vehicle_name"),
    }
}

/// What keeps others out of the lanes: trips, leave.
fn occupied(by: LaneKind, span: Span) -> Sql {
    let (_, _, other) = lane_columns(by);
    let mut lane = Sql::default();
    lane.push("shown.id");
    let mut sql = Sql::default();
    sql.push(&format!(
        "SELECT shown.id AS lane, iif(o.source_kind = 'logbooks', 'logbook', o.source_kind) AS kind, o.source AS id, \
         l.booking AS booking, coalesce(l.name || ' · ' || l.{other}, '') AS label, o.\"from\" AS \"from\", "
    ));
    sql.with("CAST(iif(o.\"to\" = ?", NO_END).with(", ?", span.to);
    sql.push(
        ", o.\"to\") AS INTEGER) AS \"to\", coalesce(l.status, '') AS status, coalesce(l.status = 'new' AND l.answer = 'declined', 0) AS declined \
         FROM shown CROSS JOIN occupations o ON ",
    );
    sql.append(&occupations::keeps_out(by.code(), &lane, span));
    sql.push(" LEFT JOIN logbooks l ON o.source_kind = 'logbooks' AND l.id = o.source");
    sql
}

/// Numbers bound to a statement are floats to SQLite; what is answered must be an integer again.
fn assignments(by: LaneKind, span: Span) -> Sql {
    let (lane, index, other) = lane_columns(by);
    let mut sql = Sql::default();
    sql.with(
        &format!("SELECT a.{lane}, 'assignment', a.id, NULL, a.{other}, a.\"from\", CAST(coalesce(a.\"to\", ?"),
        span.to,
    );
    sql.push(&format!(
        ") AS INTEGER), '', 0 FROM shown CROSS JOIN assignments a INDEXED BY assignments_{index} ON a.{lane} = shown.id"
    ));
    sql.with(" AND a.\"from\" < ?", span.to).with(" AND coalesce(a.\"to\", ?", span.to).with(") > ?", span.from);
    sql
}

/// Yields `"tray":[…]`, its rows as `BookingRow` has its fields, as far as they are seen.
fn tray(span: Span, visibility: Visibility) -> Statement {
    let mut sql = Sql::default();
    sql.push("SELECT '\"tray\":' || json_group_array(").push(&super::bookings::row_object(visibility));
    sql.push(
        ") FROM (SELECT * FROM bookings WHERE status = 'approved' AND active_logbooks = 0 AND archived_at IS NULL",
    );
    sql.with(" AND pickup_at < ?", span.to).with(" AND ends_at > ?", span.from);
    sql.with(" ORDER BY pickup_at, id LIMIT ?", MOST_IN_TRAY).push(") t JOIN customers u ON u.id = t.customer");
    sql.into()
}
