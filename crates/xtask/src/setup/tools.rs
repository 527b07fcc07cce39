//! The two command-line tools that cargo installs, wasm-bindgen and trunk.

use super::{cache, slowly};
use crate::{Result, build::remove, machine::Machine};
use std::path::Path;

struct Tool {
    krate: &'static str,
    version: &'static str,
    takes: &'static str,
    extra: &'static [&'static str],
}

const TOOLS: [Tool; 2] = [
    Tool { krate: "wasm-bindgen-cli", version: "0.2.129", takes: "two to three minutes on two cores", extra: &[] },
    // Without its default features Trunk cannot download anything, which it never has to.
    Tool {
        krate: "trunk",
        version: "0.21.14",
        takes: "four to eight minutes on two cores",
        extra: &["--no-default-features"],
    },
];

pub fn install(machine: &mut Machine) -> Result<()> {
    for tool in &TOOLS {
        let name = format!("{}-{}", tool.krate, tool.version);
        let place = cache::keep(&name, |folder| tool.make(machine, folder))?;
        machine.add_folder(place.join("bin"));
    }
    Ok(())
}

impl Tool {
    fn make(&self, machine: &Machine, folder: &Path) -> Result<()> {
        let compiled = folder.join("target");
        let mut cargo = machine.cargo();
        cargo.args(["install", "--quiet", "--locked", "--root"]).arg(folder);
        cargo.args([self.krate, "--version", self.version]).args(self.extra);
        // The tools are used for minutes and compiled for minutes: a light optimisation wins.
        for (key, value) in [("OPT_LEVEL", "1"), ("LTO", "off"), ("CODEGEN_UNITS", "16"), ("DEBUG", "0")] {
            cargo.env(format!("CARGO_PROFILE_RELEASE_{key}"), value);
        }
        cargo.env("CARGO_TARGET_DIR", &compiled).env_remove("RUSTFLAGS");
        slowly(&format!("installing {} {}", self.krate, self.version), self.takes, &mut cargo)?;
        remove(&compiled)
    }
}
