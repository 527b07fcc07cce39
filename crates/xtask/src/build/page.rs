//! An app's page, once its code is there: it names the folder of the code, and what it begins with (`app/page/boot.js`) stands in
//! it, with what each part consists of and which addresses it has (`app/page/*.roots.json`).
//!
//! Invariant: the policy in `_headers` names the hash of each page's script, and lets no other script run that stands in a page.

use super::{Profile, parts};
use crate::{
    Result,
    machine::{Machine, read, root},
};
use base64::{Engine as _, prelude::BASE64_STANDARD};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};
use std::{collections::BTreeMap, fs, path::Path};

/// What a page calls the folder of its app's code.
const CODE: &str = "@code@";

/// Where a page has its script, and the policy the hashes of all.
const BOOT: &str = "@boot@";

/// Fills in what Trunk left open.
pub fn fill(machine: &Machine, profile: Profile, app: &str, page: &Path, code: &str) -> Result<()> {
    let mut esbuild = machine.command("esbuild");
    esbuild.args(["app/page/boot.js", "--minify", "--format=iife", "--log-level=warning"]);
    let script = read(esbuild.arg(format!("--define:PARTS={}", known(profile, app)?)))?;
    let script = script.trim();
    if script.contains("</") {
        return Err(format!("{app}'s boot.js would end its own element").into());
    }
    let text = fs::read_to_string(page)?.replace(CODE, code);
    if text.matches(BOOT).count() != 1 {
        return Err(format!("{app}'s page has no place for its script").into());
    }
    fs::write(hash_of(profile, app), format!("'sha256-{}'", BASE64_STANDARD.encode(Sha256::digest(script))))?;
    Ok(fs::write(page, text.replace(BOOT, script))?)
}

/// Lets the pages' scripts run.
pub fn allow(profile: Profile, apps: &[&str], headers: &Path) -> Result<()> {
    let hashes =
        apps.iter().map(|app| fs::read_to_string(hash_of(profile, app))).collect::<std::io::Result<Vec<_>>>()?;
    let text = fs::read_to_string(headers)?;
    if !text.contains(BOOT) {
        return Err("the policy has no place for the pages' scripts".into());
    }
    Ok(fs::write(headers, text.replace(BOOT, &hashes.join(" ")))?)
}

fn hash_of(profile: Profile, app: &str) -> std::path::PathBuf {
    profile.workshop().join(format!("{app}.boot-hash"))
}

/// The files of each part, the parts of each address, and those that have a main file of their own.
fn known(profile: Profile, app: &str) -> Result<Value> {
    let files: parts::Parts = serde_json::from_str(&fs::read_to_string(profile.list_of_parts(app))?)?;
    let page = root().join("app/page").join(format!("{app}.roots.json"));
    let roots: BTreeMap<String, Vec<String>> = serde_json::from_str(&fs::read_to_string(page)?)?;
    let source = fs::read_to_string(root().join("app/src/bin").join(app).with_extension("rs"))?;
    let mut parts_of = BTreeMap::new();
    for (part, roots) in &roots {
        if !files.contains_key(part) {
            return Err(format!("{app}.roots.json names {part}, which is no part").into());
        }
        let forms = source.contains(&format!("part!({part}, FORMS)")).then_some(parts::FORMS);
        let parts: Vec<&str> = [part.as_str()].into_iter().chain(forms).collect();
        parts_of.extend(roots.iter().map(|root| (root.as_str(), parts.clone())));
    }
    let beginnings: Vec<&str> = parts::beginnings(&files).map(|(part, _)| part).collect();
    Ok(json!({ "files": files, "roots": parts_of, "beginnings": beginnings }))
}
