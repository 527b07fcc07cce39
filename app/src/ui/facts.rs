//! Facts about one thing: labels and values.

use super::cell::Cell;
use leptos::{oco::Oco, prelude::*};

#[derive(Clone)]
pub struct Fact {
    pub label: Oco<'static, str>,
    pub value: Cell,
}

impl Fact {
    pub fn new(label: impl Into<Oco<'static, str>>, value: Cell) -> Self {
        Self { label: label.into(), value }
    }
}

/// What one comes to a page for, in a row beneath its title, large.
#[component]
pub fn HeadFacts(#[prop(into)] facts: Signal<Vec<Fact>>) -> AnyView {
    let one = |fact: Fact| view! { <div><dt>{fact.label}</dt><dd>{fact.value.view()}</dd></div> };
    let there = Memo::new(move |_| facts.with(|facts| !facts.is_empty()));
    (move || {
        there.get().then(|| {
            view! { <dl class="head-facts">{move || facts.get().into_iter().map(one).collect_view()}</dl> }
        })
    })
    .into_any()
}

#[component]
pub fn Facts(#[prop(into)] facts: Signal<Vec<Fact>>) -> AnyView {
    let one = |fact: Fact| view! { <div class="fact"><dt>{fact.label}</dt><dd>{fact.value.view()}</dd></div> };
    view! { <dl class="facts">{move || facts.get().into_iter().map(one).collect_view()}</dl> }.into_any()
}
