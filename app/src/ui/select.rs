//! A choice among a few known things: the browser's own select, which every phone and screen reader handles best.

use super::choice::Choice;
use super::field::Control;
use super::icon::Icon;
use leptos::{oco::Oco, prelude::*};

#[component]
pub fn Select(
    /// The chosen id; empty for none.
    value: RwSignal<String>,
    #[prop(into)] options: Signal<Vec<Choice>>,
    /// Offers "nothing" under this name.
    #[prop(optional, into)]
    empty: Oco<'static, str>,
    #[prop(optional, into)] on_change: Option<Callback<String>>,
) -> AnyView {
    let control = Control::current();
    let list = move || {
        options
            .get()
            .into_iter()
            .map(|option| {
                let id = option.id.clone();
                let mut label = option.label;
                if !option.detail.is_empty() {
                    label.push_str(" · ");
                    label.push_str(&option.detail);
                }
                view! { <option value=option.id selected=move || value.with(|v| *v == id)>{label}</option> }
            })
            .collect_view()
    };
    let none_id = move || value.with(String::is_empty);
    let change = move |event| {
        let chosen = event_target_value(&event);
        value.set(chosen.clone());
        if let Some(on_change) = on_change {
            on_change.run(chosen);
        }
    };
    view! {
        <span class="select">
            <select
                class="input"
                id=control.id()
                required=control.required
                aria-invalid=move || control.invalid()
                aria-describedby=move || control.described_by()
                disabled=move || control.disabled()
                prop:value=move || value.get()
                on:change=change
            >
                {(!empty.is_empty()).then(|| view! { <option value="" selected=none_id>{empty}</option> })}
                {list}
            </select>
            {Icon::Down.view()}
        </span>
    }
    .into_any()
}
