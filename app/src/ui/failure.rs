//! Something went wrong: what happened, what to do next, an id to quote.

use super::button::Button;
use super::icon::Icon;
use super::words;
use crate::text::t;
use leptos::prelude::*;

/// What is told about a failure.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Failure {
    pub title: String,
    /// What to do next.
    pub detail: String,
    pub request_id: Option<String>,
    /// Trying again would change nothing.
    pub lasting: bool,
}

impl Failure {
    fn words(self) -> AnyView {
        let id = self.request_id.map(|id| {
            view! { <p class="failure-id">{t(words::REQUEST_ID).replace("{id}", &id)}</p> }
        });
        view! {
            <p class="failure-title">{self.title}</p>
            {(!self.detail.is_empty()).then(|| view! { <p class="failure-detail">{self.detail}</p> })}
            {id}
        }
        .into_any()
    }
}

/// Stands where the content would have stood, with the way on: trying again, or back where that would change nothing.
#[component]
pub fn ErrorState(failure: Failure, #[prop(optional, into)] on_retry: Option<Callback<()>>) -> AnyView {
    let on_retry = on_retry.filter(|_| !failure.lasting);
    let again =
        on_retry.map(|on_retry| view! { <Button label=t(words::RETRY) icon=Icon::Refresh on_press=on_retry /> });
    let back = failure.lasting.then(|| {
        let go = |()| {
            let _ = window().history().and_then(|history| history.back());
        };
        view! { <Button label=t(words::BACK) icon=Icon::Left on_press=go /> }
    });
    view! {
        <div class="state" data-tone="bad" role="alert">
            <span class="state-icon">{Icon::Warn.view()}</span>
            {failure.words()}
            {again}
            {back}
        </div>
    }
    .into_any()
}

/// A line above a form or inside a page; with nothing to say it is not there.
#[component]
pub fn ErrorNote(#[prop(into)] failure: Signal<Option<Failure>>) -> AnyView {
    view! {
        <div aria-live="assertive">
            {move || failure.get().map(|failure| view! {
                <div class="note" data-tone="bad">
                    {Icon::Alert.view()}
                    <div class="note-body">{failure.words()}</div>
                </div>
            })}
        </div>
    }
    .into_any()
}
