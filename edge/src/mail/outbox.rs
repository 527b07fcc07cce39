//! The outbox: every mail is a row before it is sent, and stays one afterwards.
//!
//! Invariant: one notice makes one row, however often it is put.

use domain::check::FieldCode;
use domain::choice::choices;
use domain::field::Row;
use domain::history::HistoryAct;
use domain::mail::outbox::OutboxRow;
use domain::mail::outbox::{
    BEING_SENT, CarriedLink, ComposeDraft, LARGEST_FILES, LINK_GONE, MessageDraft, OutboxKind, OutboxStatus,
};
use domain::problem::ProblemKind;
use domain::record::{Created, RecordKind};
use domain::text::Text;
use domain::time::Instant;

use super::accounts;
use super::context::Account;
use super::links::{self, Sealed};
use super::verdict::PARKED;
use crate::db::{Statement, Value, guard_unchanged};
use crate::http::answer::Answer;
use crate::http::caller::Actor;
use crate::http::idempotency::Idempotent;
use crate::http::problems::Refusal;
use crate::http::rate::{Act, Limit};
use crate::http::request::Call;
use crate::io::random;
use crate::records::files::{self, Named};
use crate::records::list::{List, Takes, among, cell, code, compares, falling};
use crate::records::table::{Fact, Fields, Hooks, Own, Shape, Table, Tables, draft, fact, json_fact, refers};
use crate::records::{document, find, update, write};

/// A mail to be put.
pub struct NewMail<'m> {
    pub kind: OutboxKind,
    /// The delivery it carries: putting it a second time does nothing.
    pub notice: Option<i64>,
    /// `None`: the company's default account.
    pub account: Option<i64>,
    pub message: &'m MessageDraft,
    /// The single-use link that it carries; it is put only if that was made.
    pub link: Option<&'m Sealed>,
    /// The record it is about, and shown on.
    pub about: Option<(RecordKind, i64)>,
    /// The staff member who wrote it.
    pub by: Option<i64>,
    pub now: Instant,
}

/// Puts a mail into the outbox, from where the clock sends it; in the batch of what it tells of.
#[must_use]
pub fn put(mail: &NewMail<'_>) -> Statement {
    put_as(random::id(), mail)
}

/// As [`put`], with an id that the caller has drawn.
#[must_use]
pub fn put_as(id: i64, mail: &NewMail<'_>) -> Statement {
    let made = if mail.link.is_some() { links::CARRIED } else { "true" };
    // The part after the at sign is the company's own domain, where it has one that a Message-ID can hold.
    let put = Statement::new(format!(
        "INSERT INTO outbox (id, created_at, updated_at, message_id, kind, notice, account, mail, record_kind, record, \
         next_at, created_by, link, link_ends_at) \
         SELECT ?, ?, ?, ? || '@' || coalesce((SELECT substr(email, instr(email, '@') + 1) FROM company \
         WHERE instr(email, '@') > 0 AND substr(email, instr(email, '@') + 1) NOT GLOB '*[^A-Za-z0-9.-]*'), \
         'volante.invalid'), ?, ?, ?, ?, ?, ?, ?, ?, ?, ? WHERE {made} ON CONFLICT (notice) DO NOTHING"
    ))
    .bind(id)
    .bind(mail.now)
    .bind(mail.now)
    .bind(format!("volante.{id}.{}", random::token()))
    .bind(mail.kind.code())
    .bind(mail.notice)
    .bind(mail.account)
    .bind(Value::json(mail.message))
    .bind(mail.about.map(|(kind, _)| kind.collection()))
    .bind(mail.about.map(|(_, record)| record))
    .bind(mail.now)
    .bind(mail.by)
    .bind(mail.link.and_then(|link| link.token.as_deref()))
    .bind(mail.link.map(|link| link.ends_at));
    if mail.link.is_some() { put.bind(id) } else { put }
}

fn record_kinds() -> Vec<(&'static str, Text)> {
    RecordKind::ALL.iter().map(|kind| (kind.collection(), kind.plural())).collect()
}

pub static TABLE: Table = Table {
    kind: RecordKind::OutboxMail,
    fields: Fields::Read(&[
        part("to", "json_extract(t.mail, '$.to')", Shape::Json),
        part("cc", "json_extract(t.mail, '$.cc')", Shape::Json),
        part("bcc", "json_extract(t.mail, '$.bcc')", Shape::Json),
        part("reply_to", "json_extract(t.mail, '$.reply_to')", Shape::Json),
        part("subject", "json_extract(t.mail, '$.subject')", Shape::Plain),
        part("html", "json_extract(t.mail, '$.html')", Shape::Plain),
        part("text", "json_extract(t.mail, '$.text')", Shape::Plain),
        part("attachments", "json_extract(t.mail, '$.attachments')", Shape::Json),
        part("automatic", "json_extract(t.mail, '$.automatic')", Shape::Flag),
        part("choices", "coalesce(json_extract(t.mail, '$.choices'), '')", Shape::Plain),
    ]),
    facts: &[
        fact("kind", "t.kind"),
        fact("status", "t.status"),
        fact("message_id", "t.message_id"),
        fact("account", "t.account"),
        fact("account_name", ACCOUNT_NAME),
        fact("record_kind", "t.record_kind"),
        fact("record", "t.record"),
        fact("attempts", "t.attempts"),
        fact("next_at", "t.next_at"),
        fact("failure", "t.failure"),
        fact("stage", "t.stage"),
        fact("server_message", "t.server_message"),
        fact("remark", "t.remark"),
        fact("sent_at", "t.sent_at"),
        json_fact("left_out", "t.left_out"),
        fact("held_until", HELD_UNTIL),
        fact("link", "CASE WHEN t.link_ends_at IS NULL THEN 'none' WHEN t.link IS NULL THEN 'gone' ELSE 'kept' END"),
        fact("created_by_name", "(SELECT name FROM staff WHERE id = t.created_by)"),
        json_fact("attached", ATTACHED),
    ],
    list: List {
        from: "outbox t",
        row: OutboxRow::FIELDS,
        cells: &[
            cell(OutboxRow::SUBJECT, "json_extract(t.mail, '$.subject')"),
            cell(OutboxRow::TO, RECIPIENTS),
            cell(OutboxRow::ACCOUNT_NAME, ACCOUNT_NAME),
            cell(OutboxRow::FAILURE, "t.failure"),
        ],
        sorts: &[falling("created_at", "t.created_at")],
        filters: &[
            code("status", "t.status", choices::<OutboxStatus>),
            code("kind", "t.kind", choices::<OutboxKind>),
            among("account", "t.account"),
            code("record_kind", "t.record_kind", record_kinds),
            among("record", "t.record"),
            compares("since", "t.created_at >= ?", Takes::Numbers),
            compares("until", "t.created_at < ?", Takes::Numbers),
        ],
        words: "",
        archives: false,
    },
    label: "t.message_id",
    hint: "t.status",
    found_by: &[],
    refers: &[refers("account").to(RecordKind::MailAccount), refers("created_by").to(RecordKind::Staff)],
    own: Own::OfStaff("t.created_by = ?"),
    draft: draft::<MessageDraft>,
    hooks: Hooks::NONE,
};

const fn part(name: &'static str, sql: &'static str, shape: Shape) -> Fact {
    Fact { name, sql, shape }
}

/// The files of the mail `t`, as `domain::file::File`.
pub const ATTACHED: &str = files::attached!("t.mail, '$.attachments'");

/// While the mail `t` is being sent, or is due while others of its account are: when a broken attempt lets go of it.
const HELD_UNTIL: &str = "(SELECT w.leased_until FROM work w WHERE w.leased_until > unixepoch('now', 'subsec') * 1000 AND CASE \
    WHEN t.status = 'sending' THEN w.token = t.lease AND w.token <> '' \
    WHEN t.status IN ('waiting', 'partly_sent', 'perhaps_sent') AND t.next_at <= unixepoch('now', 'subsec') * 1000 \
    THEN w.kind = 'mail_account' AND w.id = CAST(coalesce(t.account, (SELECT id FROM mail_accounts WHERE is_default = 1 \
    AND archived_at IS NULL), 0) AS TEXT) END)";

/// The first recipient, and how many more there are: `ana@example.com +2`.
pub const RECIPIENTS: &str = "(SELECT first || iif(count > 1, ' +' || (count - 1), '') FROM (SELECT \
    coalesce(json_extract(t.mail, '$.to[0].address'), '') AS first, coalesce(json_array_length(t.mail, '$.to'), 0) \
    + coalesce(json_array_length(t.mail, '$.cc'), 0) + coalesce(json_array_length(t.mail, '$.bcc'), 0) AS count))";

pub const ACCOUNT_NAME: &str = "(SELECT name FROM mail_accounts WHERE id = t.account)";

/// What waits for an account to be mended: the mail itself, or those whom it did not reach yet.
const RELEASED: &str = "UPDATE outbox SET next_at = ?, version = version + 1 WHERE failure IS NOT NULL AND next_at > ? AND \
    (status = 'waiting' OR status = 'partly_sent' AND EXISTS (SELECT 1 FROM json_each(left_out) l WHERE \
    json_extract(l.value, '$.later')))";

/// What waits for this account to be mended is due again; in the batch that mends it.
#[must_use]
pub fn release(account: i64, now: Instant) -> Statement {
    Statement::new([RELEASED, " AND (account = ? OR account IS NULL)"].concat()).bind(now).bind(now).bind(account)
}

/// As [`release`], for all accounts at a server.
#[must_use]
pub fn release_server(server: i64, now: Instant) -> Statement {
    release_each("server = ?", server, now)
}

/// As [`release`], for all accounts at servers that stand on an app.
#[must_use]
pub fn release_app(app: i64, now: Instant) -> Statement {
    release_each("server IN (SELECT id FROM mail_servers WHERE app = ?)", app, now)
}

fn release_each(which: &str, value: i64, now: Instant) -> Statement {
    let released =
        format!("{RELEASED} AND (account IN (SELECT id FROM mail_accounts WHERE {which}) OR account IS NULL)");
    Statement::new(released).bind(now).bind(now).bind(value)
}

/// Where a composed mail names its files.
const FILES: &str = "message.attachments";

/// `POST /api/outbox`: 201 with `domain::record::Created`.
///
/// # Errors
/// 403 for an account that isn't one's to send from; 422.
pub async fn compose(call: &Call, tables: Tables) -> Answer {
    let (caller, key) = match call.staff_keyed(Vec::new()).await? {
        Idempotent::Replay(reply) => return Ok(reply),
        Idempotent::First { caller, key, .. } => (caller, key),
    };
    let draft: ComposeDraft = call.draft()?;
    if let Some(id) = draft.account {
        let rows = call.db.read(&[accounts::statement("t.id = ?").bind(id.0)]).await?;
        let account: Account = rows.json(0)?.ok_or_else(|| Refusal::field("account", FieldCode::NotFound))?;
        if !accounts::may_send(&account, &caller) {
            return Err(Refusal::field("account", FieldCode::NotAllowed));
        }
    }
    let about = match (draft.about, draft.record) {
        (Some(kind), Some(record)) => {
            find::seen(call, &caller, tables.table_of(kind), record).await.map_err(|refusal| match refusal.kind() {
                ProblemKind::NotFound => Refusal::field("record", FieldCode::NotFound),
                _ => refusal,
            })?;
            Some((kind, record))
        }
        _ => None,
    };
    let id = random::id();
    let files = Named {
        collection: TABLE.collection(),
        record: id,
        ids: Value::of_json(&serde_json::json!(draft.message.attachments)),
    };
    let mail = NewMail {
        kind: OutboxKind::Composed,
        notice: None,
        account: draft.account.map(|account| account.0),
        message: &draft.message,
        link: None,
        about,
        by: Some(caller.id.0),
        now: call.now,
    };
    let history = write::history(TABLE.collection(), id, &Actor::from(&caller), call.now, HistoryAct::Created, &[]);
    let answer = serde_json::to_string(&Created { id, version: 1 }).map_err(|e| Refusal::internal(e.to_string()))?;
    let (known, within) = (files.known(FILES, caller.id), files.within(FILES, LARGEST_FILES));
    let limit = Limit::new(Act::WriteMail, &Actor::from(&caller));
    let [count, guard] = limit.guard(call.now);
    let statements = vec![count, guard, known, within, put_as(id, &mail), files.attach(), history];
    match key.write(call, answer, statements).await {
        Err(refusal) => Err(limit.explain(call, refusal).await),
        done => done,
    }
}

/// Every recipient left out is asked again, or none.
macro_rules! left_out {
    ($later:literal) => {
        concat!(
            "left_out = (SELECT json_group_array(json_set(l.value, '$.later', json('",
            $later,
            "'))) FROM json_each(left_out) l)"
        )
    };
}

/// `POST /api/outbox/{id}/resend`: the record as it became. The clock sends it at its next turn, to those only who haven't got
/// it; `held_until` says what it waits for.
///
/// # Errors
/// 404, also for one that the caller may not see; 409 for one that went out or is going out, or on a stale version; 410 for
/// one whose single-use link is gone.
pub async fn resend(call: &Call) -> Answer {
    // Whoever sends again what was perhaps sent has decided.
    const SETS: &str = concat!(
        "status = iif(sent_at IS NULL, 'waiting', 'partly_sent'), next_at = ?, attempts = 0, doubts = 0, \
         progress = json_remove(progress, '$.perhaps'), ",
        left_out!("true")
    );
    transition(call, OutboxStatus::may_resend, HistoryAct::Resent, SETS, call.now).await
}

/// `POST /api/outbox/{id}/arrived`: the record as it became. A person knows that what was perhaps sent has arrived.
///
/// # Errors
/// 404, also for one that the caller may not see; 409 for one of which nobody doubts it, or on a stale version.
pub async fn arrived(call: &Call) -> Answer {
    const SETS: &str = "status = iif(EXISTS (SELECT 1 FROM json_each(left_out) l WHERE NOT json_extract(l.value, '$.later')), \
        'partly_sent', 'sent'), next_at = ?, sent_at = coalesce(sent_at, updated_at), failure = NULL, stage = NULL, server_message = '', \
        left_out = (SELECT json_group_array(json(l.value)) FROM json_each(left_out) l WHERE NOT json_extract(l.value, '$.later'))";
    transition(call, OutboxStatus::may_have_arrived, HistoryAct::Arrived, SETS, PARKED).await
}

/// `POST /api/outbox/{id}/cancel`: the record as it became. What went, or may have gone, to some stays so; the others are not
/// asked again.
///
/// # Errors
/// 404, also for one that the caller may not see; 409 for one that went out or is going out, or on a stale version.
pub async fn cancel(call: &Call) -> Answer {
    const SETS: &str = concat!(
        "status = iif(status IN ('partly_sent', 'perhaps_sent'), status, 'cancelled'), \
         next_at = iif(status IN ('partly_sent', 'perhaps_sent'), 4102444800000, ?), ",
        left_out!("false")
    );
    transition(call, OutboxStatus::may_cancel, HistoryAct::Cancelled, SETS, call.now).await
}

async fn transition(
    call: &Call,
    may: fn(OutboxStatus) -> bool,
    act: HistoryAct,
    sets: &str,
    next_at: Instant,
) -> Answer {
    let id = call.record()?;
    let (caller, _) = call.staff(Vec::new()).await?;
    let current = update::parse(&find::seen(call, &caller, &TABLE, id).await?)?;
    let version = call.version()?;
    update::at_version(&current, version)?;
    let status: Option<OutboxStatus> = document::fact(&current, "status").as_str().and_then(|code| code.parse().ok());
    if status == Some(OutboxStatus::Sending) {
        // Nobody holds one whose attempt broke off and whose time is up: the next tick takes it.
        let until = document::fact(&current, "held_until").as_i64().map_or(call.now, Instant);
        let time = caller.zone.time(until);
        let why = BEING_SENT.get(caller.language).replace("{time}", &time);
        return Err(Refusal::new(ProblemKind::TransitionNotAllowed).with_detail(why));
    }
    if !status.is_some_and(may) {
        return Err(ProblemKind::TransitionNotAllowed.into());
    }
    let link: Option<CarriedLink> = document::fact(&current, "link").as_str().and_then(|code| code.parse().ok());
    if act == HistoryAct::Resent && !link.is_some_and(CarriedLink::may_go) {
        return Err(Refusal::new(ProblemKind::LinkSpent).with_detail(LINK_GONE.get(caller.language)));
    }
    // The version moves with every claim, so whoever is sending it right now wins.
    let change =
        format!("UPDATE outbox SET {sets}, version = version + 1, updated_at = ? WHERE id = ? AND version = ?");
    let limit = Limit::new(Act::WriteMail, &Actor::from(&caller));
    let mut statements = if act == HistoryAct::Resent { limit.guard(call.now).to_vec() } else { Vec::new() };
    statements.extend([
        Statement::new(change).bind(next_at).bind(call.now).bind(id).bind(version),
        guard_unchanged("stale"),
        write::history(TABLE.collection(), id, &Actor::from(&caller), call.now, act, &[]),
    ]);
    match update::finish(call, &TABLE, id, statements).await {
        Err(refusal) => Err(limit.explain(call, refusal).await),
        done => done,
    }
}
