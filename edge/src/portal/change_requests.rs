//! What a customer asks of an approved booking: asked, and taken back.

use domain::bookings::change_request::ChangeRequestDraft;
use domain::problem::ProblemKind;

use super::bookings::{create, keyed_to, reading};
use crate::bookings::change_requests;
use crate::bookings::requests::Asker;
use crate::http::answer::{Answer, Reply};
use crate::http::caller::Actor;
use crate::http::idempotency::Idempotent;
use crate::http::rate::{Act, Limit};
use crate::http::request::Call;
use crate::io::random;

/// `POST /api/portal/bookings/{id}/change-request`: 201 with `domain::record::Created`.
///
/// # Errors
/// 404; 409 while something is asked already, or when it isn't approved, or has begun; 422 by field; 429.
pub async fn ask(call: &Call) -> Answer {
    let booking = call.record()?;
    let (caller, key) = match keyed_to(call, booking).await? {
        Idempotent::Replay(reply) => return Ok(reply),
        Idempotent::First { caller, key, .. } => (caller, key),
    };
    let draft: ChangeRequestDraft = call.draft()?;
    let id = random::id();
    let made = change_requests::ask(&Asker::from(&caller), id, booking, &draft, call.now)?;
    create(call, key, Limit::new(Act::ChangeBooking, &Actor::from(&caller)), id, made).await
}

/// `DELETE /api/portal/bookings/{id}/change-request`: 204.
///
/// # Errors
/// 404; 409 when nothing is asked, or it is answered; 429.
pub async fn withdraw(call: &Call) -> Answer {
    let booking = call.record()?;
    let (caller, rows) = call.customer(vec![reading(call, booking)?.into()]).await?;
    rows.text(0).ok_or(ProblemKind::NotFound)?;
    Limit::new(Act::ChangeBooking, &Actor::from(&caller)).take(call).await?;
    call.db.write(&change_requests::withdraw(&Asker::from(&caller), booking, call.now)).await?;
    Ok(Reply::empty())
}
