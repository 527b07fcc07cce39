//! The rows of the route table: a line for each call.
//!
//! Invariant: a call and who may make it stand in one line.

use super::{Flags, Method, Path, Route, Who, verb_said};
use crate::permission::{Act, Area, NamedAct, Permission};
use crate::record::{RecordKind, Verb};

macro_rules! endpoints {
    ($($name:ident $method:ident $path:literal ($who:expr) $flags:tt $summary:literal;)+) => {
        /// Every call the API answers.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Endpoint {
            /// What all records have in common; a kind has the verbs of [`RecordKind::verbs`] only.
            Record(RecordKind, Verb),
            $(#[doc = $summary] $name,)+
        }

        /// Every row that isn't a record's.
        pub(super) const SPECIAL: &[Endpoint] = &[$(Endpoint::$name),+];

        impl Endpoint {
            /// Its row. Inlined, so that of a call by its name the apps carry its row and not the table.
            ///
            /// # Errors
            /// What kind's and which verb it is, if it is a record's.
            #[inline(always)]
            #[allow(clippy::inline_always)]
            pub const fn special(self) -> Result<&'static Route, (RecordKind, Verb)> {
                match self {
                    Self::Record(kind, verb) => Err((kind, verb)),
                    $(Self::$name => Ok(const {
                        &Route {
                            endpoint: Self::$name,
                            method: Method::$method,
                            path: Path::Fixed($path),
                            who: $who,
                            flags: flags!($flags),
                        }
                    }),)+
                }
            }
        }

        /// The handler's name and what it does, in English. Apart from the table, so that the browser doesn't carry it.
        pub(super) const fn documentation(endpoint: Endpoint) -> (&'static str, &'static str) {
            match endpoint {
                Endpoint::Record(_, verb) => verb_said(verb),
                $(Endpoint::$name => (stringify!($name), $summary),)+
            }
        }
    };
}

const fn may(act: NamedAct) -> Who {
    Who::Can(Permission::To(act))
}

const fn in_area(area: Area, act: Act) -> Who {
    Who::Can(Permission::In(area, act))
}

/// Whoever may keep a record that has files, or write a mail that may.
pub const HAS_FILES: &[Permission] = &[
    Permission::In(Area::Fleet, Act::Create),
    Permission::In(Area::Fleet, Act::Edit),
    Permission::In(Area::Bookings, Act::Create),
    Permission::In(Area::Bookings, Act::Edit),
    Permission::To(NamedAct::SendMail),
];

/// Whoever may keep a record that has a picture, or the company's logo.
pub const HAS_PICTURES: &[Permission] = &[
    Permission::In(Area::Fleet, Act::Create),
    Permission::In(Area::Fleet, Act::Edit),
    Permission::In(Area::People, Act::Create),
    Permission::In(Area::People, Act::Edit),
    Permission::To(NamedAct::ManageSettings),
];

/// Whoever sets mail accounts up: all of them, or one's own.
pub const SETS_MAIL_UP: &[Permission] = &[Permission::To(NamedAct::ManageMail), Permission::To(NamedAct::SendMail)];

const EDIT_BOOKINGS: Permission = Permission::In(Area::Bookings, Act::Edit);

endpoints! {
    Health Get "/api/health" (Who::Anyone) (-) "Say whether the Worker and its database answer";
    OpenApi Get "/api/openapi.json" (Who::Anyone) (-) "This document";
    GetFace Get "/api/company" (Who::Anyone) (-) "The company's public face";
    GetSetUp Get "/api/setup" (Who::Anyone) (-) "Whether the first-run page is needed";
    SetUp Post "/api/setup" (Who::Anyone) (body) "Create the company and its first owner, once";

    SignIn Post "/api/session" (Who::Anyone) (body) "Sign in as staff";
    SignOut Delete "/api/session" (Who::Anyone) (-) "Sign out; nobody is signed in afterwards, whoever asks";
    RequestReset Post "/api/reset-requests" (Who::Anyone) (body) "Ask for a new staff password";
    GetLink Get "/api/links/{token}" (Who::Anyone) (-) "What an invitation or reset link is for";
    SpendLink Post "/api/links/{token}" (Who::Anyone) (body) "Set the password and sign in";
    GetMe Get "/api/me" (Who::Staff) (-) "Who is signed in, with permissions and company";
    UpdateProfile Put "/api/me" (Who::Staff) (body) "Change one's own name, phone and language";
    ChangePassword Put "/api/me/password" (Who::Staff) (body) "Change one's own password; ends other sessions";
    ListSessions Get "/api/me/sessions" (Who::Staff) (-) "One's own sessions";
    EndSession Delete "/api/me/sessions/{id}" (Who::Staff) (-) "End one of one's sessions";
    SignOutEverywhere Delete "/api/me/sessions" (Who::Staff) (-) "End all of one's sessions";
    ListNotifications Get "/api/notifications" (Who::Staff) (-) "One's notifications, newest first";
    ReadNotifications Post "/api/notifications/read" (Who::Staff) (-) "Mark all of one's notifications as read";
    InviteStaff Post "/api/staff/{id}/link" (in_area(Area::People, Act::Edit)) (body) "Make a sign-in link for a staff member; it goes by mail, or is answered to be passed on";
    InviteContact Post "/api/contacts/{id}/link" (in_area(Area::Customers, Act::Edit)) (body) "Make a portal link for a contact; it goes by mail, or is answered to be passed on";
    DisableContact Delete "/api/contacts/{id}/access" (in_area(Area::Customers, Act::Edit)) (-) "Take portal access from a contact";

    GetSettings Get "/api/settings" (Who::Staff) (-) "The company's settings";
    UpdateSettings Put "/api/settings" (may(NamedAct::ManageSettings)) (versioned body) "Save the company's settings";
    HistoryOfSettings Get "/api/settings/history" (may(NamedAct::ManageSettings)) (-) "What changed in the settings";
    GetClock Get "/api/clock" (may(NamedAct::ManageSettings)) (-) "The clock's jobs, how they stand and what they did last";
    RunJob Post "/api/clock/{token}/run" (may(NamedAct::ManageSettings)) (-) "Run a job now";
    ListNotices Get "/api/notices" (may(NamedAct::ManageSettings)) (-) "What people are told of, by which channel and in which words";
    UpdateNotice Put "/api/notices/{token}" (may(NamedAct::ManageSettings)) (body) "Switch a notice's channels on or off";
    UpdateWording Put "/api/notices/{token}/wording" (may(NamedAct::ManageSettings)) (body) "Put the company's words in the place of Volante's, or take them back";
    PreviewNotice Post "/api/notices/{token}/preview" (may(NamedAct::ManageSettings)) (reads body) "How a notice's mail will look";
    GetNoticeChoices Get "/api/me/notices" (Who::Staff) (-) "What one wants to be told of, and how";
    UpdatePreference Put "/api/me/preferences" (Who::Staff) (body) "Keep how one likes a list to be";
    UpdateNoticeChoice Put "/api/me/notices" (Who::Staff) (body) "Choose how one is told of something";
    AddPicture Post "/api/pictures" (Who::CanAny(HAS_PICTURES)) (-) "Upload a picture (PNG, JPEG, WebP up to 2 MB)";
    GetPicture Get "/api/pictures/{id}" (Who::Staff) (-) "A picture";
    GetLogo Get "/api/logo" (Who::Anyone) (-) "The company's logo";

    AddFile Post "/api/files" (Who::CanAny(HAS_FILES)) (-) "Upload a file, named in the query, for a record to name afterwards (up to 10 MB)";
    GetFile Get "/api/files/{id}" (Who::Staff) (-) "A file, for whoever may see its record";

    ApproveBooking Post "/api/bookings/{id}/approve" (may(NamedAct::ApproveBookings)) (versioned body) "Approve with an amount";
    RejectBooking Post "/api/bookings/{id}/reject" (may(NamedAct::ApproveBookings)) (versioned body) "Reject with a reason";
    CancelBooking Post "/api/bookings/{id}/cancel" (Who::Can(EDIT_BOOKINGS)) (versioned body) "Cancel it and its logbooks";
    CompleteBooking Post "/api/bookings/{id}/complete" (Who::CanOrDrives(EDIT_BOOKINGS)) (versioned body) "Complete the booking";
    AcceptChangeRequest Post "/api/change-requests/{id}/accept" (may(NamedAct::ApproveBookings)) (-) "Say that a booking was changed as its customer asked";
    DeclineChangeRequest Post "/api/change-requests/{id}/decline" (may(NamedAct::ApproveBookings)) (body) "Decline what a customer asks of a booking, with a reason";
    GetAvailability Post "/api/availability" (in_area(Area::Bookings, Act::View)) (reads body) "What stands in the way of an assignment";
    ListCandidates Get "/api/candidates" (in_area(Area::Bookings, Act::View)) (-) "Vehicles or drivers for a span, those first who can be had";
    CreateLogbook Post "/api/logbooks" (in_area(Area::Bookings, Act::Create)) (keyed body) "Assign a vehicle and a driver";
    UpdateLogbook Put "/api/logbooks/{id}" (Who::Can(EDIT_BOOKINGS)) (versioned body) "Change an assignment";
    CancelLogbook Post "/api/logbooks/{id}/cancel" (Who::Can(EDIT_BOOKINGS)) (versioned) "Cancel an assignment";
    StartLogbook Post "/api/logbooks/{id}/start" (Who::CanOrDrives(EDIT_BOOKINGS)) (versioned body) "Start driving; starts the booking too";
    FinishLogbook Post "/api/logbooks/{id}/finish" (Who::CanOrDrives(EDIT_BOOKINGS)) (versioned body) "Finish driving; stops a running time card";
    SeeLogbook Post "/api/logbooks/{id}/seen" (Who::CanOrOwn(Area::Bookings)) (versioned) "Say that its driver has seen it";
    AcceptLogbook Post "/api/logbooks/{id}/accept" (Who::CanOrOwn(Area::Bookings)) (versioned) "Accept one's planned trip";
    DeclineLogbook Post "/api/logbooks/{id}/decline" (Who::CanOrOwn(Area::Bookings)) (versioned body) "Decline one's planned trip with a reason";
    StartTimeCard Post "/api/logbooks/{id}/clock-in" (Who::CanOrDrives(EDIT_BOOKINGS)) (keyed) "Start a time card";
    StopTimeCard Post "/api/logbooks/{id}/clock-out" (Who::CanOrDrives(EDIT_BOOKINGS)) (-) "Stop the running time card";
    GetWorkTotals Get "/api/work-totals" (in_area(Area::Bookings, Act::View)) (-) "Work by driver in a period";
    GetRanking Get "/api/ranking" (in_area(Area::Bookings, Act::View)) (-) "Drivers by rating";
    GetSchedule Get "/api/schedule" (in_area(Area::Bookings, Act::View)) (-) "The timeline";
    GetToday Get "/api/today" (Who::CanOrOwn(Area::Bookings)) (-) "The signed-in driver's day";

    DraftInvoice Post "/api/bookings/{id}/invoice" (in_area(Area::Money, Act::Create)) (keyed) "Draft the invoice of a booking";
    IssueInvoice Post "/api/invoices/{id}/issue" (may(NamedAct::IssueInvoices)) (versioned) "Issue: number it and freeze it";
    CancelInvoice Post "/api/invoices/{id}/cancel" (may(NamedAct::CancelInvoices)) (versioned body) "Cancel an unpaid invoice";
    ReversePayment Post "/api/payments/{id}/reverse" (may(NamedAct::RecordPayments)) (keyed body) "Reverse a payment";

    SetAppSecret Put "/api/mail-apps/{id}/secret" (may(NamedAct::ManageMail)) (versioned body) "Set a client secret; it is never answered";
    TestApp Post "/api/mail-apps/{id}/test" (may(NamedAct::ManageMail)) (-) "Try the app's credentials, stage by stage";
    ConsentForApp Post "/api/mail-apps/{id}/consent" (may(NamedAct::ManageMail)) (-) "Where an administrator consents for the organisation";
    SetAccountPassword Put "/api/mail-accounts/{id}/password" (may(NamedAct::ManageMail)) (versioned body) "Set a password; it is never answered";
    AuthoriseAccount Post "/api/mail-accounts/{id}/authorise" (Who::CanAny(SETS_MAIL_UP)) (-) "Where a person consents for the account";
    ConfirmAccount Post "/api/mail-accounts/{id}/confirm" (may(NamedAct::ManageMail)) (-) "Confirm that another person's consent is meant";
    ValidateAccount Post "/api/mail-accounts/{id}/validate" (Who::CanAny(SETS_MAIL_UP)) (-) "Try the account without sending, stage by stage";
    SendTestMail Post "/api/mail-accounts/{id}/test" (Who::CanAny(SETS_MAIL_UP)) (body) "Send a test mail and say how it went";
    GetComposeOptions Get "/api/outbox/compose-options" (may(NamedAct::SendMail)) (-) "What a mail about a record begins with (record_kind, record): senders, recipients, templates filled in";
    ListMailsAbout Get "/api/outbox/about" (Who::Staff) (-) "The mails about a record (record_kind, record), for whoever may see the record";
    ComposeMail Post "/api/outbox" (may(NamedAct::SendMail)) (keyed body) "Put a mail into the outbox";
    ResendMail Post "/api/outbox/{id}/resend" (may(NamedAct::SendMail)) (versioned) "Send it, or try again, now";
    MailArrived Post "/api/outbox/{id}/arrived" (may(NamedAct::SendMail)) (versioned) "Say that a mail which was perhaps sent has arrived";
    CancelMail Post "/api/outbox/{id}/cancel" (may(NamedAct::SendMail)) (versioned) "Don't send it";

    GetChanges Get "/api/changes" (Who::Staff) (-) "What changed since one last asked, and what waits";
    GetOverview Get "/api/overview" (in_area(Area::Bookings, Act::View)) (-) "The overview for a period";
    Search Get "/api/search" (Who::Staff) (-) "Search everything one may see";

    PortalSignIn Post "/api/portal/session" (Who::Anyone) (body) "Sign in as a customer";
    PortalSignOut Delete "/api/portal/session" (Who::Anyone) (-) "Sign out; nobody is signed in afterwards, whoever asks";
    PortalRequestReset Post "/api/portal/reset-requests" (Who::Anyone) (body) "Ask for a new portal password";
    PortalGetLink Get "/api/portal/links/{token}" (Who::Anyone) (-) "What a portal link is for";
    PortalSpendLink Post "/api/portal/links/{token}" (Who::Anyone) (body) "Set the password and sign in";
    PortalAcceptLink Post "/api/portal/links/{token}/accept" (Who::Anyone) (body) "Accept an invitation with the sign-in that one has";
    PortalGetMe Get "/api/portal/me" (Who::Customer) (-) "Who is signed in, with the company";
    PortalUpdateProfile Put "/api/portal/me" (Who::Customer) (body) "Change one's own name, phone and language";
    PortalChangePassword Put "/api/portal/me/password" (Who::Customer) (body) "Change one's own password; ends other sessions";
    PortalListSessions Get "/api/portal/me/sessions" (Who::Customer) (-) "One's own sessions";
    PortalEndSession Delete "/api/portal/me/sessions/{id}" (Who::Customer) (-) "End one of one's sessions";
    PortalSignOutEverywhere Delete "/api/portal/me/sessions" (Who::Customer) (-) "End all of one's sessions";
    PortalActAs Put "/api/portal/me/contacts/{id}" (Who::Customer) (-) "Act as another of one's contacts, for their customer";
    PortalListNotifications Get "/api/portal/notifications" (Who::Customer) (-) "One's notifications, newest first";
    PortalReadNotifications Post "/api/portal/notifications/read" (Who::Customer) (-) "Mark all of one's notifications as read";
    PortalGetNoticeChoices Get "/api/portal/me/notices" (Who::Customer) (-) "What one wants to be told of, and how";
    PortalUpdateNoticeChoice Put "/api/portal/me/notices" (Who::Customer) (body) "Choose how one is told of something";
    PortalGetHome Get "/api/portal/home" (Who::CustomerBookings) (-) "What the customer comes for: the next trip, what is to pay, whom to rate";
    PortalListAddresses Get "/api/portal/addresses" (Who::CustomerBookings) (-) "Places that the customer's bookings led to, the most used first";
    PortalListVehicleTypes Get "/api/portal/vehicle-types" (Who::CustomerBookings) (-) "Vehicle types to ask for";
    PortalListBookings Get "/api/portal/bookings" (Who::CustomerBookings) (-) "The customer's bookings";
    PortalRequestBooking Post "/api/portal/bookings" (Who::CustomerBookings) (keyed body) "Request a booking";
    PortalGetBooking Get "/api/portal/bookings/{id}" (Who::CustomerBookings) (-) "One of the customer's bookings";
    PortalUpdateBooking Put "/api/portal/bookings/{id}" (Who::CustomerBookings) (versioned body) "Change a booking while it is new";
    PortalCancelBooking Post "/api/portal/bookings/{id}/cancel" (Who::CustomerBookings) (versioned body) "Cancel a booking while it is new";
    PortalRequestChange Post "/api/portal/bookings/{id}/change-request" (Who::CustomerBookings) (keyed body) "Ask to change or to cancel an approved booking";
    PortalWithdrawChange Delete "/api/portal/bookings/{id}/change-request" (Who::CustomerBookings) (-) "Take back what was asked of a booking";
    PortalRateDriver Post "/api/portal/bookings/{id}/ratings" (Who::CustomerBookings) (keyed body) "Rate a driver of a completed booking";
    PortalGetBookingIcs Get "/api/portal/bookings/{id}/calendar.ics" (Who::CustomerBookings) (-) "The booking as an iCalendar file";
    PortalListInvoices Get "/api/portal/invoices" (Who::Customer) (-) "The customer's issued invoices";
    PortalGetInvoice Get "/api/portal/invoices/{id}" (Who::Customer) (-) "One of the customer's issued invoices";
}
