//! What a driver says to their planned trip: that they saw it, that they take it, or that they don't and why.
//!
//! Whoever assigns learns of a refusal; the trip stays the driver's until somebody gives it to another.
//!
//! Invariant: an answer is to the version that its driver saw, so nobody accepts what was changed meanwhile.

use domain::bookings::answer::{DeclineDraft, TripAnswer, may_answer};
use domain::bookings::logbook::Logbook;
use domain::bookings::progress::LogbookStatus;
use domain::history::{HistoryAct, changes};
use domain::id::BookingId;
use domain::notice::Notice;
use domain::problem::ProblemKind;
use serde_json::{Value as Json, json};

use super::logbooks::{TABLE, seen};
use super::notices;
use crate::db::{Sql, Statement, guard_unchanged};
use crate::http::answer::{Answer, Reply};
use crate::http::caller::{Actor, Caller};
use crate::http::problems::Refusal;
use crate::http::request::Call;
use crate::records::{find, update, write};

/// The caller's own trip as it stands, at the version that they saw.
async fn own(call: &Call) -> Result<(Caller, Logbook), Refusal> {
    // Whoever may only view their own is answered after the gate, not with it.
    let (caller, _) = call.staff(Vec::new()).await?;
    let rows = call.db.read(&[find::statement(&TABLE, call.record()?, None)]).await?;
    let logbook = seen(&rows, &caller)?;
    if caller.driver.is_none() || logbook.fields.driver != caller.driver {
        return Err(ProblemKind::NotAllowed.into());
    }
    update::at_version(&update::parse(&rows.row(0)?)?, call.version()?)?;
    Ok((caller, logbook))
}

/// `POST /api/logbooks/{id}/seen`: 204. What is no longer planned, or was seen before, stays as it is.
///
/// # Errors
/// 404 for a trip that isn't the caller's to see, 403 for one that another drives; 428; 409 when it changed meanwhile.
pub async fn see(call: &Call) -> Answer {
    let (caller, logbook) = own(call).await?;
    if logbook.facts.status == LogbookStatus::New && logbook.facts.answer.seen_at.is_none() {
        let mut sql = Sql::default();
        sql.with("UPDATE logbooks SET seen_at = ?", call.now).with(" WHERE id = ?", logbook.id);
        sql.with(" AND version = ?", logbook.version).with(" AND driver = ?", caller.driver_or_none());
        sql.push(" AND status = 'new' AND seen_at IS NULL");
        call.db.write(&[sql.into()]).await?;
    }
    Ok(Reply::empty())
}

/// `POST /api/logbooks/{id}/accept`: the logbook as it is now.
///
/// # Errors
/// As [`see`]; 409 once it is accepted, or no longer planned.
pub async fn accept(call: &Call) -> Answer {
    let (caller, logbook) = own(call).await?;
    given(call, &caller, &logbook, TripAnswer::Accepted, "").await
}

/// `POST /api/logbooks/{id}/decline`: the logbook as it is now.
///
/// # Errors
/// As [`accept`]; 422 without a reason.
pub async fn decline(call: &Call) -> Answer {
    let (caller, logbook) = own(call).await?;
    let draft: DeclineDraft = call.draft()?;
    given(call, &caller, &logbook, TripAnswer::Declined, &draft.reason).await
}

async fn given(call: &Call, caller: &Caller, logbook: &Logbook, answer: TripAnswer, reason: &str) -> Answer {
    let before = &logbook.facts.answer;
    if !may_answer(logbook.facts.status, before.given, answer) {
        return Err(ProblemKind::TransitionNotAllowed.into());
    }
    let Some(BookingId(booking)) = logbook.fields.booking else {
        return Err(Refusal::internal(format!("logbook {} without its booking", logbook.id)));
    };
    let (actor, now) = (Actor::from(caller), call.now);
    let act = match answer {
        TripAnswer::Accepted => HistoryAct::TripAccepted,
        TripAnswer::Declined => HistoryAct::TripDeclined,
    };
    let changed = changes(&json!({ "reason": before.reason }), &json!({ "reason": reason }));
    let mut of_booking = changes(&json!({ "logbook": Json::Null }), &json!({ "logbook": logbook.id }));
    of_booking.extend(changed.iter().cloned());
    let mut batch = vec![
        update(call, caller, logbook, answer, reason),
        guard_unchanged("stale"),
        write::history(TABLE.collection(), logbook.id, &actor, now, act, &changed),
        write::history("bookings", booking, &actor, now, act, &of_booking),
    ];
    if answer == TripAnswer::Declined {
        batch.push(notices::to_planners_of(Notice::TripDeclined, logbook.id, &actor, now));
    }
    update::finish(call, &TABLE, logbook.id, batch).await
}

fn update(call: &Call, caller: &Caller, logbook: &Logbook, answer: TripAnswer, reason: &str) -> Statement {
    let mut sql = Sql::default();
    sql.with("UPDATE logbooks SET answer = ?", answer.code()).with(", answered_at = ?", call.now);
    sql.with(", decline_reason = ?", reason).with(", seen_at = coalesce(seen_at, ?)", call.now);
    sql.with(", version = version + 1, updated_at = ?", call.now).with(" WHERE id = ?", logbook.id);
    sql.with(" AND version = ?", logbook.version).with(" AND driver = ?", caller.driver_or_none());
    sql.push(" AND status = 'new'");
    sql.into()
}
