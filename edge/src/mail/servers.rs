//! Mail servers: a plain record that accounts stand on.
//!
//! Invariant: when a server leads elsewhere, every account on it forgets what it signed in with, in the same batch: a password
//! is never sent to another host than the one it was given for.

use domain::choice::choices;
use domain::field::{Described, Row};
use domain::mail::server::{Engine, LEADS_TO, MailServerDraft, MailServerRow};
use domain::record::RecordKind;

use super::{accounts, outbox};
use crate::db::Statement;
use crate::records::list::{List, among, code, on, rising};
use crate::records::table::{Fields, Hooks, Own, Table, draft, fact, refers};
use crate::records::write::Write;

pub static TABLE: Table = Table {
    kind: RecordKind::MailServer,
    fields: Fields::Columns(MailServerDraft::FIELDS),
    facts: &[
        fact("app_name", "(SELECT name FROM mail_apps WHERE id = t.app)"),
        fact("accounts", "(SELECT count(*) FROM mail_accounts m WHERE m.server = t.id AND m.archived_at IS NULL)"),
        fact(
            "signed_in",
            "(SELECT count(*) FROM mail_accounts m WHERE m.server = t.id AND m.archived_at IS NULL \
             AND (coalesce(m.password, m.outgoing_password) IS NOT NULL OR EXISTS (SELECT 1 FROM tokens WHERE account = m.id) \
             OR EXISTS (SELECT 1 FROM unconfirmed_grants WHERE account = m.id)))",
        ),
    ],
    list: List {
        from: "mail_servers t",
        row: MailServerRow::FIELDS,
        cells: &[],
        sorts: &[rising("name", "t.name_key")],
        filters: &[
            code("outgoing_engine", "t.outgoing_engine", choices::<Engine>),
            on("active", "t.active"),
            among("app", "t.app"),
        ],
        words: "mail-servers",
        archives: true,
    },
    label: "t.name",
    hint: "t.outgoing_host",
    found_by: &["name", "outgoing_host"],
    refers: &[refers("app").while_pending("t.archived_at IS NULL")],
    own: Own::Nothing,
    draft: draft::<MailServerDraft>,
    hooks: Hooks { before, after, ..Hooks::NONE },
};

fn before(save: &Write) -> Vec<Statement> {
    let leads_elsewhere = save.current.is_some() && LEADS_TO.iter().any(|field| save.changes(field));
    if leads_elsewhere { accounts::forget_at(save.id, &save.actor(), save.now) } else { Vec::new() }
}

fn after(save: &Write) -> Vec<Statement> {
    if save.current.is_some() && save.draft.is_some() {
        vec![outbox::release_server(save.id, save.now)]
    } else {
        Vec::new()
    }
}
