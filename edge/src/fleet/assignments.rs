//! Assignments: who has which vehicle. No two overlap for a vehicle; a trigger holds that.

use domain::bookings::logbook::Warning;
use domain::field::{Described, Row};
use domain::fleet::assignment::AssignmentDraft;
use domain::fleet::assignment::AssignmentRow;
use domain::history::HistoryAct;
use domain::notice::Notice;
use domain::problem::{Obstacle, ProblemKind};
use domain::record::RecordKind;
use domain::time::Instant;
use serde::Deserialize;

use super::odometers::{self, Claim};
use crate::db::{Sql, Statement, Value};
use crate::http::problems::Refusal;
use crate::http::query;
use crate::io::intl;
use crate::notices::NOTIFY;
use crate::records::list::{List, Takes, among, compares, falling};
use crate::records::table::{Explain, Fields, Hooks, Own, Settle, Settled, Table, draft, fact, refers};
use crate::records::write::{self, Write};

/// SQL that holds of an assignment that hasn't ended, begun or not.
macro_rules! lasts {
    () => {
        "coalesce(\"to\", 9007199254740991) > unixepoch() * 1000"
    };
}
pub const LASTS: &str = lasts!();

/// A column of the assignment that vehicle `t` stands in now.
macro_rules! now {
    ($column:literal) => {
        concat!(
            "(SELECT ",
            $column,
            " FROM assignments WHERE vehicle = t.id AND \"from\" <= unixepoch() * 1000 AND ",
            lasts!(),
            " ORDER BY \"from\" DESC LIMIT 1)"
        )
    };
}
/// The driver who has vehicle `t` now.
pub const DRIVER_NOW: &str = now!("driver");
pub const DRIVER_NAME_NOW: &str = concat!("coalesce(", now!("driver_name"), ", '')");

pub static TABLE: Table = Table {
    kind: RecordKind::Assignment,
    fields: Fields::Columns(AssignmentDraft::FIELDS),
    facts: &[fact("vehicle_name", "t.vehicle_name"), fact("driver_name", "t.driver_name")],
    list: List {
        from: "assignments t",
        row: AssignmentRow::FIELDS,
        cells: &[],
        sorts: &[falling("from", "t.\"from\"")],
        filters: &[
            among("vehicle", "t.vehicle"),
            among("driver", "t.driver"),
            compares("since", "t.\"from\" >= ?", Takes::Numbers),
            compares("until", "t.\"from\" < ?", Takes::Numbers),
        ],
        words: "",
        archives: false,
    },
    label: "t.vehicle_name || ' · ' || t.driver_name",
    hint: "''",
    found_by: &[],
    refers: &[refers("vehicle").while_pending(LASTS), refers("driver").while_pending(LASTS)],
    own: Own::OfDriver("t.driver = ?"),
    draft: draft::<AssignmentDraft>,
    hooks: Hooks { after, settle: Some(SETTLE), explain: Some(EXPLAIN), ..Hooks::NONE },
};

/// An odometer that leaps is asked about; who set that aside stands in the history.
const SETTLE: Settle = Settle {
    read: |save| claims(save).iter().any(|claim| writes(save, claim)).then(|| odometers::readings(&claims(save))),
    judge: |save, rows| {
        let leaps = odometers::leaps(&claims(save), |claim| writes(save, claim), rows, save.caller);
        if leaps.is_empty() {
            return Ok(Settled::default());
        }
        if !query::is_true(save.query, "despite_warnings") {
            return Err(Refusal::new(ProblemKind::WarningsUnconfirmed).with_obstacles(leaps));
        }
        let changes = write::filled_in(&serde_json::json!({ "overridden": [Warning::OdometerLeaps] }));
        let history =
            write::history(TABLE.collection(), save.id, &save.actor(), save.now, HistoryAct::Updated, &changes);
        Ok(Settled { before: Vec::new(), after: vec![history] })
    },
};

fn writes(save: &Write, claim: &Claim) -> bool {
    save.changes("vehicle") || save.changes(claim.field)
}

const EXPLAIN: Explain = Explain {
    read: |save, refusal| match refusal.kind() {
        ProblemKind::AlreadyBooked => vec![in_the_way(save)],
        _ if odometers::falls(refusal) => odometers::readings(&claims(save)),
        _ => Vec::new(),
    },
    describe: |save, rows, refusal| match refusal.kind() {
        ProblemKind::AlreadyBooked => {
            let Ok(found) = rows.row_json::<Vec<Taken>>(0) else { return refusal };
            refusal.with_obstacles(found.into_iter().map(|taken| taken.named(save)).collect())
        }
        _ => odometers::explain(&claims(save), rows, save.caller, refusal),
    },
};

/// As the triggers `odometer_of_assignment` and `odometer_of_new_assignment` keep them.
fn claims(save: &Write) -> Vec<Claim> {
    let Some(vehicle) = save.after("vehicle").as_i64() else { return Vec::new() };
    let claim = |at: &str, field: &'static str| {
        let (at, value) = (Instant(save.after(at).as_i64()?), save.after(field).as_i64()?);
        Some(Claim { field, vehicle, at, value, source: ("assignments", save.id) })
    };
    claim("from", "starting_odometer").into_iter().chain(claim("to", "ending_odometer")).collect()
}

/// An assignment that has the vehicle already.
#[derive(Deserialize)]
struct Taken {
    id: i64,
    driver_name: String,
    from: Instant,
    to: Option<Instant>,
}

impl Taken {
    fn named(self, save: &Write) -> Obstacle {
        let when = intl::open_span(save.caller.zone, save.caller.language)(Some(self.from), self.to);
        Obstacle {
            kind: TABLE.collection().to_owned(),
            id: Some(self.id),
            label: [self.driver_name.as_str(), " · ", &when].concat(),
        }
    }
}

fn in_the_way(save: &Write) -> Statement {
    let mut sql = Sql::default();
    sql.push(
        "SELECT json_group_array(json_object('id', id, 'driver_name', driver_name, 'from', \"from\", 'to', \"to\")) \
         FROM (SELECT * FROM assignments WHERE vehicle = ",
    );
    sql.with("?", Value::of_json(save.after("vehicle"))).with(" AND id <> ?", save.id);
    sql.with(" AND \"from\" < coalesce(?, 9007199254740991)", Value::of_json(save.after("to")));
    sql.with(" AND coalesce(\"to\", 9007199254740991) > ?", Value::of_json(save.after("from")));
    sql.push(" ORDER BY \"from\" LIMIT 5)");
    sql.into()
}

/// Tells a driver of a vehicle that became theirs, or whose time changed, unless they did it themselves.
fn after(save: &Write) -> Vec<Statement> {
    if !["vehicle", "driver", "from"].into_iter().any(|field| save.changes(field)) {
        return Vec::new();
    }
    let mut sql = Sql::default();
    sql.push(NOTIFY)
        .with("SELECT 'staff', drivers.staff, ?", save.now)
        .with(", ?", Notice::VehicleAssigned.code())
        .push(", 'assignments', assignments.id, assignments.vehicle_name ")
        .push(
            "FROM assignments JOIN drivers ON drivers.id = assignments.driver JOIN staff ON staff.id = drivers.staff ",
        )
        .with("WHERE assignments.id = ?", save.id)
        .push(" AND staff.active = 1")
        .with(" AND staff.id <> ?", save.caller.id.0);
    vec![sql.into()]
}
