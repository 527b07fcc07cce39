//! One number that matters, with its name and what it compares to.

use super::icon::Icon;
use super::tone::Tone;
use leptos::{oco::Oco, prelude::*};

#[component]
pub fn Stat(
    #[prop(into)] label: Oco<'static, str>,
    /// `None` while it loads.
    #[prop(into)]
    value: Signal<Option<String>>,
    /// A second line: the change, the share, the period.
    #[prop(optional, into)]
    note: Signal<Option<String>>,
    #[prop(optional, into)] tone: Signal<Tone>,
    /// Where the number comes from.
    #[prop(optional, into)]
    href: Option<String>,
    /// What there is to do about it, in a word; whoever presses the tile does it.
    #[prop(optional)]
    act: &'static str,
) -> AnyView {
    let name = match href {
        Some(href) => view! { <a class="stat-link" href=href>{label}</a> }.into_any(),
        None => label.into_any(),
    };
    view! {
        <div class="stat" data-tone=move || tone.get().name()>
            <p class="stat-label">{name}</p>
            <strong class="stat-value" aria-busy=move || value.with(Option::is_none).then_some("true")>
                {move || match value.get() {
                    Some(value) => value.into_any(),
                    None => view! { <span class="skeleton"></span> }.into_any(),
                }}
            </strong>
            {move || note.get().map(|note| view! { <p class="stat-note">{note}</p> })}
            {(!act.is_empty()).then(|| view! { <span class="stat-act" aria-hidden="true">{act}{Icon::Right.view()}</span> })}
        </div>
    }
    .into_any()
}
