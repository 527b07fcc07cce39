//! A booking's logbooks on its page.

use domain::bookings::booking::Booking;
use domain::bookings::logbook::{Logbook, LogbookDraft, LogbookSummary};
use domain::bookings::progress::{BookingStatus, LogbookStatus};
use domain::permission::{Act, Area, Permission};
use domain::record::{RecordKind, Verb};
use domain::route::Endpoint;
use leptos::prelude::*;

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

/// What lies open over the booking's page.
#[derive(Clone)]
enum Open {
    Assign(LogbookDraft),
    Change(i64),
    Odometer(Endpoint, i64, i64),
}

/// The booking's logbooks, each with what can be done, and "Assign", unless the booking is `closed`.
pub(super) fn card(
    shown: Shown,
    known: Signal<Option<Booking>>,
    closed: impl Fn() -> Option<String> + Send + Sync + 'static,
) -> AnyView {
    let open = RwSignal::new(None::<Open>);
    let visible = RwSignal::new(false);
    let show = move |what: Open| {
        open.set(Some(what));
        visible.set(true);
    };
    let refused = Signal::derive(move || {
        session::refused(Permission::In(Area::Bookings, Act::Create)).or_else(&closed).or_else(|| {
            let status = known.get()?.facts.situation.status;
            let assignable = matches!(status, BookingStatus::Approved | BookingStatus::Processing);
            (!assignable).then(|| t(words::APPROVE_FIRST).to_owned())
        })
    });
    let assign = move |()| {
        if let Some(booking) = known.get_untracked() {
            show(Open::Assign(LogbookDraft {
                name: booking.fields.subject.chars().take(120).collect(),
                booking: Some(domain::id::BookingId(booking.id)),
                from: booking.fields.pickup_at,
                to: booking.fields.ends_at,
                ..LogbookDraft::default()
            }));
        }
    };
    let list = move || {
        let logbooks = known.get()?.facts.logbooks;
        if logbooks.is_empty() {
            return Some(view! { <p class="muted">{t(words::NO_LOGBOOKS)}</p> }.into_any());
        }
        let all = logbooks.into_iter().map(|logbook| one(shown, logbook, Callback::new(show))).collect_view();
        Some(view! { <ul class="logbooks">{all}</ul> }.into_any())
    };
    let title = Signal::derive(move || {
        let text = open.with(|open| match open {
            Some(Open::Odometer(Endpoint::StartLogbook, ..)) => t(words::START_DRIVING),
            Some(Open::Odometer(..)) => t(words::FINISH_DRIVING),
            Some(Open::Change(_)) => t(words::CHANGE_ASSIGNMENT),
            _ => t(words::ASSIGN_TITLE),
        });
        text.to_owned()
    });
    view! {
        <Card title=t(RecordKind::Logbook.plural()) actions=ViewFn::from(move || {
            view! { <Button label=t(words::ASSIGN) size=Size::Small icon=Icon::Plus disabled_reason=refused on_press=assign /> }.into_any()
        })>
            {list}
        </Card>
        <Dialog open=visible title=title kind=DialogKind::Side>
            {move || open.get().map(|what| match what {
                Open::Assign(draft) => assign_form(draft, visible, Callback::new(move |()| shown.record.reload())),
                Open::Change(id) => change_form(shown, id, visible),
                Open::Odometer(endpoint, id, version) => odometer_form(shown, endpoint, (id, version), visible),
            })}
        </Dialog>
    }
    .into_any()
}

fn one(shown: Shown, logbook: LogbookSummary, show: Callback<Open>) -> AnyView {
    let driver = session::me().with_untracked(|me| me.as_ref().and_then(|me| me.driver));
    let mine = driver.is_some_and(|driver| driver.0 == logbook.driver);
    let edits = session::refused(Permission::In(Area::Bookings, Act::Edit));
    let (drives, changes) = (if mine { None } else { edits.clone() }, edits.clone());
    let (id, version) = (logbook.id, logbook.version);
    let act = move |endpoint| show.run(Open::Odometer(endpoint, id, version));
    let step = match logbook.status {
        LogbookStatus::New => Some((words::START_DRIVING, Endpoint::StartLogbook)),
        LogbookStatus::Processing => Some((words::FINISH_DRIVING, Endpoint::FinishLogbook)),
        _ => None,
    };
    let changeable = logbook.status.is_active();
    let open = matches!(logbook.status, LogbookStatus::New | LogbookStatus::Processing);
    let number = logbook.number.clone();
    let cancel = move |()| ask_to_withdraw(shown, (id, version), &number);
    let worked = (logbook.worked > 0).then(|| view! { <span class="muted">{amount::duration(logbook.worked)}</span> });
    view! {
        <li class="logbook">
            <div class="logbook-head">
                <a href=nav::record(RecordKind::Logbook, id)>{logbook.number.clone()}</a>
                <Badge label=t(logbook.status.label()) tone=logbook.status.tone() />
                {worked}
            </div>
            <p>
                {link(RecordKind::Vehicle, logbook.vehicle, logbook.vehicle_name).view()}
                " "<span class="muted">{logbook.plate.clone()}</span>
                " · "
                {link(RecordKind::Driver, logbook.driver, logbook.driver_name).view()}
            </p>
            <p class="muted">{date::span(logbook.from, logbook.to)}</p>
            <div class="actions">
                {step.map(|(label, endpoint)| view! {
                    <Button label=t(label) size=Size::Small disabled_reason=Signal::stored(drives.clone()) on_press=move |()| act(endpoint) />
                })}
                {changeable.then(|| view! {
                    <Button label=t(records::EDIT) size=Size::Small kind=ButtonKind::Quiet disabled_reason=Signal::stored(changes)
                        on_press=move |()| show.run(Open::Change(id)) />
                })}
                {open.then(|| view! {
                    <Button label=t(words::WITHDRAW) size=Size::Small kind=ButtonKind::Quiet disabled_reason=Signal::stored(edits) on_press=cancel />
                })}
            </div>
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
