//! What waits to be put on a line: press one and then a line, or drag it there.

use super::super::words;
use super::moving::{Carried, Move, Moving};
use super::{Placement, Waiting};
use crate::text::t;
use leptos::prelude::*;

pub(super) fn tray(waiting: Signal<Vec<Waiting>>, moving: Moving, assign: Callback<(String, String)>) -> AnyView {
    let one = move |item: Waiting| {
        let Waiting { id, label, detail, span } = item;
        let (for_press, for_drag, for_carried, for_state) = (id.clone(), id.clone(), id.clone(), id);
        let carried = move || {
            let is_this = |now: &Move| now.what == Carried::Waiting(for_carried.clone());
            moving.now.with(|now| now.as_ref().is_some_and(is_this)).then_some("true")
        };
        let press = move |_| {
            if !moving.swallow_click.get_value() {
                moving
                    .picked
                    .update(|picked| *picked = (picked.as_ref() != Some(&for_press)).then(|| for_press.clone()));
            }
        };
        let release = move |_| {
            if let Some(Move { what: Carried::Waiting(item), at, .. }) = moving.release()
                && !at.line.is_empty()
            {
                assign.run((item, at.line));
            }
        };
        view! {
            <li>
                <button
                    type="button"
                    class="waiting"
                    data-carried=carried
                    aria-pressed=move || if moving.picked.with(|p| p.as_ref() == Some(&for_state)) { "true" } else { "false" }
                    on:click=press
                    on:pointerdown=move |e| {
                        let start = Placement { line: String::new(), span };
                        moving.press(&e, Carried::Waiting(for_drag.clone()), start);
                    }
                    on:pointermove=move |e| moving.drag(&e)
                    on:pointerup=release
                    on:pointercancel=move |_| moving.cancel()
                >
                    <span class="waiting-label">{label}</span>
                    <span class="waiting-detail">{detail}</span>
                </button>
            </li>
        }
    };
    view! {
        <section class="schedule-tray" aria-label=t(words::UNASSIGNED)>
            <h2>{t(words::UNASSIGNED)}<span class="tab-count">{move || waiting.with(Vec::len).to_string()}</span></h2>
            <ul>{move || waiting.get().into_iter().map(one).collect_view()}</ul>
        </section>
    }
    .into_any()
}
