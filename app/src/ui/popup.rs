//! A button and what it opens below itself: the common part of menus and filters.
//!
//! It closes on Esc, on choosing, and when focus leaves both; focus goes back to the button unless it went elsewhere.

use super::anchor::{self, Side};
use leptos::{ev, html, prelude::*};
use web_sys::{HtmlElement, Node, wasm_bindgen::JsCast};

#[derive(Clone, Copy)]
pub(super) struct Popup {
    pub open: RwSignal<bool>,
    pub button: NodeRef<html::Button>,
    pub panel: NodeRef<html::Div>,
    side: Side,
}

/// What can take focus inside a panel, in order.
const STOPS: &str = "a[href],button:not([tabindex='-1']),input,select,textarea,[role='menuitem']";

impl Popup {
    pub fn new(side: Side) -> Self {
        let popup = Self { open: RwSignal::new(false), button: NodeRef::new(), panel: NodeRef::new(), side };
        Effect::new(move || {
            let (Some(panel), Some(button)) = (popup.panel.get(), popup.button.get()) else { return };
            if popup.open.get() {
                anchor::show(&panel, &button, popup.side);
                popup.focus(0);
            } else {
                anchor::hide(&panel);
            }
        });
        popup
    }

    pub fn toggle(self) {
        self.open.update(|open| *open = !*open);
    }

    pub fn close(self) {
        if self.is_open() {
            self.open.set(false);
            if let Some(button) = self.button() {
                let _ = button.focus();
            }
        }
    }

    // Taking a panel away moves focus out of it after its signals have gone, so reading them may find nothing.

    fn is_open(self) -> bool {
        self.open.try_get_untracked().unwrap_or(false)
    }

    fn button(self) -> Option<web_sys::HtmlButtonElement> {
        self.button.try_get_untracked().flatten()
    }

    fn panel(self) -> Option<web_sys::HtmlDivElement> {
        self.panel.try_get_untracked().flatten()
    }

    fn stops(self) -> Vec<HtmlElement> {
        let Some(list) = self.panel().and_then(|panel| panel.query_selector_all(STOPS).ok()) else {
            return Vec::new();
        };
        (0..list.length()).filter_map(|at| list.get(at)?.dyn_into().ok()).collect()
    }

    fn focus(self, index: usize) {
        if let Some(stop) = self.stops().get(index) {
            let _ = stop.focus();
        }
    }

    fn step(self, forward: bool) {
        let stops = self.stops();
        let active = document().active_element();
        let at = stops.iter().position(|stop| active.as_ref().is_some_and(|a| a.is_same_node(Some(stop))));
        let next = match (at, forward) {
            (Some(at), true) => (at + 1) % stops.len(),
            (Some(at), false) => (at + stops.len() - 1) % stops.len(),
            (None, _) => 0,
        };
        self.focus(next);
    }

    /// Arrows move, Home and End jump, Esc closes. Inside text boxes only Esc is ours.
    pub fn key(self, event: &ev::KeyboardEvent) {
        let typing = event
            .target()
            .and_then(|t| t.dyn_into::<web_sys::HtmlInputElement>().ok())
            .is_some_and(|i| i.type_() != "checkbox" && i.type_() != "radio");
        match event.key().as_str() {
            "Escape" if self.is_open() => self.close(),
            "ArrowDown" if !typing => self.step(true),
            "ArrowUp" if !typing => self.step(false),
            "Home" if !typing => self.focus(0),
            "End" if !typing => self.focus(self.stops().len().saturating_sub(1)),
            _ => return,
        }
        event.prevent_default();
        event.stop_propagation();
    }

    /// Focus went elsewhere: close without pulling it back.
    pub fn leave(self, event: &ev::FocusEvent) {
        let to = event.related_target().and_then(|t| t.dyn_into::<Node>().ok());
        let inside = self.panel().is_some_and(|panel| panel.contains(to.as_ref()))
            || self.button().is_some_and(|button| button.contains(to.as_ref()));
        if self.is_open() && (to.is_none() || !inside) {
            self.open.set(false);
        }
    }
}
