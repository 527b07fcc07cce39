//! A place to drop files on or choose them from, and the list of what is on its way.
//!
//! Sending is the screen's matter: it is handed the files and reports back through `uploads`.

use super::field::Control;
use super::icon::Icon;
use super::words;
use crate::text::t;
use leptos::{ev, html, oco::Oco, prelude::*};
use web_sys::wasm_bindgen::JsCast;
use web_sys::{File, FileList};

/// One file on its way or arrived.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Upload {
    pub id: String,
    pub name: String,
    /// Its size in words, e.g. `1.2 MB`.
    pub size: String,
    pub state: UploadState,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum UploadState {
    /// Per cent.
    Sending(u8),
    #[default]
    Done,
    /// May be tried again.
    Failed(String),
    /// Would be refused again.
    Refused(String),
}

#[component]
pub fn FileDrop(
    #[prop(into)] uploads: Signal<Vec<Upload>>,
    #[prop(into)] on_files: Callback<Vec<File>>,
    #[prop(into)] on_remove: Callback<String>,
    /// As in `<input accept>`.
    #[prop(optional, into)]
    accept: Oco<'static, str>,
    #[prop(default = true)] multiple: bool,
    /// Offers to try a failed one again.
    #[prop(optional, into)]
    on_retry: Option<Callback<String>>,
    /// Offers to look at one that has arrived.
    #[prop(optional, into)]
    on_open: Option<Callback<String>>,
    /// Takes what is pasted, too, and a phone's camera's pictures.
    #[prop(optional)]
    photo: bool,
) -> AnyView {
    let control = Control::current();
    let over = RwSignal::new(false);
    let node = NodeRef::<html::Input>::new();
    let take = move |list: Option<FileList>| {
        let Some(list) = list else { return };
        let files: Vec<File> = (0..list.length()).filter_map(|at| list.get(at)).collect();
        if !files.is_empty() && !control.disabled_reason.with_untracked(Option::is_some) {
            on_files.run(files);
        }
    };
    let chosen = move |_| {
        if let Some(input) = node.get_untracked() {
            take(input.files());
            // The same file can be chosen again after it failed.
            input.set_value("");
        }
    };
    if photo {
        let listening = window_event_listener(ev::paste, move |event| {
            // Text that is pasted into a field has no files.
            let pasted = js_sys::Reflect::get(event.as_ref(), &"clipboardData".into()).ok();
            take(pasted.and_then(|data| data.dyn_into::<web_sys::DataTransfer>().ok()).and_then(|data| data.files()));
        });
        on_cleanup(move || listening.remove());
    }
    let dropped = move |event: ev::DragEvent| {
        event.prevent_default();
        over.set(false);
        take(event.data_transfer().and_then(|data| data.files()));
    };
    view! {
        <label
            class="file-drop"
            data-over=move || over.get().then_some("true")
            on:dragover=move |e| {
                e.prevent_default();
                over.set(true);
            }
            on:dragleave=move |_| over.set(false)
            on:drop=dropped
        >
            <input
                type="file"
                class="hidden-text"
                id=control.id()
                accept=(!accept.is_empty()).then_some(accept)
                multiple=multiple
                disabled=move || control.disabled()
                aria-invalid=move || control.invalid()
                aria-describedby=move || control.described_by()
                on:change=chosen
                node_ref=node
            />
            {Icon::Upload.view()}
            <span>{t(words::DROP_HERE)}</span>
        </label>
        {photo.then(|| camera(control, take))}
        <ul class="uploads" aria-live="polite">
            {move || uploads.get().into_iter().map(|upload| one(upload, on_remove, on_retry, on_open)).collect_view()}
        </ul>
    }
    .into_any()
}

/// A button of its own for the camera, where there is one: shown to whoever points with a finger.
fn camera(control: Control, take: impl Fn(Option<FileList>) + Copy + 'static) -> AnyView {
    let node = NodeRef::<html::Input>::new();
    let taken = move |_| {
        if let Some(input) = node.get_untracked() {
            take(input.files());
            input.set_value("");
        }
    };
    view! {
        <label class="file-camera button">
            <input
                type="file"
                class="hidden-text"
                accept="image/*"
                capture="environment"
                disabled=move || control.disabled()
                on:change=taken
                node_ref=node
            />
            {Icon::Camera.view()}
            <span>{t(words::TAKE_PHOTO)}</span>
        </label>
    }
    .into_any()
}

fn one(
    upload: Upload,
    on_remove: Callback<String>,
    on_retry: Option<Callback<String>>,
    on_open: Option<Callback<String>>,
) -> AnyView {
    let Upload { id, name, size, state } = upload;
    let retry = on_retry.filter(|_| matches!(state, UploadState::Failed(_))).map(|retry| {
        let id = id.clone();
        view! {
            <button type="button" class="link" on:click=move |_| retry.run(id.clone())>{t(words::RETRY)}</button>
        }
    });
    let shown = match on_open.filter(|_| state == UploadState::Done) {
        Some(open) => {
            let id = id.clone();
            view! {
                <button type="button" class="upload-name link" on:click=move |_| open.run(id.clone())>{name.clone()}</button>
            }
            .into_any()
        }
        None => view! { <span class="upload-name">{name.clone()}</span> }.into_any(),
    };
    let remove = t(words::REMOVE).replace("{thing}", &name);
    let state = match state {
        UploadState::Sending(percent) => {
            view! { <progress max="100" value=percent.to_string() aria-label=name.clone()></progress> }.into_any()
        }
        UploadState::Done => view! { <span class="upload-size">{size}</span> }.into_any(),
        UploadState::Failed(why) | UploadState::Refused(why) => {
            view! { <span class="upload-error">{why}</span> }.into_any()
        }
    };
    view! {
        <li class="upload">
            {Icon::File.view()}
            {shown}
            {state}
            {retry}
            <button type="button" class="chip-remove" aria-label=remove on:click=move |_| on_remove.run(id.clone())>
                {Icon::Close.view()}
            </button>
        </li>
    }
    .into_any()
}
