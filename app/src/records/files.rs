//! A record's files on its page: what they are called, how large they are, a look at those that can be shown.

use domain::file::{File, MediaType};
use domain::route::Endpoint;
use leptos::prelude::*;
use serde_json::Value;

use super::document::{Fields, from_json};
use super::shown::Shown;
use crate::text::{amount, fields, records as words, t};
use crate::ui::button::{Button, Kind as ButtonKind, LinkButton};
use crate::ui::dialog::{Dialog, DialogKind, title_of};
use crate::ui::heading::Card;
use crate::ui::icon::Icon;

/// The fact `attached`, read.
pub(crate) fn attached(fact: &Value) -> Vec<File> {
    from_json(fact)
}

fn address(file: &File, shown: bool) -> String {
    let path = Endpoint::GetFile.path(&file.id.to_string());
    if shown { [path.as_str(), "?show=true"].concat() } else { path }
}

/// The card of a record's files.
pub(crate) fn card(shown: Shown) -> AnyView {
    let files = Memo::new(move |_| {
        shown.record.value.with(|record| record.as_ref().map(|record| attached(record.field("attached"))))
    });
    let looked_at = RwSignal::new(None);
    let list = move || {
        let files = files.get()?;
        if files.is_empty() {
            return Some(view! { <p class="muted">{t(words::NO_FILES)}</p> }.into_any());
        }
        let rows = files.into_iter().map(|file| row(file, looked_at)).collect_view();
        Some(view! { <ul class="uploads">{rows}</ul> }.into_any())
    };
    view! { <Card title=t(fields::FILES)>{list}{preview(looked_at)}</Card> }.into_any()
}

fn row(file: File, looked_at: RwSignal<Option<File>>) -> AnyView {
    let (name, size, href) = (file.name.clone(), amount::bytes(file.size), address(&file, false));
    let kind = t(file.media_type.label());
    let look = file.media_type.is_shown().then(|| {
        let label = [t(words::LOOK_AT), " ", &name].concat();
        view! {
            <Button
                label=label
                icon_only=true
                kind=ButtonKind::Quiet
                icon=Icon::Eye
                on_press=move |()| looked_at.set(Some(file.clone()))
            />
        }
    });
    view! {
        <li class="upload">
            {Icon::File.view()}
            <a class="upload-name" href=href download=name.clone() rel="external">{name.clone()}</a>
            <span class="upload-size">{[kind, " · ", &size].concat()}</span>
            {look}
        </li>
    }
    .into_any()
}

/// A dialog with the file that is looked at; closed while there is none.
pub(crate) fn preview(of: RwSignal<Option<File>>) -> AnyView {
    let open = RwSignal::new(false);
    Effect::new(move || open.set(of.with(Option::is_some)));
    let title = title_of(of, |file: &File| file.name.clone());
    let content = move || of.get().map(content);
    view! {
        <Dialog open=open title=title kind=DialogKind::Wide on_close=move |()| of.set(None)>{content}</Dialog>
    }
    .into_any()
}

fn content(file: File) -> AnyView {
    let (place, name) = (address(&file, true), file.name.clone());
    let shown = match file.media_type {
        MediaType::Pdf => view! { <iframe class="file-shown" src=place title=name.clone()></iframe> }.into_any(),
        kind if kind.is_picture() => view! { <img class="file-shown" src=place alt=name.clone() /> }.into_any(),
        _ => view! { <p class="muted">{t(words::NOT_SHOWN)}</p> }.into_any(),
    };
    view! {
        {shown}
        <p class="form-actions">
            <LinkButton label=t(words::DOWNLOAD) href=address(&file, false) icon=Icon::Download download=name external=true />
        </p>
    }
    .into_any()
}
