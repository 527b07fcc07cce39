//! What a link from a mail opens: an invitation or a new password.

use domain::problem::ProblemKind;
use domain::route::Endpoint;
use domain::session::{Acceptance, LinkInfo, LinkProof, LinkPurpose, NewPassword};
use leptos::prelude::*;
use leptos::task::spawn_local;
use serde_json::{Value, json};

use super::AppSpec;
use crate::nav;
use crate::net::fetch::resource;
use crate::net::{call_at, failure};
use crate::records::field::{Kind, Section, UNTITLED};
use crate::records::fields;
use crate::records::form::{Shape, Sheet, send_with, sheet};
use crate::text::{fill, shell as words, t};
use crate::ui::button::{Button, Kind as ButtonKind, Size};
use crate::ui::failure::{ErrorState, Failure};
use crate::ui::progress::Skeleton;
use crate::ui::toast;

pub(crate) static SHAPE: Shape = Shape::new::<NewPassword>(&[Section::new(
    UNTITLED,
    fields![NewPassword:
        PASSWORD.shown(Kind::NewPassword).required().wide().help(words::PASSWORD_HELP),
    ],
)]);

/// The password that somebody has, to act for another customer too.
pub(crate) static ACCEPTANCE: Shape = Shape::new::<Acceptance>(&[Section::new(
    UNTITLED,
    fields![Acceptance:
        PASSWORD.shown(Kind::Password).required().wide(),
    ],
)]);

pub(crate) fn link_page(app: &'static AppSpec) -> AnyView {
    let token = nav::place();
    let asked = token.clone();
    let link = resource::<LinkInfo>(move || Some(call_at(&app.get_link).at(&asked).quietly()));
    let asked_anew = Callback::new(move |()| link.reload());
    let accept = move |link: LinkInfo| {
        let invited = link.purpose == LinkPurpose::Invite;
        let title = if invited {
            fill(words::ACCEPT_TITLE, &[("company", &link.company)])
        } else {
            t(words::RESET_TITLE).to_owned()
        };
        let help = if invited { words::ACCEPT_HELP } else { words::RESET_HELP };
        let (shape, route, submit, help) = match link.proof {
            LinkProof::NewPassword => (Some(&SHAPE), app.spend_link, words::CHOOSE_PASSWORD, help),
            LinkProof::OwnPassword => {
                (Some(&ACCEPTANCE), Endpoint::PortalAcceptLink.route(), words::ACCEPT, words::ACCEPT_TOO_HELP)
            }
            LinkProof::Link => (None, Endpoint::PortalAcceptLink.route(), words::ACCEPT, words::ACCEPT_AT_ONCE_HELP),
        };
        let told = [("name", link.name.as_str()), ("email", &link.email), ("customer", &link.customer)];
        let token = token.clone();
        let spend = move |draft: Value| {
            let call = call_at(&route).at(&token).quietly().body(&draft);
            async move {
                let outcome = call.send::<Value>().await;
                // By another link of theirs they have a password by now, so this one asks for something else.
                if outcome.as_ref().is_err_and(|problem| problem.known() == Some(ProblemKind::Stale)) {
                    asked_anew.run(());
                }
                outcome
            }
        };
        let enter = move || {
            let _ = location().set_href(app.home);
        };
        let answer = match shape {
            Some(shape) => {
                let send = send_with(move |sending| spend(sending.draft));
                let done = Callback::new(move |_: Value| enter());
                sheet(Sheet { big: true, guarded: false, ..Sheet::new(shape, t(submit), send, done) })
            }
            None => {
                let busy = RwSignal::new(false);
                let accept = move |()| {
                    busy.set(true);
                    let spent = spend(json!(Acceptance::default()));
                    spawn_local(async move {
                        match spent.await {
                            Ok(_) => enter(),
                            Err(problem) => toast::bad(problem.title),
                        }
                        busy.try_set(false);
                    });
                };
                view! { <Button label=t(submit) kind=ButtonKind::Primary size=Size::Big busy=busy on_press=accept /> }
                    .into_any()
            }
        };
        view! {
            <h1>{title}</h1>
            <p class="muted">{fill(help, &told)}</p>
            {answer}
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
