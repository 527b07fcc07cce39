//! Yes or no: a checkbox for agreeing or picking, a switch for a setting that is on or off.

use super::field::Control;
use leptos::{oco::Oco, prelude::*};

#[component]
pub fn Checkbox(
    value: RwSignal<bool>,
    #[prop(into)] label: Oco<'static, str>,
    #[prop(optional, into)] on_change: Option<Callback<bool>>,
) -> AnyView {
    toggle("checkbox", None, value, label, on_change)
}

#[component]
pub fn Switch(
    value: RwSignal<bool>,
    #[prop(into)] label: Oco<'static, str>,
    #[prop(optional, into)] on_change: Option<Callback<bool>>,
) -> AnyView {
    toggle("switch", Some("switch"), value, label, on_change)
}

fn toggle(
    class: &'static str,
    role: Option<&'static str>,
    value: RwSignal<bool>,
    label: Oco<'static, str>,
    on_change: Option<Callback<bool>>,
) -> AnyView {
    let control = Control::current();
    let change = move |event| {
        let on = event_target_checked(&event);
        value.set(on);
        if let Some(on_change) = on_change {
            on_change.run(on);
        }
    };
    view! {
        <label class=class>
            <input
                type="checkbox"
                role=role
                id=control.id()
                aria-invalid=move || control.invalid()
                aria-describedby=move || control.described_by()
                disabled=move || control.disabled()
                prop:checked=move || value.get()
                on:change=change
            />
            <span>{label}</span>
        </label>
    }
    .into_any()
}
