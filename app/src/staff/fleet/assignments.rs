//! Assignments: who has which vehicle, from when to when.

use domain::fleet::assignment::AssignmentDraft;
use domain::fleet::assignment::AssignmentRow;
use domain::record::RecordKind;
use domain::time::MINUTE;
use serde_json::{Map, Value};

use crate::records::field::UNTITLED;
use crate::records::{Body, Detail, DetailSpec, FormSpec, ListSpec, Record, Section, Tab};
use crate::records::{Fields, text_of};
use crate::records::{columns, fields};
use crate::text::{date, fleet as words, records as record_words};
use crate::ui::icon::Icon;

pub(crate) const RECORD: Record =
    Record { kind: RecordKind::Assignment, form: Some(&FORM), detail: Detail::Spec(&DETAIL) };

pub(crate) static LIST: ListSpec = ListSpec {
    kind: RecordKind::Assignment,
    columns: columns![AssignmentRow:
        VEHICLE_NAME.title(),
        DRIVER_NAME,
        FROM,
        TO,
    ],
    filters: AssignmentRow::FILTERS,
    many: &[],
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
    fields![AssignmentDraft:
        VEHICLE.only("status=active,in_shop,out_of_service,inactive"),
        DRIVER.only("status=available,on_leave"),
        FROM,
        STARTING_ODOMETER,
        TO.help(words::END_HELP),
        ENDING_ODOMETER,
        NOTES,
    ],
)];

static DETAIL: DetailSpec = DetailSpec {
    kind: RecordKind::Assignment,
    form: Some(&FORM),
    subtitle: Some(driver),
    state: None,
    head: &[],
    tabs: &[
        Tab::new("", words::OVERVIEW, Body::Facts(SECTIONS)),
        Tab::new("history", record_words::HISTORY, Body::History),
    ],
    actions: None,
};

fn driver(record: &Value) -> String {
    text_of(record.field("driver_name"))
}
