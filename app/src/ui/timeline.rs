//! What happened to one thing, newest or oldest first, as a line of events.

use super::icon::Icon;
use super::tone::Tone;
use leptos::prelude::*;

#[derive(Clone, Debug)]
pub struct TimelineEvent {
    pub title: String,
    pub detail: String,
    /// When, as people say it.
    pub when: String,
    /// The exact time, shown as the title of `when`.
    pub exact: String,
    pub tone: Tone,
    pub icon: Icon,
    /// Not yet: drawn hollow.
    pub ahead: bool,
}

#[component]
pub fn Timeline(#[prop(into)] events: Signal<Vec<TimelineEvent>>) -> AnyView {
    let one = |event: TimelineEvent| {
        view! {
            <li class="timeline-event" data-tone=event.tone.name() data-ahead=event.ahead>
                <span class="timeline-mark">{event.icon.view()}</span>
                <p class="timeline-title">{event.title}</p>
                <p class="timeline-when" title=event.exact>{event.when}</p>
                {(!event.detail.is_empty()).then(|| view! { <p class="timeline-detail">{event.detail}</p> })}
            </li>
        }
    };
    view! { <ol class="timeline">{move || events.get().into_iter().map(one).collect_view()}</ol> }.into_any()
}
