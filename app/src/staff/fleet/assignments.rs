//! Assignments: who has which vehicle, from when to when.

use domain::fleet::assignment::AssignmentDraft;
use domain::record::RecordKind;
use domain::time::MINUTE;
use serde_json::{Map, Value};

use crate::records::field::UNTITLED;
use crate::records::value::{Fields, text_of};
use crate::records::{
    Body, By, Column, Detail, DetailSpec, Field, Filter, FormSpec, Kind, ListSpec, Record, Section, Tab,
};
use crate::text::measure::Measure;
use crate::text::{date, fields, fleet as words, records as record_words};
use crate::ui::icon::Icon;

pub(crate) const RECORD: Record =
    Record { kind: RecordKind::Assignment, list: &LIST, form: Some(&FORM), detail: Some(Detail::Spec(&DETAIL)) };

pub(crate) static LIST: ListSpec = ListSpec {
    kind: RecordKind::Assignment,
    columns: &[
        Column::new("vehicle_name", fields::VEHICLE, Kind::Line).title(),
        Column::new("driver_name", fields::DRIVER, Kind::Line),
        Column::new("from", fields::FROM, Kind::Instant).falling(),
        Column::new("to", fields::TO, Kind::Instant),
    ],
    filters: &[
        Filter::new("vehicle", fields::VEHICLE, By::Record(RecordKind::Vehicle)),
        Filter::new("driver", fields::DRIVER, By::Record(RecordKind::Driver)),
        Filter::new("from", fields::FROM, By::Dates),
    ],
    empty: words::NO_ASSIGNMENTS,
    icon: Icon::Key,
    row: None,
};

pub(crate) static FORM: FormSpec =
    FormSpec::new::<AssignmentDraft>(RecordKind::Assignment, "notes", SECTIONS).beginning(now);

/// Most are handed over as they are written down.
fn now(draft: &mut Map<String, Value>) {
    let minute = date::now().0.div_euclid(MINUTE) * MINUTE;
    draft.insert("from".to_owned(), Value::from(minute));
}

const SECTIONS: &[Section] = &[Section::new(
    UNTITLED,
    &[
        Field::new("vehicle", fields::VEHICLE, Kind::Reference(RecordKind::Vehicle, "vehicle_name"))
            .only("status=active,in_shop,out_of_service,inactive")
            .required(),
        Field::new("driver", fields::DRIVER, Kind::Reference(RecordKind::Driver, "driver_name"))
            .only("status=available,on_leave")
            .required(),
        Field::new("from", fields::FROM, Kind::Instant).required(),
        Field::new("starting_odometer", fields::STARTING_ODOMETER, Kind::Measure(Measure::Distance)),
        Field::new("to", fields::TO, Kind::Instant).help(words::END_HELP),
        Field::new("ending_odometer", fields::ENDING_ODOMETER, Kind::Measure(Measure::Distance)),
        Field::new("notes", fields::NOTES, Kind::Paragraph),
    ],
)];

static DETAIL: DetailSpec = DetailSpec {
    kind: RecordKind::Assignment,
    form: Some(&FORM),
    subtitle: Some(driver),
    state: None,
    tabs: &[
        Tab::new("", words::OVERVIEW, Body::Facts(SECTIONS)),
        Tab::new("history", record_words::HISTORY, Body::History),
    ],
    actions: None,
};

fn driver(record: &Value) -> String {
    text_of(record.field("driver_name"))
}
