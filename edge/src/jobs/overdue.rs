//! Tells customers, and whoever records payments and sees invoices, that an invoice is overdue: once for each due date.

use domain::notice::Notice;
use domain::permission::{NamedAct, Permission};
use domain::record::{RecordKind, Verb};

use super::{Done, Turn};
use crate::db::{DbError, Sql, Statement};
use crate::people::notifications::{TELL, staff_who_may};

/// Invoices told of in one run.
const MOST: u32 = 200;

/// Invoices that are owed, were due before today, and were not told of yet; oldest first.
fn owed() -> String {
    format!(
        "SELECT i.id AS id, i.due_on AS due_on FROM invoices i INDEXED BY invoices_owed WHERE i.owing IS NOT NULL \
         AND i.due_on < $today AND NOT EXISTS \
         (SELECT 1 FROM overdue_notices o WHERE o.invoice = i.id AND o.due_on = i.due_on) ORDER BY i.due_on LIMIT {MOST}"
    )
}

pub async fn warn(turn: &Turn) -> Result<Done, DbError> {
    let rows = turn
        .db
        .read(&[Statement::new(format!("SELECT json_group_array(json_array(id, due_on)) FROM ({})", owed()))])
        .await?;
    let found: Vec<(i64, String)> = rows.json(0)?.unwrap_or_default();
    if found.is_empty() {
        return Ok(Done { count: 0, more: false });
    }
    let list = serde_json::to_string(&found).unwrap_or_default();
    // Claimed and told in one transaction: `RETURNING` can't feed an INSERT, so a second run's claim must find nothing to do.
    let tell = |audience: &str, from: &str| {
        let mut sql = Sql::default();
        sql.push(TELL)
            .with("SELECT ?", audience)
            .push(", p.id")
            .with(", ?", turn.now)
            .with(", ?", Notice::InvoiceOverdue.code())
            .push(", 'invoices', i.id, i.number FROM ")
            .with("json_each(?) e", list.as_str())
            .push(" JOIN invoices i ON i.id = e.value ->> 0 ")
            .push(from)
            .push(
                " WHERE NOT EXISTS (SELECT 1 FROM overdue_notices o WHERE o.invoice = i.id AND o.due_on = e.value ->> 1) \
                 AND i.owing IS NOT NULL",
            );
        Statement::from(sql)
    };
    let statements = [
        tell("portal", "JOIN contacts p ON p.customer = i.customer AND p.access = 'active' AND p.archived_at IS NULL"),
        tell(
            "staff",
            &format!(
                "JOIN {} p JOIN {} sees ON sees.id = p.id",
                staff_who_may(Permission::To(NamedAct::RecordPayments)),
                staff_who_may(RecordKind::Invoice.needs(Verb::Get)),
            ),
        ),
        Statement::new(
            "INSERT OR IGNORE INTO overdue_notices (invoice, due_on) SELECT value ->> 0, value ->> 1 FROM json_each(?)",
        )
        .bind(list.as_str()),
    ];
    turn.db.write(&statements).await?;
    let count = found.len();
    Ok(Done { count: i64::try_from(count).unwrap_or(i64::MAX), more: u32::try_from(count).is_ok_and(|n| n >= MOST) })
}
