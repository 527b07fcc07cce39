//! Vehicle groups: the company's own way of telling its vehicles apart.

use domain::fleet::vehicle::Colour;
use domain::fleet::vehicle_group::VehicleGroupDraft;
use domain::record::RecordKind;

use crate::records::field::UNTITLED;
use crate::records::{
    Body, Column, Detail, DetailSpec, Field, FormSpec, Kind, ListSpec, Record, Section, Tab, choices,
};
use crate::text::{fields, fleet as words, records as record_words};
use crate::ui::icon::Icon;

pub(crate) const RECORD: Record =
    Record { kind: RecordKind::VehicleGroup, list: &LIST, form: Some(&FORM), detail: Some(Detail::Spec(&DETAIL)) };

const COLOUR: Kind = Kind::Choice(choices::<Colour>);

static LIST: ListSpec = ListSpec {
    kind: RecordKind::VehicleGroup,
    columns: &[
        Column::new("name", fields::NAME, Kind::Line).title().sortable(),
        Column::new("description", fields::DESCRIPTION, Kind::Line),
        Column::new("colour", fields::COLOUR, COLOUR).wide(),
    ],
    filters: &[],
    empty: words::NO_GROUPS,
    icon: Icon::Archive,
    row: None,
};

pub(crate) static FORM: FormSpec = FormSpec::new::<VehicleGroupDraft>(RecordKind::VehicleGroup, "name", SECTIONS);

const SECTIONS: &[Section] = &[Section::new(
    UNTITLED,
    &[
        Field::new("name", fields::NAME, Kind::Line).required(),
        Field::new("colour", fields::COLOUR, COLOUR),
        Field::new("description", fields::DESCRIPTION, Kind::Paragraph),
    ],
)];

static DETAIL: DetailSpec = DetailSpec {
    kind: RecordKind::VehicleGroup,
    form: Some(&FORM),
    subtitle: None,
    state: None,
    tabs: &[
        Tab::new("", words::OVERVIEW, Body::Facts(SECTIONS)),
        Tab::new("vehicles", RecordKind::Vehicle.plural(), Body::List(&super::vehicles::LIST, "vehicle_group")),
        Tab::new("history", record_words::HISTORY, Body::History),
    ],
    actions: None,
};
