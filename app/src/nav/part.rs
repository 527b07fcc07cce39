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
use crate::text::{shell, t, words};
use crate::ui::toast;

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
    /// The first segments of its addresses, with a slash behind where they go on: `bookings`, `bookings/`. No two parts share one.
    pub roots: &'static [&'static str],
    /// The file it stands in, as `wasm_split` and the build call it.
    pub file: &'static str,
    pub load: fn() -> Loading,
    /// The name of another part that it does nothing without.
    pub with: Option<&'static str>,
}

/// A part that the build cuts into a file of its name: what only the area's `open` reaches; `part!(fleet, FORMS)` comes with
/// another.
#[macro_export]
macro_rules! part {
    ($area:ident) => {
        $crate::part!($area, None)
    };
    ($area:ident, $with:expr) => {{
        #[leptos::wasm_split::wasm_split($area, wasm_split_path = leptos::wasm_split, fallible)]
        fn $area() -> Result<$crate::Find, $crate::Missing> {
            Ok($area::open())
        }
        $crate::Part { roots: $area::ROOTS, file: stringify!($area), load: || Box::pin($area()), with: $with }
    }};
}

thread_local! {
    static PARTS: Cell<&'static [Part]> = const { Cell::new(&[]) };
    /// What has arrived, by its file.
    static LOADED: RefCell<Vec<(&'static str, Find)>> = const { RefCell::new(Vec::new()) };
}

/// Called once, before the first screen.
pub(crate) fn set_parts(parts: &'static [Part]) {
    PARTS.set(parts);
}

impl Part {
    pub fn loaded(&self) -> Option<Find> {
        LOADED.with_borrow(|loaded| loaded.iter().find(|(name, _)| *name == self.file).map(|(_, find)| *find))
    }

    /// Fetches its code and words unless they are here.
    pub async fn fetch(&self) -> Result<Find, Missing> {
        if let Some(find) = self.loaded() {
            return Ok(find);
        }
        let words = words::fetch(self.file);
        self.with.into_iter().for_each(prefetch);
        let find = (self.load)().await?;
        words.await?;
        if let Some(with) = self.with.and_then(part_of) {
            Box::pin(with.fetch()).await?;
        }
        if self.loaded().is_none() {
            LOADED.with_borrow_mut(|loaded| loaded.push((self.file, find)));
        }
        Ok(find)
    }
}

/// What is known of an address.
pub(crate) enum Lookup {
    Loaded(Found),
    Pending(&'static Part),
    NotFound,
}

/// The part that an address (without the app's base) belongs to.
pub(crate) fn part_of(path: &str) -> Option<&'static Part> {
    let path = path.trim_matches('/');
    let root = path.find('/').and_then(|end| path.get(..=end)).unwrap_or(path);
    PARTS.get().iter().find(|part| part.roots.contains(&root))
}

/// The parts of what stands at an address and below it.
fn parts_at(path: &str) -> impl Iterator<Item = &'static Part> {
    let root = path.trim_matches('/');
    PARTS.get().iter().filter(move |part| part.roots.iter().any(|own| own.trim_end_matches('/') == root))
}

/// Looks an address up among the parts.
pub(crate) fn lookup(path: &str) -> Lookup {
    match part_of(path) {
        None => Lookup::NotFound,
        Some(part) => match part.loaded() {
            None => Lookup::Pending(part),
            Some(find) => find(path).map_or(Lookup::NotFound, Lookup::Loaded),
        },
    }
}

/// Shows the screen of this name among the parts, as soon as its own is here; nothing until then. What can't be had now
/// is told, and had the next time it is wanted.
pub(crate) fn late(name: &'static str) -> AnyView {
    let is_here = RwSignal::new(false);
    match part_of(name) {
        Some(part) if part.loaded().is_none() => spawn_local(async move {
            let is_had = part.fetch().await.is_ok();
            if is_here.try_set(is_had).is_none() && !is_had {
                toast::bad(t(shell::PART_MISSING));
            }
        }),
        _ => is_here.set(true),
    }
    (move || match is_here.get().then(|| lookup(name)) {
        Some(Lookup::Loaded(found)) => (found.view)(),
        _ => ().into_any(),
    })
    .into_any()
}

/// Begins to fetch the part of an address.
pub(crate) fn prefetch(path: &str) {
    if let Some(part) = part_of(path) {
        // What fails now is fetched again when it is wanted, and told then.
        spawn_local(async move {
            let _ = part.fetch().await;
        });
    }
}

/// After this the first screen is drawn and has asked for what it shows.
const QUIET: Duration = Duration::from_secs(2);

/// Fetches the parts of these addresses and of all below them, one after another, once the app is at rest: going there later is
/// instant.
pub(crate) fn prefetch_when_idle(paths: Vec<&'static str>) {
    set_timeout(
        move || {
            spawn_local(async move {
                for part in paths.into_iter().flat_map(parts_at) {
                    let _ = part.fetch().await;
                }
            });
        },
        QUIET,
    );
}
