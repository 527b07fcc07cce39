//! Nothing here yet: says what goes here and offers the action.

use super::icon::{self, Icon};
use leptos::{oco::Oco, prelude::*};

#[component]
pub fn EmptyState(
    #[prop(into)] title: Oco<'static, str>,
    #[prop(optional, into)] detail: Oco<'static, str>,
    #[prop(optional)] icon: Option<Icon>,
    /// The buttons or links that fill it.
    #[prop(optional)]
    children: Option<Children>,
) -> AnyView {
    view! {
        <div class="state">
            {icon.map(|icon| view! { <span class="state-icon">{icon::maybe(Some(icon))}</span> })}
            <p class="failure-title">{title}</p>
            {(!detail.is_empty()).then(|| view! { <p class="failure-detail">{detail}</p> })}
            {children.map(|children| view! { <div class="actions">{children()}</div> })}
        </div>
    }
    .into_any()
}
