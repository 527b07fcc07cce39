//! The nights on which clocks change: which of two hours was typed, and how one of them is written.
//!
//! Brought by whoever has forms with times ([`install`]), so that the portal's first file does without.

use domain::time::Instant;
use leptos::prelude::*;

use super::control;
use crate::text::{records as words, t, zone};
use crate::ui::id;

/// Called before the first form with a time.
pub(crate) fn install() {
    zone::TWICE.set(vec![offset]);
    control::WHICH.set(vec![which]);
}

/// ` (UTC+2)` behind a time that the clock shows twice.
fn offset(at: Instant) -> Option<String> {
    zone::is_twice(at).then(|| [" (", &zone::name_of(at), ")"].concat())
}

/// Below a time that was typed and happens twice: the first or the second.
fn which(value: RwSignal<String>) -> AnyView {
    let group = id::unique("which");
    let both = Memo::new(move |_| value.with(|typed| zone::both(typed)));
    let choice = move |(label, at, later): (domain::text::Text, Instant, bool)| {
        let choose = move |_| value.update(|typed| *typed = zone::marked(typed, later));
        view! {
            <label class="checkbox">
                <input
                    type="radio"
                    name=group.clone()
                    prop:checked=move || value.with(|typed| zone::is_marked(typed)) == later
                    on:change=choose
                />
                <span>{[t(label), " (", &zone::name_of(at), ")"].concat()}</span>
            </label>
        }
    };
    let choices = move || {
        let (first, second) = both.get()?;
        let all = [(words::FIRST_HOUR, first, false), (words::SECOND_HOUR, second, true)].map(&choice);
        Some(
            view! { <div class="which" role="group" aria-label=t(words::HOUR_TWICE)><p class="muted">{t(words::HOUR_TWICE)}</p>{all.into_iter().collect_view()}</div> },
        )
    };
    choices.into_any()
}
