//! What a notification gathered, in the bell: each with its day and a link to its page.

use domain::record::RecordKind;
use domain::session::NoticeLine;
use leptos::prelude::*;

use crate::nav;
use crate::text::date;

pub(super) fn lines(open: RwSignal<bool>, kind: Option<RecordKind>, lines: Vec<NoticeLine>) -> AnyView {
    // Of one alone the notification itself says what it is and leads there.
    let alone = lines.len() == 1;
    let one = |line: NoticeLine| {
        let ends = date::ends(&line.due_on);
        if alone {
            return (!ends.is_empty()).then(|| view! { <li>{ends}</li> }.into_any());
        }
        let href = kind.map(|kind| nav::record(kind, line.subject));
        Some(view! { <li><a href=href on:click=move |_| open.set(false)>{line.label}</a>" "{ends}</li> }.into_any())
    };
    let shown: Vec<AnyView> = lines.into_iter().filter_map(one).collect();
    (!shown.is_empty()).then(|| view! { <ul class="notice-lines">{shown}</ul> }).into_any()
}
