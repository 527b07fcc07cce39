//! What one comes to the portal for, above the list: the next trip, what is to pay, and whom to rate.

use std::time::Duration;

use domain::bookings::progress::Stage;
use domain::portal::{Crew, NextTrip, PortalHome, PortalOwed, Unrated};
use leptos::prelude::*;

use super::address;
use crate::text::{amount, count, date, fill, portal as words, t};
use crate::ui::badge::{Badge, plate};
use crate::ui::button::LinkButton;
use crate::ui::icon::Icon;
use crate::ui::tone::{Tone, sign};

/// How often the time that is left is written anew.
const TICK: Duration = Duration::from_secs(30);

pub(super) fn view(home: PortalHome) -> AnyView {
    let PortalHome { next, owed, unrated } = home;
    view! { {next.map(next_trip)}{owed.map(to_pay)}{unrated.map(rate)} }.into_any()
}

fn next_trip(trip: NextTrip) -> AnyView {
    let runs = trip.stage == Stage::Running;
    let (from, to) = (trip.pickup_at, trip.ends_at);
    let tick = RwSignal::new(());
    if let Ok(timer) = set_interval_with_handle(move || tick.set(()), TICK) {
        on_cleanup(move || timer.clear());
    }
    let away = move || {
        tick.track();
        if runs { fill(words::UNTIL, &[("time", &date::time(to))]) } else { date::relative(from) }
    };
    let when = move || {
        tick.track();
        let day = if date::is_near_day(from) { date::near_day(from) } else { date::short_day(from) };
        [day.as_str(), ", ", &date::time(from)].concat()
    };
    let crew = trip.crew.into_iter().map(one_of_crew).collect_view();
    view! {
        <section class="portal-card portal-next" data-state=trip.stage.code()>
            <div class="portal-card-head">
                <h2>{t(if runs { words::TRIP_NOW } else { words::NEXT_TRIP })}</h2>
                <Badge label=t(trip.stage.label()) tone=trip.stage.tone() />
                <span class="portal-away">{away}</span>
            </div>
            <p class="portal-display"><a href=address(trip.id)>{when}</a></p>
            <p>{trip.subject}</p>
            <p class="muted">{[short(&trip.pickup_address), " → ", short(&trip.delivery_address)].concat()}</p>
            {crew}
        </section>
    }
    .into_any()
}

/// A place's short name: what stands before the first comma.
fn short(address: &str) -> &str {
    address.split([',', '\n']).next().unwrap_or(address).trim()
}

/// Who drives with what, and how to reach them.
pub(super) fn one_of_crew(crew: Crew) -> AnyView {
    let call = (!crew.phone.is_empty()).then(|| {
        let label = fill(words::CALL_DRIVER, &[("name", &crew.driver_name)]);
        let href = ["tel:", &crew.phone].concat();
        view! { <a class="button" href=href rel="external" aria-label=label>{Icon::Phone.view()}{t(words::CALL)}</a> }
    });
    view! {
        <div class="portal-card-head portal-crew">
            <span><strong>{crew.driver_name}</strong><br /><span class="muted">{crew.vehicle_name}" "</span>{plate(crew.plate)}</span>
            {call}
        </div>
    }
    .into_any()
}

fn to_pay(owed: PortalOwed) -> AnyView {
    let overdue = (owed.overdue > 0).then(|| {
        let text = fill(words::OVERDUE_SUM, &[("sum", &amount::money(owed.overdue, &owed.currency))]);
        view! { <span class="portal-overdue">{sign(Tone::Overdue)}{text}" · "</span> }
    });
    let href = owed.invoice.map_or_else(|| "/invoices".to_owned(), |id| ["/invoices/", &id.to_string()].concat());
    view! {
        <section class="portal-card">
            <h2>{t(words::TO_PAY)}</h2>
            <div class="portal-card-head">
                <p class="portal-display">{amount::money(owed.balance, &owed.currency)}</p>
                <LinkButton label=t(words::SEE_INVOICES) href=href />
            </div>
            <p class="muted">{overdue}{count(owed.invoices, words::INVOICES_OWED)}</p>
        </section>
    }
    .into_any()
}

fn rate(unrated: Unrated) -> AnyView {
    view! {
        <section class="portal-card">
            <h2>{t(words::HOW_WAS_IT)}</h2>
            <div class="portal-card-head">
                <p>{unrated.subject}</p>
                <LinkButton label=fill(words::RATE, &[("name", &unrated.driver_name)]) href=address(unrated.id) icon=Icon::Star />
            </div>
        </section>
    }
    .into_any()
}
