//! What the client noticed of the world: whether the server can be reached, whether the session still stands.
//!
//! The shell shows both over whatever page there is.

use leptos::prelude::*;

thread_local! {
    static UNREACHABLE: ArcRwSignal<bool> = ArcRwSignal::new(false);
    static ENDED: ArcRwSignal<bool> = ArcRwSignal::new(false);
}

pub(crate) fn unreachable() -> Signal<bool> {
    UNREACHABLE.with(Clone::clone).into()
}

pub(super) fn set_unreachable(on: bool) {
    UNREACHABLE.with(|signal| {
        if signal.get_untracked() != on {
            signal.set(on);
        }
    });
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
