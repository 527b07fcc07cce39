//! Drivers: staff members who drive, with licence, leave, vehicles, trips, hours and ratings.

use domain::people::driver::{DriverDraft, DriverRow, DriverState, RatingSummary};
use domain::record::RecordKind;
use domain::tone::states;
use leptos::prelude::*;
use serde_json::Value;

use crate::records::field::UNTITLED;
use crate::records::value::{ends, has_ended, thumbnail};
use crate::records::{Body, Detail, DetailSpec, Field, FormSpec, Kind, ListSpec, Record, Section, Tab};
use crate::records::{Fields, text_of};
use crate::records::{columns, fields};
use crate::staff::{bookings, fleet, mail, next_trip, ranking};
use crate::text::{bookings as of_bookings, count, fields as labels, people as words, records, t};
use crate::ui::cell::Cell;
use crate::ui::icon::Icon;
use crate::ui::tone::Tone;

pub(crate) const RECORD: Record = Record { kind: RecordKind::Driver, form: Some(&FORM), detail: Detail::Spec(&DETAIL) };

pub(super) static LIST: ListSpec = ListSpec {
    kind: RecordKind::Driver,
    columns: columns![DriverRow:
        NAME.shown(Kind::Shown(name)).title(),
        STATUS.shown(Kind::Shown(standing)).state(),
        LICENCE_EXPIRES_ON.shown(Kind::Shown(licence)),
        PHONE,
        LICENCE_CLASSES.wide(),
        RATINGS.called(words::RATING_COUNT).wide(),
    ],
    filters: DriverRow::FILTERS,
    many: &[],
    empty: words::NO_DRIVERS,
    icon: Icon::Person,
    row: None,
};

/// With their picture, or the place for one.
fn name(of: &dyn Fields) -> Cell {
    thumbnail(of.field("photo").as_i64(), Icon::Person, text_of(of.field("name")))
}

fn licence(of: &dyn Fields) -> Cell {
    ends(of.field("licence_expires_on"))
}

/// Who may not drive is never shown as available.
fn standing(of: &dyn Fields) -> Cell {
    let state = of.field("status").as_str().and_then(|code| code.parse::<DriverState>().ok());
    match state {
        Some(DriverState::Available) if has_ended(of.field("licence_expires_on")) => {
            Cell::Badge(Tone::Overdue, t(words::LICENCE_EXPIRED).to_owned())
        }
        Some(state) => Cell::Badge(state.tone(), t(state.label()).to_owned()),
        None => Cell::Empty,
    }
}

const SECTIONS: &[Section] = &[
    Section::new(
        UNTITLED,
        fields![DriverDraft:
            STAFF.shown(Kind::Reference(RecordKind::Staff, "name")).fixed(),
            HIRED_ON,
            STATUS,
        ],
    ),
    Section::new(
        words::LICENCE,
        fields![DriverDraft:
            LICENCE_NUMBER,
            LICENCE_EXPIRES_ON,
            LICENCE_CLASSES,
            NOTES,
        ],
    ),
];

pub(crate) static FORM: FormSpec = FormSpec::new::<DriverDraft>(RecordKind::Driver, "notes", SECTIONS);

static DETAIL: DetailSpec = DetailSpec {
    kind: RecordKind::Driver,
    form: Some(&FORM),
    subtitle: Some(phone),
    state: Some(Field::new("state", labels::STATUS, Kind::State(states::<DriverState>))),
    head: &[
        next_trip::FIELD,
        Field::new("vehicle", labels::VEHICLE, Kind::Reference(RecordKind::Vehicle, "vehicle_name")),
        Field::new("licence_expires_on", labels::LICENCE_EXPIRES_ON, Kind::Shown(licence)),
        Field::new("rating_summary", of_bookings::RANKING, Kind::Shown(rating)),
    ],
    tabs: &[
        Tab::new("", words::GENERAL, Body::Facts(SECTIONS)),
        Tab::new("assignments", words::VEHICLES, Body::List(&fleet::assignments::LIST, "driver")).counted(),
        Tab::new("documents", RecordKind::Document.plural(), Body::List(&fleet::documents::LIST, "driver")).counted(),
        Tab::new("leave", RecordKind::Leave.plural(), Body::List(&super::leave::LIST, "driver")).counted(),
        Tab::new("trips", words::TRIPS, Body::List(&bookings::logbooks::LIST, "driver")).counted(),
        Tab::new("time-cards", of_bookings::TIME_CARDS, Body::List(&bookings::time_cards::LIST, "driver")),
        Tab::new(mail::about::MAILS, mail::about::TITLE, Body::View(mail::about::mails)),
        Tab::new("ratings", words::RATINGS, Body::List(&bookings::ratings::LIST, "driver")).counted(),
        Tab::new("history", records::HISTORY, Body::History),
    ],
    actions: Some(mail::about::button),
};

fn phone(record: &Value) -> String {
    text_of(record.field("phone"))
}

/// The stars by which they are ranked, and of how many ratings; of too few that they aren't ranked yet.
fn rating(of: &dyn Fields) -> Cell {
    let Ok(summary) = serde_json::from_value::<RatingSummary>(of.field("rating_summary").clone()) else {
        return Cell::Empty;
    };
    if summary.ratings == 0 {
        return Cell::Empty;
    }
    Cell::View(ViewFn::from(move || {
        let place = match summary.score.map(ranking::stars) {
            Some(stars) => stars.into_any(),
            None => t(of_bookings::NOT_RANKED).into_any(),
        };
        let ratings = count(summary.ratings, of_bookings::RATINGS);
        view! { <span class="cell-two"><span>{place}</span><span class="cell-second">{ratings}</span></span> }
            .into_any()
    }))
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_form_fills_the_draft() {
        crate::records::form::assert_matches_draft(&super::FORM.shape);
    }
}
