//! An app's code after the linker: cut into its parts, bound to JavaScript, made small.
//!
//! `wasm_split` cuts off, by the linker's relocations, what only a part reaches (`app/src/nav/part.rs`), and what several share;
//! `files` and `join` make a few files of that; wasm-bindgen binds the main file, which the parts then borrow from; wasm-opt takes
//! each on its own, and `order` puts like beside like; then the words are taken out. The files stand in a folder whose name holds a hash of all that went into them,
//! so they may be cached for ever.
//!
//! Invariant: the files of one build name only each other.

use super::{FEATURES, Profile, cargo_step, files, functions, imports, join, linked, order, remove, words};
use crate::{
    Result, fingerprint,
    machine::{Machine, root},
};
use std::{
    collections::BTreeMap,
    fs,
    num::NonZero,
    path::{Path, PathBuf},
    sync::Mutex,
    thread,
};
use wasm_split_cli_support::{Options, transform};

/// The main file.
pub const MAIN: &str = "app_bg";

/// The main file with all that a part of [`files::BEGINNINGS`] needs, for who was signed in before and opens one of its addresses:
/// in one file they are a tenth smaller.
pub fn main_with(part: &str) -> String {
    format!("app_{part}")
}

/// The part that areas with forms come with.
pub const FORMS: &str = "forms";

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
    options.link_name = "./parts.js";
    let cut = transform(options).map_err(|error| format!("{app} could not be cut into its parts: {error:?}"))?;
    let parts = gather(&folder, &main, &cut.prefetch_map.into_iter().collect())?;
    fs::write(profile.list_of_parts(app), serde_json::to_string_pretty(&parts)?)?;

    bind(machine, &main, &folder)?;
    let (joined, aside) = (folder.join("joined.wasm"), folder.join("joined"));
    for (part, stems) in beginnings(&parts) {
        let files = stems.iter().map(|stem| folder.join(stem).with_extension("wasm"));
        let files = [main.clone()].into_iter().chain(files).map(fs::read).collect::<std::io::Result<Vec<_>>>()?;
        fs::write(&joined, join::join(&files)?)?;
        bind(machine, &joined, &aside)?;
        if fs::read(folder.join("app.js"))? != fs::read(aside.join("app.js"))? {
            return Err(format!("{app}'s main files are not bound alike").into());
        }
        fs::rename(aside.join(MAIN).with_extension("wasm"), folder.join(main_with(part)).with_extension("wasm"))?;
        remove(&aside)?;
        fs::remove_file(&joined)?;
    }
    fs::remove_file(&main)?;
    fs::write(profile.list_of_functions(app), serde_json::to_string(&functions::list(&folder)?)?)?;
    if profile == Profile::Release {
        imports::shorten(&folder, &parts)?;
        shrink(machine, &folder)?;
    }
    words::take_out(&folder, &parts)?;
    Ok(name)
}

/// Binds a main file to JavaScript: `app.js` and `app_bg.wasm`.
fn bind(machine: &Machine, main: &Path, folder: &Path) -> Result<()> {
    let mut bind = machine.command("wasm-bindgen");
    bind.args(["--target", "web", "--keep-lld-exports", "--no-typescript", "--out-name", "app", "--out-dir"]);
    cargo_step(bind.arg(folder).arg(main))
}

/// The stems of the files that each part needs.
pub type Parts = BTreeMap<String, Vec<String>>;

/// The parts that have a main file of their own, and what comes along in it.
pub fn beginnings(parts: &Parts) -> impl Iterator<Item = (&'static str, &Vec<String>)> {
    files::BEGINNINGS.into_iter().filter_map(|part| parts.get(part).map(|stems| (part, stems)))
}

/// Makes few files of many, and the script that brings them.
fn gather(folder: &Path, main: &Path, cut: &Parts) -> Result<Parts> {
    let file = |stem: &str| folder.join(stem).with_extension("wasm");
    let mut weights = BTreeMap::new();
    for stem in cut.values().flatten() {
        weights.insert(stem.as_str(), functions::weigh(&fs::read(file(stem))?)?);
    }
    let (joins_main, groups) = files::group(cut, |stem| weights.get(stem).copied().unwrap_or_default());
    let join_into = |target: &Path, stems: &[String]| -> Result<()> {
        let stems: Vec<PathBuf> = stems.iter().map(|stem| file(stem)).collect();
        let read = [target].into_iter().chain(stems.iter().map(PathBuf::as_path)).map(fs::read);
        let joined = join::join(&read.collect::<std::io::Result<Vec<_>>>()?)?;
        for stem in stems {
            fs::remove_file(stem)?;
        }
        Ok(fs::write(target, joined)?)
    };
    join_into(main, &joins_main)?;
    let mut parts: Parts = cut.keys().map(|part| (part.clone(), Vec::new())).collect();
    for group in groups {
        let Some((first, others)) = group.stems.split_first() else { continue };
        join_into(&file(first), others)?;
        for part in group.parts {
            parts.entry(part).or_default().push(first.clone());
        }
    }
    let mut script = include_str!("parts.js").to_owned();
    for (part, stems) in &parts {
        script += &format!("export const __wasm_split_load_{part} = part(...{});\n", serde_json::to_string(stems)?);
    }
    fs::write(folder.join("parts.js"), script)?;
    Ok(parts)
}

fn shrink(machine: &Machine, folder: &PathBuf) -> Result<()> {
    let all = fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect::<std::io::Result<Vec<_>>>()?;
    let (mut code, scripts): (Vec<_>, Vec<_>) =
        all.into_iter().partition(|file| file.extension().is_some_and(|extension| extension == "wasm"));
    code.sort_by_key(|file| fs::metadata(file).map(|metadata| metadata.len()).ok());
    // From the largest on, one for each core: wasm-opt uses one.
    let left = Mutex::new(code);
    let next = || left.lock().ok()?.pop();
    let work = || -> std::result::Result<(), String> {
        while let Some(file) = next() {
            shrink_one(machine, &file).map_err(|error| format!("{}: {error}", file.display()))?;
        }
        Ok(())
    };
    let cores = thread::available_parallelism().map_or(1, NonZero::get);
    thread::scope(|scope| {
        let threads: Vec<_> = (0..cores).map(|_| scope.spawn(work)).collect();
        threads.into_iter().try_for_each(|thread| thread.join().unwrap_or_else(|_| Err("wasm-opt panicked".to_owned())))
    })?;
    let mut esbuild = machine.command("esbuild");
    // wasm-bindgen lists the parts once for each import of them, which esbuild would warn of.
    esbuild.args(scripts).args(["--minify", "--allow-overwrite", "--log-level=error"]);
    cargo_step(esbuild.arg(format!("--outdir={}", folder.display())))
}

fn shrink_one(machine: &Machine, file: &Path) -> Result<()> {
    let mut opt = machine.command("wasm-opt");
    opt.args(["-Oz", "--strip-producers", "--strip-target-features"]);
    cargo_step(opt.args(FEATURES).arg(file).arg("-o").arg(file))?;
    Ok(fs::write(file, order::beside_their_like(&fs::read(file)?)?)?)
}
