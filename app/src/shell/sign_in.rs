//! Signing in: on a page of its own, and over any page whose session has ended. Both stand in a part of their own, since
//! whoever is signed in already doesn't need them. The form is written by hand: the records' would be a third of what somebody
//! downloads who isn't signed in yet.

use domain::check::Draft;
use domain::fields;
use domain::route::Route;
use domain::session::SignIn;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::ended;
use super::prompt::{self, Entering};
use crate::nav::part::Find;
use crate::nav::{Screen, find_screen};
use crate::net::{call_at, failure};
use crate::text::{language, shell as words, t};
use crate::ui::failure::Failure;
use crate::ui::field::Field as Frame;
use crate::ui::form::{FieldError, Form, FormSection};
use crate::ui::input::{TextInput, TextKind};

/// What the names of its screens begin with.
pub const ROOTS: &[&str] = &[prompt::SIGN_IN, prompt::ENDED];

const SCREENS: &[Screen] = &[Screen::new(prompt::SIGN_IN, sign_in_page), Screen::new(prompt::ENDED, ended::dialog)];

/// Called when the part is here.
pub fn open() -> Find {
    |path| find_screen(SCREENS, path)
}

/// The form; `done` runs when the new session stands.
pub(super) fn form(sign_in: Route, done: Callback<()>) -> AnyView {
    let (email, password) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let (tried, busy, refused) = (RwSignal::new(false), RwSignal::new(false), RwSignal::new(None::<Failure>));
    let draft = move || SignIn { email: email.get(), password: password.get() };
    let wrong = Memo::new(move |_| {
        let errors = if tried.get() { draft().errors() } else { Vec::new() };
        let error = |error: domain::check::FieldError| {
            let label = t(if error.field == "email" { fields::EMAIL } else { fields::PASSWORD });
            FieldError { label: label.to_owned(), message: error.sentence(language()), name: error.field }
        };
        errors.into_iter().map(error).collect::<Vec<_>>()
    });
    let error_of = move |name: &'static str| {
        Signal::derive(move || {
            wrong.with(|wrong| wrong.iter().find(|error| error.name == name).map(|error| error.message.clone()))
        })
    };
    let submit = Callback::new(move |()| {
        tried.set(true);
        refused.set(None);
        if wrong.with_untracked(|wrong| !wrong.is_empty()) {
            return;
        }
        busy.set(true);
        let draft = untrack(draft);
        spawn_local(async move {
            // Quietly: a wrong password is no ended session.
            let outcome = call_at(&sign_in).quietly().body(&draft).done().await;
            if busy.try_set(false).is_some() {
                return; // the form is gone
            }
            match outcome {
                Ok(()) => done.run(()),
                Err(problem) => refused.set(Some(failure(&problem))),
            }
        });
    });
    view! {
        <Form busy=busy submit_error=refused submit=t(words::SIGN_IN) on_submit=submit errors=wrong big=true>
            <FormSection>
                <Frame label=t(fields::EMAIL) name="email" error=error_of("email") required=true wide=true>
                    <TextInput value=email kind=TextKind::Email autocomplete="username" />
                </Frame>
                <Frame label=t(fields::PASSWORD) name="password" error=error_of("password") required=true wide=true>
                    <TextInput value=password kind=TextKind::Password />
                </Frame>
            </FormSection>
        </Form>
    }
    .into_any()
}

/// The page, called for by [`prompt::sign_in`](super::prompt::sign_in).
fn sign_in_page() -> AnyView {
    let Some(Entering(app, done)) = use_context() else { return ().into_any() };
    let kind = t(if app.staff { words::SIGN_IN_STAFF } else { words::SIGN_IN_PORTAL });
    view! {
        <h1>{t(words::SIGN_IN)}</h1>
        <p class="muted">{kind}</p>
        {form(app.sign_in, done)}
        <p><a href=app.path("/forgot")>{t(words::FORGOT)}</a></p>
    }
    .into_any()
}
