//! What people are told of: the channels of each notice, and the company's own words for it.

use domain::notice::{NoticeSetting, Preview, WordingDraft};
use domain::route::Endpoint;
use domain::text::Language;
use leptos::prelude::*;
use leptos::task::spawn_local;
use serde_json::{Value, json};

use crate::net::call;
use crate::net::fetch::{Resource, resource};
use crate::records::Section;
use crate::records::field::UNTITLED;
use crate::records::fields;
use crate::records::form::{FormState, Shape, Sheet, conflict, send_with, sheet};
use crate::records::text_of;
use crate::shell::notice_choices::channels;
use crate::text::{self, fill, notices as words, records, t};
use crate::ui::badge::Badge;
use crate::ui::button::{Button, Kind as ButtonKind, Size};
use crate::ui::choice::Choice;
use crate::ui::dialog::{Dialog, DialogKind, title_of};
use crate::ui::field::Field as Frame;
use crate::ui::select::Select;
use crate::ui::toast;
use crate::ui::tone::Tone;

/// The language stands above the form and comes with its start.
static SHAPE: Shape = Shape::new::<WordingDraft>(&[Section::new(
    UNTITLED,
    fields![WordingDraft:
        SUBJECT.wide(),
        BODY.wide(),
    ],
)]);

/// `/admin/settings/notices`
pub(super) fn notices_page() -> AnyView {
    let all = resource::<Vec<NoticeSetting>>(|| Some(call(Endpoint::ListNotices).fresh()));
    let editing = RwSignal::new(None::<NoticeSetting>);
    let open = RwSignal::new(false);
    let edit = move |setting: NoticeSetting| {
        editing.set(Some(setting));
        open.set(true);
    };
    let saved = Callback::new(move |()| {
        open.set(false);
        all.reload();
    });
    let title = title_of(editing, |setting: &NoticeSetting| t(setting.notice.label()).to_owned());
    view! {
        <p class="muted">{t(words::NOTICES_HELP)}</p>
        {all.view(move |settings| {
            let rows = settings.into_iter().map(|setting| row(setting, all, edit)).collect_view();
            view! { <ul class="sessions">{rows}</ul> }.into_any()
        })}
        <Dialog open=open title=title kind=DialogKind::Side>
            {move || editing.get().map(|setting| editor(setting, saved))}
        </Dialog>
    }
    .into_any()
}

fn row(
    setting: NoticeSetting,
    all: Resource<Vec<NoticeSetting>>,
    edit: impl Fn(NoticeSetting) + Copy + Send + Sync + 'static,
) -> AnyView {
    let notice = setting.notice;
    let save = move |in_app: bool, mail: bool| {
        spawn_local(async move {
            let draft = json!({ "in_app": in_app, "mail": mail });
            match call(Endpoint::UpdateNotice).at(notice.code()).body(&draft).done().await {
                Ok(()) => toast::good(t(records::SAVED)),
                Err(problem) => {
                    toast::bad(problem.title);
                    all.reload();
                }
            }
        });
    };
    let own = setting.wordings.iter().any(|wording| wording.own);
    let (in_app, mail) = (setting.in_app, setting.mail);
    view! {
        <li class="session">
            <div class="notice-choice" role="group" aria-label=t(notice.label())>
                <span class="cell-two">
                    <span>{t(notice.label())}</span>
                    {own.then(|| view! { <Badge label=t(words::OWN_TEXT) tone=Tone::Info /> })}
                </span>
                {if notice.carries_link() {
                    view! { <span class="channels muted">{t(words::ALWAYS_BY_MAIL)}</span> }.into_any()
                } else {
                    channels(in_app, mail, save)
                }}
                <Button label=t(words::EDIT_TEXT) size=Size::Small on_press=move |()| edit(setting.clone()) />
            </div>
        </li>
    }
    .into_any()
}

fn editor(setting: NoticeSetting, saved: Callback<()>) -> AnyView {
    let language = RwSignal::new(text::language().code().to_owned());
    let options: Vec<Choice> =
        Language::ALL.iter().map(|language| Choice::new(language.code(), t(language.label()))).collect();
    view! {
        <Frame label=t(text::shell::LANGUAGE)><Select value=language options=options /></Frame>
        {move || wording(&setting, &language.get(), saved)}
    }
    .into_any()
}

/// The words of one language.
fn wording(setting: &NoticeSetting, language: &str, saved: Callback<()>) -> AnyView {
    let Some(now) = setting.wordings.iter().find(|wording| wording.language.code() == language).cloned() else {
        return ().into_any();
    };
    let (notice, language) = (setting.notice, now.language);
    let places = setting.places.iter().map(|place| ["{", place, "}"].concat()).collect::<Vec<_>>().join(", ");
    let send = send_with(move |sending| call(Endpoint::UpdateWording).at(notice.code()).body(&sending.draft).send());
    let done = Callback::new(move |_: Value| {
        toast::good(t(records::SAVED));
        saved.run(());
    });
    let take_back = move |()| {
        spawn_local(async move {
            let draft = WordingDraft { language, ..WordingDraft::default() };
            match call(Endpoint::UpdateWording).at(notice.code()).body(&draft).done().await {
                Ok(()) => {
                    toast::good(t(words::OWN_TEXT_GONE));
                    saved.run(());
                }
                Err(problem) => toast::bad(problem.title),
            }
        });
    };
    let below = move |state: FormState| preview(notice.code(), language, state);
    let form = Sheet {
        start: json!({ "language": language, "subject": now.subject, "body": now.body }),
        existing: true,
        keep: Some(["draft:/settings/notices/", notice.code(), "/", language.code()].concat()),
        conflict: Some(conflict::view),
        below: Some(std::sync::Arc::new(below)),
        ..Sheet::new(&SHAPE, t(records::SAVE), send, done)
    };
    view! {
        <p class="muted">{fill(words::BODY_HELP, &[("places", &places)])}</p>
        {sheet(form)}
        {now.own.then(|| view! {
            <div class="actions"><Button label=t(words::TAKE_BACK) kind=ButtonKind::Quiet on_press=take_back /></div>
        })}
    }
    .into_any()
}

/// What is typed, as it will read.
fn preview(notice: &'static str, language: Language, state: FormState) -> AnyView {
    let shown = RwSignal::new(None::<Preview>);
    let busy = RwSignal::new(false);
    let show = move |()| {
        busy.set(true);
        let draft = json!({
            "language": language, "subject": text_of(&state.value("subject")), "body": text_of(&state.value("body")),
        });
        spawn_local(async move {
            match call(Endpoint::PreviewNotice).at(notice).body(&draft).send::<Preview>().await {
                Ok(preview) => drop(shown.try_set(Some(preview))),
                Err(problem) => toast::bad(problem.title),
            }
            busy.try_set(false);
        });
    };
    view! {
        <div class="actions"><Button label=t(words::PREVIEW) busy=busy on_press=move |()| untrack(|| show(())) /></div>
        <div aria-live="polite">
            {move || shown.get().map(|preview| view! {
                <p class="muted">{t(words::PREVIEW_FOLLOWS)}</p>
                <article class="mail-preview"><strong>{preview.subject}</strong><pre>{preview.text}</pre></article>
            })}
        </div>
    }
    .into_any()
}
