//! Finds what a command needs on this machine and installs what is missing, saying what it does and how long it takes.
//!
//! What is there at the right version is left alone, so this costs half a second on a machine that is set up. Tools
//! go to `.tools/` and `node_modules/`; only the wasm32 standard library, the linters, Chromium and Dovecot may touch
//! the system.
//!
//! Invariant: everything is pinned, here, in the lock files, and in `tests/peers/requirements.txt`.

mod chromium;
mod debian;
mod npm;
mod peers;
mod rust;
mod tools;

use crate::{
    Result,
    machine::{Machine, state_root},
};
use std::fs::{self, File};

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
    fs::create_dir_all(state_root())?;
    let lock = File::create(state_root().join("setup.lock"))?;
    lock.lock()?;
    Ok(lock)
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

fn say(what: &str) {
    eprintln!("setup: {what}");
}
