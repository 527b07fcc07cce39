//! One booking, followed from the request to the rating.

use domain::bookings::booking::{PortalBooking, PortalTrip, TransitionDraft};
use domain::bookings::progress::{BookingStatus, Initiator, InvoiceHold, Situation, Transition, refusal};
use domain::route::Endpoint;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::super::{pages, session};
use super::{address, ask, home, rate};
use crate::nav;
use crate::net::call;
use crate::net::fetch::{Resource, resource};
use crate::text::{amount, date, fields as labels, fill, portal as words, t};
use crate::ui::badge::Badge;
use crate::ui::button::{Button, LinkButton};
use crate::ui::cell::Cell;
use crate::ui::confirm::{self, Ask};
use crate::ui::facts::{Fact, Facts};
use crate::ui::heading::{Card, PageHeader};
use crate::ui::icon::Icon;
use crate::ui::note::Note;
use crate::ui::timeline::{Timeline, TimelineEvent};
use crate::ui::toast;
use crate::ui::tone::Tone;

/// `/bookings/{id}`
pub(in crate::portal) fn page() -> AnyView {
    let id = nav::id();
    let booking = resource::<PortalBooking>(move || Some(call(Endpoint::PortalGetBooking).at(id)));
    let title = Signal::derive(move || {
        booking.value.with(|booking| {
            booking.as_ref().map_or_else(|| t(words::BOOKING).to_owned(), |booking| booking.fields.subject.clone())
        })
    });
    let subtitle =
        Signal::derive(move || booking.value.with(|booking| booking.as_ref().map(|booking| booking.number.clone())));
    let state = move || {
        booking.value.with(|booking| booking.as_ref().map(|booking| booking.stage)).map(|stage| {
            view! { <Badge label=t(stage.label()) tone=stage.tone() /> }
        })
    };
    view! {
        <PageHeader title=title subtitle=subtitle up=("/bookings".to_owned(), t(words::BOOKINGS).to_owned())
            state=ViewFn::from(move || state.into_any()) />
        {booking.view(move |shown| body(&shown, booking))}
    }
    .into_any()
}

fn body(shown: &PortalBooking, booking: Resource<PortalBooking>) -> AnyView {
    let reason =
        (!shown.reason.is_empty()).then(|| fill(crate::text::bookings::REASON_WAS, &[("reason", &shown.reason)]));
    let reason = reason.map(|text| view! { <Note tone=Tone::Warn>{text}</Note> });
    let fields = &shown.fields;
    let stop = |address: &str, at: Option<domain::time::Instant>| Cell::Two(address.to_owned(), date::when(at));
    let facts = vec![
        Fact::new(t(labels::PICKUP_ADDRESS), stop(&fields.pickup_address, fields.pickup_at)),
        Fact::new(t(labels::DELIVERY_ADDRESS), stop(&fields.delivery_address, fields.ends_at)),
        Fact::new(t(labels::PHONE), Cell::text(fields.phone.clone())),
        Fact::new(t(labels::VEHICLE_TYPE_WANTED), Cell::text(shown.vehicle_type_name.clone())),
        Fact::new(
            t(labels::PASSENGERS),
            fields.passengers.map_or(Cell::Empty, |people| Cell::text(amount::number(people))),
        ),
        Fact::new(t(labels::LOAD), Cell::text(fields.load.clone())),
        Fact::new(t(labels::NOTE), Cell::text(fields.note.clone())),
        Fact::new(t(labels::AMOUNT), shown.amount.map_or(Cell::Empty, |minor| Cell::text(amount::price(minor)))),
    ];
    let trips = (!shown.trips.is_empty()).then(|| {
        let all = shown.trips.iter().map(one_trip).collect_view();
        view! { <Card title=t(words::YOUR_DRIVER)><ul class="logbooks">{all}</ul></Card> }
    });
    let invoice = shown.invoice.as_ref().and_then(|invoice| {
        let number = invoice.number.clone()?;
        let href = ["/invoices/", &invoice.id.to_string()].concat();
        let state = pages::payer(invoice.status);
        let total = amount::amount(invoice.total);
        Some(view! {
            <Card title=t(words::INVOICE)>
                <p class="invoice-link"><a href=href>{number}</a>{state}<span class="cell-number">{total}</span></p>
            </Card>
        })
    });
    let to_rate = shown.trips.iter().filter(|trip| trip.can_rate);
    let to_rate = to_rate
        .map(|trip| {
            let form = rate::form(shown.id, trip.driver, trip.driver_name.clone(), booking);
            view! { <Card title=t(words::HOW_WAS_IT)>{form}</Card> }
        })
        .collect_view();
    let ratings = shown.ratings.iter().map(rate::given).collect_view();
    let events = timeline(shown);
    view! {
        {reason}
        {ask::asked(shown, booking)}
        {to_rate}
        {acts(shown, booking)}
        <div class="cards">
            <Card title=t(words::STEPS)><Timeline events=Signal::stored(events) /></Card>
            <Card title=t(words::TRIP)><Facts facts=Signal::stored(facts) /></Card>
            {trips}
            {invoice}
        </div>
        {(!shown.ratings.is_empty()).then(|| view! { <Card title=t(words::YOUR_RATING)><ul class="ratings">{ratings}</ul></Card> })}
    }
    .into_any()
}

/// Where it stands, and on the ordinary way what comes next.
fn timeline(shown: &PortalBooking) -> Vec<TimelineEvent> {
    let event = |status: BookingStatus, at: Option<domain::time::Instant>| TimelineEvent {
        title: t(status.label()).to_owned(),
        detail: String::new(),
        when: at.map(date::near).unwrap_or_default(),
        exact: date::when(at),
        tone: if at.is_some() { status.tone() } else { Tone::Neutral },
        icon: if at.is_some() { Icon::Check } else { Icon::Clock },
        ahead: at.is_none(),
    };
    let mut events: Vec<TimelineEvent> = shown.timeline.iter().map(|step| event(step.status, Some(step.at))).collect();
    let ordinary = [BookingStatus::New, BookingStatus::Approved, BookingStatus::Processing, BookingStatus::Completed];
    if let (false, Some(now)) = (shown.status.is_final(), ordinary.iter().position(|status| *status == shown.status)) {
        events.extend(ordinary.iter().skip(now + 1).map(|status| event(*status, None)));
    }
    events
}

fn one_trip(trip: &PortalTrip) -> AnyView {
    let who = (trip.driver_name.clone(), trip.phone.clone());
    let with_what = (trip.vehicle_name.clone(), trip.plate.clone());
    view! {
        <li class="logbook">
            {home::one_of_crew(who, with_what)}
            <p class="logbook-head"><Badge label=t(trip.status.label()) tone=trip.status.tone() />
                <span class="muted">{date::span(trip.from, trip.to)}</span></p>
        </li>
    }
    .into_any()
}

/// Change and cancel while it is new, the calendar file, and whom to call later.
fn acts(shown: &PortalBooking, booking: Resource<PortalBooking>) -> AnyView {
    let (id, version) = (shown.id, shown.version);
    let situation = Situation {
        status: shown.status,
        amount: shown.amount,
        logbooks: Vec::new(),
        invoice: Some(InvoiceHold::None),
    };
    let refused =
        refusal(&situation, Transition::Cancel, Initiator::Customer).map(|refusal| t(refusal.text()).to_owned());
    let number = shown.number.clone();
    let cancel = move |()| {
        let ask = Ask::new(
            fill(words::CANCEL_QUESTION, &[("number", &number)]),
            t(words::CANCEL_CONSEQUENCE),
            t(words::CANCEL),
            move || {
                spawn_local(async move {
                    let outcome = call(Endpoint::PortalCancelBooking)
                        .at(id)
                        .version(version)
                        .body(&TransitionDraft::default())
                        .done()
                        .await;
                    match outcome {
                        Ok(()) => toast::good(t(words::CANCELLED)),
                        Err(problem) => toast::bad(problem.title),
                    }
                    booking.reload();
                });
            },
        );
        confirm::ask(ask.danger().dismiss(t(words::KEEP_BOOKING)));
    };
    let is_new = shown.status == BookingStatus::New;
    let edit = is_new.then(|| view! { <LinkButton label=t(words::CHANGE_BOOKING) href=[address(id).as_str(), "/edit"].concat() icon=Icon::Edit /> });
    let calendar = (!matches!(shown.status, BookingStatus::Rejected | BookingStatus::Cancelled)).then(|| {
        let href = Endpoint::PortalGetBookingIcs.path(&id.to_string());
        let file = [shown.number.as_str(), ".ics"].concat();
        view! { <LinkButton label=t(words::ADD_TO_CALENDAR) href=href icon=Icon::Calendar external=true download=file /> }
    });
    let to_ask = ask::may(shown).then(|| ask::acts(id, booking));
    let asks = shown.status == BookingStatus::Approved;
    let cancel = (!shown.status.is_final() && !asks).then(|| {
        view! { <Button label=t(words::CANCEL) icon=Icon::Close disabled_reason=Signal::stored(refused) on_press=cancel /> }
    });
    let phone = untrack(|| session::of_me(|me| me.company.phone.clone()));
    let phone = (!phone.is_empty()).then(|| {
        view! { <LinkButton label=fill(words::CALL_US, &[("phone", &phone)]) href=["tel:", &phone].concat() icon=Icon::Phone external=true /> }
    });
    view! { <div class="actions">{edit}{calendar}{to_ask}{cancel}{phone}</div> }.into_any()
}
