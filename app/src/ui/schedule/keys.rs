//! The board by keyboard: arrows from bar to bar, Space to pick one up, Enter to drop it, Esc to give up.

use super::board::State;
use super::{Bar, Line};
use leptos::{ev, prelude::*};
use web_sys::{Element, HtmlElement, wasm_bindgen::JsCast};

impl State {
    pub fn key(self, event: &ev::KeyboardEvent) {
        let key = event.key();
        if key == "Escape"
            && (self.moving.now.with_untracked(Option::is_some) || self.moving.picked.with_untracked(Option::is_some))
        {
            self.moving.cancel();
        } else if self.moving.now.with_untracked(|now| now.as_ref().is_some_and(|m| m.by_key)) {
            match key.as_str() {
                "Enter" | " " => {
                    if let Some(moved) = self.moving.now.get_untracked() {
                        self.moving.cancel();
                        self.refocus.set_value(true);
                        self.tell(moved);
                    }
                }
                "ArrowLeft" | "ArrowRight" | "ArrowUp" | "ArrowDown" => {
                    let lines = self.lines.with_untracked(|all| all.iter().map(|l| l.id.clone()).collect::<Vec<_>>());
                    self.moving.nudge(&key, event.shift_key(), &lines);
                }
                _ => return,
            }
        } else if !self.walk(event, &key) {
            return;
        }
        event.prevent_default();
        event.stop_propagation();
    }

    pub fn focus_bar(self, id: &str) {
        let selector = ["[data-bar=\"", id, "\"]"].concat();
        let node = self.node.try_get_untracked().flatten();
        let found = node.and_then(|node| node.query_selector(&selector).ok().flatten());
        if let Some(bar) = found.and_then(|bar| bar.dyn_into::<HtmlElement>().ok()) {
            let _ = bar.focus();
        }
    }

    /// Arrows between bars, Space to pick one up.
    fn walk(self, event: &ev::KeyboardEvent, key: &str) -> bool {
        let on_bar =
            event.target().and_then(|t| t.dyn_into::<Element>().ok()).and_then(|e| e.get_attribute("data-bar"));
        let Some(id) = on_bar else { return false };
        let all = self.bars.get_untracked();
        let Some(bar) = all.iter().find(|bar| bar.id == id) else { return false };
        if key == " " && bar.movable && self.on_move.is_some() {
            self.moving.pick_up(bar);
            return true;
        }
        let lines = self.lines.get_untracked();
        let at = lines.iter().position(|line| line.id == bar.line).unwrap_or(0);
        let in_window = |other: &&Bar| other.span.overlaps(self.window.get_untracked());
        let on = |line: &Line| all.iter().filter(in_window).filter(|b| b.line == line.id).collect::<Vec<_>>();
        let nearest = |bars: Vec<&Bar>| {
            bars.into_iter().min_by_key(|b| (b.span.from - bar.span.from).abs()).map(|b| b.id.clone())
        };
        let same = || all.iter().filter(in_window).filter(|b| b.line == bar.line && b.id != bar.id);
        let next = match key {
            "ArrowLeft" => {
                same().filter(|b| b.span.from <= bar.span.from).max_by_key(|b| b.span.from).map(|b| b.id.clone())
            }
            "ArrowRight" => {
                same().filter(|b| b.span.from >= bar.span.from).min_by_key(|b| b.span.from).map(|b| b.id.clone())
            }
            "ArrowUp" => lines.get(..at).and_then(|before| before.iter().rev().find_map(|line| nearest(on(line)))),
            "ArrowDown" => lines.get(at + 1..).and_then(|after| after.iter().find_map(|line| nearest(on(line)))),
            _ => return false,
        };
        if let Some(next) = next {
            self.focus_bar(&next);
        }
        true
    }
}
