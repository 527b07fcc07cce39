//! Documents of vehicles and drivers: what expires when, with their scans.

use domain::ending::Ending;
use domain::fleet::document::DocumentRow;
use domain::fleet::document::{DocumentDraft, Validity};
use domain::record::RecordKind;
use domain::time::read_date;
use leptos::prelude::*;
use serde_json::Value;

use crate::records::detail::{self, Shown};
use crate::records::field::UNTITLED;
use crate::records::form::files::FILES;
use crate::records::value::ends;
use crate::records::{Body, Detail, DetailSpec, Field, FormSpec, Kind, ListSpec, Record, Section, Tab, files};
use crate::records::{Fields, text_of};
use crate::records::{columns, fields};
use crate::text::{fields, fleet as words, language, records as record_words, t, zone};
use crate::ui::cell::Cell;
use crate::ui::icon::Icon;

pub(crate) const RECORD: Record =
    Record { kind: RecordKind::Document, form: Some(&FORM), detail: Detail::Spec(&DETAIL) };

const VALIDITY: Kind = Kind::Shown(validity);

pub(crate) static LIST: ListSpec = ListSpec {
    kind: RecordKind::Document,
    columns: columns![DocumentRow:
        TITLE.title(),
        DOCUMENT_TYPE.wide(),
        VEHICLE.shown(Kind::Reference(RecordKind::Vehicle, "vehicle_name")),
        DRIVER.shown(Kind::Reference(RecordKind::Driver, "driver_name")),
        NUMBER.wide(),
        EXPIRES_ON,
        VALIDITY.shown(Kind::Shown(validity_in_short)).state(),
        FILE_COUNT.called(fields::FILES).wide(),
    ],
    filters: DocumentRow::FILTERS,
    many: &[],
    empty: words::NO_DOCUMENTS,
    icon: Icon::Book,
    row: None,
};

pub(crate) static FORM: FormSpec = FormSpec::new::<DocumentDraft>(RecordKind::Document, "files", SECTIONS);

const FACTS: Section = Section::new(
    UNTITLED,
    fields![DocumentDraft:
        TITLE,
        DOCUMENT_TYPE,
        VEHICLE.help(words::EITHER_HELP),
        DRIVER,
        NUMBER,
        ISSUED_ON,
        EXPIRES_ON.help(words::NO_END_HELP),
        NOTES,
    ],
);

const SECTIONS: &[Section] = &[
    FACTS,
    Section::new(
        UNTITLED,
        fields![DocumentDraft:
            FILES.shown(Kind::Custom(FILES)).wide().help(words::FILES_HELP),
        ],
    ),
];

static DETAIL: DetailSpec = DetailSpec {
    kind: RecordKind::Document,
    form: Some(&FORM),
    subtitle: Some(owner),
    state: Some(Field::new("validity", fields::VALIDITY, VALIDITY)),
    head: &[],
    tabs: &[
        Tab::new("", words::OVERVIEW, Body::View(overview)),
        Tab::new("history", record_words::HISTORY, Body::History),
    ],
    actions: None,
};

/// The same beside the day itself, which a list shows: only how far off it is.
fn validity_in_short(row: &dyn Fields) -> Cell {
    match ends(row.field("expires_on")) {
        Cell::Badge(tone, away) => Cell::Badge(tone, away),
        _ => validity(row),
    }
}

/// How many days are left, or how long ago it ended; what is good for longer is only that.
fn validity(record: &dyn Fields) -> Cell {
    let Ok(validity) = text_of(record.field("validity")).parse::<Validity>() else { return Cell::Empty };
    let ends = read_date(&text_of(record.field("expires_on"))).filter(|_| validity != Validity::Valid);
    let label = match ends {
        Some(on) => Ending::Expiry.describe(on, zone::today(), language()),
        None => t(Validity::Valid.label()).to_owned(),
    };
    Cell::Badge(validity.tone(), label)
}

/// Either name is empty.
fn owner(record: &Value) -> String {
    ["vehicle_name", "driver_name"].map(|name| text_of(record.field(name))).concat()
}

fn overview(shown: Shown) -> AnyView {
    view! { {detail::facts(shown, &[FACTS])}{files::card(shown)} }.into_any()
}
