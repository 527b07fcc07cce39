//! What a customer's first page begins with, in one statement.
//!
//! Invariant: of bookings it reads those that may come next and the latest few that were driven, however many there are.

use domain::bookings::booking::LONGEST_DAYS;
use domain::portal::RATED_WITHIN_DAYS;
use domain::time::DAY;

use super::bookings::{OWN, crew_is_told};
use crate::bookings::sql::stage;
use crate::db::Sql;
use crate::http::answer::{Answer, Reply};
use crate::http::problems::Refusal;
use crate::http::request::Call;

/// Of how many driven bookings the latest unrated one is looked for.
const LATEST: i64 = 20;

/// `GET /api/portal/home`: `domain::portal::PortalHome`.
///
/// # Errors
/// 403 while the company takes no bookings through the portal.
pub async fn get_home(call: &Call) -> Answer {
    let mut sql = Sql::default();
    sql.push("SELECT json_object('next', json((").append(&next(call)?);
    sql.push(")), 'owed', json((").append(&owed(call)?);
    sql.push(")), 'unrated', json((").append(&unrated(call)?).push(")))");
    let (_, mut rows) = call.customer(vec![sql.into()]).await?;
    Ok(Reply::json_text(rows.take_row(0)?))
}

/// What is under way, else the first approved one that isn't over.
fn next(call: &Call) -> Result<Sql, Refusal> {
    let mut sql = Sql::default();
    sql.push("SELECT json_object('id', t.id, 'subject', t.subject, 'pickup_at', t.pickup_at, 'ends_at', t.ends_at, ");
    sql.push("'pickup_address', t.pickup_address, 'delivery_address', t.delivery_address, ");
    sql.push(concat!("'stage', ", stage!(), ", 'crew', json(")).push(CREW).push(")) FROM (");
    sql.push("SELECT * FROM (SELECT * FROM bookings t WHERE ").with(OWN, call.portal_token()?);
    sql.push(" AND t.status = 'processing' ORDER BY t.pickup_at, t.id LIMIT 1) UNION ALL ");
    sql.push("SELECT * FROM (SELECT * FROM bookings t WHERE ").with(OWN, call.portal_token()?);
    sql.with(" AND t.status = 'approved' AND t.pickup_at >= ?", call.now.plus(-LONGEST_DAYS * DAY));
    sql.with(" AND t.ends_at > ?", call.now).push(" ORDER BY t.pickup_at, t.id LIMIT 1)) t LIMIT 1");
    Ok(sql)
}

const CREW: &str = concat!(
    "(SELECT json_group_array(json_object('driver_name', l.driver_name, 'phone', s.phone, 'vehicle_name', l.vehicle_name, \
     'plate', v.plate)) FROM (SELECT * FROM logbooks WHERE booking = t.id AND status IN ('new', 'processing') \
     ORDER BY \"from\", id) l JOIN vehicles v ON v.id = l.vehicle JOIN drivers d ON d.id = l.driver \
     JOIN staff s ON s.id = d.staff WHERE ",
    crew_is_told!(),
    ")"
);

fn owed(call: &Call) -> Result<Sql, Refusal> {
    let mut sql = Sql::default();
    sql.push("SELECT json_object('invoices', count(*), 'balance', sum(t.total - t.paid), 'overdue', ");
    sql.push("coalesce(sum(iif(t.due_on < $today, t.total - t.paid, 0)), 0), 'currency', min(t.currency), ");
    sql.push("'invoice', iif(count(*) = 1, min(t.id), NULL)) FROM invoices t WHERE ");
    sql.with(super::own_customer!(), call.portal_token()?).push(" AND t.owing IS NOT NULL HAVING count(*) > 0");
    Ok(sql)
}

fn unrated(call: &Call) -> Result<Sql, Refusal> {
    let mut sql = Sql::default();
    sql.push("SELECT json_object('id', t.id, 'subject', t.subject, 'driver_name', l.driver_name) FROM ");
    sql.push("(SELECT * FROM bookings t WHERE ").with(OWN, call.portal_token()?);
    sql.with(" AND t.status = 'completed' AND t.pickup_at >= ?", call.now.plus(-RATED_WITHIN_DAYS * DAY));
    sql.with(" ORDER BY t.pickup_at DESC, t.id DESC LIMIT ?) t", LATEST);
    sql.push(
        " JOIN logbooks l ON l.booking = t.id AND l.status = 'completed' WHERE NOT EXISTS (SELECT 1 FROM ratings r ",
    );
    sql.push("WHERE r.booking = t.id AND r.driver = l.driver) ORDER BY t.pickup_at DESC, l.\"from\" LIMIT 1");
    Ok(sql)
}
