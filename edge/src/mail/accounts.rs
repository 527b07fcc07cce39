//! Mail accounts: a plain record, passwords that go in and never come out, and who may use which.
//!
//! Invariant: a password or a grant is forgotten when the server it was given for changes, or is changed into another.

use domain::choice::choices;
use domain::field::{Described, Row};
use domain::history::HistoryAct;
use domain::mail::account::MailAccountRow;
use domain::mail::account::{AccountKind, AccountState, MailAccountDraft, PasswordDraft};
use domain::permission::NamedAct;
use domain::problem::ProblemKind;
use domain::record::RecordKind;
use domain::time::Instant;
use providers::secret::Secret;
use serde::Deserialize;

use super::context::{Account, MailContext, REGISTRATION, SERVER};
use super::{grants, outbox};
use crate::db::{Rows, Statement, guard_unchanged};
use crate::http::answer::Answer;
use crate::http::caller::{Actor, Caller};
use crate::http::problems::Refusal;
use crate::http::request::Call;
use crate::records::list::{List, Takes, among, cell, code, compares, on, rising};
use crate::records::table::{Fields, Hooks, Own, Set, Table, draft, fact, flag_fact, refers};
use crate::records::write::{self, Write};
use crate::records::{find, update};

pub static TABLE: Table = Table {
    kind: RecordKind::MailAccount,
    fields: Fields::Columns(MailAccountDraft::FIELDS),
    facts: &[
        fact("state", "t.state"),
        fact("failure", "t.failure"),
        fact("server_message", "t.server_message"),
        fact("checked_at", "t.checked_at"),
        fact("consent_failure", "t.consent_failure"),
        fact("consent_message", "t.consent_message"),
        fact("consent_remark", "t.consent_remark"),
        fact("remark", "t.remark"),
        flag_fact(
            "large_files",
            "EXISTS (SELECT 1 FROM tokens WHERE account = t.id AND scopes LIKE '%Mail.ReadWrite%')",
        ),
        flag_fact("has_password", "t.password IS NOT NULL"),
        flag_fact("has_outgoing_password", "t.outgoing_password IS NOT NULL"),
        flag_fact("authorised", "t.state <> 'needs_sign_in' AND EXISTS (SELECT 1 FROM tokens WHERE account = t.id)"),
        fact("who", "(SELECT who FROM tokens WHERE account = t.id)"),
        fact("unconfirmed_who", "(SELECT who FROM unconfirmed_grants WHERE account = t.id)"),
        flag_fact("unconfirmed", "EXISTS (SELECT 1 FROM unconfirmed_grants WHERE account = t.id)"),
        fact("server_name", "(SELECT name FROM mail_servers WHERE id = t.server)"),
        fact("engine", "(SELECT outgoing_engine FROM mail_servers WHERE id = t.server)"),
        fact("host", "(SELECT outgoing_host FROM mail_servers WHERE id = t.server)"),
        fact("app", "(SELECT app FROM mail_servers WHERE id = t.server)"),
        fact("app_name", "(SELECT a.name FROM mail_servers s JOIN mail_apps a ON a.id = s.app WHERE s.id = t.server)"),
        fact("owner_name", "(SELECT name FROM staff WHERE id = t.owner)"),
    ],
    list: List {
        from: "mail_accounts t CROSS JOIN mail_servers s ON s.id = t.server",
        row: MailAccountRow::FIELDS,
        cells: &[cell(MailAccountRow::SERVER_NAME, "s.name")],
        sorts: &[rising("name", "t.name_key")],
        filters: &[
            code("state", "t.state", choices::<AccountState>),
            among("server", "t.server"),
            compares("app", "t.server IN (SELECT id FROM mail_servers WHERE app = ?)", Takes::Numbers),
            on("active", "t.active"),
        ],
        words: "mail-accounts",
        archives: true,
    },
    label: "t.name",
    hint: "t.address",
    found_by: &["name", "address"],
    refers: &[refers("server").while_pending("t.archived_at IS NULL")],
    own: Own::Nothing,
    draft: draft::<MailAccountDraft>,
    hooks: Hooks { set: forgetting, before, after, ..Hooks::NONE },
};

/// What is left of passwords and grants that lead elsewhere: column and value.
const FORGOTTEN: [(&str, &str); 7] = [
    ("password", "NULL"),
    ("outgoing_password", "NULL"),
    ("generation", "generation + 1"),
    ("state", "'new'"),
    ("failure", "NULL"),
    ("server_message", "''"),
    ("remark", "NULL"),
];

/// Every account at a server, archived ones too, forgets what it signed in with: its passwords, its grants and the consents
/// under way. Whoever is saving one of them meanwhile finds another version.
#[must_use]
pub fn forget_at(server: i64, actor: &Actor, now: Instant) -> Vec<Statement> {
    let mut statements = grants::forget_all(("IN (SELECT id FROM mail_accounts WHERE server = ?)", server)).to_vec();
    let at_server = ("mail_accounts", "server = ?");
    let of = (TABLE.collection(), "id");
    statements.push(write::history_of_each(of, HistoryAct::ServerMoved, "'[]'", at_server, server, actor, now));
    let sets: Vec<String> = FORGOTTEN.iter().map(|(column, value)| format!("{column} = {value}")).collect();
    let forget =
        format!("UPDATE mail_accounts SET {}, version = version + 1, updated_at = ? WHERE server = ?", sets.join(", "));
    statements.push(Statement::new(forget).bind(now).bind(server));
    statements
}

/// Whether what it signed in with was given for another place.
fn leads_elsewhere(save: &Write) -> bool {
    save.current.is_some() && save.changes("server")
}

/// Whether its grants were given for another mailbox.
fn is_another_mailbox(save: &Write) -> bool {
    save.current.is_some() && save.changes("address")
}

fn forgetting(save: &Write) -> Result<Vec<Set>, Refusal> {
    let set = |(column, sql): (&'static str, &'static str)| Set { column: column.into(), sql, values: Vec::new() };
    Ok(if save.act == HistoryAct::Restored {
        // There is one default, and it may be another by now.
        let still =
            "is_default AND NOT EXISTS (SELECT 1 FROM mail_accounts WHERE is_default = 1 AND archived_at IS NULL)";
        vec![set(("is_default", still))]
    } else if leads_elsewhere(save) {
        FORGOTTEN.map(set).to_vec()
    } else if is_another_mailbox(save) {
        vec![set(("generation", "generation + 1"))]
    } else {
        Vec::new()
    })
}

fn before(save: &Write) -> Vec<Statement> {
    let mut statements = Vec::new();
    if save.act == HistoryAct::Deleted || leads_elsewhere(save) || is_another_mailbox(save) {
        statements.extend(grants::forget_all(("= ?", save.id)));
    }
    if save.after("is_default").as_bool() == Some(true) {
        // There is one default; choosing another takes it from the first.
        statements.push(
            Statement::new(
                "UPDATE mail_accounts SET is_default = 0, version = version + 1 WHERE is_default = 1 AND id <> ?",
            )
            .bind(save.id),
        );
    }
    statements
}

fn after(save: &Write) -> Vec<Statement> {
    if save.draft.is_some() { vec![outbox::release(save.id, save.now)] } else { Vec::new() }
}

/// The account, its server, the server's app and the company's name in one row; `which` is SQL that picks it from `t`.
#[must_use]
pub fn statement(which: &str) -> Statement {
    Statement::new(format!(
        "SELECT json_object('id', t.id, 'fields', json({}), 'server', {SERVER}, 'generation', t.generation, \
         'company', (SELECT name FROM company), 'password', t.password, 'outgoing_password', t.outgoing_password, \
         'app', (SELECT {REGISTRATION} FROM mail_apps a WHERE a.id = s.app)) \
         FROM mail_accounts t CROSS JOIN mail_servers s ON s.id = t.server WHERE t.archived_at IS NULL AND {which}",
        find::draft_object(Fields::Columns(MailAccountDraft::FIELDS))
    ))
}

/// [`statement`] of an outbox row's account: `None` is the company's default.
#[must_use]
pub fn which(account: Option<i64>) -> Statement {
    match account {
        Some(id) => statement("t.id = ?").bind(id),
        None => statement("t.is_default = 1"),
    }
}

/// Whether the caller may set the account up: whoever manages mail, or the one whose it is.
pub fn may_manage(account: &Account, caller: &Caller) -> bool {
    let own = account.fields.kind == AccountKind::Personal && account.fields.owner == Some(caller.id);
    caller.may_do(NamedAct::ManageMail) || own
}

/// The account that the path names, for whoever may set it up: who manages mail, or the one whose it is. `beside` is read with it.
///
/// # Errors
/// 401, 403; 404 alike for an account that isn't theirs and for one that isn't.
pub async fn managed(call: &Call, mut beside: Vec<Statement>) -> Result<(Caller, Account, Rows), Refusal> {
    let id = call.record()?;
    beside.insert(0, statement("t.id = ?").bind(id));
    let (caller, rows) = call.staff(beside).await?;
    let account = rows.json::<Account>(0)?.filter(|account| may_manage(account, &caller));
    Ok((caller, account.ok_or(ProblemKind::NotFound)?, rows.skip(1)))
}

/// An account as it is chosen from.
#[derive(Deserialize)]
pub struct Sending {
    pub id: i64,
    pub fields: MailAccountDraft,
}

/// A list of [`Sending`]: every account that is switched on, and its server too, the default first.
#[must_use]
pub fn senders() -> Statement {
    Statement::new(format!(
        "SELECT json_group_array(json_object('id', t.id, 'fields', json({}))) FROM (SELECT * FROM mail_accounts \
         WHERE archived_at IS NULL AND active = 1 AND (SELECT active FROM mail_servers WHERE id = server) = 1 ORDER BY is_default DESC, name, id) t",
        find::draft_object(Fields::Columns(MailAccountDraft::FIELDS))
    ))
}

/// Whether mail can go by the company's default account now, as far as is known without trying: `yes` or `no`; no row
/// without one.
#[must_use]
pub fn default_is_ready() -> Statement {
    Statement::new(
        "SELECT iif(t.active = 1 AND s.active = 1 AND t.state NOT IN ('needs_sign_in', 'error') AND CASE s.outgoing_engine \
         WHEN 'smtp_password' THEN iif(t.separate_outgoing, t.outgoing_password, t.password) IS NOT NULL \
         ELSE EXISTS (SELECT 1 FROM mail_apps a WHERE a.id = s.app AND a.active = 1 AND coalesce(a.secret, a.next_secret) \
         IS NOT NULL) AND (s.outgoing_engine = 'graph_app' OR EXISTS (SELECT 1 FROM tokens k WHERE k.account = t.id)) \
         END, 'yes', 'no') FROM mail_accounts t JOIN mail_servers s ON s.id = t.server WHERE t.is_default = 1 AND t.archived_at IS NULL",
    )
}

/// Whether the caller may send from it: a personal one is its owner's alone.
pub fn may_send(account: &Account, caller: &Caller) -> bool {
    may_send_from(&account.fields, caller)
}

/// As [`may_send`].
pub fn may_send_from(fields: &MailAccountDraft, caller: &Caller) -> bool {
    match fields.kind {
        AccountKind::Personal => fields.owner == Some(caller.id),
        AccountKind::Corporate => fields.people.is_empty() || fields.people.contains(&caller.id),
    }
}

/// `PUT /api/mail-accounts/{id}/password`: the record as it became.
///
/// # Errors
/// 404, 409, 422, 428.
pub async fn set_password(call: &Call) -> Answer {
    let id = call.record()?;
    let (caller, rows) = call.staff(vec![find::statement(&TABLE, id, None)]).await?;
    let current = update::parse(&rows.text(0).ok_or(ProblemKind::NotFound)?)?;
    let version = call.version()?;
    let draft: PasswordDraft = call.draft()?;
    update::at_version(&current, version)?;
    let column = if draft.outgoing { "outgoing_password" } else { "password" };
    let context = MailContext::open(&call.db, &call.env)?;
    let sealed = context.seal("mail_accounts", id, column, &Secret::new(draft.password)).await?;
    let save = format!(
        "UPDATE mail_accounts SET {column} = ?, state = 'new', failure = NULL, server_message = '', version = version + 1, \
         updated_at = ? WHERE id = ? AND version = ?"
    );
    let statements = vec![
        Statement::new(save).bind(sealed).bind(call.now).bind(id).bind(version),
        guard_unchanged("stale"),
        write::history(TABLE.collection(), id, &Actor::from(&caller), call.now, HistoryAct::PasswordSet, &[]),
        outbox::release(id, call.now),
    ];
    update::finish(call, &TABLE, id, statements).await
}

/// `POST /api/mail-accounts/{id}/confirm`: the record as it became.
///
/// # Errors
/// 404; 409 when there is nothing to confirm.
pub async fn confirm(call: &Call) -> Answer {
    let id = call.record()?;
    let (caller, rows) = call.staff(vec![find::statement(&TABLE, id, None)]).await?;
    rows.text(0).ok_or(ProblemKind::NotFound)?;
    let mut statements = grants::confirm(id).to_vec();
    statements.extend([
        Statement::new(
            "UPDATE mail_accounts SET state = 'connected', failure = NULL, server_message = '' WHERE id = ?",
        )
        .bind(id),
        write::history(TABLE.collection(), id, &Actor::from(&caller), call.now, HistoryAct::Confirmed, &[]),
        outbox::release(id, call.now),
    ]);
    update::finish(call, &TABLE, id, statements).await
}
