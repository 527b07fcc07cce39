//! One's own page: name, phone and language, password, open sessions.

use domain::session::{PasswordChange, ProfileDraft, SessionView};
use domain::text::Language;
use leptos::prelude::*;
use leptos::task::spawn_local;
use serde_json::{Value, json};

use super::{AppSpec, notice_choices};
use crate::net::call_at;
use crate::net::fetch::resource;
use crate::records::field::{Kind, Section, UNTITLED};
use crate::records::fields;
use crate::records::form::{Shape, Sheet, send_with, sheet};
use crate::records::part;
use crate::text::{self, date, fill, shell as words, t};
use crate::ui::badge::Badge;
use crate::ui::button::{Button, Kind as ButtonKind, Size};
use crate::ui::confirm::{self, Ask};
use crate::ui::heading::{Card, PageHeader};
use crate::ui::toast;
use crate::ui::tone::Tone;

pub(crate) static PROFILE: Shape = Shape::new::<ProfileDraft>(&[Section::new(
    UNTITLED,
    fields![ProfileDraft:
        NAME,
        PHONE,
        LANGUAGE.required(),
    ],
)]);

pub(crate) static PASSWORD: Shape = Shape::new::<PasswordChange>(&[Section::new(
    UNTITLED,
    fields![PasswordChange:
        CURRENT.shown(Kind::Password).required(),
        PASSWORD.shown(Kind::NewPassword).required().help(words::PASSWORD_HELP),
    ],
)]);

pub(crate) fn profile_page(app: &'static AppSpec) -> AnyView {
    let me = resource::<Value>(move || Some(call_at(&app.get_me).fresh()));
    view! {
        <PageHeader title=t(words::PROFILE) />
        <div class="cards">
            <Card title=t(words::ACCOUNT)>{me.view(move |me| account(app, &me))}</Card>
            <Card title=t(words::CHANGE_PASSWORD)>{password(app)}</Card>
            <Card title=t(crate::text::notices::NOTICES_FOR_ME)>{notice_choices::choices(app)}</Card>
            <Card title=t(words::SESSIONS)>{sessions(app)}</Card>
        </div>
    }
    .into_any()
}

fn account(app: &'static AppSpec, me: &Value) -> AnyView {
    let part = |name: &str| part(me, name);
    let send = send_with(move |sending| call_at(&app.update_profile).body(&sending.draft).send());
    let start = json!({ "name": part("name"), "phone": part("phone"), "language": part("language") });
    let spoken = RwSignal::new(text::language());
    let below = move |state: crate::records::form::FormState| {
        Effect::new(move || {
            if let Some(Ok(language)) = state.value("language").as_str().map(str::parse) {
                spoken.set(language);
            }
        });
        ().into_any()
    };
    let done = Callback::new(move |_| {
        toast::good(t(words::PROFILE_SAVED));
        text::choose(spoken.get_untracked());
    });
    let form = Sheet {
        start,
        below: Some(std::sync::Arc::new(below)),
        ..Sheet::new(&PROFILE, t(words::SAVE_PROFILE), send, done)
    };
    view! {
        <p class="muted">{crate::records::text_of(&part("email"))}</p>
        {sheet(form)}
    }
    .into_any()
}

fn password(app: &'static AppSpec) -> AnyView {
    let epoch = RwSignal::new(0_u32);
    let done = Callback::new(move |_| {
        toast::good(t(words::PASSWORD_CHANGED));
        epoch.update(|epoch| *epoch += 1);
    });
    (move || {
        epoch.track();
        let send = send_with(move |sending| call_at(&app.change_password).body(&sending.draft).send());
        sheet(Sheet::new(&PASSWORD, t(words::CHANGE_PASSWORD), send, done))
    })
    .into_any()
}

fn sessions(app: &'static AppSpec) -> AnyView {
    let list = resource::<Vec<SessionView>>(move || Some(call_at(&app.list_sessions)));
    let end = move |id: i64| {
        spawn_local(async move {
            match call_at(&app.end_session).at(id).done().await {
                Ok(()) => {
                    toast::good(t(words::SESSION_GONE));
                    list.reload();
                }
                Err(problem) => toast::bad(problem.title),
            }
        });
    };
    let one = move |session: SessionView| {
        let seen = fill(words::SEEN, &[("when", &date::relative(session.seen_at))]);
        let id = session.id;
        let action = if session.current {
            view! { <Badge label=t(words::DEVICE_NOW) tone=Tone::Good /> }.into_any()
        } else {
            view! { <Button label=t(words::END_SESSION) size=Size::Small on_press=move |()| end(id) /> }.into_any()
        };
        view! {
            <li class="session">
                <span class="cell-two">
                    <span title=session.device.clone()>{session.called()}</span>
                    <span class="cell-second" title=date::instant(session.seen_at)>{seen}</span>
                </span>
                {action}
            </li>
        }
    };
    let everywhere = move |()| {
        let leave = move || {
            spawn_local(async move {
                let _ = call_at(&app.sign_out_everywhere).quietly().done().await;
                let _ = location().set_href(app.home);
            });
        };
        let question = t(words::SIGN_OUT_EVERYWHERE_QUESTION);
        confirm::ask(Ask::new(question, t(words::SIGN_OUT_EVERYWHERE_CONSEQUENCE), t(words::SIGN_OUT), leave).danger());
    };
    view! {
        {list.view(move |all| view! { <ul class="sessions">{all.into_iter().map(one).collect_view()}</ul> }.into_any())}
        <div class="actions">
            <Button label=t(words::SIGN_OUT_EVERYWHERE) kind=ButtonKind::Danger on_press=everywhere />
        </div>
    }
    .into_any()
}

/// Changes the language for this person everywhere, then loads the page anew in it.
pub(crate) fn speak(app: &'static AppSpec, language: Language) {
    spawn_local(async move {
        if let Ok(me) = call_at(&app.get_me).quietly().send::<Value>().await {
            let part = |name: &str| if let Value::String(part) = part(&me, name) { part } else { String::new() };
            // Typed: writing a value of any shape would be one more thing that every page begins with.
            let draft = ProfileDraft { name: part("name"), phone: part("phone"), language };
            match call_at(&app.update_profile).quietly().body(&draft).done().await {
                Ok(()) => text::choose(language),
                Err(problem) => toast::bad(problem.title),
            }
        }
    });
}
