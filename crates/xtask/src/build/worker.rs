//! The Worker after the linker: bound to JavaScript, joined with its entry, made quick.
//!
//! wasm-bindgen writes `index.js` beside the module, which a trap leaves to be started anew (the two options below);
//! esbuild joins it with `edge/src/entry.mjs`; wasm-opt takes the module. worker-build would do the same, and be
//! one more tool to install.

use super::{FEATURES, Profile, cargo_step, linked, remove};
use crate::{
    Result,
    machine::{Machine, root},
};
use std::fs;

const ENTRY: &str = "edge/src/entry.mjs";

/// Replaces `profile.worker()` by `index.js` and `index_bg.wasm` of what cargo last linked.
pub fn bind(machine: &Machine, profile: Profile) -> Result<()> {
    let out = profile.worker();
    let next = profile.workshop().join("worker");
    remove(&next)?;
    let mut bind = machine.command("wasm-bindgen");
    bind.args(["--target", "module", "--no-typescript", "--out-name", "index"]);
    bind.args(["--experimental-reset-state-function", "--force-enable-abort-handler"]);
    cargo_step(bind.arg("--out-dir").arg(&next).arg(linked(profile.of_worker(), "edge")))?;

    let script = next.join("index.js");
    // The runtime hands out a compiled module for a plain import; for one of its source it has no word yet.
    fs::write(&script, fs::read_to_string(&script)?.replace("import source ", "import "))?;
    fs::copy(root().join(ENTRY), next.join("entry.mjs"))?;
    let mut join = machine.command("esbuild");
    join.arg(next.join("entry.mjs")).args(["--bundle", "--format=esm", "--log-level=warning", "--allow-overwrite"]);
    join.args(["--external:./index_bg.wasm", "--external:cloudflare:*"]);
    cargo_step(join.arg(format!("--outfile={}", script.display())))?;
    remove(&next.join("snippets"))?;
    fs::remove_file(next.join("entry.mjs"))?;

    if profile == Profile::Release {
        let module = next.join("index_bg.wasm");
        let mut opt = machine.command("wasm-opt");
        // The names stay, so that a trap in the log says where it was.
        opt.args(["-O3", "--debuginfo", "--enable-exception-handling"]).args(FEATURES);
        cargo_step(opt.arg(&module).arg("-o").arg(&module))?;
    }
    remove(&out)?;
    // The apps, which are built into the same folder, may not have been yet.
    if let Some(folder) = out.parent() {
        fs::create_dir_all(folder)?;
    }
    Ok(fs::rename(next, out)?)
}
