//! From a route to its handler.
//!
//! Invariant: the match is exhaustive, so an endpoint that `domain::route` names doesn't compile without a handler.

use std::rc::Rc;

use domain::route::{Endpoint, HEAD, Who};
use worker::web_sys::{Request, Response};
use worker::{Context, Env, Headers, Result};

use super::address::Address;
use super::answer::{Answer, Reply};
use super::headers::{self, Spent};
use super::problems::Refusal;
use super::request::{Arrived, Call};
use super::sessions::{self, Kind};
use crate::db::{Cost, DbError};
use crate::io::{local, random};
use crate::{bookings, mail, money, overview, people, portal, records, settings};

/// The API's description, written by `cargo xtask openapi` from the route table.
const OPENAPI: &str = include_str!("../../openapi.json");

/// Answers whatever arrives under `/api`.
///
/// # Errors
/// Only when the runtime can't make a response.
pub async fn answer(request: Request, address: Address, env: Env, context: Context) -> Result<Response> {
    let headers = Headers(request.headers());
    let arrived = Rc::new(Arrived { request, headers, address, id: random::name() });
    let here = local::tells_cost();
    let (answer, language, cost) = match Call::receive(Rc::clone(&arrived), env, context).await {
        Ok(call) => {
            let answer = dispatch(&call).await.map_err(|refusal| call.hiding(refusal));
            let told = call.cost_to_tell().filter(|_| answer.is_ok());
            (answer, call.known_language(), Spent { told, local: here.then(|| call.db.cost()) })
        }
        Err(refusal) => (Err(refusal), None, Spent { told: None, local: here.then(Cost::default) }),
    };
    let told = |refusal: Refusal| refusal.tell(language.unwrap_or_else(|| arrived.language()), &arrived.id);
    let bodiless = arrived.request.method() == HEAD;
    headers::finish(answer.unwrap_or_else(told), &arrived.id, bodiless, cost)
}

/// Refuses what isn't the API's in the words of the API.
///
/// # Errors
/// Only when the runtime can't make a response.
pub fn refuse(request: &Request, refusal: Refusal) -> Result<Response> {
    let id = random::name();
    let language = sessions::language(request.headers().get("accept-language").ok().flatten());
    headers::finish(refusal.tell(language, &id), &id, request.method() == HEAD, Spent::default())
}

async fn dispatch(call: &Call) -> Answer {
    use Endpoint as E;
    // With a session it is looked at once it is known who asks.
    if call.route.who == Who::Anyone {
        call.check_query()?;
    }
    match call.route.endpoint {
        E::Record(kind, verb) => records::answer(call, records::table::of(kind), verb).await,

        E::Health => health(call).await,
        E::OpenApi => Ok(Reply::json_text(OPENAPI.to_owned())),
        E::GetFace => settings::company::face(call).await,
        E::GetSetUp => settings::set_up::state(call).await,
        E::SetUp => settings::set_up::set_up(call).await,

        E::SignIn => people::sign_in::sign_in(call, Kind::Staff).await,
        E::SignOut => people::sign_in::sign_out(call, Kind::Staff).await,
        E::RequestReset => people::links::request_reset(call, Kind::Staff).await,
        E::GetLink => people::links::show(call, Kind::Staff).await,
        E::SpendLink => people::links::spend(call, Kind::Staff).await,
        E::GetMe => people::profile::me(call, Kind::Staff).await,
        E::UpdateProfile => people::profile::update(call, Kind::Staff).await,
        E::ChangePassword => people::profile::change_password(call, Kind::Staff).await,
        E::ListSessions => people::sessions::list(call, Kind::Staff).await,
        E::EndSession => people::sessions::end(call, Kind::Staff).await,
        E::SignOutEverywhere => people::sessions::end_all(call, Kind::Staff).await,
        E::ListNotifications => people::notifications::list(call, Kind::Staff).await,
        E::ReadNotifications => people::notifications::read(call, Kind::Staff).await,
        E::InviteStaff => people::links::invite_staff(call).await,
        E::InviteContact => people::links::invite_contact(call).await,
        E::DisableContact => people::links::disable_contact(call).await,

        E::GetSettings => settings::company::get(call).await,
        E::UpdateSettings => settings::company::update(call).await,
        E::HistoryOfSettings => settings::company::history(call).await,
        E::GetClock => settings::clock::get(call).await,
        E::RunJob => settings::clock::run(call).await,
        E::ListNotices => settings::notices::list(call).await,
        E::UpdateNotice => settings::notices::switch(call).await,
        E::UpdateWording => settings::notices::word(call).await,
        E::PreviewNotice => settings::notices::preview(call).await,
        E::GetNoticeChoices => people::choices::get(call, Kind::Staff).await,
        E::UpdateNoticeChoice => people::choices::update(call, Kind::Staff).await,
        E::AddPicture => settings::pictures::add(call).await,
        E::GetPicture => settings::pictures::get(call).await,
        E::GetLogo => settings::pictures::logo(call).await,

        E::AddFile => records::files::add(call).await,
        E::GetFile => records::files::get(call).await,

        E::ApproveBooking => bookings::answer(call).await,
        E::RejectBooking => bookings::answer(call).await,
        E::CancelBooking => bookings::answer(call).await,
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

        E::SetAppSecret => mail::answer(call).await,
        E::TestApp => mail::answer(call).await,
        E::ConsentForApp => mail::answer(call).await,
        E::SetAccountPassword => mail::answer(call).await,
        E::AuthoriseAccount => mail::answer(call).await,
        E::ConfirmAccount => mail::answer(call).await,
        E::ValidateAccount => mail::answer(call).await,
        E::SendTestMail => mail::answer(call).await,
        E::GetWritingDesk => mail::answer(call).await,
        E::ListMailsAbout => mail::answer(call).await,
        E::ComposeMail => mail::answer(call).await,
        E::ResendMail => mail::answer(call).await,
        E::CancelMail => mail::answer(call).await,
        E::MailArrived => mail::answer(call).await,

        E::GetOverview => overview::answer(call).await,
        E::Search => overview::answer(call).await,

        E::PortalSignIn => people::sign_in::sign_in(call, Kind::Portal).await,
        E::PortalSignOut => people::sign_in::sign_out(call, Kind::Portal).await,
        E::PortalRequestReset => people::links::request_reset(call, Kind::Portal).await,
        E::PortalGetLink => people::links::show(call, Kind::Portal).await,
        E::PortalSpendLink => people::links::spend(call, Kind::Portal).await,
        E::PortalGetMe => people::profile::me(call, Kind::Portal).await,
        E::PortalUpdateProfile => people::profile::update(call, Kind::Portal).await,
        E::PortalChangePassword => people::profile::change_password(call, Kind::Portal).await,
        E::PortalListSessions => people::sessions::list(call, Kind::Portal).await,
        E::PortalEndSession => people::sessions::end(call, Kind::Portal).await,
        E::PortalSignOutEverywhere => people::sessions::end_all(call, Kind::Portal).await,
        E::PortalListNotifications => people::notifications::list(call, Kind::Portal).await,
        E::PortalReadNotifications => people::notifications::read(call, Kind::Portal).await,

        E::PortalGetNoticeChoices => people::choices::get(call, Kind::Portal).await,
        E::PortalUpdateNoticeChoice => people::choices::update(call, Kind::Portal).await,
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
