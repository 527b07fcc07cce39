//! A picture: uploaded as soon as it is chosen, shown, taken away.

use domain::file::LARGEST_PICTURE;
use domain::route::Endpoint;
use leptos::prelude::*;
use leptos::task::spawn_local;
use serde_json::Value;

use super::super::field::Field;
use super::state::FormState;
use crate::net::call;
use crate::text::{fields, small, t};
use crate::ui::button::{Button, Kind as ButtonKind, Size};
use crate::ui::file_drop::{FileDrop, Upload, UploadState};
use crate::ui::icon::Icon;

/// What the edge takes.
const ACCEPTED: &str = "image/png,image/jpeg,image/webp";

pub(super) fn control(state: FormState, field: &'static Field) -> AnyView {
    let uploads = RwSignal::new(Vec::<Upload>::new());
    let send = move |files: Vec<web_sys::File>| {
        let Some(file) = files.into_iter().next() else { return };
        let mut upload =
            Upload { id: file.name(), name: file.name(), size: String::new(), state: UploadState::Sending(50) };
        #[allow(clippy::cast_precision_loss)]
        if file.size() > LARGEST_PICTURE as f64 {
            upload.state = UploadState::Refused(t(crate::text::records::PICTURE_TOO_LARGE).to_owned());
            return uploads.set(vec![upload]);
        }
        uploads.set(vec![upload.clone()]);
        spawn_local(async move {
            match call(Endpoint::AddPicture).file(file).send::<Value>().await {
                Ok(answer) => {
                    uploads.try_set(Vec::new());
                    state.set(field.name, answer.get("id").unwrap_or(&answer).clone());
                }
                Err(problem) => {
                    upload.state = UploadState::Refused(problem.title);
                    uploads.try_set(vec![upload]);
                }
            }
        });
    };
    let shown = move || {
        state.value(field.name).as_i64().map(|id| {
            let source = Endpoint::GetPicture.path(&id.to_string());
            view! {
                <div class="picture-row">
                    <img class="picture" src=source alt="" />
                    <Button
                        label=crate::text::fill(crate::text::records::TAKE_AWAY, &[("thing", &small(t(fields::PHOTO)))])
                        size=Size::Small
                        kind=ButtonKind::Quiet
                        icon=Icon::Trash
                        on_press=move |()| state.set(field.name, Value::Null)
                    />
                </div>
            }
        })
    };
    view! {
        {shown}
        <FileDrop uploads=uploads on_files=send on_remove=move |_| uploads.set(Vec::new()) accept=ACCEPTED multiple=false />
    }
    .into_any()
}
