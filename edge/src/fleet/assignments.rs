//! Assignments: who has which vehicle. No two overlap for a vehicle; a trigger holds that.

use domain::fleet::assignment::AssignmentDraft;
use domain::notice::Notice;
use domain::record::RecordKind;

use crate::db::{Sql, Statement};
use crate::people::notifications::TELL;
use crate::records::list::{List, among, at_least, before, cell, falling};
use crate::records::table::{Hooks, Own, Table, column, draft, fact, refers};
use crate::records::write::Write;

/// The driver who has vehicle `t` now.
pub const DRIVER_NOW: &str = "(SELECT driver FROM assignments WHERE vehicle = t.id AND \"from\" <= unixepoch() * 1000 \
    AND coalesce(\"to\", 9007199254740991) > unixepoch() * 1000 ORDER BY \"from\" DESC LIMIT 1)";
pub const DRIVER_NAME_NOW: &str = "coalesce((SELECT driver_name FROM assignments WHERE vehicle = t.id \
    AND \"from\" <= unixepoch() * 1000 AND coalesce(\"to\", 9007199254740991) > unixepoch() * 1000 \
    ORDER BY \"from\" DESC LIMIT 1), '')";

pub static TABLE: Table = Table {
    kind: RecordKind::Assignment,
    name: "assignments",
    fields: &[
        column("vehicle"),
        column("driver"),
        column("from"),
        column("starting_odometer"),
        column("to"),
        column("ending_odometer"),
        column("notes"),
    ],
    facts: &[fact("vehicle_name", "t.vehicle_name"), fact("driver_name", "t.driver_name")],
    list: List {
        from: "assignments t",
        cells: &[
            cell("id", "t.id"),
            cell("vehicle", "t.vehicle"),
            cell("vehicle_name", "t.vehicle_name"),
            cell("driver", "t.driver"),
            cell("driver_name", "t.driver_name"),
            cell("from", "t.\"from\"").instant(),
            cell("to", "t.\"to\"").instant(),
        ],
        sorts: &[falling("from", "t.\"from\"")],
        filters: &[
            among("vehicle", "t.vehicle"),
            among("driver", "t.driver"),
            at_least("since", "t.\"from\""),
            before("until", "t.\"from\""),
        ],
        words: "",
        archives: false,
    },
    label: "t.vehicle_name || ' · ' || t.driver_name",
    hint: "''",
    found_by: &[],
    refers: &[refers("vehicle", "vehicles"), refers("driver", "drivers")],
    referred: &[],
    own: Own::OfDriver("t.driver = ?"),
    draft: draft::<AssignmentDraft>,
    hooks: Hooks { after, in_the_way, ..Hooks::NONE },
};

/// Whoever has the vehicle in that time.
fn in_the_way(save: &Write) -> Option<Statement> {
    let (vehicle, from) = (save.after("vehicle").as_i64()?, save.after("from").as_i64()?);
    let overlapping = Statement::new(
        "SELECT json_group_array(json_object('kind', 'assignments', 'id', id, 'label', vehicle_name || ' · ' || driver_name)) \
         FROM (SELECT * FROM assignments WHERE vehicle = ? AND id <> ? AND \"from\" < coalesce(?, 9007199254740991) \
         AND coalesce(\"to\", 9007199254740991) > ? ORDER BY \"from\", id LIMIT 5)",
    );
    Some(overlapping.bind(vehicle).bind(save.id).bind(save.after("to").as_i64()).bind(from))
}

/// Tells a driver of a vehicle that became theirs, or whose time changed, unless they did it themselves.
fn after(save: &Write) -> Vec<Statement> {
    if !["vehicle", "driver", "from"].into_iter().any(|field| save.changes(field)) {
        return Vec::new();
    }
    let mut sql = Sql::default();
    sql.push(TELL)
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
