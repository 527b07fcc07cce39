//! A vehicle and a driver run one trip at a time; unique indexes hold that, and here the trip that runs is named.

use domain::problem::ProblemKind;
use domain::time::Span;

use super::availability::Except;
use super::messages;
use super::trips::Open;
use crate::db::{Db, Sql};
use crate::http::caller::Caller;
use crate::http::problems::Refusal;

/// The refusal with the trips that run for this vehicle or this driver; as it is when there are none.
pub async fn named(
    db: &Db,
    of: (Option<i64>, Option<i64>),
    except: Except,
    caller: &Caller,
    refusal: Refusal,
) -> Refusal {
    if refusal.kind() != ProblemKind::TransitionNotAllowed {
        return refusal;
    }
    let mut sql = Sql::default();
    sql.push(
        "SELECT json_group_array(json_object('id', id, 'version', version, 'number', number, 'from', \"from\", \
         'to', \"to\", 'status', status, 'vehicle_name', vehicle_name, 'driver_name', driver_name)) \
         FROM logbooks WHERE status = 'processing' AND (vehicle = ",
    );
    sql.with("?", of.0).with(" OR driver = ?", of.1).push(")");
    if let Except::Logbook(id) = except {
        sql.with(" AND id <> ?", id);
    }
    let Ok(rows) = db.read(&[sql.into()]).await else { return refusal };
    let Ok(found) = rows.row_json::<Vec<Open>>(0) else { return refusal };
    if found.is_empty() {
        return refusal;
    }
    let name = |trip: Open| {
        let who = [trip.driver_name.as_str(), trip.vehicle_name.as_str()].join(", ");
        messages::trip(trip.id, &trip.number, &who, Span { from: trip.from, to: trip.to }, caller)
    };
    let obstacles = found.into_iter().map(name).collect();
    Refusal::new(ProblemKind::TransitionNotAllowed)
        .with_detail(messages::RUNNING.get(caller.language))
        .with_obstacles(obstacles)
}
