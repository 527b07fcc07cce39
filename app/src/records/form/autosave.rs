//! What was typed but not saved, kept in the browser's session storage by the form's address.

use leptos::prelude::*;
use serde_json::{Value, json};

use super::FormState;
use crate::device::TAB;
use crate::nav;

/// Brings back what was typed here before, and keeps what is typed from now on. Says whether something came back.
pub(super) fn keep(state: FormState, key: String) -> bool {
    let kept = TAB.kept(&key).and_then(|text| serde_json::from_str::<Value>(&text).ok());
    let came_back = kept.as_ref().and_then(|kept| kept.get("draft")).is_some_and(|draft| {
        let differs = state.base.with_untracked(|base| base != draft);
        if differs {
            state.draft.set(draft.clone());
        }
        differs
    });
    // Typed on an older version: saving then shows both sides instead of overwriting.
    if let (true, Some(version)) =
        (came_back, kept.as_ref().and_then(|kept| kept.get("version")).and_then(Value::as_i64))
    {
        state.version.set(version);
    }
    let dirty = state.dirty();
    let mine = key.clone();
    Effect::new(move || {
        if dirty.get() {
            let text = state.draft.with(|draft| json!({ "draft": draft, "version": state.version.get() })).to_string();
            TAB.keep(&mine, &text);
        } else {
            TAB.forget(&mine);
        }
    });
    // Leaving by a link was asked about and means to discard; Back, and a panel that is closed, can't be asked, so what was typed
    // waits.
    let path = nav::path();
    let here = path.get_untracked();
    on_cleanup(move || {
        let left = path.try_get_untracked().is_none_or(|now| now != here);
        if left && !nav::by_history() {
            TAB.forget(&key);
        }
    });
    came_back
}
