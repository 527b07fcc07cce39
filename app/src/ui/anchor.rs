//! Puts a floating element (menu, list of suggestions, tooltip) next to what it belongs to.
//!
//! Floating elements are native popovers, so they lie in the browser's top layer and no scrolling box cuts them off. Their
//! place is written through the CSSOM (`style.setProperty`), which a strict Content-Security-Policy allows, unlike a `style`
//! attribute.

use std::cell::RefCell;
use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{Element, HtmlElement};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    /// Below, left edges aligned, as wide as the anchor.
    BelowWide,
    /// Below, left edges aligned unless that leaves the window.
    Below,
    /// Below, right edges aligned.
    BelowEnd,
    /// Above, centred.
    Above,
}

const GAP: f64 = 4.0;
const EDGE: f64 = 8.0;

thread_local! {
    /// What was shown last; it follows its anchor while the page scrolls under it.
    static SHOWN: RefCell<Option<(HtmlElement, Element, Side)>> = const { RefCell::new(None) };
    static FOLLOWING: RefCell<bool> = const { RefCell::new(false) };
}

/// Shows the popover and places it; shown already, it is placed anew.
pub(super) fn show(floating: &HtmlElement, anchor: &Element, side: Side) {
    if !is_open(floating) && floating.show_popover().is_err() {
        return;
    }
    place(floating, anchor, side);
    SHOWN.set(Some((floating.clone(), anchor.clone(), side)));
    if !FOLLOWING.replace(true) {
        follow();
    }
}

/// One listener for the life of the page; scroll events of inner boxes are only seen while capturing.
fn follow() {
    let listener = Closure::<dyn Fn()>::new(|| {
        SHOWN.with_borrow_mut(|shown| match shown {
            Some((floating, anchor, side)) if is_open(floating) => place(floating, anchor, *side),
            _ => *shown = None,
        });
    });
    if let Some(window) = web_sys::window() {
        let call = listener.as_ref().unchecked_ref();
        let _ = window.add_event_listener_with_callback_and_bool("scroll", call, true);
        let _ = window.add_event_listener_with_callback("resize", call);
    }
    listener.forget();
}

pub(super) fn hide(floating: &HtmlElement) {
    if is_open(floating) {
        let _ = floating.hide_popover();
    }
}

pub(super) fn is_open(floating: &HtmlElement) -> bool {
    floating.matches(":popover-open").unwrap_or(false)
}

fn place(floating: &HtmlElement, anchor: &Element, side: Side) {
    let Some(window) = web_sys::window() else { return };
    let size = |value: Result<wasm_bindgen::JsValue, _>| value.ok().and_then(|v| v.as_f64()).unwrap_or(0.0);
    let (width, height) = (size(window.inner_width()), size(window.inner_height()));
    let near = anchor.get_bounding_client_rect();
    if side == Side::BelowWide {
        set(floating, "inline-size", near.width());
    }
    let own = floating.get_bounding_client_rect();

    let left = match side {
        Side::BelowWide | Side::Below => near.left(),
        Side::BelowEnd => near.right() - own.width(),
        Side::Above => near.left() + (near.width() - own.width()) / 2.0,
    };
    let (below, above) = (near.bottom() + GAP, near.top() - own.height() - GAP);
    let fits_below = below + own.height() <= height - EDGE;
    let fits_above = above >= EDGE;
    let top = match side {
        Side::Above if fits_above || !fits_below => above,
        Side::Above => below,
        _ if fits_below || !fits_above => below,
        _ => above,
    };
    set(floating, "left", left.min(width - own.width() - EDGE).max(EDGE));
    set(floating, "top", top.max(EDGE));
}

fn set(element: &HtmlElement, property: &str, pixels: f64) {
    #[allow(clippy::cast_possible_truncation)]
    let mut value = (pixels.round() as i32).to_string();
    value.push_str("px");
    let _ = element.style().set_property(property, &value);
}
