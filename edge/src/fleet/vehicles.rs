//! Vehicles: the worked example of a record (`docs/ARCHITECTURE.md`, "How to add a record").
//!
//! Special about them: status and group changes are kept with their dates.

use domain::choice::choices;
use domain::field::{Described, Row};
use domain::fleet::vehicle::VehicleRow;
use domain::fleet::vehicle::{Ownership, VehicleDraft, VehicleStatus};
use domain::fleet::vin;
use domain::folding::narrow;
use domain::record::RecordKind;
use domain::time::{HOUR, Instant};
use serde_json::Value as Json;

use super::odometers::{self, Claim};
use crate::db::{Statement, Value};
use crate::people::next_trip::next_trip;
use crate::records::list::{List, among, cell, code, falling, rising};
use crate::records::table::{Explain, Fields, Hooks, Own, Table, counted, draft, fact, json_fact};
use crate::records::write::Write;

pub static TABLE: Table = Table {
    kind: RecordKind::Vehicle,
    fields: Fields::Columns(VehicleDraft::FIELDS),
    facts: &[
        fact("type_name", "(SELECT name FROM vehicle_types WHERE id = t.vehicle_type)"),
        fact("group_name", "coalesce((SELECT name FROM vehicle_groups WHERE id = t.vehicle_group), '')"),
        fact("driver", super::assignments::DRIVER_NOW),
        fact("driver_name", super::assignments::DRIVER_NAME_NOW),
        fact("odometer", ODOMETER),
        json_fact("next_trip", next_trip!("vehicle")),
        fact("first_end", "t.first_end"),
        fact("first_end_type", "t.first_end_type"),
        json_fact("counts", COUNTS),
        json_fact("status_changes", STATUS_CHANGES),
    ],
    list: List {
        from: "vehicles t CROSS JOIN vehicle_types vt ON vt.id = t.vehicle_type",
        row: VehicleRow::FIELDS,
        cells: &[
            cell(VehicleRow::TYPE_NAME, "vt.name"),
            cell(VehicleRow::DRIVER_NAME, super::assignments::DRIVER_NAME_NOW),
            cell(VehicleRow::COVER, "t.photos ->> '$[0]'"),
            cell(VehicleRow::ON_TRIP, "EXISTS (SELECT 1 FROM logbooks WHERE vehicle = t.id AND status = 'processing')"),
            cell(VehicleRow::NEXT_TRIP_AT, NEXT_TRIP_AT),
        ],
        sorts: &[
            rising("name", "t.name_key"),
            rising("plate", "t.plate"),
            falling("created_at", "t.created_at"),
            rising("first_end", "t.first_end").nullable(),
        ],
        filters: &[
            code("status", "t.status", choices::<VehicleStatus>),
            code("ownership", "t.ownership", choices::<Ownership>),
            among("vehicle_type", "t.vehicle_type"),
            among("vehicle_group", "t.vehicle_group"),
        ],
        words: "vehicles",
        archives: true,
    },
    label: "t.name",
    hint: "t.plate",
    found_by: &["name", "plate", "vin", "chassis_number", "make", "model"],
    refers: &[],
    own: Own::OfDriver("t.id IN (SELECT vehicle FROM assignments WHERE driver = ?)"),
    draft: draft::<VehicleDraft>,
    hooks: Hooks { normalize, after: keep_status, explain: Some(EXPLAIN), ..Hooks::NONE },
};

const NEXT_TRIP_AT: &str = "(SELECT \"from\" FROM logbooks WHERE vehicle = t.id AND \"from\" > unixepoch() * 1000 \
    AND status = 'new' ORDER BY \"from\" LIMIT 1)";

const COUNTS: &str = concat!(
    "json_object('assignments', ",
    counted!("FROM assignments WHERE vehicle = t.id AND archived_at IS NULL"),
    ", 'documents', ",
    counted!("FROM documents WHERE vehicle = t.id AND archived_at IS NULL"),
    ")"
);

const ODOMETER: &str = super::odometers::latest!("t.id");

/// The vehicle's own readings: the day, the value, and whether it is of the day's end.
const OWN_READINGS: &[(&str, &str, bool)] = &[
    ("purchased_on", "purchase_odometer", false),
    ("in_service_on", "in_service_odometer", false),
    ("out_of_service_on", "out_of_service_odometer", true),
];

/// As the triggers `odometer_of_vehicle` and `odometer_of_new_vehicle` keep them.
fn claims(save: &Write) -> Vec<Claim> {
    let claim = |&(day, field, ends): &(&str, &'static str, bool)| {
        let day = domain::time::read_date(save.after(day).as_str()?)?;
        let midnight = day.and_hms_opt(0, 0, 0)?.and_utc().timestamp_millis();
        let at = Instant(midnight + if ends { 36 * HOUR } else { -14 * HOUR });
        let value = save.after(field).as_i64()?;
        Some(Claim { field, vehicle: save.id, at, value, source: ("vehicles", save.id) })
    };
    OWN_READINGS.iter().filter_map(claim).collect()
}

const EXPLAIN: Explain = Explain {
    read: |save, refusal| if odometers::falls(refusal) { odometers::readings(&claims(save)) } else { Vec::new() },
    describe: |save, rows, refusal| odometers::explain(&claims(save), rows, save.caller, refusal),
};

const STATUS_CHANGES: &str = "(SELECT json_group_array(json_object('at', at, 'status', status, 'group_name', group_name, \
    'who', who)) FROM (SELECT * FROM status_changes WHERE vehicle = t.id ORDER BY seq DESC LIMIT 50))";

/// Plates and VINs are read aloud and typed in any case and width, and a VIN is scanned with what doesn't belong to it.
fn normalize(body: &mut Json) {
    let mut put_right = |field: &str, right: fn(&str) -> String| {
        if let Some(Json::String(text)) = body.get_mut(field) {
            *text = right(text);
        }
    };
    put_right("plate", |plate| narrow(plate).to_uppercase());
    put_right("chassis_number", narrow);
    put_right("vin", |vin| vin::normalize_vin(vin).0);
}

fn keep_status(save: &Write) -> Vec<Statement> {
    if !save.changes("status") && !save.changes("vehicle_group") {
        return Vec::new();
    }
    let statement = Statement::new(
        "INSERT INTO status_changes (vehicle, at, status, group_name, who) \
         SELECT ?, ?, ?, coalesce((SELECT name FROM vehicle_groups WHERE id = ?), ''), ?",
    );
    vec![
        statement
            .bind(save.id)
            .bind(save.now)
            .bind(Value::of_json(save.after("status")))
            .bind(Value::of_json(save.after("vehicle_group")))
            .bind(&save.caller.name),
    ]
}
