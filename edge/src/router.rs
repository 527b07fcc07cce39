//! From a route to its handler: the one place that joins `http` with the areas.
//!
//! Each endpoint names the function that answers it; no area chooses again.
//!
//! Invariant: the match is exhaustive and has no `_` arm, so an endpoint that `domain::route` names doesn't compile without a
//! handler.

use std::rc::Rc;

use domain::bookings::progress::Transition;
use domain::record::{RecordKind, Verb};
use domain::route::{Endpoint, HEAD, Who};
use worker::web_sys::{Request, Response};
use worker::{Context, Env, Headers, Result};

use crate::bookings::steps::Step;
use crate::db::{Cost, DbError, Statement};
use crate::http::address::Address;
use crate::http::answer::{Answer, Reply};
use crate::http::headers::{self, RequestCost};
use crate::http::problems::Refusal;
use crate::http::request::{Arrived, Call};
use crate::http::sessions::{self, Kind};
use crate::io::{local, random};
use crate::tables::TABLES;
use crate::{bookings, jobs, mail, money, overview, people, portal, records, set_up, settings};

/// The API's description, written by `cargo xtask openapi` from the route table.
const OPENAPI: &str = include_str!("../openapi.json");

/// Answers whatever arrives under `/api`.
///
/// # Errors
/// Only when the runtime can't make a response.
pub async fn route_request(request: Request, address: Address, env: Env, context: Context) -> Result<Response> {
    let headers = Headers(request.headers());
    let arrived = Rc::new(Arrived { request, headers, address, id: random::name() });
    let here = local::shows_cost();
    let (answer, language, cost) = match Call::receive(Rc::clone(&arrived), env, context).await {
        Ok(call) => {
            let answer = dispatch(&call).await.map_err(|refusal| call.hiding(refusal));
            let disclosed = call.cost_to_show().filter(|_| answer.is_ok());
            (answer, call.known_language(), RequestCost { disclosed, local: here.then(|| call.db.cost()) })
        }
        Err(refusal) => (Err(refusal), None, RequestCost { disclosed: None, local: here.then(Cost::default) }),
    };
    let refuse = |refusal: Refusal| refusal.into_reply(language.unwrap_or_else(|| arrived.language()), &arrived.id);
    let bodiless = arrived.request.method() == HEAD;
    headers::finish(answer.unwrap_or_else(refuse), &arrived.id, bodiless, cost)
}

/// Refuses what isn't the API's in the words of the API.
///
/// # Errors
/// Only when the runtime can't make a response.
pub fn refuse(request: &Request, refusal: Refusal) -> Result<Response> {
    let id = random::name();
    let language = sessions::language(request.headers().get("accept-language").ok().flatten());
    headers::finish(refusal.into_reply(language, &id), &id, request.method() == HEAD, RequestCost::default())
}

async fn dispatch(call: &Call) -> Answer {
    use Endpoint as E;
    // With a session it is looked at once it is known who asks.
    if call.route.who == Who::Anyone {
        call.check_query()?;
    }
    match call.route.endpoint {
        E::Record(RecordKind::Payment, Verb::Create) => money::paying::record(call).await,
        E::Record(kind, verb) => records::answer_verb(call, TABLES, kind, verb).await,

        E::Health => health(call).await,
        E::OpenApi => Ok(Reply::json_text(OPENAPI.to_owned())),
        E::GetFace => settings::company::face(call).await,
        E::GetSetUp => set_up::state(call).await,
        E::SetUp => set_up::set_up(call).await,

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

        E::GetSettings => settings::company::get_company(call).await,
        E::UpdateSettings => settings::company::update(call).await,
        E::HistoryOfSettings => settings::company::history(call).await,
        E::GetClock => jobs::page::list_jobs(call).await,
        E::RunJob => jobs::page::run(call).await,
        E::ListNotices => settings::notices::list(call).await,
        E::UpdateNotice => settings::notices::switch(call).await,
        E::UpdateWording => settings::notices::word(call).await,
        E::PreviewNotice => settings::notices::preview(call).await,
        E::GetNoticeChoices => people::choices::get_choices(call, Kind::Staff).await,
        E::UpdatePreference => people::preferences::update(call).await,
        E::UpdateNoticeChoice => people::choices::update(call, Kind::Staff).await,
        E::AddPicture => settings::pictures::add(call).await,
        E::GetPicture => settings::pictures::get_picture(call, TABLES).await,
        E::GetLogo => settings::pictures::logo(call).await,

        E::AddFile => records::files::add(call).await,
        E::GetFile => records::files::get_file(call, TABLES).await,

        E::ApproveBooking => {
            bookings::transitions::change_booking_status(call, Transition::Approve, money::issuing::cancel_of_booking)
                .await
        }
        E::RejectBooking => {
            bookings::transitions::change_booking_status(call, Transition::Reject, money::issuing::cancel_of_booking)
                .await
        }
        E::CancelBooking => {
            bookings::transitions::change_booking_status(call, Transition::Cancel, money::issuing::cancel_of_booking)
                .await
        }
        E::CompleteBooking => {
            bookings::transitions::change_booking_status(call, Transition::Complete, money::issuing::cancel_of_booking)
                .await
        }
        E::AcceptChangeRequest => bookings::change_requests::accept(call).await,
        E::DeclineChangeRequest => bookings::change_requests::decline(call).await,
        E::GetAvailability => bookings::logbooks::availability(call).await,
        E::CreateLogbook => bookings::logbooks::create(call).await,
        E::UpdateLogbook => bookings::logbooks::change(call).await,
        E::CancelLogbook => bookings::steps::take(call, Step::Cancel).await,
        E::StartLogbook => bookings::steps::take(call, Step::Start).await,
        E::FinishLogbook => bookings::steps::take(call, Step::Finish).await,
        E::SeeLogbook => bookings::answers::see(call).await,
        E::AcceptLogbook => bookings::answers::accept(call).await,
        E::DeclineLogbook => bookings::answers::decline(call).await,
        E::StartTimeCard => bookings::time_cards::start(call).await,
        E::StopTimeCard => bookings::time_cards::stop(call).await,
        E::GetWorkTotals => bookings::time_cards::totals(call).await,
        E::GetRanking => bookings::ranking::get_ranking(call).await,
        E::ListCandidates => bookings::candidates::list_candidates(call).await,
        E::GetSchedule => bookings::schedule::get_schedule(call).await,
        E::GetToday => bookings::today::get_today(call).await,

        E::DraftInvoice => money::drafting::draft(call).await,
        E::IssueInvoice => money::issuing::issue(call).await,
        E::CancelInvoice => money::issuing::cancel(call).await,
        E::ReversePayment => money::paying::reverse(call).await,

        E::SetAppSecret => mail::apps::set_secret(call).await,
        E::TestApp => mail::testing::test_app(call).await,
        E::ConsentForApp => mail::consent::for_app(call).await,
        E::SetAccountPassword => mail::accounts::set_password(call).await,
        E::AuthoriseAccount => mail::consent::for_account(call).await,
        E::ConfirmAccount => mail::accounts::confirm(call).await,
        E::ValidateAccount => mail::testing::validate(call).await,
        E::SendTestMail => mail::testing::send_test(call).await,
        E::GetComposeOptions => mail::compose::options(call, TABLES).await,
        E::ListMailsAbout => mail::compose::mails(call, TABLES).await,
        E::ComposeMail => mail::outbox::compose(call, TABLES).await,
        E::ResendMail => mail::outbox::resend(call).await,
        E::CancelMail => mail::outbox::cancel(call).await,
        E::MailArrived => mail::outbox::arrived(call).await,

        E::GetChanges => overview::changes::get_changes(call).await,
        E::GetOverview => overview::summary::get_overview(call).await,
        E::Search => overview::search::search_everywhere(call, TABLES).await,

        E::PortalSignIn => people::sign_in::sign_in(call, Kind::Portal).await,
        E::PortalSignOut => people::sign_in::sign_out(call, Kind::Portal).await,
        E::PortalRequestReset => people::links::request_reset(call, Kind::Portal).await,
        E::PortalGetLink => people::links::show(call, Kind::Portal).await,
        E::PortalSpendLink => people::links::spend(call, Kind::Portal).await,
        E::PortalAcceptLink => people::links::accept(call).await,
        E::PortalActAs => people::acting::act_as(call).await,
        E::PortalGetMe => people::profile::me(call, Kind::Portal).await,
        E::PortalUpdateProfile => people::profile::update(call, Kind::Portal).await,
        E::PortalChangePassword => people::profile::change_password(call, Kind::Portal).await,
        E::PortalListSessions => people::sessions::list(call, Kind::Portal).await,
        E::PortalEndSession => people::sessions::end(call, Kind::Portal).await,
        E::PortalSignOutEverywhere => people::sessions::end_all(call, Kind::Portal).await,
        E::PortalListNotifications => people::notifications::list(call, Kind::Portal).await,
        E::PortalReadNotifications => people::notifications::read(call, Kind::Portal).await,

        E::PortalGetNoticeChoices => people::choices::get_choices(call, Kind::Portal).await,
        E::PortalUpdateNoticeChoice => people::choices::update(call, Kind::Portal).await,
        E::PortalGetHome => portal::home::get_home(call).await,
        E::PortalListAddresses => portal::bookings::addresses(call).await,
        E::PortalListVehicleTypes => portal::bookings::vehicle_types(call).await,
        E::PortalListBookings => portal::bookings::list(call).await,
        E::PortalRequestBooking => portal::bookings::request(call).await,
        E::PortalGetBooking => portal::bookings::get_booking(call).await,
        E::PortalUpdateBooking => portal::bookings::update(call).await,
        E::PortalCancelBooking => portal::bookings::cancel(call).await,
        E::PortalRequestChange => portal::change_requests::ask(call).await,
        E::PortalWithdrawChange => portal::change_requests::withdraw(call).await,
        E::PortalRateDriver => portal::bookings::rate(call).await,
        E::PortalGetBookingIcs => portal::bookings::calendar(call).await,
        E::PortalListInvoices => portal::invoices::list(call).await,
        E::PortalGetInvoice => portal::invoices::get_invoice(call).await,
    }
}

/// Answers while the Worker runs and its database does.
async fn health(call: &Call) -> Answer {
    let rows = call.db.read(&[Statement::new("SELECT 'ok'")]).await?;
    let answers = rows.text(0).ok_or_else(|| DbError::Unavailable("no row".to_owned()))?;
    Ok(Reply::json(&serde_json::json!({ "status": answers })))
}
