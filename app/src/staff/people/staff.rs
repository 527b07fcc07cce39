//! Staff members: the HR record and the sign-in in one.

use domain::people::staff::{Access, StaffDraft};
use domain::record::{RecordKind, Verb};
use domain::text::Language;
use leptos::prelude::*;
use serde_json::Value;

use super::access;
use crate::nav;
use crate::records::detail::Shown;
use crate::records::field::UNTITLED;
use crate::records::value::{Fields, text_of};
use crate::records::{
    Body, By, Column, Detail, DetailSpec, Field, Filter, FormSpec, Kind, ListSpec, Record, Section, Tab, choices,
    refused,
};
use crate::staff::mail;
use crate::text::{fields as labels, people as words, records, t};
use crate::ui::button::LinkButton;
use crate::ui::icon::Icon;

pub(crate) const RECORD: Record =
    Record { kind: RecordKind::Staff, list: &LIST, form: Some(&FORM), detail: Some(Detail::Spec(&DETAIL)) };

static LIST: ListSpec = ListSpec {
    kind: RecordKind::Staff,
    columns: &[
        Column::new("name", labels::PERSON_NAME, Kind::Line).title().sortable(),
        Column::new("job_title", labels::JOB_TITLE, Kind::Line),
        Column::new("email", labels::EMAIL, Kind::Email),
        Column::new("phone", labels::PHONE, Kind::Phone).wide(),
        Column::new("active", labels::ACTIVE, Kind::Flag).wide(),
        Column::new("access", words::ACCESS, Kind::State(choices::<Access>)).state(),
    ],
    filters: &[
        Filter::new("active", labels::ACTIVE, By::Flag),
        Filter::new("access", words::ACCESS, By::OneOf(choices::<Access>)),
    ],
    empty: words::NO_STAFF,
    icon: Icon::People,
    row: None,
};

const SECTIONS: &[Section] = &[Section::new(
    UNTITLED,
    &[
        Field::new("name", labels::PERSON_NAME, Kind::Line).required(),
        Field::new("email", labels::EMAIL, Kind::Email).required().help(words::SIGNS_IN_WITH_IT),
        Field::new("phone", labels::PHONE, Kind::Phone),
        Field::new("job_title", labels::JOB_TITLE, Kind::Line),
        Field::new("language", labels::LANGUAGE, Kind::Choice(choices::<Language>)),
        Field::new("hourly_rate", labels::HOURLY_RATE, Kind::Money),
        Field::new("roles", labels::ROLES, Kind::References(RecordKind::Role, "role_names")).required(),
        Field::new("active", labels::ACTIVE, Kind::Flag).help(words::ACTIVE_HELP),
        Field::new("photo", labels::PHOTO, Kind::Picture),
    ],
)];

pub(crate) static FORM: FormSpec = FormSpec::new::<StaffDraft>(RecordKind::Staff, "name", SECTIONS);

static DETAIL: DetailSpec = DetailSpec {
    kind: RecordKind::Staff,
    form: Some(&FORM),
    subtitle: Some(title),
    state: Some(Field::new("access", words::ACCESS, Kind::State(choices::<Access>))),
    tabs: &[
        Tab::new("", words::GENERAL, Body::Facts(SECTIONS)),
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
