//! Finds what a command needs on this machine and installs what is missing, saying what it does and how long it takes.
//!
//! What is there at the right version is left alone, so this costs half a second on a machine that is set up. npm's
//! packages go to `node_modules/`, the other tools to the user's cache folder; only the wasm32 standard library, the linters,
//! Chromium and Dovecot may touch the system.
//!
//! Invariant: everything is pinned, here, in the lock files, and in `tests/peers/requirements.txt`.

mod cache;
mod chromium;
mod debian;
mod npm;
mod peers;
mod rust;
mod tools;

use crate::{
    Result,
    machine::{Machine, run, state_root, wait_for},
};
use std::{fs::File, path::Path, process::Command, time::Instant};

/// Enough to serve what is already built.
pub fn for_serving() -> Result<Machine> {
    let _alone = alone()?;
    packages()
}

/// Enough to compile the apps and the Worker.
pub fn for_building() -> Result<Machine> {
    let _alone = alone()?;
    let mut machine = packages()?;
    rust::install(&mut machine)?;
    tools::install(&mut machine)?;
    Ok(machine)
}

fn packages() -> Result<Machine> {
    let mut machine = Machine::default();
    npm::install(&mut machine)?;
    Ok(machine)
}

/// Two commands started at once on a fresh machine would install over each other: the second waits for the first.
fn alone() -> Result<File> {
    alone_in(&state_root())
}

fn alone_in(folder: &Path) -> Result<File> {
    wait_for(&folder.join("setup.lock"), "another set-up")
}

pub fn everything() -> Result<Machine> {
    let mut machine = for_building()?;
    add_linters(&mut machine)?;
    add_browser(&mut machine)?;
    add_peers(&mut machine)?;
    say("Everything is there");
    Ok(machine)
}

pub fn add_linters(machine: &mut Machine) -> Result<()> {
    rust::install_linters(machine)
}

/// The minor version of the compiler that builds here.
pub fn compiler(machine: &Machine) -> Result<u32> {
    rust::version(machine)
}

pub fn add_browser(machine: &mut Machine) -> Result<()> {
    chromium::install(machine)
}

/// The servers that mail is tested against.
pub fn add_peers(machine: &mut Machine) -> Result<()> {
    let _alone = alone()?;
    peers::install(machine)
}

/// Runs one slow step of the set-up, having said how long it takes.
fn slowly(what: &str, takes: &str, command: &mut Command) -> Result<()> {
    let start = Instant::now();
    say(&format!("{what} ({takes}, once)"));
    run(command)?;
    say(&format!("{what} took {:.0?}", start.elapsed()));
    Ok(())
}

fn say(what: &str) {
    eprintln!("setup: {what}");
}
