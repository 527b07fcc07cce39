//! A quiet box that says something about the page: a warning, a hint, a state.

use super::icon::Icon;
use super::tone::Tone;
use leptos::prelude::*;

#[component]
pub fn Note(#[prop(optional)] tone: Tone, children: Children) -> AnyView {
    let icon = match tone {
        Tone::Good => Icon::Good,
        Tone::Warn | Tone::Look => Icon::Warn,
        Tone::Bad | Tone::Rejected | Tone::Overdue => Icon::Alert,
        _ => Icon::Info,
    };
    view! {
        <div class="note" data-tone=tone.name()>
            {icon.view()}
            <div class="note-body">{children()}</div>
        </div>
    }
    .into_any()
}
