//! Where the pinned tools are kept: in the user's cache folder, by name and version, so that every checkout shares them.
//!
//! It may be deleted at any time; what is missing is installed again.
//!
//! Invariant: a tool that stands at its place is whole. It is made in a folder of its own and renamed.

use super::alone_in;
use crate::{Result, build::remove, machine::root};
use std::{
    ffi::OsString,
    fs,
    path::{Path, PathBuf},
    process,
};

/// The folder of a tool, made by `make` unless it is there. `make` gets an empty folder; what it leaves there is moved.
pub fn keep(name: &str, make: impl FnOnce(&Path) -> Result<()>) -> Result<PathBuf> {
    keep_in(&folder(), name, make)
}

fn keep_in(cache: &Path, name: &str, make: impl FnOnce(&Path) -> Result<()>) -> Result<PathBuf> {
    let place = cache.join(name);
    if place.is_dir() {
        return Ok(place);
    }
    fs::create_dir_all(cache).map_err(|error| format!("{}: {error}", cache.display()))?;
    let _alone = alone_in(cache)?;
    // Whoever held the lock may have made it.
    if !place.is_dir() {
        let next = cache.join(format!(".{name}.{}", process::id()));
        remove(&next)?;
        fs::create_dir_all(&next)?;
        let made = make(&next).and_then(|()| Ok(fs::rename(&next, &place)?));
        if made.is_err() {
            remove(&next)?;
        }
        made?;
    }
    Ok(place)
}

fn folder() -> PathBuf {
    let variable = |name| std::env::var_os(name);
    user_folder(cfg!(target_os = "macos"), variable("XDG_CACHE_HOME"), std::env::home_dir())
        .unwrap_or_else(|| root().join(".tools"))
}

/// As the platform has it; `XDG_CACHE_HOME` counts everywhere, if it is absolute as its specification demands.
fn user_folder(macos: bool, chosen: Option<OsString>, home: Option<PathBuf>) -> Option<PathBuf> {
    let chosen = chosen.map(PathBuf::from).filter(|folder| folder.is_absolute());
    let home = home.filter(|home| home.is_absolute());
    let caches = chosen.or_else(|| home.map(|home| home.join(if macos { "Library/Caches" } else { ".cache" })))?;
    Some(caches.join("volante"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::machine::state_root;
    use std::{cell::Cell, thread};

    #[test]
    fn tools_are_kept_where_the_platform_keeps_caches() {
        let folder = |macos, chosen: Option<&str>, home: Option<&str>| {
            user_folder(macos, chosen.map(OsString::from), home.map(PathBuf::from))
        };
        assert_eq!(folder(false, None, Some("/home/ana")), Some("/home/ana/.cache/volante".into()));
        assert_eq!(folder(true, None, Some("/Users/ana")), Some("/Users/ana/Library/Caches/volante".into()));
        assert_eq!(folder(false, Some("/big/cache"), Some("/home/ana")), Some("/big/cache/volante".into()));
        assert_eq!(folder(false, Some("relative"), Some("/home/ana")), Some("/home/ana/.cache/volante".into()));
        assert_eq!(folder(false, None, None), None);
    }

    fn scratch(name: &str) -> Result<PathBuf> {
        let folder = state_root().join("xtask-tests").join(name);
        remove(&folder)?;
        Ok(folder)
    }

    #[test]
    fn a_tool_is_made_once_and_one_that_failed_leaves_nothing() -> Result<()> {
        let cache = scratch("cache-once")?;
        assert!(keep_in(&cache, "tool-1", |_| Err("no network".into())).is_err());
        assert!(!cache.join("tool-1").exists(), "a half-made tool would be taken for a whole one");
        let made = Cell::new(0);
        let make = |folder: &Path| {
            made.set(made.get() + 1);
            Ok(fs::write(folder.join("program"), "whole")?)
        };
        for _ in 0..2 {
            assert_eq!(fs::read_to_string(keep_in(&cache, "tool-1", make)?.join("program"))?, "whole");
        }
        assert_eq!(made.get(), 1);
        keep_in(&cache, "tool-2", make)?;
        assert_eq!(made.get(), 2, "another version is another tool");
        let mut left: Vec<_> = fs::read_dir(&cache)?.flatten().map(|entry| entry.file_name()).collect();
        left.sort();
        assert_eq!(left, ["setup.lock", "tool-1", "tool-2"]);
        Ok(())
    }

    #[test]
    fn of_two_that_set_up_at_once_the_second_finds_what_the_first_made() -> Result<()> {
        let cache = scratch("cache-twice")?;
        let one = || {
            let made = Cell::new(false);
            let slow = |folder: &Path| {
                made.set(true);
                thread::sleep(std::time::Duration::from_millis(50));
                Ok(fs::write(folder.join("program"), "whole")?)
            };
            keep_in(&cache, "tool", slow).is_ok_and(|place| place.join("program").is_file()).then(|| made.get())
        };
        let made = thread::scope(|scope| {
            let both = [scope.spawn(one), scope.spawn(one)];
            both.map(|thread| thread.join().expect("a thread").expect("a whole tool"))
        });
        assert_eq!(made.iter().filter(|made| **made).count(), 1);
        Ok(())
    }
}
