//! Leave: when drivers are away, and why.

use domain::people::leave::{LeaveDraft, LeaveRow};
use domain::record::RecordKind;

use crate::records::field::UNTITLED;
use crate::records::{Body, Detail, DetailSpec, FormSpec, ListSpec, Record, Section, Tab};
use crate::records::{columns, fields};
use crate::text::{people as words, records};
use crate::ui::icon::Icon;

pub(crate) const RECORD: Record = Record { kind: RecordKind::Leave, form: Some(&FORM), detail: Detail::Spec(&DETAIL) };

pub(crate) static LIST: ListSpec = ListSpec {
    kind: RecordKind::Leave,
    columns: columns![LeaveRow: DRIVER_NAME.title(), KIND, FROM, TO],
    filters: LeaveRow::FILTERS,
    many: &[],
    empty: words::NO_LEAVE,
    icon: Icon::Sun,
    row: None,
};

pub(crate) static FORM: FormSpec = FormSpec::new::<LeaveDraft>(RecordKind::Leave, "reason", SECTIONS);

const SECTIONS: &[Section] = &[Section::new(
    UNTITLED,
    fields![LeaveDraft:
        DRIVER.only("status=available,on_leave"),
        KIND,
        FROM,
        TO.ends("from").help(words::LEAVE_END_HELP),
        REASON,
    ],
)];

static DETAIL: DetailSpec = DetailSpec {
    kind: RecordKind::Leave,
    form: Some(&FORM),
    subtitle: None,
    state: None,
    head: &[],
    tabs: &[Tab::new("", words::GENERAL, Body::Facts(SECTIONS)), Tab::new("history", records::HISTORY, Body::History)],
    actions: None,
};
