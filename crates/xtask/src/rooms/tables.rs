//! Who writes which table, and who reads what of others': read out of the SQL that each room of the edge contains.
//!
//! A room writes the tables it keeps ([`KEPT`]) and those that belong to every batch ([`SHARED`]). What it reads of others'
//! stands in [`READ`]: before a column changes or goes, one sees here who has to follow. SQL whose table is a value
//! (`records`, which keeps any record for its own area) is not seen.
//!
//! Invariant: every table is kept by one room, and what is listed is needed.

use super::walk;
use crate::{Result, machine::root, migrations};
use domain::record::RecordKind;
use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
};

/// What any batch writes and may read beside its own: the refusal, the history, the words, the number.
const SHARED: [&str; 4] = ["guards", "history", "words", "counters"];

/// Which room keeps which tables beside those of its records, which are found by their `TABLE` ([`kept`]).
const KEPT: [(&str, &[&str]); 13] = [
    ("db", &["guards"]),
    ("http", &["idempotency_keys", "paces"]),
    ("records", &["history", "words", "counters", "files"]),
    ("notices", &["notifications"]),
    ("settings", &["company", "pictures", "record_pictures", "left_pictures", "notice_switches", "notice_texts"]),
    ("mail", &["oauth_states", "tokens", "unconfirmed_grants", "secret_notices"]),
    (
        "people",
        &[
            "portal_users",
            "credentials",
            "sessions",
            "devices",
            "links",
            "waits",
            "reset_requests",
            "staff_roles",
            "notice_lines",
            "notice_choices",
            "preferences",
        ],
    ),
    ("fleet", &["status_changes", "odometer_readings"]),
    ("bookings", &["change_requests", "occupations"]),
    ("money", &["invoice_bookings", "payment_allocations"]),
    ("overview", &["turnover", "owed", "booking_days"]),
    ("jobs", &["expiry_notices", "overdue_notices"]),
    ("work", &["work", "job_runs"]),
];

/// Tables of others that a room writes all the same, and why.
const WRITTEN_TOO: [(&str, &str, &str); 6] = [
    ("http", "sessions", "a request says when its session was seen last"),
    ("http", "devices", "a sign-in that came by says on which device"),
    ("people", "notifications", "they are marked as read, and a digest is made of its lines"),
    ("jobs", "notifications", "the batch that writes a notice's mail says so"),
    ("jobs", "secret_notices", "the job that tells of an end notes it"),
    ("set_up", "company", "the first run makes it"),
];

/// What a room reads of others' tables.
const READ: [(&str, &[&str]); 13] = [
    // Who asks, and what they may.
    ("http", &["company", "contacts", "customers", "devices", "drivers", "roles", "sessions", "staff", "staff_roles"]),
    ("records", &["pictures"]),
    ("notices", &["roles", "staff", "staff_roles"]),
    ("settings", &["staff"]),
    ("mail", &["company", "links", "notifications", "staff", "work"]),
    (
        "people",
        &[
            "assignments",
            "bookings",
            "company",
            "documents",
            "invoices",
            "logbooks",
            "notifications",
            "payments",
            "ratings",
        ],
    ),
    ("fleet", &["company", "drivers", "logbooks", "staff"]),
    (
        "bookings",
        &[
            "assignments",
            "company",
            "contacts",
            "customers",
            "drivers",
            "invoice_bookings",
            "invoices",
            "notifications",
            "staff",
            "vehicle_types",
            "vehicles",
        ],
    ),
    ("money", &["bookings", "company", "contacts", "customers"]),
    (
        "portal",
        &[
            "bookings",
            "company",
            "contacts",
            "drivers",
            "invoice_bookings",
            "invoices",
            "logbooks",
            "ratings",
            "sessions",
            "staff",
            "vehicle_types",
            "vehicles",
        ],
    ),
    (
        "overview",
        &[
            "bookings",
            "change_requests",
            "company",
            "customers",
            "documents",
            "drivers",
            "invoices",
            "logbooks",
            "mail_accounts",
            "notifications",
            "outbox",
            "payments",
            "vehicles",
        ],
    ),
    ("set_up", &["company"]),
    (
        "jobs",
        &[
            "bookings",
            "company",
            "contacts",
            "customers",
            "documents",
            "invoices",
            "mail_accounts",
            "mail_apps",
            "notice_lines",
            "notice_texts",
            "notifications",
            "outbox",
            "roles",
            "secret_notices",
            "staff",
            "staff_roles",
            "job_runs",
            "work",
        ],
    ),
];

#[derive(Default)]
struct Touched {
    written: BTreeSet<String>,
    read: BTreeSet<String>,
}

/// What breaks the rules, as sentences.
pub fn check() -> Result<Vec<String>> {
    let known = names()?;
    let touched = touched(&known)?;
    let kept = kept()?;
    let keeper = |table: &str| kept.iter().find(|(_, kept)| kept == table).map(|(room, _)| room.as_str());
    let mut broken = Vec::new();
    for table in &known {
        if kept.iter().filter(|(_, kept)| kept == table).count() != 1 {
            broken.push(format!("`{table}` is to be kept by one room: KEPT in rooms/tables.rs"));
        }
    }
    for (room, touched) in &touched {
        for table in &touched.written {
            let own = keeper(table) == Some(room) || SHARED.contains(&table.as_str());
            if !own && !WRITTEN_TOO.iter().any(|(who, what, _)| who == room && what == table) {
                let keeper = keeper(table).unwrap_or("nobody");
                broken.push(format!("`{room}` writes `{table}`, which `{keeper}` keeps: let `{keeper}` do it"));
            }
        }
        for table in
            touched.read.iter().filter(|table| keeper(table) != Some(room) && !SHARED.contains(&table.as_str()))
        {
            if !READ.iter().any(|(who, what)| who == room && what.contains(&table.as_str())) {
                broken.push(format!("`{room}` reads `{table}` of others: say so in READ in rooms/tables.rs"));
            }
        }
    }
    let nothing = Touched::default();
    let of = |room: &str| touched.get(room).unwrap_or(&nothing);
    for (room, table, _) in WRITTEN_TOO.iter().filter(|(room, table, _)| !of(room).written.contains(*table)) {
        broken.push(format!("`{room}` no longer writes `{table}`: strike it off WRITTEN_TOO"));
    }
    for (room, tables) in READ {
        for table in tables.iter().filter(|table| !of(room).read.contains(**table) || keeper(table) == Some(room)) {
            broken.push(format!("`{room}` no longer reads `{table}` of others: strike it off READ"));
        }
    }
    Ok(broken)
}

/// The tables that the migrations make.
fn names() -> Result<BTreeSet<String>> {
    let mut names = BTreeSet::new();
    for file in migrations::files()? {
        let sql = fs::read_to_string(file)?;
        let made = sql.lines().filter_map(|line| line.strip_prefix("CREATE TABLE "));
        names.extend(made.map(|rest| first_word(rest).to_owned()));
    }
    Ok(names)
}

/// Every room and table that it keeps: a record's by the file in which its `TABLE` stands, all others by [`KEPT`].
fn kept() -> Result<Vec<(String, String)>> {
    let listed =
        KEPT.iter().flat_map(|(room, tables)| tables.iter().map(|table| ((*room).to_owned(), (*table).to_owned())));
    let mut kept: Vec<_> = listed.collect();
    each_file_of_the_edge(&mut |room, code| {
        if let Some((_, declared)) = code.split_once("static TABLE: Table")
            && let Some((_, rest)) = declared.split_once("kind: RecordKind::")
        {
            let name = first_word(rest);
            let kind = RecordKind::ALL.iter().find(|kind| format!("{kind:?}") == name);
            kept.extend(kind.map(|kind| (room.to_owned(), kind.table().to_owned())));
        }
    })?;
    Ok(kept)
}

/// Calls back with the room and the code of each of the edge's files, without its tests.
fn each_file_of_the_edge(visit: &mut impl FnMut(&str, &str)) -> Result<()> {
    let edge = root().join("edge/src");
    walk(&edge, &mut |file, text| {
        let inside = file.strip_prefix(&edge).unwrap_or(file);
        let room = inside.iter().next().unwrap_or_default().to_string_lossy();
        visit(room.trim_end_matches(".rs"), text.split("#[cfg(test)]").next().unwrap_or(text));
    })
}

fn touched(known: &BTreeSet<String>) -> Result<BTreeMap<String, Touched>> {
    let mut rooms: BTreeMap<String, Touched> = BTreeMap::new();
    each_file_of_the_edge(&mut |room, code| {
        let touched = rooms.entry(room.to_owned()).or_default();
        for literal in literals(code) {
            read_sql(&literal, known, touched);
        }
        for call in ["insert_into(", "update_in("] {
            for rest in code.split(call).skip(1) {
                let name = rest.trim_start().strip_prefix('"').map(first_word).unwrap_or_default();
                touched.written.extend(known.get(name).cloned());
            }
        }
    })?;
    Ok(rooms)
}

fn read_sql(sql: &str, known: &BTreeSet<String>, touched: &mut Touched) {
    let words: Vec<&str> =
        sql.split(|c: char| !c.is_alphanumeric() && c != '_').filter(|word| !word.is_empty()).collect();
    for pair in words.windows(2) {
        let [before, table] = pair else { continue };
        if let Some(table) = known.get(*table) {
            match *before {
                "INTO" | "UPDATE" => drop(touched.written.insert(table.clone())),
                "FROM" | "JOIN" => drop(touched.read.insert(table.clone())),
                _ => {}
            }
        }
    }
    for triple in words.windows(3) {
        if let ["DELETE", "FROM", table] = triple
            && let Some(table) = known.get(*table)
        {
            touched.written.insert(table.clone());
        }
    }
}

fn first_word(text: &str) -> &str {
    text.split(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap_or_default()
}

/// The code's string literals, escapes as they stand; what is in a comment is none.
fn literals(code: &str) -> Vec<String> {
    let (mut found, mut chars) = (Vec::new(), code.chars().peekable());
    while let Some(c) = chars.next() {
        match c {
            '/' if chars.peek() == Some(&'/') => drop(chars.by_ref().find(|c| *c == '\n')),
            // A character, or a lifetime, which has no second quote.
            '\'' => {
                if chars.next() == Some('\\') {
                    chars.next();
                }
                chars.next_if_eq(&'\'');
            }
            '"' => {
                let mut literal = String::new();
                while let Some(c) = chars.next().filter(|c| *c != '"') {
                    literal.push(c);
                    if c == '\\' {
                        literal.extend(chars.next());
                    }
                }
                found.push(literal);
            }
            _ => {}
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_edges_rooms_write_their_own_tables_and_say_what_they_read_of_others() {
        assert_eq!(check().expect("the edge's code is read"), Vec::<String>::new());
    }

    #[test]
    fn sql_is_read_out_of_literals_and_out_of_nothing_else() {
        let known: BTreeSet<String> = ["bookings", "drivers", "files", "roles"].map(str::to_owned).into();
        let code = "// UPDATE roles\nfn f<'a>(c: &'a str) { let _ = ('\"', '\\''); sql(\"DELETE \\\n FROM bookings WHERE id IN (SELECT id FROM drivers)\"); let update = files; }";
        let mut touched = Touched::default();
        for literal in literals(code) {
            read_sql(&literal, &known, &mut touched);
        }
        assert_eq!(touched.written.into_iter().collect::<Vec<_>>(), ["bookings"]);
        assert_eq!(touched.read.into_iter().collect::<Vec<_>>(), ["bookings", "drivers"]);
    }
}
