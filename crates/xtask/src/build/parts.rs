//! An app's code after the linker: cut into its parts, bound to JavaScript, made small.
//!
//! `wasm_split` cuts off, by the linker's relocations, what only a part reaches (`app/src/nav/part.rs`); wasm-bindgen binds
//! the main file, which the parts then borrow from; wasm-opt takes each on its own; then the words are taken out. The files stand
//! in a folder whose name holds a hash of all that went into them, so they may be cached for ever.
//!
//! Invariant: the files of one build name only each other.

use super::{FEATURES, Profile, cargo_step, functions, linked, remove, words};
use crate::{
    Result, fingerprint,
    machine::{Machine, root},
};
use std::{collections::BTreeMap, fs, path::PathBuf};
use wasm_split_cli_support::{Options, transform};

/// The folder's name that `app.js`, `parts.js`, `app_bg.wasm` and the parts' files now stand in, below `profile.parts(app)`.
pub fn cut(machine: &Machine, profile: Profile, app: &str) -> Result<String> {
    let linked = linked(profile.name(), app);
    let code = fs::read(&linked).map_err(|error| format!("{}: {error}", linked.display()))?;
    let own = [linked.to_string_lossy().into_owned(), "crates/xtask/src/build".into(), "package-lock.json".into()];
    let hash = fingerprint::fingerprint_of(root(), &own.each_ref().map(String::as_str), profile.name())?;
    let name = format!("{app}-{hash}");

    remove(&profile.parts(app))?;
    let folder = profile.parts(app).join(&name);
    fs::create_dir_all(&folder)?;
    let main = folder.join("main.wasm");
    let mut options = Options::new(&code);
    options.output_dir = &folder;
    options.main_out_path = &main;
    options.main_module = "./app.js";
    options.link_name = "./parts.js";
    let cut = transform(options).map_err(|error| format!("{app} could not be cut into its parts: {error:?}"))?;
    let parts: BTreeMap<String, Vec<String>> = cut.prefetch_map.into_iter().collect();
    fs::write(profile.list_of_parts(app), serde_json::to_string_pretty(&parts)?)?;

    let mut bind = machine.command("wasm-bindgen");
    bind.args(["--target", "web", "--keep-lld-exports", "--no-typescript", "--out-name", "app", "--out-dir"]);
    cargo_step(bind.arg(&folder).arg(&main))?;
    fs::remove_file(&main)?;
    fs::write(profile.list_of_functions(app), serde_json::to_string(&functions::list(&folder)?)?)?;
    if profile == Profile::Release {
        shrink(machine, &folder)?;
    }
    words::take_out(&folder, &parts)?;
    Ok(name)
}

fn shrink(machine: &Machine, folder: &PathBuf) -> Result<()> {
    let mut scripts = Vec::new();
    for entry in fs::read_dir(folder)? {
        let file = entry?.path();
        if file.extension().is_some_and(|extension| extension == "wasm") {
            let mut opt = machine.command("wasm-opt");
            cargo_step(opt.arg("-Oz").args(FEATURES).arg(&file).arg("-o").arg(&file))?;
        } else {
            scripts.push(file);
        }
    }
    let mut esbuild = machine.command("esbuild");
    // wasm-bindgen lists the parts once for each import of them, which esbuild would warn of.
    esbuild.args(scripts).args(["--minify", "--allow-overwrite", "--log-level=error"]);
    cargo_step(esbuild.arg(format!("--outdir={}", folder.display())))
}
