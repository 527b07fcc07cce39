//! The keyboard: `/` search, `?` help, `g b` to bookings and so on, `n` new, `e` edit, j and k in lists, Esc out of
//! a form, ⌘K (Ctrl K) the palette.

use leptos::ev;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, KeyboardEvent};

use super::frame;
use crate::nav;
use crate::ui::unsaved;

pub(super) fn listen(finding: RwSignal<bool>, helping: RwSignal<bool>) {
    let going = StoredValue::new(false);
    let listener = window_event_listener(ev::keydown, move |event| {
        let key = event.key();
        if (event.meta_key() || event.ctrl_key()) && key.eq_ignore_ascii_case("k") {
            event.prevent_default();
            finding.set(true);
            return;
        }
        if event.default_prevented() || event.meta_key() || event.ctrl_key() || event.alt_key() || is_typing(&event) {
            return;
        }
        let was_going = going.get_value();
        going.set_value(!was_going && key == "g");
        let taken = if was_going { go(&key) } else { press(&key, finding, helping) };
        if taken {
            event.prevent_default();
        }
    });
    on_cleanup(move || listener.remove());
}

fn is_typing(event: &KeyboardEvent) -> bool {
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    let in_control = target.is_some_and(|element| {
        element
            .closest(
                "input:not([type=checkbox]):not([type=radio]),textarea,select,dialog,[role=menu],[role=application]",
            )
            .ok()
            .flatten()
            .is_some()
    });
    in_control || document().query_selector("dialog[open]").ok().flatten().is_some()
}

fn go(key: &str) -> bool {
    let path = frame::entries().find(|entry| key == entry.key.to_string()).map(|entry| entry.path);
    if let Some(path) = path {
        unsaved::then(move || nav::go(path));
    }
    path.is_some()
}

fn press(key: &str, finding: RwSignal<bool>, helping: RwSignal<bool>) -> bool {
    match key {
        "/" => {
            if !focus("main [data-search]") {
                finding.set(true);
            }
            true
        }
        "?" => {
            helping.set(true);
            true
        }
        "n" => click("main a[href$='/new'],main a[href*='/new?']"),
        "e" => click("main a[href$='/edit']"),
        // Inside a form Esc is the form's own; this is for who has not gone into it yet. What was typed is asked about.
        "Escape" => click("main > .sheet > form[data-cancel] > .form-foot > button"),
        // In a list the table itself moves on; this only gets there.
        "j" | "k" => !is_in_list() && focus("main .row-link"),
        _ => false,
    }
}

fn is_in_list() -> bool {
    document().active_element().is_some_and(|element| element.closest("table").ok().flatten().is_some())
}

fn find(selector: &str) -> Option<HtmlElement> {
    document().query_selector(selector).ok().flatten()?.dyn_into().ok()
}

fn focus(selector: &str) -> bool {
    find(selector).is_some_and(|element| element.focus().is_ok())
}

fn click(selector: &str) -> bool {
    find(selector).map(|element| element.click()).is_some()
}
