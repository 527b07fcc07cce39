//! What one comes to the portal for, above the list: the next trip, what is to pay, and whom to rate.

use std::time::Duration;

use domain::bookings::progress::Stage;
use domain::time::Instant;
use leptos::prelude::*;
use serde_json::Value;

use super::{address, badge, stage_of};
use crate::records::{Fields, number_of, text_of};
use crate::text::address as place;
use crate::text::{amount, count, date, fill, portal as words, t};
use crate::ui::badge::plate;
use crate::ui::button::LinkButton;
use crate::ui::icon::Icon;
use crate::ui::tone::{Tone, sign};

/// How often the time that is left is written anew.
const TICK: Duration = Duration::from_secs(30);

/// `home` is a `domain::portal::PortalHome`, read field by field: its types would weigh more than all that is shown of it.
pub(super) fn view(home: &Value) -> AnyView {
    let part = |name: &str, draw: fn(&Value) -> AnyView| home.get(name).filter(|part| !part.is_null()).map(draw);
    view! { {part("next", next_trip)}{part("owed", to_pay)}{part("unrated", rate)} }.into_any()
}

fn text(of: &Value, field: &str) -> String {
    text_of(of.field(field))
}

fn number(of: &Value, field: &str) -> i64 {
    number_of(of.field(field))
}

fn next_trip(trip: &Value) -> AnyView {
    let stage = stage_of(trip);
    let runs = stage == Stage::Running;
    let (from, to) = (Instant(number(trip, "pickup_at")), Instant(number(trip, "ends_at")));
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
    let way = place::way(&text(trip, "pickup_address"), &text(trip, "delivery_address"));
    let crew = trip.get("crew").and_then(Value::as_array).into_iter().flatten();
    let crew = crew.map(|one| {
        let [driver, phone, vehicle, plate] =
            ["driver_name", "phone", "vehicle_name", "plate"].map(|name| text(one, name));
        one_of_crew((driver, phone), (vehicle, plate))
    });
    let crew = crew.collect_view();
    view! {
        <section class="portal-card portal-next" data-state=stage.code()>
            <div class="portal-card-head">
                <h2>{t(if runs { words::TRIP_NOW } else { words::NEXT_TRIP })}</h2>
                {badge(stage)}
                <span class="portal-away">{away}</span>
            </div>
            <p class="portal-display"><a href=address(number(trip, "id"))>{when}</a></p>
            <p>{text(trip, "subject")}</p>
            <p class="muted">{way}</p>
            {crew}
        </section>
    }
    .into_any()
}

/// Who drives (name and telephone number) with what (name and plate), and how to reach them.
pub(super) fn one_of_crew((driver, phone): (String, String), (vehicle, number): (String, String)) -> AnyView {
    let call = (!phone.is_empty()).then(|| {
        let label = fill(words::CALL_DRIVER, &[("name", &driver)]);
        let href = ["tel:", &phone].concat();
        view! { <a class="button" href=href rel="external" aria-label=label>{Icon::Phone.view()}{t(words::CALL)}</a> }
    });
    view! {
        <div class="portal-card-head portal-crew">
            <span><strong>{driver}</strong><br /><span class="muted">{vehicle}" "</span>{plate(number)}</span>
            {call}
        </div>
    }
    .into_any()
}

fn to_pay(owed: &Value) -> AnyView {
    let currency = text(owed, "currency");
    let (balance, overdue) = (number(owed, "balance"), number(owed, "overdue"));
    let overdue = (overdue > 0).then(|| {
        let text = fill(words::OVERDUE_SUM, &[("sum", &amount::money(overdue, &currency))]);
        view! { <span class="portal-overdue">{sign(Tone::Overdue)}{text}" · "</span> }
    });
    let href = match number(owed, "invoice") {
        0 => "/invoices".to_owned(),
        one => ["/invoices/", &one.to_string()].concat(),
    };
    view! {
        <section class="portal-card">
            <h2>{t(words::TO_PAY)}</h2>
            <div class="portal-card-head">
                <p class="portal-display">{amount::money(balance, &currency)}</p>
                <LinkButton label=t(words::SEE_INVOICES) href=href />
            </div>
            <p class="muted">{overdue}{count(number(owed, "invoices"), words::INVOICES_OWED)}</p>
        </section>
    }
    .into_any()
}

fn rate(unrated: &Value) -> AnyView {
    let label = fill(words::RATE, &[("name", &text(unrated, "driver_name"))]);
    view! {
        <section class="portal-card">
            <h2>{t(words::HOW_WAS_IT)}</h2>
            <div class="portal-card-head">
                <p>{text(unrated, "subject")}</p>
                <LinkButton label=label href=address(number(unrated, "id")) icon=Icon::Star />
            </div>
        </section>
    }
    .into_any()
}
