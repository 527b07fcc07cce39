//! Badges say a state, chips say a picked thing that can be taken away.

use super::icon::{self, Icon};
use super::tone::{Tone, sign};
use super::words;
use crate::text::t;
use leptos::prelude::*;

#[component]
pub fn Badge(
    #[prop(into)] label: Signal<String>,
    #[prop(optional, into)] tone: Signal<Tone>,
    #[prop(optional)] icon: Option<Icon>,
) -> AnyView {
    view! {
        <span class="badge" data-tone=move || tone.get().name()>
            {move || sign(tone.get())}
            {icon::maybe(icon)}
            {move || label.get()}
        </span>
    }
    .into_any()
}

/// A vehicle's plate, as it is read in the street; nothing for none.
pub fn plate(plate: String) -> AnyView {
    (!plate.is_empty()).then(|| view! { <span class="plate">{plate}</span> }).into_any()
}

/// With `on_remove` it has a cross, with `href` it is a link.
#[component]
pub fn Chip(
    #[prop(into)] label: String,
    #[prop(optional)] tone: Tone,
    #[prop(optional, into)] href: Option<String>,
    #[prop(optional, into)] on_remove: Option<Callback<()>>,
) -> AnyView {
    let remove_label = t(words::REMOVE).replace("{thing}", &label);
    let text = match href {
        Some(href) => view! { <a href=href>{label}</a> }.into_any(),
        None => view! { <span>{label}</span> }.into_any(),
    };
    view! {
        <span class="chip" data-tone=tone.name()>
            {text}
            {on_remove.map(|on_remove| view! {
                <button type="button" class="chip-remove" aria-label=remove_label on:click=move |_| on_remove.run(())>
                    {Icon::Close.view()}
                </button>
            })}
        </span>
    }
    .into_any()
}
