//! `cargo xtask migration AREA WHAT`: a file for the next change to the tables, and the SQL that rebuilds a table.
//!
//! The baseline is `0001_…` to `0007_…`; whatever came later bears the UTC minute it was begun in, so that two people don't
//! collide. The policy is docs/reference/database.md.
//!
//! Invariant: nothing here changes a database that holds anything.

use crate::{Result, args::Args, machine::root, state::now_ms};
use rusqlite::Connection;
use std::{fmt::Write as _, fs, path::PathBuf};

/// The areas a migration is named after, `foundation` being what all of them stand on.
const AREAS: [&str; 11] = [
    "foundation",
    "people",
    "fleet",
    "workshop",
    "bookings",
    "money",
    "mail",
    "calendar",
    "settings",
    "overview",
    "portal",
];

/// Every migration, in the order in which they are applied.
pub fn files() -> Result<Vec<PathBuf>> {
    let folder = fs::read_dir(root().join("edge/migrations"))?;
    let mut files = folder.map(|entry| Ok(entry?.path())).collect::<Result<Vec<_>>>()?;
    files.sort();
    Ok(files)
}

pub fn apply<'a>(connection: &Connection, files: impl IntoIterator<Item = &'a PathBuf>) -> Result<()> {
    connection.execute_batch("PRAGMA foreign_keys = ON;")?;
    for file in files {
        let sql = fs::read_to_string(file)?;
        connection.execute_batch(&sql).map_err(|error| format!("{}: {error}", file.display()))?;
    }
    Ok(())
}

/// An empty database with everything applied.
pub fn migrated() -> Result<Connection> {
    let connection = Connection::open_in_memory()?;
    apply(&connection, &files()?)?;
    Ok(connection)
}

pub fn command(mut args: Args) -> Result<()> {
    let table = args.value("--rebuild")?;
    let (Some(area), Some(what)) = (args.command(), args.command()) else {
        return Err("cargo xtask migration AREA WHAT, as in `migration fleet add_maintenance`".into());
    };
    args.finish()?;
    let now = chrono::DateTime::from_timestamp_millis(now_ms()?).ok_or("the clock is out of range")?;
    let name = format!("{}_{area}_{what}.sql", now.format("%Y%m%d%H%M"));
    named_well(&name)?;
    let sql = table.map_or(Ok(String::new()), |table| rebuild(&migrated()?, &table))?;
    let file = root().join("edge/migrations").join(&name);
    fs::write(&file, format!("-- What this changes, and why.\n\n{sql}"))?;
    println!("{}", file.display());
    Ok(())
}

fn named_well(name: &str) -> Result<()> {
    let wrong = || format!("`{name}`: a migration is YYYYMMDDHHMM_area_what.sql (docs/reference/database.md)");
    let (number, rest) = name.strip_suffix(".sql").and_then(|name| name.split_once('_')).ok_or_else(wrong)?;
    let area = rest.split('_').next().unwrap_or_default();
    let numbered = number.bytes().all(|byte| byte.is_ascii_digit()) && matches!(number.len(), 4 | 12);
    if numbered && AREAS.contains(&area) { Ok(()) } else { Err(wrong().into()) }
}

/// The statements that make a table anew as it is, for whoever edits the definition in their middle.
///
/// It is held aside, dropped and made under its own name, so that no other table's reference is ever renamed; the check of
/// references waits for the end. Dropping a table carries out `ON DELETE CASCADE`: tables that hang on it so are held, too.
/// Triggers come last, or putting the rows back would set them off.
pub fn rebuild(connection: &Connection, table: &str) -> Result<String> {
    let hanging = texts(
        connection,
        "SELECT s.name FROM sqlite_schema s JOIN pragma_foreign_key_list(s.name) f
         WHERE s.type = 'table' AND f.\"table\" = ?1 AND f.on_delete = 'CASCADE' AND s.name <> ?1",
        table,
    )?;
    let made = |kind: &str, table: &str| {
        let sql = format!("SELECT sql FROM sqlite_schema WHERE type = '{kind}' AND tbl_name = ?1 AND sql IS NOT NULL");
        texts(connection, &format!("{sql} ORDER BY rowid"), table)
    };
    let columns = |table: &str| -> Result<String> {
        let names = texts(connection, "SELECT name FROM pragma_table_xinfo(?1) WHERE hidden = 0", table)?;
        Ok(names.iter().map(|name| format!("\"{name}\"")).collect::<Vec<_>>().join(", "))
    };
    let definition = made("table", table)?.pop().ok_or_else(|| format!("there is no table `{table}`"))?;
    let own = columns(table)?;

    let mut sql = String::from("PRAGMA defer_foreign_keys = ON;\n\n");
    for child in &hanging {
        writeln!(sql, "CREATE TABLE held_{child} AS SELECT {} FROM {child};", columns(child)?)?;
        for trigger in names(connection, "trigger", child)? {
            writeln!(sql, "DROP TRIGGER {trigger};")?;
        }
    }
    writeln!(sql, "CREATE TABLE held_{table} AS SELECT {own} FROM {table};\nDROP TABLE {table};\n")?;
    writeln!(
        sql,
        "{definition};\nINSERT INTO {table} ({own}) SELECT {own} FROM held_{table};\nDROP TABLE held_{table};"
    )?;
    for index in made("index", table)? {
        writeln!(sql, "{index};")?;
    }
    for child in &hanging {
        let columns = columns(child)?;
        writeln!(sql, "INSERT INTO {child} ({columns}) SELECT {columns} FROM held_{child};\nDROP TABLE held_{child};")?;
    }
    for of in std::iter::once(table).chain(hanging.iter().map(String::as_str)) {
        for trigger in made("trigger", of)? {
            writeln!(sql, "\n{trigger};")?;
        }
    }
    Ok(sql)
}

fn names(connection: &Connection, kind: &str, table: &str) -> Result<Vec<String>> {
    texts(connection, &format!("SELECT name FROM sqlite_schema WHERE type = '{kind}' AND tbl_name = ?1"), table)
}

fn texts(connection: &Connection, sql: &str, table: &str) -> Result<Vec<String>> {
    let mut statement = connection.prepare(sql)?;
    let rows = statement.query_map([table], |row| row.get(0))?;
    Ok(rows.collect::<std::result::Result<_, _>>()?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::seed::{Data, fill};
    use std::{collections::BTreeMap, path::Path};

    /// 2026-11-18T10:07:13Z.
    const NOW: i64 = 1_794_996_433_000;

    /// Whether it is of the baseline, which no later change touches.
    fn is_baseline(file: &Path) -> bool {
        file.file_name().is_some_and(|name| name.to_string_lossy().find('_') == Some(4))
    }

    fn tables(connection: &Connection) -> Result<Vec<String>> {
        texts(connection, "SELECT name FROM sqlite_schema WHERE type = ?1 AND name NOT LIKE 'sqlite_%'", "table")
    }

    fn columns(connection: &Connection, table: &str) -> Result<Vec<String>> {
        texts(connection, "SELECT name FROM pragma_table_xinfo(?1) WHERE hidden = 0", table)
    }

    /// Every row of a table as text, in those columns, in one order.
    fn rows(connection: &Connection, table: &str, columns: &[String]) -> Result<Vec<String>> {
        let columns: Vec<_> = columns.iter().map(|name| format!("quote(\"{name}\")")).collect();
        let mut statement =
            connection.prepare(&format!("SELECT {} FROM {table} ORDER BY 1", columns.join(" || ',' || ")))?;
        let rows = statement.query_map([], |row| row.get(0))?;
        Ok(rows.collect::<std::result::Result<_, _>>()?)
    }

    fn everything(connection: &Connection) -> Result<BTreeMap<String, Vec<String>>> {
        tables(connection)?
            .into_iter()
            .map(|table| {
                let rows = rows(connection, &table, &columns(connection, &table)?)?;
                Ok((table, rows))
            })
            .collect()
    }

    fn schema(connection: &Connection) -> Result<Vec<String>> {
        let sql = "SELECT coalesce(sql, '') FROM sqlite_schema WHERE name NOT LIKE ?1 ORDER BY type, name";
        texts(connection, sql, "sqlite_%")
    }

    fn as_one(connection: &mut Connection, sql: &str) -> Result<()> {
        let transaction = connection.transaction()?;
        transaction.execute_batch(sql)?;
        Ok(transaction.commit()?)
    }

    /// The demo's company in the baseline's tables: the columns that they have in common, put in without setting off triggers.
    fn at_the_baseline(demo: &Connection) -> Result<Connection> {
        let baseline = Connection::open_in_memory()?;
        apply(&baseline, files()?.iter().filter(|file| is_baseline(file)))?;
        baseline.execute_batch("PRAGMA foreign_keys = OFF;")?;
        let triggers = texts(&baseline, "SELECT sql FROM sqlite_schema WHERE type = ?1 ORDER BY rowid", "trigger")?;
        for name in texts(&baseline, "SELECT name FROM sqlite_schema WHERE type = ?1", "trigger")? {
            baseline.execute_batch(&format!("DROP TRIGGER {name};"))?;
        }
        let known = tables(demo)?;
        for table in tables(&baseline)?.iter().filter(|table| known.contains(table)) {
            let now = columns(demo, table)?;
            let mut shared = columns(&baseline, table)?;
            shared.retain(|name| now.contains(name));
            let list = shared.iter().map(|name| format!("\"{name}\"")).collect::<Vec<_>>().join(", ");
            baseline.execute_batch(&format!("DELETE FROM {table};"))?;
            let mut read = demo.prepare(&format!("SELECT {list} FROM {table}"))?;
            let places = vec!["?"; shared.len()].join(", ");
            let mut write = baseline.prepare(&format!("INSERT INTO {table} ({list}) VALUES ({places})"))?;
            let mut rows = read.query([])?;
            while let Some(row) = rows.next()? {
                let values = (0..shared.len()).map(|at| row.get::<_, rusqlite::types::Value>(at));
                write.execute(rusqlite::params_from_iter(values.collect::<std::result::Result<Vec<_>, _>>()?))?;
            }
        }
        for trigger in triggers {
            baseline.execute_batch(&trigger)?;
        }
        baseline.execute_batch("PRAGMA foreign_keys = ON;")?;
        Ok(baseline)
    }

    #[test]
    fn every_migration_is_named_by_when_and_where() -> Result<()> {
        for file in files()? {
            named_well(&file.file_name().unwrap_or_default().to_string_lossy())?;
        }
        assert!(named_well("0048_trips_told.sql").is_err() && named_well("48_fleet.sql").is_err());
        Ok(())
    }

    /// The CHECKs of a table that name a code and fewer than two of its columns: they compare nothing, they only list.
    fn frozen_codes(connection: &Connection, table: &str) -> Result<Vec<String>> {
        let columns = columns(connection, table)?;
        let sql =
            texts(connection, "SELECT sql FROM sqlite_schema WHERE type = 'table' AND name = ?1", table)?.concat();
        let conditions =
            sql.to_ascii_uppercase().match_indices("CHECK").map(|(at, word)| at + word.len()).collect::<Vec<_>>();
        let mut frozen = Vec::new();
        for from in conditions {
            let condition = in_parentheses(sql[from..].trim_start());
            // Every second piece stands between quotes.
            let (codes, rest): (Vec<_>, Vec<_>) = condition.split('\'').enumerate().partition(|(nth, _)| nth % 2 == 1);
            let is_code = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_');
            let compared = columns.iter().filter(|column| {
                let names =
                    |text: &str| text.split(|c: char| !c.is_alphanumeric() && c != '_').any(|word| word == *column);
                rest.iter().any(|(_, text)| names(text))
            });
            if codes.iter().any(|(_, code)| is_code(code)) && compared.count() < 2 {
                frozen.push(condition.to_owned());
            }
        }
        Ok(frozen)
    }

    /// What the parenthesis that `text` begins with encloses; nothing if it begins with none.
    fn in_parentheses(text: &str) -> &str {
        let mut depth = 0;
        for (at, c) in text.char_indices() {
            match c {
                '(' => depth += 1,
                ')' => depth -= 1,
                _ => {}
            }
            if depth == 0 {
                return text.get(1..at).unwrap_or_default();
            }
        }
        ""
    }

    #[test]
    fn no_check_is_a_list_of_codes() -> Result<()> {
        let connection = migrated()?;
        for table in tables(&connection)? {
            assert_eq!(frozen_codes(&connection, &table)?, [""; 0], "{table}: docs/reference/database.md says why");
        }
        connection.execute_batch(
            "CREATE TABLE listing (
               a TEXT CHECK (a IN ('new', 'old')), b TEXT NOT NULL CHECK(b IS NULL OR b = 'x'), c INTEGER CHECK (c IN (0, 1)),
               d TEXT CHECK (json_valid(d)), e TEXT CHECK (e GLOB '????-??-??'), check (length(a) > 1 AND a <> 'no'),
               CHECK (a IN ('new', 'old') OR c IS NOT NULL), CHECK (a < b)
             )",
        )?;
        let found = ["a IN ('new', 'old')", "b IS NULL OR b = 'x'", "length(a) > 1 AND a <> 'no'"];
        assert_eq!(frozen_codes(&connection, "listing")?, found);
        Ok(())
    }

    #[test]
    fn a_filled_database_is_upgraded_and_loses_nothing() -> Result<()> {
        let mut demo = migrated()?;
        fill(&mut demo, Data::Demo, NOW)?;
        let mut upgraded = at_the_baseline(&demo)?;
        let baseline = Connection::open_in_memory()?;
        apply(&baseline, files()?.iter().filter(|file| is_baseline(file)))?;
        for file in files()?.iter().filter(|file| !is_baseline(file)) {
            as_one(&mut upgraded, &fs::read_to_string(file)?)?;
        }
        assert_eq!(schema(&upgraded)?, schema(&demo)?);
        for table in tables(&upgraded)? {
            // A migration may fill what is new by another rule than the demo; what was there is to be what it was.
            let mut shared = columns(&baseline, &table)?;
            let now = columns(&upgraded, &table)?;
            shared.retain(|name| now.contains(name));
            if !shared.is_empty() {
                assert_eq!(rows(&upgraded, &table, &shared)?, rows(&demo, &table, &shared)?, "{table}");
            }
        }
        assert_eq!(texts(&upgraded, "SELECT \"table\" FROM pragma_foreign_key_check WHERE ?1 = ''", "")?, [""; 0]);
        Ok(())
    }

    /// The recipe of docs/reference/database.md, for every table there is: rows, indexes, triggers and what hangs on it stand.
    #[test]
    fn a_table_is_rebuilt_under_its_triggers_and_loses_nothing() -> Result<()> {
        let mut demo = migrated()?;
        fill(&mut demo, Data::Demo, NOW)?;
        let (before, shape) = (everything(&demo)?, schema(&demo)?);
        for table in tables(&demo)? {
            let sql = rebuild(&demo, &table)?;
            as_one(&mut demo, &sql).map_err(|error| format!("{table}: {error}\n{sql}"))?;
            assert_eq!(schema(&demo)?, shape, "{table}");
        }
        assert!(everything(&demo)? == before, "rebuilding changed a row");
        assert_eq!(texts(&demo, "SELECT \"table\" FROM pragma_foreign_key_check WHERE ?1 = ''", "")?, [""; 0]);
        // Its rules hold as before.
        let paid = demo.execute("DELETE FROM payments", []).expect_err("payments are kept");
        assert!(paid.to_string().contains("payment_fixed"), "{paid}");
        Ok(())
    }
}
