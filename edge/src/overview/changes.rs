//! `GET /api/changes?since=…`: what changed since, and what waits. Every open window asks it every few seconds, so it is one
//! statement, whose counts stop at a hundred index rows each.

use domain::changes::{Changes, MOST_COUNTED, Waiting, Waits};
use domain::permission::{Act, Area, Permission};
use domain::record::{RecordKind, Verb};
use serde::Deserialize;

use crate::db::{DbError, Sql, Statement};
use crate::http::answer::{Answer, Reply};
use crate::http::caller::Caller;
use crate::http::problems::Refusal;
use crate::http::request::Call;
use crate::records::list;

/// Lines of the history that one answer takes in; the next begins behind them.
const MOST_LINES: i64 = 200;

#[derive(Deserialize)]
struct Read {
    at: i64,
    kinds: Vec<String>,
    unread: i64,
    counts: Vec<i64>,
}

/// # Errors
/// 400 naming `since` when it is no number.
pub async fn get_changes(call: &Call) -> Answer {
    let (caller, _) = call.staff(Vec::new()).await?;
    let query = list::read(call.query())?;
    let since = match query.filters.get("since") {
        Some(text) => Some(text.parse::<i64>().map_err(|_| Refusal::parameter("since"))?),
        None => None,
    };
    let counted: Vec<Waiting> = Waiting::ALL.iter().copied().filter(|what| may_see(&caller, *what)).collect();
    let rows = call.db.read(&[statement(&caller, call, since, &counted)]).await?;
    let read: Read = rows.json(0)?.ok_or_else(|| DbError::Broken("what changed is missing".into()))?;
    let kinds = read.kinds.iter().filter_map(|kind| RecordKind::from_collection(kind));
    Ok(Reply::json(&Changes {
        at: read.at,
        kinds: kinds.filter(|kind| sees(&caller, *kind)).collect(),
        unread: read.unread,
        waiting: counted.into_iter().zip(read.counts).map(|(what, count)| Waits { what, count }).collect(),
    }))
}

fn sees(caller: &Caller, kind: RecordKind) -> bool {
    caller.may(kind.needs(Verb::List)) || kind.can_be_own() && caller.may(Permission::In(kind.area(), Act::ViewOwn))
}

/// Whether the caller could list what is counted.
fn may_see(caller: &Caller, what: Waiting) -> bool {
    let area = match what {
        Waiting::ToAnswer | Waiting::Unassigned | Waiting::Today | Waiting::Upcoming => Area::Bookings,
        Waiting::Overdue => Area::Money,
        Waiting::FailedMails => Area::Mail,
    };
    caller.may_in(area, Act::View)
}

fn statement(caller: &Caller, call: &Call, since: Option<i64>, counted: &[Waiting]) -> Statement {
    let mut sql = Sql::default();
    match since {
        Some(since) => {
            sql.with("WITH lines AS MATERIALIZED (SELECT seq, kind FROM history WHERE seq > ?", since);
            sql.push(&format!(" ORDER BY seq LIMIT {MOST_LINES})"));
            // A bound number is a float to SQLite; the client hands back what is answered.
            sql.with(" SELECT json_object('at', coalesce((SELECT max(seq) FROM lines), CAST(? AS INTEGER))", since);
            sql.push(", 'kinds', (SELECT json_group_array(kind) FROM (SELECT DISTINCT kind FROM lines))");
        }
        None => {
            sql.push("SELECT json_object('at', coalesce((SELECT max(seq) FROM history), 0), 'kinds', json_array()");
        }
    }
    sql.with(
        ", 'unread', (SELECT count(*) FROM notifications WHERE audience = 'staff' AND person = ? AND read_at IS NULL \
         AND shown = 1), 'counts', json_array(",
        caller.id.0,
    );
    for (place, what) in counted.iter().enumerate() {
        sql.push(if place == 0 { "" } else { ", " }).push("(SELECT count(*) FROM (SELECT 1 ");
        counts(&mut sql, caller, call, *what);
        sql.push(&format!(" LIMIT {MOST_COUNTED}))"));
    }
    sql.push("))");
    sql.into()
}

/// What is counted: the same as the list's filter finds.
fn counts(sql: &mut Sql, caller: &Caller, call: &Call, what: Waiting) {
    let today = caller.zone.day(caller.today(call.now));
    match what {
        Waiting::ToAnswer => sql.push("FROM bookings WHERE to_answer = 1 AND archived_at IS NULL"),
        Waiting::Unassigned => sql.push("FROM bookings WHERE to_assign = 1 AND archived_at IS NULL"),
        Waiting::Today => sql
            .with("FROM bookings WHERE archived_at IS NULL AND pickup_at >= ?", today.from)
            .with(" AND pickup_at < ?", today.to),
        Waiting::Upcoming => sql.with("FROM bookings WHERE archived_at IS NULL AND pickup_at >= ?", today.from),
        Waiting::Overdue => sql.push("FROM invoices WHERE owing IS NOT NULL AND due_on < $today"),
        Waiting::FailedMails => sql.push("FROM outbox WHERE status = 'failed'"),
    };
}
