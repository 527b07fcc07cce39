//! Tabs are links: the URL says which one is open, so they can be opened in a new tab and Back works.

use leptos::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tab {
    pub href: String,
    pub label: String,
    pub count: Option<u32>,
}

impl Tab {
    pub fn new(href: impl Into<String>, label: impl Into<String>) -> Self {
        Self { href: href.into(), label: label.into(), count: None }
    }

    #[must_use]
    pub fn count(mut self, count: u32) -> Self {
        self.count = Some(count);
        self
    }
}

#[component]
pub fn Tabs(
    /// Names the group for screen readers.
    #[prop(into)]
    label: String,
    #[prop(into)] tabs: Signal<Vec<Tab>>,
    /// The `href` of the open one.
    #[prop(into)]
    current: Signal<String>,
) -> AnyView {
    let tab = move |tab: Tab| {
        let href = tab.href.clone();
        view! {
            <li>
                <a class="tab" href=tab.href aria-current=move || (current.get() == href).then_some("page")>
                    {tab.label}
                    {tab.count.map(|count| view! { <span class="tab-count">{count.to_string()}</span> })}
                </a>
            </li>
        }
    };
    view! {
        <nav class="tabs" aria-label=label>
            <ul>{move || tabs.get().into_iter().map(tab).collect_view()}</ul>
        </nav>
    }
    .into_any()
}
