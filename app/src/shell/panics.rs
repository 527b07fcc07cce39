//! A defect that stops the app must not leave a page that looks alive: it says so, and offers to load again.
//!
//! Written with the document's own calls, because nothing of the app can be relied on then.

use std::panic;

use leptos::prelude::{document, window};
use wasm_bindgen::JsValue;

use crate::text::{shell as words, t};

pub(crate) fn watch() {
    panic::set_hook(Box::new(|fall| {
        web_sys::console::error_1(&JsValue::from_str(&fall.to_string()));
        // A second fall while telling of the first would only hide it.
        let _ = tell();
    }));
}

fn tell() -> Option<()> {
    if document().query_selector(".fallen").ok()?.is_some() {
        return None;
    }
    let note = document().create_element("div").ok()?;
    note.set_class_name("fallen");
    note.set_attribute("role", "alert").ok()?;
    let words_of = document().create_element("p").ok()?;
    words_of.set_text_content(Some(t(words::FALLEN)));
    let again = document().create_element("a").ok()?;
    again.set_attribute("href", &window().location().href().ok()?).ok()?;
    again.set_attribute("class", "button").ok()?;
    again.set_text_content(Some(t(words::RELOAD)));
    note.append_child(&words_of).ok()?;
    note.append_child(&again).ok()?;
    document().body()?.append_child(&note).ok()?;
    Some(())
}
