//! Where the focus goes when what had it is gone.
//!
//! Invariant: nobody who works with the keyboard begins again at the top of the page.

use std::cell::RefCell;

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Element, FocusEvent, FocusOptions, HtmlElement, MutationObserver, MutationObserverInit};

thread_local! {
    /// What had the focus last.
    static LAST: RefCell<Option<Element>> = const { RefCell::new(None) };
}

/// A new screen is announced by its heading, and the next Tab starts there.
pub(super) fn to_heading() {
    request_animation_frame(focus_heading);
}

fn focus_heading() {
    let heading = document().query_selector("main h1").ok().flatten();
    let focused_inside =
        document().active_element().is_some_and(|element| element.closest("main form").ok().flatten().is_some());
    if let Some(heading) = heading.filter(|_| !focused_inside) {
        let options = FocusOptions::new();
        options.set_prevent_scroll(true);
        let _ = heading.unchecked_into::<HtmlElement>().focus_with_options(&options);
    }
}

/// From now on the heading takes the focus over from whatever is taken away with it: a button whose act is done, a row.
pub(crate) fn keep() {
    let focused = Closure::<dyn Fn(FocusEvent)>::new(|event: FocusEvent| {
        LAST.set(event.target().and_then(|target| target.dyn_into().ok()));
    });
    let _ = document().add_event_listener_with_callback("focusin", focused.as_ref().unchecked_ref());
    focused.forget();
    let changed = Closure::<dyn Fn()>::new(|| {
        let is_gone = LAST.with_borrow(|last| last.as_ref().is_some_and(|last| !last.is_connected()));
        let is_lost = || document().active_element().is_none_or(|element| element.tag_name() == "BODY");
        // Every change of the page comes by here, and nearly always what has the focus is still there.
        if is_gone && is_lost() {
            focus_heading();
        }
    });
    let options = MutationObserverInit::new();
    options.set_child_list(true);
    options.set_subtree(true);
    if let (Ok(observer), Some(body)) = (MutationObserver::new(changed.as_ref().unchecked_ref()), document().body()) {
        let _ = observer.observe_with_options(&body, &options);
    }
    changed.forget();
}
