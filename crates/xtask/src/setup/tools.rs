//! The two command-line tools that cargo installs, wasm-bindgen and trunk, into `.tools/`.

use super::say;
use crate::{
    Result,
    machine::{Machine, root, run},
};
use std::{fs, path::Path};

struct Tool {
    krate: &'static str,
    version: &'static str,
    takes: &'static str,
    extra: &'static [&'static str],
}

const TOOLS: [Tool; 2] = [
    Tool { krate: "wasm-bindgen-cli", version: "0.2.129", takes: "two to three minutes", extra: &[] },
    // Without its default features Trunk cannot download anything, which it never has to.
    Tool { krate: "trunk", version: "0.21.14", takes: "four to eight minutes", extra: &["--no-default-features"] },
];

pub fn install(machine: &mut Machine) -> Result<()> {
    let folder = root().join(".tools");
    let missing: Vec<_> = TOOLS.iter().filter(|tool| !tool.is_in(&folder)).collect();
    for tool in &missing {
        say(&format!("installing {} {} ({} on two cores, once)", tool.krate, tool.version, tool.takes));
        let mut cargo = machine.cargo();
        cargo.args(["install", "--quiet", "--locked", "--root"]).arg(&folder);
        cargo.args([tool.krate, "--version", tool.version]).args(tool.extra);
        // The tools are used for minutes and compiled for minutes: a light optimisation wins.
        for (key, value) in [("OPT_LEVEL", "1"), ("LTO", "off"), ("CODEGEN_UNITS", "16"), ("DEBUG", "0")] {
            cargo.env(format!("CARGO_PROFILE_RELEASE_{key}"), value);
        }
        run(cargo.env("CARGO_TARGET_DIR", build_folder()).env_remove("RUSTFLAGS"))?;
    }
    if !missing.is_empty() {
        // Shared between the installs, then a gigabyte nobody needs.
        fs::remove_dir_all(build_folder())?;
    }
    machine.add_folder(folder.join("bin"));
    Ok(())
}

fn build_folder() -> std::path::PathBuf {
    root().join("target/tools")
}

impl Tool {
    fn is_in(&self, folder: &Path) -> bool {
        let installed = fs::read_to_string(folder.join(".crates.toml")).unwrap_or_default();
        installed.contains(&format!("\"{} {} (", self.krate, self.version))
    }
}
