//! The servers that mail is tested against: Dovecot from Debian, aiosmtpd from PyPI, oidc-provider from npm.
//!
//! Python's packages are kept like the other tools and linked from `.state/python`, where `tests/peers/start.mjs` looks; npm's
//! stand beside `tests/peers/package.json`.

use super::{cache, debian, slowly};
use crate::{
    Result, fingerprint,
    machine::{Machine, read, root, state_root},
};
use std::{fs, io, os::unix::fs::symlink, path::Path, process::Command};

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
    // An environment belongs to the Python that made it, and what it holds to the list.
    let version = read(machine.command("/usr/bin/python3").arg("--version"))?;
    let name = format!("python-{}", fingerprint::fingerprint_of(root(), &["tests/peers/requirements.txt"], &version)?);
    let place = cache::keep(&name, |folder| {
        let mut script = machine.command("sh");
        script.args(["-ec", PYTHON, "sh"]).arg(folder);
        slowly("installing aiosmtpd", "a few seconds", script.stdout(io::stderr()))
    })?;
    let link = state_root().join("python");
    if fs::read_link(&link).is_ok_and(|there| there == place) {
        return Ok(());
    }
    match fs::remove_file(&link) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error)?,
        _ => Ok(symlink(place, link)?),
    }
}

const PYTHON: &str = r#"/usr/bin/python3 -m venv --clear "$1"
"$1/bin/python" -m pip install --quiet --disable-pip-version-check --require-hashes --requirement tests/peers/requirements.txt"#;

fn npm(machine: &Machine) -> Result<()> {
    let folder = root().join("tests/peers");
    let wanted =
        fingerprint::fingerprint_of(root(), &["tests/peers/package.json", "tests/peers/package-lock.json"], "")?;
    let stamp = fingerprint::Stamp::new(folder.join("node_modules/.volante"), wanted);
    if stamp.is_fresh() {
        return Ok(());
    }
    let mut npm = machine.command("npm");
    npm.current_dir(folder).args(["ci", "--no-audit", "--no-fund", "--loglevel=error"]);
    slowly("installing oidc-provider", "a few seconds", npm.stdout(io::stderr()))?;
    stamp.keep()
}
