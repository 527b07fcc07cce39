//! Customers: the companies that book and pay, with their contacts, bookings, invoices and payments.

use domain::people::customer::CustomerDraft;
use domain::people::customer::CustomerRow;
use domain::record::RecordKind;
use leptos::prelude::*;
use serde_json::Value;

use super::contacts;
use crate::records::detail::Shown;
use crate::records::field::UNTITLED;
use crate::records::form::ADDRESS;
use crate::records::{Body, Detail, DetailSpec, FormSpec, ListSpec, Record, Section, Tab};
use crate::records::{Fields, text_of};
use crate::records::{columns, fields};
use crate::staff::{bookings, mail, money};
use crate::text::{people as words, records};
use crate::ui::icon::Icon;

pub(crate) const RECORD: Record =
    Record { kind: RecordKind::Customer, form: Some(&FORM), detail: Detail::Spec(&DETAIL) };

pub(super) static LIST: ListSpec = ListSpec {
    kind: RecordKind::Customer,
    columns: columns![CustomerRow:
        COMPANY.title(),
        TAX_ID,
        PHONE,
        EMAIL.wide(),
        CITY.wide(),
        ACTIVE.wide(),
    ],
    filters: CustomerRow::FILTERS,
    empty: words::NO_CUSTOMERS,
    icon: Icon::Home,
    row: None,
};

const SECTIONS: &[Section] = &[Section::new(
    UNTITLED,
    fields![CustomerDraft:
        COMPANY,
        TAX_ID,
        SHARES_TAX_ID.help(words::SHARES_TAX_ID_HELP),
        PHONE,
        EMAIL,
        BILLING_ADDRESS.shown(ADDRESS).wide(),
        LANGUAGE,
        ACTIVE.help(words::CUSTOMER_ACTIVE_HELP),
        NOTES,
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
        Tab::new("payments", words::PAYMENTS, Body::List(&money::payments::LIST, "customer")),
        Tab::new(mail::about::MAILS, mail::about::TITLE, Body::View(mail::about::mails)),
        Tab::new("ratings", words::RATINGS_GIVEN, Body::List(&bookings::ratings::LIST, "customer")),
        Tab::new("history", records::HISTORY, Body::History),
    ],
    actions: Some(actions),
};

fn actions(shown: Shown) -> AnyView {
    view! { {money::to_invoice::button(shown)}{mail::about::button(shown)} }.into_any()
}

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
