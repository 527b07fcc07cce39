//! What a customer asks of a booking that is agreed: their words, and what can be answered.

use domain::bookings::booking::Booking;
use domain::bookings::change_request::{ChangeRequest, RequestKind, RequestRefusalDraft, RequestState};
use domain::bookings::progress::Transition;
use domain::permission::{NamedAct, Permission};
use domain::route::Endpoint;
use leptos::prelude::*;
use leptos::task::spawn_local;
use serde_json::Value;

use super::transitions::{self, Asking};
use crate::net::call;
use crate::records::detail::Shown;
use crate::records::field::UNTITLED;
use crate::records::form::{Shape, Sheet, send_with, sheet};
use crate::records::to_json;
use crate::records::{Section, fields};
use crate::session;
use crate::text::{bookings as words, date, fill, records, t};
use crate::ui::button::{Button, Kind as ButtonKind};
use crate::ui::dialog::Dialog;
use crate::ui::note::Note;
use crate::ui::toast;
use crate::ui::tone::Tone;

const REASON: &[Section] = &[Section::new(
    UNTITLED,
    fields![RequestRefusalDraft:
        REASON.wide().help(words::REASON_HELP),
    ],
)];

static DECLINE: Shape = Shape::new::<RequestRefusalDraft>(REASON);

/// Above the booking, while something is asked of it.
pub(super) fn banner(shown: Shown, known: Signal<Option<Booking>>, asking: Asking) -> AnyView {
    let declining = RwSignal::new(false);
    let request = Memo::new(move |_| {
        let request = known.with(|booking| booking.as_ref().and_then(|booking| booking.facts.request.clone()));
        request.filter(|request| request.state == RequestState::Open)
    });
    let title = Signal::derive(move || request.get().map(|request| t(no(request.kind)).to_owned()).unwrap_or_default());
    view! {
        {move || request.get().map(|request| one(shown, known, &request, declining, asking))}
        <Dialog open=declining title=title>
            {move || request.get().map(|request| decline_sheet(shown, &request, declining))}
        </Dialog>
    }
    .into_any()
}

/// What the button says that doesn't do what is asked.
const fn no(kind: RequestKind) -> domain::text::Text {
    match kind {
        RequestKind::Change => words::DECLINE_REQUEST,
        RequestKind::Cancellation => words::KEEP_BOOKING,
    }
}

fn one(
    shown: Shown,
    known: Signal<Option<Booking>>,
    request: &ChangeRequest,
    declining: RwSignal<bool>,
    asking: Asking,
) -> AnyView {
    let id = request.id;
    let refused = session::refused(Permission::To(NamedAct::ApproveBookings));
    let yes = match request.kind {
        RequestKind::Change => {
            let press = move |()| accept(shown, id);
            view! { <Button label=t(words::REQUEST_DONE) disabled_reason=Signal::stored(refused.clone()) on_press=press /> }
                .into_any()
        }
        RequestKind::Cancellation => {
            let reason = known.get_untracked().and_then(|booking| transitions::reason(&booking, Transition::Cancel));
            let press = move |()| asking.ask(Transition::Cancel);
            view! { <Button label=t(Transition::Cancel.label()) kind=ButtonKind::Danger disabled_reason=Signal::stored(reason) on_press=press /> }
                .into_any()
        }
    };
    let time = request.pickup_at.zip(request.ends_at).map(|(from, to)| {
        view! { <p>{fill(words::WANTED_TIME, &[("time", &date::span(from, to))])}</p> }
    });
    let asked = [request.who.as_str(), " · ", &date::near(request.asked_at)].concat();
    let (what, no, text) = (t(request.kind.label()), t(no(request.kind)), request.text.clone());
    let refuse = move |()| declining.set(true);
    view! {
        <Note tone=Tone::Look>
            <p><strong>{what}</strong>" "<span class="muted">{asked}</span></p>
            <p class="quote">{text}</p>
            {time}
            <p class="actions">
                {yes}
                <Button label=no kind=ButtonKind::Plain disabled_reason=Signal::stored(refused) on_press=refuse />
            </p>
        </Note>
    }
    .into_any()
}

fn accept(shown: Shown, id: i64) {
    spawn_local(async move {
        match call(Endpoint::AcceptChangeRequest).at(id).done().await {
            Ok(()) => toast::good(t(words::REQUEST_ANSWERED)),
            Err(problem) => toast::bad(problem.title),
        }
        shown.record.reload();
    });
}

fn decline_sheet(shown: Shown, request: &ChangeRequest, visible: RwSignal<bool>) -> AnyView {
    let (id, submit) = (request.id, no(request.kind));
    let send = send_with(move |sending| async move {
        call(Endpoint::DeclineChangeRequest).at(id).body(&sending.draft).done().await.map(|()| Value::Null)
    });
    let done = Callback::new(move |_| {
        visible.set(false);
        toast::good(t(words::REQUEST_ANSWERED));
        shown.record.reload();
    });
    sheet(Sheet {
        start: to_json(&RequestRefusalDraft::default()),
        over: true,
        cancel: Some(Callback::new(move |()| visible.set(false))),
        back: records::BACK,
        ..Sheet::new(&DECLINE, t(submit), send, done)
    })
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_sheet_fills_the_draft() {
        crate::records::form::assert_matches_draft(&super::DECLINE);
    }
}
