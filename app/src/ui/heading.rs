//! The head of a page and of its cards: which page this is, and its one main action.

use super::icon::Icon;
use leptos::{oco::Oco, prelude::*};

#[component]
pub fn PageHeader(
    #[prop(into)] title: Signal<String>,
    #[prop(optional, into)] subtitle: Signal<Option<String>>,
    /// Where "up" leads, and its name.
    #[prop(optional, into)]
    up: Option<(String, String)>,
    /// On a desk the title stands in the top bar, and the screen begins with its work.
    #[prop(optional)]
    bar: bool,
    /// The screens or views beside this one.
    #[prop(optional_no_strip)]
    beside: Option<AnyView>,
    /// Badges beside the title.
    #[prop(optional, into)]
    state: Option<ViewFn>,
    /// Buttons; the main one last.
    #[prop(optional)]
    children: Option<Children>,
) -> AnyView {
    Effect::new(move || document().set_title(&title.get()));
    view! {
        <header class="page-header" data-bar=bar>
            {up.map(|(href, name)| view! { <a class="page-up" href=href>{Icon::Left.view()}{name}</a> })}
            <div class="page-title">
                <h1 tabindex="-1">{move || title.get()}</h1>
                {state.map(|state| state.run())}
            </div>
            {move || subtitle.get().map(|text| view! { <p class="page-subtitle">{text}</p> })}
            {beside}
            {children.map(|children| view! { <div class="actions">{children()}</div> })}
        </header>
    }
    .into_any()
}

/// A titled part of a page, optionally with actions of its own.
#[component]
pub fn Card(
    #[prop(into)] title: Oco<'static, str>,
    #[prop(optional, into)] actions: Option<ViewFn>,
    /// Without inner space: for a table that fills it.
    #[prop(optional)]
    flush: bool,
    children: Children,
) -> AnyView {
    view! {
        <section class="card" data-flush=flush>
            <header class="card-head">
                <h2>{title}</h2>
                {actions.map(|actions| view! { <div class="actions">{actions.run()}</div> })}
            </header>
            <div class="card-body">{children()}</div>
        </section>
    }
    .into_any()
}
