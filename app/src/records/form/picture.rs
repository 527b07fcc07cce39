//! Pictures: uploaded as soon as they are chosen, shown, taken away. One, or several of which one is the cover.

use domain::file::{LARGEST_PICTURE, MOST_PICTURES};
use domain::route::Endpoint;
use leptos::prelude::*;
use leptos::task::spawn_local;
use serde_json::Value;

use super::super::field::Field;
use super::FormState;
use crate::net::{call, new_key};
use crate::text::{fields, fill, records as words, small, t};
use crate::ui::button::{Button, Kind as ButtonKind, Size};
use crate::ui::file_drop::{FileDrop, Upload, UploadState};
use crate::ui::icon::Icon;
use crate::ui::id;

/// What the edge takes.
const ACCEPTED: &str = "image/png,image/jpeg,image/webp";

type Uploads = RwSignal<Vec<Upload>>;

fn listed(key: &str, file: &web_sys::File) -> Upload {
    Upload { id: key.to_owned(), name: file.name(), size: String::new(), state: UploadState::Sending(50) }
}

/// Sends one; its id once it is there. What is refused stays listed, with why.
async fn send(file: web_sys::File, key: &str, uploads: Uploads) -> Option<i64> {
    let refused = |why: String| {
        uploads.try_update(|all| {
            if let Some(one) = all.iter_mut().find(|one| one.id == key) {
                one.state = UploadState::Refused(why);
            }
        });
        None
    };
    #[allow(clippy::cast_precision_loss)]
    if file.size() > LARGEST_PICTURE as f64 {
        return refused(t(words::PICTURE_TOO_LARGE).to_owned());
    }
    match call(Endpoint::AddPicture).file(file).send::<Value>().await {
        Ok(answer) => {
            uploads.try_update(|all| all.retain(|one| one.id != key));
            answer.get("id").and_then(Value::as_i64)
        }
        Err(problem) => refused(problem.title),
    }
}

fn shown(id: i64) -> AnyView {
    view! { <img class="picture" src=Endpoint::GetPicture.path(&id.to_string()) alt="" /> }.into_any()
}

/// `which` tells it from its neighbours.
fn take_away(which: String, on_press: impl Fn(()) + Send + Sync + 'static) -> AnyView {
    let label = fill(words::TAKE_AWAY, &[("thing", &[small(t(fields::PHOTO)).as_str(), &which].concat())]);
    view! { <Button label=label size=Size::Small kind=ButtonKind::Quiet icon=Icon::Trash on_press=on_press /> }
        .into_any()
}

pub(super) fn control(state: FormState, field: &'static Field) -> AnyView {
    let uploads = Uploads::default();
    let take = move |files: Vec<web_sys::File>| {
        let Some(file) = files.into_iter().next() else { return };
        let key = new_key();
        uploads.set(vec![listed(&key, &file)]);
        spawn_local(async move {
            if let Some(id) = send(file, &key, uploads).await {
                state.set(field.name, id.into());
            }
        });
    };
    let chosen = move || {
        let id = state.value(field.name).as_i64()?;
        let gone = move |()| state.set(field.name, Value::Null);
        Some(view! { <div class="picture-row">{shown(id)}{take_away(String::new(), gone)}</div> })
    };
    view! {
        {chosen}
        <FileDrop uploads=uploads on_files=take on_remove=move |_| uploads.set(Vec::new()) accept=ACCEPTED multiple=false />
    }
    .into_any()
}

/// They stay where they are while one fills in the form; the one that is chosen as the cover comes first in the draft.
pub(super) fn several(state: FormState, field: &'static Field) -> AnyView {
    let uploads = Uploads::default();
    let first: Vec<i64> =
        untrack(|| state.value(field.name)).as_array().into_iter().flatten().filter_map(Value::as_i64).collect();
    let cover = RwSignal::new(first.first().copied());
    let all = RwSignal::new(first);
    let follow = move || {
        let (ids, chosen) = (all.get_untracked(), cover.get_untracked());
        let chosen = chosen.filter(|chosen| ids.contains(chosen)).or_else(|| ids.first().copied());
        cover.set(chosen);
        let rest = ids.into_iter().filter(|id| Some(*id) != chosen);
        state.set(field.name, chosen.into_iter().chain(rest).collect());
    };
    // A form that is sent without them would lose those on their way.
    let wait = move || {
        let sending = uploads.with_untracked(|all| all.iter().any(|one| matches!(one.state, UploadState::Sending(_))));
        state.busy.try_set(sending);
    };
    let take = move |files: Vec<web_sys::File>| {
        let mut room = MOST_PICTURES.saturating_sub(all.with_untracked(Vec::len) + uploads.with_untracked(Vec::len));
        let mut bound = Vec::with_capacity(files.len());
        for file in files {
            let key = new_key();
            let mut upload = listed(&key, &file);
            if room == 0 {
                upload.state = UploadState::Refused(t(words::TOO_MANY_PHOTOS).to_owned());
            } else {
                room -= 1;
                bound.push((key, file));
            }
            uploads.update(|all| all.push(upload));
        }
        wait();
        // One behind the other, so that they stand in the order in which they were chosen.
        spawn_local(async move {
            for (key, file) in bound {
                let id = send(file, &key, uploads).await;
                if all.is_disposed() {
                    return;
                }
                if let Some(id) = id {
                    all.update(|all| all.push(id));
                    follow();
                }
                wait();
            }
        });
    };
    let group = id::unique("cover");
    let row = move |id: i64| {
        let place = all.with_untracked(|all| all.iter().position(|one| *one == id)).unwrap_or_default();
        let which = [" ", &(place + 1).to_string()].concat();
        let name = [t(words::PHOTO_MAIN), ":", &which].concat();
        let choose = move |_| {
            cover.set(Some(id));
            follow();
        };
        let gone = move |()| {
            all.update(|all| all.retain(|one| *one != id));
            follow();
        };
        view! {
            <li class="picture-row">
                {shown(id)}
                <label class="checkbox">
                    <input
                        type="radio"
                        name=group.clone()
                        aria-label=name
                        prop:checked=move || cover.get() == Some(id)
                        on:change=choose
                    />
                    <span>{t(words::PHOTO_MAIN)}</span>
                </label>
                {take_away(which, gone)}
            </li>
        }
    };
    view! {
        <ul class="picture-list">
            <For each=move || all.get() key=|id| *id let:id>{row(id)}</For>
        </ul>
        <FileDrop
            uploads=uploads
            on_files=take
            on_remove=move |key: String| uploads.update(|all| all.retain(|one| one.id != key))
            accept=ACCEPTED
            photo=true
        />
    }
    .into_any()
}
