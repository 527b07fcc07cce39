//! Mail templates: words of the company's own that a mail begins with.

use domain::mail::template::MailTemplateDraft;
use domain::mail::template::MailTemplateRow;
use domain::record::RecordKind;

use crate::records::field::UNTITLED;
use crate::records::{Body, Detail, DetailSpec, FormSpec, ListSpec, Record, Section, Tab};
use crate::records::{columns, fields};
use crate::text::{mail as words, records};
use crate::ui::icon::Icon;

pub(crate) const RECORD: Record =
    Record { kind: RecordKind::MailTemplate, form: Some(&FORM), detail: Detail::Spec(&DETAIL) };

pub(super) static LIST: ListSpec = ListSpec {
    kind: RecordKind::MailTemplate,
    columns: columns![MailTemplateRow:
        NAME.title(),
        SUBJECT,
        OFFERED_FOR,
    ],
    filters: MailTemplateRow::FILTERS,
    many: &[],
    empty: words::NO_TEMPLATES,
    icon: Icon::File,
    row: None,
};

const SECTIONS: &[Section] = &[Section::new(
    UNTITLED,
    fields![MailTemplateDraft:
        NAME,
        OFFERED_FOR,
        SUBJECT.wide(),
        BODY.wide().help(words::TEMPLATE_HELP),
    ],
)];

static FORM: FormSpec = FormSpec::new::<MailTemplateDraft>(RecordKind::MailTemplate, "name", SECTIONS);

static DETAIL: DetailSpec = DetailSpec {
    kind: RecordKind::MailTemplate,
    form: Some(&FORM),
    subtitle: None,
    state: None,
    head: &[],
    tabs: &[Tab::new("", words::GENERAL, Body::Facts(SECTIONS)), Tab::new("history", records::HISTORY, Body::History)],
    actions: None,
};

#[cfg(test)]
mod tests {
    #[test]
    fn the_form_fills_the_draft_and_names_every_place() {
        crate::records::form::assert_matches_draft(&super::FORM.shape);
        for help in crate::text::mail::TEMPLATE_HELP.0 {
            for place in domain::mail::template::PLACES {
                assert!(help.contains(&["{", place, "}"].concat()), "{place}: {help}");
            }
        }
    }
}
