//! A tooltip: a short sentence shown on hover and focus, and read out through `aria-describedby`.

use super::anchor::{self, Side};
use super::id;
use leptos::{ev, html, prelude::*};
use web_sys::{Element, wasm_bindgen::JsCast};

/// One tooltip of one control. `text` is `None` while there is nothing to say.
#[derive(Clone, Copy)]
pub(super) struct Tip {
    pub id: StoredValue<String>,
    text: Signal<Option<String>>,
    node: NodeRef<html::Span>,
}

impl Tip {
    pub fn new(text: Signal<Option<String>>) -> Self {
        Self { id: StoredValue::new(id::unique("tip")), text, node: NodeRef::new() }
    }

    /// For `aria-describedby`.
    pub fn described_by(self) -> Option<String> {
        self.text.with(Option::is_some).then(|| self.id.get_value())
    }

    // The browser reports blur and pointerleave also for what is just being taken away: everything below must bear that
    // this tooltip is gone already.

    pub fn show(self, anchor: Option<web_sys::EventTarget>) {
        if self.text.try_with_untracked(Option::is_some) != Some(true) {
            return;
        }
        let anchor = anchor.and_then(|anchor| anchor.dyn_into::<Element>().ok());
        if let (Some(node), Some(anchor)) = (self.node(), anchor) {
            anchor::show(&node, &anchor, Side::Above);
        }
    }

    pub fn hide(self) {
        if let Some(node) = self.node() {
            anchor::hide(&node);
        }
    }

    /// Esc takes the tooltip away without doing anything else (WCAG 1.4.13).
    pub fn key(self, event: &ev::KeyboardEvent) {
        if event.key() == "Escape" && self.node().is_some_and(|node| anchor::is_open(&node)) {
            event.stop_propagation();
            self.hide();
        }
    }

    fn node(self) -> Option<web_sys::HtmlSpanElement> {
        self.node.try_get_untracked().flatten()
    }

    /// The bubble; place it after the control.
    pub fn view(self) -> AnyView {
        view! {
            <span class="tip" role="tooltip" popover="manual" id=self.id.get_value() node_ref=self.node>
                {move || self.text.get()}
            </span>
        }
        .into_any()
    }
}
