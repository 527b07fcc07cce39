//! A driver's day on the phone: the one trip that matters now, large, with its next step and the clock pinned where the thumb is; what
//! comes later in a line each, to be accepted or declined.

use domain::bookings::answer::TripAnswer;
use domain::bookings::booking::TransitionDraft;
use domain::bookings::progress::{LogbookStatus, Transition};
use domain::bookings::schedule::{Today, Trip};
use domain::record::RecordKind;
use domain::route::Endpoint;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::answers;
use super::steps::{Step, step_sheet};
use crate::nav;
use crate::net::fetch::{Resource, resource};
use crate::net::{call, new_key};
use crate::session;
use crate::text::measure::{Measure, Measured as _};
use crate::text::{address, bookings as words, count, count_of, date, fill, shell, t};
use crate::ui::badge::Badge;
use crate::ui::button::{Button, Kind as ButtonKind, LinkButton, Size};
use crate::ui::dialog::Dialog;
use crate::ui::empty::EmptyState;
use crate::ui::heading::PageHeader;
use crate::ui::icon::Icon;
use crate::ui::toast;

/// `/admin/today`
pub(crate) fn today_page() -> AnyView {
    let today = resource::<Today>(|| Some(call(Endpoint::GetToday))).follow();
    Effect::new(move || {
        today.value.with(|day| {
            day.iter().flat_map(|day| day.trips.iter().chain(&day.coming)).for_each(|trip| answers::see(&trip.logbook))
        });
    });
    let open = RwSignal::new(false);
    let asked = RwSignal::new(None::<Asked>);
    let title = Signal::derive(move || {
        let text = match asked.get() {
            Some(Asked::Decline(_)) => words::DECLINE_TRIP,
            Some(Asked::Step(step, _)) if step.endpoint == Endpoint::StartLogbook => words::START_DRIVING,
            _ => words::FINISH_DRIVING,
        };
        t(text).to_owned()
    });
    let ask = Callback::new(move |what| {
        asked.set(Some(what));
        open.set(true);
    });
    let drives = session::me().with_untracked(|me| me.as_ref().is_some_and(|me| me.driver.is_some()));
    view! {
        <PageHeader title=t(shell::TODAY) subtitle=Signal::stored(Some(date::day(date::now()))) />
        {today.view(move |day| if drives { trips(&day, today, ask) } else { no_profile() })}
        <Dialog open=open title=title>
            {move || asked.get().map(|asked| match asked {
                Asked::Step(step, last_of) => step_sheet(step, true, open, Callback::new(move |()| match last_of {
                    Some(booking) => complete_driven(booking, today),
                    None => today.reload(),
                })),
                Asked::Decline(of) => answers::decline_sheet(of, true, open, Callback::new(move |()| today.reload())),
            })}
        </Dialog>
    }
    .into_any()
}

fn no_profile() -> AnyView {
    view! { <EmptyState title=t(words::NO_DRIVER_PROFILE) detail=t(words::NO_DRIVER_PROFILE_DETAIL) icon=Icon::Person /> }.into_any()
}

/// What a dialog asks for.
#[derive(Clone, Copy)]
enum Asked {
    /// A step, and the booking that is done with it.
    Step(Step, Option<i64>),
    /// Why a trip is declined, by its id and version.
    Decline((i64, i64)),
}

type Ask = Callback<Asked>;

/// The trip that is under way, or waits to be completed, or comes next.
fn current(day: &Today) -> Option<&Trip> {
    let first = |is: &dyn Fn(&&Trip) -> bool| day.trips.iter().find(is);
    let running = first(&|trip| trip.logbook.status == LogbookStatus::Processing);
    running
        .or_else(|| first(&|trip| trip.completes.is_some()))
        .or_else(|| first(&|trip| trip.logbook.status == LogbookStatus::New))
}

/// The current trip large, its next act pinned; what comes later in a line each, what is done folded.
fn trips(day: &Today, today: Resource<Today>, ask: Ask) -> AnyView {
    let coming = (!day.coming.is_empty()).then(|| {
        let lines = day.coming.iter().map(|trip| line(trip, true, today, ask)).collect_view();
        view! { <section><h2 class="trips-head">{t(words::COMING)}</h2><ul class="trip-lines">{lines}</ul></section> }
    });
    if day.trips.is_empty() {
        return view! {
            <EmptyState title=t(words::NOTHING_TODAY) detail=t(words::NOTHING_TODAY_DETAIL) icon=Icon::Truck />
            <div class="trips">{coming}</div>
        }
        .into_any();
    }
    let now = current(day);
    let others = || day.trips.iter().filter(|trip| now.is_none_or(|now| now.logbook.id != trip.logbook.id));
    let (done, later): (Vec<&Trip>, Vec<&Trip>) =
        others().partition(|trip| trip.logbook.status == LogbookStatus::Completed && trip.completes.is_none());
    let lines = |all: &[&Trip]| {
        let lines = all.iter().map(|trip| line(trip, false, today, ask)).collect_view();
        view! { <ul class="trip-lines">{lines}</ul> }
    };
    let later = (!later.is_empty())
        .then(|| view! { <section><h2 class="trips-head">{t(words::LATER_TODAY)}</h2>{lines(&later)}</section> });
    let folded = (!done.is_empty()).then(|| {
        view! { <details class="trips-done"><summary>{count_of(done.len(), words::FINISHED_TODAY)}</summary>{lines(&done)}</details> }
    });
    view! {
        <div class="trips">{now.map(|trip| card(trip, today, ask))}{later}{coming}{folded}</div>
        {now.map(|trip| pinned(trip, day, today, ask))}
    }
    .into_any()
}

/// A trip in one line, of another day with its day; below it what its driver said, and may say, to it.
fn line(trip: &Trip, of_another_day: bool, today: Resource<Today>, ask: Ask) -> AnyView {
    let way = address::way(&trip.pickup_address, &trip.delivery_address);
    let logbook = &trip.logbook;
    let day = of_another_day.then(|| view! { <small class="muted">{date::short_day(logbook.from)}</small> });
    view! {
        <li>
            <a class="trip-line" href=nav::record(RecordKind::Booking, trip.booking)>
                <strong class="trip-line-time">{day}{date::time(logbook.from)}</strong>
                <span class="trip-line-what"><span>{trip.subject.clone()}</span><span class="muted">{way}</span></span>
                <Badge label=t(logbook.status.label()) tone=logbook.status.tone() />
            </a>
            {answer(trip, today, ask)}
        </li>
    }
    .into_any()
}

/// What was answered to a planned trip, or the two answers there are.
fn answer(trip: &Trip, today: Resource<Today>, ask: Ask) -> Option<AnyView> {
    let logbook = &trip.logbook;
    if logbook.status != LogbookStatus::New {
        return None;
    }
    let of = (logbook.id, logbook.version);
    let given = logbook.answer.given;
    let said = given.and_then(|_| answers::said(logbook.status, &logbook.answer));
    let accept = answers::may(logbook, TripAnswer::Accepted).then(|| {
        let press = move |()| answers::accept(of, Callback::new(move |()| today.reload()));
        view! { <Button label=t(words::ACCEPT_TRIP) icon=Icon::Check on_press=press /> }
    });
    let decline = given.is_none().then(|| {
        let press = move |()| ask.run(Asked::Decline(of));
        view! { <Button label=t(words::DECLINE_TRIP) kind=ButtonKind::Quiet on_press=press /> }
    });
    let acts = accept.is_some().then(|| view! { <div class="trip-acts">{accept}{decline}</div> });
    Some(view! { {said}{acts} }.into_any())
}

/// Where the phone's maps lead to an address.
pub(super) fn map(address: &str) -> String {
    ["https://www.openstreetmap.org/search?query=", &String::from(js_sys::encode_uri_component(address))].concat()
}

fn card(trip: &Trip, today: Resource<Today>, ask: Ask) -> AnyView {
    let logbook = &trip.logbook;
    let stop = |at, address: &str| {
        let (place, rest) = address::place_and_rest(address);
        let rest = rest.to_owned();
        view! {
            <li class="stop">
                <span class="stop-time"><strong>{date::time(at)}</strong></span>
                <span class="stop-place"><strong>{place.to_owned()}</strong><span class="muted">{rest}</span></span>
            </li>
        }
    };
    // The trip's own times stand first; the customer's beside them where they are others.
    let other = (trip.pickup_at, trip.ends_at) != (logbook.from, logbook.to);
    let running = logbook.status == LogbookStatus::Processing;
    let (goal, moment) =
        if running { (&trip.delivery_address, logbook.to) } else { (&trip.pickup_address, logbook.from) };
    let away = (logbook.status != LogbookStatus::Completed)
        .then(|| view! { <span class="trip-away" title=date::instant(moment)>{date::relative(moment)}</span> });
    let people = trip.passengers.map(|people| count(people, words::PASSENGERS));
    let whom = [Some(trip.customer_name.clone()), people, Some(trip.load.clone())];
    let whom: Vec<String> = whom.into_iter().flatten().filter(|fact| !fact.is_empty()).collect();
    let odometer = trip.last_odometer.map(|metres| Measure::Distance.show(metres));
    view! {
        <article class="trip">
            <div class="trip-head"><Badge label=t(logbook.status.label()) tone=logbook.status.tone() />{away}</div>
            <h2><a href=nav::record(RecordKind::Booking, trip.booking)>{trip.subject.clone()}</a></h2>
            <p class="muted">{whom.join(" · ")}</p>
            <ol class="route">{stop(logbook.from, &trip.pickup_address)}{stop(logbook.to, &trip.delivery_address)}</ol>
            {other.then(|| view! { <p class="muted">{fill(words::BOOKING_TIME, &[("time", &date::span(trip.pickup_at, trip.ends_at))])}</p> })}
            <div class="trip-acts">
                <LinkButton label=t(words::NAVIGATE) href=map(goal) icon=Icon::Pin size=Size::Big external=true />
                <LinkButton label=t(words::CALL) href=["tel:", &trip.phone].concat() icon=Icon::Phone size=Size::Big />
            </div>
            <p class="trip-vehicle"><strong>{logbook.vehicle_name.clone()}</strong><span class="plate">{logbook.plate.clone()}</span><span class="muted">{odometer}</span></p>
            {answer(trip, today, ask)}
            {(!trip.note.is_empty()).then(|| view! { <p class="quote">{trip.note.clone()}</p> })}
        </article>
    }
    .into_any()
}

/// What the thumb finds at the bottom: the clock, and the trip's next act.
fn pinned(trip: &Trip, day: &Today, today: Resource<Today>, ask: Ask) -> AnyView {
    let logbook = &trip.logbook;
    let next = |endpoint, odometer| Step { endpoint, of: (logbook.id, logbook.version), odometer };
    let last_of = trip.is_last.then_some(trip.booking);
    let step = match logbook.status {
        LogbookStatus::New => {
            Some((words::START_DRIVING, Icon::Play, (next(Endpoint::StartLogbook, trip.last_odometer), None)))
        }
        LogbookStatus::Processing => {
            let label = if trip.is_last { words::FINISH_AND_COMPLETE } else { words::FINISH_DRIVING };
            let odometer = logbook.odometer_start.or(trip.last_odometer);
            Some((label, Icon::Stop, (next(Endpoint::FinishLogbook, odometer), last_of)))
        }
        LogbookStatus::Completed | LogbookStatus::Cancelled => None,
    };
    let complete = trip.completes.map(|version| {
        let booking = trip.booking;
        let press = move |()| completed(booking, version, today);
        view! {
            <Button label=t(Transition::Complete.label()) icon=Icon::Check size=Size::Big kind=ButtonKind::Primary on_press=press />
        }
    });
    view! {
        <div class="trip-pinned">
            {clock(trip, day, today)}
            {step.map(|(label, icon, step)| view! {
                <Button label=t(label) icon=icon size=Size::Big kind=ButtonKind::Primary on_press=move |()| ask.run(Asked::Step(step.0, step.1)) />
            })}
            {complete}
        </div>
    }
    .into_any()
}

/// The last trip of a booking was finished: the booking is done with it, unless somebody else was quicker. What can't be completed now
/// waits as the next act.
fn complete_driven(booking: i64, today: Resource<Today>) {
    spawn_local(async move {
        let found = call(Endpoint::GetToday).fresh().send::<Today>().await;
        let waiting = found.ok().and_then(|day| day.trips.into_iter().find(|trip| trip.booking == booking)?.completes);
        match waiting {
            Some(version) => completed(booking, version, today),
            None => today.reload(),
        }
    });
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
