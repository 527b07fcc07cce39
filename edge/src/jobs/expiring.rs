//! Tells of documents that expire: once for a document, its expiry, a step and a recipient, so that a missed day is caught
//! up and a renewal starts afresh. A document that passed several steps at once is told of once, one that was renewed
//! not at all.
//!
//! What is owed to somebody at one time is one notice, however many documents it is about: a step or a recipient that is
//! switched on over old data, or old data brought in, is a digest.

use domain::notice::Notice;
use serde::Deserialize;

use super::{Done, JobContext};
use crate::db::{DbError, Sql, Statement, Value};
use crate::fleet::documents::RENEWED;
use crate::people::digests::{self, LINE};

/// Documents times recipients that are told of in one run.
const MOST: usize = 1_000;

#[derive(Deserialize)]
struct Plan {
    /// Days ahead, as JSON.
    steps: Vec<i64>,
    recipients: Vec<i64>,
}

/// Who is warned: the staff named in the settings who are active, or else the owners.
fn plan() -> Statement {
    Statement::new(
        "WITH active (id) AS (SELECT id FROM staff WHERE active = 1 AND archived_at IS NULL), \
         named (id) AS (SELECT active.id FROM company c JOIN json_each(c.expiry_recipients) e JOIN active ON active.id = e.value \
         WHERE c.id = 1), \
         owners (id) AS (SELECT DISTINCT active.id FROM active JOIN staff_roles sr ON sr.staff = active.id \
         JOIN roles r ON r.id = sr.role AND r.built_in = 'owner') \
         SELECT json_object('steps', json((SELECT json_group_array(CAST(value AS INTEGER)) FROM json_each(c.expiry_steps))), \
         'recipients', json((SELECT json_group_array(id) FROM (SELECT id FROM named UNION SELECT id FROM owners \
         WHERE NOT EXISTS (SELECT 1 FROM named))))) FROM company c WHERE c.id = 1",
    )
}

/// `[document, expires on, recipient]` of what is owed, soonest first.
fn owed(plan: &Plan) -> Statement {
    let steps = serde_json::Value::from(plan.steps.clone()).to_string();
    let recipients = serde_json::Value::from(plan.recipients.clone()).to_string();
    let furthest = plan.steps.iter().copied().max().unwrap_or_default();
    let mut sql = Sql::default();
    sql.push("SELECT json_group_array(json_array(id, expires_on, person)) FROM (SELECT d.id, d.expires_on, p.value AS person ");
    sql.with("FROM documents d CROSS JOIN json_each(?) p WHERE d.archived_at IS NULL", recipients);
    sql.push(&format!(" AND NOT {RENEWED} AND d.lasts_until <= date($today, '+{furthest} days')"));
    sql.with(" AND EXISTS (SELECT 1 FROM json_each(?) s", steps);
    sql.push(
        " WHERE d.lasts_until <= date($today, '+' || s.value || ' days') AND NOT EXISTS (SELECT 1 FROM expiry_notices e \
         WHERE e.document = d.id AND e.expires_on = d.expires_on AND e.step = s.value AND e.person = p.value)) ",
    );
    sql.push(&format!("ORDER BY d.lasts_until, d.id LIMIT {MOST})"));
    sql.into()
}

/// Marks every step that the documents have passed.
fn mark(plan: &Plan, found: &Value) -> Statement {
    let steps = serde_json::Value::from(plan.steps.clone()).to_string();
    Statement::new(
        "INSERT OR IGNORE INTO expiry_notices (document, expires_on, step, person) \
         SELECT f.value ->> 0, f.value ->> 1, s.value, f.value ->> 2 FROM json_each(?) f CROSS JOIN json_each(?) s \
         WHERE f.value ->> 1 <= date($today, '+' || s.value || ' days')",
    )
    .bind(found.clone())
    .bind(steps)
}

pub async fn warn(context: &JobContext) -> Result<Done, DbError> {
    let notice = Notice::DocumentExpiring;
    let rows = context.db.read(&[plan(), digests::waiting(notice)]).await?;
    let Some(plan) = rows.json::<Plan>(0)? else { return Ok(Done { count: 0, more: false }) };
    let waiting = rows.text(1).is_some();
    let found: Vec<(i64, String, i64)> = if plan.steps.is_empty() || plan.recipients.is_empty() {
        Vec::new()
    } else {
        context.db.read(&[owed(&plan)]).await?.row_json(0)?
    };
    let done = Done { count: i64::try_from(found.len()).unwrap_or(i64::MAX), more: found.len() >= MOST };
    let list = Value::list(&found)?;
    let mut statements = Vec::new();
    if !found.is_empty() {
        // Gathered before it is marked, in one transaction: the condition reads what a run at the same time has marked.
        let gather = Statement::new(format!(
            "{LINE}SELECT 'staff', f.value ->> 2, ?, 'documents', d.id, d.title || ' · ' || d.vehicle_name || d.driver_name, \
             d.expires_on, NULL FROM json_each(?) f \
             JOIN documents d ON d.id = f.value ->> 0 AND d.expires_on = f.value ->> 1 AND d.archived_at IS NULL \
             WHERE EXISTS (SELECT 1 FROM json_each(?) s WHERE d.lasts_until <= date($today, '+' || s.value || ' days') \
             AND NOT EXISTS (SELECT 1 FROM expiry_notices e WHERE e.document = d.id AND e.expires_on = d.expires_on \
             AND e.step = s.value AND e.person = f.value ->> 2))"
        ));
        let steps = serde_json::Value::from(plan.steps.clone()).to_string();
        statements.extend([gather.bind(notice.code()).bind(list.clone()).bind(steps), mark(&plan, &list)]);
    }
    if !done.more && (waiting || !found.is_empty()) {
        statements.extend(digests::notify(notice, context.now));
    }
    if !statements.is_empty() {
        context.db.write(&statements).await?;
    }
    Ok(done)
}
