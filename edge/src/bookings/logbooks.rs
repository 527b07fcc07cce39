//! Logbooks: a vehicle and a driver for a span of a booking. Neither is booked twice; triggers hold that.

use domain::bookings::logbook::LogbookDraft;
use domain::bookings::progress::LogbookStatus;
use domain::record::RecordKind;

use crate::records::list::{List, among, at_least, before, cell, code, falling, is};
use crate::records::table::{Hooks, Referred, Table, column, draft, fact, json_fact, refers};

pub static TABLE: Table = Table {
    kind: RecordKind::Logbook,
    name: "logbooks",
    fields: &[
        column("name"),
        column("booking"),
        column("vehicle"),
        column("driver"),
        column("from"),
        column("to"),
        column("odometer_start"),
        column("odometer_end"),
        column("description"),
    ],
    facts: &[
        fact("number", "t.number"),
        fact("status", "t.status"),
        fact("booking_number", "(SELECT number FROM bookings WHERE id = t.booking)"),
        fact("booking_subject", "(SELECT subject FROM bookings WHERE id = t.booking)"),
        fact("vehicle_name", "t.vehicle_name"),
        fact("driver_name", "t.driver_name"),
        fact("worked", "(SELECT coalesce(sum(\"to\" - \"from\"), 0) FROM time_cards WHERE logbook = t.id AND \"to\" IS NOT NULL)"),
        json_fact("overridden", "t.overridden"),
        fact("overridden_by", "t.overridden_by"),
    ],
    list: List {
        from: "logbooks t",
        cells: &[
            cell("id", "t.id"),
            cell("number", "t.number"),
            cell("name", "t.name"),
            cell("booking", "t.booking"),
            cell("vehicle", "t.vehicle"),
            cell("vehicle_name", "t.vehicle_name"),
            cell("driver", "t.driver"),
            cell("driver_name", "t.driver_name"),
            cell("from", "t.\"from\"").instant(),
            cell("to", "t.\"to\"").instant(),
            cell("status", "t.status"),
        ],
        sorts: &[falling("from", "t.\"from\"")],
        filters: &[
            code("status", "t.status", is::<LogbookStatus>),
            among("booking", "t.booking"),
            among("vehicle", "t.vehicle"),
            among("driver", "t.driver"),
            at_least("since", "t.\"from\""),
            before("until", "t.\"from\""),
        ],
        words: "",
        archives: false,
    },
    label: "t.number",
    hint: "t.name",
    found_by: &[],
    refers: &[refers("vehicle", "vehicles"), refers("driver", "drivers")],
    referred: &[Referred { by: RecordKind::TimeCard, column: "logbook" }],
    own: "t.driver = ?",
    draft: draft::<LogbookDraft>,
    hooks: Hooks::NONE,
};
