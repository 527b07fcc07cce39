//! Tabs are links: the URL says which one is open, so they can be opened in a new tab and Back works.

use leptos::prelude::*;

/// Counts are told up to here.
const MOST: u32 = 99;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tab {
    pub href: String,
    pub label: String,
    /// How many it holds; above [`MOST`] it is only said that there are more.
    pub count: Option<u32>,
}

impl Tab {
    pub fn new(href: impl Into<String>, label: impl Into<String>) -> Self {
        Self { href: href.into(), label: label.into(), count: None }
    }

    fn link(&self) -> (String, String) {
        (self.href.clone(), self.label.clone())
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
    // A count that comes or changes leaves the link alone, which may have the focus.
    let links = Memo::new(move |_| tabs.with(|tabs| tabs.iter().map(Tab::link).collect::<Vec<_>>()));
    let tab = move |(place, (href, label)): (usize, (String, String))| {
        let here = href.clone();
        let count = move || tabs.with(|tabs| tabs.get(place)?.count).map(shown);
        view! {
            <li>
                <a class="tab" href=href aria-current=move || (current.get() == here).then_some("page")>
                    {label}
                    {move || count().map(|count| view! { <span class="tab-count">{count}</span> })}
                </a>
            </li>
        }
    };
    view! {
        <nav class="tabs" aria-label=label>
            <ul>{move || links.get().into_iter().enumerate().map(tab).collect_view()}</ul>
        </nav>
    }
    .into_any()
}

fn shown(count: u32) -> String {
    if count > MOST { [&MOST.to_string(), "+"].concat() } else { count.to_string() }
}
