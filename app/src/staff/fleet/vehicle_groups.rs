//! Vehicle groups: the company's own way of telling its vehicles apart.

use domain::fleet::vehicle_group::VehicleGroupDraft;
use domain::fleet::vehicle_group::VehicleGroupRow;
use domain::record::RecordKind;

use crate::records::field::UNTITLED;
use crate::records::{Body, Detail, DetailSpec, FormSpec, ListSpec, Record, Section, Tab};
use crate::records::{columns, fields};
use crate::text::{fleet as words, records as record_words};
use crate::ui::icon::Icon;

pub(crate) const RECORD: Record =
    Record { kind: RecordKind::VehicleGroup, form: Some(&FORM), detail: Detail::Spec(&DETAIL) };

pub(super) static LIST: ListSpec = ListSpec {
    kind: RecordKind::VehicleGroup,
    columns: columns![VehicleGroupRow:
        NAME.title(),
        DESCRIPTION,
        COLOUR.wide(),
    ],
    filters: VehicleGroupRow::FILTERS,
    many: &[],
    empty: words::NO_GROUPS,
    icon: Icon::Archive,
    row: None,
};

pub(crate) static FORM: FormSpec = FormSpec::new::<VehicleGroupDraft>(RecordKind::VehicleGroup, "name", SECTIONS);

const SECTIONS: &[Section] = &[Section::new(
    UNTITLED,
    fields![VehicleGroupDraft:
        NAME,
        COLOUR,
        DESCRIPTION,
    ],
)];

static DETAIL: DetailSpec = DetailSpec {
    kind: RecordKind::VehicleGroup,
    form: Some(&FORM),
    subtitle: None,
    state: None,
    head: &[],
    tabs: &[
        Tab::new("", words::OVERVIEW, Body::Facts(SECTIONS)),
        Tab::new("vehicles", RecordKind::Vehicle.plural(), Body::List(&super::vehicles::LIST, "vehicle_group")),
        Tab::new("history", record_words::HISTORY, Body::History),
    ],
    actions: None,
};
