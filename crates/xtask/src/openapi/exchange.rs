//! What each endpoint takes and answers.
//!
//! Invariant: the matches are exhaustive, so an endpoint that isn't described here doesn't compile.

use super::shapes::Shapes;
use domain::{
    bookings::{
        booking::{BookingDraft, BookingFacts, BookingRequest, BookingRow, MoveDraft, PortalBooking, PortalBookingRow},
        logbook::{AssignDraft, Availability, LogbookDraft, LogbookFacts, LogbookRow, OdometerDraft},
        rating::{Ranking, RatingDraft, RatingRow},
        schedule::{Schedule, Today},
        time_card::{TimeCardDraft, TimeCardFacts, TimeCardRow, WorkTotal},
    },
    clock::JobView,
    file::File,
    fleet::{
        assignment::{AssignmentDraft, AssignmentFacts, AssignmentRow},
        document::{DocumentDraft, DocumentFacts, DocumentRow},
        vehicle::{VehicleDraft, VehicleFacts, VehicleRow},
        vehicle_group::{VehicleGroupDraft, VehicleGroupRow},
        vehicle_type::{VehicleTypeDraft, VehicleTypeRow},
    },
    mail::{
        account::{
            Attempt, Departure, MailAccount, MailAccountDraft, MailAccountFacts, MailAccountRow, PasswordDraft,
            TestMailDraft,
        },
        app::{MailApp, MailAppDraft, MailAppFacts, MailAppRow, SecretDraft},
        outbox::{ComposeDraft, LetterDraft, MailAboutRow, OutboxFacts, OutboxMail, OutboxRow},
        template::{MailTemplateDraft, MailTemplateRow, WritingDesk},
    },
    money::{
        invoice::{InvoiceDraft, InvoiceFacts, InvoiceRow, PortalInvoiceRow},
        payment::{PaymentDraft, PaymentFacts, PaymentRow, ReversalDraft},
    },
    notice::{Channels, NoticeChoice, NoticeChoiceDraft, NoticeSetting, Preview, WordingDraft},
    overview::{Hit, Overview},
    people::{
        contact::{ContactDraft, ContactFacts, ContactRow},
        customer::{CustomerDraft, CustomerRow},
        driver::{DriverDraft, DriverFacts, DriverRow},
        role::{RoleDraft, RoleFacts, RoleRow},
        staff::{StaffDraft, StaffFacts, StaffRow},
    },
    record::{Choice, Created, HistoryEntry, Kept, NoFacts, RecordKind, Verb},
    route::Endpoint,
    session::{
        Link, LinkDraft, LinkInfo, Me, NewPassword, Notification, PasswordChange, PortalMe, ProfileDraft, ResetRequest,
        SessionView, SignIn,
    },
    settings::{CompanyDraft, CompanyFace, SetUpDraft, SetUpState},
};
use schemars::JsonSchema;
use serde::de::DeserializeOwned;
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

    fn pages<R: JsonSchema + DeserializeOwned>(&mut self) -> Exchange {
        Exchange::answering(Answer::Json(self.page::<R>()))
    }

    fn record<D: JsonSchema, F: JsonSchema, R: JsonSchema + DeserializeOwned>(&mut self, verb: Verb) -> Exchange {
        match verb {
            Verb::List => self.pages::<R>(),
            Verb::Export => Exchange::answering(Answer::Csv),
            Verb::Options => self.gives::<Vec<Choice>>(),
            Verb::Create => self.makes::<Created>().taking(self.taken::<D>()),
            Verb::Get | Verb::Archive | Verb::Restore => self.gives::<Kept<D, F>>(),
            Verb::Update => self.gives::<Kept<D, F>>().taking(self.taken::<D>()),
            Verb::Delete => Exchange::answering(Answer::Nothing),
            Verb::History => self.gives::<Vec<HistoryEntry>>(),
        }
    }
}

fn of_record(shapes: &mut Shapes, kind: RecordKind, verb: Verb) -> Exchange {
    match kind {
        RecordKind::Staff => shapes.record::<StaffDraft, StaffFacts, StaffRow>(verb),
        RecordKind::Role => shapes.record::<RoleDraft, RoleFacts, RoleRow>(verb),
        RecordKind::Driver => shapes.record::<DriverDraft, DriverFacts, DriverRow>(verb),
        RecordKind::Customer => shapes.record::<CustomerDraft, NoFacts, CustomerRow>(verb),
        RecordKind::Contact => shapes.record::<ContactDraft, ContactFacts, ContactRow>(verb),
        RecordKind::Vehicle => shapes.record::<VehicleDraft, VehicleFacts, VehicleRow>(verb),
        RecordKind::VehicleType => shapes.record::<VehicleTypeDraft, NoFacts, VehicleTypeRow>(verb),
        RecordKind::VehicleGroup => shapes.record::<VehicleGroupDraft, NoFacts, VehicleGroupRow>(verb),
        RecordKind::Assignment => shapes.record::<AssignmentDraft, AssignmentFacts, AssignmentRow>(verb),
        RecordKind::Document => shapes.record::<DocumentDraft, DocumentFacts, DocumentRow>(verb),
        RecordKind::Booking => shapes.record::<BookingDraft, BookingFacts, BookingRow>(verb),
        RecordKind::Logbook => shapes.record::<LogbookDraft, LogbookFacts, LogbookRow>(verb),
        RecordKind::TimeCard => shapes.record::<TimeCardDraft, TimeCardFacts, TimeCardRow>(verb),
        RecordKind::Rating => shapes.record::<RatingDraft, NoFacts, RatingRow>(verb),
        RecordKind::Invoice => shapes.record::<InvoiceDraft, InvoiceFacts, InvoiceRow>(verb),
        RecordKind::MailApp => shapes.record::<MailAppDraft, MailAppFacts, MailAppRow>(verb),
        RecordKind::MailAccount => shapes.record::<MailAccountDraft, MailAccountFacts, MailAccountRow>(verb),
        RecordKind::MailTemplate => shapes.record::<MailTemplateDraft, NoFacts, MailTemplateRow>(verb),
        RecordKind::OutboxMail => shapes.record::<LetterDraft, OutboxFacts, OutboxRow>(verb),
        RecordKind::Payment => shapes.record::<PaymentDraft, PaymentFacts, PaymentRow>(verb),
    }
}

pub fn of(shapes: &mut Shapes, endpoint: Endpoint) -> Exchange {
    use Endpoint as E;
    let nothing = || Exchange::answering(Answer::Nothing);
    match endpoint {
        E::Record(kind, verb) => of_record(shapes, kind, verb),

        E::Health => Exchange::answering(Answer::Json(serde_json::json!({
            "type": "object", "required": ["status"], "properties": { "status": { "const": "ok" } },
        }))),
        E::OpenApi => Exchange::answering(Answer::Json(serde_json::json!({ "type": "object" }))),
        E::GetFace => shapes.gives::<CompanyFace>(),
        E::GetSetUp => shapes.gives::<SetUpState>(),
        E::SetUp => shapes.makes::<Me>().taking(shapes.taken::<SetUpDraft>()),

        E::SetAppSecret => shapes.gives::<MailApp>().taking(shapes.taken::<SecretDraft>()),
        E::SetAccountPassword => shapes.gives::<MailAccount>().taking(shapes.taken::<PasswordDraft>()),
        E::ConfirmAccount => shapes.gives::<MailAccount>(),
        E::ConsentForApp | E::AuthoriseAccount => shapes.gives::<Departure>(),
        E::TestApp | E::ValidateAccount => shapes.gives::<Attempt>(),
        E::SendTestMail => shapes.gives::<Attempt>().taking(shapes.taken::<TestMailDraft>()),
        E::GetWritingDesk => shapes.gives::<WritingDesk>(),
        E::ListMailsAbout => shapes.pages::<MailAboutRow>(),
        E::ComposeMail => shapes.makes::<Created>().taking(shapes.taken::<ComposeDraft>()),
        E::ResendMail | E::CancelMail | E::MailArrived => shapes.gives::<OutboxMail>(),

        E::SignIn => shapes.gives::<Me>().taking(shapes.taken::<SignIn>()),
        E::PortalSignIn => shapes.gives::<PortalMe>().taking(shapes.taken::<SignIn>()),
        E::SignOut | E::PortalSignOut => nothing(),
        E::RequestReset | E::PortalRequestReset => nothing().taking(shapes.taken::<ResetRequest>()),
        E::GetLink | E::PortalGetLink => shapes.gives::<LinkInfo>(),
        E::SpendLink => shapes.gives::<Me>().taking(shapes.taken::<NewPassword>()),
        E::PortalSpendLink => shapes.gives::<PortalMe>().taking(shapes.taken::<NewPassword>()),
        E::GetMe => shapes.gives::<Me>(),
        E::PortalGetMe => shapes.gives::<PortalMe>(),
        E::UpdateProfile => shapes.gives::<Me>().taking(shapes.taken::<ProfileDraft>()),
        E::PortalUpdateProfile => shapes.gives::<PortalMe>().taking(shapes.taken::<ProfileDraft>()),
        E::ChangePassword | E::PortalChangePassword => nothing().taking(shapes.taken::<PasswordChange>()),
        E::ListSessions | E::PortalListSessions => shapes.gives::<Vec<SessionView>>(),
        E::EndSession | E::PortalEndSession | E::SignOutEverywhere | E::PortalSignOutEverywhere => nothing(),
        E::ListNotifications | E::PortalListNotifications => shapes.gives::<Vec<Notification>>(),
        E::ReadNotifications | E::PortalReadNotifications => nothing(),
        E::InviteStaff | E::InviteContact => shapes.gives::<Link>().taking(shapes.taken::<LinkDraft>()),
        E::DisableContact => nothing(),

        E::GetSettings => shapes.gives::<Kept<CompanyDraft, NoFacts>>(),
        E::UpdateSettings => shapes.gives::<Kept<CompanyDraft, NoFacts>>().taking(shapes.taken::<CompanyDraft>()),
        E::HistoryOfSettings => shapes.gives::<Vec<HistoryEntry>>(),
        E::GetClock => shapes.gives::<Vec<JobView>>(),
        E::RunJob => shapes.gives::<JobView>(),
        E::ListNotices => shapes.gives::<Vec<NoticeSetting>>(),
        E::UpdateNotice => shapes.gives::<NoticeSetting>().taking(shapes.taken::<Channels>()),
        E::UpdateWording => shapes.gives::<NoticeSetting>().taking(shapes.taken::<WordingDraft>()),
        E::PreviewNotice => shapes.gives::<Preview>().taking(shapes.taken::<WordingDraft>()),
        E::GetNoticeChoices | E::PortalGetNoticeChoices => shapes.gives::<Vec<NoticeChoice>>(),
        E::UpdateNoticeChoice | E::PortalUpdateNoticeChoice => {
            shapes.gives::<Vec<NoticeChoice>>().taking(shapes.taken::<NoticeChoiceDraft>())
        }
        E::AddPicture => Exchange { body: Some(Body::Picture), ..shapes.makes::<Created>() },
        E::GetPicture | E::GetLogo => Exchange::answering(Answer::Picture),

        E::AddFile => Exchange { body: Some(Body::File), ..shapes.makes::<File>() },
        E::GetFile => Exchange::answering(Answer::File),

        E::ApproveBooking | E::RejectBooking | E::CancelBooking | E::CompleteBooking => {
            shapes.gives::<Kept<BookingDraft, BookingFacts>>().taking(shapes.taken::<MoveDraft>())
        }
        E::GetAvailability => shapes.gives::<Availability>().taking(shapes.taken::<LogbookDraft>()),
        E::CreateLogbook => shapes.makes::<Created>().taking(shapes.taken::<AssignDraft>()),
        E::UpdateLogbook => shapes.gives::<Kept<LogbookDraft, LogbookFacts>>().taking(shapes.taken::<AssignDraft>()),
        E::CancelLogbook => shapes.gives::<Kept<LogbookDraft, LogbookFacts>>(),
        E::StartLogbook | E::FinishLogbook => {
            shapes.gives::<Kept<LogbookDraft, LogbookFacts>>().taking(shapes.taken::<OdometerDraft>())
        }
        E::StartTimeCard => shapes.makes::<Created>(),
        E::StopTimeCard => shapes.gives::<Kept<TimeCardDraft, TimeCardFacts>>(),
        E::GetWorkTotals => shapes.gives::<Vec<WorkTotal>>(),
        E::GetRanking => shapes.gives::<Ranking>(),
        E::GetSchedule => shapes.gives::<Schedule>(),
        E::GetToday => shapes.gives::<Today>(),

        E::DraftInvoice => shapes.makes::<Created>(),
        E::IssueInvoice => shapes.gives::<Kept<InvoiceDraft, InvoiceFacts>>(),
        E::CancelInvoice => shapes.gives::<Kept<InvoiceDraft, InvoiceFacts>>().taking(shapes.taken::<MoveDraft>()),
        E::RecordPayment => shapes.makes::<Created>().taking(shapes.taken::<PaymentDraft>()),
        E::ReversePayment => shapes.makes::<Created>().taking(shapes.taken::<ReversalDraft>()),

        E::GetOverview => shapes.gives::<Overview>(),
        E::Search => shapes.gives::<Vec<Hit>>(),

        E::PortalListVehicleTypes => shapes.gives::<Vec<Choice>>(),
        E::PortalListBookings => shapes.pages::<PortalBookingRow>(),
        E::PortalRequestBooking => shapes.makes::<Created>().taking(shapes.taken::<BookingRequest>()),
        E::PortalGetBooking => shapes.gives::<PortalBooking>(),
        E::PortalUpdateBooking => shapes.gives::<PortalBooking>().taking(shapes.taken::<BookingRequest>()),
        E::PortalCancelBooking => shapes.gives::<PortalBooking>().taking(shapes.taken::<MoveDraft>()),
        E::PortalRateDriver => shapes.makes::<Created>().taking(shapes.taken::<RatingDraft>()),
        E::PortalGetBookingIcs => Exchange::answering(Answer::Calendar),
        E::PortalListInvoices => shapes.pages::<PortalInvoiceRow>(),
        E::PortalGetInvoice => shapes.gives::<Kept<InvoiceDraft, InvoiceFacts>>(),
    }
}
