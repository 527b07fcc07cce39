//! Documents of vehicles and drivers: what expires when, with their scans.

use domain::ending::Ending;
use domain::fleet::document::{DocumentDraft, DocumentType, Validity};
use domain::record::RecordKind;
use domain::time::read_date;
use leptos::prelude::*;
use serde_json::Value;

use crate::records::detail::{self, Shown};
use crate::records::field::UNTITLED;
use crate::records::form::files::FILES;
use crate::records::status::tone;
use crate::records::value::{Fields, text_of};
use crate::records::{
    Body, By, Column, Detail, DetailSpec, Field, Filter, FormSpec, Kind, ListSpec, Record, Section, Tab, choices, files,
};
use crate::text::{fields, fleet as words, language, records as record_words, t, zone};
use crate::ui::cell::Cell;
use crate::ui::icon::Icon;

pub(crate) const RECORD: Record =
    Record { kind: RecordKind::Document, list: &LIST, form: Some(&FORM), detail: Some(Detail::Spec(&DETAIL)) };

const TYPE: Kind = Kind::Choice(choices::<DocumentType>);
const VALIDITY: Kind = Kind::Shown(validity);

pub(crate) static LIST: ListSpec = ListSpec {
    kind: RecordKind::Document,
    columns: &[
        Column::new("title", fields::TITLE, Kind::Line).title().sortable(),
        Column::new("document_type", fields::DOCUMENT_TYPE, TYPE).wide(),
        Column::new("vehicle", fields::VEHICLE, Kind::Reference(RecordKind::Vehicle, "vehicle_name")),
        Column::new("driver", fields::DRIVER, Kind::Reference(RecordKind::Driver, "driver_name")),
        Column::new("number", fields::NUMBER, Kind::Line).wide(),
        Column::new("expires_on", fields::EXPIRES_ON, Kind::Date).sortable(),
        Column::new("validity", fields::VALIDITY, VALIDITY).state(),
        Column::new("file_count", fields::FILES, Kind::Whole).wide(),
    ],
    filters: &[
        Filter::new("validity", fields::VALIDITY, By::AnyOf(choices::<Validity>)),
        Filter::new("document_type", fields::DOCUMENT_TYPE, By::AnyOf(choices::<DocumentType>)),
        Filter::new("vehicle", fields::VEHICLE, By::Record(RecordKind::Vehicle)),
        Filter::new("driver", fields::DRIVER, By::Record(RecordKind::Driver)),
    ],
    empty: words::NO_DOCUMENTS,
    icon: Icon::Book,
    row: None,
};

pub(crate) static FORM: FormSpec = FormSpec::new::<DocumentDraft>(RecordKind::Document, "files", SECTIONS);

const FACTS: Section = Section::new(
    UNTITLED,
    &[
        Field::new("title", fields::TITLE, Kind::Line).required(),
        Field::new("document_type", fields::DOCUMENT_TYPE, TYPE).required(),
        Field::new("vehicle", fields::VEHICLE, Kind::Reference(RecordKind::Vehicle, "vehicle_name"))
            .help(words::EITHER_HELP),
        Field::new("driver", fields::DRIVER, Kind::Reference(RecordKind::Driver, "driver_name")),
        Field::new("number", fields::NUMBER, Kind::Line),
        Field::new("issued_on", fields::ISSUED_ON, Kind::Date),
        Field::new("expires_on", fields::EXPIRES_ON, Kind::Date).help(words::NO_END_HELP),
        Field::new("notes", fields::NOTES, Kind::Paragraph),
    ],
);

const SECTIONS: &[Section] = &[
    FACTS,
    Section::new(UNTITLED, &[Field::new("files", fields::FILES, Kind::Custom(FILES)).wide().help(words::FILES_HELP)]),
];

static DETAIL: DetailSpec = DetailSpec {
    kind: RecordKind::Document,
    form: Some(&FORM),
    subtitle: Some(owner),
    state: Some(Field::new("validity", fields::VALIDITY, VALIDITY)),
    tabs: &[
        Tab::new("", words::OVERVIEW, Body::View(overview)),
        Tab::new("history", record_words::HISTORY, Body::History),
    ],
    actions: None,
};

/// How many days are left, or how long ago it ended; what is good for longer is only that.
fn validity(record: &dyn Fields) -> Cell {
    let code = text_of(record.field("validity"));
    let valid = code.parse().is_ok_and(|validity: Validity| validity == Validity::Valid);
    let ends = read_date(&text_of(record.field("expires_on"))).filter(|_| !valid);
    let label = match ends {
        Some(on) => Ending::Expiry.said(on, zone::today(), language()),
        None => t(Validity::Valid.label()).to_owned(),
    };
    Cell::Badge(tone(&code), label)
}

/// Either name is empty.
fn owner(record: &Value) -> String {
    ["vehicle_name", "driver_name"].map(|name| text_of(record.field(name))).concat()
}

fn overview(shown: Shown) -> AnyView {
    view! { {detail::facts(shown, &[FACTS])}{files::card(shown)} }.into_any()
}
