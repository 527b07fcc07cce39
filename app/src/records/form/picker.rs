//! A picker of another record, which may be created in place where that is allowed.

use domain::record::{RecordKind, Verb};
use domain::route;
use leptos::portal::Portal;
use leptos::prelude::*;
use leptos::task::spawn_local;
use serde_json::{Value, json};

use super::page::in_place;
use crate::records::names;
use crate::records::picker::search_at;
use crate::records::spec::fetch_record;
use crate::records::spec::form::FormSpec;
use crate::session;
use crate::text::{fill, records as words, shell as shell_words, small, t};
use crate::ui::choice::{Choice as Option_, Search};
use crate::ui::combobox::Combobox;
use crate::ui::dialog::{Dialog, DialogKind};
use crate::ui::toast;

/// A picker of one record. `value` holds its id.
#[component]
pub(crate) fn RecordPicker(
    kind: RecordKind,
    value: RwSignal<Option<i64>>,
    /// Its name, where it is known already.
    #[prop(optional, into)]
    name: String,
    /// Narrows what is offered: `customer=7`.
    #[prop(optional, into)]
    narrowed: Signal<String>,
) -> AnyView {
    if let (Some(id), false) = (value.get_untracked(), name.is_empty()) {
        names::learn(kind, id, &name);
    }
    let picked = RwSignal::new(None::<Option_>);
    // The box follows the value, whoever sets it, and names it as soon as the name is known.
    Effect::new(move || {
        let wanted = value.get().map(|id| (id.to_string(), names::name(kind, id).get()));
        let label = wanted.map(|(id, label)| Option_::new(id, label));
        if picked
            .with_untracked(|now| now.as_ref().map(|c| (&c.id, &c.label)) != label.as_ref().map(|c| (&c.id, &c.label)))
        {
            picked.set(label);
        }
    });
    let change = move |choice: Option<Option_>| {
        let id = choice.as_ref().and_then(|choice| choice.id.parse().ok());
        if let (Some(id), Some(choice)) = (id, &choice) {
            names::learn(kind, id, &choice.label);
        }
        value.set(id);
    };
    let search = Callback::new(move |question: Search| {
        search_at(route::record(kind, Verb::Options), narrowed.get_untracked()).run(question);
    });
    if !(kind.verbs().contains(&Verb::Create) && session::may(kind.needs(Verb::Create))) {
        return view! { <Combobox value=picked search=search on_change=change /> }.into_any();
    }
    // Its form may still have to be fetched.
    let form = RwSignal::new(None::<&'static FormSpec>);
    let (creating, prefill, dirty) = (RwSignal::new(false), StoredValue::new(Value::Null), RwSignal::new(false));
    let create = move |typed: String| {
        spawn_local(async move {
            let Some(wanted) = fetch_record(kind).await.and_then(|record| record.form) else {
                return toast::bad(t(shell_words::NETWORK));
            };
            let mut start = serde_json::Map::new();
            start.insert(wanted.called.to_owned(), json!(typed));
            let narrowed = narrowed.try_get_untracked();
            // An owner is the new one's too; a state is its form's matter.
            if let Some((field, id)) = narrowed.as_deref().and_then(|narrowed| narrowed.split_once('='))
                && let Ok(id) = id.parse::<i64>()
            {
                start.insert(field.to_owned(), Value::from(id));
            }
            prefill.try_set_value(Value::Object(start));
            form.try_set(Some(wanted));
            creating.try_set(true);
        });
    };
    let created = Callback::new(move |(id, name): (i64, String)| {
        names::learn(kind, id, &name);
        value.set(Some(id));
        creating.set(false);
    });
    view! {
        <Combobox value=picked search=search on_change=change on_create=create />
        // Outside of the form it was opened from: forms don't nest.
        <Portal>
            <Dialog
                open=creating
                title=fill(words::NEW, &[("thing", &small(t(kind.accusative())))])
                kind=DialogKind::Side
                may_close=Callback::new(move |()| !dirty.get_untracked())
            >
                {move || {
                    let cancelled = Callback::new(move |()| creating.set(false));
                    form.get().map(|form| in_place(form, prefill.get_value(), dirty, created, cancelled))
                }}
            </Dialog>
        </Portal>
    }
    .into_any()
}
