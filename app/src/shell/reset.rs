//! "I forgot my password": answered alike whether the address is known or not.

use domain::session::ResetRequest;
use leptos::prelude::*;
use serde_json::Value;

use super::AppSpec;
use crate::net::call_at;
use crate::records::field::{Kind, Section, UNTITLED};
use crate::records::fields;
use crate::records::form::{Shape, Sheet, send_with, sheet};
use crate::text::{shell as words, t};
use crate::ui::note::Note;
use crate::ui::tone::Tone;

pub(crate) static SHAPE: Shape = Shape::new::<ResetRequest>(&[Section::new(
    UNTITLED,
    fields![ResetRequest:
        EMAIL.shown(Kind::SignInEmail).wide(),
    ],
)]);

pub(crate) fn reset_page(app: &'static AppSpec) -> AnyView {
    let sent = RwSignal::new(false);
    let send = send_with(move |sending| call_at(&app.request_reset).quietly().body(&sending.draft).send());
    let ask = Sheet {
        big: true,
        guarded: false,
        ..Sheet::new(&SHAPE, t(words::FORGOT_SUBMIT), send, Callback::new(move |_: Value| sent.set(true)))
    };
    view! {
        <h1>{t(words::RESET_TITLE)}</h1>
        <div class="stack" hidden=move || sent.get()>
            <p class="muted">{t(words::FORGOT_HELP)}</p>
            {sheet(ask)}
        </div>
        <div role="status">{move || sent.get().then(|| view! { <Note tone=Tone::Good>{t(words::FORGOT_SENT)}</Note> })}</div>
        <p><a href=app.home>{t(words::BACK_TO_SIGN_IN)}</a></p>
    }
    .into_any()
}
