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

#[component]
pub fn Facts(#[prop(into)] facts: Signal<Vec<Fact>>) -> AnyView {
    let one = |fact: Fact| view! { <div class="fact"><dt>{fact.label}</dt><dd>{fact.value.view()}</dd></div> };
    view! { <dl class="facts">{move || facts.get().into_iter().map(one).collect_view()}</dl> }.into_any()
}
