//! What a link from a mail opens: an invitation or a new password.

use domain::session::{LinkInfo, LinkPurpose, NewPassword};
use leptos::prelude::*;
use serde_json::Value;

use super::AppSpec;
use crate::nav;
use crate::net::fetch::resource;
use crate::net::{call, failure};
use crate::records::field::{Kind, Section, UNTITLED};
use crate::records::fields;
use crate::records::form::{Shape, Sheet, send_with, sheet};
use crate::text::{fill, shell as words, t};
use crate::ui::failure::{ErrorState, Failure};
use crate::ui::progress::Skeleton;

pub(crate) static SHAPE: Shape = Shape::new::<NewPassword>(&[Section::new(
    UNTITLED,
    fields![NewPassword:
        PASSWORD.shown(Kind::NewPassword).required().wide().help(words::PASSWORD_HELP),
    ],
)]);

pub(crate) fn link_page(app: &'static AppSpec) -> AnyView {
    let token = nav::place();
    let asked = token.clone();
    let link = resource::<LinkInfo>(move || Some(call(app.get_link).at(&asked).quietly()));
    let accept = move |link: LinkInfo| {
        let invited = link.purpose == LinkPurpose::Invite;
        let title = if invited {
            fill(words::ACCEPT_TITLE, &[("company", &link.company)])
        } else {
            t(words::RESET_TITLE).to_owned()
        };
        let help = if invited { words::ACCEPT_HELP } else { words::RESET_HELP };
        let token = token.clone();
        let send = send_with(move |sending| call(app.spend_link).at(&token).quietly().body(&sending.draft).send());
        let done = Callback::new(|_: Value| {
            let _ = location().set_href(app.home);
        });
        view! {
            <h1>{title}</h1>
            <p class="muted">{fill(help, &[("name", &link.name), ("email", &link.email)])}</p>
            {sheet(Sheet { big: true, guarded: false, ..Sheet::new(&SHAPE, t(words::CHOOSE_PASSWORD), send, done) })}
        }
        .into_any()
    };
    let accept = StoredValue::new(accept);
    (move || match (link.value.get(), link.problem.get()) {
        (Some(info), _) => accept.with_value(|accept| accept(info)),
        (None, Some(problem)) => {
            let failure = Failure {
                title: t(words::LINK_WRONG).to_owned(),
                detail: failure(&problem).title,
                ..Failure::default()
            };
            view! {
                <ErrorState failure=failure />
                <p><a href=app.path("/forgot")>{t(words::FORGOT)}</a></p>
            }
            .into_any()
        }
        _ => view! { <Skeleton lines=4 /> }.into_any(),
    })
    .into_any()
}
