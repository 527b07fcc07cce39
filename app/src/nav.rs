//! Which screen an address shows, and going from one to another.
//!
//! Screens are data ([`Screen`]); the router gives links and history, and this file finds the screen. A screen stays
//! mounted while only its query or its last segment (a tab) changes. Screens that are not on an app's first page stand in
//! [`part`]s, whose code arrives when it is wanted.
//!
//! Invariant: addresses of records are built here and nowhere else.

pub(crate) mod focus;
pub(crate) mod part;

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use domain::list::ListQuery;
use domain::record::RecordKind;
use domain::text::Text;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_location, use_navigate};
use leptos_router::location::{BrowserUrl, LocationProvider, State};

use crate::text::{shell as words, t};
use crate::ui::failure::{ErrorState, Failure};
use crate::ui::progress::Skeleton;
use crate::ui::tabs::{Tab, Tabs};
use part::{Lookup, Missing, Part};

/// A page at an address. `{}` stands for one segment (an id, a token), a last `*` for one more that may be missing (a tab).
#[derive(Clone, Copy)]
pub(crate) struct Screen {
    pub path: &'static str,
    pub view: fn() -> AnyView,
}

impl Screen {
    pub const fn new(path: &'static str, view: fn() -> AnyView) -> Self {
        Self { path, view }
    }
}

/// What an address means.
#[derive(Clone)]
pub struct Found {
    pub(crate) view: Rc<dyn Fn() -> AnyView>,
    /// Tells one mounted screen from another.
    pub(crate) name: String,
    pub(crate) place: String,
    pub(crate) tail: String,
}

/// The segments at `{}` and `*`, if the pattern fits.
pub(crate) fn fit<'p>(pattern: &str, path: &'p str) -> Option<(&'p str, &'p str)> {
    let (mut place, mut tail) = ("", "");
    let mut segments = path.trim_matches('/').split('/').filter(|segment| !segment.is_empty());
    for part in pattern.trim_matches('/').split('/').filter(|part| !part.is_empty()) {
        match (part, segments.next()) {
            ("*", Some(segment)) => tail = segment,
            ("*", None) => {}
            ("{}", Some(segment)) => place = segment,
            (fixed, Some(segment)) if fixed == segment => {}
            _ => return None,
        }
    }
    segments.next().is_none().then_some((place, tail))
}

pub(crate) fn find_screen(screens: &'static [Screen], path: &str) -> Option<Found> {
    screens.iter().find_map(|screen| {
        let (place, tail) = fit(screen.path, path)?;
        let view = screen.view;
        Some(Found {
            view: Rc::new(view),
            name: screen.path.to_owned(),
            place: place.to_owned(),
            tail: tail.to_owned(),
        })
    })
}

/// The screens that stand beside one another as tabs: address and name.
pub(crate) type Beside = fn(&str) -> Vec<(&'static str, Text)>;

thread_local! {
    static BESIDE: Cell<Beside> = const { Cell::new(|_| Vec::new()) };
}

/// Called once, by the frame, which knows the sidebar.
pub(crate) fn set_beside(beside: Beside) {
    BESIDE.set(beside);
}

/// The tabs among which the screen here is one; nothing where it stands alone.
pub(crate) fn beside() -> Option<AnyView> {
    let here = path().get_untracked();
    let here = here.trim_end_matches('/').to_owned();
    let screens = BESIDE.get()(&here);
    (screens.len() > 1).then(|| {
        let tabs: Vec<Tab> = screens.into_iter().map(|(path, label)| Tab::new(path, t(label))).collect();
        view! { <Tabs label=t(words::BESIDE) tabs=Signal::stored(tabs) current=Signal::stored(here) /> }.into_any()
    })
}

/// Where the mounted screen stands.
#[derive(Clone)]
struct Here {
    place: String,
    tail: RwSignal<String>,
}

/// The segment at the pattern's `{}`.
pub(crate) fn place() -> String {
    use_context::<Here>().map(|here| here.place).unwrap_or_default()
}

/// [`place`] as a record's id; 0, which no record has, when it is none.
pub(crate) fn id() -> i64 {
    place().parse().unwrap_or_default()
}

/// The segment at the pattern's `*`; empty when it is missing.
pub(crate) fn tail() -> Signal<String> {
    use_context::<Here>().map(|here| here.tail.into()).unwrap_or_default()
}

/// The query string, without `?`.
pub(crate) fn query() -> Memo<String> {
    let location = use_location();
    Memo::new(move |_| location.search.get())
}

/// What a query string asks of a list; nonsense, which no link of ours says, asks for its beginning.
pub(crate) fn list_query(search: &str) -> ListQuery {
    ListQuery::parse(search.trim_start_matches('?')).unwrap_or_else(|bad| {
        leptos::logging::warn!("the address asks nothing of a list by {}", bad.0);
        ListQuery::default()
    })
}

/// What a query string says under a name; nothing, too, where it doesn't have it.
pub(crate) fn parameter(search: &str, name: &str) -> String {
    let parameters = web_sys::UrlSearchParams::new_with_str(search).ok();
    parameters.and_then(|all| all.get(name)).unwrap_or_default()
}

/// Where this page was fetched from, `https://volante.example`; nothing of a page that stands nowhere.
pub(crate) fn origin() -> String {
    leptos::prelude::location().origin().unwrap_or_default()
}

/// The path, as the address bar shows it.
pub(crate) fn path() -> Memo<String> {
    use_location().pathname
}

/// The router's own way of going somewhere.
type Navigate = Rc<dyn Fn(&str, NavigateOptions)>;

thread_local! {
    static NAVIGATE: RefCell<Option<Navigate>> = const { RefCell::new(None) };
    static BY_HISTORY: Cell<bool> = const { Cell::new(false) };
    /// Whether the next step back is our own.
    static LEAVING: Cell<bool> = const { Cell::new(false) };
    /// The path of the page before, if a step on led here from it.
    static CAME_FROM: RefCell<String> = const { RefCell::new(String::new()) };
}

/// Whether the reader's last step was Back or Forward, which nothing can stop.
pub(crate) fn by_history() -> bool {
    BY_HISTORY.get()
}

fn step(path: &str, replace: bool, scroll: bool) {
    BY_HISTORY.set(false);
    let navigate = NAVIGATE.with_borrow(Clone::clone);
    if let Some(navigate) = navigate {
        navigate(path, NavigateOptions { resolve: false, replace, scroll, state: State::new(None) });
    }
}

/// Goes to an address of this app, from anywhere, also after an `await`.
pub(crate) fn go(path: &str) {
    step(path, false, true);
}

/// Goes to another state of the same page: a filter, a sort. The page stays where it is scrolled to.
pub(crate) fn replace_query(path: &str) {
    step(path, false, false);
}

/// Whether the page before was this one, or a tab of it.
pub(crate) fn came_from(path: &str) -> bool {
    CAME_FROM.with_borrow(|from| from.strip_prefix(path).is_some_and(|tab| tab.is_empty() || tab.starts_with('/')))
}

/// Goes on from a page that is done with, which Back then skips: a form that was saved or given up. Whoever came from there,
/// or from a tab of it, goes back there, to find it as it was left.
pub(crate) fn leave(path: &str) {
    let back = came_from(path) && window().history().is_ok_and(|history| history.back().is_ok());
    LEAVING.set(back);
    if !back {
        step(path, true, true);
    }
}

/// Puts an address in the present one's place: for state that Back should not walk through.
pub(crate) fn replace(path: &str) {
    step(path, true, false);
}

/// Where staff find a collection: `/admin/vehicles`.
pub(crate) fn list(kind: RecordKind) -> String {
    ["/admin/", kind.collection()].concat()
}

/// Where staff find a record: `/admin/vehicles/7`.
pub(crate) fn record(kind: RecordKind, id: i64) -> String {
    [list(kind).as_str(), "/", &id.to_string()].concat()
}

/// Called once inside the router, before anything goes anywhere.
pub(crate) fn begin() {
    let navigate = use_navigate();
    NAVIGATE.set(Some(Rc::new(navigate)));
}

/// Called once before there is a router, which takes the screen away as soon as it hears of Back itself.
pub(crate) fn watch() {
    let _ = window_event_listener(leptos::ev::click, |_| BY_HISTORY.set(false));
    let _ = window_event_listener(leptos::ev::popstate, |_| BY_HISTORY.set(!LEAVING.take()));
}

/// What is to be shown: a change of it is another screen.
#[derive(Clone, PartialEq)]
enum Shown {
    /// By its name and place.
    Screen(String, String),
    Waiting,
    Failed,
    NotFound,
}

/// Shows the screen of the present address; `find` says which.
#[component]
pub(crate) fn Screens(find: fn(&str) -> Lookup, not_found: fn() -> AnyView) -> AnyView {
    let path = path();
    let (arrivals, missing) = (RwSignal::new(0_u32), RwSignal::new(false));
    let browser = use_context::<BrowserUrl>();
    Effect::new(move |before: Option<String>| {
        let path = path.get();
        if let Some(before) = before {
            // Back to a form, it isn't known what is before it.
            let from = if by_history() { String::new() } else { before };
            if from != path {
                CAME_FROM.set(from);
            }
        }
        missing.set(false);
        // The router writes a followed link into the address bar once the new screen is there.
        if let Some(browser) = &browser {
            browser.ready_to_complete();
        }
        path
    });

    let tail = RwSignal::new(String::new());
    let fetch = move |part: &'static Part| {
        leptos::task::spawn_local(async move {
            match part.fetch().await {
                Ok(_) => arrivals.update(|arrivals| *arrivals = arrivals.wrapping_add(1)),
                Err(Missing) => missing.set(true),
            }
        });
    };
    let which = Memo::new(move |_| {
        arrivals.track();
        match path.with(|path| find(path)) {
            Lookup::Loaded(found) => {
                if tail.get_untracked() != found.tail {
                    tail.set(found.tail);
                }
                Shown::Screen(found.name, found.place)
            }
            Lookup::Pending(_) if missing.get() => Shown::Failed,
            Lookup::Pending(part) => {
                fetch(part);
                Shown::Waiting
            }
            Lookup::NotFound => Shown::NotFound,
        }
    });
    let first = Cell::new(true);
    (move || {
        let shown = which.get();
        if shown != Shown::Waiting && !first.replace(false) {
            focus::to_heading();
        }
        match shown {
            Shown::Screen(..) => match path.with_untracked(|path| find(path)) {
                Lookup::Loaded(found) => {
                    provide_context(Here { place: found.place, tail });
                    (found.view)()
                }
                Lookup::Pending(_) | Lookup::NotFound => not_found(),
            },
            Shown::Waiting => view! { <Skeleton lines=6 /> }.into_any(),
            Shown::Failed => missing_part(missing),
            Shown::NotFound => not_found(),
        }
    })
    .into_any()
}

/// A part's file could not be had. A second try loads the page anew: after an update, the old files are gone.
fn missing_part(missing: RwSignal<bool>) -> AnyView {
    thread_local! {
        static TRIED: Cell<bool> = const { Cell::new(false) };
    }
    let retry = move |()| {
        if TRIED.replace(true) && window().navigator().on_line() {
            let _ = window().location().reload();
        }
        missing.set(false);
    };
    let failure = Failure {
        title: t(words::PART_MISSING).to_owned(),
        detail: t(words::PART_MISSING_DETAIL).to_owned(),
        ..Failure::default()
    };
    view! { <ErrorState failure=failure on_retry=retry /> }.into_any()
}

#[cfg(test)]
mod tests {
    use super::fit;

    #[test]
    fn a_pattern_takes_an_id_and_a_tab() {
        assert_eq!(fit("vehicles/{}/*", "/vehicles/7/life"), Some(("7", "life")));
        assert_eq!(fit("vehicles/{}/*", "/vehicles/7"), Some(("7", "")));
        assert_eq!(fit("vehicles/{}/*", "/vehicles"), None);
        assert_eq!(fit("vehicles/{}/edit", "/vehicles/7/edit"), Some(("7", "")));
        assert_eq!(fit("", "/"), Some(("", "")));
        assert_eq!(fit("vehicles", "/vehicles/7/8/9"), None);
    }
}
