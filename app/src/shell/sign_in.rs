//! Signing in: on a page of its own, and over any page whose session has ended. Both stand in a part of their own, since
//! whoever is signed in already doesn't need them.

use domain::route::Endpoint;
use domain::session::SignIn;
use leptos::prelude::*;
use serde_json::Value;

use super::Door;
use super::knock::Entered;
use crate::net::call;
use crate::records::field::{Kind, Section, UNTITLED};
use crate::records::fields;
use crate::records::form::{Shape, Sheet, send_with, sheet};
use crate::text::{shell as words, t};

pub(crate) static SHAPE: Shape = Shape::of::<SignIn>(&[Section::new(
    UNTITLED,
    fields![SignIn:
        EMAIL.shown(Kind::SignInEmail).wide(),
        PASSWORD.shown(Kind::Password).required().wide(),
    ],
)]);

/// The form; `done` runs when the new session stands.
pub(crate) fn form(sign_in: Endpoint, done: Callback<()>) -> AnyView {
    // Quietly: a wrong password is no ended session.
    let send = send_with(move |sending| call(sign_in).quietly().body(&sending.draft).send());
    let form = Sheet {
        big: true,
        guarded: false,
        ..Sheet::new(&SHAPE, t(words::SIGN_IN), send, Callback::new(move |_: Value| done.run(())))
    };
    sheet(form)
}

/// The page, called for by [`knock::page`](super::knock::page).
pub(crate) fn page(door: &'static Door) -> AnyView {
    let done = use_context::<Entered>().map_or_else(|| Callback::new(|()| ()), |Entered(done)| done);
    let kind = t(if door.staff { words::SIGN_IN_STAFF } else { words::SIGN_IN_PORTAL });
    view! {
        <h1>{t(words::SIGN_IN)}</h1>
        <p class="muted">{kind}</p>
        {form(door.sign_in, done)}
        <p><a href=door.path("/forgot")>{t(words::FORGOT)}</a></p>
    }
    .into_any()
}
