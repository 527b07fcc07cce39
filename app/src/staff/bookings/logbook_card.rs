//! A booking's trips on its page, and the panel that assigns, changes, starts and finishes them.

use domain::bookings::answer::TripAnswer;
use domain::bookings::booking::Booking;
use domain::bookings::logbook::{Logbook, LogbookDraft, LogbookSummary};
use domain::bookings::progress::{BookingStatus, LogbookStatus};
use domain::id::BookingId;
use domain::permission::{Act, Area, Permission};
use domain::record::{RecordKind, Verb};
use domain::route::Endpoint;
use domain::text::Text;
use domain::time::Span;
use leptos::prelude::*;

use super::answers;
use super::assign::{assign_form, logbook_form};
use super::steps::{ask_to_withdraw, odometer_form};
use crate::nav;
use crate::net::call;
use crate::net::fetch::resource;
use crate::records::detail::Shown;
use crate::records::value::link;
use crate::session;
use crate::text::{amount, bookings as words, date, records, t};
use crate::ui::badge::Badge;
use crate::ui::button::{Button, Kind as ButtonKind, Size};
use crate::ui::dialog::{Dialog, DialogKind};
use crate::ui::heading::Card;
use crate::ui::icon::Icon;
use crate::ui::menu::{Menu, MenuItem};

/// What lies open over the booking's page.
#[derive(Clone)]
enum Open {
    Assign(LogbookDraft),
    Change(i64),
    Decline(i64, i64),
    Odometer(Endpoint, i64, i64),
}

/// The panel over the booking's page, which both the page's main button and the card open.
#[derive(Clone, Copy)]
pub(super) struct Panel {
    what: RwSignal<Option<Open>>,
    visible: RwSignal<bool>,
}

impl Panel {
    pub fn new() -> Self {
        Self { what: RwSignal::new(None), visible: RwSignal::new(false) }
    }

    fn show(self, what: Open) {
        self.what.set(Some(what));
        self.visible.set(true);
    }

    /// Assigns somebody for a span of the booking.
    pub fn assign(self, booking: &Booking, span: Span) {
        self.show(Open::Assign(LogbookDraft {
            name: booking.fields.subject.chars().take(120).collect(),
            booking: Some(BookingId(booking.id)),
            from: Some(span.from),
            to: Some(span.to),
            ..LogbookDraft::default()
        }));
    }

    /// Gives a trip to somebody else, or another time.
    pub fn change(self, logbook: i64) {
        self.show(Open::Change(logbook));
    }

    /// Starts or finishes a trip.
    pub fn step(self, logbook: &LogbookSummary) {
        if let Some((_, endpoint)) = step_of(logbook.status) {
            self.show(Open::Odometer(endpoint, logbook.id, logbook.version));
        }
    }
}

/// What is next of a trip, and who does it.
pub(super) const fn step_of(status: LogbookStatus) -> Option<(Text, Endpoint)> {
    match status {
        LogbookStatus::New => Some((words::START_DRIVING, Endpoint::StartLogbook)),
        LogbookStatus::Processing => Some((words::FINISH_DRIVING, Endpoint::FinishLogbook)),
        LogbookStatus::Completed | LogbookStatus::Cancelled => None,
    }
}

/// What of the booking's time nobody drives yet; nothing of one that takes nobody any more.
pub(super) fn gaps(booking: &Booking) -> Vec<Span> {
    let open = matches!(booking.facts.situation.status, BookingStatus::Approved | BookingStatus::Processing);
    let (Some(from), Some(to), true) = (booking.fields.pickup_at, booking.fields.ends_at, open) else {
        return Vec::new();
    };
    let active = booking.facts.logbooks.iter().filter(|logbook| logbook.status.is_active());
    Span { from, to }.without(active.map(|logbook| Span { from: logbook.from, to: logbook.to }))
}

/// Why the signed-in person may not assign.
pub(super) fn refused() -> Option<String> {
    session::refused(Permission::In(Area::Bookings, Act::Create))
}

/// The booking's trips, each with what can be done, and what nobody drives yet.
pub(super) fn card(shown: Shown, known: Signal<Option<Booking>>, panel: Panel) -> AnyView {
    Effect::new(move || {
        known.with(|booking| booking.iter().flat_map(|booking| &booking.facts.logbooks).for_each(answers::see));
    });
    let list = move || {
        let booking = known.get()?;
        let (gaps, logbooks) = (gaps(&booking), booking.facts.logbooks.clone());
        if logbooks.is_empty() && gaps.is_empty() {
            return Some(view! { <p class="muted">{t(words::NO_LOGBOOKS)}</p> }.into_any());
        }
        let gaps = gaps.into_iter().enumerate().map(|gap_at| gap(&booking, gap_at, panel)).collect_view();
        let all = logbooks.into_iter().map(|logbook| one(shown, logbook, panel)).collect_view();
        Some(view! { <ul class="crews">{all}{gaps}</ul> }.into_any())
    };
    // Two vehicles may drive the same span.
    let more = ViewFn::from(move || {
        let more = move || {
            let booking = known.get()?;
            let (from, to) = (booking.fields.pickup_at?, booking.fields.ends_at?);
            let open = matches!(booking.facts.situation.status, BookingStatus::Approved | BookingStatus::Processing);
            let covered = booking.facts.logbooks.iter().any(|logbook| logbook.status.is_active());
            let press = move |()| panel.assign(&booking, Span { from, to });
            (open && covered).then(|| {
                view! {
                    <Button label=t(words::ASSIGN_MORE) size=Size::Small kind=ButtonKind::Quiet icon=Icon::Plus
                        disabled_reason=Signal::stored(refused()) on_press=press />
                }
            })
        };
        view! { {more} }.into_any()
    });
    view! { <Card title=t(words::CREW) actions=more>{list}</Card> }.into_any()
}

/// What lies open.
pub(super) fn dialog(shown: Shown, panel: Panel) -> AnyView {
    let Panel { what, visible } = panel;
    let title = Signal::derive(move || {
        let text = what.with(|what| match what {
            Some(Open::Odometer(Endpoint::StartLogbook, ..)) => t(words::START_DRIVING),
            Some(Open::Odometer(..)) => t(words::FINISH_DRIVING),
            Some(Open::Change(_)) => t(words::CHANGE_ASSIGNMENT),
            Some(Open::Decline(..)) => t(words::DECLINE_TRIP),
            _ => t(words::ASSIGN_TITLE),
        });
        text.to_owned()
    });
    view! {
        <Dialog open=visible title=title kind=DialogKind::Panel>
            {move || what.get().map(|what| match what {
                Open::Assign(draft) => assign_form(draft, visible, Callback::new(move |()| shown.record.reload())),
                Open::Change(id) => change_form(shown, id, visible),
                Open::Decline(id, version) => {
                    answers::decline_sheet((id, version), false, visible, Callback::new(move |()| shown.record.reload()))
                }
                Open::Odometer(endpoint, id, version) => odometer_form(shown, endpoint, (id, version), visible),
            })}
        </Dialog>
    }
    .into_any()
}

/// A span that nobody drives yet. The page's main button assigns for the first; the others have one of their own.
fn gap(booking: &Booking, (place, span): (usize, Span), panel: Panel) -> AnyView {
    let booking = booking.clone();
    let assign = (place > 0).then(|| {
        view! {
            <Button label=assign_label(span) size=Size::Small icon=Icon::Plus disabled_reason=Signal::stored(refused())
                on_press=move |()| panel.assign(&booking, span) />
        }
    });
    view! {
        <li class="crew" data-gap="true">
            <span class="crew-time">{date::span(span.from, span.to)}</span>
            <span class="crew-who"><strong>{t(words::NOBODY_YET)}</strong></span>
            {assign}
        </li>
    }
    .into_any()
}

/// Of one span among others.
pub(super) fn assign_label(span: Span) -> String {
    [t(words::ASSIGN), " ", &date::times(span.from, span.to)].concat()
}

fn one(shown: Shown, logbook: LogbookSummary, panel: Panel) -> AnyView {
    let mine = answers::is_mine(&logbook);
    let edits = session::refused(Permission::In(Area::Bookings, Act::Edit));
    let drives = if mine { None } else { edits.clone() };
    let (id, version) = (logbook.id, logbook.version);
    let number = logbook.number.clone();
    let mut items = Vec::new();
    if let Some((label, _)) = step_of(logbook.status) {
        let logbook = logbook.clone();
        items.push(MenuItem::new(t(label), move || panel.step(&logbook)).icon(Icon::Play).disabled(drives));
    }
    if mine && answers::may(&logbook, TripAnswer::Accepted) {
        let done = Callback::new(move |()| shown.record.reload());
        let accept = MenuItem::new(t(words::ACCEPT_TRIP), move || answers::accept((id, version), done));
        items.push(accept.icon(Icon::Check));
    }
    if mine && answers::may(&logbook, TripAnswer::Declined) {
        let decline = MenuItem::new(t(words::DECLINE_TRIP), move || panel.show(Open::Decline(id, version)));
        items.push(decline.icon(Icon::Close));
    }
    if logbook.status.is_active() {
        let change = MenuItem::new(t(records::EDIT), move || panel.change(id));
        items.push(change.icon(Icon::Edit).disabled(edits.clone()));
    }
    if matches!(logbook.status, LogbookStatus::New | LogbookStatus::Processing) {
        let withdraw = MenuItem::new(t(words::WITHDRAW), move || ask_to_withdraw(shown, (id, version), &number));
        items.push(withdraw.icon(Icon::Close).danger().disabled(edits));
    }
    let menu = (!items.is_empty()).then(|| view! { <Menu items=Signal::stored(items) of=logbook.number.clone() /> });
    let worked = (logbook.worked > 0).then(|| view! { <span class="muted">{amount::duration(logbook.worked)}</span> });
    let plate = (!logbook.plate.is_empty()).then(|| view! { <span class="plate">{logbook.plate.clone()}</span> });
    view! {
        <li class="crew">
            <span class="crew-time">{date::span(logbook.from, logbook.to)}</span>
            <div class="crew-who">
                <p>{link(RecordKind::Vehicle, logbook.vehicle, logbook.vehicle_name).view()}" "{plate}</p>
                <p>{link(RecordKind::Driver, logbook.driver, logbook.driver_name).view()}</p>
                {answers::said(logbook.status, &logbook.answer)}
                <p class="crew-number"><a href=nav::record(RecordKind::Logbook, id)>{logbook.number.clone()}</a></p>
            </div>
            <span class="crew-state"><Badge label=t(logbook.status.label()) tone=logbook.status.tone() />{worked}</span>
            {menu}
        </li>
    }
    .into_any()
}

fn change_form(shown: Shown, id: i64, visible: RwSignal<bool>) -> AnyView {
    // The summary is not all of it.
    let logbook =
        resource::<Logbook>(move || Some(call(Endpoint::Record(RecordKind::Logbook, Verb::Get)).at(id).fresh()));
    logbook.view(move |logbook| {
        let done = Callback::new(move |()| shown.record.reload());
        logbook_form(logbook.fields, Some(((id, logbook.version), logbook.facts.status)), visible, done)
    })
}
