//! Pages by cursor. Both ways are links, so that a page can be opened in a new tab and Back works.

use super::icon::Icon;
use super::words;
use crate::text::t;
use leptos::prelude::*;

#[component]
pub fn Pages(
    /// E.g. "1–50 of 312".
    #[prop(into)]
    shown: Signal<String>,
    #[prop(into)] previous: Signal<Option<String>>,
    #[prop(into)] next: Signal<Option<String>>,
) -> AnyView {
    let step = |href: Option<String>, rel: &'static str, name: &'static str, icon: Icon| {
        match href {
        Some(href) => view! { <a class="button" data-size="small" rel=rel href=href aria-label=name>{icon.view()}</a> }.into_any(),
        None => {
            view! { <span class="button" data-size="small" role="link" aria-disabled="true" aria-label=name>{icon.view()}</span> }
                .into_any()
        }
    }
    };
    view! {
        <nav class="pages" aria-label=t(words::PAGES)>
            <span class="pages-shown" aria-live="polite">{move || shown.get()}</span>
            {move || step(previous.get(), "prev", t(words::PREVIOUS), Icon::Left)}
            {move || step(next.get(), "next", t(words::NEXT), Icon::Right)}
        </nav>
    }
    .into_any()
}
