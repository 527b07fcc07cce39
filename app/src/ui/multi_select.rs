//! Several among a few known things, as a list of checkboxes. Put it into a `Field` with `group=true`.

use super::choice::Choice;
use super::field::Control;
use leptos::prelude::*;

#[component]
pub fn MultiSelect(
    /// The chosen ids.
    value: RwSignal<Vec<String>>,
    #[prop(into)] options: Signal<Vec<Choice>>,
) -> AnyView {
    let control = Control::current();
    let one = move |option: Choice| {
        let (id, for_change) = (option.id.clone(), option.id);
        let change = move |event| {
            let on = event_target_checked(&event);
            value.update(|chosen| {
                chosen.retain(|c| *c != for_change);
                if on {
                    chosen.push(for_change.clone());
                }
            });
        };
        view! {
            <label class="checkbox">
                <input
                    type="checkbox"
                    disabled=move || control.disabled()
                    aria-describedby=move || control.described_by()
                    prop:checked=move || value.with(|chosen| chosen.contains(&id))
                    on:change=change
                />
                <span>
                    {option.label}
                    {(!option.detail.is_empty()).then(|| view! { <span class="choice-detail">{option.detail}</span> })}
                </span>
            </label>
        }
    };
    view! { <div class="multi-select">{move || options.get().into_iter().map(one).collect_view()}</div> }.into_any()
}
