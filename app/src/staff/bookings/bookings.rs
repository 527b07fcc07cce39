//! Bookings: their list, their form, and the page on which most of a dispatcher's day happens.

use domain::bookings::booking::BookingRow;
use domain::bookings::booking::{Booking, BookingDraft};
use domain::bookings::progress::BookingStatus;
use domain::record::RecordKind;
use domain::time::Instant;
use domain::tone::states;
use leptos::prelude::*;
use serde_json::Value;

use super::{invoice, logbook_card, transitions};
use crate::nav;
use crate::records::Fields;
use crate::records::detail::{Shown, acts, archived_badge, closed, edit_button, framed, tabs};
use crate::records::field::UNTITLED;
use crate::records::files;
use crate::records::form::files::FILES;
use crate::records::{
    Detail, Field, FormSpec, Kind, ListSpec, Record, Section, choices, history, obstacles, visibility,
};
use crate::records::{columns, fields};
use crate::staff::mail;
use crate::text::fleet::FILES_HELP;
use crate::text::{bookings as words, date, fields as labels, fill, records, t};
use crate::ui::badge::Badge;
use crate::ui::cell::Cell;
use crate::ui::facts::{Fact, Facts};
use crate::ui::heading::{Card, PageHeader};
use crate::ui::icon::Icon;
use crate::ui::note::Note;
use crate::ui::stars::Stars;
use crate::ui::stars::tenths;
use crate::ui::tone::Tone;

pub(crate) const LIST: ListSpec = ListSpec {
    kind: RecordKind::Booking,
    columns: columns![BookingRow:
        NUMBER.shown(Kind::Code).table(),
        SUBJECT.title(),
        CUSTOMER.shown(Kind::Reference(RecordKind::Customer, "customer_name")),
        PICKUP_AT,
        PICKUP_ADDRESS.wide(),
        STATUS.state(),
        AMOUNT.called(labels::AMOUNT),
    ],
    filters: BookingRow::FILTERS,
    empty: words::EMPTY,
    icon: Icon::Book,
    row: None,
};

const WHO: &[Field] = fields![BookingDraft:
    CUSTOMER,
    CONTACT.within("customer"),
    SUBJECT.wide(),
    PHONE,
];

const WHERE: &[Field] = fields![BookingDraft:
    PICKUP_ADDRESS.wide(),
    PICKUP_AT,
    ENDS_AT,
    DELIVERY_ADDRESS.wide(),
];

const WHAT: &[Field] = fields![BookingDraft:
    VEHICLE_TYPE,
    LOAD,
    AMOUNT.help(words::AMOUNT_HELP),
    NOTE.wide().help(words::NOTE_HELP),
    INTERNAL_NOTE.wide().help(words::INTERNAL_NOTE_HELP),
];

const SECTIONS: &[Section] = &[
    Section::new(words::WHO, WHO),
    Section::new(words::WHERE_AND_WHEN, WHERE),
    Section::new(words::WHAT, WHAT),
    Section::new(
        UNTITLED,
        fields![BookingDraft:
            FILES.shown(Kind::Custom(FILES)).wide().help(FILES_HELP),
        ],
    ),
];

/// What its transitions change, a rating, and its trips.
const DERIVED: &[Field] = &[
    Field::new("status", labels::STATUS, Kind::State(states::<BookingStatus>)),
    Field::new("stars", labels::STARS, Kind::Whole),
    Field::new("logbook", labels::LOGBOOK, Kind::Reference(RecordKind::Logbook, "")),
    Field::new("vehicle", labels::VEHICLE, Kind::Reference(RecordKind::Vehicle, "")),
    Field::new("driver", labels::DRIVER, Kind::Reference(RecordKind::Driver, "")),
    Field::new("from", labels::FROM, Kind::Instant),
    Field::new("to", labels::TO, Kind::Instant),
    Field::new("overridden", words::WARNINGS_SET_ASIDE, Kind::Choices(choices::<domain::bookings::logbook::Warning>)),
];

pub(crate) const FORM: FormSpec = FormSpec::new::<BookingDraft>(RecordKind::Booking, "subject", SECTIONS)
    .until(|booking| is_final(booking).then_some(words::CLOSED));

fn is_final(booking: &Value) -> bool {
    let status = booking["facts"]["situation"]["status"].as_str().and_then(|code| code.parse::<BookingStatus>().ok());
    status.is_some_and(BookingStatus::is_final)
}

pub(crate) const RECORD: Record =
    Record { kind: RecordKind::Booking, list: &LIST, form: Some(&FORM), detail: Some(Detail::Page(booking_page)) };

/// The record, read as what it is; `None` until it is there.
fn booking(shown: Shown) -> Signal<Option<Booking>> {
    Signal::derive(move || shown.record.value.with(|record| serde_json::from_value(record.clone()?).ok()))
}

/// `/admin/bookings/{id}`.
pub(crate) fn booking_page() -> AnyView {
    let shown = Shown::here(RecordKind::Booking);
    let title = Signal::derive(move || {
        let subject = shown.text("subject");
        if subject.is_empty() { t(RecordKind::Booking.singular()).to_owned() } else { subject }
    });
    let subtitle = Signal::derive(move || {
        let (number, customer) = (shown.text("number"), shown.text("customer_name"));
        (!number.is_empty()).then(|| [number, customer].join(" · "))
    });
    let there = Memo::new(move |_| shown.record.value.with(Option::is_some));
    let tail = nav::tail();
    let links =
        vec![("", t(words::TRIP)), (mail::about::MAILS, t(mail::about::TITLE)), ("history", t(records::HISTORY))];
    let up = (nav::list(RecordKind::Booking), t(RecordKind::Booking.plural()).to_owned());
    view! {
        <PageHeader title=title subtitle=subtitle up=up state=ViewFn::from(move || state(shown))>
            {move || there.get().then(|| view! {
                {transitions::buttons(shown, booking(shown))}
                {mail::about::button(shown)}
                {edit_button(&FORM, shown)}
                {acts::menu(shown)}
            })}
        </PageHeader>
        {obstacles(shown.refusal)}
        {tabs(shown, links, tail)}
        {framed(
            shown,
            ViewFn::from(move || {
                let tail = tail.get();
                if tail == "history" {
                    let fields = history::fields_of(SECTIONS).into_iter().chain(DERIVED).collect();
                    history::of_record(RecordKind::Booking, shown.id, fields, Signal::derive(move || shown.version()))
                } else if tail == mail::about::MAILS {
                    mail::about::mails(shown)
                } else {
                    trip(shown)
                }
            }),
        )}
    }
    .into_any()
}

fn state(shown: Shown) -> AnyView {
    let badge = move || {
        booking(shown).get().map(|booking| {
            let status = booking.facts.situation.status;
            view! { <Badge label=t(status.label()) tone=status.tone() /> }
        })
    };
    view! { {badge}{archived_badge(shown)} }.into_any()
}

/// What the trip is, who drives it, what it brings and what the customer said.
fn trip(shown: Shown) -> AnyView {
    let (visibility, known) = (visibility(RecordKind::Booking), booking(shown));
    let facts = move |fields: &'static [Field]| {
        Signal::derive(move || {
            shown.record.value.with(|record| {
                let Some(record) = record else { return Vec::new() };
                let cell = |field: &Field| crate::records::value::cell(field.kind, field.name, record);
                let seen = fields.iter().filter(|field| visibility.shows(field.name));
                seen.map(|field| Fact::new(t(field.label), cell(field))).collect()
            })
        })
    };
    view! {
        {move || reason(shown)}
        <div class="cards">
            {logbook_card::card(shown, known, move || closed(&FORM, shown))}
            <Card title=t(words::WHERE_AND_WHEN)><Facts facts=route(shown) /></Card>
            <Card title=t(words::WHO)><Facts facts=facts(WHO_SHOWN) /></Card>
            <Card title=t(words::WHAT)><Facts facts=facts(WHAT) /></Card>
            {visibility.shows("invoice").then(|| invoice::card(shown, known))}
            {files::card(shown)}
            {move || ratings(shown)}
        </div>
    }
    .into_any()
}

const WHO_SHOWN: &[Field] = &[
    Field::of_draft(BookingDraft::CUSTOMER),
    Field::of_draft(BookingDraft::CONTACT),
    Field::of_draft(BookingDraft::PHONE),
    Field::new("by_customer", words::BY_CUSTOMER, Kind::Flag),
    Field::new("created_at", words::REQUESTED_AT, Kind::Ago),
];

/// From and to, each with its time: how a dispatcher reads a trip.
fn route(shown: Shown) -> Signal<Vec<Fact>> {
    Signal::derive(move || {
        shown.record.value.with(|record| {
            let Some(record) = record else { return Vec::new() };
            let stop = |address: &str, at: &str| {
                let when = record.field(at).as_i64().map(|at| date::instant(Instant(at))).unwrap_or_default();
                Cell::Two(record.field(address).as_str().unwrap_or_default().to_owned(), when)
            };
            vec![
                Fact::new(t(labels::PICKUP_ADDRESS), stop("pickup_address", "pickup_at")),
                Fact::new(t(labels::DELIVERY_ADDRESS), stop("delivery_address", "ends_at")),
            ]
        })
    })
}

/// Why it was rejected or cancelled.
fn reason(shown: Shown) -> Option<AnyView> {
    let reason = shown.text("reason");
    (!reason.is_empty())
        .then(|| view! { <Note tone=Tone::Warn>{fill(words::REASON_WAS, &[("reason", &reason)])}</Note> }.into_any())
}

fn ratings(shown: Shown) -> Option<AnyView> {
    let booking = booking(shown).get()?;
    if booking.facts.ratings.is_empty() {
        return None;
    }
    let one = |rating: domain::bookings::rating::RatingView| {
        let stars = tenths(rating.stars);
        view! {
            <li class="rating">
                <a href=nav::record(RecordKind::Driver, rating.driver)>{rating.driver_name}</a>
                <Stars tenths=stars shown=rating.stars.to_string() />
                <span class="muted">{date::near(rating.at)}</span>
                {(!rating.comment.is_empty()).then(|| view! { <p>{rating.comment}</p> })}
            </li>
        }
    };
    let list = booking.facts.ratings.into_iter().map(one).collect_view();
    Some(view! { <Card title=t(RecordKind::Rating.plural())><ul class="ratings">{list}</ul></Card> }.into_any())
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_form_fills_the_draft() {
        crate::records::form::assert_matches_draft(&super::FORM.shape);
    }

    #[test]
    fn every_column_is_a_field_of_the_row() {
        let row = include_str!("../../../../crates/domain/src/bookings/booking.rs");
        for column in super::LIST.columns {
            assert!(row.contains(&format!("pub {}:", column.name)), "{}", column.name);
        }
    }
}
