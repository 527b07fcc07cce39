//! Asking for another booking than was agreed, or for none, and what became of it.

use domain::bookings::booking::PortalBooking;
use domain::bookings::change_request::{ChangeRequest, ChangeRequestDraft, RequestKind, RequestState, may_ask};
use domain::route::Endpoint;
use domain::text::Text;
use leptos::prelude::*;
use leptos::task::spawn_local;
use serde_json::Value;

use crate::net::call;
use crate::net::fetch::Resource;
use crate::records::Section;
use crate::records::field::UNTITLED;
use crate::records::fields;
use crate::records::form::{Shape, Sheet, send_with, sheet};
use crate::records::to_json;
use crate::text::{date, fill, portal as words, t};
use crate::ui::badge::Badge;
use crate::ui::button::{Button, Kind as ButtonKind};
use crate::ui::dialog::{Dialog, title_of};
use crate::ui::icon::Icon;
use crate::ui::note::Note;
use crate::ui::toast;
use crate::ui::tone::Tone;

const CHANGE: &[Section] = &[Section::new(
    UNTITLED,
    fields![ChangeRequestDraft:
        TEXT.wide().help(words::WHAT_CHANGES),
        PICKUP_AT.help(words::NEW_TIME_HELP),
        ENDS_AT,
    ],
)];
const CANCELLATION: &[Section] = &[Section::new(
    UNTITLED,
    fields![ChangeRequestDraft:
        TEXT.wide().help(words::WHY_CANCEL),
    ],
)];

static CHANGE_SHAPE: Shape = Shape::new::<ChangeRequestDraft>(CHANGE);
static CANCELLATION_SHAPE: Shape = Shape::new::<ChangeRequestDraft>(CANCELLATION);

const fn asks(kind: RequestKind) -> Text {
    match kind {
        RequestKind::Change => words::ASK_CHANGE,
        RequestKind::Cancellation => words::ASK_CANCELLATION,
    }
}

/// Whether the customer may ask now.
pub(super) fn may(shown: &PortalBooking) -> bool {
    may_ask(shown.status) && open(shown).is_none()
}

fn open(shown: &PortalBooking) -> Option<&ChangeRequest> {
    shown.request.as_ref().filter(|request| request.state == RequestState::Open)
}

/// The two things there are to ask for, and the sheet that asks.
pub(super) fn acts(id: i64, booking: Resource<PortalBooking>) -> AnyView {
    let (kind, visible) = (RwSignal::new(None::<RequestKind>), RwSignal::new(false));
    let button = |of: RequestKind, icon: Icon| {
        let press = move |()| {
            kind.set(Some(of));
            visible.set(true);
        };
        view! { <Button label=t(asks(of)) icon=icon on_press=press /> }
    };
    let title = title_of(kind, |kind: &RequestKind| t(asks(*kind)).to_owned());
    view! {
        {button(RequestKind::Change, Icon::Edit)}
        {button(RequestKind::Cancellation, Icon::Close)}
        <Dialog open=visible title=title>{move || kind.get().map(|kind| form(id, kind, visible, booking))}</Dialog>
    }
    .into_any()
}

fn form(id: i64, kind: RequestKind, visible: RwSignal<bool>, booking: Resource<PortalBooking>) -> AnyView {
    let start = ChangeRequestDraft { kind: Some(kind), ..ChangeRequestDraft::default() };
    let send = send_with(move |sending| {
        call(Endpoint::PortalRequestChange).at(id).key(&sending.key).body(&sending.draft).send::<Value>()
    });
    let done = Callback::new(move |_| {
        visible.set(false);
        toast::good(t(words::ASKED));
        booking.reload();
    });
    let shape = match kind {
        RequestKind::Change => &CHANGE_SHAPE,
        RequestKind::Cancellation => &CANCELLATION_SHAPE,
    };
    let form = Sheet {
        start: to_json(&start),
        over: true,
        big: true,
        cancel: Some(Callback::new(move |()| visible.set(false))),
        ..Sheet::new(shape, t(words::SEND_ASK), send, done)
    };
    view! { <p class="muted">{t(words::WE_DECIDE)}</p>{sheet(form)} }.into_any()
}

/// What was asked last, as far as it still says something, and what was answered.
pub(super) fn asked(shown: &PortalBooking, booking: Resource<PortalBooking>) -> Option<AnyView> {
    let request = shown.request.as_ref()?;
    let tone = match request.state {
        RequestState::Open => Tone::Info,
        RequestState::Accepted => Tone::Good,
        RequestState::Declined => Tone::Warn,
        RequestState::Withdrawn | RequestState::Closed => return None,
    };
    let asked = match request.kind {
        RequestKind::Change => words::ASKED_CHANGE,
        RequestKind::Cancellation => words::ASKED_CANCELLATION,
    };
    let time = request.pickup_at.zip(request.ends_at).map(|(from, to)| view! { <p>{date::span(from, to)}</p> });
    let state = (request.state != RequestState::Open).then(|| {
        let when = request.answered_at.map(date::near);
        view! { <p><Badge label=t(request.state.label()) tone=request.state.tone() />" "<span class="muted">{when}</span></p> }
    });
    let reason = (!request.reason.is_empty())
        .then(|| view! { <p>{fill(crate::text::bookings::REASON_WAS, &[("reason", &request.reason)])}</p> });
    let (id, text, since) = (shown.id, request.text.clone(), date::near(request.asked_at));
    let withdraw = open(shown).map(|_| {
        let press = move |()| withdraw(id, booking);
        view! { <p class="actions"><Button label=t(words::WITHDRAW_ASK) kind=ButtonKind::Plain on_press=press /></p> }
    });
    Some(
        view! {
            <Note tone=tone>
                <p><strong>{t(asked)}</strong>" "<span class="muted">{since}</span></p>
                <p class="quote">{text}</p>
                {time}{state}{reason}{withdraw}
            </Note>
        }
        .into_any(),
    )
}

fn withdraw(id: i64, booking: Resource<PortalBooking>) {
    spawn_local(async move {
        match call(Endpoint::PortalWithdrawChange).at(id).done().await {
            Ok(()) => toast::good(t(words::ASK_WITHDRAWN)),
            Err(problem) => toast::bad(problem.title),
        }
        booking.reload();
    });
}
