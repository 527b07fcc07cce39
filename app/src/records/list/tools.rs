//! At the end of a list's filter bar: archive, density, columns, export.

use domain::list::ListQuery;
use domain::record::Verb;
use domain::route::Endpoint;
use leptos::prelude::*;

use super::ListSpec;
use super::columns::{Choosing, Columns};
use super::many;
use super::state::{self, State};
use crate::nav::part;
use crate::text::{records as words, t};
use crate::ui::button::{Button, Kind as ButtonKind};
use crate::ui::icon::Icon;
use crate::ui::menu::{Menu, MenuItem};

pub(super) fn view(spec: &'static ListSpec, state: State, roomy: RwSignal<bool>, columns: Columns) -> AnyView {
    let archived = Signal::derive(move || state.query.with(|query| query.archived));
    let archive = spec.offers(Verb::Archive).then(|| {
        let press = move |()| state.change_query(|query| query.archived = !query.archived);
        view! {
            <Button
                label=t(words::ARCHIVED_ONLY)
                kind=ButtonKind::Quiet
                icon=Icon::Archive
                icon_only=true
                pressed=Signal::derive(move || Some(archived.get()))
                on_press=press
            />
        }
    });
    let flip = move || {
        roomy.update(|roomy| *roomy = !*roomy);
        state::keep_density(roomy.get_untracked());
    };
    let sheet = move |label, form: &str| {
        let mut query = ListQuery { cursor: String::new(), limit: 0, ..state.asked() };
        if !form.is_empty() {
            query.filters.insert("form".to_owned(), form.to_owned());
        }
        let (query, path) = (query.to_query(), Endpoint::Record(spec.kind, Verb::Export).path(""));
        let href = if query.is_empty() { path } else { [path.as_str(), "?", &query].concat() };
        MenuItem::file(t(label), href, [spec.kind.collection(), ".csv"].concat()).icon(Icon::Download)
    };
    let choosing = RwSignal::new(false);
    provide_context(Choosing { columns, open: choosing });
    let items = Signal::derive(move || {
        let density = if roomy.get() { words::DENSE } else { words::COMFORTABLE };
        let mut items = vec![MenuItem::new(t(density), flip).icon(Icon::Rows)];
        if columns.offers() {
            items.push(MenuItem::new(t(words::COLUMNS), move || choosing.set(true)).icon(Icon::Columns));
        }
        if spec.offers(Verb::Export) {
            items.extend([sheet(words::EXPORT, ""), sheet(words::EXPORT_FOR_PROGRAMS, "machine")]);
        }
        items
    });
    view! {
        {archive}
        <Menu items=items />
        {move || choosing.get().then(|| part::late(many::COLUMNS))}
    }
    .into_any()
}
