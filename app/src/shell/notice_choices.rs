//! What one wants to be told of, and how: a line for each notice, a switch for each way. Each switch saves at once.

use domain::notice::NoticeChoice;
use leptos::prelude::*;
use leptos::task::spawn_local;
use serde_json::json;

use super::AppSpec;
use crate::net::call_at;
use crate::net::fetch::resource;
use crate::text::{notices as words, records, t};
use crate::ui::check::Switch;
use crate::ui::toast;

/// Two switches in a line: in the app, by mail. `save` gets both, and answers whether they were kept.
pub(crate) fn channels(in_app: bool, mail: bool, save: impl Fn(bool, bool) + Copy + Send + Sync + 'static) -> AnyView {
    let (in_app, mail) = (RwSignal::new(in_app), RwSignal::new(mail));
    let changed = move |_: bool| save(in_app.get_untracked(), mail.get_untracked());
    view! {
        <span class="channels">
            <Switch value=in_app label=t(words::IN_APP) on_change=changed />
            <Switch value=mail label=t(words::BY_MAIL) on_change=changed />
        </span>
    }
    .into_any()
}

pub(crate) fn choices(app: &'static AppSpec) -> AnyView {
    let all = resource::<Vec<NoticeChoice>>(move || Some(call_at(&app.get_choices).fresh()));
    let one = move |choice: NoticeChoice| {
        let save = move |in_app: bool, mail: bool| {
            spawn_local(async move {
                let draft = json!({ "notice": choice.notice, "in_app": in_app, "mail": mail });
                match call_at(&app.update_choice).body(&draft).done().await {
                    Ok(()) => toast::good(t(records::SAVED)),
                    Err(problem) => {
                        toast::bad(problem.title);
                        all.reload();
                    }
                }
            });
        };
        view! {
            <li class="session">
                <div class="notice-choice" role="group" aria-label=t(choice.notice.label())>
                    <span>{t(choice.notice.label())}</span>
                    {channels(choice.in_app, choice.mail, save)}
                </div>
            </li>
        }
    };
    all.view(move |all| view! { <ul class="sessions">{all.into_iter().map(one).collect_view()}</ul> }.into_any())
}
