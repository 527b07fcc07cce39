//! App registrations: a plain record, and a client secret that goes in and never comes out.
//!
//! Invariant: a secret is forgotten when the address it would be sent to changes.

use domain::choice::choices;
use domain::field::{Described, Row};
use domain::history::HistoryAct;
use domain::mail::app::MailAppRow;
use domain::mail::app::{MailAppDraft, Provider, SecretDraft};
use domain::problem::ProblemKind;
use domain::record::RecordKind;
use providers::secret::Secret;

use super::context::{MailContext, REGISTRATION, Registration};
use super::grants;
use crate::db::{Statement, Value, guard_unchanged};
use crate::http::answer::Answer;
use crate::http::caller::{Actor, Caller};
use crate::http::problems::Refusal;
use crate::http::request::Call;
use crate::records::list::{List, cell, code, on, rising};
use crate::records::table::{Fields, Hooks, Own, Set, Table, draft, fact, flag_fact, set};
use crate::records::write::{self, Write};
use crate::records::{find, update};

pub static TABLE: Table = Table {
    kind: RecordKind::MailApp,
    fields: Fields::Columns(MailAppDraft::FIELDS),
    facts: &[
        flag_fact("has_secret", "t.secret IS NOT NULL"),
        flag_fact("has_next_secret", "t.next_secret IS NOT NULL"),
        fact("next_secret_expires_on", "t.next_secret_expires_on"),
        fact("consented_at", "t.consented_at"),
        fact("tested_at", "t.tested_at"),
        fact("failure", "t.failure"),
        fact("server_message", "t.server_message"),
        fact("consent_failure", "t.consent_failure"),
        fact("consent_message", "t.consent_message"),
        fact("consent_remark", "t.consent_remark"),
        fact("remark", "t.remark"),
        fact(
            "accounts",
            "(SELECT count(*) FROM mail_servers s JOIN mail_accounts m ON m.server = s.id WHERE s.app = t.id AND m.archived_at IS NULL)",
        ),
    ],
    list: List {
        from: "mail_apps t",
        row: MailAppRow::FIELDS,
        cells: &[cell(MailAppRow::FAILURE, "t.failure")],
        sorts: &[rising("name", "t.name_key"), rising("secret_expires_on", "t.secret_expires_on")],
        filters: &[code("provider", "t.provider", choices::<Provider>), on("active", "t.active")],
        words: "mail-apps",
        archives: true,
    },
    label: "t.name",
    hint: "t.provider",
    found_by: &["name", "description"],
    refers: &[],
    own: Own::Nothing,
    draft: draft::<MailAppDraft>,
    hooks: Hooks { set: forgetting, before, ..Hooks::NONE },
};

/// The app registration that the path names, for whoever the route lets in.
///
/// # Errors
/// 401, 403; 404 for one that isn't, or is archived.
pub async fn managed(call: &Call) -> Result<(Caller, Registration), Refusal> {
    let id = call.record()?;
    let find =
        Statement::new(format!("SELECT {REGISTRATION} FROM mail_apps a WHERE a.id = ? AND a.archived_at IS NULL"));
    let (caller, rows) = call.staff(vec![find.bind(id)]).await?;
    Ok((caller, rows.json(0)?.ok_or(ProblemKind::NotFound)?))
}

/// What a stored secret would be sent to.
const LEADS_TO: [&str; 3] = ["provider", "token_url", "client_id"];

/// What a token was made for.
const TOKENS_OF: [&str; 5] = ["provider", "audience", "tenant", "token_url", "client_id"];

fn forgetting(save: &Write) -> Result<Vec<Set>, Refusal> {
    let moved = save.current.is_some() && LEADS_TO.iter().any(|field| save.changes(field));
    Ok(if moved { vec![set("secret", Value::Null), set("next_secret", Value::Null)] } else { Vec::new() })
}

fn before(save: &Write) -> Vec<Statement> {
    match save.act {
        HistoryAct::Deleted => vec![Statement::new("DELETE FROM oauth_states WHERE app = ?").bind(save.id)],
        // A token of the app or the organisation that it was.
        _ if save.current.is_some() && save.draft.is_some() && TOKENS_OF.iter().any(|field| save.changes(field)) => {
            vec![grants::drop_tokens_of(save.id)]
        }
        _ => Vec::new(),
    }
}

/// `PUT /api/mail-apps/{id}/secret`: the record as it became.
///
/// # Errors
/// 404, 409, 422, 428.
pub async fn set_secret(call: &Call) -> Answer {
    let id = call.record()?;
    let (caller, rows) = call.staff(vec![find::statement(&TABLE, id, None)]).await?;
    let current = update::parse(&rows.text(0).ok_or(domain::problem::ProblemKind::NotFound)?)?;
    let version = call.version()?;
    let draft: SecretDraft = call.draft()?;
    update::at_version(&current, version)?;
    let column = if draft.next { "next_secret" } else { "secret" };
    let context = MailContext::open(&call.db, &call.env)?;
    let sealed = context.seal("mail_apps", id, column, &Secret::new(draft.secret.trim())).await?;
    let ends = draft.expires_on.map(|date| date.to_string());
    let save = if draft.next {
        "UPDATE mail_apps SET next_secret = ?, next_secret_expires_on = ?, "
    } else {
        "UPDATE mail_apps SET secret = ?, secret_expires_on = ?, "
    };
    let save = format!(
        "{save}failure = NULL, server_message = '', version = version + 1, updated_at = ? WHERE id = ? AND version = ?"
    );
    let changed = domain::history::Change {
        field: if draft.next { "next_secret_expires_on" } else { "secret_expires_on" }.to_owned(),
        before: serde_json::Value::Null,
        after: ends.clone().into(),
    };
    let statements = vec![
        Statement::new(save).bind(sealed).bind(ends).bind(call.now).bind(id).bind(version),
        guard_unchanged("stale"),
        write::history(TABLE.collection(), id, &Actor::from(&caller), call.now, HistoryAct::SecretSet, &[changed]),
        super::outbox::release_app(id, call.now),
    ];
    update::finish(call, &TABLE, id, statements).await
}
