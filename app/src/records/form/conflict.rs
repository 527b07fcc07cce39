//! Two people saved one record: what only one of them changed is kept, and what both changed stands side by side, field by
//! field, with a choice for each.

use std::sync::Arc;

use domain::history::HistoryEntry;
use domain::route::Route;
use domain::time::Instant;
use leptos::prelude::*;
use serde_json::Value;

use super::super::document::NULL;
use super::super::document::name_of;
use super::super::field::Field;
use super::super::history::words_of;
use super::{FormState, Shape};
use crate::net::call_at;
use crate::net::fetch::resource;
use crate::text::{date, fill, records as words, t};
use crate::ui::button::{Button, Kind as ButtonKind};

/// [`view`], where a form shows both versions.
pub(crate) type Conflict = fn((FormState, &'static Shape), Theirs, Option<Saves>, Callback<()>) -> AnyView;

/// Finds out who saved last, and when. Handed in like [`view`].
pub(crate) type Saves = Arc<dyn Fn() -> Signal<Option<(String, Instant)>> + Send + Sync>;

/// Asks a history.
pub(crate) fn saves(history: Route, id: i64) -> Saves {
    Arc::new(move || {
        let entries = resource::<Vec<HistoryEntry>>(move || Some(call_at(&history).at(id).fresh()));
        Signal::derive(move || {
            entries.value.with(|entries| entries.as_ref()?.first().map(|last| (last.who.clone(), last.at)))
        })
    })
}

/// What is known of a conflict: the record as it is now.
#[derive(Clone, PartialEq)]
pub(crate) struct Theirs {
    pub version: i64,
    pub fields: Value,
    pub name: String,
}

impl Theirs {
    pub fn read(current: &Value) -> Option<Self> {
        let fields = current.get("fields").filter(|fields| fields.is_object())?.clone();
        Some(Self { version: current.get("version")?.as_i64()?, fields, name: name_of(current) })
    }
}

/// A field that both changed, each otherwise, and whether mine is kept.
#[derive(Clone, Copy)]
struct Row {
    field: &'static Field,
    mine: RwSignal<bool>,
}

fn get<'v>(of: &'v Value, field: &Field) -> &'v Value {
    of.get(field.name).unwrap_or(&NULL)
}

/// `resolved` saves what came of it.
pub(crate) fn view(
    (state, shape): (FormState, &'static Shape),
    theirs: Theirs,
    saves: Option<Saves>,
    resolved: Callback<()>,
) -> AnyView {
    let (mine, base) = (state.draft.get_untracked(), state.base.get_untracked());
    let changed = |one: &Value, field: &Field| get(one, field) != get(&base, field);
    let differing: Vec<_> = shape.fields().filter(|field| get(&mine, field) != get(&theirs.fields, field)).collect();
    // What only they changed is theirs, what only I changed is mine.
    let taken: Vec<_> = differing.iter().copied().filter(|field| !changed(&mine, field)).collect();
    let rows: Vec<Row> = differing
        .into_iter()
        .filter(|field| changed(&mine, field) && changed(&theirs.fields, field))
        .map(|field| Row { field, mine: RwSignal::new(true) })
        .collect();
    let chosen = rows.clone();
    let (sent, now, now_fields) = (mine.clone(), theirs.clone(), theirs.fields.clone());
    let merge = move |()| {
        let mut merged = sent.clone();
        let given_up = chosen.iter().filter(|row| !row.mine.get_untracked()).map(|row| row.field);
        for field in given_up.chain(taken.iter().copied()) {
            if let Value::Object(fields) = &mut merged {
                fields.insert(field.name.to_owned(), get(&now.fields, field).clone());
            }
        }
        state.base.set(now.fields.clone());
        state.version.set(now.version);
        state.replace(merged);
        resolved.run(());
    };
    if rows.is_empty() {
        // Nothing to ask: both kept what they changed.
        request_animation_frame(move || merge(()));
        return ().into_any();
    }
    let last = saves.map(|saves| saves());
    let title = move || match last.and_then(|last| last.get()) {
        Some((who, at)) => {
            fill(words::CHANGES_BY, &[("who", &who), ("when", &date::relative(at)), ("name", &theirs.name)])
        }
        None => fill(words::CHANGES_FOUND, &[("name", &theirs.name)]),
    };
    let lines =
        rows.into_iter().map(|row| line(row, get(&mine, row.field), get(&now_fields, row.field))).collect_view();
    view! {
        <section class="conflict" role="group" aria-label=t(words::CHANGED_BY_OTHERS)>
            <p>{title}</p>
            <table class="conflict-table">
                <thead>
                    <tr><td></td><th scope="col">{t(words::MINE)}</th><th scope="col">{t(words::THEIRS)}</th></tr>
                </thead>
                <tbody>{lines}</tbody>
            </table>
            <div class="actions" data-at="end">
                <Button label=t(words::KEEP_CHOSEN) kind=ButtonKind::Primary on_press=merge />
            </div>
        </section>
    }
    .into_any()
}

fn line(row: Row, mine: &Value, theirs: &Value) -> AnyView {
    let label = t(row.field.label);
    let choice = |mine: bool, value: &Value| {
        let (kind, value) = (row.field.kind, value.clone());
        let side = t(if mine { words::MINE } else { words::THEIRS });
        let words = move || {
            let words = words_of(kind, &value);
            if words.is_empty() { "–".to_owned() } else { words }
        };
        view! {
            <td>
                <label class="checkbox">
                    <input
                        type="radio"
                        name=["conflict-", row.field.name].concat()
                        aria-label=[label, ": ", side].concat()
                        prop:checked=move || row.mine.get() == mine
                        on:change=move |_| row.mine.set(mine)
                    />
                    <span>{words}</span>
                </label>
            </td>
        }
    };
    view! { <tr><th scope="row">{label}</th>{choice(true, mine)}{choice(false, theirs)}</tr> }.into_any()
}
