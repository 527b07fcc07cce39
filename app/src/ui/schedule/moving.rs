//! Moving bars with pointer and keyboard: one state, two hands.
//!
//! A pointer carries what it pressed until it lets go; a finger, which scrolls, first holds still. The keyboard picks up with Space, moves with arrows, drops with
//! Enter, gives up with Esc. Nothing is changed here: the screen is told the placement and decides.

use super::{Bar, Placement, Span};
use leptos::{leptos_dom::helpers::TimeoutHandle, prelude::*};
use std::time::Duration;
use web_sys::{Element, PointerEvent, TouchEvent, wasm_bindgen::JsCast};

/// What is being carried.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Carried {
    Bar(String),
    Waiting(String),
    /// A span drawn on empty ground.
    New,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Move {
    pub what: Carried,
    pub at: Placement,
    /// By keyboard: stays until dropped.
    pub by_key: bool,
}

/// Where the pointer took hold.
#[derive(Clone, Debug)]
struct Grip {
    what: Carried,
    x: i32,
    start: Placement,
    /// Milliseconds per pixel.
    rate: i64,
}

#[derive(Clone, Copy)]
pub(super) struct Moving {
    pub now: RwSignal<Option<Move>>,
    /// The waiting thing that was picked and looks for a line.
    pub picked: RwSignal<Option<String>>,
    /// A drag ended: the click that follows is not meant.
    pub swallow_click: StoredValue<bool>,
    grip: StoredValue<Option<Grip>>,
    /// A finger holds still, and will lift what is under it.
    held: StoredValue<Option<TimeoutHandle>>,
    pub window: Signal<Span>,
    pub snap: i64,
}

/// A press becomes a drag after this many pixels.
const SLACK: i32 = 4;

/// A finger that holds still for so long lifts.
const HOLD: Duration = Duration::from_millis(350);

/// A carrying finger so near to the window's edge, in pixels, scrolls the page by a step.
const EDGE: i32 = 96;
const STEP: f64 = 16.0;

impl Moving {
    pub fn new(window: Signal<Span>, snap: i64) -> Self {
        Self {
            now: RwSignal::new(None),
            picked: RwSignal::new(None),
            swallow_click: StoredValue::new(false),
            grip: StoredValue::new(None),
            held: StoredValue::new(None),
            window,
            snap: snap.max(1),
        }
    }

    fn snapped(self, at: i64) -> i64 {
        let from = self.window.get_untracked().from;
        from + (at - from + self.snap / 2).div_euclid(self.snap) * self.snap
    }

    /// The moment under the pointer on a track.
    pub fn moment(self, track: &Element, client_x: i32) -> i64 {
        let offset = client_x - left(track);
        let window = self.window.get_untracked();
        let at = window.from + i64::from(offset) * self.rate(track);
        window.from + (at - window.from).div_euclid(self.snap) * self.snap
    }

    fn rate(self, track: &Element) -> i64 {
        self.window.get_untracked().length() / i64::from(track.client_width().max(1))
    }

    /// A pointer pressed. A finger draws nothing on empty ground, where it scrolls.
    pub fn press(self, event: &PointerEvent, what: Carried, start: Placement) {
        self.swallow_click.set_value(false);
        let finger = is_finger(event);
        if event.button() != 0 || (finger && what == Carried::New) {
            return;
        }
        let Some(target) = event.current_target().and_then(|t| t.dyn_into::<Element>().ok()) else { return };
        let track =
            if target.matches("[data-line]").unwrap_or(false) { Some(target.clone()) } else { first_track(&target) };
        let Some(track) = track else { return };
        let grip = Grip { what, x: event.client_x(), start, rate: self.rate(&track) };
        if finger {
            let lift = move || {
                self.now.try_set(Some(Move { what: grip.what.clone(), at: grip.start.clone(), by_key: false }));
                self.grip.try_set_value(Some(grip));
            };
            self.held.set_value(set_timeout_with_handle(lift, HOLD).ok());
        } else {
            let _ = target.set_pointer_capture(event.pointer_id());
            self.grip.set_value(Some(grip));
        }
    }

    /// A finger moved: it scrolls unless it carries.
    pub fn keep_from_scrolling(self, event: &TouchEvent) {
        if self.grip.with_value(Option::is_some) {
            event.prevent_default();
        }
    }

    fn let_go(self) {
        self.grip.set_value(None);
        if let Some(held) = self.held.try_update_value(Option::take).flatten() {
            held.clear();
        }
    }

    pub fn drag(self, event: &PointerEvent) {
        let Some(grip) = self.grip.get_value() else { return };
        let moved = event.client_x() - grip.x;
        let line = line_under(event);
        let same_line = line.as_ref().is_none_or(|line| *line == grip.start.line);
        if self.now.with_untracked(Option::is_none) && moved.abs() < SLACK && same_line {
            return;
        }
        event.prevent_default();
        if is_finger(event) {
            scroll_at_the_edge(event.client_y());
        }
        let by = i64::from(moved) * grip.rate;
        let Placement { line: own, span } = grip.start;
        let at = match &grip.what {
            Carried::Bar(_) => {
                let from = self.snapped(span.from + by);
                Placement { line: line.unwrap_or(own), span: Span { from, to: from + span.length() } }
            }
            // Its time is fixed; off the lines it has no place.
            Carried::Waiting(_) => Placement { line: line.unwrap_or_default(), span },
            Carried::New => {
                let to = self.snapped(span.from + by);
                let span = if to >= span.to {
                    Span { from: span.from, to }
                } else {
                    Span { from: to.min(span.from), to: span.to }
                };
                Placement { line: own, span }
            }
        };
        self.now.set(Some(Move { what: grip.what, at, by_key: false }));
    }

    /// The pointer let go: what was carried, and where, if it was a drag at all.
    pub fn release(self) -> Option<Move> {
        let start = self.grip.with_value(|grip| grip.as_ref().map(|grip| grip.start.clone()));
        self.let_go();
        let moved = self.now.get_untracked()?;
        if moved.by_key {
            return None;
        }
        self.now.set(None);
        self.swallow_click.set_value(true);
        // The click of this very press comes at once; a later one is meant again.
        let swallow = self.swallow_click;
        let forget = move || {
            swallow.try_set_value(false);
        };
        set_timeout(forget, Duration::from_millis(50));
        // Lifted and put down again where it was.
        let stayed = matches!(moved.what, Carried::Bar(_)) && start.as_ref() == Some(&moved.at);
        (!stayed).then_some(moved)
    }

    pub fn cancel(self) {
        self.let_go();
        self.now.set(None);
        self.picked.set(None);
    }

    pub fn pick_up(self, bar: &Bar) {
        let at = Placement { line: bar.line.clone(), span: bar.span };
        self.now.set(Some(Move { what: Carried::Bar(bar.id.clone()), at, by_key: true }));
    }

    /// An arrow while something is carried by key; `lines` are in their order on screen.
    pub fn nudge(self, key: &str, resize: bool, lines: &[String]) {
        let snap = self.snap;
        self.now.update(|now| {
            let Some(Move { at: Placement { line, span }, .. }) = now else { return };
            let at = lines.iter().position(|one| one == line).unwrap_or(0);
            match (key, resize) {
                ("ArrowLeft", false) => *span = Span { from: span.from - snap, to: span.to - snap },
                ("ArrowRight", false) => *span = Span { from: span.from + snap, to: span.to + snap },
                ("ArrowLeft", true) => span.to = (span.to - snap).max(span.from + snap),
                ("ArrowRight", true) => span.to += snap,
                ("ArrowUp", _) => move_to(line, lines.get(at.saturating_sub(1))),
                ("ArrowDown", _) => move_to(line, lines.get(at + 1)),
                _ => (),
            }
        });
    }
}

/// At the first and last line there is nowhere to go.
fn move_to(line: &mut String, next: Option<&String>) {
    if let Some(next) = next {
        line.clone_from(next);
    }
}

#[allow(clippy::cast_possible_truncation)]
fn left(element: &Element) -> i32 {
    element.get_bounding_client_rect().left() as i32
}

fn first_track(inside: &Element) -> Option<Element> {
    let own = inside.closest("[data-line]").ok().flatten();
    own.or_else(|| inside.closest(".schedule").ok().flatten()?.query_selector("[data-line]").ok().flatten())
}

fn is_finger(event: &PointerEvent) -> bool {
    event.pointer_type() == "touch"
}

fn scroll_at_the_edge(y: i32) {
    #[allow(clippy::cast_possible_truncation)]
    let Some(height) = window().inner_height().ok().and_then(|height| height.as_f64()) else { return };
    let height = height as i32;
    if y < EDGE {
        window().scroll_by_with_x_and_y(0.0, -STEP);
    } else if y > height - EDGE {
        window().scroll_by_with_x_and_y(0.0, STEP);
    }
}

fn line_under(event: &PointerEvent) -> Option<String> {
    #[allow(clippy::cast_precision_loss)]
    let under = document().element_from_point(event.client_x() as f32, event.client_y() as f32)?;
    let row = under.closest("[data-line], [data-line-head]").ok().flatten()?;
    row.get_attribute("data-line").or_else(|| row.get_attribute("data-line-head"))
}
