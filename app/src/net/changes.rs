//! What others changed, asked for every few seconds while the page is seen, and what waits for the person here.
//!
//! The frame calls [`watch`] once. Whatever shows what may change follows it by [`super::fetch::Resource::follow`].

use std::cell::Cell;
use std::time::Duration;

use domain::changes::{Changes, MOST_COUNTED, Waiting};
use domain::route::Endpoint;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::{cache, call};

const EVERY: Duration = Duration::from_secs(15);

thread_local! {
    static LATEST: Cell<Option<RwSignal<Changes>>> = const { Cell::new(None) };
    static CHANGED: Cell<Option<RwSignal<u32>>> = const { Cell::new(None) };
}

/// Rises whenever something changed; nothing where nobody watches.
pub(super) fn changed() -> Option<RwSignal<u32>> {
    CHANGED.get()
}

/// How many of it wait, as it is shown: `13`, `99+`, nothing for none.
pub(crate) fn waiting(what: Waiting) -> Option<String> {
    let count = LATEST.get()?.with(|latest| latest.waiting.iter().find(|one| one.what == what).map(|one| one.count))?;
    match count {
        0 => None,
        MOST_COUNTED.. => Some("99+".to_owned()),
        count => Some(count.to_string()),
    }
}

/// Asks now and every few seconds, but not while the page is hidden. `unread` is kept up to date.
pub(crate) fn watch(unread: RwSignal<i64>) {
    let (latest, changed) = (RwSignal::new(Changes::default()), RwSignal::new(0));
    LATEST.set(Some(latest));
    CHANGED.set(Some(changed));
    let ask = move || {
        if document().hidden() {
            return;
        }
        let since = latest.try_with_untracked(|latest| latest.at).unwrap_or_default();
        let query = if since == 0 { String::new() } else { ["since=", &since.to_string()].concat() };
        spawn_local(async move {
            // Without an answer nothing is known to have changed; the next asks again.
            let Ok(found) = call(Endpoint::GetChanges).query(query).quietly().fresh().send::<Changes>().await else {
                return;
            };
            unread.try_set(found.unread);
            let has_changed = !found.kinds.is_empty();
            latest.try_set(found);
            if has_changed {
                cache::clear();
                changed.try_update(|times| *times = times.wrapping_add(1));
            }
        });
    };
    ask();
    let timer = set_interval_with_handle(ask, EVERY).ok();
    // It bubbles up from the document.
    let seen = window_event_listener_untyped("visibilitychange", move |_| ask());
    on_cleanup(move || {
        timer.into_iter().for_each(|timer| timer.clear());
        seen.remove();
        LATEST.set(None);
        CHANGED.set(None);
    });
}
