//! What customers ask of bookings that are agreed: asked and withdrawn through the portal, answered by whoever approves.
//!
//! To cancel is answered by cancelling the booking; a trigger notes that, whoever cancels it.
//!
//! Invariant: of two requests at once one is kept (a unique index), and of two answers one (a trigger).

use domain::bookings::change_request::{ChangeRequestDraft, RequestKind, RequestRefusalDraft, RequestState};
use domain::check::FieldCode;
use domain::history::{HistoryAct, changes};
use domain::notice::Notice;
use domain::problem::ProblemKind;
use domain::time::Instant;
use serde::Deserialize;
use serde_json::json;

use super::bookings::TABLE;
use super::notices;
use super::requests::Asker;
use crate::db::{Sql, Statement, guard_unchanged};
use crate::http::answer::{Answer, Reply};
use crate::http::caller::Actor;
use crate::http::problems::Refusal;
use crate::http::request::Call;
use crate::records::write;

/// Keeps a request as `id`, and tells those who approve. That the booking is the asker's stands in the statement.
///
/// # Errors
/// 422 for a time that is past.
pub fn ask(
    asker: &Asker,
    id: i64,
    booking: i64,
    draft: &ChangeRequestDraft,
    now: Instant,
) -> Result<Vec<Statement>, Refusal> {
    if draft.pickup_at.is_some_and(|at| at < now) {
        return Err(Refusal::field("pickup_at", FieldCode::InThePast));
    }
    let Some(kind) = draft.kind else { return Err(Refusal::field("kind", FieldCode::Required)) };
    let (act, notice) = match kind {
        RequestKind::Change => (HistoryAct::ChangeRequested, Notice::ChangeRequested),
        RequestKind::Cancellation => (HistoryAct::CancellationRequested, Notice::CancellationRequested),
    };
    let mut sql = Sql::default();
    sql.push("INSERT INTO change_requests (id, at, booking, contact, kind, text, pickup_at, ends_at) SELECT ");
    sql.with("?", id).with(", ?", now).push(", t.id").with(", ?", asker.contact.0).with(", ?", kind.code());
    sql.with(", ?", &draft.text).with(", ?", draft.pickup_at).with(", ?", draft.ends_at);
    sql.with(" FROM bookings t WHERE t.id = ?", booking).with(" AND t.customer = ?", asker.customer.0);
    sql.push(" AND t.status = 'approved' AND t.archived_at IS NULL");
    let changed = changes(
        &json!({ "text": null, "pickup_at": null, "ends_at": null }),
        &json!({ "text": draft.text, "pickup_at": draft.pickup_at, "ends_at": draft.ends_at }),
    );
    Ok(vec![
        sql.into(),
        guard_unchanged(ProblemKind::TransitionNotAllowed.code()),
        write::history(TABLE.collection(), booking, &asker.actor, now, act, &changed),
        notices::to_approvers_because(notice, booking, &draft.text, &asker.actor, now),
    ])
}

/// Takes back what is open.
pub fn withdraw(asker: &Asker, booking: i64, now: Instant) -> Vec<Statement> {
    let mut sql = Sql::default();
    sql.with("UPDATE change_requests SET state = ?", RequestState::Withdrawn.code()).with(", answered_at = ?", now);
    sql.with(" WHERE booking = ?", booking).push(" AND state = 'open'");
    sql.with(" AND booking IN (SELECT id FROM bookings WHERE customer = ?)", asker.customer.0);
    vec![
        sql.into(),
        guard_unchanged(ProblemKind::TransitionNotAllowed.code()),
        write::history(TABLE.collection(), booking, &asker.actor, now, HistoryAct::RequestWithdrawn, &[]),
    ]
}

#[derive(Deserialize)]
struct Found {
    booking: i64,
    kind: RequestKind,
    state: RequestState,
}

/// The request that is answered, and who answers it.
async fn asked(call: &Call) -> Result<(Actor, i64, Found), Refusal> {
    let id = call.record()?;
    let reading = Statement::new(
        "SELECT json_object('booking', booking, 'kind', kind, 'state', state) FROM change_requests WHERE id = ?",
    );
    let (caller, rows) = call.staff(vec![reading.bind(id)]).await?;
    Ok(((&caller).into(), id, rows.json(0)?.ok_or(ProblemKind::NotFound)?))
}

/// `POST /api/change-requests/{id}/accept`: 204. The booking was changed as asked, by a save of its own.
///
/// # Errors
/// 404; 409 when it is answered, or asks to cancel: then the booking is cancelled instead.
pub async fn accept(call: &Call) -> Answer {
    let (actor, id, found) = asked(call).await?;
    if found.kind == RequestKind::Cancellation {
        return Err(ProblemKind::TransitionNotAllowed.into());
    }
    answer(call, &actor, id, &found, RequestState::Accepted, "").await
}

/// `POST /api/change-requests/{id}/decline`: 204.
///
/// # Errors
/// 404; 409 when it is answered; 422 without a reason.
pub async fn decline(call: &Call) -> Answer {
    let (actor, id, found) = asked(call).await?;
    let draft: RequestRefusalDraft = call.draft()?;
    answer(call, &actor, id, &found, RequestState::Declined, &draft.reason).await
}

async fn answer(call: &Call, actor: &Actor, id: i64, found: &Found, to: RequestState, reason: &str) -> Answer {
    if found.state != RequestState::Open {
        return Err(ProblemKind::TransitionNotAllowed.into());
    }
    let (act, notice) = match to {
        RequestState::Accepted => (HistoryAct::RequestAccepted, Notice::ChangeAccepted),
        _ => (HistoryAct::RequestDeclined, Notice::RequestDeclined),
    };
    let mut sql = Sql::default();
    sql.with("UPDATE change_requests SET state = ?", to.code()).with(", answered_at = ?", call.now);
    sql.with(", reason = ?", reason).with(" WHERE id = ?", id).push(" AND state = 'open'");
    let changed = changes(&json!({ "reason": "" }), &json!({ "reason": reason }));
    let batch = [
        sql.into(),
        guard_unchanged(ProblemKind::TransitionNotAllowed.code()),
        write::history(TABLE.collection(), found.booking, actor, call.now, act, &changed),
        notices::to_customer_because(notice, found.booking, reason, actor, call.now),
    ];
    call.db.write(&batch).await?;
    Ok(Reply::empty())
}
