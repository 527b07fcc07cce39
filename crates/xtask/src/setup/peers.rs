//! The servers that mail is tested against: Dovecot from Debian, aiosmtpd from PyPI, oidc-provider from npm.
//!
//! Python's packages go to `.tools/python`, npm's beside `tests/peers/package.json`.

use super::{debian, say};
use crate::{
    Result, fingerprint,
    machine::{Machine, read, root, run},
};
use std::{path::Path, process::Command};

/// Where Debian puts what we need, and the package that does.
const FILES: [(&str, &str); 5] = [
    ("/usr/bin/openssl", "openssl"),
    ("/usr/bin/python3", "python3"),
    ("/usr/sbin/dovecot", "dovecot-core"),
    ("/usr/lib/dovecot/submission", "dovecot-submissiond"),
    ("/usr/lib/dovecot/imap", "dovecot-imapd"),
];

pub fn install(machine: &mut Machine) -> Result<()> {
    debian_packages()?;
    python(machine)?;
    npm(machine)
}

fn debian_packages() -> Result<()> {
    let missing = FILES.iter().filter(|(file, _)| !Path::new(file).exists());
    let mut missing: Vec<_> = missing.map(|(_, package)| *package).collect();
    // Debian's Python can't make environments without it.
    if read(Command::new("/usr/bin/python3").args(["-c", "import ensurepip"])).is_err() {
        missing.push("python3-venv");
    }
    if missing.is_empty() { Ok(()) } else { debian::install(&missing, "no mail server for the tests") }
}

fn python(machine: &Machine) -> Result<()> {
    let folder = root().join(".tools/python");
    let wanted = fingerprint::of(root(), &["tests/peers/requirements.txt"], "")?;
    let stamp = fingerprint::Stamp::new(folder.join(".volante"), wanted);
    if stamp.is_fresh() {
        return Ok(());
    }
    say("installing aiosmtpd (a few seconds)");
    run(machine.command("/usr/bin/python3").args(["-m", "venv", "--clear"]).arg(&folder))?;
    let mut pip = machine.command(folder.join("bin/pip"));
    pip.args(["install", "--quiet", "--disable-pip-version-check", "--require-hashes", "--requirement"]);
    run(pip.arg("tests/peers/requirements.txt").stdout(std::io::stderr()))?;
    stamp.keep()
}

fn npm(machine: &Machine) -> Result<()> {
    let folder = root().join("tests/peers");
    let wanted = fingerprint::of(root(), &["tests/peers/package.json", "tests/peers/package-lock.json"], "")?;
    let stamp = fingerprint::Stamp::new(folder.join("node_modules/.volante"), wanted);
    if stamp.is_fresh() {
        return Ok(());
    }
    say("installing oidc-provider (a few seconds)");
    let mut npm = machine.command("npm");
    npm.current_dir(folder).args(["ci", "--no-audit", "--no-fund", "--loglevel=error"]);
    run(npm.stdout(std::io::stderr()))?;
    stamp.keep()
}
