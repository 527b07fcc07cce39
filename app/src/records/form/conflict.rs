//! Two people saved one record: both versions side by side, field by field, and a choice for each.

use leptos::prelude::*;
use serde_json::Value;

use super::super::field::Field;
use super::super::history::words_of;
use super::super::value::NULL;
use super::state::FormState;
use crate::text::{fill, records as words, t};
use crate::ui::button::{Button, Kind as ButtonKind};

/// [`view`], where a form shows both versions.
pub(crate) type Conflict = fn(FormState, Theirs, Callback<()>) -> AnyView;

/// What is known of a conflict: the record as it is now.
#[derive(Clone, PartialEq)]
pub(crate) struct Theirs {
    pub version: i64,
    pub fields: Value,
    pub name: String,
}

impl Theirs {
    pub fn of(current: &Value) -> Option<Self> {
        let fields = current.get("fields").filter(|fields| fields.is_object())?.clone();
        Some(Self { version: current.get("version")?.as_i64()?, fields, name: super::super::name_of(current) })
    }
}

/// A field both versions disagree on, and whether mine is kept.
#[derive(Clone, Copy)]
struct Row {
    field: &'static Field,
    mine: RwSignal<bool>,
}

fn get<'v>(of: &'v Value, field: &Field) -> &'v Value {
    of.get(field.name).unwrap_or(&NULL)
}

pub(crate) fn view(state: FormState, theirs: Theirs, resolved: Callback<()>) -> AnyView {
    let (mine, base) = (state.draft.get_untracked(), state.base.get_untracked());
    let differing = state.shape.fields().filter(|field| get(&mine, field) != get(&theirs.fields, field));
    // What only they changed is theirs, what I changed is mine, until somebody decides otherwise.
    let rows: Vec<Row> =
        differing.map(|field| Row { field, mine: RwSignal::new(get(&mine, field) != get(&base, field)) }).collect();
    let chosen = rows.clone();
    let (sent, now) = (mine.clone(), theirs.clone());
    let merge = move |()| {
        let mut merged = sent.clone();
        for row in &chosen {
            if let (false, Value::Object(fields)) = (row.mine.get_untracked(), &mut merged) {
                fields.insert(row.field.name.to_owned(), get(&now.fields, row.field).clone());
            }
        }
        state.base.set(now.fields.clone());
        state.version.set(now.version);
        state.replace(merged);
        resolved.run(());
    };
    let title = fill(words::CHANGES_FOUND, &[("name", &theirs.name)]);
    let lines =
        rows.into_iter().map(|row| line(row, get(&mine, row.field), get(&theirs.fields, row.field))).collect_view();
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
