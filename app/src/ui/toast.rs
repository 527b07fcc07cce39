//! Short messages about what just happened, at the edge of the screen, read out by screen readers.
//!
//! Anyone may call [`good`], [`bad`], [`undo`], [`offering`]; the one `<Toasts/>` at the root shows them. What needs an answer is no
//! toast. They stay while the pointer or the focus is on them.

use super::icon::Icon;
use super::tone::Tone;
use super::words;
use crate::text::t;
use domain::text::Text;
use leptos::prelude::*;
use std::sync::Arc;
use std::time::Duration;

const STAY: Duration = Duration::from_secs(6);

#[derive(Clone)]
struct Toast {
    number: u32,
    tone: Tone,
    text: String,
    /// What can be done about it, and how its button is called.
    act: Option<(Text, Arc<dyn Fn() + Send + Sync>)>,
}

thread_local! {
    // Outlives every component: the answer to a save comes after its form has gone.
    static SHOWN: ArcRwSignal<(u32, Vec<Toast>)> = ArcRwSignal::new((0, Vec::new()));
    static HELD: ArcRwSignal<bool> = ArcRwSignal::new(false);
}

fn shown() -> ArcRwSignal<(u32, Vec<Toast>)> {
    SHOWN.with(Clone::clone)
}

pub fn good(text: impl Into<String>) {
    push(Tone::Good, text.into(), None);
}

pub fn info(text: impl Into<String>) {
    push(Tone::Info, text.into(), None);
}

pub fn bad(text: impl Into<String>) {
    push(Tone::Bad, text.into(), None);
}

/// Something was done and can be taken back.
pub fn undo(text: impl Into<String>, on_undo: impl Fn() + Send + Sync + 'static) {
    offering(text, words::UNDO, on_undo);
}

/// Something was done, and `label` leads on from it.
pub fn offering(text: impl Into<String>, label: Text, on_press: impl Fn() + Send + Sync + 'static) {
    push(Tone::Good, text.into(), Some((label, Arc::new(on_press))));
}

fn push(tone: Tone, text: String, act: Option<(Text, Arc<dyn Fn() + Send + Sync>)>) {
    let signal = shown();
    let number = signal.with_untracked(|(last, _)| last.wrapping_add(1));
    signal.update(|(last, list)| {
        *last = number;
        list.push(Toast { number, tone, text, act });
        if list.len() > 4 {
            list.remove(0);
        }
    });
    dismiss_later(number);
}

fn dismiss_later(number: u32) {
    set_timeout(
        move || if HELD.with(GetUntracked::get_untracked) { dismiss_later(number) } else { dismiss(number) },
        STAY,
    );
}

fn dismiss(number: u32) {
    shown().update(|(_, list)| list.retain(|toast| toast.number != number));
}

fn hold(on: bool) {
    HELD.with(|held| held.set(on));
}

/// Shows them; stands once, at the root.
#[component]
pub fn Toasts() -> AnyView {
    let list = RwSignal::from(shown());
    view! {
        <div
            class="toasts"
            role="status"
            aria-live="polite"
            on:pointerenter=|_| hold(true)
            on:pointerleave=|_| hold(false)
            on:focusin=|_| hold(true)
            on:focusout=|_| hold(false)
        >
            {move || list.get().1.into_iter().map(one).collect_view()}
        </div>
    }
    .into_any()
}

fn one(toast: Toast) -> AnyView {
    let Toast { number, tone, text, act } = toast;
    let icon = if tone == Tone::Bad {
        Icon::Alert
    } else if tone == Tone::Good {
        Icon::Good
    } else {
        Icon::Info
    };
    let gone = move |_| {
        hold(false);
        dismiss(number);
    };
    view! {
        <div class="toast" data-tone=tone.name()>
            {icon.view()}
            <p>{text}</p>
            {act.map(|(label, press)| view! {
                <button type="button" class="toast-undo" on:click=move |_| {
                    hold(false);
                    dismiss(number);
                    press();
                }>{t(label)}</button>
            })}
            <button type="button" class="chip-remove" aria-label=t(words::CLOSE) on:click=gone>{Icon::Close.view()}</button>
        </div>
    }
    .into_any()
}
