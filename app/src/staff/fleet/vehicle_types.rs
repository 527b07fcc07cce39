//! Vehicle types: what a customer can ask for.

use domain::fleet::vehicle::Colour;
use domain::fleet::vehicle_type::VehicleTypeDraft;
use domain::record::RecordKind;

use crate::records::field::UNTITLED;
use crate::records::{
    Body, Column, Detail, DetailSpec, Field, FormSpec, Kind, ListSpec, Record, Section, Tab, choices,
};
use crate::text::{fields, fleet as words, records as record_words};
use crate::ui::icon::Icon;

pub(crate) const RECORD: Record =
    Record { kind: RecordKind::VehicleType, list: &LIST, form: Some(&FORM), detail: Some(Detail::Spec(&DETAIL)) };

const COLOUR: Kind = Kind::Choice(choices::<Colour>);

static LIST: ListSpec = ListSpec {
    kind: RecordKind::VehicleType,
    columns: &[
        Column::new("name", fields::NAME, Kind::Line).title().sortable(),
        Column::new("description", fields::DESCRIPTION, Kind::Line),
        Column::new("colour", fields::COLOUR, COLOUR).wide(),
    ],
    filters: &[],
    empty: words::NO_TYPES,
    icon: Icon::Filter,
    row: None,
};

pub(crate) static FORM: FormSpec = FormSpec::new::<VehicleTypeDraft>(RecordKind::VehicleType, "name", SECTIONS);

const SECTIONS: &[Section] = &[Section::new(
    UNTITLED,
    &[
        Field::new("name", fields::NAME, Kind::Line).required(),
        Field::new("colour", fields::COLOUR, COLOUR),
        Field::new("description", fields::DESCRIPTION, Kind::Paragraph),
    ],
)];

static DETAIL: DetailSpec = DetailSpec {
    kind: RecordKind::VehicleType,
    form: Some(&FORM),
    subtitle: None,
    state: None,
    tabs: &[
        Tab::new("", words::OVERVIEW, Body::Facts(SECTIONS)),
        Tab::new("vehicles", RecordKind::Vehicle.plural(), Body::List(&super::vehicles::LIST, "vehicle_type")),
        Tab::new("history", record_words::HISTORY, Body::History),
    ],
    actions: None,
};
