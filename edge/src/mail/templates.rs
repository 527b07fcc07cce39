//! Mail templates: a plain record.

use domain::mail::template::{MailTemplateDraft, PLACES, TemplateFor};
use domain::record::RecordKind;

use crate::http::problems::Refusal;
use crate::records::list::{List, cell, code, is, label, rising};
use crate::records::table::{Hooks, Own, Table, column, draft};
use crate::records::write::Write;
use crate::settings::letters;

pub static TABLE: Table = Table {
    kind: RecordKind::MailTemplate,
    name: "mail_templates",
    fields: &[column("name"), column("offered_for"), column("subject"), column("body")],
    facts: &[],
    list: List {
        from: "mail_templates t",
        cells: &[
            cell("id", "t.id"),
            cell("name", "t.name"),
            cell("offered_for", "t.offered_for").choice(label::<TemplateFor>),
            cell("subject", "t.subject"),
        ],
        sorts: &[rising("name", "t.name_key")],
        filters: &[code("offered_for", "t.offered_for", is::<TemplateFor>)],
        words: "mail-templates",
        archives: true,
    },
    label: "t.name",
    hint: "t.subject",
    found_by: &["name", "subject"],
    refers: &[],
    referred: &[],
    own: Own::Nothing,
    draft: draft::<MailTemplateDraft>,
    hooks: Hooks { allow, ..Hooks::NONE },
};

/// Every place is one that will be filled in.
fn allow(save: &Write) -> Result<(), Refusal> {
    let text = |field| save.after(field).as_str().unwrap_or_default();
    letters::places_known(&[("subject", text("subject")), ("body", text("body"))], PLACES, save.caller.language)
}
