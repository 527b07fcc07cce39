//! Drivers: staff members with a driver profile. Name and phone are the staff member's, kept by triggers.
//!
//! Special about them: they are also found by the staff member's words, which follow when those change.

use domain::field::{Described, Row};
use domain::people::driver::DriverDraft;
use domain::people::driver::DriverRow;
use domain::record::RecordKind;

use super::next_trip::next_trip;
use crate::db::Statement;
use crate::records::list::{List, Takes, case, cases, cell, compares, rising};
use crate::records::table::{Fields, Hooks, Own, Table, counted, draft, fact, json_fact};
use crate::records::write::Write;

/// Where driver `t` stands, as `domain::bookings::rating::standing` says: from five ratings on with a score, the stars and
/// five ratings at the fleet's mean, over as many ratings, rounded half up.
pub const RATING_SUMMARY: &str = "(SELECT json_object('ratings', t.ratings, 'stars', t.stars, 'score', \
    iif(t.ratings >= 5, (2 * 1000 * (t.stars * n + 5 * f) + (t.ratings + 5) * n) / (2 * (t.ratings + 5) * n), NULL)) \
    FROM (SELECT coalesce((SELECT value FROM counters WHERE name = 'ratings'), 0) AS n, \
    coalesce((SELECT value FROM counters WHERE name = 'stars'), 0) AS f))";

/// Those who are away now, all at once.
macro_rules! away {
    () => {
        "(SELECT driver FROM leave WHERE archived_at IS NULL AND coalesce(\"to\", 9007199254740991) > unixepoch() * 1000 \
         AND \"from\" <= unixepoch() * 1000)"
    };
}

/// How driver `t` stands, as `domain::people::driver::DriverState`.
const STATE: &str = concat!("iif(t.status = 'available' AND t.id IN ", away!(), ", 'on_leave', t.status)");

/// A column of the assignment by which driver `t` has a vehicle now.
macro_rules! vehicle_now {
    ($column:literal) => {
        concat!(
            "(SELECT ",
            $column,
            " FROM assignments WHERE driver = t.id AND archived_at IS NULL AND \"from\" <= unixepoch() * 1000 ",
            "AND coalesce(\"to\", 9007199254740991) > unixepoch() * 1000 ORDER BY \"from\" DESC LIMIT 1)"
        )
    };
}

const COUNTS: &str = concat!(
    "json_object('assignments', ",
    counted!("FROM assignments WHERE driver = t.id AND archived_at IS NULL"),
    ", 'documents', ",
    counted!("FROM documents WHERE driver = t.id AND archived_at IS NULL"),
    ", 'leave', ",
    counted!("FROM leave WHERE driver = t.id AND archived_at IS NULL"),
    ", 'trips', ",
    counted!("FROM logbooks WHERE driver = t.id"),
    ", 'ratings', min(t.ratings, 100))"
);

pub static TABLE: Table = Table {
    kind: RecordKind::Driver,
    fields: Fields::Columns(DriverDraft::FIELDS),
    facts: &[
        fact("name", "t.name"),
        fact("email", "(SELECT email FROM staff WHERE id = t.staff)"),
        fact("phone", "t.phone"),
        fact("photo", "(SELECT photo FROM staff WHERE id = t.staff)"),
        fact("state", STATE),
        json_fact("rating_summary", RATING_SUMMARY),
        json_fact("next_trip", next_trip!("driver")),
        fact("vehicle", vehicle_now!("vehicle")),
        fact("vehicle_name", concat!("coalesce(", vehicle_now!("vehicle_name"), ", '')")),
        json_fact("counts", COUNTS),
    ],
    list: List {
        from: "drivers t",
        row: DriverRow::FIELDS,
        cells: &[
            cell(DriverRow::STATUS, STATE),
            cell(DriverRow::PHOTO, "(SELECT photo FROM staff WHERE id = t.staff)"),
        ],
        sorts: &[rising("name", "t.name_key"), rising("licence_expires_on", "t.licence_expires_on").nullable()],
        filters: &[
            cases(
                "status",
                &[
                    case("available", concat!("t.status = 'available' AND t.id NOT IN ", away!()), "name"),
                    // They are few: looked up one by one instead of walking all who are available.
                    case("on_leave", concat!("+t.status = 'available' AND t.id IN ", away!()), "name"),
                    case("inactive", "t.status = 'inactive'", "name"),
                ],
            ),
            compares("licence_expires_before", "t.licence_expires_on < ?", Takes::Date),
        ],
        words: "drivers",
        archives: true,
    },
    label: "t.name",
    hint: "t.phone",
    found_by: &["licence_number"],
    refers: &[],
    own: Own::OfDriver("t.id = ?"),
    draft: draft::<DriverDraft>,
    hooks: Hooks { after, ..Hooks::NONE },
};

fn after(save: &Write) -> Vec<Statement> {
    save.after("staff").as_i64().map(learn_words).into_iter().collect()
}

/// Before a staff member's words change: takes them from their driver profile.
pub fn forget_words(staff: i64) -> Statement {
    Statement::new(
        "DELETE FROM words WHERE kind = 'drivers' AND id IN (SELECT id FROM drivers WHERE staff = ?) \
         AND word IN (SELECT word FROM words WHERE kind = 'staff' AND id = ?)",
    )
    .bind(staff)
    .bind(staff)
}

/// After they changed: gives them to their driver profile.
pub fn learn_words(staff: i64) -> Statement {
    Statement::new(
        "INSERT OR IGNORE INTO words (kind, word, id) SELECT 'drivers', words.word, drivers.id \
         FROM drivers JOIN words ON words.kind = 'staff' AND words.id = drivers.staff WHERE drivers.staff = ?",
    )
    .bind(staff)
}
