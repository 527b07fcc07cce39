//! What the first page of each app weighs on the wire, against what it may and what it should.
//!
//! Measured as the platform sends it: Brotli at quality 11, over the page itself and everything it links to.

use crate::{
    Result,
    build::Profile,
    machine::{Machine, read},
    tally::Tally,
};
use std::{fs, path::Path};

/// One app's first page, in bytes at Brotli 11.
struct Budget {
    app: &'static str,
    page: &'static str,
    /// More than this fails: a ratchet, lowered whenever the app gets lighter and never raised.
    limit: u64,
    /// What we promise to come down to. Printed until it is reached, then it becomes the limit.
    goal: u64,
}

const BUDGETS: [Budget; 2] = [
    Budget { app: "portal", page: "index.html", limit: 400_000, goal: 230_000 },
    Budget { app: "staff", page: "admin/index.html", limit: 700_000, goal: 450_000 },
];

/// Node carries Brotli; a crate for it would be compiled for this one number.
const MEASURE: &str = "
const { brotliCompressSync, constants } = require('node:zlib');
const { readFileSync } = require('node:fs');
for (const file of process.argv.slice(1))
  console.log(brotliCompressSync(readFileSync(file), { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }).length);";

pub fn check(machine: &Machine, tally: &mut Tally) {
    for Budget { app, page, limit, goal } in BUDGETS {
        tally.check(&format!("sizes: {app} ≤ {} kB", limit / 1000), || {
            let total = weigh(machine, &Profile::Release.dist(), page)?;
            if total > goal {
                println!("   {app} is {total} bytes: {} above its goal of {goal}", total - goal);
            }
            if total > limit { Err(format!("{app} is {total} bytes, {} over", total - limit).into()) } else { Ok(()) }
        });
    }
}

fn weigh(machine: &Machine, dist: &Path, page: &str) -> Result<u64> {
    let mut files = vec![page.to_owned()];
    files.extend(linked_files(&fs::read_to_string(dist.join(page))?));
    if !files.iter().any(|file| file.ends_with(".wasm")) {
        return Err(format!("{page} names no wasm: the measurement would be a lie").into());
    }
    let mut node = machine.node();
    node.current_dir(dist).args(["-e", MEASURE]).args(&files);
    let sizes = read(&mut node)?.lines().map(str::parse).collect::<std::result::Result<Vec<u64>, _>>()?;
    for (file, size) in files.iter().zip(&sizes) {
        println!("   {size:>8}  {file}");
    }
    Ok(sizes.iter().sum())
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
    use super::linked_files;

    #[test]
    fn finds_each_linked_file_once() {
        let html =
            r#"<script src="/assets/a.js"></script><link href="/assets/a.js"><a href="/">x</a><p>and/or "1/2."</p>"#;
        assert_eq!(linked_files(html), ["assets/a.js"]);
    }
}
