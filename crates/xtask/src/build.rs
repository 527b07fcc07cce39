//! Builds both apps and the Worker, into two places that never meet.
//!
//! `quick` is for everyday work and lands in `.state/quick`; `release` is what is measured, tested and published and
//! lands in `dist/` and `edge/build/`, where `edge/wrangler.toml` expects it. A step whose inputs did not change since
//! it last succeeded is skipped.
//!
//! Invariant: a folder that is being served is replaced whole, never half.

use crate::{
    Result,
    args::Args,
    fingerprint::{self, Stamp},
    machine::{Machine, root, run, state_root, wait_for},
    setup,
};
use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
    thread,
    time::Instant,
};

pub mod files;
pub mod functions;
mod imports;
mod join;
mod order;
mod page;
pub mod parts;
mod words;
mod worker;

const WASM: &str = "wasm32-unknown-unknown";
const APPS: [&str; 2] = ["portal", "staff"];
const SHARED_INPUTS: [&str; 4] = ["Cargo.toml", "Cargo.lock", "package-lock.json", "crates/domain"];

/// What rustc turns on, and wasm-opt has to be told of.
const FEATURES: [&str; 7] = [
    "--enable-bulk-memory",
    "--enable-bulk-memory-opt",
    "--enable-nontrapping-float-to-int",
    "--enable-sign-ext",
    "--enable-mutable-globals",
    "--enable-reference-types",
    "--enable-multivalue",
];

#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Profile {
    Quick,
    Release,
}

impl Profile {
    pub fn from_args(args: &mut Args) -> Self {
        if args.flag("--release") { Self::Release } else { Self::Quick }
    }

    fn name(self) -> &'static str {
        match self {
            Self::Quick => "quick",
            Self::Release => "release",
        }
    }

    /// Cargo's profile for the Worker.
    fn of_worker(self) -> &'static str {
        match self {
            Self::Quick => "quick",
            Self::Release => "edge",
        }
    }

    pub fn dist(self) -> PathBuf {
        match self {
            Self::Quick => state_root().join("quick/dist"),
            Self::Release => root().join("dist"),
        }
    }

    pub fn worker(self) -> PathBuf {
        match self {
            Self::Quick => state_root().join("quick/worker"),
            Self::Release => root().join("edge/build"),
        }
    }

    fn workshop(self) -> PathBuf {
        state_root().join("build").join(self.name())
    }

    /// Which files each part of an app needs, by their stems.
    pub fn list_of_parts(self, app: &str) -> PathBuf {
        self.workshop().join(format!("{app}.parts.json"))
    }

    /// Which functions lie in which file of an app.
    pub fn list_of_functions(self, app: &str) -> PathBuf {
        self.workshop().join(format!("{app}.functions.json"))
    }

    /// Where an app's code is cut.
    fn parts(self, app: &str) -> PathBuf {
        self.workshop().join("parts").join(app)
    }
}

/// What of the build a command needs: the API's tests do without the apps, and so need not wait for them.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Part {
    Everything,
    Apps,
    Worker,
}

impl Part {
    fn includes(self, other: Self) -> bool {
        self == Self::Everything || self == other
    }
}

pub fn command(mut args: Args) -> Result<()> {
    let profile = Profile::from_args(&mut args);
    let part = match args.value("--only")?.as_deref() {
        None => Part::Everything,
        Some("apps") => Part::Apps,
        Some("worker") => Part::Worker,
        Some(other) => return Err(format!("--only is apps or worker, not `{other}`").into()),
    };
    args.finish()?;
    build(&setup::for_building()?, profile, part)?;
    println!("{}\n{}", profile.dist().display(), profile.worker().display());
    Ok(())
}

pub fn build(machine: &Machine, profile: Profile, part: Part) -> Result<()> {
    let _alone = wait_for(&state_root().join("build.lock"), "another build of this checkout")?;
    if part.includes(Part::Apps) {
        style(machine)?;
        apps(machine, profile)?;
        assemble(profile)?;
    }
    if part.includes(Part::Worker) {
        worker(machine, profile)?;
    }
    Ok(())
}

/// A stylesheet for each app: its entry imports the layers, esbuild joins and minifies them.
fn style(machine: &Machine) -> Result<()> {
    let mut esbuild = machine.command("esbuild");
    esbuild.args(APPS.map(|app| format!("style/{app}.css")));
    esbuild.args(["--bundle", "--minify", "--log-level=warning"]);
    run(esbuild.arg(format!("--outdir={}", state_root().join("style").display())))
}

fn apps(machine: &Machine, profile: Profile) -> Result<()> {
    let inputs = [&SHARED_INPUTS[..], &["app", "style", "Trunk.toml", "crates/xtask/src/build"]].concat();
    let stamp = stamp(profile, "apps", &inputs)?;
    if stamp.is_fresh() && APPS.iter().all(|app| page(profile, app).is_file()) {
        return Ok(());
    }
    let start = begin("both apps", profile, linked(profile.name(), "staff").is_file(), ["three to six", "six to ten"]);
    // Both at once: the two links are the slow part, and each uses one core.
    let mut cargo = machine.cargo();
    cargo.args(["build", "--package", "app", "--bins", "--target", WASM, "--profile", profile.name()]);
    cargo_step(&mut cargo)?;
    // Side by side again: most of what follows is waiting for wasm-opt, which uses one core.
    let outcomes = thread::scope(|scope| {
        let threads =
            APPS.map(|app| scope.spawn(move || finish(machine, profile, app).map_err(|error| error.to_string())));
        threads.map(|thread| thread.join().unwrap_or_else(|_| Err("a build step panicked".to_owned())))
    });
    for outcome in outcomes {
        outcome?;
    }
    stamp.keep()?;
    eprintln!("build: both apps in {:.0?}", start.elapsed());
    Ok(())
}

fn finish(machine: &Machine, profile: Profile, app: &str) -> Result<()> {
    let code = parts::cut(machine, profile, app)?;
    cargo_step(&mut trunk(machine, profile, app))?;
    page::fill(machine, profile, app, &page(profile, app), &code)
}

fn trunk(machine: &Machine, profile: Profile, app: &str) -> Command {
    let mut trunk = machine.command("trunk");
    trunk.env("TRUNK_SKIP_VERSION_CHECK", "true").env("NO_COLOR", "true");
    trunk.arg("--log=warn").arg("build").arg(format!("app/page/{app}.html"));
    trunk.arg("--dist").arg(profile.workshop().join(app));
    trunk
}

fn page(profile: Profile, app: &str) -> PathBuf {
    profile.workshop().join(app).join("index.html")
}

/// The layout that the assets binding serves: pages by path, everything hashed under `assets/`, `public/` at the root.
fn assemble(profile: Profile) -> Result<()> {
    let dist = profile.dist();
    let next = dist.with_extension("next");
    remove(&next)?;
    copy(&root().join("public"), &next)?;
    for (app, folder) in [("portal", next.clone()), ("staff", next.join("admin"))] {
        copy(&profile.workshop().join(app), &next.join("assets"))?;
        copy(&profile.parts(app), &next.join("assets"))?;
        fs::create_dir_all(&folder)?;
        fs::rename(next.join("assets/index.html"), folder.join("index.html"))?;
    }
    page::allow(profile, &APPS, &next.join("_headers"))?;
    remove(&dist)?;
    Ok(fs::rename(next, dist)?)
}

fn worker(machine: &Machine, profile: Profile) -> Result<()> {
    let inputs = ["edge/src", "edge/Cargo.toml", "edge/openapi.json", "crates/xtask/src/build"];
    let inputs = [&SHARED_INPUTS[..], &inputs].concat();
    let stamp = stamp(profile, "worker", &inputs)?;
    let out = profile.worker();
    if stamp.is_fresh() && out.join("index_bg.wasm").is_file() {
        return Ok(());
    }
    let start =
        begin("the Worker", profile, linked(profile.of_worker(), "edge").is_file(), ["one to three", "two to four"]);
    let mut cargo = machine.cargo();
    cargo.args(["build", "--package", "edge", "--lib", "--target", WASM, "--profile", profile.of_worker()]);
    // What `worker`'s macros expand to then is the futures that wasm-bindgen now keeps in js-sys.
    cargo_step(cargo.env("WASM_BINDGEN_USE_JS_SYS", "1"))?;
    worker::bind(machine, profile)?;
    stamp.keep()?;
    eprintln!("build: the Worker in {:.0?}", start.elapsed());
    Ok(())
}

/// Says what is built, and how many minutes that takes where nothing was compiled before: quick, release.
fn begin(what: &str, profile: Profile, compiled: bool, minutes: [&str; 2]) -> Instant {
    let takes = minutes[usize::from(profile == Profile::Release)];
    let takes = if compiled { String::new() } else { format!(", for the first time ({takes} minutes on two cores)") };
    eprintln!("build: {what}{takes}");
    Instant::now()
}

fn stamp(profile: Profile, step: &str, inputs: &[&str]) -> Result<Stamp> {
    let now = fingerprint::fingerprint_of(root(), inputs, profile.name())?;
    Ok(Stamp::new(profile.workshop().join(format!("{step}.stamp")), now))
}

/// What cargo linked last.
fn linked(profile: &str, name: &str) -> PathBuf {
    target().join(WASM).join(profile).join(format!("{name}.wasm"))
}

fn target() -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), PathBuf::from)
}

/// Keeps what compilers say apart from what a command prints.
fn cargo_step(command: &mut Command) -> Result<()> {
    run(command.stdout(std::io::stderr()))
}

pub fn remove(folder: &Path) -> Result<()> {
    if folder.exists() {
        fs::remove_dir_all(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    }
    Ok(())
}

fn copy(from: &Path, to: &Path) -> Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy(&entry.path(), &target)?
        } else {
            fs::copy(entry.path(), target).map(drop)?
        }
    }
    Ok(())
}
