//! How a test went: the stages one after the other, a clear sentence, the server's words and the next step.
//!
//! Invariant: a failure is told by the same sentences here as in the outbox.

use domain::mail::account::Attempt;
use domain::mail::failure::MailFailure;
use domain::mail::outbox::PERHAPS_SENT;
use domain::mail::remark::Remark;
use domain::record::RecordKind;
use domain::text::Text;
use leptos::prelude::*;

use crate::nav;
use crate::records::detail::Shown;
use crate::text::{mail as words, t};
use crate::ui::button::LinkButton;
use crate::ui::heading::PageHeader;
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
    let server_message =
        (!attempt.server_message.is_empty()).then(|| view! { <p><small>{attempt.server_message.clone()}</small></p> });
    let verdict = match attempt.failure {
        Some(_) if attempt.perhaps_sent => {
            view! { <Note tone=Tone::Warn><p>{t(PERHAPS_SENT)}</p>{server_message}</Note> }.into_any()
        }
        None => view! { <Note tone=Tone::Good><p><strong>{t(well)}</strong></p>{server_message}</Note> }.into_any(),
        Some(failure) => failed(failure, attempt.remark, &attempt.server_message),
    };
    let transcript = (!attempt.transcript.is_empty()).then(|| {
        view! { <details><summary>{t(words::TRANSCRIPT)}</summary><pre>{attempt.transcript.join("\n")}</pre></details> }
    });
    view! { <ol>{stages}</ol>{verdict}{transcript} }.into_any()
}

/// What happened, what we noticed, what the server said, and what to do now.
pub(super) fn failed(failure: MailFailure, remark: Option<Remark>, server_message: &str) -> AnyView {
    let noticed = noticed(remark, server_message);
    view! {
        <Note tone=Tone::Bad>
            <p><strong>{t(failure.label())}</strong></p>
            {noticed}
            <p>{t(failure.next_step())}</p>
        </Note>
    }
    .into_any()
}

/// What a record keeps of a failure.
pub(super) fn kept(shown: Shown, failure: MailFailure) -> AnyView {
    failed(failure, shown.text("remark").parse().ok(), &shown.text("server_message"))
}

fn noticed(remark: Option<Remark>, server_message: &str) -> AnyView {
    let server_message =
        (!server_message.is_empty()).then(|| view! { <p><small>{server_message.to_owned()}</small></p> });
    view! { {remark.map(|remark| view! { <p>{t(remark.label())}</p> })} {server_message} }.into_any()
}

/// What a provider's page brought back, which stands in the query of the record's address.
pub(super) fn outcome() -> AnyView {
    let query = nav::query();
    let note = |tone: Tone, text: Text| view! { <Note tone=tone><p>{t(text)}</p></Note> }.into_any();
    (move || {
        let query = query.get();
        let code = query.split('&').find_map(|pair| pair.trim_start_matches('?').strip_prefix("outcome="))?.to_owned();
        Some(match code.as_str() {
            "authorised" | "consented" => note(Tone::Good, words::AUTHORISED),
            "without_large_files" => note(Tone::Warn, words::WITHOUT_LARGE),
            "confirm" => note(Tone::Warn, words::CONFIRM_HELP),
            "state" => note(Tone::Warn, words::STATE_ENDED),
            "issuer" => note(Tone::Bad, words::ISSUER_OTHER),
            other => other.parse().ok().map(|failure| failed(failure, None, "")).into_any(),
        })
    })
    .into_any()
}

/// A consent that came to nothing while an earlier one is good: the provider's words, and that nothing has changed.
pub(super) fn not_granted(shown: Shown) -> AnyView {
    (move || {
        let failure: MailFailure = shown.text("consent_failure").parse().ok()?;
        // An account or app that stands still says so itself.
        let server_message = shown.text("consent_message");
        let is_new = shown.text("failure").is_empty();
        is_new.then(|| {
            let noticed = noticed(shown.text("consent_remark").parse().ok(), &server_message);
            view! {
                <Note tone=Tone::Warn>
                    <p><strong>{t(words::CONSENT_FAILED)}</strong></p>
                    <p>{t(failure.label())}</p>
                    {noticed}
                </Note>
            }
        })
    })
    .into_any()
}

/// Where somebody lands who came back with a consent that nobody remembers.
pub(super) fn nowhere() -> AnyView {
    let to = |kind: RecordKind| view! { <LinkButton label=t(kind.plural()) href=nav::list(kind) /> };
    view! {
        <PageHeader title=t(words::AUTHORISATION) />
        {outcome()}
        <div class="actions">{to(RecordKind::MailAccount)}{to(RecordKind::MailApp)}</div>
    }
    .into_any()
}
