//! How a test went: the stages one after the other, a clear sentence, the server's words and the next step.
//!
//! Invariant: a failure is told by the same sentences here as in the outbox.

use domain::mail::account::Attempt;
use domain::mail::failure::MailFailure;
use domain::text::Text;
use leptos::prelude::*;

use crate::nav;
use crate::text::{mail as words, t};
use crate::ui::note::Note;
use crate::ui::tone::Tone;

/// `well` is what to say when nothing failed.
pub(super) fn show(attempt: &Attempt, well: Text) -> AnyView {
    let stages: Vec<AnyView> = attempt
        .passed
        .iter()
        .map(|stage| view! { <li>"✓ "{t(stage.label())}</li> }.into_any())
        .chain(attempt.failed.map(|stage| view! { <li><strong>"✗ "{t(stage.label())}</strong></li> }.into_any()))
        .collect();
    let said = (!attempt.said.is_empty()).then(|| view! { <p><small>{attempt.said.clone()}</small></p> });
    let verdict = match attempt.failure {
        None => view! { <Note tone=Tone::Good><p><strong>{t(well)}</strong></p>{said}</Note> }.into_any(),
        Some(failure) => failed(failure, &attempt.said),
    };
    let transcript = (!attempt.transcript.is_empty()).then(|| {
        view! { <details><summary>{t(words::TRANSCRIPT)}</summary><pre>{attempt.transcript.join("\n")}</pre></details> }
    });
    view! { <ol>{stages}</ol>{verdict}{transcript} }.into_any()
}

/// What happened, what the server said, and what to do now.
pub(super) fn failed(failure: MailFailure, said: &str) -> AnyView {
    let said = (!said.is_empty()).then(|| view! { <p><small>{said.to_owned()}</small></p> });
    view! {
        <Note tone=Tone::Bad>
            <p><strong>{t(failure.sentence())}</strong></p>
            {said}
            <p>{t(failure.next_step())}</p>
        </Note>
    }
    .into_any()
}

/// What a provider's page brought back, which stands in the query of the record's address.
pub(super) fn outcome() -> AnyView {
    let query = nav::query();
    (move || {
        let query = query.get();
        let code = query.split('&').find_map(|pair| pair.trim_start_matches('?').strip_prefix("outcome="))?.to_owned();
        Some(match code.as_str() {
            "authorised" | "consented" => {
                view! { <Note tone=Tone::Good><p>{t(words::AUTHORISED)}</p></Note> }.into_any()
            }
            "confirm" => view! { <Note tone=Tone::Warn><p>{t(words::CONFIRM_HELP)}</p></Note> }.into_any(),
            "state" => view! { <Note tone=Tone::Warn><p>{t(words::STATE_ENDED)}</p></Note> }.into_any(),
            other => MailFailure::parse(other).map(|failure| failed(failure, "")).into_any(),
        })
    })
    .into_any()
}
