//! A customer's bookings: the list, the request, and the page that follows one to its end.

mod ask;
mod follow;
mod home;
mod rate;

use std::cell::RefCell;

use domain::bookings::booking::BookingRequest;
use domain::bookings::progress::{BookingStatus, Stage};
use domain::list::ListQuery;
use domain::record::{Choice as Offered, Created};
use domain::route::Endpoint;
use domain::time::Instant;
use leptos::prelude::*;
use leptos::task::spawn_local;
use serde_json::Value;

use super::pages::{self, Query};
use super::session;
use crate::nav::part::Find;
use crate::nav::{self, Found, Screen};
use crate::net::call;
use crate::net::fetch::resource;
use crate::records::field::{Custom, UNTITLED};
use crate::records::fields;
use crate::records::form::{FormState, Shape, Sheet, conflict, send_with, sheet};
use crate::records::{Field, Fields, Kind, Line, Section, number_of, text_of, to_json};
use crate::text::{amount, date, fields as labels, fill, portal as words, t};
use crate::ui::badge::Badge;
use crate::ui::button::{Kind as ButtonKind, LinkButton, Size};
use crate::ui::choice::Choice;
use crate::ui::empty::EmptyState;
use crate::ui::heading::PageHeader;
use crate::ui::icon::Icon;
use crate::ui::input::TextInput;
use crate::ui::progress::Skeleton;
use crate::ui::select::Select;
use crate::ui::toast;

/// The list is part of the first page and stands in `routes`.
/// What the addresses of its screens begin with.
pub const ROOTS: &[&str] = &["bookings/"];

const SCREENS: &[Screen] = &[
    Screen::new("bookings/new", new),
    Screen::new("bookings/{}", follow::page),
    Screen::new("bookings/{}/edit", edit),
];

/// Called when the part is here.
pub fn open() -> Find {
    crate::records::form::hours::install();
    find
}

fn find(path: &str) -> Option<Found> {
    nav::find_screen(SCREENS, path)
}

fn address(id: i64) -> String {
    ["/bookings/", &id.to_string()].concat()
}

fn request_button() -> AnyView {
    view! { <LinkButton label=t(words::REQUEST_BOOKING) href="/bookings/new".to_owned() kind=ButtonKind::Primary size=Size::Big icon=Icon::Plus /> }
        .into_any()
}

/// `/bookings?status=new&cursor=…`
pub(super) fn list() -> AnyView {
    let query = pages::query();
    let found = pages::resource(Endpoint::PortalListBookings.route(), query);
    let chosen =
        RwSignal::new(untrack(|| query.with(|query| query.filters.get("status").cloned().unwrap_or_default())));
    let options: Vec<Choice> =
        BookingStatus::ALL.iter().map(|status| Choice::new(status.code(), t(status.label()))).collect();
    let choose = move |status: String| {
        let filters = if status.is_empty() { Default::default() } else { [("status".to_owned(), status)].into() };
        pages::show("/bookings", &ListQuery { filters, ..ListQuery::default() });
    };
    let whole = Memo::new(move |_| query.with(|query| query.filters.is_empty() && query.cursor.is_empty()));
    let (home, answered) = (RwSignal::new(None::<Value>), RwSignal::new(false));
    Effect::new(move || {
        if whole.get() {
            spawn_local(async move {
                let found = call(Endpoint::PortalGetHome).send::<Value>().await;
                home.try_set(found.ok());
                answered.try_set(true);
            });
        }
    });
    let first = move || if whole.get() { home.with(|home| home.as_ref().map(home::view)) } else { None };
    let rest = move || {
        let options = options.clone();
        // Both at once, or the list would be pushed down under somebody's thumb.
        if whole.get() && !answered.get() {
            return view! { <Skeleton lines=6 /> }.into_any();
        }
        view! {
            {first}
            {request_button()}
            <div class="portal-filter"><crate::ui::field::Field label=t(labels::STATUS)>
                <Select value=chosen options=options empty=t(words::ALL) on_change=choose />
            </crate::ui::field::Field></div>
            {pages::view("/bookings", query, found, row, empty)}
        }
        .into_any()
    };
    view! { <PageHeader title=t(words::BOOKINGS) />{rest} }.into_any()
}

fn empty(query: Query) -> AnyView {
    let narrowed = query.with_untracked(|query| !query.filters.is_empty());
    let (title, detail) =
        if narrowed { (words::NONE_LIKE_THAT, "") } else { (words::NO_BOOKINGS, t(words::NO_BOOKINGS_DETAIL)) };
    view! { <EmptyState title=t(title) detail=detail icon=Icon::Calendar /> }.into_any()
}

fn row(booking: &Line) -> AnyView {
    let [subject, number, pickup, delivery] =
        ["subject", "number", "pickup_address", "delivery_address"].map(|name| text_of(booking.field(name)));
    let [from, to] = ["pickup_at", "ends_at"].map(|name| Instant(number_of(booking.field(name))));
    let price = booking.field("amount").as_i64();
    let price = price.map(|minor| view! { <span class="cell-number">{amount::price(minor)}</span> });
    view! {
        <a class="portal-card" href=address(number_of(booking.field("id")))>
            <span class="portal-card-head"><strong>{subject}</strong>{badge(stage_of(booking))}</span>
            <span>{date::span(from, to)}</span>
            <span class="muted">{[pickup.as_str(), " → ", &delivery].concat()}</span>
            <span class="portal-card-head"><span class="muted">{number}</span>{price}</span>
        </a>
    }
    .into_any()
}

fn stage_of(booking: &dyn Fields) -> Stage {
    text_of(booking.field("stage")).parse().unwrap_or(Stage::Approved)
}

fn badge(stage: Stage) -> AnyView {
    view! { <Badge label=t(stage.label()) tone=stage.tone() /> }.into_any()
}

const SECTIONS: &[Section] = &[
    Section::new(
        UNTITLED,
        fields![BookingRequest:
            SUBJECT.wide().help(words::SUBJECT_HELP),
            PICKUP_ADDRESS.shown(PLACE).wide(),
            PICKUP_AT,
            DELIVERY_ADDRESS.shown(PLACE).wide(),
            ENDS_AT.ends("pickup_at"),
            PHONE.help(words::PHONE_HELP),
        ],
    ),
    Section::new(
        words::MORE,
        fields![BookingRequest:
            VEHICLE_TYPE.shown(Kind::Custom(Custom { control: vehicle_type, group: false, show: name_of_type })),
            PASSENGERS,
            LOAD,
            NOTE,
        ],
    ),
];

static SHAPE: Shape = Shape::new::<BookingRequest>(SECTIONS);

/// An address in free words, with one's own past ones offered.
const PLACE: Kind = Kind::Custom(Custom { control: place, group: false, show: text_of });

fn place(state: FormState, field: &'static Field) -> AnyView {
    let known = resource::<Vec<String>>(|| Some(call(Endpoint::PortalListAddresses).quietly()));
    let value = RwSignal::new(untrack(|| text_of(&state.value(field.name))));
    Effect::new(move |before: Option<()>| {
        let typed = value.get();
        if before.is_some() {
            untrack(|| state.set(field.name, Value::String(typed)));
        }
    });
    let suggested = move || {
        known.value.get().into_iter().flatten().map(|place| view! { <option value=place></option> }).collect_view()
    };
    let list = ["known-", field.name].concat();
    view! { <TextInput value=value autocomplete="off" list=list.clone() /><datalist id=list>{suggested}</datalist> }
        .into_any()
}

thread_local! {
    /// As they were last offered.
    static TYPES: RefCell<Vec<Offered>> = const { RefCell::new(Vec::new()) };
}

/// What a form says of a type's id.
fn name_of_type(id: &Value) -> String {
    let id = id.as_i64();
    let name = |all: &Vec<Offered>| all.iter().find(|one| Some(one.id) == id).map(|one| one.label.clone());
    TYPES.with_borrow(name).unwrap_or_default()
}

fn vehicle_type(state: FormState, field: &'static Field) -> AnyView {
    let offered = resource::<Vec<Offered>>(|| Some(call(Endpoint::PortalListVehicleTypes)));
    let value = RwSignal::new(untrack(|| text_of(&state.value(field.name))));
    let options = Signal::derive(move || {
        let Some(all) = offered.value.get() else { return Vec::new() };
        TYPES.set(all.clone());
        all.into_iter().map(|one| Choice::new(one.id.to_string(), one.label).detail(one.hint)).collect::<Vec<_>>()
    });
    let change = move |id: String| state.set(field.name, id.parse::<i64>().map_or(Value::Null, Value::from));
    view! { <Select value=value options=options empty=t(words::ANY_VEHICLE) on_change=change /> }.into_any()
}

/// `/bookings/new`
fn new() -> AnyView {
    let send = send_with(|sending| call(Endpoint::PortalRequestBooking).key(&sending.key).body(&sending.draft).send());
    let done = Callback::new(|answer: Value| {
        toast::good(t(words::REQUESTED));
        let created = serde_json::from_value::<Created>(answer);
        nav::leave(&created.map_or_else(|_| "/bookings".to_owned(), |created| address(created.id)));
    });
    let phone = untrack(|| session::of_me(|me| me.phone.clone()));
    let start = BookingRequest { phone, ..BookingRequest::default() };
    let form = Sheet {
        start: to_json(&start),
        keep: Some("draft:/bookings/new".to_owned()),
        big: true,
        ..Sheet::new(&SHAPE, t(words::SEND_REQUEST), send, done)
    };
    let bounds = untrack(|| session::of_me(|me| (me.company.portal_months_ahead, me.company.portal_longest_days)));
    let bounds = fill(words::BOUNDS, &[("months", &amount::number(bounds.0)), ("days", &amount::number(bounds.1))]);
    view! {
        <PageHeader title=t(words::REQUEST_BOOKING) up=("/bookings".to_owned(), t(words::BOOKINGS).to_owned()) />
        <p class="muted">{bounds}</p>
        {sheet(form)}
    }
    .into_any()
}

/// `/bookings/{id}/edit`, while it is new.
fn edit() -> AnyView {
    let id = nav::id();
    let booking = resource::<domain::bookings::booking::PortalBooking>(move || {
        Some(call(Endpoint::PortalGetBooking).at(id).fresh())
    });
    let drawn = StoredValue::new(None);
    view! {
        <PageHeader title=t(words::CHANGE_BOOKING) up=(address(id), t(words::BOOKING).to_owned()) />
        {booking.view(move |booking| {
            let booking = drawn.get_value().unwrap_or(booking);
            drawn.set_value(Some(booking.clone()));
            if booking.status != BookingStatus::New {
                let to_booking = address(id);
                return view! {
                    <EmptyState title=t(words::ONLY_NEW_CHANGES) icon=Icon::Lock>
                        <LinkButton label=t(words::BOOKING) href=to_booking kind=ButtonKind::Primary />
                    </EmptyState>
                }
                .into_any();
            }
            let version = booking.version;
            let send = send_with(move |sending| {
                call(Endpoint::PortalUpdateBooking).at(id).version(sending.version).body(&sending.draft).send()
            });
            let done = Callback::new(move |_: Value| {
                toast::good(t(crate::text::records::SAVED));
                nav::leave(&address(id));
            });
            sheet(Sheet {
                start: to_json(&booking.fields),
                version,
                keep: Some(["draft:", &address(id)].concat()),
                existing: true,
                conflict: Some(conflict::view),
                big: true,
                ..Sheet::new(&SHAPE, t(crate::text::records::SAVE), send, done)
            })
        })}
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_request_fills_the_draft() {
        crate::records::form::assert_matches_draft(&super::SHAPE);
    }
}
