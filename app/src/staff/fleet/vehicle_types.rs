//! Vehicle types: what a customer can ask for.

use domain::fleet::vehicle_type::VehicleTypeDraft;
use domain::fleet::vehicle_type::VehicleTypeRow;
use domain::record::RecordKind;

use crate::records::field::UNTITLED;
use crate::records::{Body, Detail, DetailSpec, FormSpec, ListSpec, Record, Section, Tab};
use crate::records::{columns, fields};
use crate::text::{fleet as words, records as record_words};
use crate::ui::icon::Icon;

pub(crate) const RECORD: Record =
    Record { kind: RecordKind::VehicleType, form: Some(&FORM), detail: Detail::Spec(&DETAIL) };

pub(super) static LIST: ListSpec = ListSpec {
    kind: RecordKind::VehicleType,
    columns: columns![VehicleTypeRow:
        NAME.title(),
        DESCRIPTION,
        COLOUR.wide(),
    ],
    filters: VehicleTypeRow::FILTERS,
    many: &[],
    empty: words::NO_TYPES,
    icon: Icon::Filter,
    row: None,
};

pub(crate) static FORM: FormSpec = FormSpec::new::<VehicleTypeDraft>(RecordKind::VehicleType, "name", SECTIONS);

const SECTIONS: &[Section] = &[Section::new(
    UNTITLED,
    fields![VehicleTypeDraft:
        NAME,
        COLOUR,
        LICENCE_CLASS,
        DESCRIPTION,
    ],
)];

static DETAIL: DetailSpec = DetailSpec {
    kind: RecordKind::VehicleType,
    form: Some(&FORM),
    subtitle: None,
    state: None,
    head: &[],
    tabs: &[
        Tab::new("", words::OVERVIEW, Body::Facts(SECTIONS)),
        Tab::new("vehicles", RecordKind::Vehicle.plural(), Body::List(&super::vehicles::LIST, "vehicle_type")),
        Tab::new("history", record_words::HISTORY, Body::History),
    ],
    actions: None,
};
