//! What the apps weigh on the wire, against what they may, and what lies in the wrong file.
//!
//! Measured as the platform sends it: Brotli at quality 11. A first page is the page itself, everything it links to, its main file and
//! the words of that in one language, of the sign-in also the part's own; a part is what it adds to the first page.

use crate::{
    Result,
    build::{
        Profile,
        files::{HOME, SIGN_IN},
        functions::Function,
        parts::{MAIN, main_with},
    },
    machine::{Machine, read, root},
    tally::Tally,
};
use domain::text::Language;
use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
};

/// One app's first page, in bytes at Brotli 11.
struct Budget {
    app: &'static str,
    page: &'static str,
    /// The part that the first page stands in.
    part: &'static str,
    /// Whether it is what whoever has signed in just now begins with, so that the other parts are measured by it.
    is_first: bool,
    /// More than this fails.
    limit: u64,
}

const BUDGETS: [Budget; 5] = [
    Budget { app: "portal", page: "index.html", part: SIGN_IN, is_first: false, limit: 180_000 },
    Budget { app: "portal", page: "index.html", part: HOME, is_first: true, limit: 195_000 },
    Budget { app: "staff", page: "admin/index.html", part: SIGN_IN, is_first: false, limit: 202_000 },
    Budget { app: "staff", page: "admin/index.html", part: "overview", is_first: true, limit: 281_000 },
    Budget { app: "staff", page: "admin/index.html", part: "lists", is_first: false, limit: 333_000 },
];

/// What each part may add to the first page after signing in.
const PARTS: [(&str, &str, u64); 22] = [
    ("portal", "account", 102_000),
    ("portal", "bookings", 125_000),
    ("portal", "calendar", 36_000),
    ("portal", "invoices", 45_000),
    ("portal", "sign_in", 33_000),
    ("staff", "account", 108_000),
    ("staff", "bookings", 333_000),
    ("staff", "calendar", 40_000),
    ("staff", "fleet", 253_000),
    ("staff", "forms", 160_000),
    ("staff", "help", 27_000),
    ("staff", "kit", 237_000),
    ("staff", "lists", 122_000),
    ("staff", "mail", 238_000),
    ("staff", "many", 57_000),
    ("staff", "money", 289_000),
    ("staff", "outbox", 261_000),
    ("staff", "payments", 242_000),
    ("staff", "people", 243_000),
    ("staff", "schedule", 190_000),
    ("staff", "settings", 238_000),
    ("staff", "sign_in", 27_000),
];

/// What no file but those of a first page may weigh more than.
const FILE: u64 = 61_000;

/// The most that the platform takes of a Worker, compressed (its free plan; the paid one takes more).
const WORKER: u64 = 3_000_000;

/// The language whose words weigh most.
const MEASURED: Language = Language::Pl;

/// Node carries Brotli; a crate for it would be compiled for this one number.
const MEASURE: &str = "
const { brotliCompressSync, constants } = require('node:zlib');
const { readFileSync } = require('node:fs');
for (const file of process.argv.slice(1))
  console.log(brotliCompressSync(readFileSync(file), { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }).length);";

/// The Worker as it is uploaded, and the CPU that V8 takes to compile its code, in milliseconds.
const MEASURE_WORKER: &str = "
const { gzipSync } = require('node:zlib');
const { readFileSync } = require('node:fs');
const files = process.argv.slice(1).map((file) => readFileSync(file));
const { user, system } = process.cpuUsage();
new WebAssembly.Module(files.at(-1));
const spent = process.cpuUsage();
console.log(files.reduce((sum, file) => sum + gzipSync(file).length, 0));
console.log(Math.round((spent.user + spent.system - user - system) / 1000));";

pub fn check(machine: &Machine, tally: &mut Tally) {
    for budget in BUDGETS {
        tally.check(&format!("sizes: {}, {}, ≤ {} kB", budget.app, budget.part, budget.limit / 1000), || {
            within(weigh(machine, &first_page(&budget)?)?, budget.limit)
        });
    }
    tally.check("sizes: each part adds no more than it may", || added(machine));
    tally.check("sizes: every screen lies in its area's part", || {
        let mut misplaced = Vec::new();
        for app in ["portal", "staff"] {
            let functions: Vec<Function> =
                serde_json::from_str(&fs::read_to_string(Profile::Release.list_of_functions(app))?)?;
            let source = fs::read_to_string(root().join("app/src/bin").join(app).with_extension("rs"))?;
            let areas = areas_of(&source);
            if areas.is_empty() {
                misplaced.push(format!("no part of the {app} app was found"));
            }
            misplaced.extend(in_the_wrong_file(&functions, app, &areas));
        }
        if misplaced.is_empty() { Ok(()) } else { Err(format!("\n   {}", misplaced.join("\n   ")).into()) }
    });
    tally.check(&format!("sizes: the Worker ≤ {} kB compressed", WORKER / 1000), || {
        let mut node = machine.node();
        node.current_dir(Profile::Release.worker()).args(["-e", MEASURE_WORKER, "index.js", "index_bg.wasm"]);
        let measured = read(&mut node)?;
        let (size, compiling) = measured.split_once('\n').ok_or("the Worker could not be measured")?;
        println!("   {compiling} ms of CPU to compile it");
        within(size.parse()?, WORKER)
    });
}

fn within(total: u64, limit: u64) -> Result<()> {
    println!("   {total:>8}  of {limit}");
    if total > limit { Err(format!("{} bytes over", total - limit).into()) } else { Ok(()) }
}

type Parts = BTreeMap<String, Vec<String>>;

fn parts_of(app: &str) -> Result<Parts> {
    Ok(serde_json::from_str(&fs::read_to_string(Profile::Release.list_of_parts(app))?)?)
}

/// The files of code and words that a part brings, relative to the folder of the app's code.
fn files_of(parts: &Parts, part: &str) -> Result<BTreeSet<String>> {
    let stems = parts.get(part).ok_or_else(|| format!("there is no part {part}"))?;
    let mut files: BTreeSet<String> = stems.iter().map(|stem| format!("{stem}.wasm")).collect();
    files.insert(words_of(part));
    Ok(files)
}

fn words_of(part: &str) -> String {
    format!("{part}.{}.json", MEASURED.code())
}

/// The folder of an app's code, from what its page links to.
fn folder(page: &str) -> Result<(BTreeSet<String>, String)> {
    let linked = linked_files(&fs::read_to_string(Profile::Release.dist().join(page))?);
    let main = linked.iter().find_map(|file| file.strip_suffix("app.js")).map(str::to_owned);
    let main = main.ok_or_else(|| format!("{page} names no code: the measurement would be a lie"))?;
    Ok((linked.into_iter().collect(), main))
}

fn first_page(budget: &Budget) -> Result<BTreeSet<String>> {
    let (mut files, folder) = folder(budget.page)?;
    files.insert(budget.page.to_owned());
    // As `boot.js` has it.
    let brought = if budget.part == SIGN_IN {
        let mut brought = files_of(&parts_of(budget.app)?, SIGN_IN)?;
        brought.extend([format!("{MAIN}.wasm"), words_of("app")]);
        brought
    } else {
        let main = main_with(budget.part);
        BTreeSet::from([format!("{main}.wasm"), words_of(&main)])
    };
    files.extend(brought.into_iter().map(|file| folder.clone() + &file));
    Ok(files)
}

/// What each part adds to the first page after signing in.
fn added(machine: &Machine) -> Result<()> {
    let mut wrong = Vec::new();
    for first in BUDGETS.iter().filter(|budget| budget.is_first) {
        let (parts, (_, folder)) = (parts_of(first.app)?, folder(first.page)?);
        let there: BTreeSet<String> =
            files_of(&parts, first.part)?.into_iter().map(|file| folder.clone() + &file).collect();
        for part in parts.keys().filter(|part| ![HOME, first.part].contains(&part.as_str())) {
            let brought = files_of(&parts, part)?.into_iter().map(|file| folder.clone() + &file);
            let sizes = measure(machine, &brought.filter(|file| !there.contains(file)).collect())?;
            let size: u64 = sizes.iter().map(|(_, size)| size).sum();
            println!("   {size:>8}  {part} of the {} app, in {} files", first.app, sizes.len());
            let large = sizes.iter().filter(|(_, size)| *size > FILE);
            wrong.extend(large.map(|(file, size)| format!("{file} has {size} bytes")));
            match PARTS.iter().find(|(app, name, _)| *app == first.app && name == part) {
                None => wrong.push(format!("{part} of the {} app has no budget in PARTS", first.app)),
                Some((.., limit)) if size > *limit => {
                    wrong.push(format!("{part} of the {} app adds {} bytes too many", first.app, size - limit));
                }
                Some(_) => {}
            }
        }
    }
    if wrong.is_empty() { Ok(()) } else { Err(wrong.join("; ").into()) }
}

fn weigh(machine: &Machine, files: &BTreeSet<String>) -> Result<u64> {
    Ok(measure(machine, files)?.into_iter().map(|(_, size)| size).sum())
}

fn measure(machine: &Machine, files: &BTreeSet<String>) -> Result<Vec<(String, u64)>> {
    let mut node = machine.node();
    node.current_dir(Profile::Release.dist()).args(["-e", MEASURE]).args(files);
    let sizes = read(&mut node)?.lines().map(str::parse).collect::<std::result::Result<Vec<u64>, _>>()?;
    for (file, size) in files.iter().zip(&sizes) {
        println!("   {size:>8}    {}", Path::new(file).display());
    }
    Ok(files.iter().cloned().zip(sizes).collect())
}

/// The areas that a binary names as parts: `part!(area)`.
fn areas_of(source: &str) -> Vec<String> {
    let named = source.split("part!(").skip(1).filter_map(|rest| rest.split([',', ')']).next());
    named.map(|area| area.trim().to_owned()).collect()
}

/// The functions of a part's area that lie in the main file, because something outside the part names them.
fn in_the_wrong_file(functions: &[Function], app: &str, areas: &[String]) -> Vec<String> {
    let misplaced = functions.iter().filter(|function| function.file == MAIN).filter_map(|function| {
        let (room, area) = place(&function.name)?;
        (room == app && areas.iter().any(|known| known == area)).then(|| {
            format!(
                "{} ({} bytes) is in the main file of the {app} app: see who names it outside its part",
                function.name, function.bytes
            )
        })
    });
    misplaced.collect()
}

/// Where in the app a function was written: `staff`, `mail` of `app[5f0e]::staff::mail::outbox::page`.
fn place(name: &str) -> Option<(&str, &str)> {
    let path = name.trim_start_matches(['<', '&']).strip_prefix("app")?;
    let path = path.strip_prefix('[').map_or(Some(path), |hash| hash.split_once(']').map(|(_, path)| path))?;
    let mut path = path.strip_prefix("::")?.split("::");
    Some((path.next()?, path.next()?))
}

/// Every file of our own that a page names in an attribute, relative to the root; Trunk leaves quotes out where it can.
fn linked_files(html: &str) -> Vec<String> {
    let values = html.split(['"', '\'', '=', '<', '>', ' ', '\n']).filter_map(|value| value.strip_prefix('/'));
    let mut files: Vec<_> = values.filter(|path| path.contains('.')).map(str::to_owned).collect();
    files.sort();
    files.dedup();
    files
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_each_linked_file_once() {
        let html =
            r#"<script src="/assets/a.js"></script><link href="/assets/a.js"><a href="/">x</a><p>and/or "1/2."</p>"#;
        assert_eq!(linked_files(html), ["assets/a.js"]);
    }

    #[test]
    fn a_screen_in_the_main_file_is_named() {
        let areas = areas_of("static PARTS = &[\n    part!(mail, FORMS), part!(money),\n];");
        assert_eq!(areas, ["mail", "money"]);
        let function = |file: &str, name: &str| Function { file: file.into(), bytes: 9, name: name.into() };
        let functions = [
            function("app_bg", "app[5f0e]::staff::mail::outbox::page"),
            function("app_bg", "<app[5f0e]::staff::money::Sum as core[1]::fmt::Debug>::fmt"),
            function("app_bg", "app::staff::frame::view"),
            function("app_bg", "app::portal::mail::page"),
            function("split_office", "app::staff::mail::page"),
        ];
        let found = in_the_wrong_file(&functions, "staff", &areas);
        assert_eq!(found.len(), 2, "{found:?}");
        assert!(found[0].contains("staff::mail::outbox::page") && found[1].contains("money"), "{found:?}");
    }
}
