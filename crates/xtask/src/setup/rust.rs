//! A Rust toolchain that can compile for wasm32, and its linters.
//!
//! The ordinary way is rustup's target. Where rustup's servers can't be reached, Debian ships a current compiler
//! with the source of its standard library (`rustc-web`, `rust-web-src`): that library is then built once for wasm32
//! and kept beside the compiler, and every child process gets `RUSTUP_TOOLCHAIN=debian`.

use super::{debian, say, slowly};
use crate::{
    Result,
    machine::{Machine, find, read, root, run},
};
use std::{
    fs,
    io::Write,
    path::{Path, PathBuf},
    process::Stdio,
};

const TARGET: &str = "wasm32-unknown-unknown";
/// The demand of the `worker` crate.
const OLDEST_MINOR: u32 = 91;
/// The name under which rustup knows Debian's compiler.
const DEBIAN: &str = "debian";
const DEBIAN_COMPILER: [&str; 3] = ["rustc-web", "cargo-web", "rust-web-src"];
const DEBIAN_LINTERS: [&str; 2] = ["rust-web-clippy", "rustfmt-web"];

pub fn install(machine: &mut Machine) -> Result<()> {
    choose_compiler(machine)?;
    if rust_lld(&sysroot(machine)?).is_none() {
        machine.set("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER", linker()?);
    }
    Ok(())
}

fn choose_compiler(machine: &mut Machine) -> Result<()> {
    if compiles_for_wasm(machine)? {
        return Ok(());
    }
    let rustup = find("rustup").is_some();
    if rustup && is_linked(machine) {
        machine.set("RUSTUP_TOOLCHAIN", DEBIAN);
        if compiles_for_wasm(machine)? {
            return Ok(());
        }
    } else if rustup {
        say("adding the wasm32 target with rustup (a few seconds)");
        let added = read(machine.command("rustup").args(["target", "add", TARGET]));
        match added {
            Ok(_) if compiles_for_wasm(machine)? => return Ok(()),
            Ok(_) => say("rustup added the target, yet this toolchain cannot use it (is it older than 1.91?)"),
            Err(error) => say(&format!("rustup could not: {}", reason(&error.to_string()))),
        }
    }
    from_debian(machine, rustup)
}

pub fn install_linters(machine: &mut Machine) -> Result<()> {
    let there = |machine: &Machine| {
        let works = |tool: &str| read(machine.cargo().args([tool, "--version"])).is_ok();
        works("clippy") && works("fmt")
    };
    if there(machine) {
        return Ok(());
    }
    let by_rustup = find("rustup").is_some() && !uses_debian(machine) && {
        say("adding clippy and rustfmt with rustup (a few seconds)");
        read(machine.command("rustup").args(["component", "add", "clippy", "rustfmt"])).is_ok()
    };
    if !by_rustup {
        debian::install(&DEBIAN_LINTERS, "clippy and rustfmt are missing")?;
    }
    if there(machine) { Ok(()) } else { Err("cargo still has no clippy or fmt".into()) }
}

/// Debian's compiler and its library's source, the library built for wasm32, both known to rustup.
fn from_debian(machine: &mut Machine, rustup: bool) -> Result<()> {
    if !Path::new("/usr/bin/rustc").is_file()
        || minor_version(&read(machine.command("/usr/bin/rustc").arg("-V"))?) < OLDEST_MINOR
    {
        debian::install(
            &DEBIAN_COMPILER,
            "the wasm32 target cannot be had from rustup, Debian's compiler can build it",
        )?;
    }
    if rustup && !is_linked(machine) {
        run(machine.command("rustup").args(["toolchain", "link", DEBIAN, "/usr"]))?;
    }
    machine.set("RUSTUP_TOOLCHAIN", DEBIAN);
    let version = read(machine.command("rustc").arg("-V"))?;
    if minor_version(&version) < OLDEST_MINOR {
        return Err(format!("Rust 1.{OLDEST_MINOR} or newer is needed, this is {version}").into());
    }
    if !sysroot(machine)?.join("lib/rustlib/src/rust/library/std/Cargo.toml").is_file() {
        debian::install(&["rust-web-src"], "the standard library's source is missing")?;
    }
    build_standard_library(machine)?;
    if compiles_for_wasm(machine)? {
        Ok(())
    } else {
        Err("the standard library was built, yet nothing compiles for wasm32".into())
    }
}

fn build_standard_library(machine: &Machine) -> Result<()> {
    let folder = root().join("target/wasm-std");
    fs::create_dir_all(folder.join("src"))?;
    fs::write(
        folder.join("Cargo.toml"),
        "[package]\nname = \"nothing\"\nversion = \"0.0.0\"\nedition = \"2024\"\n[workspace]\n",
    )?;
    fs::write(folder.join("src/lib.rs"), "#![no_std]\n")?;
    let mut cargo = machine.cargo();
    cargo.current_dir(&folder).args(["build", "--quiet", "--release", "--target", TARGET]);
    cargo.arg("-Zbuild-std=std,panic_abort,panic_unwind,proc_macro").arg("--target-dir").arg(folder.join("target"));
    // The bitcode is what a later release build's fat LTO reads.
    cargo.env("RUSTC_BOOTSTRAP", "1").env("RUSTFLAGS", "-Cembed-bitcode=yes");
    slowly("building the standard library for wasm32", "one to two minutes on two cores", &mut cargo)?;

    let library = library_folder(machine)?;
    fs::create_dir_all(&library).map_err(|error| format!("{}: {error}; are you root?", library.display()))?;
    for entry in fs::read_dir(&library)? {
        fs::remove_file(entry?.path())?;
    }
    for entry in fs::read_dir(folder.join("target").join(TARGET).join("release/deps"))? {
        let file = entry?.path();
        let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if name.ends_with(".rlib") && !name.starts_with("libnothing") {
            fs::copy(&file, library.join(name))?;
        }
    }
    // What was compiled against another standard library does not fit this one.
    for stale in [folder, root().join("target").join(TARGET)] {
        if stale.exists() {
            fs::remove_dir_all(stale)?;
        }
    }
    Ok(())
}

/// The honest question: a folder of libraries can be there and still belong to another version of the compiler.
fn compiles_for_wasm(machine: &Machine) -> Result<bool> {
    let Ok(version) = read(machine.command("rustc").arg("-V")) else {
        return Ok(false);
    };
    if minor_version(&version) < OLDEST_MINOR {
        return Ok(false);
    }
    let mut rustc = machine.command("rustc");
    rustc.args(["--target", TARGET, "--crate-type=lib", "--crate-name=probe", "--emit=metadata", "-"]);
    // A real folder: rustc renames its output into place, which as root would replace even /dev/null.
    rustc.arg("--out-dir").arg(root().join("target/wasm-probe"));
    let mut child = rustc.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null()).spawn()?;
    if let Some(mut source) = child.stdin.take() {
        source.write_all(b"pub fn probe() -> String { String::new() }")?;
    }
    Ok(child.wait()?.success())
}

fn uses_debian(machine: &Machine) -> bool {
    sysroot(machine).is_ok_and(|folder| folder == Path::new("/usr"))
}

fn is_linked(machine: &Machine) -> bool {
    read(machine.command("rustup").args(["toolchain", "list"]))
        .is_ok_and(|list| list.lines().any(|line| line.split_whitespace().next() == Some(DEBIAN)))
}

/// Debian's compiler comes without the linker for wasm: rustup's toolchains have it, else LLVM's own is installed.
fn linker() -> Result<PathBuf> {
    let home = std::env::var_os("RUSTUP_HOME").map(PathBuf::from);
    let home = home.or_else(|| std::env::home_dir().map(|home| home.join(".rustup"))).unwrap_or_default();
    let toolchains = fs::read_dir(home.join("toolchains")).into_iter().flatten().flatten();
    let shipped = toolchains.filter_map(|entry| rust_lld(&entry.path())).next();
    if let Some(found) = shipped.or_else(|| find("wasm-ld")) {
        return Ok(found);
    }
    debian::install(&["lld"], "there is no linker for wasm32")?;
    let versioned = (14..30).rev().find_map(|version| find(&format!("wasm-ld-{version}")));
    Ok(find("wasm-ld").or(versioned).ok_or("apt installed lld, yet there is no wasm-ld")?)
}

fn rust_lld(toolchain: &Path) -> Option<PathBuf> {
    let hosts = fs::read_dir(toolchain.join("lib/rustlib")).ok()?;
    hosts.flatten().map(|host| host.path().join("bin/rust-lld")).find(|file| file.is_file())
}

fn library_folder(machine: &Machine) -> Result<PathBuf> {
    Ok(sysroot(machine)?.join("lib/rustlib").join(TARGET).join("lib"))
}

fn sysroot(machine: &Machine) -> Result<PathBuf> {
    Ok(PathBuf::from(read(machine.command("rustc").args(["--print", "sysroot"]))?))
}

pub fn version(machine: &Machine) -> Result<u32> {
    Ok(minor_version(&read(machine.command("rustc").arg("-V"))?))
}

fn minor_version(version: &str) -> u32 {
    version.split('.').nth(1).and_then(|minor| minor.parse().ok()).unwrap_or(0)
}

/// The line that says why, among rustup's progress and backtraces.
fn reason(stderr: &str) -> &str {
    stderr.lines().find(|line| line.starts_with("error")).unwrap_or(stderr)
}
