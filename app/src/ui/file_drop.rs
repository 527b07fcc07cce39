//! A place to drop files on or choose them from, and the list of what is on its way.
//!
//! Sending is the screen's matter: it is handed the files and reports back through `uploads`.

use super::field::Control;
use super::icon::Icon;
use super::words;
use crate::text::t;
use leptos::{ev, html, oco::Oco, prelude::*};
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
    Failed(String),
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
) -> AnyView {
    let control = Control::current();
    let over = RwSignal::new(false);
    let node = NodeRef::<html::Input>::new();
    let take = move |list: Option<FileList>| {
        let files: Vec<File> =
            list.map(|list| (0..list.length()).filter_map(|at| list.get(at)).collect()).unwrap_or_default();
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
        <ul class="uploads" aria-live="polite">
            {move || uploads.get().into_iter().map(|upload| one(upload, on_remove)).collect_view()}
        </ul>
    }
    .into_any()
}

fn one(upload: Upload, on_remove: Callback<String>) -> AnyView {
    let Upload { id, name, size, state } = upload;
    let remove = t(words::REMOVE).replace("{thing}", &name);
    let state = match state {
        UploadState::Sending(percent) => {
            view! { <progress max="100" value=percent.to_string() aria-label=name.clone()></progress> }.into_any()
        }
        UploadState::Done => view! { <span class="upload-size">{size}</span> }.into_any(),
        UploadState::Failed(why) => view! { <span class="upload-error">{why}</span> }.into_any(),
    };
    view! {
        <li class="upload">
            {Icon::File.view()}
            <span class="upload-name">{name}</span>
            {state}
            <button type="button" class="chip-remove" aria-label=remove on:click=move |_| on_remove.run(id.clone())>
                {Icon::Close.view()}
            </button>
        </li>
    }
    .into_any()
}
