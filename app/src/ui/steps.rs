//! A stepper: how far something has come on its way, and what lies ahead.

use super::tone::{Tone, sign};
use leptos::prelude::*;

/// Where a step lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reached {
    Past,
    Here,
    Ahead,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    pub label: String,
    /// Said beneath.
    pub detail: String,
    pub tone: Tone,
    pub reached: Reached,
}

#[component]
pub fn Steps(#[prop(into)] label: String, #[prop(into)] steps: Signal<Vec<Step>>) -> AnyView {
    let one = |step: Step| {
        let (reached, shown) = match step.reached {
            Reached::Past => ("past", Tone::Completed),
            Reached::Here => ("here", step.tone),
            Reached::Ahead => ("ahead", Tone::Approved),
        };
        view! {
            <li
                class="step"
                data-reached=reached
                data-tone=if step.reached == Reached::Ahead { Tone::Neutral } else { shown }.name()
                aria-current=(step.reached == Reached::Here).then_some("step")
            >
                {sign(shown)}
                <span class="step-label">{step.label}</span>
                {(!step.detail.is_empty()).then(|| view! { <span class="step-detail">{step.detail}</span> })}
            </li>
        }
    };
    view! { <ol class="steps-bar" aria-label=label>{move || steps.get().into_iter().map(one).collect_view()}</ol> }
        .into_any()
}
