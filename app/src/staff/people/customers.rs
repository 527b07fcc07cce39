//! Customers: the companies that book and pay, with their contacts, bookings, invoices and payments.

use domain::people::customer::CustomerDraft;
use domain::people::customer::CustomerOwes;
use domain::people::customer::CustomerRow;
use domain::record::RecordKind;
use leptos::prelude::*;
use serde_json::Value;

use super::contacts;
use crate::records::detail::Shown;
use crate::records::field::UNTITLED;
use crate::records::form::ADDRESS;
use crate::records::{Body, Detail, DetailSpec, Field, FormSpec, Kind, ListSpec, Record, Section, Tab};
use crate::records::{Fields, text_of};
use crate::records::{columns, fields};
use crate::staff::{bookings, mail, money, next_trip};
use crate::text::{amount, fill, people as words, records};
use crate::ui::cell::Cell;
use crate::ui::icon::Icon;
use crate::ui::tone::Tone;

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
        STREET.wide().on_demand(),
        POSTCODE.wide().on_demand(),
        REGION.wide().on_demand(),
        ACTIVE.wide(),
    ],
    filters: CustomerRow::FILTERS,
    many: &[],
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
    head: HEAD,
    tabs: &[
        Tab::new("", words::GENERAL, Body::Facts(SECTIONS)),
        Tab::new("contacts", words::CONTACTS, Body::List(&contacts::LIST, "customer")).counted(),
        Tab::new("bookings", words::BOOKINGS, Body::List(&bookings::bookings::LIST, "customer")).counted(),
        Tab::new("invoices", words::INVOICES, Body::List(&money::invoices::LIST, "customer")).counted(),
        Tab::new("payments", words::PAYMENTS, Body::List(&money::payments::LIST, "customer")).counted(),
        Tab::new(mail::about::MAILS, mail::about::TITLE, Body::View(mail::about::mails)),
        Tab::new("ratings", words::RATINGS_GIVEN, Body::List(&bookings::ratings::LIST, "customer")).counted(),
        Tab::new("history", records::HISTORY, Body::History),
    ],
    actions: Some(actions),
};

const HEAD: &[Field] = &[
    next_trip::FIELD,
    Field::new("owes", words::OWES, Kind::Shown(owes)),
    Field::new("primary_contact", words::TALKS_TO, Kind::Shown(talks_to)),
];

/// All of it, and beneath what should have been paid.
fn owes(of: &dyn Fields) -> Cell {
    let Ok(owes) = serde_json::from_value::<CustomerOwes>(of.field("owes").clone()) else { return Cell::Empty };
    if owes.overdue == 0 {
        return Cell::Number(amount::amount(owes.balance));
    }
    let overdue = fill(words::OVERDUE_OF_IT, &[("amount", &amount::amount(owes.overdue))]);
    Cell::View(ViewFn::from(move || {
        let balance = amount::amount(owes.balance);
        let overdue = overdue.clone();
        view! { <span class="cell-two"><span>{balance}</span><span class="badge" data-tone=Tone::Overdue.name()>{overdue}</span></span> }
            .into_any()
    }))
}

/// Who is rung, and at which number.
fn talks_to(of: &dyn Fields) -> Cell {
    let (name, phone) = (text_of(of.field("primary_contact")), text_of(of.field("phone")));
    match (name.is_empty(), phone.is_empty()) {
        (true, _) => Cell::Empty,
        (false, true) => Cell::Text(name),
        (false, false) => Cell::View(ViewFn::from(move || {
            let href = ["tel:", &phone].concat();
            let (name, phone) = (name.clone(), phone.clone());
            view! { <span class="cell-two"><span>{name}</span><a class="cell-second" href=href>{phone}</a></span> }
                .into_any()
        })),
    }
}

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
