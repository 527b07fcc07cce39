//! A driver's day on the phone: each trip with one big button for its next step, and the clock.

use domain::bookings::booking::TransitionDraft;
use domain::bookings::progress::{LogbookStatus, Transition};
use domain::bookings::schedule::{Today, Trip};
use domain::record::RecordKind;
use domain::route::Endpoint;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::steps::{Step, step_sheet};
use crate::nav;
use crate::net::fetch::{Resource, resource};
use crate::net::{call, new_key};
use crate::session;
use crate::text::{bookings as words, date, fill, shell, t};
use crate::ui::badge::Badge;
use crate::ui::button::{Button, Kind as ButtonKind, Size};
use crate::ui::confirm::{self, Ask};
use crate::ui::dialog::Dialog;
use crate::ui::empty::EmptyState;
use crate::ui::heading::PageHeader;
use crate::ui::icon::Icon;
use crate::ui::toast;

/// `/admin/today`
pub(crate) fn today_page() -> AnyView {
    let today = resource::<Today>(|| Some(call(Endpoint::GetToday))).follow();
    let open = RwSignal::new(false);
    let step = RwSignal::new(None::<Step>);
    let title = Signal::derive(move || {
        let starts = step.get().is_some_and(|step| step.endpoint == Endpoint::StartLogbook);
        t(if starts { words::START_DRIVING } else { words::FINISH_DRIVING }).to_owned()
    });
    let take = Callback::new(move |next: Step| {
        step.set(Some(next));
        open.set(true);
    });
    let drives = session::me().with_untracked(|me| me.as_ref().is_some_and(|me| me.driver.is_some()));
    view! {
        <PageHeader title=t(shell::TODAY) subtitle=Signal::stored(Some(date::day(date::now()))) />
        {today.view(move |day| if drives { trips(&day, today, take) } else { no_profile() })}
        <Dialog open=open title=title>{move || step.get().map(|step| step_sheet(step, true, open, Callback::new(move |()| today.reload())))}</Dialog>
    }
    .into_any()
}

fn no_profile() -> AnyView {
    view! { <EmptyState title=t(words::NO_DRIVER_PROFILE) detail=t(crate::text::people::NO_DRIVERS) icon=Icon::Person /> }.into_any()
}

fn trips(day: &Today, today: Resource<Today>, take: Callback<Step>) -> AnyView {
    if day.trips.is_empty() {
        return view! { <EmptyState title=t(words::NOTHING_TODAY) detail=t(words::NOTHING_TODAY_DETAIL) icon=Icon::Truck /> }.into_any();
    }
    let all = day.trips.iter().map(|trip| card(trip, day, today, take)).collect_view();
    view! { <ul class="trips">{all}</ul> }.into_any()
}

/// Where the phone's maps lead to an address.
fn map(address: &str) -> String {
    ["https://www.openstreetmap.org/search?query=", &String::from(js_sys::encode_uri_component(address))].concat()
}

fn card(trip: &Trip, day: &Today, today: Resource<Today>, take: Callback<Step>) -> AnyView {
    let logbook = &trip.logbook;
    let next = |endpoint, odometer| Step { endpoint, of: (logbook.id, logbook.version), odometer };
    let step = match logbook.status {
        LogbookStatus::New => {
            Some((words::START_DRIVING, Icon::Play, next(Endpoint::StartLogbook, trip.last_odometer)))
        }
        LogbookStatus::Processing => Some((
            words::FINISH_DRIVING,
            Icon::Stop,
            next(Endpoint::FinishLogbook, logbook.odometer_start.or(trip.last_odometer)),
        )),
        _ => None,
    };
    let complete = trip.completes.map(|version| {
        let booking = trip.booking;
        let press = move |()| {
            confirm::ask(Ask::new(
                t(Transition::Complete.label()),
                t(words::COMPLETE_CONSEQUENCE),
                t(Transition::Complete.label()),
                move || completed(booking, version, today),
            ));
        };
        view! {
            <Button label=t(Transition::Complete.label()) icon=Icon::Check size=Size::Big kind=ButtonKind::Primary on_press=press />
        }
    });
    let stop = |address: &str, at| {
        view! {
            <p><strong>{date::time(at)}</strong>" "<a href=map(address) target="_blank" rel="noopener noreferrer">{address.to_owned()}</a></p>
        }
    };
    // The trip's own times stand first; the customer's beside them where they are others.
    let other = (trip.pickup_at, trip.ends_at) != (logbook.from, logbook.to);
    let phone = ["tel:", &trip.phone].concat();
    let note = (!trip.note.is_empty()).then(|| view! { <p class="muted">{trip.note.clone()}</p> });
    view! {
        <li class="trip">
            <div class="logbook-head">
                <h2><a href=nav::record(RecordKind::Booking, trip.booking)>{trip.subject.clone()}</a></h2>
                <Badge label=t(logbook.status.label()) tone=logbook.status.tone() />
            </div>
            {stop(&trip.pickup_address, logbook.from)}
            {stop(&trip.delivery_address, logbook.to)}
            {other.then(|| view! { <p class="muted">{fill(words::BOOKING_TIME, &[("time", &date::span(trip.pickup_at, trip.ends_at))])}</p> })}
            <p>{trip.customer_name.clone()}" · "<a href=phone>{trip.phone.clone()}</a></p>
            <p class="muted">{[logbook.vehicle_name.as_str(), " · ", &logbook.plate].concat()}</p>
            {note}
            <div class="actions">
                {clock(trip, day, today)}
                {step.map(|(label, icon, step)| view! {
                    <Button label=t(label) icon=icon size=Size::Big kind=ButtonKind::Primary on_press=move |()| take.run(step) />
                })}
                {complete}
            </div>
        </li>
    }
    .into_any()
}

fn completed(booking: i64, version: i64, today: Resource<Today>) {
    spawn_local(async move {
        match call(Endpoint::CompleteBooking)
            .at(booking)
            .version(version)
            .body(&TransitionDraft::default())
            .done()
            .await
        {
            Ok(()) => toast::good(t(words::WAS_COMPLETED)),
            Err(problem) => toast::bad(problem.title),
        }
        today.reload();
    });
}

/// One tap in, one tap out; only while the trip is under way or about to be.
fn clock(trip: &Trip, day: &Today, today: Resource<Today>) -> AnyView {
    let logbook = trip.logbook.id;
    let running = day.running.filter(|card| card.logbook == logbook);
    if running.is_none() && (day.running.is_some() || trip.logbook.status == LogbookStatus::Completed) {
        return ().into_any();
    }
    let busy = RwSignal::new(false);
    let key = StoredValue::new(new_key());
    let tap = move |()| {
        busy.set(true);
        spawn_local(async move {
            let (asked, done) = match running {
                None => (call(Endpoint::StartTimeCard).key(&key.get_value()), words::CLOCKED_IN),
                Some(_) => (call(Endpoint::StopTimeCard), words::CLOCKED_OUT),
            };
            match asked.at(logbook).done().await {
                Ok(()) => toast::good(t(done)),
                Err(problem) => toast::bad(problem.title),
            }
            busy.try_set(false);
            today.reload();
        });
    };
    let label = if running.is_some() { words::CLOCK_OUT } else { words::CLOCK_IN };
    let since = running.map(
        |card| view! { <span class="muted">{fill(words::WORKING_SINCE, &[("time", &date::time(card.from))])}</span> },
    );
    view! { {since}<Button label=t(label) icon=Icon::Clock size=Size::Big busy=busy on_press=tap /> }.into_any()
}
