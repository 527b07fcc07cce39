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
    machine::{Machine, root, run, state_root},
    setup,
};
use std::{
    fs::{self, File},
    path::{Path, PathBuf},
    process::Command,
    time::Instant,
};

const WASM: &str = "wasm32-unknown-unknown";
const APPS: [&str; 2] = ["portal", "staff"];
const SHARED_INPUTS: [&str; 4] = ["Cargo.toml", "Cargo.lock", "package-lock.json", "crates/domain"];

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
    fs::create_dir_all(state_root())?;
    let alone = File::create(state_root().join("build.lock"))?;
    alone.lock()?;
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

/// One stylesheet for both apps: its entry imports the layers, esbuild joins and minifies them.
fn style(machine: &Machine) -> Result<()> {
    let out = state_root().join("style/main.css");
    let mut esbuild = machine.command("esbuild");
    esbuild.args(["style/main.css", "--bundle", "--minify", "--log-level=warning"]);
    run(esbuild.arg(format!("--outfile={}", out.display())))
}

fn apps(machine: &Machine, profile: Profile) -> Result<()> {
    let inputs = [&SHARED_INPUTS[..], &["app", "style", "Trunk.toml"]].concat();
    let stamp = stamp(profile, "apps", &inputs)?;
    if stamp.is_fresh() && APPS.iter().all(|app| page(profile, app).is_file()) {
        return Ok(());
    }
    let start = Instant::now();
    // Both at once: the two links are the slow part, and each uses one core.
    let mut cargo = machine.cargo();
    cargo.args(["build", "--package", "app", "--bins", "--target", WASM, "--profile", profile.name()]);
    cargo_step(&mut cargo)?;
    // Side by side again: most of what Trunk does here is waiting for wasm-opt, which uses one core.
    let children = APPS.map(|app| trunk(machine, profile, app).spawn());
    for (app, child) in APPS.into_iter().zip(children) {
        let status = child?.wait()?;
        if !status.success() {
            return Err(format!("Trunk could not build {app}: {status}").into());
        }
    }
    if profile == Profile::Release {
        minify(machine, profile)?;
    }
    stamp.keep()?;
    eprintln!("build: both apps in {:.0?}", start.elapsed());
    Ok(())
}

fn trunk(machine: &Machine, profile: Profile, app: &str) -> Command {
    let mut trunk = machine.command("trunk");
    trunk.env("TRUNK_SKIP_VERSION_CHECK", "true").env("NO_COLOR", "true").stdout(std::io::stderr());
    trunk.arg("--log=warn").arg("build").arg(format!("app/{app}.html"));
    trunk.arg("--dist").arg(profile.workshop().join(app));
    match profile {
        Profile::Quick => trunk.args(["--cargo-profile", profile.name()]),
        Profile::Release => trunk.arg("--release"),
    };
    trunk
}

fn minify(machine: &Machine, profile: Profile) -> Result<()> {
    for app in APPS {
        let folder = profile.workshop().join(app);
        let mut esbuild = machine.command("esbuild");
        for entry in fs::read_dir(&folder)? {
            let file = entry?.path();
            if file.extension().is_some_and(|extension| extension == "js") {
                esbuild.arg(file);
            }
        }
        esbuild.args(["--minify", "--allow-overwrite", "--log-level=warning"]);
        cargo_step(esbuild.arg(format!("--outdir={}", folder.display())))?;
    }
    Ok(())
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
        fs::create_dir_all(&folder)?;
        fs::rename(next.join("assets/index.html"), folder.join("index.html"))?;
    }
    remove(&dist)?;
    Ok(fs::rename(next, dist)?)
}

fn worker(machine: &Machine, profile: Profile) -> Result<()> {
    let inputs = [&SHARED_INPUTS[..], &["edge/src", "edge/Cargo.toml", "edge/openapi.json"]].concat();
    let stamp = stamp(profile, "worker", &inputs)?;
    let out = profile.worker();
    if stamp.is_fresh() && out.join("index_bg.wasm").is_file() {
        return Ok(());
    }
    let start = Instant::now();
    let mut build = machine.command("worker-build");
    build.current_dir(root().join("edge"));
    match profile {
        Profile::Quick => build.args(["--profile", "quick", "--no-opt"]),
        Profile::Release => build.args(["--profile", "edge"]),
    };
    build.arg("--out-dir").arg(relative_to_edge(&out));
    cargo_step(build.env("NO_MINIFY", "1"))?;
    stamp.keep()?;
    eprintln!("build: the Worker in {:.0?}", start.elapsed());
    Ok(())
}

/// worker-build joins its output folder to the crate's.
fn relative_to_edge(out: &Path) -> PathBuf {
    Path::new("..").join(out.strip_prefix(root()).unwrap_or(out))
}

fn stamp(profile: Profile, step: &str, inputs: &[&str]) -> Result<Stamp> {
    let now = fingerprint::of(root(), inputs, profile.name())?;
    Ok(Stamp::new(profile.workshop().join(format!("{step}.stamp")), now))
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
