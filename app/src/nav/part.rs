//! Parts of an app whose code arrives when it is first wanted, or in a quiet moment before.
//!
//! The binaries name them: a part's `load` is a function marked `wasm_split`, and the build cuts what only it reaches into
//! a file of its own (`xtask build`). It answers with the part's own [`Find`]. The file's words are fetched with it.
//!
//! Invariant: a screen of a part is named in that part's `Find` and nowhere else, or it would not be cut off.

use std::cell::{Cell, RefCell};
use std::pin::Pin;
use std::time::Duration;

use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos::wasm_split::SplitLoaderError;

use super::Found;
use crate::text::words;

/// The screen of an address, among those of one part.
pub type Find = fn(&str) -> Option<Found>;

/// The part's file or its words could not be fetched: the network is gone, or a newer version has replaced it.
#[derive(Clone, Copy, Debug)]
pub struct Missing;

impl From<SplitLoaderError> for Missing {
    fn from(_: SplitLoaderError) -> Self {
        Self
    }
}

impl From<words::Missing> for Missing {
    fn from(_: words::Missing) -> Self {
        Self
    }
}

pub type Loading = Pin<Box<dyn Future<Output = Result<Find, Missing>>>>;

pub struct Part {
    /// What the addresses of its screens begin with; no two parts share one.
    pub roots: &'static [&'static str],
    /// The file it stands in, as `wasm_split` and the build call it.
    pub file: &'static str,
    pub load: fn() -> Loading,
}

thread_local! {
    static PARTS: Cell<&'static [Part]> = const { Cell::new(&[]) };
    /// What has arrived, by the first of its roots.
    static HERE: RefCell<Vec<(&'static str, Find)>> = const { RefCell::new(Vec::new()) };
}

/// Called once, before the first screen.
pub(crate) fn know(parts: &'static [Part]) {
    PARTS.set(parts);
}

impl Part {
    fn name(&self) -> &'static str {
        self.roots.first().copied().unwrap_or_default()
    }

    pub fn here(&self) -> Option<Find> {
        HERE.with_borrow(|here| here.iter().find(|(name, _)| *name == self.name()).map(|(_, find)| *find))
    }

    /// Fetches its code and words unless they are here.
    pub async fn bring(&self) -> Result<Find, Missing> {
        if let Some(find) = self.here() {
            return Ok(find);
        }
        let words = words::bring(self.file);
        let find = (self.load)().await?;
        words.await?;
        if self.here().is_none() {
            HERE.with_borrow_mut(|here| here.push((self.name(), find)));
        }
        Ok(find)
    }
}

/// What is known of an address.
pub(crate) enum Sought {
    Here(Found),
    Coming(&'static Part),
    Nowhere,
}

/// The part that an address (without the app's base) belongs to.
pub(crate) fn of(path: &str) -> Option<&'static Part> {
    let root = path.trim_matches('/').split('/').next().unwrap_or_default();
    PARTS.get().iter().find(|part| part.roots.contains(&root))
}

/// Looks an address up among the parts.
pub(crate) fn find(path: &str) -> Sought {
    match of(path) {
        None => Sought::Nowhere,
        Some(part) => match part.here() {
            None => Sought::Coming(part),
            Some(find) => find(path).map_or(Sought::Nowhere, Sought::Here),
        },
    }
}

/// Begins to fetch the part of an address.
pub(crate) fn bring_now(path: &str) {
    if let Some(part) = of(path) {
        // What fails now is fetched again when it is wanted, and told then.
        spawn_local(async move {
            let _ = part.bring().await;
        });
    }
}

/// After this the first screen is drawn and has asked for what it shows.
const QUIET: Duration = Duration::from_secs(2);

/// Fetches the parts of these addresses, one after another, once the app is at rest: going there later is instant.
pub(crate) fn bring_soon(paths: Vec<&'static str>) {
    set_timeout(
        move || {
            spawn_local(async move {
                for part in paths.into_iter().filter_map(of) {
                    let _ = part.bring().await;
                }
            });
        },
        QUIET,
    );
}
