//! Mail templates: a plain record.

use domain::choice::choices;
use domain::field::{Described, Row};
use domain::mail::template::MailTemplateRow;
use domain::mail::template::{MailTemplateDraft, PLACES, TemplateFor};
use domain::record::RecordKind;

use crate::http::problems::Refusal;
use crate::records::document;
use crate::records::list::{List, code, rising};
use crate::records::table::{Fields, Hooks, Own, Table, draft};
use crate::records::write::Write;
use crate::settings::mail_layout;

pub static TABLE: Table = Table {
    kind: RecordKind::MailTemplate,
    fields: Fields::Columns(MailTemplateDraft::FIELDS),
    facts: &[],
    list: List {
        from: "mail_templates t",
        row: MailTemplateRow::FIELDS,
        cells: &[],
        sorts: &[rising("name", "t.name_key")],
        filters: &[code("offered_for", "t.offered_for", choices::<TemplateFor>)],
        words: "mail-templates",
        archives: true,
    },
    label: "t.name",
    hint: "t.subject",
    found_by: &["name", "subject"],
    refers: &[],
    own: Own::Nothing,
    draft: draft::<MailTemplateDraft>,
    hooks: Hooks { allow, ..Hooks::NONE },
};

/// Every place is one that will be filled in.
fn allow(save: &Write) -> Result<(), Refusal> {
    let text = |field| document::text(save.after(field));
    mail_layout::places_known(&[("subject", text("subject")), ("body", text("body"))], PLACES, save.caller.language)
}
