//! Staff members: the HR record and the sign-in in one.

use domain::people::staff::StaffRow;
use domain::people::staff::{Access, StaffDraft};
use domain::record::{RecordKind, Verb};
use domain::tone::states;
use leptos::prelude::*;
use serde_json::Value;

use super::access;
use crate::nav;
use crate::records::columns;
use crate::records::detail::Shown;
use crate::records::field::{Custom, UNTITLED};
use crate::records::names;
use crate::records::{Body, Detail, DetailSpec, Field, FormSpec, Kind, ListSpec, Record, Section, Tab, refused};
use crate::records::{Fields, text_of};
use crate::staff::mail;
use crate::text::{fields as labels, people as words, records, t};
use crate::ui::button::LinkButton;
use crate::ui::icon::Icon;

pub(crate) const RECORD: Record = Record { kind: RecordKind::Staff, form: Some(&FORM), detail: Detail::Spec(&DETAIL) };

pub(super) static LIST: ListSpec = ListSpec {
    kind: RecordKind::Staff,
    columns: columns![StaffRow:
        NAME.title(),
        JOB_TITLE,
        EMAIL,
        PHONE.wide(),
        ACTIVE.wide(),
        ACCESS.state(),
    ],
    filters: StaffRow::FILTERS,
    many: &[],
    empty: words::NO_STAFF,
    icon: Icon::People,
    row: None,
};

const NAME: Field = Field::of_draft(StaffDraft::NAME);
const EMAIL: Field = Field::of_draft(StaffDraft::EMAIL).help(words::SIGNS_IN_WITH_IT);
const PHONE: Field = Field::of_draft(StaffDraft::PHONE);
const JOB_TITLE: Field = Field::of_draft(StaffDraft::JOB_TITLE);
const LANGUAGE: Field = Field::of_draft(StaffDraft::LANGUAGE);
const HOURLY_RATE: Field = Field::of_draft(StaffDraft::HOURLY_RATE);
const ROLES: Field = Field::of_draft(StaffDraft::ROLES).shown(Kind::References(RecordKind::Role, "role_names"));
const ACTIVE: Field = Field::of_draft(StaffDraft::ACTIVE).help(words::ACTIVE_HELP);
const PHOTO: Field = Field::of_draft(StaffDraft::PHOTO);
/// As the reader calls them.
const ROLE_NAMES: Field = Field::new(
    "role_names",
    labels::ROLES,
    Kind::Custom(Custom { control: |_, _| ().into_any(), group: false, show: role_names }),
);

const SECTIONS: &[Section] =
    &[Section::new(UNTITLED, &[NAME, EMAIL, PHONE, JOB_TITLE, LANGUAGE, HOURLY_RATE, ROLES, ACTIVE, PHOTO])];
const FACTS: &[Section] =
    &[Section::new(UNTITLED, &[NAME, EMAIL, PHONE, JOB_TITLE, LANGUAGE, HOURLY_RATE, ROLE_NAMES, ACTIVE, PHOTO])];

fn role_names(all: &Value) -> String {
    let named = all.as_array().into_iter().flatten().map(|name| names::of_role(&text_of(name)));
    named.collect::<Vec<_>>().join(", ")
}

pub(crate) static FORM: FormSpec = FormSpec::new::<StaffDraft>(RecordKind::Staff, "name", SECTIONS);

static DETAIL: DetailSpec = DetailSpec {
    kind: RecordKind::Staff,
    form: Some(&FORM),
    subtitle: Some(title),
    state: Some(Field::new("access", words::ACCESS, Kind::State(states::<Access>))),
    head: &[],
    tabs: &[
        Tab::new("", words::GENERAL, Body::Facts(FACTS)),
        Tab::new(mail::about::MAILS, mail::about::TITLE, Body::View(mail::about::mails)),
        Tab::new("history", records::HISTORY, Body::History),
    ],
    actions: Some(actions),
};

fn title(record: &Value) -> String {
    text_of(record.field("job_title"))
}

/// The driver profile: the one there is, or a new one.
fn actions(shown: Shown) -> AnyView {
    let profile = move || {
        let (label, href) = match shown.number("driver") {
            Some(driver) => (words::DRIVER_PROFILE, nav::record(RecordKind::Driver, driver)),
            None if refused(RecordKind::Driver, Verb::Create).is_none() => (
                words::MAKE_DRIVER,
                [nav::list(RecordKind::Driver).as_str(), "/new?staff=", &shown.id.to_string()].concat(),
            ),
            None => return ().into_any(),
        };
        view! { <LinkButton label=t(label) href=href icon=Icon::Person /> }.into_any()
    };
    view! { {profile}{access::link_button(shown)} }.into_any()
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_form_fills_the_draft() {
        crate::records::form::assert_matches_draft(&super::FORM.shape);
    }
}
