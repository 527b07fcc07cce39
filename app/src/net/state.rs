//! What the client noticed of the world: whether the server can be reached, whether the session still stands.
//!
//! The shell shows both over whatever page there is.

use std::cell::Cell;

use gloo_net::http::Request;
use leptos::task::spawn_local;
use leptos::{ev, prelude::*};

use super::wait;

thread_local! {
    /// The contact whose pages this window shows.
    static ACTS_AS: Cell<Option<i64>> = const { Cell::new(None) };
    static UNREACHABLE: ArcRwSignal<bool> = ArcRwSignal::new(false);
    static ENDED: ArcRwSignal<bool> = ArcRwSignal::new(false);
    static LISTENING: Cell<bool> = const { Cell::new(false) };
}

pub(crate) fn unreachable() -> Signal<bool> {
    UNREACHABLE.with(Clone::clone).into()
}

pub(super) fn set_unreachable(on: bool) {
    UNREACHABLE.with(|signal| {
        if signal.get_untracked() != on {
            signal.set(on);
            if on {
                watch();
            }
        }
    });
}

/// Nobody may be asking for anything any more: so the server is asked whether it is there, at once when the browser has a
/// network again and else every other second.
fn watch() {
    if !LISTENING.replace(true) {
        let _ = window_event_listener(ev::online, |_| spawn_local(probe()));
    }
    spawn_local(async {
        while unreachable().get_untracked() {
            wait::sleep(2_000).await;
            probe().await;
        }
    });
}

/// Any answer will do.
async fn probe() {
    if unreachable().get_untracked() && Request::get("/api").send().await.is_ok() {
        set_unreachable(false);
    }
}

/// What this window shows from now on is this contact's: its calls say so, and are refused once the session acts as another.
pub(crate) fn act_as(contact: i64) {
    ACTS_AS.set(Some(contact));
}

pub(super) fn acts_as() -> Option<i64> {
    ACTS_AS.get()
}

/// Whether a call found the session ended and waits for another.
pub(crate) fn session_ended() -> Signal<bool> {
    ENDED.with(Clone::clone).into()
}

pub(super) fn has_ended() -> bool {
    ENDED.with(GetUntracked::get_untracked)
}

pub(super) fn end_session() {
    ENDED.with(|signal| signal.set(true));
}

/// Somebody signed in: the calls that waited go on.
pub(crate) fn resume() {
    ENDED.with(|signal| signal.set(false));
    super::wait::wake();
}
