//! At the end of a list's filter bar: archive, density, export.

use domain::list::ListQuery;
use domain::record::Verb;
use domain::route::Endpoint;
use leptos::prelude::*;

use super::ListSpec;
use super::state::{self, State};
use crate::text::{records as words, t};
use crate::ui::button::{Button, Kind as ButtonKind, LinkButton};
use crate::ui::icon::Icon;

pub(super) fn view(spec: &'static ListSpec, state: State, dense: RwSignal<bool>) -> AnyView {
    let archived = Signal::derive(move || state.query.with(|query| query.archived));
    let archive = spec.offers(Verb::Archive).then(|| {
        let press = move |()| state.change_query(|query| query.archived = !query.archived);
        view! {
            <Button
                label=t(words::ARCHIVED_ONLY)
                kind=ButtonKind::Quiet
                icon=Icon::Archive
                pressed=Signal::derive(move || Some(archived.get()))
                on_press=press
            />
        }
    });
    let export = spec.offers(Verb::Export).then(|| {
        let link = |label, form: &'static str| {
            let href = move || {
                let mut query = ListQuery { cursor: String::new(), limit: 0, ..state.asked() };
                if !form.is_empty() {
                    query.filters.insert("form".to_owned(), form.to_owned());
                }
                let (query, path) = (query.to_query(), Endpoint::Record(spec.kind, Verb::Export).path(""));
                if query.is_empty() { path } else { [path.as_str(), "?", &query].concat() }
            };
            let file = [spec.kind.collection(), ".csv"].concat();
            view! {
                <LinkButton
                    label=t(label)
                    kind=ButtonKind::Quiet
                    icon=Icon::Download
                    href=Signal::derive(href)
                    download=file
                />
            }
        };
        view! { {link(words::EXPORT, "")}{link(words::EXPORT_FOR_PROGRAMS, "machine")} }
    });
    let flip = move |()| {
        dense.update(|dense| *dense = !*dense);
        state::keep_density(dense.get_untracked());
    };
    let density = Signal::derive(move || t(if dense.get() { words::COMFORTABLE } else { words::DENSE }).to_owned());
    view! {
        {archive}
        <span class="filter-density">
            <Button label=density kind=ButtonKind::Quiet icon=Icon::Menu icon_only=true on_press=flip />
        </span>
        {export}
    }
    .into_any()
}
