//! Bookings: their list, and what they are to the app as a record.

use domain::bookings::answer::AnswerState;
use domain::bookings::booking::BookingRow;
use domain::bookings::progress::BookingStatus;
use domain::changes::Waiting;
use domain::list::ListQuery;
use domain::record::RecordKind;
use domain::time::{DAY, Instant};
use leptos::prelude::*;

use super::booking_form::FORM;
use super::{booking_page, logbook_card};
use crate::nav;
use crate::records::Fields;
use crate::records::columns;
use crate::records::list;
use crate::records::spec::list::{View, Views};
use crate::records::text_of;
use crate::records::{Detail, Kind, ListSpec, Record};
use crate::text::{address, bookings as words, date, fields as labels, t, zone};
use crate::ui::cell::Cell;
use crate::ui::icon::Icon;
use crate::ui::table::Fit;
use crate::ui::tone::Tone;

pub(crate) const LIST: ListSpec = ListSpec {
    kind: RecordKind::Booking,
    columns: columns![BookingRow:
        NUMBER.called(words::NUMBER_SHORT).shown(Kind::Shown(number)).fit(Fit::Tiny).table(),
        PICKUP_AT.shown(Kind::Shown(when)).fit(Fit::Large),
        SUBJECT.title(),
        CUSTOMER.shown(Kind::Reference(RecordKind::Customer, "customer_name")),
        PICKUP_ADDRESS.called(words::ROUTE).shown(Kind::Shown(places)).widest(),
        VEHICLE_NAME.called(words::CREW_COLUMN).shown(Kind::Shown(crew)).table(),
        STATUS.shown(Kind::Shown(stage)).fit(Fit::Medium).state(),
        AMOUNT.called(labels::AMOUNT),
    ],
    filters: BookingRow::FILTERS,
    many: &[],
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
            asks: |query| ask(query, "to_answer", "true".to_owned()),
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

/// The span, and within a day how far off its beginning is.
fn when(of: &dyn Fields) -> Cell {
    let at = |name: &str| of.field(name).as_i64().map(Instant);
    let (Some(from), Some(to)) = (at("pickup_at"), at("ends_at")) else { return Cell::Empty };
    let now = date::now();
    let is_near = (from.0 - now.0).abs() < DAY || (now > from && now < to);
    let open = matches!(status(of), Some(BookingStatus::New | BookingStatus::Approved | BookingStatus::Processing));
    let away = if is_near && open { date::relative_short(from) } else { String::new() };
    let span = if of.field(list::IN_DAYS).is_null() { date::span(from, to) } else { date::times(from, to) };
    if away.is_empty() { Cell::Fixed(span) } else { Cell::Two(span, away) }
}

/// The way by its places' short names.
fn places(of: &dyn Fields) -> Cell {
    Cell::text(address::way(&text_of(of.field("pickup_address")), &text_of(of.field("delivery_address"))))
}

/// What drives and who, and how many more there are; where nobody does yet and somebody has to, the way to assigning.
fn crew(of: &dyn Fields) -> Cell {
    let [vehicle, driver] = ["vehicle_name", "driver_name"].map(|name| text_of(of.field(name)));
    if !vehicle.is_empty() {
        let further = of.field("trips").as_i64().filter(|trips| *trips > 1).map(|trips| format!(" +{}", trips - 1));
        return Cell::Two(vehicle, [driver.as_str(), further.as_deref().unwrap_or("")].concat());
    }
    let Some(id) = of.field("id").as_i64().filter(|_| status(of) == Some(BookingStatus::Approved)) else {
        return Cell::Empty;
    };
    if logbook_card::refused().is_some() {
        return Cell::Badge(Tone::Look, t(labels::UNASSIGNED).to_owned());
    }
    let href = [nav::record(RecordKind::Booking, id).as_str(), "?", booking_page::ASSIGN].concat();
    Cell::View(ViewFn::from(move || {
        view! { <a class="cell-act" href=href.clone()>{Icon::Plus.view()}{t(words::ASSIGN)}</a> }.into_any()
    }))
}

fn status(of: &dyn Fields) -> Option<BookingStatus> {
    of.field("status").as_str()?.parse().ok()
}

fn stage(of: &dyn Fields) -> Cell {
    let Some(status) = status(of) else { return Cell::Empty };
    if of.field("declined").as_i64().is_some_and(|trips| trips > 0) {
        return Cell::Badge(AnswerState::Declined.tone(), t(words::WAS_DECLINED).to_owned());
    }
    if of.field("open_requests").as_i64().is_some_and(|requests| requests > 0) {
        return Cell::Badge(Tone::Look, t(words::REQUEST).to_owned());
    }
    let stage = status.stage(of.field("trips").as_i64().unwrap_or_default());
    Cell::Badge(stage.tone(), t(stage.label()).to_owned())
}

pub(crate) const RECORD: Record =
    Record { kind: RecordKind::Booking, form: Some(&FORM), detail: Detail::Page(booking_page::booking_page) };

#[cfg(test)]
mod tests {
    #[test]
    fn every_column_is_a_field_of_the_row() {
        let row = include_str!("../../../../crates/domain/src/bookings/booking.rs");
        for column in super::LIST.columns {
            assert!(row.contains(&format!("pub {}:", column.name)), "{}", column.name);
        }
    }
}
