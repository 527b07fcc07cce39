//! Debian's packages, for what no registry of Rust or npm has.

use super::slowly;
use crate::{
    Result,
    machine::{find, read, run},
};
use std::process::Command;

/// Installs packages with apt, which needs root; anyone else is told what to run.
pub fn install(packages: &[&str], why: &str) -> Result<()> {
    let wish = format!("apt-get install --no-install-recommends {}", packages.join(" "));
    if find("apt-get").is_none() {
        return Err(
            format!("{why}, and this is not a Debian machine: install the like of {packages:?} yourself").into()
        );
    }
    if read(Command::new("id").arg("-u"))? != "0" {
        return Err(format!("{why}: please run\n  sudo apt-get update && sudo {wish}\nand start again").into());
    }
    run(apt().arg("update").arg("-qq"))?;
    let mut apt = apt();
    apt.args(["install", "-y", "-qq", "--no-install-recommends"]).args(packages);
    slowly(&format!("{why}: {wish}"), "one to three minutes", &mut apt)
}

fn apt() -> Command {
    let mut command = Command::new("apt-get");
    command.env("DEBIAN_FRONTEND", "noninteractive").stdin(std::process::Stdio::null()).stdout(std::io::stderr());
    command
}
