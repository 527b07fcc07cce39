//! Where things are, and how a child process is started with the right toolchain, tools and silence around it.

use crate::Result;
use std::{
    collections::BTreeMap,
    ffi::{OsStr, OsString},
    fs::{self, File, TryLockError},
    path::{Path, PathBuf},
    process::{Command, Stdio},
    sync::OnceLock,
};

/// The repository's root as it stands now: that of the package cargo runs, else the one around the current folder, else the one
/// this program lies in. Nothing is remembered from when it was compiled, so a moved or copied checkout is itself.
pub fn root() -> &'static Path {
    static ROOT: OnceLock<PathBuf> = OnceLock::new();
    ROOT.get_or_init(|| {
        let package = std::env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from);
        let starts = [package, std::env::current_dir().ok(), std::env::current_exe().ok()];
        starts.iter().flatten().find_map(|start| checkout_around(start)).unwrap_or_else(|| PathBuf::from("."))
    })
}

/// Fails where [`root`] found none: every command would then read and write beside the point.
pub fn check_root() -> Result<()> {
    match checkout_around(root()) {
        Some(_) => Ok(()),
        None => Err("this is no checkout of Volante: start it in one, by `cargo xtask`".into()),
    }
}

fn checkout_around(start: &Path) -> Option<PathBuf> {
    start.ancestors().find(|folder| folder.join("crates/xtask/Cargo.toml").is_file()).map(Path::to_owned)
}

/// Holds a lock file until the answer is dropped, and says so if somebody else has it.
pub fn wait_for(file: &Path, holder: &str) -> Result<File> {
    if let Some(folder) = file.parent() {
        fs::create_dir_all(folder)?;
    }
    let lock = File::create(file).map_err(|error| format!("{}: {error}", file.display()))?;
    match lock.try_lock() {
        Ok(()) => {}
        Err(TryLockError::Error(error)) => return Err(error.into()),
        Err(TryLockError::WouldBlock) => {
            eprintln!("xtask: waiting for {holder} to end (it holds {})", file.display());
            lock.lock()?;
        }
    }
    Ok(lock)
}

/// Everything a build leaves behind that git ignores, except `dist`, `edge/build` and `target`.
pub fn state_root() -> PathBuf {
    root().join(".state")
}

/// What cargo and rustup put into our own environment and what would mislead a child that uses another toolchain.
const INHERITED: [&str; 8] = [
    "CARGO",
    "RUSTC",
    "RUSTDOC",
    "LD_LIBRARY_PATH",
    "RUST_RECURSION_COUNT",
    "CARGO_MANIFEST_DIR",
    "CARGO_MANIFEST_PATH",
    "CARGO_PRIMARY_PACKAGE",
];

/// The machine as `setup` left it.
#[derive(Default)]
pub struct Machine {
    environment: BTreeMap<String, OsString>,
    folders: Vec<PathBuf>,
}

impl Machine {
    pub fn set(&mut self, name: &str, value: impl Into<OsString>) {
        self.environment.insert(name.to_owned(), value.into());
    }

    /// Puts a folder in front of the children's PATH.
    pub fn add_folder(&mut self, folder: PathBuf) {
        if !self.folders.contains(&folder) {
            self.folders.insert(0, folder);
        }
    }

    pub fn command(&self, program: impl AsRef<OsStr>) -> Command {
        let mut command = Command::new(program);
        command.current_dir(root()).stdin(Stdio::null());
        for name in INHERITED {
            command.env_remove(name);
        }
        let path = std::env::var_os("PATH").unwrap_or_default();
        let folders = self.folders.iter().cloned().chain(std::env::split_paths(&path));
        if let Ok(joined) = std::env::join_paths(folders) {
            command.env("PATH", joined);
        }
        command.envs(&self.environment);
        command
    }

    pub fn cargo(&self) -> Command {
        self.command("cargo")
    }

    pub fn node(&self) -> Command {
        let pinned = root().join("node_modules/node/bin/node");
        self.command(if pinned.exists() { pinned } else { PathBuf::from("node") })
    }
}

/// Runs a command to its end; a failure names what was run.
pub fn run(command: &mut Command) -> Result<()> {
    let status = command.status().map_err(|error| format!("{}: {error}", describe(command)))?;
    if status.success() { Ok(()) } else { Err(format!("{} ended with {status}", describe(command)).into()) }
}

/// Runs a command and gives what it printed, trimmed; what it says on standard error goes into the failure.
pub fn read(command: &mut Command) -> Result<String> {
    let output = command.output().map_err(|error| format!("{}: {error}", describe(command)))?;
    if output.status.success() {
        return Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned());
    }
    let stderr = String::from_utf8_lossy(&output.stderr);
    Err(format!("{} ended with {}\n{}", describe(command), output.status, stderr.trim()).into())
}

pub fn describe(command: &Command) -> String {
    let program = Path::new(command.get_program()).file_name().unwrap_or(command.get_program());
    let words = std::iter::once(program).chain(command.get_args());
    words.map(|word| word.to_string_lossy()).collect::<Vec<_>>().join(" ")
}

/// Finds a program on PATH.
pub fn find(program: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path).map(|folder| folder.join(program)).find(|file| file.is_file())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_checkout_is_found_from_anywhere_inside_it_and_nowhere_else() -> Result<()> {
        let place = state_root().join("xtask-tests/moved");
        fs::create_dir_all(place.join("copy/crates/xtask"))?;
        fs::create_dir_all(place.join("copy/app/src"))?;
        fs::write(place.join("copy/crates/xtask/Cargo.toml"), "")?;
        for inside in ["copy", "copy/app/src", "copy/crates/xtask"] {
            assert_eq!(checkout_around(&place.join(inside)), Some(place.join("copy")), "{inside}");
        }
        assert_eq!(checkout_around(Path::new("/")), None);
        Ok(())
    }
}
