//! Files of a record: each is uploaded as soon as it is chosen, dropped or pasted, with its progress; the draft names those
//! that have arrived.
//!
//! Invariant: while one is on its way the form can't be saved, so none is left out by pressing too early.

use std::collections::BTreeMap;

use domain::file::{File, LARGEST, MOST, MediaType};
use domain::route::Endpoint;
use leptos::prelude::*;
use leptos::task::spawn_local;
use serde_json::Value;

use super::super::document::Fields;
use super::super::field::{Custom, Field};
use super::super::files::{self, attached};
use super::FormState;
use crate::net::{call, new_key, read, upload};
use crate::text::{amount, count_of, records as words, t};
use crate::ui::file_drop::{FileDrop, Upload, UploadState};

/// The kind of a draft's list of files; the record tells what they are in its fact `attached`.
pub(crate) const FILES: Custom = Custom { control, group: true, show };

/// Each file as it is shown and, once it has arrived, its id; by its place on the page.
#[derive(Clone, Copy)]
struct Listed {
    state: FormState,
    field: &'static Field,
    uploads: RwSignal<Vec<Upload>>,
    /// What is kept at the edge, by the key of its upload.
    kept: StoredValue<BTreeMap<String, File>>,
    /// What was chosen and hasn't arrived, to be tried again.
    chosen: StoredValue<BTreeMap<String, web_sys::File>, LocalStorage>,
}

fn control(state: FormState, field: &'static Field) -> AnyView {
    let files = known(state, field);
    let uploads = files.iter().map(|file| arrived(file.id.to_string(), file)).collect();
    let listed = Listed {
        state,
        field,
        uploads: RwSignal::new(uploads),
        kept: StoredValue::new(files.into_iter().map(|file| (file.id.to_string(), file)).collect()),
        chosen: StoredValue::new_local(BTreeMap::new()),
    };
    let shown = RwSignal::new(None);
    let add = move |files: Vec<web_sys::File>| files.into_iter().for_each(|file| listed.add(file));
    let open = move |key: String| shown.set(listed.kept.with_value(|kept| kept.get(&key).cloned()));
    let accepted: Vec<String> = MediaType::ALL
        .iter()
        .flat_map(|media_type| media_type.extensions().iter().map(|ending| [".", ending].concat()))
        .collect();
    view! {
        <FileDrop
            uploads=listed.uploads
            on_files=add
            on_remove=move |key: String| listed.remove(&key)
            on_retry=move |key: String| listed.send(key)
            on_open=open
            accept=accepted.join(",")
            photo=true
        />
        {files::preview(shown)}
    }
    .into_any()
}

/// The files that the draft names. One that the record doesn't tell of (a draft that came back) has only its number.
fn known(state: FormState, field: &'static Field) -> Vec<File> {
    let known = state.facts.with_untracked(|facts| attached(facts.field("attached")));
    let named = untrack(|| state.value(field.name));
    let ids = named.as_array().into_iter().flatten().filter_map(Value::as_i64);
    ids.map(|id| {
        known.iter().find(|file| file.id.0 == id).cloned().unwrap_or_else(|| File {
            id: domain::id::FileId(id),
            name: [t(words::FILE), " ", &id.to_string()].concat(),
            media_type: MediaType::Text,
            size: 0,
        })
    })
    .collect()
}

fn arrived(key: String, file: &File) -> Upload {
    let size = if file.size == 0 { String::new() } else { amount::bytes(file.size) };
    Upload { id: key, name: file.name.clone(), size, state: UploadState::Done }
}

impl Listed {
    fn add(self, file: web_sys::File) {
        let key = new_key();
        let upload = Upload { id: key.clone(), name: file.name(), size: String::new(), state: UploadState::Sending(0) };
        let full = self.uploads.with_untracked(Vec::len) >= MOST;
        #[allow(clippy::cast_precision_loss)]
        let refusal = if full {
            Some(words::TOO_MANY_FILES)
        } else if file.size() > LARGEST as f64 {
            Some(words::FILE_TOO_LARGE)
        } else {
            None
        };
        self.uploads.update(|all| all.push(upload));
        if let Some(refusal) = refusal {
            self.change(&key, UploadState::Refused(t(refusal).to_owned()));
            return;
        }
        self.chosen.update_value(|chosen| drop(chosen.insert(key.clone(), file)));
        self.send(key);
    }

    fn send(self, key: String) {
        let Some(Some(file)) = self.chosen.try_with_value(|chosen| chosen.get(&key).cloned()) else { return };
        self.change(&key, UploadState::Sending(0));
        let name = String::from(js_sys::encode_uri_component(&file.name()));
        let progress = {
            let key = key.clone();
            Callback::new(move |percent| self.change(&key, UploadState::Sending(percent)))
        };
        spawn_local(async move {
            let sending = call(Endpoint::AddFile).query(["name=", &name].concat());
            let outcome = upload::send(&sending, &file, progress).await;
            match outcome.and_then(|text| read::<File>(&text)) {
                Ok(file) => self.arrive(&key, file),
                // Too large or of a kind that isn't kept it would be the next time too.
                Err(problem) if matches!(problem.status, 400..=428) => {
                    self.change(&key, UploadState::Refused(problem.title));
                }
                Err(problem) => self.change(&key, UploadState::Failed(problem.title)),
            }
        });
    }

    fn arrive(self, key: &str, file: File) {
        let upload = arrived(key.to_owned(), &file);
        // Taken away while it was on its way: nobody will name it, and the edge forgets it.
        let there = self.uploads.try_update(|all| {
            let place = all.iter_mut().find(|one| one.id == key);
            place.map(|place| *place = upload).is_some()
        });
        if there == Some(true) {
            self.kept.update_value(|kept| drop(kept.insert(key.to_owned(), file)));
            self.follow();
        }
    }

    fn remove(self, key: &str) {
        self.uploads.update(|all| all.retain(|one| one.id != key));
        self.chosen.update_value(|chosen| drop(chosen.remove(key)));
        self.follow();
    }

    /// Nothing happens when the form is gone.
    fn change(self, key: &str, to: UploadState) {
        self.uploads.try_update(|all| {
            if let Some(one) = all.iter_mut().find(|one| one.id == key) {
                one.state = to;
            }
        });
        self.follow();
    }

    fn follow(self) {
        let Some(all) = self.uploads.try_get_untracked() else { return };
        let on_its_way = all.iter().any(|one| matches!(one.state, UploadState::Sending(_)));
        if self.state.busy.get_untracked() != on_its_way {
            self.state.busy.set(on_its_way);
        }
        let ids = self.kept.with_value(|kept| {
            all.iter().filter_map(|one| kept.get(&one.id)).map(|file| Value::from(file.id.0)).collect()
        });
        self.state.set(self.field.name, Value::Array(ids));
    }
}

/// In a history: how many.
fn show(value: &Value) -> String {
    let files = value.as_array().map_or(0, Vec::len);
    if files == 0 { String::new() } else { count_of(files, words::FILES) }
}
