//! Roles: named sets of permissions.

use domain::people::role::RoleDraft;
use domain::permission::OWNER;
use domain::record::RecordKind;

use super::permissions::PERMISSIONS;
use crate::records::field::UNTITLED;
use crate::records::value::Fields;
use crate::records::{Body, Column, Detail, DetailSpec, Field, FormSpec, Kind, ListSpec, Record, Section, Tab};
use crate::text::{fields as labels, people as words, records};
use crate::ui::icon::Icon;

pub(crate) const RECORD: Record =
    Record { kind: RecordKind::Role, list: &LIST, form: Some(&FORM), detail: Some(Detail::Spec(&DETAIL)) };

static LIST: ListSpec = ListSpec {
    kind: RecordKind::Role,
    columns: &[
        Column::new("name", labels::NAME, Kind::Line).title().sortable(),
        Column::new("description", labels::DESCRIPTION, Kind::Line),
    ],
    filters: &[],
    empty: words::NO_ROLES,
    icon: Icon::Lock,
    row: None,
};

const SECTIONS: &[Section] = &[
    Section::new(
        UNTITLED,
        &[
            Field::new("name", labels::NAME, Kind::Line).required(),
            Field::new("description", labels::DESCRIPTION, Kind::Line).wide(),
        ],
    ),
    Section::new(UNTITLED, &[Field::new("permissions", labels::PERMISSIONS, PERMISSIONS).wide()]),
];

pub(crate) static FORM: FormSpec = FormSpec::new::<RoleDraft>(RecordKind::Role, "name", SECTIONS)
    .until(|role| (role.field("built_in").as_str() == Some(OWNER)).then_some(words::OWNER_STAYS));

const FACTS: &[Section] = &[Section::new(
    UNTITLED,
    &[
        Field::new("description", labels::DESCRIPTION, Kind::Line),
        Field::new("holders", words::HOLDERS, Kind::Whole),
        Field::new("permissions", labels::PERMISSIONS, PERMISSIONS).wide(),
    ],
)];

static DETAIL: DetailSpec = DetailSpec {
    kind: RecordKind::Role,
    form: Some(&FORM),
    subtitle: None,
    state: None,
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
