//! The npm packages of `package-lock.json`: Node itself, the runtime, wrangler, wasm-opt, esbuild, Playwright.

use super::slowly;
use crate::{
    Result, fingerprint,
    machine::{Machine, find, root},
};

pub fn install(machine: &mut Machine) -> Result<()> {
    let packages = root().join("node_modules");
    let stamp = fingerprint::Stamp::new(
        packages.join(".volante"),
        fingerprint::fingerprint_of(root(), &["package.json", "package-lock.json"], "")?,
    );
    if !stamp.is_fresh() {
        if find("npm").is_none() {
            return Err(
                "npm is not on the PATH: install Node 18 or newer, the pinned version then comes by itself".into()
            );
        }
        // The packages that bring a binary choose it in their install script, whatever the user's npm settings say.
        let mut npm = machine.command("npm");
        npm.args(["ci", "--no-audit", "--no-fund", "--loglevel=error", "--ignore-scripts=false"]);
        slowly("installing the npm packages", "about half a minute", npm.stdout(std::io::stderr()))?;
        stamp.keep()?;
    }
    machine.add_folder(packages.join(".bin"));
    machine.add_folder(packages.join("node/bin"));
    for (name, value) in [
        ("WRANGLER_SEND_METRICS", "false"),
        ("WRANGLER_HIDE_BANNER", "true"),
        ("CLOUDFLARE_CF_FETCH_ENABLED", "false"),
        ("DO_NOT_TRACK", "1"),
    ] {
        machine.set(name, value);
    }
    Ok(())
}
