//! Drivers: staff members who drive, with licence, leave, vehicles, trips, hours and ratings.

use domain::people::driver::{DriverDraft, DriverStatus, LicenceClass};
use domain::record::RecordKind;
use leptos::prelude::*;
use serde_json::Value;

use crate::records::detail::Shown;
use crate::records::field::UNTITLED;
use crate::records::value::{Fields, text_of};
use crate::records::{
    Body, By, Column, Detail, DetailSpec, Field, Filter, FormSpec, Kind, ListSpec, Record, Section, Tab, choices,
};
use crate::staff::{bookings, fleet, mail};
use crate::text::{amount, bookings as of_bookings, count, fields as labels, people as words, records, t};
use crate::ui::heading::Card;
use crate::ui::icon::Icon;
use crate::ui::stars::Stars;

pub(crate) const RECORD: Record =
    Record { kind: RecordKind::Driver, list: &LIST, form: Some(&FORM), detail: Some(Detail::Spec(&DETAIL)) };

const STATUS: Kind = Kind::State(choices::<DriverStatus>);

static LIST: ListSpec = ListSpec {
    kind: RecordKind::Driver,
    columns: &[
        Column::new("name", labels::PERSON_NAME, Kind::Line).title().sortable(),
        Column::new("phone", labels::PHONE, Kind::Phone),
        Column::new("licence_classes", labels::LICENCE_CLASSES, Kind::Choices(choices::<LicenceClass>)).wide(),
        Column::new("licence_expires_on", labels::LICENCE_EXPIRES_ON, Kind::Date).sortable(),
        Column::new("status", labels::STATUS, STATUS).state(),
        Column::new("ratings", words::RATING_COUNT, Kind::Whole).wide(),
    ],
    filters: &[Filter::new("status", labels::STATUS, By::OneOf(choices::<DriverStatus>))],
    empty: words::NO_DRIVERS,
    icon: Icon::Person,
    row: None,
};

const SECTIONS: &[Section] = &[
    Section::new(
        UNTITLED,
        &[
            Field::new("staff", labels::STAFF_MEMBER, Kind::Reference(RecordKind::Staff, "name")).required().fixed(),
            Field::new("hired_on", labels::HIRED_ON, Kind::Date),
            Field::new("status", labels::STATUS, STATUS),
            Field::new("leave_from", labels::LEAVE_FROM, Kind::Instant).only_if("status", &["on_leave"]),
            Field::new("leave_to", labels::LEAVE_TO, Kind::Instant).only_if("status", &["on_leave"]),
        ],
    ),
    Section::new(
        words::LICENCE,
        &[
            Field::new("licence_number", labels::LICENCE_NUMBER, Kind::Line),
            Field::new("licence_expires_on", labels::LICENCE_EXPIRES_ON, Kind::Date),
            Field::new("licence_classes", labels::LICENCE_CLASSES, Kind::Choices(choices::<LicenceClass>)),
            Field::new("notes", labels::NOTES, Kind::Paragraph),
        ],
    ),
];

pub(crate) static FORM: FormSpec = FormSpec::new::<DriverDraft>(RecordKind::Driver, "notes", SECTIONS);

static DETAIL: DetailSpec = DetailSpec {
    kind: RecordKind::Driver,
    form: Some(&FORM),
    subtitle: Some(phone),
    state: Some(Field::new("status", labels::STATUS, STATUS)),
    tabs: &[
        Tab::new("", words::GENERAL, Body::View(general)),
        Tab::new("assignments", words::VEHICLES, Body::List(&fleet::assignments::LIST, "driver")),
        Tab::new("documents", RecordKind::Document.plural(), Body::List(&fleet::documents::LIST, "driver")),
        Tab::new("trips", words::TRIPS, Body::List(&bookings::logbooks::LIST, "driver")),
        Tab::new("time-cards", of_bookings::TIME_CARDS, Body::List(&bookings::time_cards::LIST, "driver")),
        Tab::new(mail::about::MAILS, mail::about::TITLE, Body::View(mail::about::mails)),
        Tab::new("ratings", words::RATINGS, Body::List(&bookings::ratings::LIST, "driver")),
        Tab::new("history", records::HISTORY, Body::History),
    ],
    actions: Some(mail::about::button),
};

fn phone(record: &Value) -> String {
    text_of(record.field("phone"))
}

fn general(shown: Shown) -> AnyView {
    let standing = move || {
        let standing = shown.record.value.with(|record| {
            serde_json::from_value::<domain::people::driver::Standing>(record.as_ref()?.field("standing").clone()).ok()
        })?;
        let stars = standing.score.map(|score| {
            let tenths = u32::try_from(score / 100).unwrap_or_default();
            view! { <Stars tenths=tenths shown=amount::stars(score) /> }
        });
        let apart = stars.is_none().then(|| view! { <p class="muted">{t(of_bookings::NOT_RANKED)}</p> });
        Some(view! {
            <Card title=t(of_bookings::RANKING)>
                <p class="ranked">
                    {stars}
                    <span class="muted">{count(standing.ratings, of_bookings::RATINGS)}</span>
                </p>
                {apart}
            </Card>
        })
    };
    view! { {standing}{crate::records::detail::facts(shown, SECTIONS)} }.into_any()
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_form_fills_the_draft() {
        crate::records::form::assert_matches_draft(&super::FORM.shape);
    }
}
