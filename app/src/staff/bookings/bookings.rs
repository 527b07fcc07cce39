//! Bookings: their list, their form, and the page on which most of a dispatcher's day happens.

use std::cmp::Ordering;

use domain::bookings::booking::BookingRow;
use domain::bookings::booking::{Booking, BookingDraft};
use domain::bookings::progress::{BookingStatus, Stage};
use domain::changes::Waiting;
use domain::list::ListQuery;
use domain::money::invoice::InvoiceStatus;
use domain::record::RecordKind;
use domain::text::Text;
use domain::time::{DAY, Instant};
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
use crate::records::list;
use crate::records::spec::list::{View, Views};
use crate::records::text_of;
use crate::records::{
    Detail, Field, FormSpec, Kind, ListSpec, Record, Section, choices, history, obstacles, visibility,
};
use crate::records::{columns, fields};
use crate::staff::mail;
use crate::text::fleet::FILES_HELP;
use crate::text::{amount, bookings as words, date, fields as labels, fill, records, t, zone};
use crate::ui::badge::Badge;
use crate::ui::cell::Cell;
use crate::ui::facts::{Fact, Facts};
use crate::ui::heading::{Card, PageHeader};
use crate::ui::icon::Icon;
use crate::ui::note::Note;
use crate::ui::stars::Stars;
use crate::ui::stars::tenths;
use crate::ui::steps::{Reached, Step, Steps};
use crate::ui::table::Fit;
use crate::ui::tone::Tone;

pub(crate) const LIST: ListSpec = ListSpec {
    kind: RecordKind::Booking,
    columns: columns![BookingRow:
        NUMBER.shown(Kind::Shown(number)).fit(Fit::Small).table(),
        PICKUP_AT.shown(Kind::Shown(when)).fit(Fit::Large),
        SUBJECT.title(),
        CUSTOMER.shown(Kind::Reference(RecordKind::Customer, "customer_name")),
        PICKUP_ADDRESS.called(words::ROUTE).shown(Kind::Shown(places)).wide(),
        STATUS.shown(Kind::Shown(stage)).fit(Fit::Medium).state(),
        AMOUNT.called(labels::AMOUNT),
    ],
    filters: BookingRow::FILTERS,
    empty: words::EMPTY,
    icon: Icon::Book,
    row: None,
};

/// The views of a dispatcher's day, from now on upwards.
pub(crate) static VIEWS: Views = Views {
    all: &[
        View {
            code: "answer",
            label: Waiting::ToAnswer.label(),
            waits: Some(Waiting::ToAnswer),
            hot: false,
            asks: |query| ask(query, "status", "new".to_owned()),
        },
        View {
            code: "unassigned",
            label: Waiting::Unassigned.label(),
            waits: Some(Waiting::Unassigned),
            hot: true,
            asks: |query| ask(query, "unassigned", "true".to_owned()),
        },
        View {
            code: "today",
            label: Waiting::Today.label(),
            waits: Some(Waiting::Today),
            hot: false,
            asks: |query| {
                ask(query, "since", zone::start_of(zone::today()).0.to_string());
                if let Some(tomorrow) = zone::today().succ_opt() {
                    ask(query, "until", zone::start_of(tomorrow).0.to_string());
                }
            },
        },
        View {
            code: "upcoming",
            label: Waiting::Upcoming.label(),
            waits: Some(Waiting::Upcoming),
            hot: false,
            asks: |query| ask(query, "since", zone::start_of(zone::today()).0.to_string()),
        },
        View {
            code: "invoice",
            label: labels::TO_INVOICE,
            waits: None,
            hot: false,
            asks: |query| ask(query, "to_invoice", "true".to_owned()),
        },
        View { code: "all", label: words::ALL, waits: None, hot: false, asks: |_| {} },
    ],
    first: "upcoming",
    days: "pickup_at",
};

/// The next first.
fn ask(query: &mut ListQuery, name: &str, value: String) {
    "-pickup_at".clone_into(&mut query.sort);
    query.filters.insert(name.to_owned(), value);
}

/// `/admin/bookings`.
pub(crate) fn bookings_page() -> AnyView {
    list::page_in_views(&LIST, &VIEWS)
}

/// Without the letters and the year that all of a year have.
fn number(of: &dyn Fields) -> Cell {
    let number = text_of(of.field("number"));
    Cell::Exact(number.rsplit('-').next().unwrap_or(&number).to_owned(), number)
}

/// The span, and within a day how far off its beginning or end is.
fn when(of: &dyn Fields) -> Cell {
    let at = |name: &str| of.field(name).as_i64().map(Instant);
    let (Some(from), Some(to)) = (at("pickup_at"), at("ends_at")) else { return Cell::Empty };
    let now = date::now();
    let is_near = (from.0 - now.0).abs() < DAY || (now > from && now < to);
    let open = matches!(status(of), Some(BookingStatus::New | BookingStatus::Approved | BookingStatus::Processing));
    let away =
        if is_near && open { date::relative(if now > from && now < to { to } else { from }) } else { String::new() };
    let span = if of.field(list::IN_DAYS).is_null() { date::span(from, to) } else { date::times(from, to) };
    if away.is_empty() { Cell::Fixed(span) } else { Cell::Two(span, away) }
}

/// The place's short names: what stands before the first comma.
fn places(of: &dyn Fields) -> Cell {
    let short = |name: &str| text_of(of.field(name)).split([',', '\n']).next().unwrap_or_default().trim().to_owned();
    Cell::text([short("pickup_address").as_str(), " → ", &short("delivery_address")].concat())
}

fn status(of: &dyn Fields) -> Option<BookingStatus> {
    of.field("status").as_str()?.parse().ok()
}

fn stage(of: &dyn Fields) -> Cell {
    let Some(status) = status(of) else { return Cell::Empty };
    let stage = status.stage(of.field("trips").as_i64().unwrap_or_default());
    Cell::Badge(stage.tone(), t(stage.label()).to_owned())
}

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
        {move || there.get().then(|| view! {
            <p class="fact-line">{move || facts_in_a_row(shown)}</p>
            <Steps label=t(words::STAGES) steps=Signal::derive(move || steps(shown)) />
        })}
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
            let stage = stage_of(&booking);
            view! { <Badge label=t(stage.label()) tone=stage.tone() /> }
        })
    };
    view! { {badge}{archived_badge(shown)} }.into_any()
}

fn stage_of(booking: &Booking) -> Stage {
    let trips = booking.facts.logbooks.iter().filter(|logbook| logbook.status.is_active()).count();
    booking.facts.situation.status.stage(i64::try_from(trips).unwrap_or(i64::MAX))
}

/// When, how long, what with and for how much.
fn facts_in_a_row(shown: Shown) -> Option<AnyView> {
    let booking = booking(shown).get()?;
    let fields = &booking.fields;
    let (from, to) = (fields.pickup_at?, fields.ends_at?);
    let when = view! { <strong>{[date::short_day(from).as_str(), ", ", &date::times(from, to)].concat()}</strong> };
    let facts = [
        amount::duration(to.0 - from.0),
        fields.load.clone(),
        booking.facts.vehicle_type_name.clone(),
        booking.facts.situation.amount.map(amount::price).unwrap_or_default(),
    ];
    let facts = facts.into_iter().filter(|fact| !fact.is_empty()).map(|fact| view! { <span>{fact}</span> });
    let open = !booking.facts.situation.status.is_final();
    let away = open.then(|| view! { <span class="muted" title=date::instant(from)>{date::relative(from)}</span> });
    Some(view! { {when}{facts.collect_view()}{away} }.into_any())
}

/// How far it has come, and on the ordinary way what lies ahead; the last is that its invoice is paid.
fn steps(shown: Shown) -> Vec<Step> {
    let Some(booking) = booking(shown).get() else { return Vec::new() };
    let here = stage_of(&booking);
    let step = |label: Text, tone, reached| Step { label: t(label).to_owned(), detail: String::new(), tone, reached };
    if matches!(here, Stage::Rejected | Stage::Cancelled) {
        return vec![
            step(Stage::New.label(), Stage::New.tone(), Reached::Past),
            step(here.label(), here.tone(), Reached::Here),
        ];
    }
    let way = [Stage::New, Stage::Approved, Stage::Assigned, Stage::Running, Stage::Completed];
    let is_paid = booking.facts.invoice.as_ref().is_some_and(|invoice| invoice.status == InvoiceStatus::Paid);
    let at = way.iter().position(|stage| *stage == here).unwrap_or_default();
    let reached = |place: usize| match place.cmp(&at) {
        Ordering::Less => Reached::Past,
        Ordering::Equal if is_paid && here == Stage::Completed => Reached::Past,
        Ordering::Equal => Reached::Here,
        Ordering::Greater => Reached::Ahead,
    };
    let mut steps: Vec<Step> =
        way.iter().enumerate().map(|(place, stage)| step(stage.label(), stage.tone(), reached(place))).collect();
    if visibility(RecordKind::Booking).shows("invoice") {
        let reached = if is_paid { Reached::Here } else { Reached::Ahead };
        steps.push(step(InvoiceStatus::Paid.label(), InvoiceStatus::Paid.tone(), reached));
    }
    steps
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
                Cell::Two(text_of(record.field(address)), date::when(record.field(at).as_i64().map(Instant)))
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
