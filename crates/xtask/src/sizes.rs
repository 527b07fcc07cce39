//! What a first page of each app weighs on the wire, against what it may.
//!
//! Measured as the platform sends it: Brotli at quality 11, over the page itself, everything it links to, the files of the part that
//! it brings at once, and the words of both in one language.

use crate::{
    Result,
    build::Profile,
    machine::{Machine, read},
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
    /// The part that the first page stands in, where it isn't in the app's main file: before signing in, after it.
    part: Option<&'static str>,
    /// More than this fails.
    limit: u64,
}

const PORTAL: u64 = 230_000;
const STAFF: u64 = 450_000;

const BUDGETS: [Budget; 4] = [
    Budget { app: "portal", page: "index.html", part: Some("door"), limit: PORTAL },
    Budget { app: "portal", page: "index.html", part: Some("inside"), limit: PORTAL },
    Budget { app: "staff", page: "admin/index.html", part: Some("door"), limit: STAFF },
    Budget { app: "staff", page: "admin/index.html", part: None, limit: STAFF },
];

/// Node carries Brotli; a crate for it would be compiled for this one number.
const MEASURE: &str = "
const { brotliCompressSync, constants } = require('node:zlib');
const { readFileSync } = require('node:fs');
for (const file of process.argv.slice(1))
  console.log(brotliCompressSync(readFileSync(file), { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }).length);";

pub fn check(machine: &Machine, tally: &mut Tally) {
    for budget in BUDGETS {
        let part = budget.part.unwrap_or("inside");
        tally.check(&format!("sizes: {}, {part} ≤ {} kB", budget.app, budget.limit / 1000), || {
            let total = weigh(machine, &Profile::Release.dist(), &budget)?;
            println!("   {total:>8}  of {}", budget.limit);
            if total > budget.limit { Err(format!("{} bytes over", total - budget.limit).into()) } else { Ok(()) }
        });
    }
}

fn weigh(machine: &Machine, dist: &Path, budget: &Budget) -> Result<u64> {
    let mut files = BTreeSet::from([budget.page.to_owned()]);
    files.extend(linked_files(&fs::read_to_string(dist.join(budget.page))?));
    let main = files.iter().find(|file| file.ends_with("/app_bg.wasm")).cloned();
    let main = main.ok_or_else(|| format!("{} names no wasm: the measurement would be a lie", budget.page))?;
    let beside = |name: &str| main.replace("app_bg.wasm", name);
    if let Some(part) = budget.part {
        let list = fs::read_to_string(Profile::Release.list_of_parts(budget.app))?;
        let parts: BTreeMap<String, Vec<String>> = serde_json::from_str(&list)?;
        let stems = parts.get(part).ok_or_else(|| format!("{} has no part {part}", budget.app))?;
        files.extend(stems.iter().map(|stem| beside(&format!("{stem}.wasm"))));
    }
    for words in ["app"].into_iter().chain(budget.part) {
        files.insert(beside(&format!("{words}.{}.json", MEASURED.code())));
    }
    let mut node = machine.node();
    node.current_dir(dist).args(["-e", MEASURE]).args(&files);
    let sizes = read(&mut node)?.lines().map(str::parse).collect::<std::result::Result<Vec<u64>, _>>()?;
    for (file, size) in files.iter().zip(&sizes) {
        println!("   {size:>8}  {file}");
    }
    Ok(sizes.iter().sum())
}

/// The language whose words weigh most.
const MEASURED: Language = Language::Pl;

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
    use super::linked_files;

    #[test]
    fn finds_each_linked_file_once() {
        let html =
            r#"<script src="/assets/a.js"></script><link href="/assets/a.js"><a href="/">x</a><p>and/or "1/2."</p>"#;
        assert_eq!(linked_files(html), ["assets/a.js"]);
    }
}
