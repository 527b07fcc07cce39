//! Customers: the companies that book and pay, with their contacts, bookings and invoices.

use domain::people::customer::CustomerDraft;
use domain::record::RecordKind;
use domain::text::Language;
use serde_json::Value;

use super::contacts;
use crate::records::field::UNTITLED;
use crate::records::value::{Fields, text_of};
use crate::records::{
    Body, By, Column, Detail, DetailSpec, Field, Filter, FormSpec, Kind, ListSpec, Record, Section, Tab, choices,
};
use crate::staff::{bookings, mail, money};
use crate::text::{fields as labels, people as words, records};
use crate::ui::icon::Icon;

pub(crate) const RECORD: Record =
    Record { kind: RecordKind::Customer, list: &LIST, form: Some(&FORM), detail: Some(Detail::Spec(&DETAIL)) };

static LIST: ListSpec = ListSpec {
    kind: RecordKind::Customer,
    columns: &[
        Column::new("company", labels::COMPANY, Kind::Line).title().sortable(),
        Column::new("tax_id", labels::TAX_ID, Kind::Line),
        Column::new("phone", labels::PHONE, Kind::Phone),
        Column::new("email", labels::EMAIL, Kind::Email).wide(),
        Column::new("active", labels::ACTIVE, Kind::Flag).wide(),
    ],
    filters: &[Filter::new("active", labels::ACTIVE, By::Flag)],
    empty: words::NO_CUSTOMERS,
    icon: Icon::Home,
    row: None,
};

const SECTIONS: &[Section] = &[Section::new(
    UNTITLED,
    &[
        Field::new("company", labels::COMPANY, Kind::Line).required(),
        Field::new("tax_id", labels::TAX_ID, Kind::Line),
        Field::new("shares_tax_id", labels::SHARES_TAX_ID, Kind::Flag).help(words::SHARES_TAX_ID_HELP),
        Field::new("phone", labels::PHONE, Kind::Phone),
        Field::new("email", labels::EMAIL, Kind::Email),
        Field::new("billing_address", labels::BILLING_ADDRESS, Kind::Paragraph),
        Field::new("language", labels::LANGUAGE, Kind::Choice(choices::<Language>)),
        Field::new("active", labels::ACTIVE, Kind::Flag).help(words::CUSTOMER_ACTIVE_HELP),
        Field::new("notes", labels::NOTES, Kind::Paragraph),
    ],
)];

pub(crate) static FORM: FormSpec = FormSpec::new::<CustomerDraft>(RecordKind::Customer, "company", SECTIONS);

static DETAIL: DetailSpec = DetailSpec {
    kind: RecordKind::Customer,
    form: Some(&FORM),
    subtitle: Some(tax_id),
    state: None,
    tabs: &[
        Tab::new("", words::GENERAL, Body::Facts(SECTIONS)),
        Tab::new("contacts", words::CONTACTS, Body::List(&contacts::LIST, "customer")),
        Tab::new("bookings", words::BOOKINGS, Body::List(&bookings::bookings::LIST, "customer")),
        Tab::new("invoices", words::INVOICES, Body::List(&money::invoices::LIST, "customer")),
        Tab::new(mail::about::MAILS, mail::about::TITLE, Body::View(mail::about::mails)),
        Tab::new("ratings", words::RATINGS_GIVEN, Body::List(&bookings::ratings::LIST, "customer")),
        Tab::new("history", records::HISTORY, Body::History),
    ],
    actions: Some(mail::about::button),
};

fn tax_id(record: &Value) -> String {
    text_of(record.field("tax_id"))
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_form_fills_the_draft() {
        crate::records::form::assert_matches_draft(&super::FORM.shape);
    }
}
