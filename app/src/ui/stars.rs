//! One to five stars: to give a rating (radio buttons underneath) or to show one.

use super::field::Control;
use super::icon::Icon;
use super::words;
use crate::text::t;
use leptos::prelude::*;

fn out_of_five(count: &str) -> String {
    t(words::STARS).replace("{count}", count)
}

/// Put it into a `Field` with `group=true`.
#[component]
pub fn StarInput(
    /// 1 to 5; 0 while nothing was chosen.
    value: RwSignal<u8>,
) -> AnyView {
    let control = Control::current();
    let group = control.part("stars");
    let star = move |count: u8| {
        view! {
            <label class="star" data-on=move || (value.get() >= count).then_some("true") title=out_of_five(&count.to_string())>
                <input
                    type="radio"
                    name=group.clone()
                    aria-label=out_of_five(&count.to_string())
                    disabled=move || control.disabled()
                    aria-describedby=move || control.described_by()
                    prop:checked=move || value.get() == count
                    on:change=move |_| value.set(count)
                />
                {Icon::Star.view()}
            </label>
        }
    };
    view! { <div class="stars" data-input="true">{(1..=5).map(star).collect_view()}</div> }.into_any()
}

/// Whole stars as [`Stars`] takes them.
pub const fn tenths(stars: i64) -> u32 {
    match stars {
        ..=0 => 0,
        1 => 10,
        2 => 20,
        3 => 30,
        4 => 40,
        5.. => 50,
    }
}

/// A rating as it is shown. `tenths` 43 is 4.3 stars; `shown` is that number and how many ratings it rests on, in words.
#[component]
pub fn Stars(tenths: u32, #[prop(into)] shown: String) -> AnyView {
    let star = |count: u32| {
        let on = match tenths.saturating_sub((count - 1) * 10) {
            0..=2 => None,
            3..=7 => Some("half"),
            _ => Some("true"),
        };
        view! { <span class="star" data-on=on>{Icon::Star.view()}</span> }
    };
    view! {
        <span class="stars">
            <span class="stars-row" aria-hidden="true">{(1..=5).map(star).collect_view()}</span>
            <span class="stars-text">{shown}</span>
        </span>
    }
    .into_any()
}
