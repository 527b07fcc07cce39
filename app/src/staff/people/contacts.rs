//! Contacts: people at customers, who may have access to the portal.

use domain::people::contact::ContactDraft;
use domain::people::contact::ContactRow;
use domain::people::staff::Access;
use domain::record::RecordKind;
use domain::tone::states;
use leptos::prelude::*;
use serde_json::Value;

use super::access;
use crate::records::detail::Shown;
use crate::records::field::UNTITLED;
use crate::records::{Body, Detail, DetailSpec, Field, FormSpec, Kind, ListSpec, Record, Section, Tab};
use crate::records::{Fields, text_of};
use crate::records::{columns, fields};
use crate::text::{fill, people as words, records};
use crate::ui::icon::Icon;

pub(crate) const RECORD: Record =
    Record { kind: RecordKind::Contact, form: Some(&FORM), detail: Detail::Spec(&DETAIL) };

pub(super) static LIST: ListSpec = ListSpec {
    kind: RecordKind::Contact,
    columns: columns![ContactRow:
        NAME.title(),
        CUSTOMER.shown(Kind::Reference(RecordKind::Customer, "customer_name")),
        POSITION.wide(),
        EMAIL,
        PHONE.wide(),
        PRIMARY.wide(),
        ACCESS.state(),
    ],
    filters: ContactRow::FILTERS,
    many: &[],
    empty: words::NO_CONTACTS,
    icon: Icon::Phone,
    row: None,
};

const SECTIONS: &[Section] = &[Section::new(
    UNTITLED,
    fields![ContactDraft:
        CUSTOMER.fixed(),
        NAME,
        EMAIL.help(words::SIGNS_IN_TO_PORTAL_WITH_IT),
        PHONE,
        POSITION,
        LANGUAGE,
        PRIMARY.help(words::PRIMARY_HELP),
    ],
)];

pub(crate) static FORM: FormSpec = FormSpec::new::<ContactDraft>(RecordKind::Contact, "name", SECTIONS);

static DETAIL: DetailSpec = DetailSpec {
    kind: RecordKind::Contact,
    form: Some(&FORM),
    subtitle: Some(customer),
    state: Some(Field::new("access", words::ACCESS, Kind::State(states::<Access>))),
    head: &[],
    tabs: &[Tab::new("", words::GENERAL, Body::Facts(SECTIONS)), Tab::new("history", records::HISTORY, Body::History)],
    actions: Some(actions),
};

fn customer(record: &Value) -> String {
    let own = text_of(record.field("customer_name"));
    let others: Vec<String> = record.field("other_customers").as_array().into_iter().flatten().map(text_of).collect();
    if others.is_empty() {
        return own;
    }
    [own.as_str(), " · ", &fill(words::ALSO_FOR, &[("customers", &others.join(", "))])].concat()
}

fn actions(shown: Shown) -> AnyView {
    view! { {access::disable_button(shown)}{access::link_button(shown)} }.into_any()
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_form_fills_the_draft() {
        crate::records::form::assert_matches_draft(&super::FORM.shape);
    }
}
