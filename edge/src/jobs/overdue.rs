//! Tells customers, and whoever records payments and sees invoices, that an invoice is overdue: once for each due date. Those
//! that become so at one time are one notice to each reader.

use domain::notice::Notice;
use domain::permission::{NamedAct, Permission};
use domain::record::{RecordKind, Verb};

use super::{Done, JobContext};
use crate::db::{DbError, Sql, Statement, Value};
use crate::notices::staff_who_may;
use crate::people::digests::{self, LINE};

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

pub async fn warn(context: &JobContext) -> Result<Done, DbError> {
    let notice = Notice::InvoiceOverdue;
    let found = Statement::new(format!("SELECT json_group_array(json_array(id, due_on)) FROM ({})", owed()));
    let rows = context.db.read(&[found, digests::waiting(notice)]).await?;
    let found: Vec<(i64, String)> = rows.row_json(0)?;
    let more = u32::try_from(found.len()).is_ok_and(|found| found >= MOST);
    let mut statements = Vec::new();
    if !found.is_empty() {
        let list = Value::list(&found)?;
        // Gathered before it is marked, in one transaction: the condition reads what a run at the same time has marked.
        let gather = |audience: &str, label: &str, from: &str| {
            let mut sql = Sql::default();
            sql.push(LINE).with("SELECT ?", audience).with(", p.id, ?", notice.code());
            sql.push(", 'invoices', i.id, ").push(label).push(", i.due_on, i.total - i.paid FROM ");
            sql.with("json_each(?) e", list.clone()).push(" JOIN invoices i ON i.id = e.value ->> 0 ").push(from);
            sql.push(
                " WHERE NOT EXISTS (SELECT 1 FROM overdue_notices o WHERE o.invoice = i.id AND o.due_on = e.value ->> 1) \
                 AND i.owing IS NOT NULL",
            );
            Statement::from(sql)
        };
        let contacts = "JOIN contacts p ON p.customer = i.customer AND p.access = 'active' AND p.archived_at IS NULL";
        let staff = staff_who_may(Permission::To(NamedAct::RecordPayments));
        let see = staff_who_may(RecordKind::Invoice.needs(Verb::Get));
        let staff = format!("JOIN customers c ON c.id = i.customer JOIN {staff} p JOIN {see} sees ON sees.id = p.id");
        let marked =
            "INSERT OR IGNORE INTO overdue_notices (invoice, due_on) SELECT value ->> 0, value ->> 1 FROM json_each(?)";
        statements.extend([
            gather("portal", "i.number", contacts),
            gather("staff", "i.number || ' · ' || c.company", &staff),
            Statement::new(marked).bind(list.clone()),
        ]);
    }
    if !more && (!found.is_empty() || rows.text(1).is_some()) {
        statements.extend(digests::notify(notice, context.now));
    }
    if !statements.is_empty() {
        context.db.write(&statements).await?;
    }
    Ok(Done { count: i64::try_from(found.len()).unwrap_or(i64::MAX), more })
}
