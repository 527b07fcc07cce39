//! From a route to its handler.
//!
//! Invariant: the match is exhaustive, so an endpoint that `domain::route` names doesn't compile without a handler.

use domain::route::Endpoint;
use worker::{Context, Env, Request, Response, Result};

use super::answer::{Answer, Reply};
use super::headers;
use super::request::Call;
use super::sessions;
use crate::db::{Cost, DbError};
use crate::{bookings, money, overview, people, portal, records, settings};

/// The API's description, written by `cargo xtask openapi` from the route table.
const OPENAPI: &str = include_str!("../../openapi.json");

/// Answers whatever arrives under `/api`.
///
/// # Errors
/// Only when the runtime can't make a response.
pub async fn answer(request: Request, env: Env, context: Context) -> Result<Response> {
    let id = request.headers().get("cf-ray")?.unwrap_or_else(request_id);
    let language = sessions::language(request.headers().get("accept-language")?);
    let (answer, language, cost) = match Call::receive(request, env, context, id.clone()).await {
        Ok(call) => (dispatch(&call).await, call.language(), call.db.cost()),
        Err(refusal) => (Err(refusal), language, Cost::default()),
    };
    let reply = answer.unwrap_or_else(|refusal| refusal.tell(language, &id));
    headers::finish(reply, &id, cost)
}

fn request_id() -> String {
    crate::io::hash::base64url(&crate::io::random::bytes::<12>())
}

async fn dispatch(call: &Call) -> Answer {
    use Endpoint as E;
    match call.route.endpoint {
        E::Record(kind, verb) => records::answer(call, records::table::of(kind), verb).await,

        E::Health => health(call).await,
        E::OpenApi => Ok(Reply::json_text(OPENAPI.to_owned())),
        E::GetFace => settings::answer(call).await,
        E::GetSetUp => settings::answer(call).await,
        E::SetUp => settings::answer(call).await,

        E::SignIn => people::answer(call).await,
        E::SignOut => people::answer(call).await,
        E::RequestReset => people::answer(call).await,
        E::GetLink => people::answer(call).await,
        E::SpendLink => people::answer(call).await,
        E::GetMe => people::answer(call).await,
        E::UpdateProfile => people::answer(call).await,
        E::ChangePassword => people::answer(call).await,
        E::ListSessions => people::answer(call).await,
        E::EndSession => people::answer(call).await,
        E::SignOutEverywhere => people::answer(call).await,
        E::ListNotifications => people::answer(call).await,
        E::ReadNotifications => people::answer(call).await,
        E::InviteStaff => people::answer(call).await,
        E::InviteContact => people::answer(call).await,
        E::DisableContact => people::answer(call).await,

        E::GetSettings => settings::answer(call).await,
        E::UpdateSettings => settings::answer(call).await,
        E::HistoryOfSettings => settings::answer(call).await,
        E::AddPicture => settings::answer(call).await,
        E::GetPicture => settings::answer(call).await,
        E::GetLogo => settings::answer(call).await,

        E::ApproveBooking => bookings::answer(call).await,
        E::RejectBooking => bookings::answer(call).await,
        E::CancelBooking => bookings::answer(call).await,
        E::StartBooking => bookings::answer(call).await,
        E::CompleteBooking => bookings::answer(call).await,
        E::GetAvailability => bookings::answer(call).await,
        E::CreateLogbook => bookings::answer(call).await,
        E::UpdateLogbook => bookings::answer(call).await,
        E::CancelLogbook => bookings::answer(call).await,
        E::StartLogbook => bookings::answer(call).await,
        E::FinishLogbook => bookings::answer(call).await,
        E::StartTimeCard => bookings::answer(call).await,
        E::StopTimeCard => bookings::answer(call).await,
        E::GetWorkTotals => bookings::answer(call).await,
        E::GetRanking => bookings::answer(call).await,
        E::GetSchedule => bookings::answer(call).await,
        E::GetToday => bookings::answer(call).await,

        E::DraftInvoice => money::answer(call).await,
        E::IssueInvoice => money::answer(call).await,
        E::CancelInvoice => money::answer(call).await,
        E::RecordPayment => money::answer(call).await,
        E::ReversePayment => money::answer(call).await,

        E::GetOverview => overview::answer(call).await,
        E::Search => overview::answer(call).await,

        E::PortalSignIn => people::answer(call).await,
        E::PortalSignOut => people::answer(call).await,
        E::PortalRequestReset => people::answer(call).await,
        E::PortalGetLink => people::answer(call).await,
        E::PortalSpendLink => people::answer(call).await,
        E::PortalGetMe => people::answer(call).await,
        E::PortalUpdateProfile => people::answer(call).await,
        E::PortalChangePassword => people::answer(call).await,
        E::PortalListSessions => people::answer(call).await,
        E::PortalEndSession => people::answer(call).await,
        E::PortalSignOutEverywhere => people::answer(call).await,
        E::PortalListNotifications => people::answer(call).await,
        E::PortalReadNotifications => people::answer(call).await,

        E::PortalListVehicleTypes => portal::answer(call).await,
        E::PortalListBookings => portal::answer(call).await,
        E::PortalRequestBooking => portal::answer(call).await,
        E::PortalGetBooking => portal::answer(call).await,
        E::PortalUpdateBooking => portal::answer(call).await,
        E::PortalCancelBooking => portal::answer(call).await,
        E::PortalRateDriver => portal::answer(call).await,
        E::PortalGetBookingIcs => portal::answer(call).await,
        E::PortalListInvoices => portal::answer(call).await,
        E::PortalGetInvoice => portal::answer(call).await,
    }
}

/// Answers while the Worker runs and its database does.
async fn health(call: &Call) -> Answer {
    let rows = call.db.read(&[crate::db::Statement::new("SELECT 'ok'")]).await?;
    let answers = rows.text(0).ok_or_else(|| DbError::Unavailable("no row".to_owned()))?;
    Ok(Reply::json(&serde_json::json!({ "status": answers })))
}
