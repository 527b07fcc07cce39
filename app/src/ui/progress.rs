//! Something takes its time. The line at the top appears only after half a second, so quick answers don't flicker.

use super::words;
use crate::text::t;
use leptos::{oco::Oco, prelude::*};

/// A thin moving line at the top edge of its container while `active`.
#[component]
pub fn LoadingLine(#[prop(into)] active: Signal<bool>) -> AnyView {
    view! {
        <div class="loading-line" role="status" data-active=move || active.get().then_some("true")>
            {move || active.get().then(|| view! { <span class="hidden-text">{t(words::LOADING)}</span> })}
        </div>
    }
    .into_any()
}

/// How far something has come.
#[component]
pub fn ProgressBar(
    #[prop(into)] label: Oco<'static, str>,
    /// Per cent; `None` while it can't be known.
    #[prop(into)]
    percent: Signal<Option<u8>>,
) -> AnyView {
    let name = label.clone();
    view! {
        <div class="progress">
            <span class="progress-label">{label}</span>
            <progress max="100" aria-label=name value=move || percent.get().map(|p| p.to_string())></progress>
            <span class="progress-value">{move || percent.get().map(|p| { let mut s = p.to_string(); s.push_str(" %"); s })}</span>
        </div>
    }
    .into_any()
}

/// Grey lines shaped like the text that is coming.
#[component]
pub fn Skeleton(#[prop(default = 3)] lines: u32) -> AnyView {
    view! {
        <div class="skeleton-text" aria-hidden="true">
            {(0..lines).map(|_| view! { <span class="skeleton"></span> }).collect_view()}
        </div>
    }
    .into_any()
}
