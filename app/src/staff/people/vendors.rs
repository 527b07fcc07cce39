//! Vendors: whom the company buys from.

use domain::people::vendor::{VendorDraft, VendorRow};
use domain::record::RecordKind;

use crate::records::field::UNTITLED;
use crate::records::form::ADDRESS;
use crate::records::{Body, Detail, DetailSpec, FormSpec, ListSpec, Record, Section, Tab};
use crate::records::{columns, fields};
use crate::text::{people as words, records};
use crate::ui::icon::Icon;

pub(crate) const RECORD: Record = Record { kind: RecordKind::Vendor, form: Some(&FORM), detail: Detail::Spec(&DETAIL) };

pub(super) static LIST: ListSpec = ListSpec {
    kind: RecordKind::Vendor,
    columns: columns![VendorRow: NAME.title(), SUPPLIES, PHONE, EMAIL.wide(), CITY.wide(), ACTIVE.wide()],
    filters: VendorRow::FILTERS,
    many: &[],
    empty: words::NO_VENDORS,
    icon: Icon::Bag,
    row: None,
};

const SECTIONS: &[Section] = &[Section::new(
    UNTITLED,
    fields![VendorDraft: NAME, SUPPLIES, PHONE, EMAIL, ADDRESS.shown(ADDRESS).wide(), TAX_ID, ACTIVE, NOTES],
)];

static FORM: FormSpec = FormSpec::new::<VendorDraft>(RecordKind::Vendor, "name", SECTIONS);

static DETAIL: DetailSpec = DetailSpec {
    kind: RecordKind::Vendor,
    form: Some(&FORM),
    subtitle: None,
    state: None,
    head: &[],
    tabs: &[Tab::new("", words::GENERAL, Body::Facts(SECTIONS)), Tab::new("history", records::HISTORY, Body::History)],
    actions: None,
};
