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
    /// Stands below all that the button is in, such as a field's box, instead of below the button.
    below_box: bool,
}

/// What can take focus inside a panel, in order.
const STOPS: &str = "a[href],button:not([tabindex='-1']),input,select,textarea,[role='menuitem']";

impl Popup {
    pub fn new(side: Side) -> Self {
        Self::at(side, false)
    }

    /// Of a button in a field's box, below that box.
    pub fn below_box() -> Self {
        Self::at(Side::Below, true)
    }

    fn at(side: Side, below_box: bool) -> Self {
        let popup = Self { open: RwSignal::new(false), button: NodeRef::new(), panel: NodeRef::new(), side, below_box };
        Effect::new(move || {
            let Some(panel) = popup.panel.get() else { return };
            popup.button.track();
            if popup.open.get() {
                popup.place();
                popup.focus(0);
            } else {
                anchor::hide(&panel);
            }
        });
        popup
    }

    /// Shows it, or places it anew after its content has grown.
    pub fn place(self) {
        let (Some(panel), Some(button)) = (self.panel(), self.button()) else { return };
        let beside = button.parent_element().filter(|_| self.below_box);
        anchor::show(&panel, &beside.unwrap_or_else(|| button.into()), self.side);
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
