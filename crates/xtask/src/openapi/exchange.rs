//! What each endpoint takes and answers.
//!
//! Invariant: the matches are exhaustive, so an endpoint that isn't described here doesn't compile.

use super::shapes::Shapes;
use domain::{
    bookings::{
        answer::DeclineDraft,
        booking::{BookingDraft, BookingFacts, BookingRequest, PortalBooking, PortalBookingRow, TransitionDraft},
        candidate::Candidates,
        change_request::{ChangeRequestDraft, RequestRefusalDraft},
        logbook::{AssignDraft, Availability, LogbookDraft, LogbookFacts, OdometerDraft},
        rating::{Ranking, RatingDraft},
        schedule::{Schedule, Today},
        time_card::{TimeCardDraft, TimeCardFacts, WorkTotal},
    },
    check::Draft,
    clock::JobView,
    field::Row,
    file::File,
    history::HistoryEntry,
    mail::{
        account::{Attempt, Departure, MailAccount, PasswordDraft, TestMailDraft},
        app::{MailApp, SecretDraft},
        outbox::{ComposeDraft, MailAboutRow, OutboxMail},
        template::ComposeOptions,
    },
    money::{
        invoice::{InvoiceDraft, InvoiceFacts, PortalInvoiceRow},
        payment::ReversalDraft,
    },
    notice::{Channels, NoticeChoice, NoticeChoiceDraft, NoticeSetting, Preview, WordingDraft},
    overview::{Hit, Overview},
    portal::PortalHome,
    record::{Choice, Created, NoFacts, Record, Verb, Wire, WithTypes},
    route::Endpoint,
    session::{
        Acceptance, Link, LinkDraft, LinkInfo, Me, NewPassword, Notification, PasswordChange, PortalMe,
        PreferenceDraft, ProfileDraft, ResetRequest, SessionView, SignIn,
    },
    settings::{CompanyDraft, CompanyFace, SetUpDraft, SetUpState},
};
use schemars::JsonSchema;
use serde_json::Value;

pub enum Body {
    Json(Value),
    Picture,
    File,
}

pub enum Answer {
    Json(Value),
    /// 201.
    Created(Value),
    /// 204.
    Nothing,
    Csv,
    Calendar,
    Picture,
    File,
}

pub struct Exchange {
    pub body: Option<Body>,
    pub answer: Answer,
}

impl Exchange {
    fn answering(answer: Answer) -> Self {
        Self { body: None, answer }
    }

    fn taking(self, body: Value) -> Self {
        Self { body: Some(Body::Json(body)), ..self }
    }
}

impl Shapes {
    fn gives<T: JsonSchema>(&mut self) -> Exchange {
        Exchange::answering(Answer::Json(self.given::<T>()))
    }

    fn makes<T: JsonSchema>(&mut self) -> Exchange {
        Exchange::answering(Answer::Created(self.given::<T>()))
    }

    fn pages<R: JsonSchema + Row>(&mut self) -> Exchange {
        Exchange::answering(Answer::Json(self.list_page::<R>()))
    }

    fn record<D: Draft + Wire, F: Wire, R: Row + Wire>(&mut self, verb: Verb) -> Exchange {
        match verb {
            Verb::List => self.pages::<R>(),
            Verb::Export => Exchange::answering(Answer::Csv),
            Verb::Options => self.gives::<Vec<Choice>>(),
            Verb::Create => self.makes::<Created>().taking(self.draft::<D>()),
            Verb::Get | Verb::Archive | Verb::Restore => self.gives::<Record<D, F>>(),
            Verb::Update => self.gives::<Record<D, F>>().taking(self.draft::<D>()),
            Verb::Delete => Exchange::answering(Answer::Nothing),
            Verb::History => self.gives::<Vec<HistoryEntry>>(),
        }
    }
}

/// What a verb takes and answers, whatever the record.
struct OfRecord<'s>(&'s mut Shapes, Verb);

impl WithTypes for OfRecord<'_> {
    type Out = Exchange;

    fn run<D: Draft + Wire, F: Wire, R: Row + Wire>(self) -> Exchange {
        self.0.record::<D, F, R>(self.1)
    }
}

pub fn exchange_of(shapes: &mut Shapes, endpoint: Endpoint) -> Exchange {
    use Endpoint as E;
    let nothing = || Exchange::answering(Answer::Nothing);
    match endpoint {
        E::Record(kind, verb) => kind.with_types(OfRecord(shapes, verb)),

        E::Health => Exchange::answering(Answer::Json(serde_json::json!({
            "type": "object", "required": ["status"], "properties": { "status": { "const": "ok" } },
        }))),
        E::OpenApi => Exchange::answering(Answer::Json(serde_json::json!({ "type": "object" }))),
        E::GetFace => shapes.gives::<CompanyFace>(),
        E::GetSetUp => shapes.gives::<SetUpState>(),
        E::SetUp => shapes.makes::<Me>().taking(shapes.draft::<SetUpDraft>()),

        E::SetAppSecret => shapes.gives::<MailApp>().taking(shapes.draft::<SecretDraft>()),
        E::SetAccountPassword => shapes.gives::<MailAccount>().taking(shapes.draft::<PasswordDraft>()),
        E::ConfirmAccount => shapes.gives::<MailAccount>(),
        E::ConsentForApp | E::AuthoriseAccount => shapes.gives::<Departure>(),
        E::TestApp | E::ValidateAccount => shapes.gives::<Attempt>(),
        E::SendTestMail => shapes.gives::<Attempt>().taking(shapes.draft::<TestMailDraft>()),
        E::GetComposeOptions => shapes.gives::<ComposeOptions>(),
        E::ListMailsAbout => shapes.pages::<MailAboutRow>(),
        E::ComposeMail => shapes.makes::<Created>().taking(shapes.draft::<ComposeDraft>()),
        E::ResendMail | E::CancelMail | E::MailArrived => shapes.gives::<OutboxMail>(),

        E::SignIn => shapes.gives::<Me>().taking(shapes.draft::<SignIn>()),
        E::PortalSignIn => shapes.gives::<PortalMe>().taking(shapes.draft::<SignIn>()),
        E::SignOut | E::PortalSignOut => nothing(),
        E::RequestReset | E::PortalRequestReset => nothing().taking(shapes.draft::<ResetRequest>()),
        E::GetLink | E::PortalGetLink => shapes.gives::<LinkInfo>(),
        E::SpendLink => shapes.gives::<Me>().taking(shapes.draft::<NewPassword>()),
        E::PortalSpendLink => shapes.gives::<PortalMe>().taking(shapes.draft::<NewPassword>()),
        E::PortalAcceptLink => shapes.gives::<PortalMe>().taking(shapes.draft::<Acceptance>()),
        E::GetMe => shapes.gives::<Me>(),
        E::PortalGetMe | E::PortalActAs => shapes.gives::<PortalMe>(),
        E::UpdateProfile => shapes.gives::<Me>().taking(shapes.draft::<ProfileDraft>()),
        E::PortalUpdateProfile => shapes.gives::<PortalMe>().taking(shapes.draft::<ProfileDraft>()),
        E::ChangePassword | E::PortalChangePassword => nothing().taking(shapes.draft::<PasswordChange>()),
        E::ListSessions | E::PortalListSessions => shapes.gives::<Vec<SessionView>>(),
        E::EndSession | E::PortalEndSession | E::SignOutEverywhere | E::PortalSignOutEverywhere => nothing(),
        E::ListNotifications | E::PortalListNotifications => shapes.gives::<Vec<Notification>>(),
        E::ReadNotifications | E::PortalReadNotifications => nothing(),
        E::InviteStaff | E::InviteContact => shapes.gives::<Link>().taking(shapes.draft::<LinkDraft>()),
        E::DisableContact => nothing(),

        E::GetSettings => shapes.gives::<Record<CompanyDraft, NoFacts>>(),
        E::UpdateSettings => shapes.gives::<Record<CompanyDraft, NoFacts>>().taking(shapes.draft::<CompanyDraft>()),
        E::HistoryOfSettings => shapes.gives::<Vec<HistoryEntry>>(),
        E::GetClock => shapes.gives::<Vec<JobView>>(),
        E::RunJob => shapes.gives::<JobView>(),
        E::ListNotices => shapes.gives::<Vec<NoticeSetting>>(),
        E::UpdateNotice => shapes.gives::<NoticeSetting>().taking(shapes.draft::<Channels>()),
        E::UpdateWording => shapes.gives::<NoticeSetting>().taking(shapes.draft::<WordingDraft>()),
        E::PreviewNotice => shapes.gives::<Preview>().taking(shapes.draft::<WordingDraft>()),
        E::UpdatePreference => nothing().taking(shapes.draft::<PreferenceDraft>()),
        E::GetNoticeChoices | E::PortalGetNoticeChoices => shapes.gives::<Vec<NoticeChoice>>(),
        E::UpdateNoticeChoice | E::PortalUpdateNoticeChoice => {
            shapes.gives::<Vec<NoticeChoice>>().taking(shapes.draft::<NoticeChoiceDraft>())
        }
        E::AddPicture => Exchange { body: Some(Body::Picture), ..shapes.makes::<Created>() },
        E::GetPicture | E::GetLogo => Exchange::answering(Answer::Picture),

        E::AddFile => Exchange { body: Some(Body::File), ..shapes.makes::<File>() },
        E::GetFile => Exchange::answering(Answer::File),

        E::ApproveBooking | E::RejectBooking | E::CancelBooking | E::CompleteBooking => {
            shapes.gives::<Record<BookingDraft, BookingFacts>>().taking(shapes.draft::<TransitionDraft>())
        }
        E::AcceptChangeRequest | E::PortalWithdrawChange => nothing(),
        E::DeclineChangeRequest => nothing().taking(shapes.draft::<RequestRefusalDraft>()),
        E::GetAvailability => shapes.gives::<Availability>().taking(shapes.draft::<LogbookDraft>()),
        E::CreateLogbook => shapes.makes::<Created>().taking(shapes.taken::<AssignDraft>()),
        E::UpdateLogbook => shapes.gives::<Record<LogbookDraft, LogbookFacts>>().taking(shapes.taken::<AssignDraft>()),
        E::CancelLogbook | E::AcceptLogbook => shapes.gives::<Record<LogbookDraft, LogbookFacts>>(),
        E::SeeLogbook => nothing(),
        E::DeclineLogbook => {
            shapes.gives::<Record<LogbookDraft, LogbookFacts>>().taking(shapes.draft::<DeclineDraft>())
        }
        E::StartLogbook | E::FinishLogbook => {
            shapes.gives::<Record<LogbookDraft, LogbookFacts>>().taking(shapes.draft::<OdometerDraft>())
        }
        E::StartTimeCard => shapes.makes::<Created>(),
        E::StopTimeCard => shapes.gives::<Record<TimeCardDraft, TimeCardFacts>>(),
        E::GetWorkTotals => shapes.gives::<Vec<WorkTotal>>(),
        E::GetRanking => shapes.gives::<Ranking>(),
        E::GetSchedule => shapes.gives::<Schedule>(),
        E::ListCandidates => shapes.gives::<Candidates>(),
        E::GetToday => shapes.gives::<Today>(),

        E::DraftInvoice => shapes.makes::<Created>(),
        E::IssueInvoice => shapes.gives::<Record<InvoiceDraft, InvoiceFacts>>(),
        E::CancelInvoice => {
            shapes.gives::<Record<InvoiceDraft, InvoiceFacts>>().taking(shapes.draft::<TransitionDraft>())
        }
        E::ReversePayment => shapes.makes::<Created>().taking(shapes.draft::<ReversalDraft>()),

        E::GetChanges => shapes.gives::<domain::changes::Changes>(),
        E::GetOverview => shapes.gives::<Overview>(),
        E::Search => shapes.gives::<Vec<Hit>>(),

        E::PortalGetHome => shapes.gives::<PortalHome>(),
        E::PortalListAddresses => shapes.gives::<Vec<String>>(),
        E::PortalListVehicleTypes => shapes.gives::<Vec<Choice>>(),
        E::PortalListBookings => shapes.pages::<PortalBookingRow>(),
        E::PortalRequestBooking => shapes.makes::<Created>().taking(shapes.draft::<BookingRequest>()),
        E::PortalGetBooking => shapes.gives::<PortalBooking>(),
        E::PortalUpdateBooking => shapes.gives::<PortalBooking>().taking(shapes.draft::<BookingRequest>()),
        E::PortalCancelBooking => shapes.gives::<PortalBooking>().taking(shapes.draft::<TransitionDraft>()),
        E::PortalRequestChange => shapes.makes::<Created>().taking(shapes.draft::<ChangeRequestDraft>()),
        E::PortalRateDriver => shapes.makes::<Created>().taking(shapes.draft::<RatingDraft>()),
        E::PortalGetBookingIcs => Exchange::answering(Answer::Calendar),
        E::PortalListInvoices => shapes.pages::<PortalInvoiceRow>(),
        E::PortalGetInvoice => shapes.gives::<Record<InvoiceDraft, InvoiceFacts>>(),
    }
}
