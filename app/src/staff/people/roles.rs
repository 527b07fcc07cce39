//! Roles: named sets of permissions.

use domain::people::role::RoleDraft;
use domain::people::role::RoleRow;
use domain::permission::OWNER;
use domain::record::RecordKind;

use leptos::prelude::*;
use serde_json::Value;

use super::permissions::PERMISSIONS;
use crate::records::field::{Custom, UNTITLED};
use crate::records::form::FormState;
use crate::records::names;
use crate::records::{Body, Detail, DetailSpec, Field, FormSpec, Kind, ListSpec, Record, Section, Tab};
use crate::records::{Fields, text_of};
use crate::records::{columns, fields};
use crate::text::{people as words, records};
use crate::ui::icon::Icon;
use crate::ui::input::TextInput;

pub(crate) const RECORD: Record = Record { kind: RecordKind::Role, form: Some(&FORM), detail: Detail::Spec(&DETAIL) };

pub(super) static LIST: ListSpec = ListSpec {
    kind: RecordKind::Role,
    columns: columns![RoleRow:
        NAME.shown(NAME).title(),
        DESCRIPTION,
    ],
    filters: RoleRow::FILTERS,
    many: &[],
    empty: words::NO_ROLES,
    icon: Icon::Lock,
    row: None,
};

/// Built-in ones are called by the reader's language until they are renamed.
const NAME: Kind = Kind::Custom(Custom { control: name, group: false, show });

fn show(name: &Value) -> String {
    names::of_role(&text_of(name))
}

fn name(state: FormState, field: &'static Field) -> AnyView {
    let kept = untrack(|| state.value(field.name));
    let called = show(&kept);
    let typed = RwSignal::new(called.clone());
    Effect::new(move |before: Option<()>| {
        let typed = typed.get();
        if before.is_some() {
            // Looking at it in another language renames nothing.
            state.set(field.name, if typed == called { kept.clone() } else { Value::String(typed) });
        }
    });
    view! { <TextInput value=typed /> }.into_any()
}

const SECTIONS: &[Section] = &[
    Section::new(
        UNTITLED,
        fields![RoleDraft:
            NAME.shown(NAME),
            DESCRIPTION.wide(),
        ],
    ),
    Section::new(
        UNTITLED,
        fields![RoleDraft:
            PERMISSIONS.shown(PERMISSIONS).wide(),
        ],
    ),
];

pub(crate) static FORM: FormSpec = FormSpec::new::<RoleDraft>(RecordKind::Role, "name", SECTIONS)
    .until(|role| (role.field("built_in").as_str() == Some(OWNER)).then_some(words::OWNER_STAYS));

const FACTS: &[Section] = &[Section::new(
    UNTITLED,
    &[
        Field::of_draft(RoleDraft::DESCRIPTION),
        Field::new("holders", words::HOLDERS, Kind::Whole),
        Field::of_draft(RoleDraft::PERMISSIONS).shown(PERMISSIONS).wide(),
    ],
)];

static DETAIL: DetailSpec = DetailSpec {
    kind: RecordKind::Role,
    form: Some(&FORM),
    subtitle: None,
    state: None,
    head: &[],
    tabs: &[Tab::new("", words::GENERAL, Body::Facts(FACTS)), Tab::new("history", records::HISTORY, Body::History)],
    actions: None,
};

#[cfg(test)]
mod tests {
    #[test]
    fn the_form_fills_the_draft() {
        crate::records::form::assert_matches_draft(&super::FORM.shape);
    }
}
