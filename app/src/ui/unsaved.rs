//! Keeps unsaved changes from being lost by leaving: by a link, by closing the window, by reloading.
//!
//! Forms register what they have; one listener for the life of the page looks before any link is followed.

use super::confirm::{self, Ask};
use super::words;
use crate::text::t;
use leptos::prelude::*;
use std::cell::{Cell, RefCell};
use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{BeforeUnloadEvent, Element, HtmlElement, MouseEvent};

thread_local! {
    static DIRTY: RefCell<Vec<Signal<bool>>> = const { RefCell::new(Vec::new()) };
    static LISTENING: Cell<bool> = const { Cell::new(false) };
    /// The link that waits for an answer.
    static WAITING: RefCell<Option<HtmlElement>> = const { RefCell::new(None) };
    static LET_GO: Cell<bool> = const { Cell::new(false) };
}

/// While `dirty` says so, leaving the page asks first. Ends with the component that calls it.
pub fn guard(dirty: Signal<bool>) {
    DIRTY.with_borrow_mut(|all| all.push(dirty));
    on_cleanup(move || DIRTY.with_borrow_mut(|all| all.retain(|one| *one != dirty)));
    if !LISTENING.replace(true) {
        listen();
    }
}

/// Whether anything would be lost now.
pub fn is_unsaved() -> bool {
    DIRTY.with_borrow(|all| all.iter().any(|one| one.try_get_untracked().unwrap_or(false)))
}

/// Asks, if anything would be lost, and runs `go` when it may.
pub fn then(go: impl Fn() + Send + Sync + 'static) {
    if !is_unsaved() {
        return go();
    }
    let question = Ask::new(t(words::UNSAVED), t(words::UNSAVED_CONSEQUENCE), t(words::DISCARD), go);
    confirm::ask(question.danger().dismiss(t(words::STAY)));
}

fn listen() {
    let clicked = Closure::<dyn Fn(MouseEvent)>::new(|event: MouseEvent| {
        if LET_GO.get()
            || !is_unsaved()
            || event.button() != 0
            || event.ctrl_key()
            || event.meta_key()
            || event.shift_key()
        {
            return;
        }
        let target = event.target().and_then(|t| t.dyn_into::<Element>().ok());
        let link =
            target.and_then(|t| t.closest("a[href]:not([target]):not([download]):not([href^='#'])").ok().flatten());
        let Some(link) = link.and_then(|l| l.dyn_into::<HtmlElement>().ok()) else { return };
        event.prevent_default();
        event.stop_immediate_propagation();
        WAITING.set(Some(link));
        then(|| {
            if let Some(link) = WAITING.take() {
                LET_GO.set(true);
                link.click();
                LET_GO.set(false);
            }
        });
    });
    let unloading = Closure::<dyn Fn(BeforeUnloadEvent)>::new(|event: BeforeUnloadEvent| {
        if is_unsaved() && !LET_GO.get() {
            event.prevent_default();
        }
    });
    if let Some(window) = web_sys::window() {
        // Capturing, so that the router does not see the click first.
        let _ = window.add_event_listener_with_callback_and_bool("click", clicked.as_ref().unchecked_ref(), true);
        let _ = window.add_event_listener_with_callback("beforeunload", unloading.as_ref().unchecked_ref());
    }
    clicked.forget();
    unloading.forget();
}
