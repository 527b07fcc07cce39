//! Tells whoever manages mail that a client secret is about to expire: providers send no usable warning themselves.

use domain::notice::Notice;
use domain::permission::{NamedAct, Permission};

use super::{Done, JobContext};
use crate::db::{DbError, Statement};
use crate::notices::staff_who_may;
use crate::people::digests::{self, LINE};

/// Days ahead.
const STEPS: &str = "[60,30,14,7,1,0]";

/// Apps that passed a step they were not told of yet.
const OWED: &str = "FROM mail_apps a WHERE a.archived_at IS NULL AND a.active = 1 AND EXISTS (SELECT 1 FROM json_each(?) s \
    WHERE a.secret_expires_on <= date($today, '+' || s.value || ' days') AND NOT EXISTS (SELECT 1 FROM secret_notices e \
    WHERE e.app = a.id AND e.expires_on = a.secret_expires_on AND e.step = s.value))";

pub async fn warn(context: &JobContext) -> Result<Done, DbError> {
    let count: i64 = context
        .db
        .read(&[Statement::new(format!("SELECT CAST(count(*) AS TEXT) {OWED}")).bind(STEPS)])
        .await?
        .row_json(0)?;
    if count > 0 {
        let expiring = Statement::new(format!(
            "{LINE}SELECT 'staff', p.id, ?, 'mail-apps', a.id, a.name, a.secret_expires_on, NULL FROM {} p \
             JOIN (SELECT a.id, a.name, a.secret_expires_on {OWED}) a",
            staff_who_may(Permission::To(NamedAct::ManageMail))
        ));
        let marked = Statement::new(
            "INSERT OR IGNORE INTO secret_notices (app, expires_on, step) SELECT a.id, a.secret_expires_on, s.value \
             FROM mail_apps a CROSS JOIN json_each(?) s WHERE a.archived_at IS NULL AND a.active = 1 \
             AND a.secret_expires_on <= date($today, '+' || s.value || ' days')",
        );
        let [notify, assigned] = digests::notify(Notice::SecretExpiring, context.now);
        let gathered = expiring.bind(Notice::SecretExpiring.code()).bind(STEPS);
        context.db.write(&[gathered, marked.bind(STEPS), notify, assigned]).await?;
    }
    Ok(Done { count, more: false })
}
