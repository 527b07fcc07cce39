//! Logbooks: the vehicle and driver of a booking, and when.

use domain::bookings::logbook::{LogbookDraft, LogbookRow, Warning};
use domain::bookings::progress::LogbookStatus;
use domain::record::RecordKind;
use domain::tone::states;

use super::{answers, logbook_page, time_cards};
use crate::records::field::UNTITLED;
use crate::records::{Body, Detail, DetailSpec, Field, Kind, ListSpec, Record, Section, Tab, choices, columns};
use crate::text::{bookings as words, fields as labels, records};
use crate::ui::icon::Icon;

pub(crate) const LIST: ListSpec = ListSpec {
    kind: RecordKind::Logbook,
    columns: columns![LogbookRow:
        NUMBER.shown(Kind::Code).table(),
        NAME.title(),
        VEHICLE.shown(Kind::Reference(RecordKind::Vehicle, "vehicle_name")).table(),
        DRIVER.shown(Kind::Reference(RecordKind::Driver, "driver_name")),
        FROM,
        TO.wide(),
        STATUS.state(),
    ],
    filters: LogbookRow::FILTERS,
    many: &[],
    empty: words::NO_LOGBOOKS_ANYWHERE,
    icon: Icon::Book,
    row: None,
};

const FACTS: &[Field] = &[
    Field::of_draft(LogbookDraft::BOOKING),
    Field::of_draft(LogbookDraft::VEHICLE),
    Field::of_draft(LogbookDraft::DRIVER),
    Field::of_draft(LogbookDraft::FROM),
    Field::of_draft(LogbookDraft::TO),
    Field::of_draft(LogbookDraft::ODOMETER_START),
    Field::of_draft(LogbookDraft::ODOMETER_END),
    Field::new("answer", labels::ANSWER, Kind::Shown(answers::cell)),
    Field::new("worked", labels::WORKED, Kind::Duration),
    Field::of_draft(LogbookDraft::DESCRIPTION),
    Field::new("overridden", words::WARNINGS_SET_ASIDE, Kind::Choices(choices::<Warning>)),
    Field::new("overridden_by", words::SET_ASIDE_BY, Kind::Line),
];

/// `/admin/logbooks/{id}`.
pub(crate) const DETAIL: DetailSpec = DetailSpec {
    kind: RecordKind::Logbook,
    form: None,
    subtitle: None,
    state: Some(Field::new("status", labels::STATUS, Kind::State(states::<LogbookStatus>))),
    head: &[],
    tabs: &[
        Tab::new("", words::TRIP, Body::Facts(&[Section::new(UNTITLED, FACTS)])),
        Tab::new("time-cards", words::TIME_CARDS, Body::List(&time_cards::LIST, "logbook")),
        Tab::new("history", records::HISTORY, Body::History),
    ],
    actions: Some(logbook_page::actions),
};

pub(crate) const RECORD: Record = Record { kind: RecordKind::Logbook, form: None, detail: Detail::Spec(&DETAIL) };
