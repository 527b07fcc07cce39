//! The browser of the browser tests and of the screenshots.

use super::debian;
use crate::{
    Result,
    machine::{Machine, find},
};
use std::path::PathBuf;

/// Finds a Chromium, or installs Debian's, and tells Playwright through `VOLANTE_CHROMIUM`.
pub fn install(machine: &mut Machine) -> Result<()> {
    let browser = match known() {
        Some(browser) => browser,
        None => {
            debian::install(&["chromium", "fonts-liberation"], "no Chromium for the browser tests")?;
            known().ok_or("apt installed chromium, yet there is no `chromium` on the PATH")?
        }
    };
    machine.set("VOLANTE_CHROMIUM", browser);
    Ok(())
}

fn known() -> Option<PathBuf> {
    let chosen = std::env::var_os("VOLANTE_CHROMIUM").map(PathBuf::from).filter(|file| file.is_file());
    chosen.or_else(|| ["chromium", "chromium-browser", "google-chrome"].iter().find_map(|name| find(name)))
}
